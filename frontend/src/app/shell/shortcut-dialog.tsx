import { Group, Kbd, Modal, Stack, Switch, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { jumps } from './shortcuts';

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** All keys that lead somewhere, and whether single ones do. */
export default function ShortcutDialog({
  opened,
  onClose,
  on,
  onChange,
}: {
  opened: boolean;
  onClose: () => void;
  on: boolean;
  onChange: (on: boolean) => void;
}) {
  const { t } = useTranslation();
  const rows: [string, readonly string[]][] = [
    [t('app.shortcuts.palette'), [isMac ? '⌘' : 'Ctrl', 'K']],
    [t('app.shortcuts.search'), ['/']],
    [t('app.shortcuts.sheet'), ['?']],
    [t('app.shortcuts.submit'), [isMac ? '⌘' : 'Ctrl', 'Enter']],
    [t('app.shortcuts.close'), ['Esc']],
  ];
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="lg"
      title={t('app.shortcuts.title')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <Stack gap="md">
        <Part title={t('app.shortcuts.general')} rows={rows} />
        <Part
          title={t('app.shortcuts.jump')}
          rows={jumps.map(({ keys, text }) => [t(text), keys] as const)}
        />
        <Switch
          label={t('app.shortcuts.single')}
          description={t('app.shortcuts.singleBody')}
          checked={on}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      </Stack>
    </Modal>
  );
}

function Part({ title, rows }: { title: string; rows: readonly (readonly [string, readonly string[]])[] }) {
  return (
    <Stack gap={6}>
      <Title order={3}>{title}</Title>
      <dl
        style={{
          display: 'grid',
          gridTemplateColumns: 'repeat(auto-fit, minmax(230px, 1fr))',
          gap: '6px 28px',
          margin: 0,
        }}
      >
        {rows.map(([text, keys]) => (
          <Group key={text} justify="space-between" wrap="nowrap">
            <Text component="dt" fz="sm">
              {text}
            </Text>
            <Group component="dd" gap={4} wrap="nowrap" m={0}>
              {keys.map((key) => (
                <Kbd key={key} size="xs">
                  {key}
                </Kbd>
              ))}
            </Group>
          </Group>
        ))}
      </dl>
    </Stack>
  );
}

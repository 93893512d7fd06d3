import { Group, Kbd, Modal, Stack, Switch, Text, Title } from '@mantine/core';
import { useDisclosure, useLocalStorage } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { isWriting, jumps, wishOf } from './shortcuts';

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Listens for the keys that lead somewhere, and shows them all on "?". */
export function ShortcutSheet() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [opened, { open, close }] = useDisclosure(false);
  // Whoever speaks to the computer, or has no steady hand, must be able to turn single keys off.
  const [on, setOn] = useLocalStorage<boolean>({
    key: 'iam-copilot-shortcuts',
    defaultValue: true,
    getInitialValueInEffect: false,
    deserialize: (text) => text !== 'false',
  });
  const before = useRef('');

  const act = useEffectEvent((event: KeyboardEvent) => {
    if (!on || event.defaultPrevented || isWriting(event.target)) return;
    const wish = wishOf(event, before.current);
    before.current = wish?.kind === 'begin' ? event.key : '';
    if (wish === null || wish.kind === 'begin') return;
    event.preventDefault();
    if (wish.kind === 'sheet') open();
    else if (wish.kind === 'jump') void navigate({ to: wish.jump.to });
    else document.querySelector<HTMLInputElement>('#content input[type="search"]')?.focus();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => act(event);
    window.addEventListener('keydown', listen);
    const show = () => open();
    window.addEventListener('iam-copilot:shortcuts', show);
    return () => {
      window.removeEventListener('keydown', listen);
      window.removeEventListener('iam-copilot:shortcuts', show);
    };
  }, [open]);

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
      onClose={close}
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
          onChange={(event) => setOn(event.currentTarget.checked)}
        />
      </Stack>
    </Modal>
  );
}

/** Opens the sheet from anywhere. */
export function showShortcuts(): void {
  window.dispatchEvent(new Event('iam-copilot:shortcuts'));
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

import { ActionIcon, Button, Group, Popover, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure, useLocalStorage } from '@mantine/hooks';
import { IconBookmark, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

interface Saved<T> {
  name: string;
  value: T;
}

const most = 20;

/**
 * Filters of a list under names, to come back to. They are kept in this
 * browser, for one person: they name nothing secret, and losing them costs little.
 */
export function SavedFilters<T>({
  list,
  person,
  value,
  onChoose,
}: {
  /** Which list they are of. */
  list: string;
  /** Whose they are. */
  person: number;
  /** What would be saved now. */
  value: T;
  onChoose: (value: T) => void;
}) {
  const { t } = useTranslation();
  const [opened, { toggle, close }] = useDisclosure(false);
  const [name, setName] = useState('');
  const [saved, setSaved] = useLocalStorage<readonly Saved<T>[]>({
    key: `iam-copilot-filters-${list}-${person}`,
    defaultValue: [],
    getInitialValueInEffect: false,
    deserialize: readSaved<T>,
  });
  const save = () => {
    const wanted = name.trim();
    if (!wanted) return;
    setSaved([{ name: wanted, value }, ...saved.filter((one) => one.name !== wanted)].slice(0, most));
    setName('');
    close();
  };
  return (
    <Popover
      position="bottom-end"
      width={300}
      shadow="md"
      opened={opened}
      onDismiss={close}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconBookmark size={15} />}
          aria-expanded={opened}
          onClick={toggle}
        >
          {t('ui.filters.label')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={t('ui.filters.label')}>
        <Stack gap="sm">
          {saved.map((one) => (
            <Group key={one.name} gap={4} wrap="nowrap">
              <Button
                size="compact-sm"
                variant="subtle"
                flex={1}
                justify="flex-start"
                onClick={() => {
                  onChoose(one.value);
                  close();
                }}
              >
                {one.name}
              </Button>
              <ActionIcon
                size="sm"
                aria-label={t('ui.filters.remove', { name: one.name })}
                onClick={() => setSaved(saved.filter((other) => other !== one))}
              >
                <IconTrash size={14} />
              </ActionIcon>
            </Group>
          ))}
          <form
            onSubmit={(event) => {
              event.preventDefault();
              save();
            }}
          >
            <Group gap="xs" align="flex-end" wrap="nowrap">
              <TextInput
                size="xs"
                flex={1}
                label={t('ui.filters.name')}
                maxLength={60}
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
              />
              <Button size="xs" type="submit" disabled={name.trim() === ''}>
                {t('ui.filters.save')}
              </Button>
            </Group>
          </form>
          <Text fz="xs" c="dimmed">
            {t('ui.filters.where')}
          </Text>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function readSaved<T>(text: string | undefined): readonly Saved<T>[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(value) ? (value as Saved<T>[]) : [];
  } catch {
    return [];
  }
}

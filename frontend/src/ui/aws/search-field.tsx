import { Group, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** Narrows a list as one types. */
export function SearchField({
  label,
  hint,
  value,
  onChange,
}: {
  label: string;
  /** What can be typed. */
  hint?: string;
  value: string;
  onChange: (text: string) => void;
}) {
  const { t } = useTranslation();
  return (
    <TextInput
      label={label}
      placeholder={hint ?? t('iam.searchHint')}
      type="search"
      leftSection={<IconSearch size={15} />}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      flex={1}
      miw={200}
    />
  );
}

/** How many rows a list has, below it; told as it changes. */
export function CountLine({ children }: { children: string }) {
  return (
    <Group px="md" py={8} mih={40} style={{ borderTop: '1px solid var(--line)' }}>
      <Text fz="xs" c="dimmed" aria-live="polite" className="numbers">
        {children}
      </Text>
    </Group>
  );
}

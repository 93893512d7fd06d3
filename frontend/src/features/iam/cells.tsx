import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { RowButton } from '@/ui/virtual-table';

/** The name of a row, which opens it. */
export function NameCell({ name, onOpen }: { name: string; onOpen: () => void }) {
  const { t } = useTranslation();
  return (
    <RowButton label={t('iam.open', { name })} onClick={onOpen}>
      <Text component="span" fz="sm" fw={550}>
        {name}
      </Text>
    </RowButton>
  );
}

/** A path, which is rarely of interest. */
export function PathCell({ path }: { path: string }) {
  return (
    <Text fz="xs" ff="monospace" c="dimmed" truncate>
      {path}
    </Text>
  );
}

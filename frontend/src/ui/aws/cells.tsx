import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Time } from '@/ui/time';
import { RowButton, type Column } from '@/ui/virtual-table';

function NameCell({ name, onOpen }: { name: string; onOpen: () => void }) {
  const { t } = useTranslation();
  return (
    <RowButton label={t('iam.open', { name })} onClick={onOpen}>
      <Text component="span" fz="sm" fw={550}>
        {name}
      </Text>
    </RowButton>
  );
}

function Never() {
  const { t } = useTranslation();
  return (
    <Text fz="sm" c="dimmed">
      {t('iam.never')}
    </Text>
  );
}

/** The names of a list, each of which opens its row. */
export function nameColumn<T>(
  heading: string,
  name: (row: T) => string,
  open: (row: T) => void,
  width = 'minmax(200px, 1.6fr)',
): Column<T> {
  return {
    key: 'name',
    heading,
    width,
    cell: (row) => <NameCell name={name(row)} onOpen={() => open(row)} />,
  };
}

/** Words that are rarely of interest: paths and ids as they are written, descriptions as sentences. */
export function quietColumn<T>(
  key: string,
  heading: string,
  text: (row: T) => string,
  width: string,
  face: 'words' | 'code' = 'words',
): Column<T> {
  const look = face === 'code' ? { fz: 'xs', ff: 'monospace' } : { fz: 'sm' };
  return {
    key,
    heading,
    width,
    cell: (row) => (
      <Text {...look} c="dimmed" truncate title={text(row)}>
        {text(row)}
      </Text>
    ),
  };
}

/** When something happened; null when it never did. */
export function timeColumn<T>(
  key: string,
  heading: string,
  at: (row: T) => string | null,
  width = '150px',
): Column<T> {
  return {
    key,
    heading,
    width,
    cell: (row) => {
      const moment = at(row);
      return moment ? <Time at={moment} /> : <Never />;
    },
  };
}

/** How many of something there are. */
export function countColumn<T>(
  key: string,
  heading: string,
  count: (row: T) => number,
  width = '120px',
): Column<T> {
  return { key, heading, width, cell: (row) => <span className="numbers">{count(row)}</span> };
}

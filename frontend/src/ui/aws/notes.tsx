import { Alert, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';

/** What an answer says beside itself, such as what could not be read. */
export function Notes({ notes }: { notes: readonly string[] }) {
  if (notes.length === 0) return null;
  return (
    <Alert color="blue" icon={<IconInfoCircle size={18} />}>
      {notes.map((note) => (
        <Text key={note} fz="sm">
          {note}
        </Text>
      ))}
    </Alert>
  );
}

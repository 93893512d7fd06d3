import { Button, Group, Text } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { copySecret } from './copy-secret';
import { notifyError } from './notify';

/** Copies a secret that is shown this once, says so, and empties the clipboard later. */
export function CopyOnce({
  secret,
  label,
  copied,
  children,
}: {
  secret: string;
  /** The words on the button. */
  label: string;
  /** What is said once it is copied. */
  copied: string;
  /** What stands beside it, as a way to save it. */
  children?: ReactNode;
}) {
  const [done, setDone] = useState(false);
  return (
    <Group gap="xs">
      <Button
        size="xs"
        variant="default"
        leftSection={done ? <IconCheck size={15} /> : <IconCopy size={15} />}
        onClick={() =>
          void copySecret(secret)
            .then(() => setDone(true))
            .catch(notifyError)
        }
      >
        {label}
      </Button>
      {children}
      <Text fz="xs" c="dimmed" aria-live="polite">
        {done ? copied : ''}
      </Text>
    </Group>
  );
}

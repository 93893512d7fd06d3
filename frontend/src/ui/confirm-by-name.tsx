import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Asks for the name of the thing before it is destroyed for good. */
export function ConfirmByName({
  opened,
  onClose,
  onExited,
  title,
  name,
  action,
  busy,
  onConfirm,
  children,
}: {
  opened: boolean;
  onClose: () => void;
  /** After the dialog has faded out. */
  onExited: () => void;
  title: string;
  /** What the person has to type. */
  name: string;
  /** The word on the button: "Delete credential". */
  action: string;
  busy: boolean;
  onConfirm: () => void;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const matches = typed.trim() === name;
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      onExitTransitionEnd={() => {
        setTyped('');
        onExited();
      }}
      title={title}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (matches) onConfirm();
        }}
      >
        <Stack>
          <Text fz="sm" component="div">
            {children}
          </Text>
          <TextInput
            label={t('ui.typeName', { name })}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
            spellCheck={false}
            data-autofocus
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('ui.cancel')}
            </Button>
            <Button type="submit" color="red.8" disabled={!matches} loading={busy}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

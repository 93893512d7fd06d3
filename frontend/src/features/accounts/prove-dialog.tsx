import { Modal } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Proof } from '@/api/queries/passkeys';
import { ProofForm } from './proof-form';

/** Asks who is there before something that a stolen session must not do; shows `after` once it is done. */
export function ProveDialog<T>({
  opened,
  onClose,
  title,
  body,
  action,
  destructive = false,
  run,
  onDone,
  after,
  children,
}: {
  opened: boolean;
  onClose: () => void;
  title: string;
  body: string;
  action: string;
  destructive?: boolean;
  run: (proof: Proof) => Promise<T>;
  onDone: (result: T) => void;
  /** What stands in the dialog afterwards, if anything; without it `onDone` closes the dialog. */
  after?: (result: T) => ReactNode;
  /** Other fields of the form. */
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<ReactNode>(null);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      onExitTransitionEnd={() => setShown(null)}
      closeOnClickOutside={!shown}
      closeOnEscape={!shown}
      withCloseButton={!shown}
      title={title}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      {shown ?? (
        <ProofForm
          body={body}
          action={action}
          destructive={destructive}
          run={run}
          onCancel={onClose}
          onDone={(result) => {
            setShown(after?.(result) ?? null);
            onDone(result);
          }}
        >
          {children}
        </ProofForm>
      )}
    </Modal>
  );
}

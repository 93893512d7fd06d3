import { Button, Group, Modal, Progress, ScrollArea, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { toApiError } from '@/api/errors';
import classes from './bulk.module.css';

/** One of the things that something is done to. */
export interface BulkItem {
  key: string;
  name: string;
}

/**
 * One confirmation for several things, which it lists; then it does them one
 * after the other, and says which could not be done.
 */
export function BulkDialog({
  opened,
  items,
  title,
  action,
  danger = false,
  ready = true,
  run,
  onClose,
  onDone,
  children,
}: {
  opened: boolean;
  items: readonly BulkItem[];
  title: string;
  /** The words on the button. */
  action: string;
  danger?: boolean;
  /** Whether everything is filled in. */
  ready?: boolean;
  run: (item: BulkItem) => Promise<unknown>;
  onClose: () => void;
  /** After the last, with how many were done. */
  onDone: (done: number) => void;
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  const [step, setStep] = useState<number | null>(null);
  const [failures, setFailures] = useState<Readonly<Record<string, string>>>({});
  const busy = step !== null;
  const act = async () => {
    const failed: Record<string, string> = {};
    setFailures({});
    for (const [index, item] of items.entries()) {
      setStep(index);
      await run(item).catch((thrown: unknown) => (failed[item.key] = toApiError(thrown).detail));
    }
    setStep(null);
    setFailures(failed);
    const count = Object.keys(failed).length;
    onDone(items.length - count);
    if (count === 0) onClose();
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      closeOnEscape={!busy}
      closeOnClickOutside={!busy}
      withCloseButton={!busy}
      onExitTransitionEnd={() => setFailures({})}
      title={title}
      size="lg"
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <Stack gap="md">
        <ScrollArea.Autosize mah={240} viewportProps={{ tabIndex: 0, 'aria-label': title }}>
          <ul className={classes.items}>
            {items.map(({ key, name }) => (
              <li key={key}>
                <Text fz="sm" style={{ overflowWrap: 'anywhere' }}>
                  {name}
                </Text>
                {failures[key] && (
                  <Text fz="xs" c="var(--tone-bad)" role="alert">
                    {failures[key]}
                  </Text>
                )}
              </li>
            ))}
          </ul>
        </ScrollArea.Autosize>
        {children}
        {busy && <Progress value={(100 * step) / items.length} aria-label={t('jobs.progress')} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" disabled={busy} onClick={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button
            {...(danger ? { color: 'red.8' } : {})}
            loading={busy}
            disabled={!ready || items.length === 0}
            onClick={() => void act()}
          >
            {action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

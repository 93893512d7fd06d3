import { Button, Group, Stack, Text } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { IconCheck, IconExclamationMark } from '@tabler/icons-react';
import i18next from 'i18next';
import { isAborted, placeError, toApiError } from '@/api/errors';
import { keepNotice } from './notices';

const closeButtonProps = () => ({ 'aria-label': i18next.t('ui.close') });

/** Confirms that something was done; `next` leads to what came of it. */
export function notifyDone(message: string, next?: { text: string; onClick: () => void }): void {
  keepNotice('done', message);
  const id = notifications.show({
    role: 'status',
    message: next ? (
      <Group gap="sm" justify="space-between" wrap="nowrap">
        <Text fz="sm" style={{ overflowWrap: 'anywhere' }}>
          {message}
        </Text>
        <Button
          size="compact-xs"
          variant="default"
          flex="none"
          onClick={() => {
            notifications.hide(id);
            next.onClick();
          }}
        >
          {next.text}
        </Button>
      </Group>
    ) : (
      message
    ),
    color: 'teal',
    icon: <IconCheck size={16} />,
    autoClose: next ? 10_000 : 4000,
    closeButtonProps: closeButtonProps(),
  });
}

/** Tells, in a sentence, that something failed which went on in the background. */
export function notifyFailure(message: string): void {
  keepNotice('failed', message);
  notifications.show({
    color: 'red',
    icon: <IconExclamationMark size={16} />,
    autoClose: 10_000,
    closeButtonProps: closeButtonProps(),
    message,
  });
}

/** Tells of a failure that belongs to no field. */
export function notifyError(thrown: unknown): void {
  if (isAborted(thrown)) return;
  const error = toApiError(thrown);
  keepNotice('failed', error.detail);
  notifications.show({
    color: 'red',
    icon: <IconExclamationMark size={16} />,
    autoClose: 10_000,
    closeButtonProps: closeButtonProps(),
    message: (
      <Stack gap={2}>
        <Text fz="sm">{error.detail}</Text>
        {error.fields.map((field) => (
          <Text key={field.location} fz="sm">
            {field.location}: {field.message}
          </Text>
        ))}
        {error.aws && (
          <Text fz="xs" style={{ overflowWrap: 'anywhere' }}>
            <b>{error.aws.code}</b> {error.aws.message}
          </Text>
        )}
        {error.requestId && (
          <Text fz="xs" c="dimmed" ff="monospace">
            {error.requestId}
          </Text>
        )}
      </Stack>
    ),
  });
}

/** Shows the failure of a form at its fields, or as a notification when it belongs to none; never both. */
export function showFormError<V extends Record<string, unknown>>(
  form: UseFormReturnType<V>,
  thrown: unknown,
  codes: Readonly<Record<string, string>> = {},
): void {
  const placement = placeError(thrown, Object.keys(form.values), codes);
  if (placement.at === 'notice') {
    notifyError(placement.error);
    return;
  }
  form.setErrors(placement.fields);
  const first = Object.keys(placement.fields)[0];
  if (first) form.getInputNode(first)?.focus();
}

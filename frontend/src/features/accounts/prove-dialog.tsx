import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { showFormError } from '@/ui/notify';
import { PasswordField } from '@/ui/password-field';

/** Both factors, once more. */
export interface BothFactors extends Record<string, unknown> {
  current_password: string;
  code: string;
}

const fieldOfCode = {
  'accounts.wrong_password': 'current_password',
  'accounts.wrong_second_factor': 'code',
};

/** Asks for both factors before something that a stolen session must not do; shows `after` once it is done. */
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
}: {
  opened: boolean;
  onClose: () => void;
  title: string;
  body: string;
  action: string;
  destructive?: boolean;
  run: (factors: BothFactors) => Promise<T>;
  onDone: (result: T) => void;
  /** What stands in the dialog afterwards; without it `onDone` closes the dialog. */
  after?: (result: T) => ReactNode;
}) {
  const { t } = useTranslation();
  const [result, setResult] = useState<{ value: T } | null>(null);
  const form = useForm<BothFactors>({
    initialValues: { current_password: '', code: '' },
    validate: {
      current_password: (value) => (value ? null : t('accounts.required')),
      code: (value) => (value.trim() ? null : t('accounts.required')),
    },
  });
  const prove = useMutation({
    mutationFn: (values: BothFactors) => run({ ...values, code: values.code.trim() }),
    onSuccess: (value) => {
      if (after) setResult({ value });
      onDone(value);
    },
    onError: (error) => showFormError(form, error, fieldOfCode),
  });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      onExitTransitionEnd={() => {
        form.reset();
        setResult(null);
      }}
      closeOnClickOutside={result === null}
      closeOnEscape={result === null}
      withCloseButton={result === null}
      title={title}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      {result && after ? (
        after(result.value)
      ) : (
        <form onSubmit={form.onSubmit((values) => prove.mutate(values))} noValidate>
          <Stack gap="md">
            <Text fz="sm">{body}</Text>
            <PasswordField
              label={t('accounts.profile.currentPassword')}
              autoComplete="current-password"
              data-autofocus
              {...form.getInputProps('current_password')}
            />
            <TextInput
              label={t('security.code')}
              autoComplete="one-time-code"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={64}
              {...form.getInputProps('code')}
            />
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={onClose}>
                {t('ui.cancel')}
              </Button>
              <Button type="submit" loading={prove.isPending} {...(destructive ? { color: 'red.8' } : {})}>
                {action}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}

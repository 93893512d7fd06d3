import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconFingerprint } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { meQuery } from '@/api/queries/accounts';
import { mfaQuery } from '@/api/queries/mfa';
import { proofOptions, type Proof } from '@/api/queries/passkeys';
import { serverQuery } from '@/api/queries/server';
import { showFormError } from '@/ui/notify';
import { PasswordField } from '@/ui/password-field';
import { canUsePasskeys, showPasskey } from './webauthn';
import { usePasskeyError } from './passkey-error';

const fieldOfCode = {
  'accounts.wrong_password': 'current_password',
  'accounts.wrong_second_factor': 'code',
};

/**
 * Asks once more who is there, before something that a stolen session must not
 * do: for the password, where the account has one, and for a second factor,
 * where one is on.
 */
export function ProofForm<T>({
  body,
  action,
  destructive = false,
  run,
  onDone,
  onCancel,
  children,
}: {
  body: ReactNode;
  action: string;
  destructive?: boolean;
  run: (proof: Proof) => Promise<T>;
  onDone: (result: T) => void;
  onCancel?: () => void;
  /** Other fields, above those of the proof. */
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  const hasPassword = useQuery(meQuery).data?.has_password ?? true;
  const mfa = useQuery(mfaQuery).data;
  const domain = useQuery(serverQuery).data?.passkey_rp_id;
  const second = mfa?.enabled ?? false;
  const byPasskey = second && (mfa?.passkeys ?? 0) > 0 && canUsePasskeys(domain);
  const tell = usePasskeyError();
  const form = useForm({
    initialValues: { current_password: '', code: '' },
    validate: {
      current_password: (value) => (value || !hasPassword ? null : t('accounts.required')),
    },
  });
  const prove = useMutation({
    mutationFn: async ({ passkey }: { passkey: boolean }) => {
      const proof: Proof = { current_password: form.values.current_password };
      if (passkey) proof.passkey = await showPasskey(await proofOptions());
      else if (second) proof.code = form.values.code.trim();
      return run(proof);
    },
    onSuccess: onDone,
    onError: (error) => {
      if (!tell(error)) showFormError(form, error, fieldOfCode);
    },
  });
  const submit = form.onSubmit((values) => {
    if (second && !values.code.trim()) form.setFieldError('code', t('accounts.required'));
    else prove.mutate({ passkey: false });
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Text fz="sm">{body}</Text>
        {children}
        {hasPassword && (
          <PasswordField
            label={t('accounts.profile.currentPassword')}
            autoComplete="current-password"
            {...(children ? {} : { 'data-autofocus': true })}
            {...form.getInputProps('current_password')}
          />
        )}
        {second && (
          <TextInput
            label={mfa?.totp ? t('security.code') : t('security.recoveryCode')}
            autoComplete="one-time-code"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={64}
            {...form.getInputProps('code')}
          />
        )}
        <Group justify="flex-end" gap="xs">
          {onCancel && (
            <Button variant="default" onClick={onCancel}>
              {t('ui.cancel')}
            </Button>
          )}
          {byPasskey && (
            <Button
              variant="default"
              leftSection={<IconFingerprint size={16} />}
              loading={prove.isPending && prove.variables.passkey}
              disabled={prove.isPending}
              onClick={() => {
                if (!form.validate().hasErrors) prove.mutate({ passkey: true });
              }}
            >
              {t('security.passkeys.instead')}
            </Button>
          )}
          <Button
            type="submit"
            loading={prove.isPending && !prove.variables.passkey}
            disabled={prove.isPending}
            {...(destructive ? { color: 'red.8' } : {})}
          >
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

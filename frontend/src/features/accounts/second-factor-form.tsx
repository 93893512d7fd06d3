import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconFingerprint } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toApiError } from '@/api/errors';
import { signInWithCode } from '@/api/queries/accounts';
import { finishWithPasskey, secondFactorOptions } from '@/api/queries/passkeys';
import { serverQuery } from '@/api/queries/server';
import { notifyError, showFormError } from '@/ui/notify';
import { usePasskeyError } from './passkey-error';
import { canUsePasskeys, showPasskey } from './webauthn';

/** The second step of signing in: a code from the app, one of those for emergencies, or a passkey. */
export function SecondFactorForm({
  mfaToken,
  onEnded,
  onBack,
}: {
  mfaToken: string;
  /** The password has to be given again. */
  onEnded: () => void;
  onBack: () => void;
}) {
  const { t } = useTranslation();
  const [recovery, setRecovery] = useState(false);
  const form = useForm({
    initialValues: { code: '' },
    validate: { code: (value) => (value.trim() ? null : t('accounts.required')) },
  });
  const confirm = useMutation({
    mutationFn: (values: { code: string }) =>
      signInWithCode(mfaToken, recovery ? values.code.trim() : values.code.replace(/\s/g, '')),
    onError: (error) => {
      if (toApiError(error).code === 'accounts.mfa_token_ended') onEnded();
      else showFormError(form, error, { 'accounts.wrong_code': 'code' });
    },
  });
  const domain = useQuery(serverQuery).data?.passkey_rp_id;
  const tell = usePasskeyError();
  const passkey = useMutation({
    mutationFn: async () =>
      finishWithPasskey(mfaToken, await showPasskey(await secondFactorOptions(mfaToken))),
    onError: (error) => {
      if (toApiError(error).code === 'accounts.mfa_token_ended') onEnded();
      else if (!tell(error)) notifyError(error);
    },
  });
  return (
    <form onSubmit={form.onSubmit((values) => confirm.mutate(values))} noValidate>
      <Stack gap="md">
        <Text fz="sm">
          {recovery ? t('accounts.secondFactor.recoveryBody') : t('accounts.secondFactor.body')}
        </Text>
        <TextInput
          key={String(recovery)}
          label={recovery ? t('accounts.secondFactor.recoveryCode') : t('accounts.secondFactor.code')}
          size="md"
          autoComplete={recovery ? 'off' : 'one-time-code'}
          inputMode={recovery ? 'text' : 'numeric'}
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          maxLength={64}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', letterSpacing: '0.12em' } }}
          {...form.getInputProps('code')}
        />
        <Button type="submit" fullWidth size="md" loading={confirm.isPending}>
          {t('accounts.secondFactor.submit')}
        </Button>
        {canUsePasskeys(domain) && (
          <Button
            variant="default"
            fullWidth
            size="md"
            leftSection={<IconFingerprint size={18} />}
            loading={passkey.isPending}
            onClick={() => passkey.mutate()}
          >
            {t('accounts.secondFactor.usePasskey')}
          </Button>
        )}
        <Stack gap={2} align="center">
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => {
              form.reset();
              setRecovery(!recovery);
            }}
          >
            {recovery ? t('accounts.secondFactor.useApp') : t('accounts.secondFactor.useRecovery')}
          </Button>
          <Button variant="subtle" color="gray" size="compact-sm" onClick={onBack}>
            {t('accounts.secondFactor.back')}
          </Button>
        </Stack>
      </Stack>
    </form>
  );
}

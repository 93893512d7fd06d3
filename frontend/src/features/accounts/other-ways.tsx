import { Button, Divider, Stack } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { signInOptions, signInWithPasskey } from '@/api/queries/passkeys';
import { serverQuery } from '@/api/queries/server';
import { goToProvider } from '@/api/queries/sso';
import { session } from '@/api/session';
import { notifyError } from '@/ui/notify';
import { usePasskeyError } from './passkey-error';
import { canUsePasskeys, showPasskey } from './webauthn';

/** The ways to sign in besides a password: a passkey, and providers. */
export function OtherWays({ returnTo }: { returnTo: string }) {
  const { t } = useTranslation();
  const server = useQuery(serverQuery).data;
  const tell = usePasskeyError();
  const passkey = useMutation({
    mutationFn: async () => signInWithPasskey(await showPasskey(await signInOptions())),
    onError: (error) => {
      if (!tell(error)) notifyError(error);
    },
  });
  const byPasskey = canUsePasskeys(server?.passkey_rp_id);
  // The desktop window cannot be sent to another site and back.
  const providers = session.home === 'browser' ? (server?.sso ?? []) : [];
  if (!byPasskey && providers.length === 0) return null;
  return (
    <Stack gap="sm">
      <Divider label={t('accounts.login.or')} />
      {byPasskey && (
        <Button
          variant="default"
          fullWidth
          size="md"
          leftSection={<IconFingerprint size={18} />}
          loading={passkey.isPending}
          onClick={() => passkey.mutate()}
        >
          {t('accounts.login.passkey')}
        </Button>
      )}
      {providers.map(({ id, name }) => (
        <Button key={id} variant="default" fullWidth size="md" onClick={() => goToProvider(id, returnTo)}>
          {t('accounts.login.provider', { name })}
        </Button>
      ))}
    </Stack>
  );
}

import { Anchor, Button, Divider, Stack, Text } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { desktopStateQuery, openInBrowser, signInThroughBrowser } from '@/api/desktop';
import { signInOptions, signInWithPasskey } from '@/api/queries/passkeys';
import { serverQuery } from '@/api/queries/server';
import { goToProvider } from '@/api/queries/sso';
import { session } from '@/api/session';
import { notifyError } from '@/ui/notify';
import { usePasskeyError } from './passkey-error';
import { canUsePasskeys, showPasskey } from './webauthn';

/** The ways to sign in besides a password: a passkey, and providers. */
export function OtherWays({
  returnTo,
  onSecondFactor,
}: {
  returnTo: string;
  onSecondFactor: (mfaToken: string) => void;
}) {
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
  const inWindow = session.home === 'desktop';
  const providers = server?.sso ?? [];
  const noPasskey = inWindow && Boolean(server?.passkey_rp_id);
  if (!byPasskey && !noPasskey && providers.length === 0) return null;
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
      {noPasskey && <PasskeyHint />}
      {inWindow && providers.length > 0 && (
        <ThroughBrowser providers={providers} onSecondFactor={onSecondFactor} />
      )}
      {(inWindow ? [] : providers).map(({ id, name }) => (
        <Button key={id} variant="default" fullWidth size="md" onClick={() => goToProvider(id, returnTo)}>
          {t('accounts.login.provider', { name })}
        </Button>
      ))}
    </Stack>
  );
}

/** Where a team's server takes passkeys, the window says why it does not, and what does. */
function PasskeyHint() {
  const { t } = useTranslation();
  const desktop = useQuery(desktopStateQuery);
  if (desktop.data?.mode !== 'server') return null;
  return (
    <Text fz="xs" c="dimmed">
      {t('accounts.server.passkeys')}{' '}
      <Anchor
        component="button"
        type="button"
        fz="xs"
        underline="always"
        onClick={() => void openInBrowser('/login').catch(notifyError)}
      >
        {t('accounts.server.browser')}
      </Anchor>
    </Text>
  );
}

/** The desktop window sends the person's own browser to the provider, and waits for it. */
function ThroughBrowser({
  providers,
  onSecondFactor,
}: {
  providers: readonly { id: string; name: string }[];
  onSecondFactor: (mfaToken: string) => void;
}) {
  const { t } = useTranslation();
  const leave = useRef<AbortController | null>(null);
  useEffect(() => () => leave.current?.abort(), []);
  const go = useMutation({
    mutationFn: (provider: string) => {
      leave.current = new AbortController();
      return signInThroughBrowser(provider, leave.current.signal);
    },
    onSuccess: (answer) => {
      if (answer.mfa_required) onSecondFactor(answer.mfa_token ?? '');
      else session.begin(answer);
    },
    onError: notifyError,
  });
  if (go.isPending) {
    return (
      <Stack gap="xs" role="status">
        <Text fz="sm">{t('accounts.server.waiting')}</Text>
        <Button variant="default" onClick={() => leave.current?.abort()}>
          {t('accounts.server.cancel')}
        </Button>
      </Stack>
    );
  }
  return providers.map(({ id, name }) => (
    <Button key={id} variant="default" fullWidth size="md" onClick={() => go.mutate(id)}>
      {t('accounts.login.provider', { name })}
    </Button>
  ));
}

import { Alert, Anchor, Button, Code, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconExternalLink, IconHourglass } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keys } from '@/api/queries/keys';
import {
  signInAccountsQuery,
  signInQuery,
  signInRolesQuery,
  startSignIn,
  updateCredential,
  type Credential,
  type SignIn,
} from '@/api/queries/vault';
import { CopyButton } from '@/ui/copy-button';
import { notifyDone, notifyError } from '@/ui/notify';
import { ErrorState, LoadingRows } from '@/ui/states';
import { Time } from '@/ui/time';
import type { Dialog } from '@/ui/use-dialog';

/** Signs in to IAM Identity Center with a code, then chooses the account and the role. */
export function SignInDialog({ dialog }: { dialog: Dialog<Credential> }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={dialog.opened}
      onClose={dialog.close}
      onExitTransitionEnd={dialog.onExited}
      title={t('vault.signInDialog.title')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      {dialog.about && <SignInSteps credential={dialog.about} onClose={dialog.close} />}
    </Modal>
  );
}

function SignInSteps({ credential, onClose }: { credential: Credential; onClose: () => void }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const state = useQuery(signInQuery(credential.id));
  const begin = useMutation({
    mutationFn: () => startSignIn(credential.id),
    onSuccess: (fresh) => queryClient.setQueryData(signInQuery(credential.id).queryKey, fresh),
    onError: notifyError,
  });
  const now = state.data?.state;
  useEffect(() => {
    // The list shows how the sign-in stands, too.
    if (now && now !== 'pending')
      void queryClient.invalidateQueries({ queryKey: keys.credentials, exact: true });
  }, [now, queryClient]);
  if (state.isPending) return <LoadingRows rows={3} />;
  if (state.isError) return <ErrorState error={state.error} onRetry={() => void state.refetch()} />;
  const sign = state.data;
  const again = (
    <Button loading={begin.isPending} onClick={() => begin.mutate()} data-autofocus>
      {t(sign.state === 'none' ? 'vault.signInDialog.start' : 'vault.signInDialog.again')}
    </Button>
  );
  if (sign.state === 'signed_in')
    return <RolePicker credential={credential} onClose={onClose} again={() => begin.mutate()} />;
  if (sign.state === 'pending' && sign.user_code) return <WaitingForConsent sign={sign} onClose={onClose} />;
  return (
    <Stack gap="md">
      <Alert
        {...(sign.state === 'none' || sign.state === 'pending' ? {} : { color: 'red' })}
        icon={<IconAlertTriangle size={18} />}
      >
        {t(
          sign.state === 'pending'
            ? 'vault.signInDialog.othersCode'
            : `vault.signInDialog.states.${sign.state}`,
        )}
      </Alert>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t('ui.cancel')}
        </Button>
        {again}
      </Group>
    </Stack>
  );
}

function WaitingForConsent({ sign, onClose }: { sign: SignIn; onClose: () => void }) {
  const { t } = useTranslation();
  const link = sign.verification_uri_complete || sign.verification_uri || '';
  return (
    <Stack gap="md">
      <Text fz="sm">{t('vault.signInDialog.compare')}</Text>
      <Group justify="center" gap={6} py="xs">
        <Code fz="xl" px="md" py={6} aria-label={t('vault.signInDialog.code')}>
          {sign.user_code}
        </Code>
        <CopyButton text={sign.user_code ?? ''} what={t('vault.signInDialog.code')} />
      </Group>
      <Button
        component="a"
        href={link}
        target="_blank"
        rel="noreferrer"
        rightSection={<IconExternalLink size={16} aria-hidden />}
        data-autofocus
      >
        {t('vault.signInDialog.open')}
      </Button>
      <Anchor
        href={link}
        target="_blank"
        rel="noreferrer"
        fz="xs"
        ta="center"
        style={{ overflowWrap: 'anywhere' }}
      >
        {link}
      </Anchor>
      <Group gap="xs" justify="center" role="status">
        <IconHourglass size={16} aria-hidden />
        <Text fz="sm">{t('vault.signInDialog.waiting')}</Text>
      </Group>
      {sign.pending_until && (
        <Text fz="xs" c="dimmed" ta="center">
          {t('vault.signInDialog.until')} <Time at={sign.pending_until} />
        </Text>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('ui.cancel')}
        </Button>
      </Group>
    </Stack>
  );
}

function RolePicker({
  credential,
  onClose,
  again,
}: {
  credential: Credential;
  onClose: () => void;
  again: () => void;
}) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [account, setAccount] = useState(credential.aws_account_id);
  const [role, setRole] = useState(credential.identity_center?.role_name ?? '');
  const accounts = useQuery(signInAccountsQuery(credential.id));
  const roles = useQuery(signInRolesQuery(credential.id, account));
  const save = useMutation({
    mutationFn: () => updateCredential(credential.id, { aws_account_id: account, role_name: role }),
    onSuccess: async (saved) => {
      await queryClient.invalidateQueries({ queryKey: keys.credentials });
      notifyDone(t('vault.signInDialog.saved', { label: saved.label, role, account }));
      onClose();
    },
    onError: notifyError,
  });
  return (
    <Stack gap="md">
      <Group gap={8} role="status">
        <IconCircleCheck size={20} color="var(--tone-good)" aria-hidden />
        <Text fz="sm">{t('vault.signInDialog.done')}</Text>
      </Group>
      <Text fz="sm" c="dimmed">
        {t('vault.signInDialog.pick')}
      </Text>
      {accounts.isError ? (
        <ErrorState error={accounts.error} onRetry={() => void accounts.refetch()} />
      ) : (
        <>
          <Select
            label={t('vault.signInDialog.account')}
            placeholder={accounts.isPending ? t('vault.signInDialog.loading') : undefined}
            searchable
            data={(accounts.data ?? []).map((item) => ({
              value: item.account_id,
              label: `${item.name} (${item.account_id})`,
            }))}
            value={account || null}
            onChange={(value) => {
              setAccount(value ?? '');
              setRole('');
            }}
            data-autofocus
          />
          <Select
            label={t('vault.signInDialog.role')}
            placeholder={roles.isFetching ? t('vault.signInDialog.loading') : undefined}
            disabled={!account}
            searchable
            data={(roles.data ?? []).map((item) => item.role_name)}
            value={role || null}
            onChange={(value) => setRole(value ?? '')}
          />
        </>
      )}
      <Group justify="space-between" gap="xs">
        <Button variant="subtle" onClick={again}>
          {t('vault.signInDialog.again')}
        </Button>
        <Group gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button disabled={!account || !role} loading={save.isPending} onClick={() => save.mutate()}>
            {t('vault.signInDialog.save')}
          </Button>
        </Group>
      </Group>
    </Stack>
  );
}

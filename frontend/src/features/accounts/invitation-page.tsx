import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toApiError } from '@/api/errors';
import { acceptInvitation, chooseWorkspace, invitationQuery, meQuery, signOut } from '@/api/queries/accounts';
import type { components } from '@/api/schema';
import { session } from '@/api/session';
import { AuthCard } from '@/ui/auth-card';
import { notifyDone, notifyError } from '@/ui/notify';
import { ErrorState, LoadingRows } from '@/ui/states';
import { Time } from '@/ui/time';
import { BadLink } from './bad-link';
import { linkToken, rememberedInvitation, rememberInvitation } from './link-token';

type Preview = components['schemas']['InvitationPreview'];

/** /invitation: what an invitation is for, and the way in, with an account or without one yet. */
export function InvitationPage() {
  const { t } = useTranslation();
  const [token] = useState(() => linkToken() || rememberedInvitation());
  const preview = useQuery({ ...invitationQuery(token), enabled: token !== '' });
  useEffect(() => rememberInvitation(token), [token]);
  const spent = token === '' || (preview.isError && toApiError(preview.error).status === 422);
  const heading = preview.data
    ? t('workspace.invitation.heading', { workspace: preview.data.workspace_name })
    : t('workspace.invitation.title');
  return (
    <AuthCard title={t('workspace.invitation.title')} heading={heading} width={440}>
      {spent ? (
        <BadLink />
      ) : preview.isPending ? (
        <LoadingRows rows={3} />
      ) : preview.isError ? (
        <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />
      ) : (
        <Stack gap="md">
          <Stack gap={4}>
            <Text>
              {t('workspace.invitation.body', {
                who: preview.data.invited_by,
                role: t(`workspace.roles.${preview.data.role}`),
              })}
            </Text>
            <Text fz="sm" c="dimmed">
              {t(`workspace.roleBody.${preview.data.role}`)}
            </Text>
            <Text fz="sm" c="dimmed">
              {t('workspace.invitation.for', { email: preview.data.email })} ·{' '}
              {t('workspace.invitation.until')} <Time at={preview.data.expires_at} style="local" />
            </Text>
          </Stack>
          {session.status === 'signed_in' ? (
            <Join token={token} preview={preview.data} />
          ) : (
            <>
              <Button
                size="md"
                renderRoot={(props) => <Link to="/login" search={{ next: '/invitation' }} {...props} />}
              >
                {t('workspace.invitation.login')}
              </Button>
              <Button size="md" variant="default" renderRoot={(props) => <Link to="/register" {...props} />}>
                {t('workspace.invitation.register')}
              </Button>
            </>
          )}
        </Stack>
      )}
    </AuthCard>
  );
}

function Join({ token, preview }: { token: string; preview: Preview }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const me = useQuery(meQuery);
  const join = useMutation({
    mutationFn: async () => {
      const workspace = await acceptInvitation(token);
      await chooseWorkspace(workspace.id);
      return workspace;
    },
    onSuccess: async (workspace) => {
      rememberInvitation('');
      queryClient.clear();
      notifyDone(t('workspace.invitation.joined', { workspace: workspace.name }));
      await navigate({ to: '/' });
    },
    onError: notifyError,
  });
  const other = me.data !== undefined && me.data.email.toLowerCase() !== preview.email.toLowerCase();
  return (
    <Stack gap="sm">
      {other && (
        <Alert color="yellow" icon={<IconInfoCircle size={18} />}>
          {t('workspace.invitation.signedInAs', { email: me.data.email })}{' '}
          {t('workspace.invitation.otherAccount', { email: preview.email })}
        </Alert>
      )}
      {other ? (
        <Button
          variant="default"
          onClick={() =>
            void signOut()
              .catch(notifyError)
              .finally(() => void navigate({ to: '/login', search: { next: '/invitation' } }))
          }
        >
          {t('workspace.invitation.switch')}
        </Button>
      ) : (
        <Button size="md" loading={join.isPending || me.isPending} onClick={() => join.mutate()}>
          {t('workspace.invitation.accept')}
        </Button>
      )}
    </Stack>
  );
}

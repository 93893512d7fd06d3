import { Alert, Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconLink } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  invitationsQuery,
  invite,
  resendInvitation,
  revokeInvitation,
  type GivenRole,
  type Invitation,
  type Workspace,
} from '@/api/queries/workspaces';
import { looksLikeEmail } from '@/lib/email';
import { Arn } from '@/ui/identifiers';
import { notifyDone, notifyError, showFormError } from '@/ui/notify';
import { Panel } from '@/ui/panel';
import { ErrorState, LoadingRows } from '@/ui/states';
import { Time } from '@/ui/time';
import { givenRoles } from './rights';
import classes from './people.module.css';

/** The open invitations, and a form for another. */
export function InvitationsPanel({ workspace }: { workspace: Workspace }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const query = invitationsQuery(workspace.id);
  const invitations = useQuery(query);
  const [shown, setShown] = useState<Invitation | null>(null);
  const stale = () => queryClient.invalidateQueries({ queryKey: query.queryKey });
  const form = useForm<{ email: string; role: GivenRole }>({
    initialValues: { email: '', role: 'viewer' },
    validate: { email: (value) => (looksLikeEmail(value) ? null : t('accounts.emailShape')) },
  });
  const sent = (invitation: Invitation) => {
    // Without mail the link is all there is, and it comes this once.
    setShown(invitation.link ? invitation : null);
    if (!invitation.link) notifyDone(t('workspace.invitations.sent', { email: invitation.email }));
    return stale();
  };
  const send = useMutation({
    mutationFn: (values: typeof form.values) =>
      invite(workspace.id, { ...values, email: values.email.trim() }),
    onSuccess: (invitation) => {
      form.reset();
      return sent(invitation);
    },
    onError: (error) =>
      showFormError(form, error, { 'teams.already_member': 'email', 'teams.bad_email': 'email' }),
  });
  return (
    <Panel
      id="invitations"
      flush
      title={t('workspace.invitations.title')}
      description={t('workspace.invitations.description')}
    >
      <form className={classes.form} onSubmit={form.onSubmit((values) => send.mutate(values))} noValidate>
        <Group align="flex-start" gap="xs">
          <TextInput
            flex={1}
            miw={200}
            label={t('workspace.invitations.email')}
            type="email"
            autoComplete="off"
            spellCheck={false}
            {...form.getInputProps('email')}
          />
          <Select
            w={150}
            label={t('workspace.invitations.role')}
            data={givenRoles.map((value) => ({ value, label: t(`workspace.roles.${value}`) }))}
            {...form.getInputProps('role')}
          />
          <Button type="submit" mt={24} loading={send.isPending}>
            {t('workspace.invitations.submit')}
          </Button>
        </Group>
        <Text fz="xs" c="dimmed" mt={6} aria-live="polite">
          {t(`workspace.roles.${form.values.role}`)}: {t(`workspace.roleBody.${form.values.role}`)}
        </Text>
        {shown?.link && (
          <Alert
            mt="md"
            color="teal"
            styles={{
              body: { minWidth: 0 },
              label: { overflow: 'visible', whiteSpace: 'normal', overflowWrap: 'anywhere' },
            }}
            icon={<IconLink size={18} />}
            title={t('workspace.invitations.linkTitle', { email: shown.email })}
            role="status"
          >
            <Stack gap={6}>
              <Text fz="sm">{t('workspace.invitations.linkBody')}</Text>
              <Arn arn={shown.link} what={t('workspace.invitations.link')} />
            </Stack>
          </Alert>
        )}
      </form>
      {invitations.isPending ? (
        <LoadingRows rows={2} />
      ) : invitations.isError ? (
        <ErrorState error={invitations.error} onRetry={() => void invitations.refetch()} />
      ) : invitations.data.items.length === 0 ? (
        <Text fz="sm" c="dimmed" p="md">
          {t('workspace.invitations.none')}
        </Text>
      ) : (
        <ul className={classes.list} aria-label={t('workspace.invitations.title')}>
          {invitations.data.items.map((invitation) => (
            <Row
              key={invitation.id}
              invitation={invitation}
              workspaceId={workspace.id}
              onSent={sent}
              onRevoked={() => {
                setShown((old) => (old?.id === invitation.id ? null : old));
                return stale();
              }}
            />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Row({
  invitation,
  workspaceId,
  onSent,
  onRevoked,
}: {
  invitation: Invitation;
  workspaceId: number;
  onSent: (invitation: Invitation) => Promise<void>;
  onRevoked: () => Promise<void>;
}) {
  const { t } = useTranslation();
  const { email } = invitation;
  const resend = useMutation({
    mutationFn: () => resendInvitation(workspaceId, invitation.id),
    onSuccess: onSent,
    onError: notifyError,
  });
  const revoke = useMutation({
    mutationFn: () => revokeInvitation(workspaceId, invitation.id),
    onSuccess: () => {
      notifyDone(t('workspace.invitations.revoked', { email }));
      return onRevoked();
    },
    onError: notifyError,
  });
  return (
    <li className={classes.row}>
      <Stack gap={0} className={classes.who}>
        <Text fz="sm" fw={550} truncate>
          {email}
        </Text>
        <Text fz="xs" c="dimmed">
          {t(`workspace.roles.${invitation.role}`)} ·{' '}
          {t('workspace.invitations.by', { who: invitation.invited_by })} · {t('workspace.invitations.until')}{' '}
          <Time at={invitation.expires_at} style="local" />
        </Text>
      </Stack>
      <Group gap="xs" wrap="nowrap">
        <Button
          size="xs"
          variant="default"
          loading={resend.isPending}
          aria-label={t('workspace.invitations.resendLabel', { email })}
          onClick={() => resend.mutate()}
        >
          {t('workspace.invitations.resend')}
        </Button>
        <Button
          size="xs"
          variant="default"
          loading={revoke.isPending}
          aria-label={t('workspace.invitations.revokeLabel', { email })}
          onClick={() => revoke.mutate()}
        >
          {t('workspace.invitations.revoke')}
        </Button>
      </Group>
    </li>
  );
}

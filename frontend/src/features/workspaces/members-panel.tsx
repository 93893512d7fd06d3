import { Avatar, Badge, Button, Group, Modal, Select, Stack, Text, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconShieldCheck, IconShieldOff } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { User } from '@/api/queries/accounts';
import { keys } from '@/api/queries/keys';
import {
  changeRole,
  membersQuery,
  removeMember,
  type GivenRole,
  type Member,
  type Workspace,
} from '@/api/queries/workspaces';
import { initials } from '@/lib/format';
import { notifyDone, notifyError } from '@/ui/notify';
import { Panel } from '@/ui/panel';
import { ErrorState, LoadingRows } from '@/ui/states';
import { Time } from '@/ui/time';
import { givenRoles, managesPeople } from './rights';
import classes from './people.module.css';

/** The people of the workspace, with their roles. */
export function MembersPanel({ workspace, me }: { workspace: Workspace; me: User }) {
  const { t } = useTranslation();
  const members = useQuery(membersQuery(workspace.id));
  return (
    <Panel
      id="members"
      flush
      title={t('workspace.members.title')}
      description={members.data && t('workspace.members.description', { count: members.data.length })}
    >
      {members.isPending ? (
        <LoadingRows rows={3} />
      ) : members.isError ? (
        <ErrorState error={members.error} onRetry={() => void members.refetch()} />
      ) : (
        <ul className={classes.list} aria-label={t('workspace.members.title')}>
          {members.data.map((member) => (
            <Row key={member.user_id} member={member} workspace={workspace} mine={member.user_id === me.id} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Row({ member, workspace, mine }: { member: Member; workspace: Workspace; mine: boolean }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [asking, ask] = useDisclosure(false);
  const name = member.full_name || member.email;
  const stale = () => queryClient.invalidateQueries({ queryKey: keys.workspaces });
  const change = useMutation({
    mutationFn: (role: GivenRole) => changeRole(workspace.id, member.user_id, role),
    onSuccess: async (_, role) => {
      notifyDone(t('workspace.members.changed', { name, role: t(`workspace.roles.${role}`) }));
      await stale();
    },
    onError: notifyError,
  });
  const remove = useMutation({
    mutationFn: () => removeMember(workspace.id, member.user_id),
    onSuccess: async () => {
      ask.close();
      notifyDone(t('workspace.members.removed', { name }));
      await stale();
    },
    onError: notifyError,
  });
  const may = managesPeople(workspace.role);
  const refused = t('workspace.notAllowed', { role: t(`workspace.roles.${workspace.role}`) });
  const Shield = member.mfa_enabled ? IconShieldCheck : IconShieldOff;
  const shield = member.mfa_enabled ? t('workspace.members.twoFactor') : t('workspace.members.noTwoFactor');
  return (
    <li className={classes.row}>
      <Avatar size={32} color="brand" variant="light" aria-hidden>
        {initials(member.full_name, member.email)}
      </Avatar>
      <Stack gap={0} className={classes.who}>
        <Group gap={6} wrap="nowrap">
          <Text fz="sm" fw={550} truncate>
            {name}
          </Text>
          {mine && <Badge color="gray">{t('workspace.members.you')}</Badge>}
          <Tooltip label={shield}>
            <Shield
              size={15}
              role="img"
              aria-label={shield}
              color={member.mfa_enabled ? 'var(--tone-good)' : 'var(--mantine-color-dimmed)'}
            />
          </Tooltip>
        </Group>
        <Text fz="xs" c="dimmed" truncate>
          {member.email} · {t('workspace.members.since')} <Time at={member.joined_at} />
        </Text>
      </Stack>
      {member.role === 'owner' ? (
        <Badge>{t('workspace.roles.owner')}</Badge>
      ) : (
        <Group gap="xs" wrap="nowrap">
          <Tooltip label={refused} disabled={may}>
            <Select
              size="xs"
              w={130}
              aria-label={t('workspace.members.role', { name })}
              disabled={!may || change.isPending}
              value={member.role}
              onChange={(value) => {
                const role = givenRoles.find((item) => item === value);
                if (role && role !== member.role) change.mutate(role);
              }}
              data={givenRoles.map((value) => ({ value, label: t(`workspace.roles.${value}`) }))}
            />
          </Tooltip>
          {!mine && (
            <Tooltip label={refused} disabled={may}>
              <Button
                size="xs"
                variant="default"
                disabled={!may}
                aria-label={t('workspace.members.removeLabel', { name })}
                onClick={ask.open}
              >
                {t('workspace.members.remove')}
              </Button>
            </Tooltip>
          )}
        </Group>
      )}
      <Modal
        opened={asking}
        onClose={ask.close}
        title={t('workspace.members.removeTitle')}
        closeButtonProps={{ 'aria-label': t('ui.close') }}
      >
        <Stack>
          <Text fz="sm">{t('workspace.members.removeBody', { name })}</Text>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={ask.close} data-autofocus>
              {t('ui.cancel')}
            </Button>
            <Button color="red.8" loading={remove.isPending} onClick={() => remove.mutate()}>
              {t('workspace.members.removeLabel', { name })}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </li>
  );
}

import { Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '@/api/queries/accounts';
import { keys } from '@/api/queries/keys';
import {
  deleteWorkspace,
  leaveWorkspace,
  membersQuery,
  transferWorkspace,
  type Member,
  type Workspace,
} from '@/api/queries/workspaces';
import { notifyDone, notifyError, showFormError } from '@/ui/notify';
import { Panel } from '@/ui/panel';
import { PasswordField } from '@/ui/password-field';
import classes from './people.module.css';

const wrongPassword = { 'accounts.wrong_password': 'current_password' };

/** Handing over, leaving and deleting the workspace; what the role may not do says why. */
export function DangerPanel({ workspace, me }: { workspace: Workspace; me: User }) {
  const { t } = useTranslation();
  const members = useQuery(membersQuery(workspace.id));
  const others = (members.data ?? []).filter(({ user_id: id }) => id !== me.id);
  const owner = workspace.role === 'owner';
  return (
    <Panel id="danger" flush title={t('workspace.danger.title')}>
      <Transfer workspace={workspace} others={others} owner={owner} />
      <Leave workspace={workspace} owner={owner} />
      <Delete workspace={workspace} owner={owner} />
    </Panel>
  );
}

function Action({
  title,
  body,
  refused,
  destructive = false,
  onClick,
  children,
}: {
  title: string;
  body: string;
  /** Why it cannot be done; then it stands instead of what would happen. */
  refused: string | null;
  destructive?: boolean;
  onClick: () => void;
  children: ReactNode;
}) {
  return (
    <div className={classes.action}>
      <Stack gap={0} className={classes.who}>
        <Text fz="sm" fw={550}>
          {title}
        </Text>
        <Text fz="xs" c="dimmed">
          {refused ?? body}
        </Text>
      </Stack>
      <Button
        size="xs"
        variant="default"
        disabled={refused !== null}
        {...(destructive && refused === null ? { c: 'var(--tone-bad)' } : {})}
        onClick={onClick}
      >
        {title}
      </Button>
      {children}
    </div>
  );
}

function Transfer({
  workspace,
  others,
  owner,
}: {
  workspace: Workspace;
  others: readonly Member[];
  owner: boolean;
}) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [asking, ask] = useDisclosure(false);
  const form = useForm({
    initialValues: { user_id: '', current_password: '' },
    validate: {
      user_id: (value) => (value ? null : t('accounts.required')),
      current_password: (value) => (value ? null : t('accounts.required')),
    },
  });
  const nameOf = (id: string) => {
    const member = others.find(({ user_id: userId }) => String(userId) === id);
    return member?.full_name || member?.email || '';
  };
  const transfer = useMutation({
    mutationFn: (values: typeof form.values) =>
      transferWorkspace(workspace.id, {
        user_id: Number(values.user_id),
        current_password: values.current_password,
      }),
    onSuccess: async (_, values) => {
      ask.close();
      notifyDone(t('workspace.danger.transferDone', { name: nameOf(values.user_id) }));
      await queryClient.invalidateQueries({ queryKey: keys.workspaces });
    },
    onError: (error) => showFormError(form, error, wrongPassword),
  });
  const refused = !owner
    ? t('workspace.onlyOwner')
    : others.length === 0
      ? t('workspace.danger.transferAlone')
      : null;
  return (
    <Action
      title={t('workspace.danger.transfer')}
      body={t('workspace.danger.transferBody')}
      refused={refused}
      onClick={ask.open}
    >
      <Modal
        opened={asking}
        onClose={ask.close}
        onExitTransitionEnd={() => form.reset()}
        title={t('workspace.danger.transfer')}
        closeButtonProps={{ 'aria-label': t('ui.close') }}
      >
        <form onSubmit={form.onSubmit((values) => transfer.mutate(values))} noValidate>
          <Stack gap="md">
            <Text fz="sm">{t('workspace.danger.transferBody')}</Text>
            <Select
              label={t('workspace.danger.transferTo')}
              data={others.map((member) => ({
                value: String(member.user_id),
                label: member.full_name ? `${member.full_name} (${member.email})` : member.email,
              }))}
              data-autofocus
              {...form.getInputProps('user_id')}
            />
            <PasswordField
              label={t('accounts.profile.currentPassword')}
              autoComplete="current-password"
              {...form.getInputProps('current_password')}
            />
            <Foot onClose={ask.close} action={t('workspace.danger.transfer')} busy={transfer.isPending} />
          </Stack>
        </form>
      </Modal>
    </Action>
  );
}

function Leave({ workspace, owner }: { workspace: Workspace; owner: boolean }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [asking, ask] = useDisclosure(false);
  const leave = useMutation({
    mutationFn: () => leaveWorkspace(workspace.id),
    onSuccess: async () => {
      ask.close();
      notifyDone(t('workspace.danger.leaveDone', { name: workspace.name }));
      await queryClient.resetQueries();
    },
    onError: notifyError,
  });
  return (
    <Action
      title={t('workspace.danger.leave')}
      body={t('workspace.danger.leaveBody')}
      refused={owner ? t('workspace.danger.leaveOwner') : null}
      onClick={ask.open}
    >
      <Modal
        opened={asking}
        onClose={ask.close}
        title={t('workspace.danger.leave')}
        closeButtonProps={{ 'aria-label': t('ui.close') }}
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            leave.mutate();
          }}
        >
          <Stack gap="md">
            <Text fz="sm">{t('workspace.danger.leaveBody')}</Text>
            <Foot
              onClose={ask.close}
              action={t('workspace.danger.leave')}
              busy={leave.isPending}
              destructive
            />
          </Stack>
        </form>
      </Modal>
    </Action>
  );
}

function Delete({ workspace, owner }: { workspace: Workspace; owner: boolean }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [asking, ask] = useDisclosure(false);
  const form = useForm({
    initialValues: { name: '', current_password: '' },
    validate: { current_password: (value) => (value ? null : t('accounts.required')) },
  });
  const remove = useMutation({
    mutationFn: (values: typeof form.values) =>
      deleteWorkspace(workspace.id, { ...values, name: values.name.trim() }),
    onSuccess: async () => {
      ask.close();
      notifyDone(t('workspace.danger.deleteDone', { name: workspace.name }));
      await queryClient.resetQueries();
    },
    onError: (error) => showFormError(form, error, { ...wrongPassword, 'teams.wrong_name': 'name' }),
  });
  return (
    <Action
      title={t('workspace.danger.delete')}
      body={t('workspace.danger.deleteBody')}
      refused={owner ? null : t('workspace.onlyOwner')}
      destructive
      onClick={ask.open}
    >
      <Modal
        opened={asking}
        onClose={ask.close}
        onExitTransitionEnd={() => form.reset()}
        title={t('workspace.danger.delete')}
        closeButtonProps={{ 'aria-label': t('ui.close') }}
      >
        <form onSubmit={form.onSubmit((values) => remove.mutate(values))} noValidate>
          <Stack gap="md">
            <Text fz="sm">{t('workspace.danger.deleteBody')}</Text>
            <TextInput
              label={t('ui.typeName', { name: workspace.name })}
              autoComplete="off"
              spellCheck={false}
              data-autofocus
              {...form.getInputProps('name')}
            />
            <PasswordField
              label={t('accounts.profile.currentPassword')}
              autoComplete="current-password"
              {...form.getInputProps('current_password')}
            />
            <Foot
              onClose={ask.close}
              action={t('workspace.danger.delete')}
              busy={remove.isPending}
              disabled={form.values.name.trim() !== workspace.name}
              destructive
            />
          </Stack>
        </form>
      </Modal>
    </Action>
  );
}

function Foot({
  onClose,
  action,
  busy,
  disabled = false,
  destructive = false,
}: {
  onClose: () => void;
  action: string;
  busy: boolean;
  disabled?: boolean;
  destructive?: boolean;
}) {
  const { t } = useTranslation();
  return (
    <Group justify="flex-end" gap="xs">
      <Button variant="default" onClick={onClose}>
        {t('ui.cancel')}
      </Button>
      <Button type="submit" loading={busy} disabled={disabled} {...(destructive ? { color: 'red.8' } : {})}>
        {action}
      </Button>
    </Group>
  );
}

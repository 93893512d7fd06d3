import { Alert, Button, Group, Modal, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus, IconUser } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { chooseWorkspace, meQuery } from '@/api/queries/accounts';
import { keys } from '@/api/queries/keys';
import { workspacesQuery } from '@/api/queries/server';
import { createWorkspace, updateWorkspace, type Workspace } from '@/api/queries/workspaces';
import { notifyDone, notifyError, showFormError } from '@/ui/notify';
import { Panel } from '@/ui/panel';
import { ErrorState, LoadingRows } from '@/ui/states';
import { DangerPanel } from './danger-panel';
import { InvitationsPanel } from './invitations-panel';
import { MembersPanel } from './members-panel';
import { managesPeople } from './rights';

/** Settings → Workspace: its name and rules, the people in it, and the way out. */
export function WorkspacePanel() {
  const me = useQuery(meQuery);
  const workspaces = useQuery(workspacesQuery);
  const failed = me.isError ? me : workspaces.isError ? workspaces : null;
  if (failed) return <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />;
  if (!me.data || !workspaces.data) return <LoadingRows />;
  const workspace = workspaces.data.items.find((item) => item.id === me.data.default_workspace_id);
  if (!workspace) return <LoadingRows />;
  return (
    <Stack gap="lg" maw={760} key={workspace.id}>
      <AboutPanel workspace={workspace} />
      {!workspace.personal && (
        <>
          <MembersPanel workspace={workspace} me={me.data} />
          {managesPeople(workspace.role) && <InvitationsPanel workspace={workspace} />}
          <DangerPanel workspace={workspace} me={me.data} />
        </>
      )}
    </Stack>
  );
}

function AboutPanel({ workspace }: { workspace: Workspace }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [creating, create] = useDisclosure(false);
  const form = useForm({
    initialValues: { name: workspace.name },
    validate: { name: (value) => (value.trim() ? null : t('accounts.required')) },
  });
  const may = managesPeople(workspace.role);
  const role = t(`workspace.roles.${workspace.role}`);
  const refused = may ? undefined : t('workspace.notAllowed', { role });
  const rename = useMutation({
    mutationFn: (values: { name: string }) => updateWorkspace(workspace.id, { name: values.name.trim() }),
    onSuccess: async (updated) => {
      form.resetDirty({ name: updated.name });
      await queryClient.invalidateQueries({ queryKey: keys.workspaces });
      notifyDone(t('workspace.saved', { name: updated.name }));
    },
    onError: (error) => showFormError(form, error),
  });
  const requireMfa = useMutation({
    mutationFn: (on: boolean) => updateWorkspace(workspace.id, { require_mfa: on }),
    onSuccess: async (updated) => {
      await queryClient.invalidateQueries({ queryKey: keys.workspaces });
      notifyDone(updated.require_mfa ? t('workspace.mfaOn') : t('workspace.mfaOff'));
    },
    onError: notifyError,
  });
  return (
    <Panel
      id="workspace"
      title={t('workspace.nameTitle')}
      description={t('workspace.nameDescription', { role })}
      actions={
        <Button size="xs" variant="default" leftSection={<IconPlus size={14} />} onClick={create.open}>
          {t('workspace.create.button')}
        </Button>
      }
    >
      <Stack gap="md">
        {workspace.personal && (
          <Alert color="blue" icon={<IconUser size={18} />} title={t('workspace.personal')}>
            {t('workspace.personalBody')}
          </Alert>
        )}
        <form onSubmit={form.onSubmit((values) => rename.mutate(values))} noValidate>
          <Group align="flex-end" gap="xs">
            <TextInput
              flex={1}
              miw={200}
              label={t('workspace.name')}
              maxLength={100}
              disabled={!may}
              description={refused}
              {...form.getInputProps('name')}
            />
            <Button type="submit" loading={rename.isPending} disabled={!may || !form.isDirty()}>
              {t('workspace.save')}
            </Button>
          </Group>
        </form>
        {!workspace.personal && (
          <Switch
            label={t('workspace.mfa')}
            description={refused ?? t('workspace.mfaBody')}
            checked={workspace.require_mfa}
            disabled={!may || requireMfa.isPending}
            onChange={(event) => requireMfa.mutate(event.currentTarget.checked)}
          />
        )}
      </Stack>
      <CreateDialog opened={creating} onClose={create.close} />
    </Panel>
  );
}

function CreateDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const form = useForm({
    initialValues: { name: '' },
    validate: { name: (value) => (value.trim() ? null : t('accounts.required')) },
  });
  const make = useMutation({
    mutationFn: async (values: { name: string }) => {
      const made = await createWorkspace(values.name.trim());
      await chooseWorkspace(made.id);
      return made;
    },
    onSuccess: async (made) => {
      onClose();
      notifyDone(t('workspace.create.done', { name: made.name }));
      // Everything else belongs to the workspace that was left.
      await queryClient.resetQueries();
    },
    onError: (error) => showFormError(form, error),
  });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      onExitTransitionEnd={() => form.reset()}
      title={t('workspace.create.title')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <form onSubmit={form.onSubmit((values) => make.mutate(values))} noValidate>
        <Stack gap="md">
          <Text fz="sm">{t('workspace.create.body')}</Text>
          <TextInput
            label={t('workspace.create.name')}
            placeholder={t('workspace.create.placeholder')}
            maxLength={100}
            data-autofocus
            {...form.getInputProps('name')}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('ui.cancel')}
            </Button>
            <Button type="submit" loading={make.isPending}>
              {t('workspace.create.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

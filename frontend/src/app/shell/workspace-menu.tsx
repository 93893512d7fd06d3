import { Group, Menu, Text, UnstyledButton } from '@mantine/core';
import { IconCheck, IconSelector, IconSettings } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { chooseWorkspace, meQuery } from '@/api/queries/accounts';
import { workspacesQuery } from '@/api/queries/server';
import { notifyError } from '@/ui/notify';
import classes from './workspace-menu.module.css';

/** Which workspace one works in, and the way to another. */
export function WorkspaceMenu() {
  const { t } = useTranslation();
  const router = useRouter();
  const queryClient = useQueryClient();
  const me = useQuery(meQuery);
  const workspaces = useQuery(workspacesQuery);
  const items = workspaces.data?.items ?? [];
  const current = items.find((item) => item.id === me.data?.default_workspace_id);
  const change = useMutation({
    mutationFn: chooseWorkspace,
    onSuccess: async () => {
      // What the other workspace holds may not be shown as this one's.
      await queryClient.resetQueries();
      await router.invalidate();
    },
    onError: notifyError,
  });
  const name = current?.name ?? '\u00a0';
  return (
    <Menu position="bottom-start" width={260}>
      <Menu.Target>
        <UnstyledButton className={classes.target} aria-label={t('workspace.switcher.label', { name })}>
          <Text fz="sm" c="dimmed" visibleFrom="md">
            {t('app.header.workspace')}
          </Text>
          <Text fz="sm" fw={550} truncate>
            {name}
          </Text>
          <IconSelector size={14} className={classes.icon} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('workspace.switcher.title')}</Menu.Label>
        {items.map((item) => (
          <Menu.Item
            key={item.id}
            disabled={change.isPending}
            rightSection={item.id === current?.id ? <IconCheck size={15} /> : null}
            onClick={() => item.id !== current?.id && change.mutate(item.id)}
          >
            <Group gap={8} wrap="nowrap" justify="space-between">
              <Text fz="sm" truncate>
                {item.name}
              </Text>
              <Text fz="xs" c="dimmed">
                {t(`workspace.roles.${item.role}`)}
              </Text>
            </Group>
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconSettings size={16} />}
          renderRoot={(props: Record<string, unknown>) => (
            <Link to="/settings" search={{ tab: 'workspace' }} {...props} />
          )}
        >
          {t('workspace.switcher.manage')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

import { ActionIcon, Button, Group, Stack, Text, Tooltip } from '@mantine/core';
import { IconCircleCheck, IconCircleDashed, IconX } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { cloneElement } from 'react';
import { useTranslation } from 'react-i18next';
import { meQuery } from '@/api/queries/accounts';
import { libraryQuery } from '@/api/queries/library';
import { credentialsQuery } from '@/api/queries/vault';
import { useMay } from '@/api/queries/role';
import { membersQuery } from '@/api/queries/workspaces';
import { Panel } from '@/ui/panel';
import { useFirstStepsClosed, useTriedSample } from '@/ui/preferences';
import classes from './dashboard-page.module.css';

/** What a newcomer does first; gone once all is done or it was put away. */
export function FirstSteps() {
  const { t } = useTranslation();
  const [closed, setClosed] = useFirstStepsClosed();
  const [tried] = useTriedSample();
  const mayWrite = useMay('policies.write');
  const mayAdd = useMay('vault.write');
  const mayInvite = useMay('members.write');
  const library = useInfiniteQuery(libraryQuery);
  const credentials = useQuery(credentialsQuery);
  const me = useQuery(meQuery);
  const workspaceId = me.data?.default_workspace_id ?? 0;
  const members = useQuery({ ...membersQuery(workspaceId), enabled: workspaceId > 0 && !closed });
  // Nothing may jump: the card waits until it is known what is done.
  if (closed || library.isPending || credentials.isPending || members.isPending) return null;

  const steps = [
    { name: 'sample' as const, done: tried, link: <Link to="/access" search={{ account: 'sample' }} /> },
    ...(mayWrite
      ? [
          {
            name: 'policy' as const,
            done: (library.data?.pages[0]?.items.length ?? 0) > 0,
            link: <Link to="/policies/generate" />,
          },
        ]
      : []),
    ...(mayAdd
      ? [
          {
            name: 'credentials' as const,
            done: (credentials.data?.length ?? 0) > 0,
            link: <Link to="/settings" search={{ tab: 'credentials', add: true }} />,
          },
        ]
      : []),
    ...(mayInvite
      ? [
          {
            name: 'invite' as const,
            done: (members.data?.length ?? 0) > 1,
            link: <Link to="/settings" search={{ tab: 'workspace' }} />,
          },
        ]
      : []),
  ];
  const done = steps.filter((step) => step.done).length;
  if (done === steps.length) return null;
  return (
    <Panel
      id="first-steps"
      title={t('dashboard.first.title')}
      description={t('dashboard.first.progress', { done, total: steps.length })}
      actions={
        <Tooltip label={t('dashboard.first.close')}>
          <ActionIcon aria-label={t('dashboard.first.close')} onClick={() => setClosed(true)}>
            <IconX size={16} />
          </ActionIcon>
        </Tooltip>
      }
    >
      <ol className={classes.steps}>
        {steps.map(({ name, done: finished, link }) => (
          <li key={name} className={classes.step} data-done={finished || undefined}>
            <Group gap={10} align="flex-start" wrap="nowrap">
              {finished ? (
                <IconCircleCheck
                  size={19}
                  className={classes.mark}
                  role="img"
                  aria-label={t('dashboard.first.done')}
                />
              ) : (
                <IconCircleDashed size={19} className={classes.mark} aria-hidden />
              )}
              <Stack gap={2}>
                <Text fz="sm" fw={600}>
                  {t(`dashboard.first.${name}`)}
                </Text>
                <Text fz="xs" c="dimmed">
                  {t(`dashboard.first.${name}Body`)}
                </Text>
              </Stack>
            </Group>
            <Button
              size="xs"
              w="fit-content"
              variant={finished ? 'subtle' : 'light'}
              renderRoot={(props: object) => cloneElement(link, props)}
            >
              {t(`dashboard.first.${name}Go`)}
            </Button>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

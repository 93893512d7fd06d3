import { Badge, Box, Button, Group, Stack, Text } from '@mantine/core';
import { IconDeviceDesktop, IconDeviceMobile, IconTerminal2 } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { revokeSession, sessionsQuery, type DeviceSession } from '@/api/queries/accounts';
import { keys } from '@/api/queries/keys';
import { notifyDone, notifyError } from '@/ui/notify';
import { Panel } from '@/ui/panel';
import { ErrorState, LoadingRows } from '@/ui/states';
import { Time } from '@/ui/time';
import { readUserAgent } from './user-agent';
import classes from './sessions-panel.module.css';

/** The signed-in devices; each but this one can be logged out. */
export function SessionsPanel() {
  const { t } = useTranslation();
  const sessions = useQuery(sessionsQuery);
  return (
    <Panel
      id="sessions"
      flush
      title={t('accounts.sessions.title')}
      description={t('accounts.sessions.description')}
    >
      {sessions.isPending ? (
        <LoadingRows rows={2} />
      ) : sessions.isError ? (
        <ErrorState error={sessions.error} onRetry={() => void sessions.refetch()} />
      ) : (
        <ul className={classes.list}>
          {sessions.data.items.map((item) => (
            <SessionRow key={item.id} item={item} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function SessionRow({ item }: { item: DeviceSession }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const { browser, system } = readUserAgent(item.user_agent);
  const device = system
    ? t('accounts.sessions.device', { browser: browser ?? t('accounts.sessions.unknownBrowser'), system })
    : (browser ?? t('accounts.sessions.unknownBrowser'));
  const Icon = /Android|iPhone/.test(item.user_agent)
    ? IconDeviceMobile
    : /Mozilla/.test(item.user_agent)
      ? IconDeviceDesktop
      : IconTerminal2;
  const revoke = useMutation({
    mutationFn: () => revokeSession(item.id),
    onSuccess: async () => {
      notifyDone(t('accounts.sessions.revoked'));
      await queryClient.invalidateQueries({ queryKey: keys.sessions });
    },
    onError: notifyError,
  });
  return (
    <Group component="li" className={classes.row} wrap="nowrap">
      <Icon size={20} stroke={1.6} aria-hidden className={classes.icon} />
      <Stack gap={0} flex={1} miw={0}>
        <Group gap={8}>
          <Text fz="sm" fw={550} title={item.user_agent}>
            {device}
          </Text>
          {item.current && <Badge color="teal">{t('accounts.sessions.current')}</Badge>}
        </Group>
        <Text fz="xs" c="dimmed" className="numbers">
          {item.ip_address} · {t('accounts.sessions.lastUsed')} <Time at={item.last_used} /> ·{' '}
          {t('accounts.sessions.since')} <Time at={item.created_at} style="local" />
        </Text>
      </Stack>
      {!item.current && (
        <Box>
          <Button
            size="xs"
            variant="default"
            loading={revoke.isPending}
            onClick={() => revoke.mutate()}
            aria-label={t('accounts.sessions.revokeLabel', { device })}
          >
            {t('accounts.sessions.revoke')}
          </Button>
        </Box>
      )}
    </Group>
  );
}

import { Skeleton, Stack, Text } from '@mantine/core';
import { IconBook2, IconServer } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { serverQuery } from '@/api/queries/server';
import { calendarDay } from '@/lib/format';
import { Panel } from '@/ui/panel';
import { ErrorState } from '@/ui/states';
import classes from './server-panel.module.css';

/** How fresh the catalog is, and what this server does with a sentence. */
export function ServerPanel() {
  const { t, i18n } = useTranslation();
  const server = useQuery(serverQuery);
  return (
    <Panel id="server" title={t('dashboard.connections')}>
      {server.isPending ? (
        <Stack gap="sm">
          <Skeleton height={16} />
          <Skeleton height={16} width="70%" />
        </Stack>
      ) : server.isError ? (
        <ErrorState error={server.error} onRetry={() => void server.refetch()} />
      ) : (
        <Stack gap="md">
          <div className={classes.item}>
            <IconBook2 size={18} stroke={1.6} aria-hidden />
            <div>
              <Text fz="sm" fw={550}>
                {t('dashboard.catalog')}
              </Text>
              <Text fz="sm">
                {t('dashboard.catalogDate', { date: calendarDay(server.data.catalog_date, i18n.language) })}
              </Text>
              <Text fz="xs" c="dimmed">
                {t('dashboard.catalogBody')}
              </Text>
            </div>
          </div>
          <div className={classes.item}>
            <IconServer size={18} stroke={1.6} aria-hidden />
            <div>
              <Text fz="sm" fw={550}>
                {t('dashboard.serverVersion', { version: server.data.version })}
              </Text>
              <Text fz="xs" c="dimmed">
                {server.data.bedrock ? t('dashboard.modelOn') : t('dashboard.modelOff')}
              </Text>
            </div>
          </div>
        </Stack>
      )}
    </Panel>
  );
}

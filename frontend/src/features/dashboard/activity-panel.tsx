import { Anchor, Badge, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { recentAuditQuery } from '@/api/queries/audit';
import { Panel } from '@/ui/panel';
import { ErrorState, LoadingRows } from '@/ui/states';
import { Time } from '@/ui/time';
import classes from './activity-panel.module.css';

/** The newest few records of the audit log. */
export function ActivityPanel() {
  const { t } = useTranslation();
  const recent = useQuery(recentAuditQuery(8));
  return (
    <Panel
      id="activity"
      flush
      title={t('dashboard.activity')}
      actions={
        <Anchor
          fz="sm"
          renderRoot={(props) => <Link to="/settings" search={{ tab: 'audit-log' }} {...props} />}
        >
          {t('dashboard.all')}
        </Anchor>
      }
    >
      {recent.isPending ? (
        <LoadingRows rows={4} />
      ) : recent.isError ? (
        <ErrorState error={recent.error} onRetry={() => void recent.refetch()} />
      ) : recent.data.items.length === 0 ? (
        <Text fz="sm" c="dimmed" p="md">
          {t('dashboard.noActivity')}
        </Text>
      ) : (
        <ul className={classes.list}>
          {recent.data.items.map((record) => (
            <li key={record.id} className={classes.row}>
              <Text fz="xs" ff="monospace" truncate flex={1}>
                {record.action}
              </Text>
              {!record.success && <Badge color="red">{t('dashboard.failed')}</Badge>}
              <Text fz="xs" c="dimmed" truncate visibleFrom="sm" maw={220}>
                {record.user_email || t('dashboard.system')}
              </Text>
              <Group justify="flex-end" w={110} fz="xs" c="dimmed">
                <Time at={record.at} />
              </Group>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

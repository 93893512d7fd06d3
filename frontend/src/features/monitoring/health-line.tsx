import { Stack, Text } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCloudCheck,
  IconClock,
  IconPlayerPause,
  type Icon,
} from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keys } from '@/api/queries/keys';
import { lookNow, monitoringHealthQuery, type MonitoringHealth } from '@/api/queries/monitoring';
import { useMay } from '@/api/queries/role';
import { calendarDay, wholeNumber } from '@/lib/format';
import { GuardedButton } from '@/ui/guarded-button';
import { JobProgress } from '@/ui/job-progress';
import { notifyDone, notifyError } from '@/ui/notify';
import { Panel } from '@/ui/panel';
import { ErrorState } from '@/ui/states';
import { Time } from '@/ui/time';
import { Verdict, VerdictLoading, type Tone } from '@/ui/verdict';

const looks: Record<MonitoringHealth['status'], { Icon: Icon; tone: Tone }> = {
  ok: { Icon: IconCloudCheck, tone: 'good' },
  waiting: { Icon: IconClock, tone: 'quiet' },
  stale: { Icon: IconAlertTriangle, tone: 'warn' },
  failing: { Icon: IconAlertTriangle, tone: 'bad' },
  off: { Icon: IconPlayerPause, tone: 'quiet' },
};

/** Whether AWS is followed: looked when, with which catalog; and a look now, as a job. */
export function HealthLine() {
  const { t, i18n } = useTranslation();
  const queryClient = useQueryClient();
  const may = useMay('monitoring.run');
  const health = useQuery(monitoringHealthQuery);
  const [job, setJob] = useState<number | null>(null);
  const look = useMutation({
    mutationFn: lookNow,
    onSuccess: ({ id }) => setJob(id),
    onError: notifyError,
  });
  const ended = useCallback(
    ({ state }: { state: string }) => {
      if (state === 'succeeded') {
        notifyDone(t('monitoring.looked'));
        setJob(null);
      }
      void queryClient.invalidateQueries({ queryKey: keys.monitoring });
    },
    [queryClient, t],
  );
  return (
    <Panel>
      {health.isPending ? (
        <VerdictLoading label={t('ui.loading')} />
      ) : health.isError ? (
        <ErrorState error={health.error} onRetry={() => void health.refetch()} />
      ) : (
        <Stack gap="md">
          <Stack gap="sm">
            <Verdict {...looks[health.data.status]} title={t(`monitoring.health.${health.data.status}`)}>
              {health.data.checked_at ? (
                <>
                  {t('monitoring.checked')} <Time at={health.data.checked_at} />
                </>
              ) : (
                t('monitoring.neverChecked')
              )}
              {health.data.next_check_at && (
                <>
                  {' · '}
                  {t('monitoring.next')} <Time at={health.data.next_check_at} />
                </>
              )}
              {' · '}
              {t('monitoring.catalog', {
                day: calendarDay(health.data.catalog_date, i18n.language),
                services: wholeNumber(health.data.services, i18n.language),
                actions: wholeNumber(health.data.actions, i18n.language),
              })}
            </Verdict>
            {health.data.failure && (
              <Text fz="sm" c="var(--tone-bad)">
                {health.data.failure}
              </Text>
            )}
          </Stack>
          {job !== null && <JobProgress id={job} onEnd={ended} />}
          <div>
            <GuardedButton
              size="xs"
              variant="default"
              reason={may ? null : t('monitoring.noRun')}
              loading={look.isPending}
              onClick={() => look.mutate()}
            >
              {t('monitoring.lookNow')}
            </GuardedButton>
          </div>
        </Stack>
      )}
    </Panel>
  );
}

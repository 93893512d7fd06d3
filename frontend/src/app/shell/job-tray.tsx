import { Group, Stack, Text, VisuallyHidden } from '@mantine/core';
import {
  IconCircleCheck,
  IconCircleMinus,
  IconClock,
  IconExclamationCircle,
  IconProgressCheck,
} from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { meQuery } from '@/api/queries/accounts';
import { cancelJob, hasEnded, rememberJob, type Job } from '@/api/queries/jobs';
import { useMay, useRole } from '@/api/queries/role';
import { GuardedButton } from '@/ui/guarded-button';
import { JobBar } from '@/ui/job-progress';
import { notifyError } from '@/ui/notify';
import { useJobsSeen } from '@/ui/preferences';
import { Time } from '@/ui/time';
import { HeaderPopover } from './header-popover';
import { resultOf } from './job-results';
import { useJobs } from './use-jobs';
import classes from './job-tray.module.css';

/** Work that goes on in the background, and what has become of it. */
export function JobTray() {
  const { t } = useTranslation();
  const jobs = useJobs();
  const may = useMay('jobs.read');
  const [seen, setSeen] = useJobsSeen();
  const running = jobs.filter((job) => !hasEnded(job)).length;
  const news = jobs.filter((job) => (job.finished_at ?? '') > seen).length;
  if (!may) return null;
  const runs = running > 0 ? t('jobs.running', { count: running }) : '';
  return (
    <>
      <HeaderPopover
        title={t('jobs.label')}
        label={runs || (news > 0 ? t('jobs.news', { count: news }) : t('jobs.label'))}
        icon={<IconProgressCheck size={17} />}
        dot={running > 0 ? 'brand' : news > 0 ? 'teal' : null}
        busy={running > 0}
        width={360}
        maxHeight={420}
        none={jobs.length === 0 ? t('jobs.none') : null}
        onOpen={() => setSeen(new Date().toISOString())}
      >
        {(close) => jobs.map((job) => <JobRow key={job.id} job={job} onLeave={close} />)}
      </HeaderPopover>
      <VisuallyHidden role="status">{runs}</VisuallyHidden>
    </>
  );
}

const icons = {
  queued: IconClock,
  running: IconClock,
  succeeded: IconCircleCheck,
  failed: IconExclamationCircle,
  cancelled: IconCircleMinus,
} as const;

function JobRow({ job, onLeave }: { job: Job; onLeave: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const ended = hasEnded(job);
  const result = resultOf(job);
  const Icon = icons[job.state];
  return (
    <li className={classes.job}>
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <Icon size={16} className={classes.icon} data-state={job.state} aria-hidden />
        <Stack gap={1} miw={0} flex={1}>
          <Text fz="sm" style={{ overflowWrap: 'anywhere' }}>
            {job.title}
          </Text>
          <Text fz="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {t(`jobs.state.${job.state}`)} · <Time at={job.finished_at ?? job.created_at} /> ·{' '}
            {t('jobs.by', { who: job.created_by })}
          </Text>
          {job.error && (
            <Text
              fz="xs"
              c={ended ? 'var(--tone-bad)' : 'var(--tone-warn)'}
              style={{ overflowWrap: 'anywhere' }}
            >
              {!ended && `${t('jobs.again')} `}
              {job.error.detail}
            </Text>
          )}
        </Stack>
        {!ended && <CancelButton job={job} />}
        {result && (
          <GuardedButton
            reason={null}
            size="compact-xs"
            variant="default"
            aria-label={t('jobs.showNamed', { title: job.title })}
            onClick={() => {
              onLeave();
              void navigate(result);
            }}
          >
            {t('jobs.show')}
          </GuardedButton>
        )}
      </Group>
      {!ended && <JobBar job={job} />}
    </li>
  );
}

function CancelButton({ job }: { job: Job }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const may = useMay('jobs.write');
  const role = useRole();
  const me = useQuery(meQuery);
  const cancel = useMutation({
    mutationFn: () => cancelJob(job.id),
    onSuccess: (changed) => rememberJob(queryClient, changed),
    onError: notifyError,
  });
  const mine = job.created_by === me.data?.email || role === 'owner' || role === 'admin';
  return (
    <GuardedButton
      size="compact-xs"
      variant="default"
      aria-label={t('jobs.cancelNamed', { title: job.title })}
      loading={cancel.isPending}
      disabled={job.cancel_requested}
      reason={!may ? t('jobs.noCancel') : mine ? null : t('jobs.notYours')}
      onClick={() => cancel.mutate()}
    >
      {job.cancel_requested ? t('jobs.cancelling') : t('ui.cancel')}
    </GuardedButton>
  );
}

import { Alert, Button, Group, Progress, Stack, Text, VisuallyHidden } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { cancelJob, hasEnded, jobQuery, type Job } from '@/api/queries/jobs';
import { watchJob } from './job-watch';
import { notifyError } from './notify';
import { ErrorState } from './states';

/**
 * How far a job is, with a button that cancels it; what went wrong once it has
 * failed. `onEnd` is called once, whatever came of it.
 */
export function JobProgress({ id, onEnd }: { id: number; onEnd: (job: Job) => void }) {
  const { t } = useTranslation();
  const query = useQuery(jobQuery(id));
  const cancel = useMutation({ mutationFn: () => cancelJob(id), onError: notifyError });
  const told = useRef(0);
  const job = query.data;
  useEffect(() => watchJob(id), [id]);
  useEffect(() => {
    if (job && hasEnded(job) && told.current !== job.id) {
      told.current = job.id;
      onEnd(job);
    }
  }, [job, onEnd]);
  if (query.isError && !job) {
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (job && hasEnded(job)) {
    if (job.state === 'succeeded') return null;
    const failed = job.state === 'failed';
    return (
      <Alert color={failed ? 'red' : 'gray'} title={t(failed ? 'jobs.failed' : 'jobs.cancelled')}>
        {job.error?.detail ?? t('jobs.cancelledBody')}
      </Alert>
    );
  }
  return (
    <Stack gap={6} role="group" aria-label={job?.title ?? t('jobs.starting')}>
      <Group justify="space-between" gap="sm">
        <Text fz="sm" fw={550}>
          {job?.title ?? t('jobs.starting')}
        </Text>
        <Button
          size="compact-sm"
          variant="default"
          loading={cancel.isPending}
          disabled={job?.cancel_requested ?? true}
          onClick={() => cancel.mutate()}
        >
          {job?.cancel_requested ? t('jobs.cancelling') : t('ui.cancel')}
        </Button>
      </Group>
      <JobBar job={job} />
      {job?.error && (
        <Text fz="xs" c="var(--tone-warn)">
          {t('jobs.again')} {job.error.detail}
        </Text>
      )}
    </Stack>
  );
}

/** How far a job is, as a bar and in words. What is said aloud changes at each quarter only. */
export function JobBar({ job }: { job: Job | undefined }) {
  const { t } = useTranslation();
  const { done = 0, total = 0, note = '' } = job?.progress ?? {};
  const share = total > 0 ? Math.min((100 * done) / total, 100) : null;
  return (
    <>
      <Progress
        value={share ?? 100}
        animated={share === null}
        striped={share === null}
        aria-label={t('jobs.progress')}
      />
      <Text fz="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {note || t('jobs.background')}
      </Text>
      <VisuallyHidden role="status">
        {share === null ? t('jobs.runningNow') : t('jobs.quarter', { percent: Math.floor(share / 25) * 25 })}
      </VisuallyHidden>
    </>
  );
}

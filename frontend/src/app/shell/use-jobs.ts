import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { canFollowJobs, followJobs } from '@/api/job-stream';
import { tellSystem } from '@/api/desktop';
import { meQuery } from '@/api/queries/accounts';
import { hasEnded, recentJobsQuery, rememberJob, type Job } from '@/api/queries/jobs';
import { useMay, useRole } from '@/api/queries/role';
import { isWatched } from '@/ui/job-watch';
import { notifyDone, notifyFailure } from '@/ui/notify';
import { resultOf } from './job-results';

/**
 * The workspace's newest jobs, followed as long as the frame is there. When a
 * job of one's own ends that no page in front shows, a message tells of it.
 */
export function useJobs(): readonly Job[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const me = useQuery(meQuery);
  const known = useRole() !== undefined;
  const may = useMay('jobs.read') && known;
  const workspaceId = me.data?.default_workspace_id ?? 0;
  const recent = useQuery({ ...recentJobsQuery, enabled: may });

  useEffect(() => {
    if (!may || workspaceId === 0 || !canFollowJobs()) return;
    const end = new AbortController();
    void followJobs(workspaceId, (job) => rememberJob(queryClient, job), end.signal);
    return () => end.abort();
  }, [may, workspaceId, queryClient]);

  // News is the end of what had not ended when the frame opened, or began later.
  const old = useRef<Set<number> | null>(null);
  const email = me.data?.email;
  const jobs = recent.data?.items;
  useEffect(() => {
    if (!jobs) return;
    old.current ??= new Set(jobs.filter(hasEnded).map(({ id }) => id));
    for (const job of jobs) {
      if (!hasEnded(job) || old.current.has(job.id)) continue;
      old.current.add(job.id);
      if (job.created_by !== email || isWatched(job.id)) continue;
      const result = resultOf(job);
      if (job.state === 'succeeded' || job.state === 'failed') {
        const how = job.state === 'succeeded' ? 'jobs.ended' : 'jobs.endedBadly';
        tellSystem(t(how, { title: job.title }), job.error?.detail);
      }
      if (job.state === 'succeeded') {
        notifyDone(
          t('jobs.ended', { title: job.title }),
          result ? { text: t('jobs.show'), onClick: () => void navigate(result) } : undefined,
        );
      } else if (job.state === 'failed') {
        notifyFailure(`${t('jobs.endedBadly', { title: job.title })} ${job.error?.detail ?? ''}`.trim());
      }
    }
  }, [jobs, email, navigate, t]);
  return jobs ?? [];
}

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { activeJobsQuery, type Job } from '@/api/queries/jobs';
import { keys } from '@/api/queries/keys';
import { notifyDone } from '@/ui/notify';

/**
 * The job of a kind that is shown: one that was started here, or one that runs
 * already. When it has succeeded, it is told and put away; a failure stays in
 * sight until the next.
 */
export function useRun(
  kind: string,
  may: boolean,
  done: 'usage.done' | 'usage.account.done' | 'usage.lookup.done',
  onDone: (job: Job) => void,
) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [started, start] = useState<number | null>(null);
  const running = useQuery({ ...activeJobsQuery(kind), enabled: may });
  const onEnd = useCallback(
    (job: Job) => {
      void queryClient.invalidateQueries({ queryKey: keys.usage });
      void queryClient.invalidateQueries({ queryKey: [...keys.jobs, 'active', kind] });
      if (job.state !== 'succeeded') {
        start(job.id);
        return;
      }
      start(null);
      notifyDone(t(done));
      onDone(job);
    },
    [queryClient, kind, t, done, onDone],
  );
  return { job: started ?? running.data?.items[0]?.id ?? null, start, onEnd };
}

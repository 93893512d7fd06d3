import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../client';
import { hearsOfJobs } from '../job-stream';
import type { components } from '../schema';
import { keys } from './keys';

/** Work that goes on after its request has been answered. */
export type Job = components['schemas']['Job'];

/** Tells whether a job has ended. */
export function hasEnded(job: Job): boolean {
  return job.state !== 'queued' && job.state !== 'running';
}

/** A job, asked about until it has ended. */
export function jobQuery(id: number) {
  return queryOptions({
    queryKey: [...keys.jobs, id],
    queryFn: ({ signal }) => dataOf(api.GET('/api/v1/jobs/{id}', { signal, params: { path: { id } } })),
    // Changes arrive by themselves where they can be followed; asking is for when one got lost.
    refetchInterval: ({ state }) =>
      state.data && hasEnded(state.data) ? false : hearsOfJobs() ? 5_000 : 800,
    retry: 3,
  });
}

/** The workspace's newest jobs, ended or not. */
export const recentJobsQuery = queryOptions({
  queryKey: [...keys.jobs, 'recent'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/v1/jobs', { signal, params: { query: { limit: 20 } } })),
  refetchInterval: ({ state }) =>
    hearsOfJobs() ? false : state.data?.items.some((job) => !hasEnded(job)) ? 2_000 : 30_000,
});

/** Puts what a job has become where it is shown. Old news changes nothing. */
export function rememberJob(queryClient: QueryClient, job: Job): void {
  const newer = (old: Job | undefined) => !old || old.revision < job.revision;
  queryClient.setQueryData(jobQuery(job.id).queryKey, (old: Job | undefined) => (newer(old) ? job : old));
  queryClient.setQueryData(recentJobsQuery.queryKey, (old) => {
    if (!old) return old;
    const known = old.items.find(({ id }) => id === job.id);
    if (known)
      return newer(known) ? { ...old, items: old.items.map((one) => (one === known ? job : one)) } : old;
    return { ...old, items: [job, ...old.items].sort((a, b) => b.id - a.id).slice(0, 20) };
  });
}

/** Newest jobs of a kind that have not ended. */
export function activeJobsQuery(kind: string) {
  return queryOptions({
    queryKey: [...keys.jobs, 'active', kind],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/api/v1/jobs', { signal, params: { query: { kind, active: true, limit: 1 } } })),
  });
}

/** The newest jobs of a kind, ended or not. */
export function latestJobsQuery(kind: string) {
  return queryOptions({
    queryKey: [...keys.jobs, 'latest', kind],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/api/v1/jobs', { signal, params: { query: { kind, limit: 20 } } })),
  });
}

/** Asks a job to end; it does so at its next step. */
export function cancelJob(id: number) {
  return dataOf(api.POST('/api/v1/jobs/{id}/cancel', { params: { path: { id } } }));
}

import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../client';
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
    refetchInterval: ({ state }) => (state.data && hasEnded(state.data) ? false : 800),
    retry: 3,
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

/** Asks a job to end; it does so at its next step. */
export function cancelJob(id: number) {
  return dataOf(api.POST('/api/v1/jobs/{id}/cancel', { params: { path: { id } } }));
}

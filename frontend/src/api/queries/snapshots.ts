import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../client';
import type { components } from '../schema';
import { keys } from './keys';

type Schemas = components['schemas'];
/** What an audit has read of who may do what in an account, and keeps. */
export type AccountSnapshot = Schemas['AccountSnapshot'];
/** How an account changed between two snapshots. */
export type AccountDiff = Schemas['AccountDiff'];
export type PrincipalChange = Schemas['PrincipalChange'];
export type AccessChange = Schemas['AccessChange'];

/** The snapshots of the workspace, newest first: the last two hundred. */
export const snapshotsQuery = queryOptions({
  // With the audits, which make them.
  queryKey: [...keys.accountAudits, 'snapshots'],
  queryFn: ({ signal }) =>
    dataOf(api.GET('/api/v1/policies/snapshots', { signal, params: { query: { limit: 200 } } })),
});

/** How access changed between two snapshots of an account, which stay as they are. */
export function snapshotDiffQuery(before: number, after: number) {
  return queryOptions({
    queryKey: [...keys.accountAudits, 'snapshots', before, after],
    queryFn: ({ signal }) =>
      dataOf(
        api.POST('/api/v1/policies/snapshots/compare', {
          signal,
          body: { before_id: before, after_id: after },
        }),
      ),
    staleTime: Infinity,
    retry: false,
  });
}

/** Forgets a snapshot for good. */
export function forgetSnapshot(id: number) {
  return dataOf(api.DELETE('/api/v1/policies/snapshots/{id}', { params: { path: { id } } }));
}

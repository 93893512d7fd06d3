import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../client';
import type { components } from '../schema';
import { keys } from './keys';

type Schemas = components['schemas'];
/** A policy of the library with its newest document. */
export type StoredPolicy = Schemas['StoredPolicy'];
/** A policy of the library in a list. */
export type StoredPolicySummary = Schemas['StoredPolicySummary'];
/** A request that a stored policy is tried with at every change. */
export type PolicyCase = Schemas['PolicyCase'];
export type PolicyCaseRun = Schemas['PolicyCaseRun'];
export type PolicyVersionSummary = Schemas['PolicyVersionSummary'];
export type StorePolicyRequest = Schemas['StorePolicyRequest'];
/** How many findings of each gravity a stored version had. */
export type FindingCounts = Schemas['FindingCounts'];

/** The workspace's policies, oldest first, piece by piece. */
export const libraryQuery = infiniteQueryOptions({
  queryKey: [...keys.library, 'list'],
  initialPageParam: '',
  queryFn: ({ signal, pageParam }) =>
    dataOf(
      api.GET('/api/v1/policies', {
        signal,
        params: { query: { limit: 200, ...(pageParam ? { cursor: pageParam } : {}) } },
      }),
    ),
  getNextPageParam: (last) => last.next_cursor || undefined,
});

/** One policy with its newest document and its cases. */
export function storedPolicyQuery(id: number) {
  return queryOptions({
    queryKey: [...keys.library, id],
    queryFn: ({ signal }) => dataOf(api.GET('/api/v1/policies/{id}', { signal, params: { path: { id } } })),
  });
}

/** The history of a policy, newest first, piece by piece. */
export function versionsQuery(id: number) {
  return infiniteQueryOptions({
    queryKey: [...keys.library, id, 'versions'],
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) =>
      dataOf(
        api.GET('/api/v1/policies/{id}/versions', {
          signal,
          params: { path: { id }, query: { limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    getNextPageParam: (last) => last.next_cursor || undefined,
  });
}

/** One version with its document. What is stored as a version never changes. */
export function versionQuery(id: number, version: number) {
  return queryOptions({
    queryKey: [...keys.library, id, 'versions', version],
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/api/v1/policies/{id}/versions/{version}', { signal, params: { path: { id, version } } }),
      ),
    staleTime: Infinity,
  });
}

/** What a text would say of the cases; nothing is stored. */
export function caseRunQuery(id: number, document: string, cases: PolicyCase[]) {
  return queryOptions({
    queryKey: [...keys.library, id, 'run', document, cases],
    queryFn: ({ signal }) =>
      dataOf(
        api.POST('/api/v1/policies/{id}/tests/run', {
          signal,
          params: { path: { id } },
          body: { document, cases },
        }),
      ),
    staleTime: Infinity,
    gcTime: 60_000,
  });
}

/** Puts a policy into the library. */
export function storePolicy(body: StorePolicyRequest): Promise<StoredPolicy> {
  return dataOf(api.POST('/api/v1/policies', { body }));
}

/** Changes what is said about a policy: name, description, cases. */
export function updatePolicy(id: number, body: Schemas['UpdatePolicyRequest']): Promise<StoredPolicy> {
  return dataOf(api.PATCH('/api/v1/policies/{id}', { params: { path: { id } }, body }));
}

/** Stores a new version on top of `base`; refused when somebody has stored another one since. */
export function addVersion(id: number, body: Schemas['AddPolicyVersionRequest']) {
  return dataOf(api.POST('/api/v1/policies/{id}/versions', { params: { path: { id } }, body }));
}

/** Makes the document of an old version the newest again. */
export function restoreVersion(id: number, body: Schemas['RestorePolicyRequest']) {
  return dataOf(api.POST('/api/v1/policies/{id}/restore', { params: { path: { id } }, body }));
}

/** Deletes a policy with its history. */
export function deletePolicy(id: number) {
  return dataOf(api.DELETE('/api/v1/policies/{id}', { params: { path: { id } } }));
}

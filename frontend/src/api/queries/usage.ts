import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../client';
import { fromAnswer } from '../errors';
import type { components } from '../schema';
import { session } from '../session';
import { keys } from './keys';

type Schemas = components['schemas'];
/** What a principal has used, without its details. */
export type UsageReportSummary = Schemas['UsageReportSummary'];
/** What a principal has used, and what it could do without. */
export type UsageReport = Schemas['UsageReport'];
export type UsedService = Schemas['UsedService'];
export type UsagePolicy = Schemas['UsagePolicy'];
export type UsageStage = Schemas['UsageStage'];
/** What is known of the use of actions that policies grant. */
export type UsageGrant = Schemas['UsageGrant'];

/** The kind under which reports about one principal are listed among the jobs. */
export const usageJobKind = 'usage.last_accessed';

/** The reports of the workspace, newest first: the last hundred. */
export const usageReportsQuery = queryOptions({
  queryKey: [...keys.usage, 'list'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/v1/usage', { signal, params: { query: { limit: 100 } } })),
});

/** One report with its proposals. What was found never changes. */
export function usageReportQuery(id: number) {
  return queryOptions({
    queryKey: [...keys.usage, id],
    queryFn: ({ signal }) => dataOf(api.GET('/api/v1/usage/{id}', { signal, params: { path: { id } } })),
    staleTime: Infinity,
  });
}

/** Finds out, as a job, what a principal has used. */
export function startUsage(credentialId: number, body: Schemas['StartUsageRequest']) {
  return dataOf(
    api.POST('/api/v1/usage', { params: { header: { 'X-AWS-Credential-ID': credentialId } }, body }),
  );
}

export type AccountUsageSummary = Schemas['AccountUsageSummary'];
/** What all users and roles of an account have used. */
export type AccountUsage = Schemas['AccountUsage'];
export type UnusedGrants = Schemas['UnusedGrants'];
/** That a principal did something, by CloudTrail. */
export type Activity = Schemas['Activity'];
export type EventFile = Schemas['EventFile'];
export type ActiveAccount = Schemas['ActiveAccount'];

/** The kinds under which runs over accounts and looks through CloudTrail are listed among the jobs. */
export const accountUsageJobKind = 'usage.account';
export const lookupJobKind = 'usage.lookup_events';

/** The runs over accounts, newest first: the last hundred. */
export const accountRunsQuery = queryOptions({
  queryKey: [...keys.usage, 'accounts'],
  queryFn: ({ signal }) =>
    dataOf(api.GET('/api/v1/usage/accounts', { signal, params: { query: { limit: 100 } } })),
});

/** One run over an account. */
export function accountRunQuery(id: number) {
  return queryOptions({
    queryKey: [...keys.usage, 'accounts', id],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/api/v1/usage/accounts/{id}', { signal, params: { path: { id } } })),
  });
}

/** The users and roles of a run, the heaviest first, piece by piece. */
export function runPrincipalsQuery(id: number, unused: boolean) {
  return infiniteQueryOptions({
    queryKey: [...keys.usage, 'accounts', id, 'principals', unused],
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) =>
      dataOf(
        api.GET('/api/v1/usage/accounts/{id}/principals', {
          signal,
          params: {
            path: { id },
            query: { limit: 200, ...(unused ? { unused } : {}), ...(pageParam ? { cursor: pageParam } : {}) },
          },
        }),
      ),
    getNextPageParam: (last) => last.next_cursor || undefined,
    placeholderData: keepPreviousData,
  });
}

/** Finds out, as a job, what all users and roles of an account have used. */
export function startAccountUsage(credentialId: number, days: number) {
  return dataOf(
    api.POST('/api/v1/usage/accounts', {
      params: { header: { 'X-AWS-Credential-ID': credentialId } },
      body: { days },
    }),
  );
}

/** The users and roles of a run, as the text of a file. */
export function exportAccountUsage(id: number, format: 'csv' | 'ndjson', signal: AbortSignal) {
  return dataOf(
    api.GET('/api/v1/usage/accounts/{id}/export', {
      params: { path: { id }, query: { format } },
      parseAs: 'text',
      signal,
    }) as Promise<{ data?: string; error?: unknown; response: Response }>,
  );
}

/** Reads CloudTrail's event history, as a job. */
export function lookUpEvents(credentialId: number, body: Schemas['LookupEventsRequest']) {
  return dataOf(
    api.POST('/api/v1/usage/events/lookup', {
      params: { header: { 'X-AWS-Credential-ID': credentialId } },
      body,
    }),
  );
}

/** Counts what a log file of CloudTrail tells. */
export async function uploadEvents(file: File, signal: AbortSignal): Promise<EventFile> {
  const form = new FormData();
  form.append('files', file, file.name);
  const request = new Request(
    `${window.location.protocol}//${window.location.host}/api/v1/usage/events/files`,
    {
      method: 'POST',
      body: form,
      signal,
    },
  );
  const answer = await session.fetch(request);
  const body: unknown = await answer.json().catch(() => null);
  if (!answer.ok) throw fromAnswer(answer, body);
  const told = (body as Schemas['EventFiles']).files[0];
  if (!told) throw fromAnswer(answer, null);
  return told;
}

/** The accounts of which CloudTrail has told. */
export const activeAccountsQuery = queryOptions({
  queryKey: [...keys.usage, 'events'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/v1/usage/events/accounts', { signal })),
});

/** Forgets what CloudTrail told of an account. */
export function forgetEvents(account: string) {
  return dataOf(api.DELETE('/api/v1/usage/events/accounts/{account}', { params: { path: { account } } }));
}

/** Who did what in an account, by CloudTrail, piece by piece. */
export function activityQuery(accountId: string, denied: boolean) {
  return infiniteQueryOptions({
    queryKey: [...keys.usage, 'activity', accountId, denied],
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) =>
      dataOf(
        api.GET('/api/v1/usage/activity', {
          signal,
          params: {
            query: {
              limit: 200,
              account_id: accountId,
              ...(denied ? { denied } : {}),
              ...(pageParam ? { cursor: pageParam } : {}),
            },
          },
        }),
      ),
    getNextPageParam: (last) => last.next_cursor || undefined,
    placeholderData: keepPreviousData,
  });
}

import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../client';
import type { components } from '../schema';
import { keys } from './keys';

type Schemas = components['schemas'];
/** What a principal has used, without its details. */
export type UsageReportSummary = Schemas['UsageReportSummary'];
/** What a principal has used, and what it could do without. */
export type UsageReport = Schemas['UsageReport'];
export type UsedService = Schemas['UsedService'];
export type UsagePolicy = Schemas['UsagePolicy'];
export type UsageStage = Schemas['UsageStage'];

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

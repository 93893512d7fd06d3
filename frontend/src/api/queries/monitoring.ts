import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../client';
import type { components } from '../schema';
import { keys } from './keys';

type Schemas = components['schemas'];
export type CatalogReport = Schemas['CatalogReport'];
export type CatalogChange = Schemas['CatalogChange'];
export type CatalogCounts = Schemas['CatalogCounts'];
export type CatalogServiceCounts = Schemas['CatalogServiceCounts'];
export type MonitoringHealth = Schemas['MonitoringHealth'];
/** A look at what a report means for the workspace's policies. */
export type AgentRun = Schemas['AgentRun'];
/** One effect on one policy, with what can be done. */
export type PlannedChange = Schemas['PlannedChange'];
export type AgentHealth = Schemas['AgentHealth'];

export type Impact = CatalogChange['impact'];
export type Level = PlannedChange['effect']['level'];

const pieceSize = 200;

/** Whether AWS's changes are being followed. */
export const monitoringHealthQuery = queryOptions({
  queryKey: [...keys.monitoring, 'health'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/v1/monitoring/health', { signal })),
});

/** The reports, newest first: the last fifty. */
export const reportsQuery = queryOptions({
  queryKey: [...keys.monitoring, 'reports'],
  queryFn: ({ signal }) =>
    dataOf(api.GET('/api/v1/monitoring/reports', { signal, params: { query: { limit: 50 } } })),
});

/** A report with its changes, piece by piece; of a service or an impact where one is named. */
export function reportQuery(id: number, service: string, impact: Impact | null) {
  return infiniteQueryOptions({
    queryKey: [...keys.monitoring, 'reports', id, service, impact],
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) =>
      dataOf(
        api.GET('/api/v1/monitoring/reports/{id}', {
          signal,
          params: {
            path: { id },
            query: {
              limit: pieceSize,
              ...(pageParam ? { cursor: pageParam } : {}),
              ...(service ? { service } : {}),
              ...(impact ? { impact } : {}),
            },
          },
        }),
      ),
    getNextPageParam: (last) => last.next_cursor || undefined,
    placeholderData: keepPreviousData,
    staleTime: 5 * 60_000,
  });
}

/** Reads AWS's service reference now, as a job. */
export function lookNow() {
  return dataOf(api.POST('/api/v1/monitoring/trigger'));
}

/** Whether the workspace's policies keep up with AWS. */
export const agentHealthQuery = queryOptions({
  queryKey: [...keys.monitoring, 'agent', 'health'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/v1/agent/health', { signal })),
});

/** The looks at what reports mean for the policies, newest first: the last fifty. */
export const runsQuery = queryOptions({
  queryKey: [...keys.monitoring, 'agent', 'runs'],
  queryFn: ({ signal }) =>
    dataOf(api.GET('/api/v1/agent/runs', { signal, params: { query: { limit: 50 } } })),
});

/** What a look found, piece by piece; of one level where one is named. */
export function runQuery(id: number, level: Level | null) {
  return infiniteQueryOptions({
    queryKey: [...keys.monitoring, 'agent', 'runs', id, level],
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) =>
      dataOf(
        api.GET('/api/v1/agent/runs/{id}', {
          signal,
          params: {
            path: { id },
            query: {
              limit: pieceSize,
              ...(pageParam ? { cursor: pageParam } : {}),
              ...(level ? { level } : {}),
            },
          },
        }),
      ),
    getNextPageParam: (last) => last.next_cursor || undefined,
    placeholderData: keepPreviousData,
  });
}

/** Looks at what a report means for the policies: answers with the run and its job. */
export function startRun(body: Schemas['AgentTriggerRequest']) {
  return dataOf(api.POST('/api/v1/agent/trigger', { body }));
}

/** Stores the edit of a change as a new version of its policy. */
export function applyChange(run: number, change: number) {
  return dataOf(
    api.POST('/api/v1/agent/planned-changes/{run}/{change}/apply', { params: { path: { run, change } } }),
  );
}

/** Leaves the policy as it is. */
export function dismissChange(run: number, change: number) {
  return dataOf(
    api.POST('/api/v1/agent/planned-changes/{run}/{change}/dismiss', { params: { path: { run, change } } }),
  );
}

/** What AWS has of an operation, and which stored policies are about it. */
export function operationQuery(service: string, operation: string) {
  return queryOptions({
    queryKey: [...keys.monitoring, 'agent', 'operation', service, operation],
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/api/v1/agent/check-operation/{service}/{operation}', {
          signal,
          params: { path: { service, operation } },
        }),
      ),
    retry: false,
  });
}

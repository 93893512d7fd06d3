import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../client';
import type { components } from '../schema';
import { keys } from './keys';

/** One thing that somebody did, or tried to do. */
export type AuditRecord = components['schemas']['AuditRecord'];
/** The outcome of checking the hash chain. */
export type AuditVerification = components['schemas']['AuditVerification'];

/** What the audit log is narrowed to; empty means everything. */
export interface AuditFilter {
  from?: string;
  to?: string;
  action?: string;
  success?: 'true' | 'false';
  q?: string;
}

const pieceSize = 100;

/** The newest few records. */
export function recentAuditQuery(limit: number) {
  return queryOptions({
    queryKey: [...keys.audit, 'recent', limit],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/api/v1/auth/audit-log', { signal, params: { query: { limit } } })),
  });
}

/** The audit log, newest first, piece by piece. */
export function auditQuery(filter: AuditFilter) {
  return infiniteQueryOptions({
    queryKey: [...keys.audit, 'list', filter],
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) =>
      dataOf(
        api.GET('/api/v1/auth/audit-log', {
          signal,
          params: { query: { limit: pieceSize, ...(pageParam ? { cursor: pageParam } : {}), ...filter } },
        }),
      ),
    getNextPageParam: (last) => last.next_cursor || undefined,
    placeholderData: keepPreviousData,
  });
}

/** Checks the hash chain of the workspace's records. */
export function verifyAudit() {
  return dataOf(api.GET('/api/v1/auth/audit-log/verify'));
}

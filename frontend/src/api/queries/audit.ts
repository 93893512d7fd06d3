import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../client';
import type { components } from '../schema';
import { keys } from './keys';

/** One thing that somebody did, or tried to do. */
export type AuditRecord = components['schemas']['AuditRecord'];
/** The outcome of checking the hash chain. */
export type AuditVerification = components['schemas']['AuditVerification'];

/** A signed note of where the log ended. */
export type AuditCheckpoint = components['schemas']['AuditCheckpoint'];

/** What the audit log is narrowed to; empty means everything. */
export interface AuditFilter {
  from?: string;
  to?: string;
  action?: string;
  success?: 'true' | 'false';
  q?: string;
  user_id?: number;
  aws_account_id?: string;
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

/** Checks the hash chain of the workspace's records, and whether it still holds a checkpoint where one is given. */
export function verifyAudit(checkpoint?: AuditCheckpoint) {
  return checkpoint
    ? dataOf(api.POST('/api/v1/auth/audit-log/verify', { body: { checkpoint } }))
    : dataOf(api.GET('/api/v1/auth/audit-log/verify'));
}

/** A signed note of where the log ends now. */
export function auditCheckpoint() {
  return dataOf(api.GET('/api/v1/auth/audit-log/checkpoint'));
}

/** What the filter leaves of the log, as the text of a file. */
export function exportAudit(filter: AuditFilter, format: 'ndjson' | 'csv', signal?: AbortSignal) {
  return dataOf(
    api.GET('/api/v1/auth/audit-log/export', {
      params: { query: { ...filter, format } },
      parseAs: 'text',
      ...(signal ? { signal } : {}),
    }) as Promise<{ data?: string; error?: unknown; response: Response }>,
  );
}

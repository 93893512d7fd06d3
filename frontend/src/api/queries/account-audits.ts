import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../client';
import type { components } from '../schema';
import { keys } from './keys';

type Schemas = components['schemas'];
/** An audit of an AWS account without its findings. */
export type AccountAuditSummary = Schemas['AccountAuditSummary'];
/** An audit with a piece of its findings. */
export type AccountAudit = Schemas['AccountAudit'];
export type AuditFinding = Schemas['AuditFinding'];
export type AuditCheck = Schemas['AuditCheck'];
export type FindingException = Schemas['FindingException'];

export type FindingSeverity = AuditFinding['severity'];
export type FindingState = AuditFinding['state'];

/** The kind under which audits are listed among the jobs. */
export const auditJobKind = 'accountaudit.run';

/** The audits of the workspace, newest first: the last hundred. */
export const accountAuditsQuery = queryOptions({
  queryKey: [...keys.accountAudits, 'list'],
  queryFn: ({ signal }) =>
    dataOf(api.GET('/api/v1/policies/audit', { signal, params: { query: { limit: 100 } } })),
});

/** An audit with its findings, the worst first, piece by piece. */
export function accountAuditQuery(id: number, severity: FindingSeverity | null, state: FindingState | null) {
  return infiniteQueryOptions({
    queryKey: [...keys.accountAudits, id, severity, state],
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) =>
      dataOf(
        api.GET('/api/v1/policies/audit/{id}', {
          signal,
          params: {
            path: { id },
            query: {
              limit: 200,
              ...(pageParam ? { cursor: pageParam } : {}),
              ...(severity ? { severity } : {}),
              ...(state ? { state } : {}),
            },
          },
        }),
      ),
    getNextPageParam: (last) => last.next_cursor || undefined,
    placeholderData: keepPreviousData,
  });
}

/** Audits the account of a credential, as a job. */
export function startAccountAudit(credentialId: number, body: Schemas['StartAccountAuditRequest']) {
  return dataOf(
    api.POST('/api/v1/policies/audit', { params: { header: { 'X-AWS-Credential-ID': credentialId } }, body }),
  );
}

/** The exceptions that hold, newest first. */
export const exceptionsQuery = queryOptions({
  queryKey: [...keys.accountAudits, 'exceptions'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/v1/policies/audit/exceptions', { signal })),
});

/** Accepts a finding, with a reason and an end. */
export function exceptFinding(body: Schemas['ExceptFindingRequest']) {
  return dataOf(api.POST('/api/v1/policies/audit/exceptions', { body }));
}

/** Ends an exception before its time. */
export function endException(id: number) {
  return dataOf(api.DELETE('/api/v1/policies/audit/exceptions/{id}', { params: { path: { id } } }));
}

import type { AuditRecord } from '@/api/queries/audit';

/** What a record is about, in one short line: the kind of thing and its number. */
export function resourceOf(record: Pick<AuditRecord, 'resource_type' | 'resource_id'>): string {
  const kind = record.resource_type.replaceAll('_', ' ');
  return record.resource_id ? `${kind} ${record.resource_id}` : kind;
}

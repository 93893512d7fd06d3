import type { AuditCheckpoint } from '@/api/queries/audit';

/** Reads the text of a checkpoint that was downloaded; null when it is none. */
export function readCheckpoint(text: string): AuditCheckpoint | null {
  try {
    const value = JSON.parse(text) as Partial<Record<keyof AuditCheckpoint, unknown>> | null;
    if (typeof value !== 'object' || value === null) return null;
    const { workspace_id, id, hash, at, key_id, signature } = value;
    if (typeof workspace_id !== 'number' || typeof id !== 'number') return null;
    const texts = [hash, at, key_id, signature];
    if (!texts.every((part) => typeof part === 'string')) return null;
    const [h, a, k, s] = texts as [string, string, string, string];
    return { workspace_id, id, hash: h, at: a, key_id: k, signature: s };
  } catch {
    return null;
  }
}

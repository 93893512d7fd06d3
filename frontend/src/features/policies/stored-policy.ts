import type { FindingCounts, PolicyCase, StoredPolicySummary } from '@/api/queries/library';

/** The orders in which the library can be shown. */
export const sorts = ['updated', 'name', 'findings'] as const;
export type Sort = (typeof sorts)[number];

function gravity({ errors, security_warnings: security, warnings, suggestions }: FindingCounts): number {
  return ((errors * 1000 + security) * 1000 + warnings) * 1000 + suggestions;
}

const orders: Record<Sort, (a: StoredPolicySummary, b: StoredPolicySummary) => number> = {
  updated: (a, b) => b.updated_at.localeCompare(a.updated_at) || b.id - a.id,
  name: (a, b) => a.name.localeCompare(b.name),
  findings: (a, b) => gravity(b.findings) - gravity(a.findings) || a.name.localeCompare(b.name),
};

/** The policies whose name or description holds every word of the text, of a kind when one is wanted, in order. */
export function searchLibrary(
  policies: readonly StoredPolicySummary[],
  text: string,
  kind: string,
  sort: Sort,
): StoredPolicySummary[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return policies
    .filter((policy) => {
      if (kind && policy.policy_type !== kind) return false;
      const said = `${policy.name} ${policy.description}`.toLowerCase();
      return words.every((word) => said.includes(word));
    })
    .sort(orders[sort]);
}

/** Condition keys of a case as lines that can be edited: "aws:SourceIp = 203.0.113.7, 203.0.113.8". */
export function contextToLines(context: PolicyCase['context']): string {
  return Object.entries(context ?? {})
    .map(([key, value]) => `${key} = ${(Array.isArray(value) ? value : [value]).map(String).join(', ')}`)
    .join('\n');
}

/** Reads such lines; the number of the first line that is none, where there is one. */
export function linesToContext(text: string): { context: Record<string, string[]> } | { bad: number } {
  const context: Record<string, string[]> = {};
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const at = line.indexOf('=');
    const key = line.slice(0, at).trim();
    if (at < 1 || !/^[\w:./${}-]+$/.test(key)) return { bad: i + 1 };
    context[key] = line
      .slice(at + 1)
      .split(',')
      .map((value) => value.trim())
      .filter(Boolean);
  }
  return { context };
}

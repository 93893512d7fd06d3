import type { SimulationStatement } from '@/api/queries/policy-analysis';
import type { Mark } from '@/ui/code-editor/marks';
import { policyOf, type SimulationDraft } from './simulation-draft';

/** The deciding statements of each policy, by its id, as marks of its editor. */
export function marksOf(
  draft: SimulationDraft,
  statements: readonly SimulationStatement[],
): ReadonlyMap<number, readonly Mark[]> {
  const marks = new Map<number, Mark[]>();
  for (const statement of statements) {
    const policy = policyOf(draft, statement);
    if (!policy) continue;
    const mark: Mark = { path: ['Statement', statement.statement_index], tone: toneOf(statement) };
    marks.set(policy.id, [...(marks.get(policy.id) ?? []), mark]);
  }
  return marks;
}

/** What a deciding statement does to the request. */
export function toneOf(statement: SimulationStatement): Mark['tone'] {
  if (statement.applies === 'unknown') return 'warn';
  return statement.effect === 'Deny' ? 'bad' : 'good';
}

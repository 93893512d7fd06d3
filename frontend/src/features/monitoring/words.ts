import type { AgentRun, CatalogCounts, Impact, Level, PlannedChange } from '@/api/queries/monitoring';

export const impacts = ['breaking', 'enhancement', 'neutral'] as const satisfies readonly Impact[];
export const levels = ['breaking', 'review', 'note'] as const satisfies readonly Level[];

/** The colour of a badge; its word says the same. */
export const impactColours: Record<Impact, string> = {
  breaking: 'red',
  enhancement: 'blue',
  neutral: 'gray',
};
export const levelColours: Record<Level, string> = { breaking: 'red', review: 'orange', note: 'gray' };
export const stateColours: Record<PlannedChange['state'], string> = {
  open: 'orange',
  applied: 'teal',
  dismissed: 'gray',
  stale: 'gray',
};
export const runColours: Record<AgentRun['state'], string> = {
  running: 'blue',
  completed: 'teal',
  failed: 'red',
};

/** How many changes there are altogether. */
export function sum({ breaking, enhancement, neutral }: CatalogCounts): number {
  return breaking + enhancement + neutral;
}

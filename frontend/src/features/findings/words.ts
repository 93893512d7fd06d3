import type { FindingSeverity, FindingState } from '@/api/queries/account-audits';

/** The worst first. */
export const severities = ['critical', 'high', 'medium', 'low'] as const satisfies readonly FindingSeverity[];
export const states = ['new', 'unchanged', 'fixed', 'not_checked'] as const satisfies readonly FindingState[];

/** The colour of a badge; its word says the same. */
export const severityColours: Record<FindingSeverity, string> = {
  critical: 'red',
  high: 'orange',
  medium: 'yellow',
  low: 'gray',
};
export const stateColours: Record<FindingState, string> = {
  new: 'red',
  unchanged: 'gray',
  fixed: 'teal',
  not_checked: 'orange',
};

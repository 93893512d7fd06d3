import type { UsageGrant, UsageReport } from '@/api/queries/usage';

/** Whether a granted action was used, in the order in which one looks. */
export const grantStates = ['used', 'unused', 'not_observable'] as const;
export type GrantState = (typeof grantStates)[number];

/** One action that is granted, with what is known of it and of those that share its fate. */
export interface GrantedAction {
  action: string;
  grant: UsageGrant;
}

/** Every action by itself: actions that share a state and a reason come in one grant. */
export function grantedActions(grants: readonly UsageGrant[]): GrantedAction[] {
  return grants.flatMap((grant) => grant.actions.map((action) => ({ action, grant })));
}

/** How many of the actions are in each state. */
export function countStates(actions: readonly GrantedAction[]): Record<GrantState, number> {
  const counts = { used: 0, unused: 0, not_observable: 0 };
  for (const { grant } of actions) counts[grant.state] += 1;
  return counts;
}

/** How far back, in whole days, all Regions that were looked through reach; null where none was. */
export function reachedDays(report: Pick<UsageReport, 'at' | 'trail'>): number | null {
  const regions = report.trail.regions;
  if (regions.length === 0) return null;
  const latestStart = Math.max(...regions.map(({ from }) => Date.parse(from)));
  return Math.max(0, Math.floor((Date.parse(report.at) - latestStart) / 86_400_000));
}

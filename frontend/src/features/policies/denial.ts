import type { DenialExplanation } from '@/api/queries/policy-analysis';
import { useKept } from './kept';
import { emptySimulation, type SimulationDraft } from './simulation-draft';

/** What the page of denials holds. */
export interface Denial {
  message: string;
  /** Whether the policies below are given with the message. */
  withPolicies: boolean;
  policies: SimulationDraft;
}

const empty: Denial = { message: '', withPolicies: false, policies: emptySimulation };

/** The denial being looked at, kept while one looks at other pages. */
export function useDenial() {
  return useKept<Denial>('denial', empty);
}

/** A message to start from. */
export const exampleMessage =
  'An error occurred (AccessDenied) when calling the GetObject operation: User: arn:aws:sts::123456789012:assumed-role/report-reader/jane is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::quarterly-reports/2026/q1.pdf" because no identity-based policy allows the s3:GetObject action';

/** The simulation of the denied request, with the policies that were given. */
export function simulationOf(explanation: DenialExplanation, denial: Denial): SimulationDraft {
  const given = denial.withPolicies ? denial.policies : emptySimulation;
  return {
    ...given,
    principal: explanation.principal,
    action: explanation.action,
    resource: explanation.resource,
  };
}

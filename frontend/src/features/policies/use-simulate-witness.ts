import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { PolicyType } from '@/api/queries/policies';
import type { PolicyWitness } from '@/api/queries/policy-analysis';
import { keep } from './kept';
import { draftOfWitness, simulationName } from './simulation-draft';

/** Opens the simulator with the request of a witness and a policy of the type filled in. */
export function useSimulateWitness(
  policyType: PolicyType | undefined,
): (witness: PolicyWitness, policy: string) => void {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  return (witness, policy) => {
    keep(queryClient, simulationName, draftOfWitness(witness, policy, policyType));
    void navigate({ to: '/policies/simulate' });
  };
}

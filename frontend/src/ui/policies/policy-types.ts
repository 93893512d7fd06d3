import type { PolicyType } from '@/api/queries/policies';

/** Where a policy can be used, in the order in which one chooses. */
export const policyTypes: readonly PolicyType[] = [
  'identity',
  'resource',
  'trust',
  'scp',
  'rcp',
  'boundary',
  'session',
];

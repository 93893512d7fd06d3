import { api, dataOf } from '../client';
import type { components } from '../schema';
import type { PolicyType } from './policies';

type Schemas = components['schemas'];
/** One thing that can stand at a place of a policy. */
export type PolicyCompletion = Schemas['PolicyCompletion'];
/** What a piece of a policy means. */
export type PolicyHover = Schemas['PolicyHover'];

/** What can stand at a place of a text, in bytes; the best first. */
export function completePolicy(
  text: string,
  offset: number,
  type: PolicyType | undefined,
  signal: AbortSignal,
): Promise<Schemas['PolicyCompletions']> {
  return dataOf(
    api.POST('/api/v1/policies/complete', {
      signal,
      body: { text, offset, limit: 60, ...(type ? { policy_type: type } : {}) },
    }),
  );
}

/** What the text at a place means. */
export function hoverPolicy(
  text: string,
  offset: number,
  type: PolicyType | undefined,
): Promise<PolicyHover> {
  return dataOf(
    api.POST('/api/v1/policies/hover', { body: { text, offset, ...(type ? { policy_type: type } : {}) } }),
  );
}

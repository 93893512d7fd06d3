import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../client';
import type { components } from '../schema';

type Schemas = components['schemas'];
export type GeneratedPolicy = Schemas['GeneratedPolicy'];
export type GeneratePolicyRequest = Schemas['GeneratePolicyRequest'];
export type PolicyValidation = Schemas['PolicyValidation'];
export type PolicyFinding = Schemas['Finding'];
export type OnlineValidation = Schemas['OnlineValidation'];
export type PolicySize = Schemas['PolicySize'];
/** Where a policy is used, which decides the rules and the quota. */
export type PolicyType = NonNullable<Schemas['ValidatePolicyRequest']['policy_type']>;

/** Drafts a policy from a sentence. */
export function generatePolicy(body: GeneratePolicyRequest, signal?: AbortSignal) {
  return dataOf(api.POST('/api/v1/policies/generate', { body, ...(signal ? { signal } : {}) }));
}

/** The findings on a document, together with the text that they speak of. */
export interface CheckedDocument {
  document: string;
  policyType: PolicyType;
  validation: PolicyValidation;
}

/** Where the findings on a document are kept. */
export function validationKey(document: string, policyType: PolicyType) {
  return ['policies', 'validate', policyType, document] as const;
}

/** The findings on a document. The text is sent as it stands, so places refer to it. */
export function validationQuery(document: string, policyType: PolicyType) {
  return queryOptions({
    queryKey: validationKey(document, policyType),
    queryFn: async ({ signal }): Promise<CheckedDocument> => ({
      document,
      policyType,
      validation: await dataOf(
        api.POST('/api/v1/policies/validate', { signal, body: { document, policy_type: policyType } }),
      ),
    }),
    staleTime: Infinity,
    gcTime: 60_000,
    placeholderData: keepPreviousData,
  });
}

/** What IAM Access Analyzer finds in a document, beside the findings of the engine. */
export function onlineValidationQuery(document: string, policyType: PolicyType) {
  return queryOptions({
    queryKey: ['policies', 'validate-online', policyType, document],
    queryFn: async ({ signal }): Promise<OnlineValidation | null> => {
      const body = { document, policy_type: policyType, online: true };
      const validation = await dataOf(api.POST('/api/v1/policies/validate', { signal, body }));
      return validation.online ?? null;
    },
    staleTime: Infinity,
    gcTime: 60_000,
    retry: false,
  });
}

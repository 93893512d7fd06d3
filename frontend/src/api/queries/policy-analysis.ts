import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../client';
import type { components } from '../schema';
import type { PolicyCase } from './library';

type Schemas = components['schemas'];
export type ComparePoliciesRequest = Schemas['ComparePoliciesRequest'];
export type PolicyComparison = Schemas['PolicyComparison'];
/** A request that shows what one policy allows and another does not. */
export type PolicyWitness = Schemas['PolicyWitness'];
export type AccessCheck = Schemas['AccessCheck'];
export type SimulateRequest = Schemas['SimulateRequest'];
export type Simulation = Schemas['Simulation'];
export type OnlineSimulation = Schemas['OnlineSimulation'];
export type SimulationStage = Schemas['SimulationStage'];
export type SimulationStatement = Schemas['SimulationStatement'];
export type RewritePolicyRequest = Schemas['RewritePolicyRequest'];
export type RewrittenPolicy = Schemas['RewrittenPolicy'];

export type DeniedRequest = NonNullable<Schemas['ExplainDenialRequest']['request']>;
export type DenialExplanation = Schemas['DenialExplanation'];
export type PolicyChange = Schemas['PolicyChange'];

/** The three questions with a yes or no about what a policy allows, with what each needs. */
export type AccessQuestion =
  | { check: 'new'; body: Schemas['CheckNewAccessRequest'] }
  | { check: 'granted'; body: Schemas['CheckAccessGrantedRequest'] }
  | { check: 'public'; body: Schemas['CheckPublicAccessRequest'] };

/** The ways to write a policy anew without changing what it means. */
export type Rewriting = 'tidy' | 'shrink' | 'expand' | 'split';

// The engine is pure: the same question has the same answer, as long as it is kept.
const pure = { staleTime: Infinity, gcTime: 60_000 };

/** How two policies relate. */
export function compareQuery(body: ComparePoliciesRequest) {
  return queryOptions({
    ...pure,
    queryKey: ['policies', 'compare', body],
    queryFn: ({ signal }) => dataOf(api.POST('/api/v1/policies/compare', { signal, body })),
  });
}

/** Whether a policy allows what it should not. */
export function accessCheckQuery(question: AccessQuestion) {
  return queryOptions({
    ...pure,
    queryKey: ['policies', 'check', question],
    queryFn: ({ signal }) => {
      switch (question.check) {
        case 'new':
          return dataOf(api.POST('/api/v1/policies/check-no-new-access', { signal, body: question.body }));
        case 'granted':
          return dataOf(
            api.POST('/api/v1/policies/check-access-not-granted', { signal, body: question.body }),
          );
        case 'public':
          return dataOf(api.POST('/api/v1/policies/check-no-public-access', { signal, body: question.body }));
      }
    },
  });
}

/** What IAM Access Analyzer says of new access, and the engine's own result. */
export interface OnlineAccessAnswer {
  own: AccessCheck['result'];
  online: Schemas['OnlineAccessCheck'];
}

/** Asks IAM Access Analyzer, beside the engine, whether a policy allows what another does not. AWS charges for it. */
export function onlineNewAccessQuery(body: Schemas['CheckNewAccessRequest']) {
  return queryOptions({
    ...pure,
    queryKey: ['policies', 'check-online', body],
    queryFn: async ({ signal }): Promise<OnlineAccessAnswer | null> => {
      const { result, online } = await dataOf(
        api.POST('/api/v1/policies/check-no-new-access', { signal, body: { ...body, online: true } }),
      );
      return online ? { own: result, online } : null;
    },
    retry: false,
    refetchOnReconnect: false,
  });
}

/** Whether a request would be allowed, and why. */
export function simulateQuery(body: SimulateRequest) {
  return queryOptions({
    ...pure,
    queryKey: ['policies', 'simulate', body],
    queryFn: ({ signal }) => dataOf(api.POST('/api/v1/policies/simulate', { signal, body })),
  });
}

/** What is said of a case. */
export interface TriedCase {
  passed: boolean;
  decision: Simulation['decision'];
  reason: string;
}

/**
 * Tries a policy that is not stored with cases, in their order. A few at a time,
 * so that many do not spend what the server grants a caller at once.
 */
export async function tryCases(document: string, cases: readonly PolicyCase[]): Promise<TriedCase[]> {
  const tried: TriedCase[] = [];
  for (let from = 0; from < cases.length; from += casesAtOnce) {
    tried.push(
      ...(await Promise.all(cases.slice(from, from + casesAtOnce).map((one) => tryCase(document, one)))),
    );
  }
  return tried;
}

const casesAtOnce = 6;

async function tryCase(document: string, one: PolicyCase): Promise<TriedCase> {
  const { decision, reason } = await dataOf(
    api.POST('/api/v1/policies/simulate', {
      body: {
        principal: one.principal ?? '*',
        action: one.action,
        resource: one.resource ?? '*',
        identity_policies: [document],
        ...(one.context ? { context: one.context } : {}),
        ...(one.unknown_context ? { unknown_context: one.unknown_context } : {}),
      },
    }),
  );
  const allowed = decision === 'allowed';
  return {
    passed: one.expect === 'allowed' ? allowed : !allowed && decision !== 'unknown',
    decision,
    reason,
  };
}

/** What AWS's policy simulator decides on a request, beside the engine. */
export function onlineSimulationQuery(body: SimulateRequest) {
  return queryOptions({
    ...pure,
    queryKey: ['policies', 'simulate-online', body],
    queryFn: async ({ signal }): Promise<OnlineSimulation | null> => {
      const simulation = await dataOf(
        api.POST('/api/v1/policies/simulate', { signal, body: { ...body, online: true } }),
      );
      return simulation.online ?? null;
    },
    retry: false,
  });
}

/** Writes a policy anew; the server proves that it means the same. */
export function rewriteQuery(rewriting: Rewriting, body: RewritePolicyRequest) {
  return queryOptions({
    ...pure,
    queryKey: ['policies', rewriting, body],
    queryFn: ({ signal }) => dataOf(api.POST(`/api/v1/policies/${rewriting}`, { signal, body })),
  });
}

/** Why AWS denied a request, by the message and, where they are given, the policies. */
export function explainQuery(message: string, request: DeniedRequest | null) {
  return queryOptions({
    ...pure,
    queryKey: ['policies', 'explain-denial', message, request],
    queryFn: ({ signal }) =>
      dataOf(
        api.POST('/api/v1/policies/explain-denial', {
          signal,
          body: { message, ...(request ? { request } : {}) },
        }),
      ),
  });
}

/** Actions that begin as typed, by the completion of the editor. */
export function actionsQuery(typed: string) {
  const before = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"';
  const begun = typed.replace(/[^\w:*-]/g, '');
  return queryOptions({
    ...pure,
    queryKey: ['policies', 'actions', begun],
    queryFn: ({ signal }) =>
      dataOf(
        api.POST('/api/v1/policies/complete', {
          signal,
          body: {
            text: `${before}${begun}","Resource":"*"}]}`,
            offset: before.length + begun.length,
            limit: 30,
          },
        }),
      ),
  });
}

/** The condition keys that requests for an action have. */
export function conditionKeysQuery(action: string) {
  return queryOptions({
    ...pure,
    queryKey: ['policies', 'condition-keys', action],
    queryFn: ({ signal }) =>
      dataOf(
        api.POST('/api/v1/policy-validation/condition-keys/suggest', { signal, body: { actions: [action] } }),
      ),
  });
}

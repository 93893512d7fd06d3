import { api, dataOf } from '../client';
import type { components } from '../schema';

type Schemas = components['schemas'];
/** A change of an AWS account that has been worked out and not made. */
export type Plan = Schemas['Plan'];
/** One call of AWS. */
export type PlanStep = Schemas['PlanStep'];
/** Access that a plan grants or removes. */
export type PlanAccessChange = Schemas['PlanAccessChange'];
/** A finding on a document of a plan. */
export type PlanFinding = Schemas['PlanFinding'];
/** A secret that applying a plan has made; in one answer and nowhere else. */
export type PlanSecret = Schemas['PlanSecret'];

/** A plan and how far it is. */
export function readPlan(id: number, signal?: AbortSignal): Promise<Plan> {
  return dataOf(api.GET('/api/v1/plans/{id}', { params: { path: { id } }, ...(signal ? { signal } : {}) }));
}

/** Makes exactly the change that the hash is of. */
export function applyPlan({ id, hash }: Plan) {
  return dataOf(api.POST('/api/v1/plans/{id}/apply', { params: { path: { id } }, body: { hash } }));
}

/** Plans the inverse of a plan that was applied. */
export function undoPlan(id: number): Promise<Plan> {
  return dataOf(api.POST('/api/v1/plans/{id}/undo', { params: { path: { id } } }));
}

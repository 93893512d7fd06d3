import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../client';
import type { components } from '../schema';
import { withCredential } from './iam';
import { keys } from './keys';
import type { Plan } from './plans';

type Schemas = components['schemas'];
/** The organization that a credential's account belongs to. */
export type OrgOverview = Schemas['OrgOverview'];
export type OrgAccount = Schemas['OrgAccount'];
/** A root, organizational unit or account in the tree. */
export type OrgNode = Schemas['OrgNode'];
export type OrgTree = Schemas['OrgTree'];
export type OrgPolicy = Schemas['OrgPolicy'];
/** A policy in a list. */
export type OrgPolicyListed = Schemas['OrgPolicyListed'];
/** A policy with its document and targets. */
export type OrgPolicyDetail = Schemas['OrgPolicyDetail'];
/** Every policy of the organization that acts on an account. */
export type OrgEffective = Schemas['OrgEffective'];
/** What is attached at one level on the way to an account. */
export type OrgLevel = Schemas['OrgLevel'];
export type OrgFinding = Schemas['OrgFinding'];
export type OrgAudit = Schemas['OrgAudit'];
/** What a change of SCPs would have done to calls that were seen. */
export type ScpPreview = Schemas['SCPPreview'];
export type ScpPreviewBody = Schemas['SCPPreviewRequest'];
/** Calls of one principal that came to the same. */
export type ScpPreviewUse = Schemas['SCPPreviewUse'];

/** The types that can be changed here; others can be read. */
export const changeable = ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'] as const;
export type ChangeableType = (typeof changeable)[number];

/** Whether a policy is the organization's own, of a type that can be changed here. */
export function isChangeable(policy: Pick<OrgPolicy, 'type' | 'aws_managed'>): boolean {
  return !policy.aws_managed && changeable.some((type) => type === policy.type);
}

// The server keeps an organization for three minutes; asking again sooner brings the same.
const staleTime = 60_000;

/** The organization, or that there is none. */
export function orgOverviewQuery(credentialId: number) {
  return queryOptions({
    queryKey: [...keys.organizations, 'overview', credentialId],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/api/v1/organizations', { signal, params: { header: withCredential(credentialId) } })),
    staleTime,
  });
}

/** The whole organization, each node before those below it. */
export function orgTreeQuery(credentialId: number) {
  return queryOptions({
    queryKey: [...keys.organizations, 'tree', credentialId],
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/api/v1/organizations/tree', { signal, params: { header: withCredential(credentialId) } }),
      ),
    staleTime,
  });
}

/** Reads the tree from AWS although it was read a moment ago. */
export function readTreeAgain(credentialId: number): Promise<OrgTree> {
  return dataOf(
    api.GET('/api/v1/organizations/tree', {
      params: { header: withCredential(credentialId), query: { read_again: true } },
    }),
  );
}

/** The policies of every enabled type; all of them come at once. */
export function orgPoliciesQuery(credentialId: number) {
  return infiniteQueryOptions({
    queryKey: [...keys.organizations, 'policies', credentialId],
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/api/v1/organizations/policies', {
          signal,
          params: { header: withCredential(credentialId) },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: () => undefined,
    staleTime,
  });
}

/** One policy with its document and where it is attached. */
export function orgPolicyQuery(credentialId: number, id: string) {
  return queryOptions({
    queryKey: [...keys.organizations, 'policy', credentialId, id],
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/api/v1/organizations/policies/{policy_id}', {
          signal,
          params: { header: withCredential(credentialId), path: { policy_id: id } },
        }),
      ),
    staleTime,
  });
}

/** Every policy that acts on an account, level by level. */
export function effectivePoliciesQuery(credentialId: number, accountId: string) {
  return queryOptions({
    queryKey: [...keys.organizations, 'effective', credentialId, accountId],
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/api/v1/organizations/accounts/{account_id}/effective-policies', {
          signal,
          params: { header: withCredential(credentialId), path: { account_id: accountId } },
        }),
      ),
    staleTime,
  });
}

/** What about the organization should be looked at, the worst first. */
export function orgAuditQuery(credentialId: number) {
  return queryOptions({
    queryKey: [...keys.organizations, 'audit', credentialId],
    queryFn: ({ signal }) =>
      dataOf(
        api.POST('/api/v1/organizations/audit', { signal, params: { header: withCredential(credentialId) } }),
      ),
    staleTime,
  });
}

/** Which real calls a change of SCPs would deny; nothing is changed. */
export function previewScp(
  credentialId: number,
  body: ScpPreviewBody,
  signal: AbortSignal,
): Promise<ScpPreview> {
  return dataOf(
    api.POST('/api/v1/organizations/scp-preview', {
      signal,
      params: { header: withCredential(credentialId) },
      body,
    }),
  );
}

/** Plans the changes of an organization's policies. Each answers a plan and changes nothing in AWS. */
export function orgPlans(credentialId: number) {
  const header = withCredential(credentialId);
  const of = (id: string) => ({ params: { header, path: { policy_id: id } } });
  return {
    create: (body: Schemas['CreateOrgPolicyRequest']): Promise<Plan> =>
      dataOf(api.POST('/api/v1/organizations/policies', { params: { header }, body })),
    update: (id: string, body: Schemas['UpdateOrgPolicyRequest']): Promise<Plan> =>
      dataOf(api.PATCH('/api/v1/organizations/policies/{policy_id}', { ...of(id), body })),
    /** `force` plans to detach it first from wherever it is. */
    remove: (id: string, force: boolean): Promise<Plan> =>
      dataOf(
        api.DELETE('/api/v1/organizations/policies/{policy_id}', {
          params: { header, path: { policy_id: id }, query: { force } },
        }),
      ),
    attach: (id: string, target: string): Promise<Plan> =>
      dataOf(
        api.POST('/api/v1/organizations/policies/{policy_id}/attach', {
          ...of(id),
          body: { target_id: target },
        }),
      ),
    detach: (id: string, target: string): Promise<Plan> =>
      dataOf(
        api.POST('/api/v1/organizations/policies/{policy_id}/detach', {
          ...of(id),
          body: { target_id: target },
        }),
      ),
  };
}

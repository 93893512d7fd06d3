import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../client';
import type { components } from '../schema';
import { keys } from './keys';

type Schemas = components['schemas'];
/** A user of an AWS account. */
export type IamUser = Schemas['IAMUser'];
/** A user with what hangs on it. */
export type IamUserDetail = Schemas['IAMUserDetail'];
export type IamGroup = Schemas['IAMGroup'];
/** A group with its members and policies. */
export type IamGroupDetail = Schemas['IAMGroupDetail'];
export type IamRole = Schemas['IAMRole'];
/** A role with what hangs on it. */
export type IamRoleDetail = Schemas['IAMRoleDetail'];
/** What carries a role onto an EC2 instance. */
export type IamInstanceProfile = Schemas['IAMInstanceProfile'];
export type IamPolicy = Schemas['IAMPolicy'];
/** A managed policy with the document that is in force. */
export type IamPolicyDetail = Schemas['IAMPolicyDetail'];
export type IamAttachedPolicy = Schemas['IAMAttachedPolicy'];
export type IamAccessKey = Schemas['IAMAccessKeyDetail'];
/** Whose managed policies a list has: AWS's own, or the account's. */
export type PolicyScope = 'All' | 'AWS' | 'Local';

/** What policies are attached to. */
export type PrincipalKind = 'user' | 'group' | 'role';

/** What says with which credential AWS is asked. */
export function withCredential(credentialId: number) {
  return { 'X-AWS-Credential-ID': credentialId };
}

/** The query of one piece of a list; AWS gives no more than this many at once. */
function piece(cursor: string) {
  return { limit: 200, ...(cursor ? { cursor } : {}) };
}

const pieces = {
  initialPageParam: '',
  getNextPageParam: (last: { next_cursor: string }) => last.next_cursor || undefined,
  staleTime: 60_000,
};

/** The IAM users of the account a credential belongs to, piece by piece as AWS gives them. */
export function iamUsersQuery(credentialId: number) {
  return infiniteQueryOptions({
    queryKey: [...keys.iam, 'users', credentialId],
    queryFn: ({ signal, pageParam }) =>
      dataOf(
        api.GET('/api/v1/iam/users', {
          signal,
          params: { header: withCredential(credentialId), query: piece(pageParam) },
        }),
      ),
    ...pieces,
  });
}

/** One IAM user with groups, policies, keys, second factors and tags. */
export function iamUserQuery(credentialId: number, name: string) {
  return queryOptions({
    queryKey: [...keys.iam, 'user', credentialId, name],
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/api/v1/iam/users/{user_name}', {
          signal,
          params: { header: withCredential(credentialId), path: { user_name: name } },
        }),
      ),
    staleTime: 30_000,
  });
}

/** The access keys of a user, with when each was last used. */
export function accessKeysQuery(credentialId: number, name: string) {
  return queryOptions({
    queryKey: [...keys.iam, 'user', credentialId, name, 'access-keys'],
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/api/v1/iam/users/{name}/access-keys', {
          signal,
          params: { header: withCredential(credentialId), path: { name } },
        }),
      ),
    staleTime: 30_000,
  });
}

/** The groups of the account, piece by piece. */
export function iamGroupsQuery(credentialId: number) {
  return infiniteQueryOptions({
    queryKey: [...keys.iam, 'groups', credentialId],
    queryFn: ({ signal, pageParam }) =>
      dataOf(
        api.GET('/api/v1/iam/groups', {
          signal,
          params: { header: withCredential(credentialId), query: piece(pageParam) },
        }),
      ),
    ...pieces,
  });
}

/** One group with its members and policies. */
export function iamGroupQuery(credentialId: number, name: string) {
  return queryOptions({
    queryKey: [...keys.iam, 'group', credentialId, name],
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/api/v1/iam/groups/{name}', {
          signal,
          params: { header: withCredential(credentialId), path: { name } },
        }),
      ),
    staleTime: 30_000,
  });
}

/** The roles of the account, piece by piece. */
export function iamRolesQuery(credentialId: number) {
  return infiniteQueryOptions({
    queryKey: [...keys.iam, 'roles', credentialId],
    queryFn: ({ signal, pageParam }) =>
      dataOf(
        api.GET('/api/v1/iam/roles', {
          signal,
          params: { header: withCredential(credentialId), query: piece(pageParam) },
        }),
      ),
    ...pieces,
  });
}

/** One role with its trust policy and what hangs on it. */
export function iamRoleQuery(credentialId: number, name: string) {
  return queryOptions({
    queryKey: [...keys.iam, 'role', credentialId, name],
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/api/v1/iam/roles/{name}', {
          signal,
          params: { header: withCredential(credentialId), path: { name } },
        }),
      ),
    staleTime: 30_000,
  });
}

/** The instance profiles of the account, piece by piece. */
export function iamInstanceProfilesQuery(credentialId: number) {
  return infiniteQueryOptions({
    queryKey: [...keys.iam, 'instance-profiles', credentialId],
    queryFn: ({ signal, pageParam }) =>
      dataOf(
        api.GET('/api/v1/iam/instance-profiles', {
          signal,
          params: { header: withCredential(credentialId), query: piece(pageParam) },
        }),
      ),
    ...pieces,
  });
}

/** The managed policies that the account can use, piece by piece. */
export function iamPoliciesQuery(credentialId: number, scope: PolicyScope) {
  return infiniteQueryOptions({
    queryKey: [...keys.iam, 'policies', credentialId, scope],
    queryFn: ({ signal, pageParam }) =>
      dataOf(
        api.GET('/api/v1/iam/policies', {
          signal,
          params: { header: withCredential(credentialId), query: { ...piece(pageParam), scope } },
        }),
      ),
    ...pieces,
  });
}

/** One managed policy with its document and versions. */
export function iamPolicyQuery(credentialId: number, arn: string) {
  return queryOptions({
    queryKey: [...keys.iam, 'policy', credentialId, arn],
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/api/v1/iam/policy', {
          signal,
          params: { header: withCredential(credentialId), query: { policy_arn: arn } },
        }),
      ),
    staleTime: 30_000,
  });
}

/** Who has a managed policy. */
export function policyEntitiesQuery(credentialId: number, arn: string) {
  return queryOptions({
    queryKey: [...keys.iam, 'policy', credentialId, arn, 'entities'],
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/api/v1/iam/policy/entities', {
          signal,
          params: { header: withCredential(credentialId), query: { policy_arn: arn } },
        }),
      ),
    staleTime: 30_000,
  });
}

/** The text of an inline policy. */
export function inlinePolicyQuery(credentialId: number, kind: PrincipalKind, name: string, policy: string) {
  return queryOptions({
    queryKey: [...keys.iam, kind, credentialId, name, 'inline', policy],
    queryFn: ({ signal }) => {
      const of = {
        signal,
        params: { header: withCredential(credentialId), path: { name, policy_name: policy } },
      };
      if (kind === 'user')
        return dataOf(api.GET('/api/v1/iam/users/{name}/inline-policies/{policy_name}', of));
      if (kind === 'group')
        return dataOf(api.GET('/api/v1/iam/groups/{name}/inline-policies/{policy_name}', of));
      return dataOf(api.GET('/api/v1/iam/roles/{name}/inline-policies/{policy_name}', of));
    },
    staleTime: 0,
  });
}

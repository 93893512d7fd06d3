import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../client';
import type { components } from '../schema';
import { withCredential } from './iam';
import { keys } from './keys';

type Schemas = components['schemas'];
/** IAM Identity Center as a credential's Region has it. */
export type IcOverview = Schemas['ICOverview'];
export type IcInstance = Schemas['ICInstance'];
export type IcPermissionSet = Schemas['ICPermissionSet'];
/** A permission set with all that makes it. */
export type IcPermissionSetDetail = Schemas['ICPermissionSetDetail'];
export type IcUser = Schemas['ICUser'];
export type IcUserDetail = Schemas['ICUserDetail'];
export type IcGroup = Schemas['ICGroup'];
export type IcGroupDetail = Schemas['ICGroupDetail'];
/** Gives a permission set in an account to a person or group. */
export type IcAssignment = Schemas['ICAssignment'];
/** What a person gets by one permission set in one account. */
export type IcAccess = Schemas['ICAccess'];

/** Something about IAM Identity Center that should be looked at. */
export interface IcFinding {
  code: string;
  severity: 'high' | 'medium' | 'low' | 'info';
  title: string;
  detail: string;
  /** Names of permission sets, people and groups, and ids of accounts. */
  subjects: string[];
  suggestion?: string;
}

/** What an audit found, the worst first: the result of its job, which the OpenAPI document leaves open. */
export interface IcAudit {
  instance_arn: string;
  read_at: string;
  permission_sets: number;
  assignments: number;
  users: number;
  groups: number;
  findings: IcFinding[];
  notes: string[];
}

/** The kind under which audits of IAM Identity Center are listed among the jobs. */
export const icAuditKind = 'identitycenter.audit';

/** Which instance is asked, and with which credential. */
export interface IcPlace {
  credentialId: number;
  instanceArn: string;
}

const staleTime = 60_000;
const mostAtOnce = 100;

const under = (place: IcPlace, ...rest: readonly string[]) => [
  ...keys.identityCenter,
  place.credentialId,
  place.instanceArn,
  ...rest,
];
const asked = ({ credentialId, instanceArn }: IcPlace) => ({
  header: withCredential(credentialId),
  query: { instance_arn: instanceArn },
});

/** The instances in the credential's Region. */
export function icOverviewQuery(credentialId: number) {
  return queryOptions({
    queryKey: [...keys.identityCenter, 'overview', credentialId],
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/api/v1/identity-center', { signal, params: { header: withCredential(credentialId) } }),
      ),
    staleTime,
  });
}

/** The permission sets; all of them come at once. */
export function permissionSetsQuery(place: IcPlace) {
  return infiniteQueryOptions({
    queryKey: under(place, 'sets'),
    queryFn: ({ signal }) =>
      dataOf(api.GET('/api/v1/identity-center/permission-sets', { signal, params: asked(place) })),
    initialPageParam: '',
    getNextPageParam: () => undefined,
    staleTime,
  });
}

/** One permission set with its policies and accounts. */
export function permissionSetQuery(place: IcPlace, id: string) {
  return queryOptions({
    queryKey: under(place, 'set', id),
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/api/v1/identity-center/permission-sets/{permission_set_id}', {
          signal,
          params: { ...asked(place), path: { permission_set_id: id } },
        }),
      ),
    staleTime,
  });
}

const pieces = {
  initialPageParam: '',
  getNextPageParam: (last: { next_cursor: string }) => last.next_cursor || undefined,
  staleTime,
};

function piece(place: IcPlace, cursor: string) {
  const { header, query } = asked(place);
  return { header, query: { ...query, limit: mostAtOnce, ...(cursor ? { cursor } : {}) } };
}

/** The people of the identity store, piece by piece. */
export function icUsersQuery(place: IcPlace) {
  return infiniteQueryOptions({
    queryKey: under(place, 'users'),
    queryFn: ({ signal, pageParam }) =>
      dataOf(api.GET('/api/v1/identity-center/users', { signal, params: piece(place, pageParam) })),
    ...pieces,
  });
}

/** The groups of the identity store, piece by piece. */
export function icGroupsQuery(place: IcPlace) {
  return infiniteQueryOptions({
    queryKey: under(place, 'groups'),
    queryFn: ({ signal, pageParam }) =>
      dataOf(api.GET('/api/v1/identity-center/groups', { signal, params: piece(place, pageParam) })),
    ...pieces,
  });
}

/** One person with groups. */
export function icUserQuery(place: IcPlace, id: string) {
  return queryOptions({
    queryKey: under(place, 'user', id),
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/api/v1/identity-center/users/{user_id}', {
          signal,
          params: { ...asked(place), path: { user_id: id } },
        }),
      ),
    staleTime,
  });
}

/** One group with its members. */
export function icGroupQuery(place: IcPlace, id: string) {
  return queryOptions({
    queryKey: under(place, 'group', id),
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/api/v1/identity-center/groups/{group_id}', {
          signal,
          params: { ...asked(place), path: { group_id: id } },
        }),
      ),
    staleTime,
  });
}

/** What a person can do where; with an account, action by action. */
export function icAccessQuery(place: IcPlace, userId: string, accountId = '') {
  const { header, query } = asked(place);
  return queryOptions({
    queryKey: under(place, 'user', userId, 'access', accountId),
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/api/v1/identity-center/users/{user_id}/access', {
          signal,
          params: {
            header,
            path: { user_id: userId },
            query: { ...query, ...(accountId ? { account_id: accountId } : {}) },
          },
        }),
      ),
    staleTime,
  });
}

/** Of what assignments are listed. */
export type AssignmentsOf =
  { account_id: string } | { permission_set_id: string } | { user_id: string } | { group_id: string };

/** The assignments of an account, a permission set, a person or a group. */
export function assignmentsQuery(place: IcPlace, of: AssignmentsOf) {
  const { header, query } = asked(place);
  return queryOptions({
    queryKey: under(place, 'assignments', JSON.stringify(of)),
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/api/v1/identity-center/assignments', {
          signal,
          params: { header, query: { ...query, ...of } },
        }),
      ),
    staleTime,
  });
}

/** Looks through IAM Identity Center, as a job. */
export function startIcAudit(place: IcPlace) {
  return dataOf(api.POST('/api/v1/identity-center/audit', { params: asked(place) }));
}

import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../client';
import type { components } from '../schema';
import { keys } from './keys';

/** A user of an AWS account. */
export type IamUser = components['schemas']['IAMUser'];
/** A user with what hangs on it. */
export type IamUserDetail = components['schemas']['IAMUserDetail'];

/** The IAM users of the account a credential belongs to, piece by piece as AWS gives them. */
export function iamUsersQuery(credentialId: number) {
  return infiniteQueryOptions({
    queryKey: [...keys.iamUsers, credentialId],
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) =>
      dataOf(
        api.GET('/api/v1/iam/users', {
          signal,
          params: {
            header: { 'X-AWS-Credential-ID': credentialId },
            query: { limit: 100, ...(pageParam ? { cursor: pageParam } : {}) },
          },
        }),
      ),
    getNextPageParam: (last) => last.next_cursor || undefined,
    staleTime: 60_000,
  });
}

/** One IAM user with groups, policies, keys, second factors and tags. */
export function iamUserQuery(credentialId: number, userName: string) {
  return queryOptions({
    queryKey: [...keys.iamUsers, credentialId, userName],
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/api/v1/iam/users/{user_name}', {
          signal,
          params: { header: { 'X-AWS-Credential-ID': credentialId }, path: { user_name: userName } },
        }),
      ),
    staleTime: 30_000,
  });
}

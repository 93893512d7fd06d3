import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../client';
import type { components } from '../schema';
import { withCredential } from './iam';
import { keys } from './keys';

type Schemas = components['schemas'];
/** What an account holds, against its quotas. */
export type IamAccount = Schemas['IAMAccount'];
/** What an account asks of console passwords. */
export type PasswordPolicy = Schemas['IAMPasswordPolicy'];
/** AWS's list of the account's users and the state of their credentials. */
export type CredentialReport = Schemas['CredentialReport'];

/** How often a report that AWS is making is asked for. */
const lookMilliseconds = 3000;

/** The numbers and the alias of the account that a credential belongs to. */
export function iamAccountQuery(credentialId: number) {
  return queryOptions({
    queryKey: [...keys.iam, 'account', credentialId],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/api/v1/iam/account', { signal, params: { header: withCredential(credentialId) } })),
    staleTime: 30_000,
  });
}

/** The password policy of the account. */
export function passwordPolicyQuery(credentialId: number) {
  return queryOptions({
    queryKey: [...keys.iam, 'password-policy', credentialId],
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/api/v1/iam/account/password-policy', {
          signal,
          params: { header: withCredential(credentialId) },
        }),
      ),
    staleTime: 30_000,
  });
}

/** The credential report of the account; asked for until AWS has made it. */
export function credentialReportQuery(credentialId: number) {
  return queryOptions({
    queryKey: [...keys.iam, 'credential-report', credentialId],
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/api/v1/iam/account/credential-report', {
          signal,
          params: { header: withCredential(credentialId) },
        }),
      ),
    // AWS makes one in four hours at most, so asking again soon would bring the same.
    staleTime: 300_000,
    refetchInterval: ({ state }) => (state.data?.state === 'being_made' ? lookMilliseconds : false),
  });
}

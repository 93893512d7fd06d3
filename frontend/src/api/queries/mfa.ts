import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../client';
import type { components } from '../schema';
import { keys } from './keys';

type Schemas = components['schemas'];
/** How the second factor of the signed-in account stands. */
export type MfaStatus = Schemas['MFAStatus'];
/** What an authenticator app needs to know; shown once. */
export type TotpEnrolment = Schemas['TOTPEnrolment'];

/** How the second factor stands. */
export const mfaQuery = queryOptions({
  queryKey: keys.mfa,
  queryFn: ({ signal }) => dataOf(api.GET('/api/v1/auth/me/mfa', { signal })),
});

/** Begins to enrol an authenticator app; nothing is asked for at sign-in before a code has confirmed it. */
export function enrolTotp(body: Schemas['PasswordRequest']): Promise<TotpEnrolment> {
  return dataOf(api.POST('/api/v1/auth/me/mfa/totp', { body }));
}

/** Confirms the app by a code; answers the recovery codes, which are shown once. */
export async function confirmTotp(code: string): Promise<string[]> {
  const answer = await dataOf(api.POST('/api/v1/auth/me/mfa/totp/confirm', { body: { code } }));
  return answer.recovery_codes;
}

/** Forgets the authenticator app; the second factor is off then, unless there are passkeys. */
export function disableTotp(body: Schemas['PasswordAndCodeRequest']) {
  return dataOf(api.POST('/api/v1/auth/me/mfa/totp/disable', { body }));
}

/** Makes new recovery codes; the old ones are void. */
export async function renewRecoveryCodes(body: Schemas['PasswordAndCodeRequest']): Promise<string[]> {
  const answer = await dataOf(api.POST('/api/v1/auth/me/mfa/recovery-codes', { body }));
  return answer.recovery_codes;
}

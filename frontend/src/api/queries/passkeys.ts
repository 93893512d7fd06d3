import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../client';
import type { components } from '../schema';
import { session } from '../session';
import { keys } from './keys';

type Schemas = components['schemas'];
/** A passkey of the account. */
export type Passkey = Schemas['Passkey'];
/** What proves once more who is there. */
export type Proof = Schemas['PasswordRequest'];

/** The passkeys of the account. */
export const passkeysQuery = queryOptions({
  queryKey: [...keys.me, 'passkeys'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/v1/auth/me/passkeys', { signal })),
});

/** Asks for what an authenticator needs to make a passkey. */
export function passkeyOptions(proof: Proof) {
  return dataOf(api.POST('/api/v1/auth/me/passkeys/options', { body: proof }));
}

/** Adds a passkey that was made; with the first second factor come recovery codes, shown once. */
export function addPasskey(body: Schemas['AddPasskeyRequest']) {
  return dataOf(api.POST('/api/v1/auth/me/passkeys', { body }));
}

/** Names a passkey. */
export function renamePasskey(id: number, name: string) {
  return dataOf(api.PATCH('/api/v1/auth/me/passkeys/{id}', { params: { path: { id } }, body: { name } }));
}

/** Deletes a passkey. */
export function deletePasskey(id: number, proof: Proof) {
  return dataOf(api.DELETE('/api/v1/auth/me/passkeys/{id}', { params: { path: { id } }, body: proof }));
}

/** Asks for what an authenticator needs to prove, instead of a code, who is there. */
export function proofOptions() {
  return dataOf(api.POST('/api/v1/auth/me/passkeys/proof'));
}

const byCookie = { header: { 'X-Token-Transport': 'cookie' } } as const;

/** Asks for what an authenticator needs to sign in. */
export function signInOptions() {
  return dataOf(api.POST('/api/v1/auth/login/passkey/options'));
}

/** Signs in with a passkey alone, and starts the session. */
export async function signInWithPasskey(body: Schemas['PasskeyAnswer']): Promise<void> {
  session.begin(await dataOf(api.POST('/api/v1/auth/login/passkey', { params: byCookie, body })));
}

/** Asks for what an authenticator needs to be the second factor. */
export function secondFactorOptions(mfaToken: string) {
  return dataOf(api.POST('/api/v1/auth/login/mfa/passkey', { body: { mfa_token: mfaToken } }));
}

/** Ends a sign-in with a passkey as the second factor. */
export async function finishWithPasskey(mfaToken: string, passkey: Schemas['PasskeyAnswer']): Promise<void> {
  session.begin(
    await dataOf(
      api.POST('/api/v1/auth/login/mfa', { params: byCookie, body: { mfa_token: mfaToken, passkey } }),
    ),
  );
}

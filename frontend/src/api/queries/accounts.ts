import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../client';
import type { components } from '../schema';
import { session } from '../session';
import { keys } from './keys';

type Schemas = components['schemas'];
/** An account as its owner sees it. */
export type User = Schemas['User'];
/** One signed-in device. */
export type DeviceSession = Schemas['Session'];
/** What opens an account. */
export type RegisterRequest = Schemas['RegisterRequest'];

/** The signed-in user. */
export const meQuery = queryOptions({
  queryKey: keys.me,
  queryFn: ({ signal }) => dataOf(api.GET('/api/v1/auth/me', { signal })),
});

/** The signed-in devices of the user. */
export const sessionsQuery = queryOptions({
  queryKey: keys.sessions,
  queryFn: ({ signal }) => dataOf(api.GET('/api/v1/auth/me/sessions', { signal })),
});

/** Opens an account; it does not sign in. A server that sends mail wants the address proved first. */
export function register(body: RegisterRequest): Promise<Schemas['Registered']> {
  return dataOf(api.POST('/api/v1/auth/register', { body }));
}

const byCookie = { header: { 'X-Token-Transport': 'cookie' } } as const;

/**
 * Signs in and starts the session. Where the account has a second factor, the
 * session waits for it, and what `signInWithCode` needs comes back.
 */
export async function signIn(email: string, password: string): Promise<string | null> {
  const tokens = await dataOf(
    api.POST('/api/v1/auth/login', { params: byCookie, body: { email, password } }),
  );
  if (tokens.mfa_required) return tokens.mfa_token ?? '';
  session.begin(tokens);
  return null;
}

/** Ends a sign-in with a code of the authenticator app, or a recovery code. */
export async function signInWithCode(mfaToken: string, code: string): Promise<void> {
  session.begin(
    await dataOf(
      api.POST('/api/v1/auth/login/mfa', { params: byCookie, body: { mfa_token: mfaToken, code } }),
    ),
  );
}

/** Asks for a letter with a link to set a new password. The answer is the same for every address. */
export function forgotPassword(email: string) {
  return dataOf(api.POST('/api/v1/auth/forgot-password', { body: { email } }));
}

/** Sets a new password by the link in the letter; every session ends. */
export function resetPassword(token: string, newPassword: string) {
  return dataOf(api.POST('/api/v1/auth/reset-password', { body: { token, new_password: newPassword } }));
}

/** Proves an address by the link in the letter. */
export function verifyEmail(token: string) {
  return dataOf(api.POST('/api/v1/auth/verify-email', { body: { token } }));
}

/** Asks for the letter that proves an address once more. */
export function resendVerification(email: string) {
  return dataOf(api.POST('/api/v1/auth/verify-email/resend', { body: { email } }));
}

/** What an invitation is for, to whoever has its link. */
export function invitationQuery(token: string) {
  return queryOptions({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => dataOf(api.POST('/api/v1/invitations/preview', { signal, body: { token } })),
    retry: false,
  });
}

/** Joins the workspace of an invitation. */
export function acceptInvitation(token: string) {
  return dataOf(api.POST('/api/v1/invitations/accept', { body: { token } }));
}

/** Signs out on the server, then here; here even when the server cannot be reached. */
export async function signOut(): Promise<void> {
  try {
    await dataOf(api.POST('/api/v1/auth/logout', { params: byCookie }));
  } finally {
    session.end();
  }
}

/** Changes the name to show. */
export function updateName(fullName: string): Promise<User> {
  return dataOf(api.PATCH('/api/v1/auth/me', { body: { full_name: fullName } }));
}

/** Makes a workspace the one that requests are for. */
export function chooseWorkspace(id: number): Promise<User> {
  return dataOf(api.PATCH('/api/v1/auth/me', { body: { default_workspace_id: id } }));
}

/** Changes the address that signs in. */
export function changeEmail(body: Schemas['ChangeEmailRequest']) {
  return dataOf(api.POST('/api/v1/auth/me/change-email', { body }));
}

/** Replaces the password; every other session ends. */
export function changePassword(body: Schemas['ChangePasswordRequest']) {
  return dataOf(api.POST('/api/v1/auth/me/change-password', { body }));
}

/** Signs one device out. */
export function revokeSession(id: number) {
  return dataOf(api.DELETE('/api/v1/auth/me/sessions/{id}', { params: { path: { id } } }));
}

/** Everything that is held of the person, as the text of one JSON document. */
export function exportAccount(signal: AbortSignal): Promise<string> {
  return dataOf(
    api.GET('/api/v1/auth/me/export', { parseAs: 'text', signal }) as Promise<{
      data?: string;
      error?: unknown;
      response: Response;
    }>,
  );
}

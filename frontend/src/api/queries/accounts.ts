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

/** Opens an account; it does not sign in. */
export function register(body: RegisterRequest): Promise<User> {
  return dataOf(api.POST('/api/v1/auth/register', { body }));
}

/** Signs in and starts the session. */
export async function signIn(email: string, password: string): Promise<void> {
  const tokens = await dataOf(
    api.POST('/api/v1/auth/login', {
      params: { header: { 'X-Token-Transport': 'cookie' } },
      body: { email, password },
    }),
  );
  session.begin(tokens);
}

/** Signs out on the server, then here; here even when the server cannot be reached. */
export async function signOut(): Promise<void> {
  try {
    await dataOf(api.POST('/api/v1/auth/logout', { params: { header: { 'X-Token-Transport': 'cookie' } } }));
  } finally {
    session.end();
  }
}

/** Changes the name to show. */
export function updateName(fullName: string): Promise<User> {
  return dataOf(api.PATCH('/api/v1/auth/me', { body: { full_name: fullName } }));
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

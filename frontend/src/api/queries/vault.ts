import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../client';
import type { components } from '../schema';
import { keys } from './keys';

type Schemas = components['schemas'];
/** A stored AWS credential, without its secrets. */
export type Credential = Schemas['Credential'];
/** Whose key it is, as AWS says it. */
export type CallerIdentity = Schemas['CallerIdentity'];
/** What stores an AWS access key. */
export type AddCredentialRequest = Schemas['AddCredentialRequest'];
/** What edits a stored credential; fields left out stay. */
export type UpdateCredentialRequest = Schemas['UpdateCredentialRequest'];

/** What stores a role that is assumed with an access key. */
export type AddRoleRequest = Schemas['AddRoleCredentialRequest'];
/** What stores a role of IAM Identity Center. */
export type AddIdentityCenterRequest = Schemas['AddIdentityCenterRequest'];
/** A sign-in to IAM Identity Center. */
export type SignIn = Schemas['SignIn'];
/** How far the change of a key has come. */
export type Rotation = Schemas['Rotation'];
/** What AWS was asked with a credential. */
export type CredentialUsage = Schemas['CredentialUsage'];
/** Something about a credential that somebody should look at. */
export type CredentialWarning = Schemas['CredentialWarning'];

/** Every AWS credential of the workspace: the pieces are fetched until the end. */
export const credentialsQuery = queryOptions({
  queryKey: keys.credentials,
  queryFn: async ({ signal }) => {
    const items: Credential[] = [];
    let cursor = '';
    do {
      const query = cursor ? { limit: 200, cursor } : { limit: 200 };
      const piece = await dataOf(api.GET('/api/v1/auth/aws-credentials', { signal, params: { query } }));
      items.push(...piece.items);
      cursor = piece.next_cursor;
    } while (cursor);
    return items;
  },
});

export function addCredential(body: AddCredentialRequest) {
  return dataOf(api.POST('/api/v1/auth/aws-credentials', { body }));
}

export function updateCredential(id: number, body: UpdateCredentialRequest) {
  return dataOf(api.PATCH('/api/v1/auth/aws-credentials/{id}', { params: { path: { id } }, body }));
}

export function deleteCredential(id: number) {
  return dataOf(api.DELETE('/api/v1/auth/aws-credentials/{id}', { params: { path: { id } } }));
}

/** Makes a credential the one that is used when a request names none. */
export function makeDefault(id: number) {
  return dataOf(api.POST('/api/v1/auth/aws-credentials/{id}/default', { params: { path: { id } } }));
}

/** Asks AWS whose key it is; the credential then knows its account and ARN. */
export function verifyCredential(id: number) {
  return dataOf(api.POST('/api/v1/auth/aws-credentials/{id}/verify', { params: { path: { id } } }));
}

export function addRole(body: AddRoleRequest) {
  return dataOf(api.POST('/api/v1/auth/aws-credentials/assume-role', { body }));
}

/** Stores a role of IAM Identity Center and begins the sign-in. */
export function addIdentityCenter(body: AddIdentityCenterRequest) {
  return dataOf(api.POST('/api/v1/auth/aws-credentials/identity-center', { body }));
}

/** How the newest rotation of a key stands; asked again while it is under way. */
export const rotationQuery = (id: number) =>
  queryOptions({
    queryKey: [...keys.credentials, id, 'rotation'],
    queryFn: async ({ signal }) =>
      (
        await dataOf(
          api.GET('/api/v1/auth/aws-credentials/{id}/rotation', { signal, params: { path: { id } } }),
        )
      ).rotation ?? null,
  });

/** Changes a key for a new one, or goes on with it. */
export function rotate(id: number, keepOldFor: number) {
  return dataOf(
    api.POST('/api/v1/auth/aws-credentials/{id}/rotate', {
      params: { path: { id } },
      body: { keep_old_for: keepOldFor },
    }),
  );
}

/** Takes a rotation back whose new key is not in use yet. */
export function cancelRotation(id: number) {
  return dataOf(api.DELETE('/api/v1/auth/aws-credentials/{id}/rotation', { params: { path: { id } } }));
}

/** Begins a sign-in to IAM Identity Center again. */
export function startSignIn(id: number) {
  return dataOf(
    api.POST('/api/v1/auth/aws-credentials/{id}/sign-in', { params: { path: { id } }, body: {} }),
  );
}

/** How a sign-in stands; asked again as often as the server allows while it is under way. */
export const signInQuery = (id: number) =>
  queryOptions({
    queryKey: [...keys.credentials, id, 'sign-in'],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/api/v1/auth/aws-credentials/{id}/sign-in', { signal, params: { path: { id } } })),
    refetchInterval: ({ state }) =>
      state.data?.state === 'pending' ? Math.max(1, state.data.poll_after_seconds) * 1000 : false,
  });

/** Every account that a sign-in may reach. */
export const signInAccountsQuery = (id: number) =>
  queryOptions({
    queryKey: [...keys.credentials, id, 'accounts'],
    queryFn: async ({ signal }) => {
      const items: Schemas['SignInAccount'][] = [];
      let cursor = '';
      do {
        const piece = await dataOf(
          api.GET('/api/v1/auth/aws-credentials/{id}/sign-in/accounts', {
            signal,
            params: { path: { id }, query: cursor ? { limit: 200, cursor } : { limit: 200 } },
          }),
        );
        items.push(...piece.items);
        cursor = piece.next_cursor;
      } while (cursor);
      return items;
    },
  });

/** Every role that a sign-in has in an account. */
export const signInRolesQuery = (id: number, account: string) =>
  queryOptions({
    queryKey: [...keys.credentials, id, 'roles', account],
    enabled: account !== '',
    queryFn: async ({ signal }) => {
      const items: Schemas['SignInRole'][] = [];
      let cursor = '';
      do {
        const query = { account_id: account, limit: 200, ...(cursor ? { cursor } : {}) };
        const piece = await dataOf(
          api.GET('/api/v1/auth/aws-credentials/{id}/sign-in/roles', {
            signal,
            params: { path: { id }, query },
          }),
        );
        items.push(...piece.items);
        cursor = piece.next_cursor;
      } while (cursor);
      return items;
    },
  });

/** What AWS was asked with a credential in the last days. */
export const usageQuery = (id: number) =>
  queryOptions({
    queryKey: [...keys.credentials, id, 'usage'],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/api/v1/auth/aws-credentials/{id}/usage', { signal, params: { path: { id } } })),
  });

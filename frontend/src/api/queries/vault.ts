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

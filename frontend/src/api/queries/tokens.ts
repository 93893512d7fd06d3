import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../client';
import type { components } from '../schema';
import { keys } from './keys';

type Schemas = components['schemas'];
/** A personal access token, without its secret. */
export type AccessToken = Schemas['AccessToken'];
export type CreateTokenRequest = Schemas['CreateTokenRequest'];

/** The personal access tokens of the signed-in user that are good. */
export const tokensQuery = queryOptions({
  queryKey: keys.tokens,
  queryFn: ({ signal }) => dataOf(api.GET('/api/v1/auth/me/tokens', { signal })),
});

/** Makes a personal access token; its secret comes this once. */
export function createToken(body: CreateTokenRequest): Promise<Schemas['CreatedToken']> {
  return dataOf(api.POST('/api/v1/auth/me/tokens', { body }));
}

/** Ends a personal access token. */
export function revokeToken(id: number) {
  return dataOf(api.DELETE('/api/v1/auth/me/tokens/{id}', { params: { path: { id } } }));
}

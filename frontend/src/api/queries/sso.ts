import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../client';
import type { components } from '../schema';
import { session } from '../session';
import { keys } from './keys';

type Schemas = components['schemas'];
/** A provider's account that signs in to the account. */
export type Identity = Schemas['Identity'];

/** The providers' accounts that sign in to the account. */
export const identitiesQuery = queryOptions({
  queryKey: [...keys.me, 'identities'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/v1/auth/me/identities', { signal })),
});

/** Leaves for a provider to sign in; the browser comes back to a page of this server. */
export function goToProvider(provider: string, returnTo: string): void {
  session.expect();
  const query = new URLSearchParams({ return_to: returnTo });
  window.location.assign(`/api/v1/auth/sso/${encodeURIComponent(provider)}/start?${query.toString()}`);
}

/** Leaves for a provider to connect an account there. */
export async function connectIdentity(provider: string, proof: Schemas['PasswordRequest']): Promise<void> {
  const { url } = await dataOf(api.POST('/api/v1/auth/me/identities', { body: { ...proof, provider } }));
  window.location.assign(url);
}

/** Ends that a provider's account signs in. */
export function disconnectIdentity(id: number, proof: Schemas['PasswordRequest']) {
  return dataOf(api.DELETE('/api/v1/auth/me/identities/{id}', { params: { path: { id } }, body: proof }));
}

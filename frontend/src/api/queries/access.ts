import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../client';
import type { components } from '../schema';
import { keys } from './keys';

type Schemas = components['schemas'];
export type AccountOutline = Schemas['AccountOutline'];
export type AccountPrincipal = Schemas['AccountPrincipal'];
export type WhoCan = Schemas['WhoCan'];
export type PrincipalAccess = Schemas['PrincipalAccess'];
export type UnresolvedPrincipal = Schemas['UnresolvedPrincipal'];
export type WhatCan = Schemas['WhatCan'];
export type AccessGrant = Schemas['AccessGrant'];
export type AccessScope = Schemas['AccessScope'];
export type AccessCondition = Schemas['AccessCondition'];
export type AccessStatement = Schemas['AccessStatement'];
export type AccessGraph = Schemas['AccessGraph'];
export type AccessNode = Schemas['AccessNode'];
export type Escalation = Schemas['Escalation'];
export type EscalationStep = Schemas['EscalationStep'];
export type AccountExposure = Schemas['AccountExposure'];

/**
 * Where an account is known from: a credential to read it with, a snapshot that the
 * server keeps, or one that goes with each question. `key` tells sources apart.
 */
export type AccessSource =
  | { kind: 'credential'; key: string; id: number }
  | { kind: 'kept'; key: string; id: number }
  | { kind: 'snapshot'; key: string; snapshot: unknown };

function asked(source: AccessSource) {
  switch (source.kind) {
    case 'credential':
      return { params: { header: { 'X-AWS-Credential-ID': source.id } }, given: {} };
    case 'kept':
      return { params: {}, given: { snapshot_id: source.id } };
    case 'snapshot':
      return { params: {}, given: { snapshot: source.snapshot } };
  }
}

// An account is read once for some minutes; a snapshot never changes.
const steady = { staleTime: 5 * 60_000, gcTime: 10 * 60_000, retry: false } as const;

/** Which users and roles an account has. */
export function outlineQuery(source: AccessSource) {
  const { params, given } = asked(source);
  return queryOptions({
    ...steady,
    queryKey: [...keys.access, source.key, 'outline'],
    queryFn: ({ signal }) =>
      dataOf(api.POST('/api/v1/policies/account-outline', { signal, params, body: given })),
  });
}

/** Reads the account of a credential from AWS again, though that was done a moment ago. */
export function readAgain(source: AccessSource) {
  const { params, given } = asked(source);
  return dataOf(
    api.POST('/api/v1/policies/account-outline', { params, body: { ...given, read_again: true } }),
  );
}

/** Who can do an action on a resource. */
export function whoCanQuery(source: AccessSource, action: string, resource: string) {
  const { params, given } = asked(source);
  return queryOptions({
    ...steady,
    queryKey: [...keys.access, source.key, 'who', action, resource],
    queryFn: ({ signal }) =>
      dataOf(
        api.POST('/api/v1/policies/who-can', {
          signal,
          params,
          body: { action, ...(resource ? { resource } : {}), ...given },
        }),
      ),
  });
}

/** What a user or role can do. */
export function whatCanQuery(source: AccessSource, principal: string, service: string, resource: string) {
  const { params, given } = asked(source);
  return queryOptions({
    ...steady,
    queryKey: [...keys.access, source.key, 'what', principal, service, resource],
    queryFn: ({ signal }) =>
      dataOf(
        api.POST('/api/v1/policies/what-can', {
          signal,
          params,
          body: {
            principal,
            ...(service ? { service } : {}),
            ...(resource ? { resource } : {}),
            ...given,
          },
        }),
      ),
  });
}

/** How principals get to each other, and to controlling the account. */
export function accessGraphQuery(source: AccessSource) {
  const { params, given } = asked(source);
  return queryOptions({
    ...steady,
    queryKey: [...keys.access, source.key, 'graph'],
    queryFn: ({ signal }) =>
      dataOf(api.POST('/api/v1/policies/access-graph', { signal, params, body: given })),
  });
}

/** Who outside the account gets in. */
export function exposuresQuery(source: AccessSource, services: boolean) {
  const { params, given } = asked(source);
  return queryOptions({
    ...steady,
    queryKey: [...keys.access, source.key, 'exposures', services],
    queryFn: ({ signal }) =>
      dataOf(api.POST('/api/v1/policies/exposures', { signal, params, body: { services, ...given } })),
  });
}

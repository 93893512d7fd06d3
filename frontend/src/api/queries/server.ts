import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../client';
import { keys } from './keys';

/** What the server says of itself before anybody signs in. */
export const serverQuery = queryOptions({
  queryKey: keys.server,
  queryFn: ({ signal }) => dataOf(api.GET('/api/v1/info', { signal })),
  staleTime: 10 * 60_000,
});

/** The workspaces of the signed-in user. */
export const workspacesQuery = queryOptions({
  queryKey: keys.workspaces,
  queryFn: ({ signal }) =>
    dataOf(api.GET('/api/v1/workspaces', { signal, params: { query: { limit: 200 } } })),
  staleTime: 5 * 60_000,
});

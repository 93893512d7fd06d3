import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { AccessSource } from '@/api/queries/access';
import type { AccountSnapshot } from '@/api/queries/snapshots';
import { groupAccountId, localTime } from '@/lib/format';

/** A snapshot that was loaded into this window. */
export interface LoadedSnapshot {
  name: string;
  key: string;
  snapshot: unknown;
}

const snapshotKey = ['access-snapshot'] as const;

/**
 * The snapshot that was loaded last. It lies beside the server's answers, so it
 * goes with them when somebody else signs in, and is never stored.
 */
export function useLoadedSnapshot(): [LoadedSnapshot | null, (name: string, snapshot: unknown) => void] {
  const queryClient = useQueryClient();
  const { data } = useQuery<LoadedSnapshot | null>({
    queryKey: snapshotKey,
    queryFn: () => null,
    enabled: false,
    initialData: null,
    staleTime: Infinity,
    gcTime: Infinity,
  });
  const load = useCallback(
    (name: string, snapshot: unknown) =>
      queryClient.setQueryData<LoadedSnapshot>(snapshotKey, {
        name,
        key: `snapshot ${crypto.randomUUID()}`,
        snapshot,
      }),
    [queryClient],
  );
  return [data, load];
}

/** The account that comes with the product, fetched when it is first wanted. */
export const sampleQuery = {
  queryKey: ['access-sample'],
  queryFn: async (): Promise<AccessSource> => ({
    kind: 'snapshot',
    key: 'sample',
    snapshot: (await import('./sample-account.json')).default,
  }),
  staleTime: Infinity,
  gcTime: Infinity,
};

const keptPrefix = 'kept-';

/** How the address names a snapshot that the server keeps. */
export function keptAccount(id: number): string {
  return `${keptPrefix}${id}`;
}

/** The number of the snapshot that an address names so; null for every other account. */
export function keptIdOf(account: string | undefined): number | null {
  if (!account?.startsWith(keptPrefix)) return null;
  const id = Number(account.slice(keptPrefix.length));
  return Number.isInteger(id) && id > 0 ? id : null;
}

/** What a snapshot that the server keeps is called among those of its account. */
export function keptName({ id, at }: AccountSnapshot, language: string): string {
  return `#${id} · ${localTime(new Date(at), language)}`;
}

/** What a snapshot that the server keeps is called among those of all accounts. */
export function keptLabel(snapshot: AccountSnapshot, language: string): string {
  return `${keptName(snapshot, language)} · ${groupAccountId(snapshot.account_id)}`;
}

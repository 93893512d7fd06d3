import type { AccountSnapshot } from '@/api/queries/snapshots';

/** Two snapshots of an account, as far as there are two, and what else there is to choose from. */
export interface Pair {
  account: string;
  accounts: string[];
  /** The snapshots of the account, newest first. */
  list: AccountSnapshot[];
  before: AccountSnapshot | undefined;
  after: AccountSnapshot | undefined;
}

/**
 * The pair that an address names. What it leaves open is the newest snapshot, of the
 * account of the newest, and the one before it. There is at least one snapshot.
 */
export function choosePair(
  snapshots: readonly AccountSnapshot[],
  wanted: { account?: string; before?: number; after?: number },
): Pair {
  const sorted = snapshots.toSorted((a, b) => b.id - a.id);
  const accounts = [...new Set(sorted.map(({ account_id: id }) => id))];
  const named = sorted.find(({ id }) => id === wanted.after) ?? sorted.find(({ id }) => id === wanted.before);
  const account = named?.account_id ?? accounts.find((id) => id === wanted.account) ?? accounts[0] ?? '';
  const list = sorted.filter(({ account_id: id }) => id === account);
  const after = list.find(({ id }) => id === wanted.after) ?? list[0];
  const older = list.filter(({ id }) => after !== undefined && id < after.id);
  const before = older.find(({ id }) => id === wanted.before) ?? older[0];
  return { account, accounts, list, before, after };
}

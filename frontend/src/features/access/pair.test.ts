import { describe, expect, it } from 'vitest';
import type { AccountSnapshot } from '@/api/queries/snapshots';
import { choosePair } from './pair';

const of = (id: number, account: string): AccountSnapshot => ({
  id,
  account_id: account,
  audit_id: id,
  at: '2026-11-24T00:00:00Z',
  users: 1,
  groups: 1,
  roles: 1,
  policies: 1,
  size: 100,
});
const all = [of(5, 'b'), of(4, 'a'), of(3, 'a'), of(1, 'a')];
const ids = (wanted: Parameters<typeof choosePair>[1]) => {
  const { account, before, after } = choosePair(all, wanted);
  return [account, before?.id, after?.id];
};

describe('which two snapshots are compared', () => {
  it.each([
    ['nothing said: the newest, which has none before it', {}, ['b', undefined, 5]],
    ['an account', { account: 'a' }, ['a', 3, 4]],
    ['both', { before: 1, after: 3 }, ['a', 1, 3]],
    ['only the newer one', { after: 3 }, ['a', 1, 3]],
    ['only the older one', { before: 1 }, ['a', 1, 4]],
    ['the wrong way round', { before: 4, after: 3 }, ['a', 1, 3]],
    ['snapshots that are gone', { before: 70, after: 80 }, ['b', undefined, 5]],
    ['the oldest', { after: 1 }, ['a', undefined, 1]],
  ])('%s', (_, wanted, expected) => expect(ids(wanted)).toEqual(expected));
});

import { describe, expect, it } from 'vitest';
import type { AccountDiff } from '@/api/queries/snapshots';
import { causesOf, editGroups, isSame } from './diff';

const none = () => ({ added: [], removed: [], changed: [] });
const same: AccountDiff = {
  account: '111122223333',
  principals: none(),
  groups: none(),
  policies: none(),
  attachments: none(),
  organization: [],
  access: [],
  exposures: { added: [], removed: [] },
};
const ada = 'arn:aws:iam::111122223333:user/ada';
const team = 'arn:aws:iam::111122223333:group/team';

describe('a comparison of snapshots', () => {
  it('knows when nothing changed, and when only what stands above the account did', () => {
    expect(isSame(same)).toBe(true);
    expect(isSame({ ...same, organization: ['scps'] })).toBe(false);
    expect(isSame({ ...same, policies: { ...none(), changed: ['p'] } })).toBe(false);
  });

  it('tells what at a principal, and what at others, may be why', () => {
    const diff: AccountDiff = {
      ...same,
      policies: { ...none(), changed: ['arn:aws:iam::111122223333:policy/base'] },
      attachments: {
        added: [{ to: ada, kind: 'inline', name: 'extra' }],
        removed: [{ to: team, kind: 'managed', name: 'base' }],
        changed: [{ to: 'arn:aws:iam::111122223333:role/app', kind: 'inline', name: 'other' }],
      },
    };
    expect(causesOf(diff, ada)).toEqual({
      direct: [{ to: ada, kind: 'inline', name: 'extra' }],
      shared: [`base → ${team}`, 'arn:aws:iam::111122223333:policy/base'],
    });
    expect(editGroups(diff).find(({ kind }) => kind === 'attachments')?.added).toEqual([`extra → ${ada}`]);
  });
});

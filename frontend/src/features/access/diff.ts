import type { AccountDiff } from '@/api/queries/snapshots';

/** Edits that may be why the access of a principal changed. */
export interface Causes {
  /** At the principal itself. */
  direct: AccountDiff['attachments']['added'];
  /** At groups, which it may be in, and in policies, which it may have; what stands above the account. */
  shared: string[];
}

/** Whether the two snapshots say the same. */
export function isSame(diff: AccountDiff): boolean {
  return (
    diff.access.length === 0 &&
    diff.organization.length === 0 &&
    diff.exposures.added.length + diff.exposures.removed.length === 0 &&
    editGroups(diff).every(
      ({ added, removed, changed }) => added.length + removed.length + changed.length === 0,
    )
  );
}

/** One kind of thing in an account that was edited. */
export interface EditGroup {
  kind: 'principals' | 'groups' | 'policies' | 'attachments';
  added: string[];
  removed: string[];
  changed: string[];
}

/** What was edited in the account, by kind, each in words. */
export function editGroups(diff: AccountDiff): EditGroup[] {
  const names = (kind: 'principals' | 'groups' | 'policies'): EditGroup => ({ kind, ...diff[kind] });
  const links = (of: AccountDiff['attachments']['added']) => of.map(({ to, name }) => `${name} → ${to}`);
  const { added, removed, changed } = diff.attachments;
  return [
    names('principals'),
    names('groups'),
    names('policies'),
    { kind: 'attachments', added: links(added), removed: links(removed), changed: links(changed) },
  ];
}

/** What was edited that the changed access of a principal may come from. */
export function causesOf(diff: AccountDiff, principal: string): Causes {
  const links = [...diff.attachments.added, ...diff.attachments.removed, ...diff.attachments.changed];
  return {
    direct: links.filter(({ to }) => to === principal),
    shared: [
      ...links.filter(({ to }) => to.includes(':group/')).map(({ to, name }) => `${name} → ${to}`),
      ...diff.policies.changed,
      ...diff.organization,
    ],
  };
}

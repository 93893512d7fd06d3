import { describe, expect, it } from 'vitest';
import type { OrgNode } from '@/api/queries/organizations';
import { foldedAtFirst, inSight, parents } from './tree';

function node(id: string, name: string, depth: number, parent?: string, email?: string): OrgNode {
  const account = email
    ? {
        id,
        arn: '',
        name,
        email,
        status: 'ACTIVE',
        joined_method: 'CREATED',
        joined_at: null,
        management: false,
      }
    : undefined;
  return {
    id,
    arn: '',
    name,
    depth,
    type: depth === 0 ? 'root' : email ? 'account' : 'organizational_unit',
    accounts: 1,
    policies: [],
    ...(parent ? { parent_id: parent } : {}),
    ...(account ? { account } : {}),
  };
}

const nodes = [
  node('r-exam', 'Root', 0),
  node('ou-exam-work', 'Workloads', 1, 'r-exam'),
  node('ou-exam-prod', 'Production', 2, 'ou-exam-work'),
  node('222222222222', 'Shop', 3, 'ou-exam-prod', 'shop@example.com'),
  node('333344445555', 'Billing', 2, 'ou-exam-work', 'billing@example.com'),
  node('ou-exam-sand', 'Sandbox', 1, 'r-exam'),
];
const names = (list: readonly OrgNode[]) => list.map(({ name }) => name);

describe('inSight', () => {
  it('shows everything while nothing is folded', () => {
    expect(inSight(nodes, new Set(), ' ')).toEqual(nodes);
  });

  it('hides what is below a folded node, and nothing beside it', () => {
    expect(names(inSight(nodes, new Set(['ou-exam-prod']), ''))).toEqual([
      'Root',
      'Workloads',
      'Production',
      'Billing',
      'Sandbox',
    ]);
    expect(names(inSight(nodes, new Set(['ou-exam-work', 'ou-exam-prod']), ''))).toEqual([
      'Root',
      'Workloads',
      'Sandbox',
    ]);
  });

  it.each([
    ['shop', ['Root', 'Workloads', 'Production', 'Shop']],
    ['BILLING@', ['Root', 'Workloads', 'Billing']],
    ['3333 4444 5555', ['Root', 'Workloads', 'Billing']],
    ['ou-exam-sand', ['Root', 'Sandbox']],
    ['nothing such', []],
  ])('with %j shows what matches and what is above it, folded or not', (text, wanted) => {
    expect(names(inSight(nodes, new Set(['ou-exam-work', 'r-exam']), text))).toEqual(wanted);
  });
});

it('parents are those with something below', () => {
  expect([...parents(nodes)].sort()).toEqual(['ou-exam-prod', 'ou-exam-work', 'r-exam']);
});

describe('foldedAtFirst', () => {
  it('leaves a small tree open', () => {
    expect(foldedAtFirst(nodes).size).toBe(0);
  });

  it('folds a large one below its root', () => {
    const large = [
      ...nodes,
      ...Array.from({ length: 2000 }, (_, i) =>
        node(String(100000000000 + i), `a${i}`, 2, 'ou-exam-sand', 'a@example.com'),
      ),
    ];
    expect([...foldedAtFirst(large)].sort()).toEqual(['ou-exam-prod', 'ou-exam-sand', 'ou-exam-work']);
    expect(inSight(large, foldedAtFirst(large), '')).toHaveLength(3);
  });
});

import { describe, expect, it } from 'vitest';
import type { UsageGrant } from '@/api/queries/usage';
import { countStates, grantedActions, reachedDays } from './grants';

const grant = (state: UsageGrant['state'], ...actions: string[]): UsageGrant => ({
  service: 's3',
  state,
  reason: state === 'used' ? 'seen' : state === 'unused' ? 'service_unused' : 'not_looked',
  actions,
  events: 0,
  denied: 0,
});

describe('what is granted', () => {
  it('is one row for each action, counted by its state', () => {
    const rows = grantedActions([
      grant('used', 's3:GetObject'),
      grant('not_observable', 's3:PutObject', 's3:DeleteObject'),
      grant('unused', 'sqs:*'),
    ]);
    expect(rows.map(({ action }) => action)).toEqual([
      's3:GetObject',
      's3:PutObject',
      's3:DeleteObject',
      'sqs:*',
    ]);
    expect(countStates(rows)).toEqual({ used: 1, unused: 1, not_observable: 2 });
  });
});

describe('how far CloudTrail reaches', () => {
  const region = (name: string, from: string) => ({
    region: name,
    from,
    to: '2026-11-24T00:00:00Z',
    complete: true,
  });

  it('is told by the Region that is known for the shortest time', () => {
    const regions = [
      region('eu-central-1', '2026-08-26T00:00:00Z'),
      region('us-east-1', '2026-11-14T00:00:00Z'),
    ];
    expect(reachedDays({ at: '2026-11-24T06:00:00Z', trail: { regions, data: [] } })).toBe(10);
  });

  it('is nothing where nothing was looked through', () => {
    expect(reachedDays({ at: '2026-11-24T06:00:00Z', trail: { regions: [], data: [] } })).toBeNull();
  });
});

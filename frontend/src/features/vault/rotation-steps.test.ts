import { describe, expect, it } from 'vitest';
import type { Rotation } from '@/api/queries/vault';
import { canCancel, stepsDone } from './rotation-steps';

const rotation = (step: Rotation['step'], open = true): Rotation => ({
  id: 1,
  credential_id: 1,
  step,
  open,
  user_name: 'ada',
  keep_old_for: 0,
  keep_old_until: null,
  problem: '',
  attempts: 0,
  next_attempt_at: null,
  started_at: '2026-11-01T10:00:00Z',
  updated_at: '2026-11-01T10:00:00Z',
  finished_at: null,
});

describe('the steps of a rotation', () => {
  it.each([
    ['creating', 0, true],
    ['created', 1, true],
    ['verified', 2, true],
    ['switched', 3, false],
    ['deactivated', 4, false],
    ['cancelling', 0, false],
  ] as const)('%s: %d done', (step, done, cancel) => {
    expect(stepsDone(rotation(step))).toBe(done);
    expect(canCancel(rotation(step))).toBe(cancel);
  });
  it('is all done at the end, and cannot be taken back', () => {
    expect(stepsDone(rotation('deleted', false))).toBe(5);
    expect(canCancel(rotation('created', false))).toBe(false);
    expect(stepsDone(null)).toBe(0);
  });
});

import { describe, expect, it } from 'vitest';
import { dayRange } from './days';

describe('dayRange', () => {
  it('includes both days', () => {
    const { from, to } = dayRange('2026-11-20', '2026-11-23');
    expect(from).toBe(new Date(2026, 10, 20).toISOString());
    expect(to).toBe(new Date(2026, 10, 24).toISOString());
  });
  it('goes over the end of a month and of a year', () => {
    expect(dayRange(null, '2026-12-31')).toEqual({ to: new Date(2027, 0, 1).toISOString() });
  });
  it('leaves sides open', () => {
    expect(dayRange(null, null)).toEqual({});
    expect(dayRange('', 'nonsense')).toEqual({});
  });
});

import { expect, it } from 'vitest';
import { countAges } from './ages';

it('counts keys by age, and leaves out what has none', () => {
  const key = (key_age_days: number | null) => ({ kind: 'access_key', key_age_days });
  expect(
    countAges([
      key(0),
      key(29),
      key(30),
      key(90),
      key(91),
      key(null),
      { kind: 'access_key' },
      { kind: 'assume_role', key_age_days: 400 },
    ]),
  ).toEqual({ young: 2, middle: 2, old: 1, unknown: 2 });
});

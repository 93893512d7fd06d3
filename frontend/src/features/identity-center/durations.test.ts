import { expect, it } from 'vitest';
import { durationParts } from './durations';

it.each([
  ['PT8H', { hours: 8, minutes: 0 }],
  ['PT1H30M', { hours: 1, minutes: 30 }],
  ['PT90M', { hours: 0, minutes: 90 }],
  ['PT', null],
  ['P1D', null],
  ['', null],
])('%j is %j', (duration, parts) => {
  expect(durationParts(duration)).toEqual(parts);
});

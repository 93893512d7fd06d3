import { expect, it } from 'vitest';
import { tagChange } from './tag-texts';

it.each([
  [{}, ['team=a'], { set: { team: 'a' }, remove: [] }],
  [{ team: 'a', env: 'x' }, ['team=b'], { set: { team: 'b' }, remove: ['env'] }],
  [{ team: 'a' }, ['team=a'], { set: {}, remove: [] }],
  [{}, ['url=a=b', 'alone'], { set: { url: 'a=b', alone: '' }, remove: [] }],
])('from %j to %j', (before, texts, want) => expect(tagChange(before, texts)).toEqual(want));

import { describe, expect, it } from 'vitest';
import { tagsOf, textsOf } from '@/lib/tag-texts';
import { sameTags, tagsFit } from './tag-text';

describe('tags as text', () => {
  it('reads keys with and without values', () =>
    expect(tagsOf(['env=prod', ' team = Blue ', 'loose', 'a=b=c'])).toEqual({
      env: 'prod',
      team: 'Blue',
      loose: '',
      a: 'b=c',
    }));
  it('writes them in the order of their keys', () =>
    expect(textsOf({ team: 'Blue', env: 'prod', loose: '' })).toEqual(['env=prod', 'loose', 'team=Blue']));
  it.each([
    [['env=prod'], true],
    [['Größe=1 / 2'], true],
    [[], true],
    [['=x'], false],
    [['aws:x=y'], false],
    [['AWS:x=y'], false],
    [['a,b'], false],
    [[`${'k'.repeat(129)}`], false],
    [[`k=${'v'.repeat(257)}`], false],
    [Array.from({ length: 51 }, (_, i) => `k${i}`), false],
  ])('%j: %s', (texts, fits) => expect(tagsFit(texts)).toBe(fits));
  it('compares without regard to order', () => {
    expect(sameTags({ a: '1', b: '2' }, { b: '2', a: '1' })).toBe(true);
    expect(sameTags({ a: '1' }, { a: '2' })).toBe(false);
  });
});

import { expect, it } from 'vitest';
import { isWriting, jumps, wishOf } from './shortcuts';

const press = (key: string, part: Partial<Parameters<typeof wishOf>[0]> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...part,
});

it('knows what keys mean, alone and after another', () => {
  expect(wishOf(press('?'), '')).toEqual({ kind: 'sheet' });
  expect(wishOf(press('/'), '')).toEqual({ kind: 'search' });
  expect(wishOf(press('g'), '')).toEqual({ kind: 'begin' });
  expect(wishOf(press('l'), '')).toBeNull();
  expect(wishOf(press('l'), 'g')).toEqual({ kind: 'jump', jump: jumps[1] });
  expect(wishOf(press('x'), 'g')).toBeNull();
  expect(wishOf(press('g', { ctrlKey: true }), '')).toBeNull();
});

it('no two jumps have the same keys', () => {
  expect(new Set(jumps.map(({ keys }) => keys.join(' '))).size).toBe(jumps.length);
});

it('leaves keys to whoever is writing', () => {
  const input = document.createElement('input');
  expect(isWriting(input)).toBe(true);
  expect(isWriting(document.createElement('button'))).toBe(false);
  expect(isWriting(null)).toBe(false);
});

import { describe, expect, it } from 'vitest';
import { diffLines } from './line-diff';

const shape = (before: string, after: string) =>
  diffLines(before, after).map(({ kind, text }) => `${{ same: ' ', removed: '-', added: '+' }[kind]}${text}`);

describe('diffLines', () => {
  it.each([
    ['a\nb\nc', 'a\nb\nc', [' a', ' b', ' c']],
    ['a\nb\nc', 'a\nx\nc', [' a', '-b', '+x', ' c']],
    ['a\nc', 'a\nb\nc', [' a', '+b', ' c']],
    ['a\nb\nc', 'c', ['-a', '-b', ' c']],
    ['a\nb\nc\nd', 'b\nd\ne', ['-a', ' b', '-c', ' d', '+e']],
    ['a\na', 'a', [' a', '-a']],
    ['', 'a\nb', ['+a', '+b']],
    ['a', '', ['-a']],
  ])('tells %j and %j apart', (before, after, wanted) => expect(shape(before, after)).toEqual(wanted));

  it('numbers the lines of both texts', () => {
    expect(diffLines('a\nb', 'b\nc').map(({ before, after }) => [before, after])).toEqual([
      [1, null],
      [2, 1],
      [null, 2],
    ]);
  });

  it('gives both texts back, however long', () => {
    const old = Array.from({ length: 2500 }, (_, i) => `old ${i}`).join('\n');
    const now = Array.from({ length: 2500 }, (_, i) => `new ${i}`).join('\n');
    const lines = diffLines(`x\n${old}\ny`, `x\n${now}\ny`);
    const of = (kind: string) =>
      lines.filter((line) => line.kind === 'same' || line.kind === kind).map((line) => line.text);
    expect(of('removed').join('\n')).toBe(`x\n${old}\ny`);
    expect(of('added').join('\n')).toBe(`x\n${now}\ny`);
  });
});

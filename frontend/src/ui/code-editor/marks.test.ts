import { EditorState } from '@codemirror/state';
import { expect, it } from 'vitest';
import { markedLines, markLines } from './marks';

function marked(state: EditorState): [line: number, look: string][] {
  const found: [number, string][] = [];
  state.field(markedLines).lines.between(0, state.doc.length, (from, _, { spec }) => {
    found.push([state.doc.lineAt(from).number, (spec as { class: string }).class]);
  });
  return found;
}

it('makes the lines of a value stand out, and follows it while the text changes', () => {
  const start = EditorState.create({
    doc: '{"Statement": [\n  {"Sid": "A"},\n  {"Sid":\n   "B"}\n]}',
    extensions: markedLines,
  });
  expect(marked(start)).toEqual([]);
  const set = start.update({ effects: markLines.of([{ path: ['Statement', 1], tone: 'bad' }]) }).state;
  expect(marked(set)).toEqual([
    [3, 'cm-mark-bad'],
    [4, 'cm-mark-bad'],
  ]);
  const moved = set.update({ changes: { from: 0, insert: '\n' } }).state;
  expect(marked(moved).map(([line]) => line)).toEqual([4, 5]);
  const broken = moved.update({ changes: { from: 1, insert: '}' } }).state;
  expect(marked(broken)).toEqual([]);
});

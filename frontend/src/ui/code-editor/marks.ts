import { StateEffect, StateField, type EditorState, type Range } from '@codemirror/state';
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view';
import { placeOf } from '@/lib/json-place';

/** A value of the JSON text that stands out, by its path: ["Statement", 0]. */
export interface Mark {
  path: readonly (string | number)[];
  tone: 'good' | 'bad' | 'warn';
}

/** Sets the values that stand out. */
export const markLines = StateEffect.define<readonly Mark[]>();

function decorate(state: EditorState, marks: readonly Mark[]): DecorationSet {
  if (marks.length === 0) return Decoration.none;
  const text = state.doc.toString();
  const lines: Range<Decoration>[] = [];
  for (const { path, tone } of marks) {
    const place = placeOf(text, path);
    if (!place) continue;
    const last = state.doc.lineAt(place.to).number;
    for (let n = state.doc.lineAt(place.from).number; n <= last; n++) {
      lines.push(Decoration.line({ class: `cm-mark-${tone}` }).range(state.doc.line(n).from));
    }
  }
  return Decoration.set(lines, true);
}

/** The lines that stand out; they follow the values while the text changes. */
export const markedLines = StateField.define<{ marks: readonly Mark[]; lines: DecorationSet }>({
  create: () => ({ marks: [], lines: Decoration.none }),
  update: (old, { state, effects, docChanged }) => {
    const marks = effects.reduce(
      (latest, effect) => (effect.is(markLines) ? effect.value : latest),
      old.marks,
    );
    return marks === old.marks && !docChanged ? old : { marks, lines: decorate(state, marks) };
  },
  provide: (field) => EditorView.decorations.from(field, ({ lines }) => lines),
});

/** Replaces a piece of text; places are bytes of the UTF-8 text, as the server counts. */
export interface ByteEdit {
  offset: number;
  length: number;
  new_text: string;
}

/** The same in places of a JavaScript string (UTF-16 code units). */
export interface TextChange {
  from: number;
  to: number;
  insert: string;
}

function bytesOf(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}

/**
 * Turns byte places of a text into places of a JavaScript string. A place
 * inside a character means its start; a place past the end means the end.
 */
export function byteIndex(text: string): (byte: number) => number {
  // eslint-disable-next-line no-control-regex
  if (/^[\x00-\x7f]*$/.test(text)) return (byte) => Math.min(Math.max(byte, 0), text.length);
  const starts: number[] = [];
  let index = 0;
  for (const character of text) {
    const size = bytesOf(character.codePointAt(0) ?? 0);
    for (let i = 0; i < size; i++) starts.push(index);
    index += character.length;
  }
  return (byte) => (byte < 0 ? 0 : (starts[byte] ?? text.length));
}

/** Turns the edits of a fix into changes of the string, in the order of the text. */
export function toChanges(text: string, edits: readonly ByteEdit[]): TextChange[] {
  const at = byteIndex(text);
  return edits
    .map((edit) => ({ from: at(edit.offset), to: at(edit.offset + edit.length), insert: edit.new_text }))
    .sort((a, b) => a.from - b.from || a.to - b.to);
}

/** Applies the edits of a fix. Edits that overlap contradict each other: then nothing is changed and null comes back. */
export function applyEdits(text: string, edits: readonly ByteEdit[]): string | null {
  let result = '';
  let done = 0;
  for (const change of toChanges(text, edits)) {
    if (change.from < done) return null;
    result += text.slice(done, change.from) + change.insert;
    done = change.to;
  }
  return result + text.slice(done);
}

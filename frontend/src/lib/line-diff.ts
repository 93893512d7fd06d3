/** A line of a comparison: in both texts, or only in the old or the new one. */
export interface DiffLine {
  kind: 'same' | 'removed' | 'added';
  text: string;
  /** Number of the line in the old text, from 1; null for an added one. */
  before: number | null;
  /** Number of the line in the new text, from 1; null for a removed one. */
  after: number | null;
}

/** Lines over which the exact answer would take too much memory. */
const mostCells = 4_000_000;

/**
 * The lines of two texts beside each other, with as few changes as possible.
 * Where both texts are very long, what lies between their common beginning and
 * end is shown as replaced.
 */
export function diffLines(before: string, after: string): DiffLine[] {
  const old = linesOf(before);
  const now = linesOf(after);
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head++;
  let tail = 0;
  while (
    tail < old.length - head &&
    tail < now.length - head &&
    old[old.length - 1 - tail] === now[now.length - 1 - tail]
  )
    tail++;

  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  const same = () => lines.push({ kind: 'same', text: old[i] ?? '', before: ++i, after: ++j });
  const removed = () => lines.push({ kind: 'removed', text: old[i] ?? '', before: ++i, after: null });
  const added = () => lines.push({ kind: 'added', text: now[j] ?? '', before: null, after: ++j });

  while (i < head) same();
  const endOld = old.length - tail;
  const endNow = now.length - tail;
  const rows = endOld - head;
  const columns = endNow - head;
  if (rows * columns <= mostCells) {
    const longest = commonLengths(old.slice(head, endOld), now.slice(head, endNow));
    const at = (a: number, b: number) => longest[a * (columns + 1) + b] ?? 0;
    while (i < endOld && j < endNow) {
      if (old[i] === now[j]) same();
      else if (at(i - head + 1, j - head) >= at(i - head, j - head + 1)) removed();
      else added();
    }
  }
  while (i < endOld) removed();
  while (j < endNow) added();
  while (i < old.length) same();
  return lines;
}

/** An empty text has no line, not one empty line. */
function linesOf(text: string): string[] {
  return text === '' ? [] : text.split('\n');
}

/** Length of the longest common subsequence of every pair of ends, row by row. */
function commonLengths(old: readonly string[], now: readonly string[]): Uint32Array {
  const width = now.length + 1;
  const longest = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      longest[i * width + j] =
        old[i] === now[j]
          ? (longest[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(longest[(i + 1) * width + j] ?? 0, longest[i * width + j + 1] ?? 0);
    }
  }
  return longest;
}

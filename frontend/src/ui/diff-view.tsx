import { useTranslation } from 'react-i18next';
import { diffLines, type DiffLine } from '@/lib/line-diff';
import classes from './diff-view.module.css';

/** Unchanged lines shown around each change. */
const around = 3;

const signs = { same: ' ', removed: '−', added: '+' } as const;

/** What changed between two texts, line by line; long unchanged stretches are folded away. */
export function DiffView({ before, after, label }: { before: string; after: string; label: string }) {
  const { t } = useTranslation();
  const lines = diffLines(before, after);
  return (
    <div className={classes.diff} role="region" aria-label={label} tabIndex={0}>
      {stretches(lines).map((stretch, i) =>
        'hidden' in stretch ? (
          <div key={i} className={classes.fold}>
            {t('ui.unchangedLines', { count: stretch.hidden })}
          </div>
        ) : (
          stretch.lines.map((line, j) => (
            <div key={`${i}-${j}`} className={classes.line} data-kind={line.kind}>
              <span className={classes.number} aria-hidden>
                {line.before ?? ''}
              </span>
              <span className={classes.number} aria-hidden>
                {line.after ?? ''}
              </span>
              <span className={classes.sign}>{signs[line.kind]}</span>
              <code>{line.text}</code>
            </div>
          ))
        ),
      )}
    </div>
  );
}

type Stretch = { lines: DiffLine[] } | { hidden: number };

/** Folds what lies far from every change; where nothing changed, all is shown. */
export function stretches(lines: readonly DiffLine[]): Stretch[] {
  const near = lines.map(() => false);
  lines.forEach(({ kind }, i) => {
    if (kind === 'same') return;
    for (let j = Math.max(0, i - around); j <= Math.min(lines.length - 1, i + around); j++) near[j] = true;
  });
  if (!near.includes(true)) return [{ lines: [...lines] }];
  const result: Stretch[] = [];
  for (let i = 0; i < lines.length;) {
    let end = i;
    while (end < lines.length && near[end] === near[i]) end++;
    // Folding a line or two away would save nothing.
    if (near[i] || end - i < 3) result.push({ lines: lines.slice(i, end) });
    else result.push({ hidden: end - i });
    i = end;
  }
  return result;
}

import { wholeNumber } from '@/lib/format';
import classes from './dashboard-page.module.css';

/** One line of a bar chart. */
export interface Bar {
  name: string;
  value: number;
  tone: 'bad' | 'warn' | 'info' | 'good' | 'quiet';
}

/** A bar chart that is a list for whoever listens: the numbers stand beside the bars. */
export function Bars({ label, bars, language }: { label: string; bars: readonly Bar[]; language: string }) {
  const most = Math.max(1, ...bars.map(({ value }) => value));
  return (
    <ul className={classes.bars} aria-label={label}>
      {bars.map(({ name, value, tone }) => (
        <li key={name} className={classes.bar} data-tone={tone}>
          <span>{name}</span>
          <span className={classes.track} aria-hidden>
            <span
              className={classes.fill}
              style={{ display: 'block', width: value === 0 ? 0 : `${Math.max(4, (100 * value) / most)}%` }}
            />
          </span>
          <span className={`${classes.number} numbers`}>{wholeNumber(value, language)}</span>
        </li>
      ))}
    </ul>
  );
}

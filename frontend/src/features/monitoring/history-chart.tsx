import { Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CatalogReport } from '@/api/queries/monitoring';
import { calendarDay, wholeNumber } from '@/lib/format';
import { impacts, sum } from './words';
import classes from './monitoring.module.css';

const width = 320;
const height = 132;
const base = height - 18;
const most = 16;

/** How much AWS changed by report: stacked bars, and the same as a list for whoever listens. */
export function HistoryChart({ reports }: { reports: readonly CatalogReport[] }) {
  const { t, i18n } = useTranslation();
  const shown = reports.slice(0, most).reverse();
  const top = Math.max(1, ...shown.map(({ counts }) => sum(counts)));
  const slot = width / Math.max(shown.length, 8);
  const bar = Math.min(22, slot * 0.62);
  const first = shown[0];
  const last = shown[shown.length - 1];
  return (
    <>
      <svg
        className={classes.chart}
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="xMidYMid meet"
        aria-hidden
      >
        <line x1="0" x2={width} y1={base + 0.5} y2={base + 0.5} className={classes.axis} />
        {shown.map(({ id, counts }, i) => {
          const x = i * slot + (slot - bar) / 2;
          const tops = [0, counts.breaking, counts.breaking + counts.enhancement, sum(counts)];
          return (
            <g key={id}>
              {impacts.map((impact, n) => {
                const size = (counts[impact] * (base - 8)) / top;
                const above = ((tops[n] ?? 0) * (base - 8)) / top;
                return counts[impact] === 0 ? null : (
                  <rect
                    key={impact}
                    className={classes[impact]}
                    x={x}
                    width={bar}
                    y={base - above - Math.max(2, size)}
                    height={Math.max(2, size)}
                    rx="1.5"
                  />
                );
              })}
            </g>
          );
        })}
        {first && last && (
          <>
            <text x="0" y={height - 4} className={classes.mark}>
              {calendarDay(first.after_date, i18n.language)}
            </text>
            {first.id !== last.id && (
              <text x={width} y={height - 4} textAnchor="end" className={classes.mark}>
                {calendarDay(last.after_date, i18n.language)}
              </text>
            )}
          </>
        )}
      </svg>
      <ul className="words-only">
        {shown.map(({ id, after_date: day, counts }) => (
          <li key={id}>
            {calendarDay(day, i18n.language)}:{' '}
            {impacts
              .map(
                (impact) =>
                  `${t(`monitoring.impact.${impact}`)} ${wholeNumber(counts[impact], i18n.language)}`,
              )
              .join(', ')}
          </li>
        ))}
      </ul>
      <Group gap="md" mt={6} aria-hidden>
        {impacts.map((impact) => (
          <span key={impact} className={classes.key}>
            <span className={classes.swatch} data-impact={impact} />
            {t(`monitoring.impact.${impact}`)}
          </span>
        ))}
      </Group>
    </>
  );
}

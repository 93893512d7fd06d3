import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type ReactNode } from 'react';
import { useDensity } from './preferences';
import classes from './virtual-table.module.css';

/** One column: its heading, its width as a grid track, and its cell. */
export interface Column<Row> {
  key: string;
  heading: string;
  width: string;
  cell: (row: Row) => ReactNode;
}

const heights = { comfortable: 40, compact: 32 } as const;

/**
 * A table of any length: only the rows in sight are in the page. When `onMore`
 * is given it is called as the end comes near.
 */
export function VirtualTable<Row>({
  label,
  columns,
  rows,
  rowKey,
  minWidth,
  maxHeight,
  hasMore = false,
  loadingMore = false,
  onMore,
}: {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string | number;
  /** In pixels; a narrower place scrolls sideways. */
  minWidth: number;
  /** In pixels; by default as the window has room. */
  maxHeight?: number;
  hasMore?: boolean;
  loadingMore?: boolean;
  onMore?: () => void;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const [density] = useDensity();
  const rowHeight = heights[density];
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is memoised, so nothing goes stale
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    getItemKey: (index) => {
      const row = rows[index];
      return row === undefined ? index : rowKey(row);
    },
  });
  useEffect(() => virtual.measure(), [virtual, rowHeight]);
  const items = virtual.getVirtualItems();
  const last = items[items.length - 1]?.index ?? 0;

  useEffect(() => {
    if (onMore && hasMore && !loadingMore && last >= rows.length - 20) onMore();
  }, [hasMore, loadingMore, last, rows.length, onMore]);

  const tracks = { gridTemplateColumns: columns.map((column) => column.width).join(' ') };
  return (
    // A region that scrolls must be reachable by keyboard.
    <div
      ref={scroller}
      className={classes.scroller}
      style={maxHeight === undefined ? undefined : { maxHeight }}
      tabIndex={0}
      role="group"
      aria-label={label}
    >
      <div
        role="table"
        aria-label={label}
        aria-rowcount={hasMore ? -1 : rows.length + 1}
        style={{ minWidth }}
      >
        <div role="rowgroup" className={classes.head}>
          <div role="row" aria-rowindex={1} className={classes.row} style={tracks}>
            {columns.map((column) => (
              <div role="columnheader" key={column.key}>
                {column.heading}
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {items.map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            return (
              <div
                role="row"
                key={item.key}
                aria-rowindex={item.index + 2}
                className={`${classes.row} ${classes.body}`}
                style={{ ...tracks, height: rowHeight, transform: `translateY(${item.start}px)` }}
              >
                {columns.map((column) => (
                  <div role="cell" key={column.key}>
                    {column.cell(row)}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** The cell of a row that opens it. */
export function RowButton({
  label,
  onClick,
  children,
}: {
  label: string;
  onClick: () => void;
  children: ReactNode;
}) {
  return (
    <button type="button" className={classes.open} aria-label={label} onClick={onClick}>
      {children}
    </button>
  );
}

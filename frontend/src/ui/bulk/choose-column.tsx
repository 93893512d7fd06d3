import { Checkbox } from '@mantine/core';
import type { Column } from '../virtual-table';
import classes from './bulk.module.css';

/** The column in which rows are chosen. */
export function chooseColumn<Row>(
  heading: string,
  keyOf: (row: Row) => string,
  labelOf: (row: Row) => string,
  keys: ReadonlySet<string>,
  toggle: (key: string) => void,
): Column<Row> {
  return {
    key: 'choose',
    heading,
    width: '64px',
    cell: (row) => (
      <Checkbox
        size="xs"
        className={classes.choose ?? ''}
        aria-label={labelOf(row)}
        checked={keys.has(keyOf(row))}
        onChange={() => toggle(keyOf(row))}
      />
    ),
  };
}

import { useCallback, useMemo, useState } from 'react';

/** Which rows of a list are chosen. What has left the list is not chosen any more. */
export function useSelection<Row>(rows: readonly Row[], keyOf: (row: Row) => string) {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const chosen = useMemo(() => rows.filter((row) => keys.has(keyOf(row))), [rows, keys, keyOf]);
  const toggle = useCallback(
    (key: string) =>
      setKeys((old) => {
        const next = new Set(old);
        if (!next.delete(key)) next.add(key);
        return next;
      }),
    [],
  );
  const clear = useCallback(() => setKeys(new Set()), []);
  return { keys, chosen, toggle, clear };
}

import { useDebouncedValue } from '@mantine/hooks';
import { useMemo } from 'react';

/**
 * A question as it stood when nobody had changed it for a moment, and whether
 * it is still the present one: answers to another are not to be shown.
 */
export function useSettled<T>(question: T, milliseconds = 350): { settled: T; current: boolean } {
  const text = JSON.stringify(question);
  const [settled] = useDebouncedValue(text, milliseconds);
  return { settled: useMemo(() => JSON.parse(settled) as T, [settled]), current: settled === text };
}

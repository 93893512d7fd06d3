import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState, type Dispatch, type SetStateAction } from 'react';

const keyOf = (name: string) => ['policies', 'kept', name] as const;

/**
 * Puts down what the page of this name shall show when it is opened next. It
 * lies beside the server's answers, so it goes with them when somebody else
 * signs in.
 */
export function keep<T>(queryClient: QueryClient, name: string, value: T): void {
  queryClient.setQueryDefaults(keyOf(name), { gcTime: Infinity });
  queryClient.setQueryData(keyOf(name), value);
}

/** State of a page that is still there when one comes back to the page. */
export function useKept<T>(name: string, initial: T): [T, Dispatch<SetStateAction<T>>] {
  const queryClient = useQueryClient();
  const [value, setValue] = useState(() => queryClient.getQueryData<T>(keyOf(name)) ?? initial);
  useEffect(() => keep(queryClient, name, value), [queryClient, name, value]);
  return [value, setValue];
}

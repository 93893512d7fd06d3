import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';

/** Every item of a list, piece by piece until its end: for choosing among all of them. */
export function useWhole<T>(query: UseInfiniteQueryResult<InfiniteData<{ items: T[] }>>): {
  items: readonly T[];
  loading: boolean;
} {
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);
  const items = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  return { items, loading: isFetching };
}

import { QueryClient } from '@tanstack/react-query';
import { isWorthRetrying } from '@/api/errors';

/** Keeps the server's answers; reads are repeated only when that may help, changes never. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (failures, error) => failures < 2 && isWorthRetrying(error),
        retryDelay: (failures) => Math.min(500 * 2 ** failures, 4000),
      },
      mutations: { retry: false },
    },
  });
}

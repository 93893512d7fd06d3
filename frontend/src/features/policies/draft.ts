import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { PolicyCase } from '@/api/queries/library';
import type { GeneratedPolicy, PolicyType } from '@/api/queries/policies';

/** A policy being worked on: as it was generated, and as it stands now. */
export interface Draft {
  generated: GeneratedPolicy;
  text: string;
  policyType: PolicyType;
  /** The examples it was generated with; they go into the library with it. */
  cases: PolicyCase[];
}

const draftKey = ['policies', 'draft'] as const;

/**
 * The draft, kept while one looks at other pages. It lives beside the server's
 * answers, so it goes with them when somebody else signs in.
 */
export function useDraft(): [Draft | null, (change: (draft: Draft | null) => Draft | null) => void] {
  const queryClient = useQueryClient();
  const { data } = useQuery<Draft | null>({
    queryKey: draftKey,
    queryFn: () => null,
    enabled: false,
    initialData: null,
    staleTime: Infinity,
    gcTime: Infinity,
  });
  const change = useCallback(
    (update: (draft: Draft | null) => Draft | null) =>
      queryClient.setQueryData<Draft | null>(draftKey, (draft) => update(draft ?? null)),
    [queryClient],
  );
  return [data, change];
}

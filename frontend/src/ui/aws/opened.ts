import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';

/** Which thing of a list is open. */
export interface Opened {
  name: string | null;
  open: (name: string) => void;
  close: () => void;
}

/** Which thing of a list is open; the address says it, beside the credential and the view. */
export function useOpened(): Opened {
  const { open } = useSearch({ strict: false });
  const navigate = useNavigate();
  return useMemo(
    () => ({
      name: open ?? null,
      open: (name) => void navigate({ to: '.', search: (old) => ({ ...old, open: name }) }),
      close: () =>
        void navigate({
          to: '.',
          search: (old) => {
            const rest = { ...old };
            delete rest.open;
            return rest;
          },
          replace: true,
        }),
    }),
    [open, navigate],
  );
}

import { useState } from 'react';
import type { Credential } from '@/api/queries/vault';

/** The credential that was chosen; the default one, or the first, until then. */
export function useChosenCredential(credentials: readonly Credential[]) {
  const [chosen, choose] = useState<string | null>(null);
  const credential =
    credentials.find(({ id }) => String(id) === chosen) ??
    credentials.find(({ is_default: first }) => first) ??
    credentials[0];
  return { credential, choose };
}

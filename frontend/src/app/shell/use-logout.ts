import { useCallback } from 'react';
import { signOut } from '@/api/queries/accounts';
import { notifyError } from '@/ui/notify';

/** Logs out. When the server cannot be told, this window forgets the session all the same, and says so. */
export function useLogout(): () => void {
  return useCallback(() => void signOut().catch(notifyError), []);
}

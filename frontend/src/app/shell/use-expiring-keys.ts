import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { tellSystem } from '@/api/desktop';
import { meQuery } from '@/api/queries/accounts';
import { credentialsQuery, type CredentialWarning } from '@/api/queries/vault';
import { session } from '@/api/session';

const urgent: readonly CredentialWarning['code'][] = [
  'key_old',
  'session_expired',
  'session_expiring',
  'sign_in_needed',
  'sign_in_expiring',
  'rotation_stuck',
];
const hour = 3_600_000;
const told = 'iam-copilot-keys-told';

/** In the desktop window, the system tells of keys that end soon or are old: of each once a day. */
export function useExpiringKeys(): void {
  const me = useQuery(meQuery);
  const signedIn = me.data !== undefined;
  const keys = useQuery({
    ...credentialsQuery,
    enabled: session.home === 'desktop' && signedIn,
    refetchInterval: hour,
    refetchIntervalInBackground: true,
  });
  useEffect(() => {
    const day = new Date().toISOString().slice(0, 10);
    const before = remembered(day);
    for (const key of keys.data ?? []) {
      const warning = key.warnings.find(({ code }) => urgent.includes(code));
      const name = warning && `${key.id}:${warning.code}`;
      if (!name || before.includes(name)) continue;
      if (tellSystem(key.label, warning.message)) before.push(name);
    }
    remember(day, before);
  }, [keys.data]);
}

function remembered(day: string): string[] {
  try {
    const kept = JSON.parse(localStorage.getItem(told) ?? '{}') as { day?: string; names?: string[] };
    return kept.day === day && Array.isArray(kept.names) ? kept.names : [];
  } catch {
    return [];
  }
}

function remember(day: string, names: string[]): void {
  if (names.length === 0) return;
  try {
    localStorage.setItem(told, JSON.stringify({ day, names }));
  } catch {
    // Without storage it is told of once more.
  }
}

import { queryOptions } from '@tanstack/react-query';
import { askDesktop, desktopState, type DesktopState } from './home';
import { session } from './session';

/** What can be set of the desktop window. */
export interface DesktopPreferences {
  /** 0: never. */
  lock_after_minutes: number;
  show_in_captures: boolean;
  check_for_updates: boolean;
  /** Whether this system can hide the window from screenshots. */
  capture_protection: boolean;
  /** Whether this build knows where updates are announced. */
  updates: boolean;
}

/** What looking for an update found. */
export interface UpdateNews {
  newer: boolean;
  version?: string;
  url?: string;
  notes?: string;
}

export const desktopStateQuery = queryOptions({
  queryKey: ['desktop', 'state'],
  queryFn: () => desktopState(),
});

export const desktopPreferencesQuery = queryOptions({
  queryKey: ['desktop', 'preferences'],
  queryFn: () => askDesktop<DesktopPreferences>('preferences'),
});

export function savePreferences(wanted: DesktopPreferences): Promise<DesktopPreferences> {
  return askDesktop('preferences', wanted);
}

/** Asks where, and saves everything of this computer there. The path is empty when the person gave up. */
export function backUp(passphrase: string, title: string): Promise<{ path: string }> {
  return askDesktop('backup', { passphrase, title });
}

/** Asks for a backup and puts it in the place of what is here. made_by is empty when the person gave up. */
export function restoreBackup(
  passphrase: string,
  title: string,
): Promise<{ made_by: string; made_at: string; kept: string }> {
  return askDesktop('restore', { passphrase, title });
}

export function protectByPassphrase(passphrase: string): Promise<DesktopState> {
  return askDesktop('protect', { passphrase });
}

/** Closes the data; the window shows the page that opens it again. */
export async function lockDesktop(): Promise<void> {
  await askDesktop('lock', {});
  window.location.reload();
}

export function saveLogs(title: string): Promise<{ path: string }> {
  return askDesktop('logs', { title });
}

export function lookForUpdate(): Promise<UpdateNews> {
  return askDesktop('update', {});
}

export function forgetServer(url: string): Promise<DesktopState> {
  return askDesktop('forget-server', { url });
}

/** Opens a page of the team server in the person's browser. */
export function openInBrowser(path: string): Promise<void> {
  return askDesktop('browse', { path });
}

/** Shows a message of the system's; false when the window is in front anyway, and in a browser. */
export function tellSystem(title: string, text = ''): boolean {
  if (session.home !== 'desktop' || document.hasFocus()) return false;
  void askDesktop('notify', { title, text }).catch(() => undefined);
  return true;
}

/** The answer of signing in with a provider, in the person's browser; it comes when the browser has been back. */
export function signInThroughBrowser(
  provider: string,
  signal: AbortSignal,
): Promise<{ access_token: string; expires_in: number; mfa_required?: boolean; mfa_token?: string }> {
  return askDesktop('sso', { provider }, fetch, signal);
}

/** Copies a secret in the desktop window, whose Go side empties the clipboard later; false in a browser. */
export async function copySecretInWindow(text: string): Promise<boolean> {
  if (session.home !== 'desktop') return false;
  await askDesktop('clipboard', { text });
  return true;
}

const often = 20_000;

/** Lets the desktop window know that somebody is here, as long as they are. Returns what ends that. */
export function reportActivity(page: Window = window): () => void {
  let last = 0;
  const report = () => {
    const now = Date.now();
    if (now - last < often) return;
    last = now;
    void askDesktop('active', {}).catch(() => undefined);
  };
  const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'focus'] as const;
  signs.forEach((sign) => page.addEventListener(sign, report, { passive: true, capture: true }));
  return () => signs.forEach((sign) => page.removeEventListener(sign, report, { capture: true }));
}

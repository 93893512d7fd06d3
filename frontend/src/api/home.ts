import { fromAnswer } from './errors';

/**
 * Where the interface lives. In a browser it holds the access token itself; in
 * the desktop window the Go side adds tokens and refreshes them, so no token
 * ever reaches JavaScript.
 */
export type Home = 'browser' | 'desktop';

/** What the desktop window knows about itself (GET /desktop/state). */
export interface DesktopState {
  signed_in: boolean;
  /** local: the backend runs inside the app; server: it is at server_url. */
  mode: 'local' | 'server';
  server_url: string;
  /** Where the key to the data is; locked until it is open. */
  key_protection: 'keyring' | 'passphrase' | 'locked';
  version: string;
  /** The team servers that were used before, the newest first. */
  servers: string[];
}

/** Tells the homes apart: Wails puts its runtime on the window, and its page may carry a mark of its own. */
export function detectHome(page: Window & typeof globalThis = window): Home {
  const mark = page.document.querySelector('meta[name="iamcopilot-home"]')?.getAttribute('content');
  return mark === 'desktop' || 'runtime' in page || 'go' in page ? 'desktop' : 'browser';
}

/** Asks the desktop window for its state. Throws when the window does not answer. */
export async function desktopState(send: typeof fetch = fetch): Promise<DesktopState> {
  const response = await send('/desktop/state', { headers: { Accept: 'application/json' } });
  if (!response.ok) throw new Error(`the desktop window answered ${response.status}`);
  return (await response.json()) as DesktopState;
}

/** Asks something of the desktop window; a refusal throws with the window's own sentence and code. */
export async function askDesktop<Answer>(
  path: string,
  body?: object,
  send: typeof fetch = fetch,
  signal?: AbortSignal,
): Promise<Answer> {
  const response = await send(
    `/desktop/${path}`,
    body
      ? {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(body),
          ...(signal ? { signal } : {}),
        }
      : { headers: { Accept: 'application/json' } },
  );
  const answer: unknown = response.status === 204 ? undefined : await response.json().catch(() => null);
  if (!response.ok) throw fromAnswer(response, answer);
  return answer as Answer;
}

/**
 * Points the desktop window at a team server, or at this computer when the
 * address is empty. Answers the new state; a refused address throws with the
 * window's own sentence.
 */
export function chooseServer(url: string, send: typeof fetch = fetch): Promise<DesktopState> {
  return askDesktop('server', { url }, send);
}

/** Opens an address in the person's own browser: the desktop window has no tabs. False when the window cannot. */
export function openOutside(url: string, page: Window = window): boolean {
  const { runtime } = page as { runtime?: { BrowserOpenURL?: (url: string) => void } };
  if (typeof runtime?.BrowserOpenURL !== 'function') return false;
  runtime.BrowserOpenURL(url);
  return true;
}

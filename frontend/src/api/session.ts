import type { ApiError } from './errors';
import { fromAnswer } from './errors';
import { desktopState, detectHome, type Home } from './home';

/** unknown: not asked yet. */
export type SessionStatus = 'unknown' | 'signed_in' | 'signed_out';

/** What a session needs of the world; tests bring their own. */
export interface SessionWorld {
  home: Home;
  fetch: typeof fetch;
  now: () => number;
  /** Keeps the hint, which is no secret, that somebody was signed in. */
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  /** Lets one tab at a time refresh; null where the browser has no locks. */
  locks: Pick<LockManager, 'request'> | null;
  /** Tells the other tabs; null where the browser cannot. */
  channel: Pick<BroadcastChannel, 'postMessage' | 'addEventListener'> | null;
}

interface TokenAnswer {
  access_token: string;
  expires_in: number;
}

type Listener = (status: SessionStatus, sameUser: boolean) => void;

const hint = 'iamcopilot.signed-in';
const refreshPath = '/api/v1/auth/refresh';
// Operations that take no token: a 401 from them is about a password or a code.
const publicPaths = [
  'login',
  'login/mfa',
  'login/mfa/passkey',
  'login/passkey',
  'login/passkey/options',
  'register',
  'refresh',
  'forgot-password',
  'reset-password',
  'verify-email',
  'verify-email/resend',
].map((name) => `/api/v1/auth/${name}`);

/** Reads the user out of an access token, only to notice that somebody else signed in; the server alone trusts it. */
function subjectOf(token: string): string {
  try {
    const part = token.split('.')[1] ?? '';
    const claims = JSON.parse(atob(part.replace(/-/g, '+').replace(/_/g, '/'))) as { sub?: unknown };
    return typeof claims.sub === 'string' || typeof claims.sub === 'number' ? String(claims.sub) : '';
  } catch {
    return '';
  }
}

/**
 * The signed-in session. The access token lives in this object and nowhere
 * else; the refresh token is an HttpOnly cookie that JavaScript never sees. In
 * the desktop window there is no token here at all.
 */
export class Session {
  #token = '';
  #subject = '';
  #expires = 0;
  #status: SessionStatus = 'unknown';
  #leftOnPurpose = false;
  #refreshing: Promise<boolean> | null = null;
  #restoring: Promise<void> | null = null;
  readonly #listeners = new Set<Listener>();
  readonly #world: SessionWorld;

  constructor(world: SessionWorld) {
    this.#world = world;
    world.channel?.addEventListener('message', (event) => {
      const message: unknown = event.data;
      if (message === 'signed-out') {
        this.#leftOnPurpose = true;
        this.#become('signed_out');
      }
      // Another tab signed in, maybe as somebody else: this tab's token is void.
      if (message === 'signed-in' && world.home === 'browser') void this.refresh().catch(() => undefined);
    });
  }

  get status(): SessionStatus {
    return this.#status;
  }

  get home(): Home {
    return this.#world.home;
  }

  /** Whether the last session ended because the person logged out: then no address is kept for the next one. */
  get leftOnPurpose(): boolean {
    return this.#leftOnPurpose;
  }

  /** Calls back at every change of status; returns what ends that. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Finds out once whether somebody is signed in. In a browser it asks the
   * server only when the hint says that somebody was. A server that cannot be
   * reached throws, and the next call asks again.
   */
  restore(): Promise<void> {
    if (this.#status !== 'unknown') return Promise.resolve();
    this.#restoring ??= this.#restore().finally(() => (this.#restoring = null));
    return this.#restoring;
  }

  async #restore(): Promise<void> {
    if (this.#world.home === 'desktop') {
      const state = await desktopState(this.#world.fetch);
      this.#become(state.signed_in ? 'signed_in' : 'signed_out');
      return;
    }
    if (this.#readHint()) await this.refresh();
    else this.#become('signed_out');
  }

  /** Starts a session with the answer of signing in. */
  begin(answer: TokenAnswer): void {
    this.#take(answer);
    this.#world.channel?.postMessage('signed-in');
  }

  /** The browser leaves to sign in elsewhere: when it comes back, there may be a session. */
  expect(): void {
    this.#writeHint(true);
  }

  /** Forgets the session here and in the other tabs. The server is told by the caller. */
  end(): void {
    this.#leftOnPurpose = true;
    this.#become('signed_out');
    this.#world.channel?.postMessage('signed-out');
  }

  /**
   * Sends a request with the token. An expired token is renewed first, a
   * refused one renewed once and the request sent again; when that fails too
   * the session is over and the 401 comes back.
   */
  async fetch(request: Request): Promise<Response> {
    const method = request.method;
    // Bodies travel whole: WebKit hands a custom scheme no streamed body. Files are bytes, all else is text.
    const files = request.headers.get('Content-Type')?.startsWith('multipart/') === true;
    const body =
      method === 'GET' || method === 'HEAD'
        ? null
        : files
          ? await request.arrayBuffer()
          : await request.text();
    const send = (): Promise<Response> => {
      const headers = new Headers(request.headers);
      if (this.#token) headers.set('Authorization', `Bearer ${this.#token}`);
      return this.#world.fetch(request.url, {
        method,
        headers,
        body: body === '' ? null : body,
        signal: request.signal,
        credentials: 'same-origin',
      });
    };
    const open = publicPaths.includes(new URL(request.url).pathname);
    if (open) return send();
    if (this.#world.home === 'desktop') {
      const response = await send();
      if (response.status === 401) this.#become('signed_out');
      return response;
    }
    if (this.#token && this.#world.now() >= this.#expires) await this.refresh();
    const used = this.#token;
    const response = await send();
    if (response.status !== 401) return response;
    // Somebody else may have renewed the token while this request was under way.
    const renewed = used !== this.#token && this.#token !== '' ? true : await this.refresh();
    return renewed ? send() : response;
  }

  /**
   * Renews the access token; calls at the same time share one request. False
   * when the session is over. Throws when the server could not say (offline,
   * overloaded): then nobody is signed out.
   */
  refresh(): Promise<boolean> {
    this.#refreshing ??= this.#lockedRefresh().finally(() => (this.#refreshing = null));
    return this.#refreshing;
  }

  async #lockedRefresh(): Promise<boolean> {
    const { locks } = this.#world;
    return locks ? locks.request('iamcopilot.refresh', () => this.#sendRefresh()) : this.#sendRefresh();
  }

  async #sendRefresh(): Promise<boolean> {
    const response = await this.#world.fetch(refreshPath, {
      method: 'POST',
      headers: { 'X-Token-Transport': 'cookie', Accept: 'application/json' },
      credentials: 'same-origin',
    });
    const body: unknown = await response.json().catch(() => null);
    if (response.ok) {
      this.#take(body as TokenAnswer);
      return true;
    }
    const error: ApiError = fromAnswer(response, body);
    const undecided = error.status >= 500 || error.status === 429 || error.status === 408;
    if (undecided) throw error;
    this.#become('signed_out');
    return false;
  }

  #take(answer: TokenAnswer): void {
    const subject = subjectOf(answer.access_token);
    const same = this.#status === 'signed_in' && subject === this.#subject;
    this.#token = answer.access_token;
    this.#subject = subject;
    // Renewed a little early, so that a token does not end on its way.
    this.#expires = this.#world.now() + Math.max(answer.expires_in - 10, 1) * 1000;
    this.#become('signed_in', same);
  }

  #become(status: SessionStatus, sameUser = false): void {
    if (status === 'signed_in') this.#leftOnPurpose = false;
    else {
      this.#token = '';
      this.#subject = '';
    }
    this.#writeHint(status === 'signed_in');
    // Having signed out is no news twice: what a page has asked for since would be lost.
    const changed = status !== this.#status || (status === 'signed_in' && !sameUser);
    this.#status = status;
    if (changed) this.#listeners.forEach((listener) => listener(status, sameUser));
  }

  #readHint(): boolean {
    try {
      return this.#world.storage.getItem(hint) !== null;
    } catch {
      // Storage is switched off: asking the server is the only way to know.
      return true;
    }
  }

  #writeHint(on: boolean): void {
    try {
      if (on) this.#world.storage.setItem(hint, '1');
      else this.#world.storage.removeItem(hint);
    } catch {
      // Without storage the next start asks the server.
    }
  }
}

/** The session of this window. */
export const session = new Session({
  home: detectHome(),
  fetch: (...args) => fetch(...args),
  now: () => Date.now(),
  // Reached for at each call: where storage is forbidden, even naming it throws.
  storage: {
    getItem: (key) => window.localStorage.getItem(key),
    setItem: (key, value) => window.localStorage.setItem(key, value),
    removeItem: (key) => window.localStorage.removeItem(key),
  },
  locks: (navigator as { locks?: LockManager }).locks ?? null,
  channel: typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('iamcopilot.session'),
});

import { describe, expect, it } from 'vitest';
import { Session, type SessionStatus, type SessionWorld } from './session';

function token(sub: string): string {
  return `e30.${btoa(JSON.stringify({ sub }))}.sig`;
}

function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
}

interface Call {
  path: string;
  authorization: string | null;
  body: string | null;
}

/** A server in memory: it knows which access tokens are good and hands out the next one on refresh. */
function world(options: Partial<SessionWorld> & { refresh?: () => Response | Promise<Response> } = {}) {
  const calls: Call[] = [];
  const good = new Set<string>();
  const stored = new Map<string, string>();
  let made = 0;
  const clock = { now: 1_000_000 };
  const issue = (sub = '1') => {
    const next = `${token(sub)}${++made}`;
    good.clear();
    good.add(next);
    return next;
  };
  const send = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const path = new URL(input as string, 'http://localhost').pathname;
    const authorization = new Headers(init?.headers).get('Authorization');
    calls.push({ path, authorization, body: (init?.body as string | null | undefined) ?? null });
    await Promise.resolve();
    if (path === '/desktop/state') return json(200, { signed_in: true, mode: 'local', server_url: '' });
    if (path === '/api/v1/auth/refresh') {
      return options.refresh ? options.refresh() : json(200, { access_token: issue(), expires_in: 900 });
    }
    return good.has(authorization?.replace('Bearer ', '') ?? '')
      ? json(200, { ok: true })
      : json(401, { code: 'accounts.unauthenticated' });
  };
  const session = new Session({
    home: 'browser',
    fetch: send,
    now: () => clock.now,
    storage: {
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, value) => void stored.set(key, value),
      removeItem: (key) => void stored.delete(key),
    },
    locks: null,
    channel: null,
    ...options,
  });
  const refreshes = () => calls.filter((call) => call.path === '/api/v1/auth/refresh').length;
  return { session, calls, stored, good, issue, clock, refreshes };
}

const request = (path: string, init?: RequestInit) => new Request(`http://localhost${path}`, init);

describe('restore', () => {
  it('asks nobody when nobody was signed in', async () => {
    const { session, calls } = world();
    await session.restore();
    expect(session.status).toBe('signed_out');
    expect(calls).toEqual([]);
  });

  it('refreshes once when somebody was, however often it is asked', async () => {
    const { session, stored, refreshes } = world();
    stored.set('iamcopilot.signed-in', '1');
    await Promise.all([session.restore(), session.restore()]);
    await session.restore();
    expect(session.status).toBe('signed_in');
    expect(refreshes()).toBe(1);
  });

  it('stays undecided when the server cannot be reached', async () => {
    let up = false;
    const { session, stored } = world({
      refresh: () => {
        if (!up) throw new TypeError('Failed to fetch');
        return json(200, { access_token: token('1'), expires_in: 900 });
      },
    });
    stored.set('iamcopilot.signed-in', '1');
    await expect(session.restore()).rejects.toThrow('Failed to fetch');
    expect(session.status).toBe('unknown');
    up = true;
    await session.restore();
    expect(session.status).toBe('signed_in');
  });

  it('believes the desktop window', async () => {
    const { session, calls } = world({ home: 'desktop' });
    await session.restore();
    expect(session.status).toBe('signed_in');
    expect(calls.map((call) => call.path)).toEqual(['/desktop/state']);
  });
});

describe('fetch', () => {
  it('adds the token', async () => {
    const { session, issue, calls } = world();
    session.begin({ access_token: issue(), expires_in: 900 });
    const response = await session.fetch(request('/api/v1/auth/me'));
    expect(response.status).toBe(200);
    expect(calls[0]?.authorization).toMatch(/^Bearer /);
  });

  it('renews once for many refused requests at the same time, and repeats each with its body', async () => {
    const { session, issue, good, calls, refreshes } = world();
    session.begin({ access_token: issue(), expires_in: 900 });
    good.clear();
    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map((n) =>
        session.fetch(request('/api/v1/things', { method: 'POST', body: JSON.stringify({ n }) })),
      ),
    );
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200, 200]);
    expect(refreshes()).toBe(1);
    const repeated = calls.filter((call) => call.path === '/api/v1/things').slice(5);
    expect(repeated.map((call) => call.body).sort()).toEqual(
      [1, 2, 3, 4, 5].map((n) => JSON.stringify({ n })),
    );
  });

  it('renews an expired token before it is refused', async () => {
    const { session, issue, clock, calls } = world();
    session.begin({ access_token: issue(), expires_in: 900 });
    clock.now += 895_000;
    await session.fetch(request('/api/v1/auth/me'));
    expect(calls.map((call) => call.path)).toEqual(['/api/v1/auth/refresh', '/api/v1/auth/me']);
  });

  it('ends the session when renewing is refused, and gives the 401 back', async () => {
    const seen: SessionStatus[] = [];
    const { session, issue, good, stored, refreshes } = world({
      refresh: () => json(401, { code: 'accounts.refresh_refused' }),
    });
    session.begin({ access_token: issue(), expires_in: 900 });
    session.subscribe((status) => seen.push(status));
    good.clear();
    const response = await session.fetch(request('/api/v1/auth/me'));
    expect(response.status).toBe(401);
    expect(seen).toEqual(['signed_out']);
    expect(stored.size).toBe(0);
    expect(refreshes()).toBe(1);
  });

  it('signs nobody out when the server is overloaded', async () => {
    const { session, issue, good } = world({
      refresh: () => json(429, { code: 'http.limited', detail: 'Wait.' }),
    });
    session.begin({ access_token: issue(), expires_in: 900 });
    good.clear();
    await expect(session.fetch(request('/api/v1/auth/me'))).rejects.toMatchObject({ status: 429 });
    expect(session.status).toBe('signed_in');
  });

  it('never refreshes for a wrong password', async () => {
    const { session, refreshes } = world();
    const response = await session.fetch(request('/api/v1/auth/login', { method: 'POST', body: '{}' }));
    expect(response.status).toBe(401);
    expect(refreshes()).toBe(0);
  });

  it('leaves tokens to the desktop window', async () => {
    const { session, calls } = world({ home: 'desktop' });
    await session.restore();
    const response = await session.fetch(request('/api/v1/auth/me'));
    expect(response.status).toBe(401);
    expect(session.status).toBe('signed_out');
    expect(calls.map((call) => call.path)).toEqual(['/desktop/state', '/api/v1/auth/me']);
    expect(calls[1]?.authorization).toBeNull();
  });
});

describe('several tabs', () => {
  it('refreshes under one lock', async () => {
    const names: string[] = [];
    const locks = {
      request: (name: string, work: () => unknown) => {
        names.push(name);
        return Promise.resolve(work());
      },
    } as unknown as SessionWorld['locks'];
    const { session } = world({ locks });
    await session.refresh();
    expect(names).toEqual(['iamcopilot.refresh']);
  });

  it('notices that somebody else signed in', async () => {
    let hear: (event: MessageEvent) => void = () => undefined;
    const channel = {
      postMessage: () => undefined,
      addEventListener: (_: string, listener: (event: MessageEvent) => void) => (hear = listener),
    } as unknown as SessionWorld['channel'];
    const { session } = world({
      channel,
      refresh: () => json(200, { access_token: token('2'), expires_in: 900 }),
    });
    session.begin({ access_token: token('1'), expires_in: 900 });
    const seen: [SessionStatus, boolean][] = [];
    session.subscribe((status, sameUser) => seen.push([status, sameUser]));
    hear(new MessageEvent('message', { data: 'signed-in' }));
    await session.refresh();
    expect(seen).toEqual([['signed_in', false]]);
    hear(new MessageEvent('message', { data: 'signed-out' }));
    expect(session.status).toBe('signed_out');
  });
});

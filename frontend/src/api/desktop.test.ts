import { afterEach, describe, expect, it, vi } from 'vitest';
import { reportActivity } from './desktop';
import { askDesktop } from './home';

const answering = (status: number, body?: unknown) =>
  vi.fn<typeof fetch>(() =>
    Promise.resolve(new Response(body === undefined ? null : JSON.stringify(body), { status })),
  );

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('askDesktop', () => {
  it('reads without a body, and sends one as JSON', async () => {
    const send = answering(200, { a: 1 });
    expect(await askDesktop('state', undefined, send)).toEqual({ a: 1 });
    expect(send).toHaveBeenLastCalledWith('/desktop/state', { headers: { Accept: 'application/json' } });
    await askDesktop('lock', {}, answering(204));
    await askDesktop('unlock', { passphrase: 'x' }, send);
    expect(send.mock.lastCall?.[1]).toMatchObject({ method: 'POST', body: '{"passphrase":"x"}' });
  });

  it('throws the refusal with its code and sentence', async () => {
    const send = answering(403, { code: 'desktop.wrong_passphrase', detail: 'The passphrase is not right.' });
    await expect(askDesktop('unlock', {}, send)).rejects.toMatchObject({
      code: 'desktop.wrong_passphrase',
      detail: 'The passphrase is not right.',
    });
  });
});

describe('reportActivity', () => {
  it('tells at most every twenty seconds that somebody is here', () => {
    vi.useFakeTimers({ now: 1_000_000 });
    const send = answering(204);
    vi.stubGlobal('fetch', send);
    const end = reportActivity();
    const press = () => window.dispatchEvent(new KeyboardEvent('keydown'));
    press();
    press();
    expect(send).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(20_000);
    press();
    expect(send).toHaveBeenCalledTimes(2);
    end();
    vi.advanceTimersByTime(60_000);
    press();
    expect(send).toHaveBeenCalledTimes(2);
  });
});

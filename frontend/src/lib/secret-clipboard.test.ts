import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { copySecret, secretMilliseconds } from './secret-clipboard';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function board(readable = true) {
  let held = '';
  return {
    writeText: (text: string) => Promise.resolve(void (held = text)),
    readText: () => (readable ? Promise.resolve(held) : Promise.reject(new Error('not allowed'))),
    get held() {
      return held;
    },
  };
}

it('empties the clipboard when the secret has had its time', async () => {
  const clipboard = board();
  await copySecret('s3cret', clipboard as unknown as Clipboard);
  expect(clipboard.held).toBe('s3cret');
  await vi.advanceTimersByTimeAsync(secretMilliseconds);
  expect(clipboard.held).toBe('');
});

it('leaves alone what has been copied since, and what cannot be read', async () => {
  const clipboard = board();
  await copySecret('s3cret', clipboard as unknown as Clipboard);
  await clipboard.writeText('a poem');
  await vi.advanceTimersByTimeAsync(secretMilliseconds);
  expect(clipboard.held).toBe('a poem');

  const closed = board(false);
  await copySecret('s3cret', closed as unknown as Clipboard);
  await vi.advanceTimersByTimeAsync(secretMilliseconds);
  expect(closed.held).toBe('s3cret');
});

import { expect, it } from 'vitest';
import { linkToken } from './link-token';

it.each([
  ['#token=6MUzKzYe5BUu-_x', '6MUzKzYe5BUu-_x'],
  ['#other=1&token=abc', 'abc'],
  ['#token=', ''],
  ['', ''],
  ['#nothing', ''],
])('reads the secret of %j', (hash, token) => expect(linkToken(hash)).toBe(token));

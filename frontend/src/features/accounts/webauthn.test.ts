import { describe, expect, it } from 'vitest';
import { fromBase64Url, toBase64Url } from './webauthn';

describe('base64url', () => {
  it.each([
    ['', []],
    ['_w', [255]],
    ['-_8', [251, 255]],
    ['AAECAwQ', [0, 1, 2, 3, 4]],
  ])('%s', (text, bytes) => {
    expect([...new Uint8Array(fromBase64Url(text))]).toEqual(bytes);
    expect(toBase64Url(Uint8Array.from(bytes).buffer)).toBe(text);
  });
});

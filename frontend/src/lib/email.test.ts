import { expect, it } from 'vitest';
import { looksLikeEmail } from './email';

it.each([
  ['ada@example.com', true],
  [' ada.l+aws@sub.example.co.uk ', true],
  ['ada@example', false],
  ['ada@example..com', false],
  ['ada example@example.com', false],
  ['@example.com', false],
  ['', false],
  [`${'a'.repeat(250)}@example.com`, false],
])('%j: %s', (text, want) => expect(looksLikeEmail(text)).toBe(want));

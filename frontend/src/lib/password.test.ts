import { describe, expect, it } from 'vitest';
import { checkPassword, isAcceptable } from './password';

describe('checkPassword', () => {
  it.each([
    ['', { length: false, upper: false, lower: false, digit: false, bytes: true }],
    ['SecurePass123', { length: true, upper: true, lower: true, digit: true, bytes: true }],
    ['Short1a', { length: false, upper: true, lower: true, digit: true, bytes: true }],
    ['alllower1', { length: true, upper: false, lower: true, digit: true, bytes: true }],
    ['ALLUPPER1', { length: true, upper: true, lower: false, digit: true, bytes: true }],
    ['NoDigitsHere', { length: true, upper: true, lower: true, digit: false, bytes: true }],
    ['Ünïcödé7', { length: true, upper: true, lower: true, digit: true, bytes: true }],
    ['🔑🔑🔑Aa1', { length: false, upper: true, lower: true, digit: true, bytes: true }],
  ])('%j', (password, want) => expect(checkPassword(password)).toEqual(want));

  it('counts bytes, not characters', () => {
    expect(checkPassword('Aa1' + 'x'.repeat(69)).bytes).toBe(true);
    expect(checkPassword('Aa1' + 'x'.repeat(70)).bytes).toBe(false);
    expect(checkPassword('Aa1' + 'é'.repeat(35)).bytes).toBe(false);
  });

  it('looks at the normal form, as the server does', () => {
    expect(checkPassword('ａｂｃｄＥＦＧ１').digit).toBe(true);
    expect(checkPassword('e\u0301'.repeat(4) + 'A1').length).toBe(false);
  });

  it('accepts only when every rule is met', () => {
    expect(isAcceptable('SecurePass123')).toBe(true);
    expect(isAcceptable('Aa1' + 'x'.repeat(70))).toBe(false);
  });
});

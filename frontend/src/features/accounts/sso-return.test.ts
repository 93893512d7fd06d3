import { describe, expect, it } from 'vitest';
import { ssoText, takeFragment } from './sso-return';

describe('takeFragment', () => {
  it('takes what it is asked for out of the address', () => {
    window.history.replaceState(null, '', '/login?next=%2Fa#mfa_token=abc&return_to=%2Fpolicies%3Fq%3D1');
    expect(takeFragment('mfa_token', 'return_to', 'sso_error')).toEqual({
      mfa_token: 'abc',
      return_to: '/policies?q=1',
      sso_error: '',
    });
    expect(window.location.href).toMatch(/\/login\?next=%2Fa$/);
  });

  it('leaves other fragments alone', () => {
    window.history.replaceState(null, '', '/settings#mfa');
    expect(takeFragment('sso')).toEqual({ sso: '' });
    expect(window.location.hash).toBe('#mfa');
  });
});

describe('ssoText', () => {
  it.each([
    ['accounts.sso_domain', 'accounts.sso.domain'],
    ['toString', 'accounts.sso.other'],
    ['server.internal', 'accounts.sso.other'],
  ])('%s', (code, text) => expect(ssoText(code)).toBe(text));
});

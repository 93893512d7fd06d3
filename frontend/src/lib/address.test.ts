import { describe, expect, it } from 'vitest';
import { safeAddress } from './address';

describe('safeAddress', () => {
  it.each([
    [undefined, '/'],
    ['', '/'],
    ['/settings?tab=profile', '/settings?tab=profile'],
    ['/iam/users?user=ada#keys', '/iam/users?user=ada#keys'],
    ['https://evil.example', '/'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/a\\b', '/'],
    ['/\t/evil.example', '/'],
    ['javascript:alert(1)', '/'],
    ['settings', '/'],
    ['/x/..//evil.example', '/'],
  ])('%j goes to %j', (wanted, want) => expect(safeAddress(wanted)).toBe(want));
});

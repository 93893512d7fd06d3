import { describe, expect, it } from 'vitest';
import { daysSince, narrow, reportCsv, reportUsers } from './credential-report';

const now = new Date('2026-11-23T12:00:00Z');

const rows = [
  {
    user: '<root_account>',
    arn: 'arn:aws:iam::123456789012:root',
    user_creation_time: '2020-01-01T00:00:00+00:00',
    password_enabled: 'not_supported',
    password_last_used: '2026-01-02T03:04:05+00:00',
    mfa_active: 'false',
    access_key_1_active: 'false',
    access_key_1_last_rotated: 'N/A',
  },
  {
    user: 'ada',
    arn: 'arn:aws:iam::123456789012:user/ada',
    user_creation_time: '2026-01-01T00:00:00+00:00',
    password_enabled: 'true',
    password_last_used: 'no_information',
    mfa_active: 'true',
    access_key_1_active: 'true',
    access_key_1_last_rotated: '2026-08-01T00:00:00+00:00',
    access_key_1_last_used_date: 'N/A',
    access_key_2_active: 'true',
    access_key_2_last_rotated: '2026-11-20T00:00:00+00:00',
    access_key_2_last_used_date: '2026-11-22T10:00:00+00:00',
  },
  { user: '=cmd', arn: 'a,"b"', password_enabled: 'FALSE', mfa_active: 'FALSE' },
];

describe('reportUsers', () => {
  const users = reportUsers(rows);

  it('reads keys that are active, and leaves out what is no moment', () => {
    expect(users[1]).toEqual({
      name: 'ada',
      arn: 'arn:aws:iam::123456789012:user/ada',
      root: false,
      createdAt: '2026-01-01T00:00:00+00:00',
      password: true,
      passwordUsedAt: null,
      mfa: true,
      keys: [
        { place: 1, rotatedAt: '2026-08-01T00:00:00+00:00', usedAt: null },
        { place: 2, rotatedAt: '2026-11-20T00:00:00+00:00', usedAt: '2026-11-22T10:00:00+00:00' },
      ],
    });
  });

  it('knows the root user', () => {
    expect(users.map(({ root }) => root)).toEqual([true, false, false]);
  });

  it.each([
    ['all', ['<root_account>', 'ada', '=cmd']],
    ['no-mfa', ['<root_account>']],
    ['old-keys', ['ada']],
  ] as const)('narrowed to %s leaves %j', (filter, names) => {
    expect(narrow(users, filter, now, 90).map(({ name }) => name)).toEqual(names);
  });

  it('finds no key older than it is', () => {
    expect(narrow(users, 'old-keys', now, 200)).toEqual([]);
  });
});

it('counts whole days', () => {
  expect(daysSince('2026-11-20T13:00:00Z', now)).toBe(2);
});

describe('reportCsv', () => {
  const lines = reportCsv(rows).split('\r\n');

  it('begins with who, and has every column', () => {
    expect(lines[0]).toMatch(/^user,arn,user_creation_time,access_key_1_active,/);
    expect(lines[0]?.split(',')).toHaveLength(12);
    expect(lines).toHaveLength(rows.length + 2);
  });

  it('quotes what needs it, and makes no formulas', () => {
    expect(lines[3]).toMatch(/^'=cmd,"a,""b""",,/);
  });
});

import { describe, expect, it } from 'vitest';
import {
  calendarDay,
  exactUtc,
  groupAccountId,
  initials,
  parseArn,
  relativeTime,
  wholeNumber,
} from './format';

describe('groupAccountId', () => {
  it.each([
    ['123456789012', '1234 5678 9012'],
    ['000000000001', '0000 0000 0001'],
    ['', ''],
    ['1234', '1234'],
    ['12345678901a', '12345678901a'],
  ])('%s becomes %s', (id, want) => expect(groupAccountId(id)).toBe(want));
});

describe('parseArn', () => {
  it('keeps colons in the resource', () => {
    expect(parseArn('arn:aws:lambda:eu-west-1:123456789012:function:resize:42')).toEqual({
      partition: 'aws',
      service: 'lambda',
      region: 'eu-west-1',
      account: '123456789012',
      resource: 'function:resize:42',
    });
  });
  it('allows an empty Region and account', () => {
    expect(parseArn('arn:aws-cn:s3:::bucket/key')).toMatchObject({
      partition: 'aws-cn',
      region: '',
      account: '',
    });
  });
  it.each(['', 'bucket', 'arn:aws:s3', 'urn:aws:s3:::x', 'arn::s3:::x'])('refuses %j', (text) =>
    expect(parseArn(text)).toBeNull(),
  );
});

describe('relativeTime', () => {
  const now = new Date('2026-11-23T12:00:00Z');
  it.each([
    ['2026-11-23T12:00:00Z', 'now'],
    ['2026-11-23T11:59:31Z', 'now'],
    ['2026-11-23T11:57:00Z', '3 minutes ago'],
    ['2026-11-23T06:00:00Z', '6 hours ago'],
    ['2026-11-22T11:00:00Z', 'yesterday'],
    ['2026-11-09T12:00:00Z', '2 weeks ago'],
    ['2025-01-01T00:00:00Z', 'last year'],
    ['2026-12-23T12:00:00Z', 'next month'],
  ])('%s is %s', (at, want) => expect(relativeTime(new Date(at), now)).toBe(want));
});

describe('the rest', () => {
  it('writes the exact UTC time', () =>
    expect(exactUtc(new Date('2026-11-23T10:04:05.678Z'))).toBe('2026-11-23 10:04:05 UTC'));
  it('never shifts a calendar day', () => expect(calendarDay('2026-09-26')).toBe('Sep 26, 2026'));
  it('leaves a day that is none alone', () => expect(calendarDay('soon')).toBe('soon'));
  it('separates thousands', () => expect(wholeNumber(6144)).toBe('6,144'));
  it.each([
    ['Ada Lovelace', 'AL'],
    ['Ada King Lovelace', 'AL'],
    ['ada', 'A'],
    ['  ', 'X'],
    ['Élodie Žák', 'ÉŽ'],
  ])('initials of %j', (name, want) => expect(initials(name, 'x@example.com')).toBe(want));
});

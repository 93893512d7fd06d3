import { describe, expect, it } from 'vitest';
import { placeOf } from './json-place';

const policy = `{
  "Version": "2012-10-17",
  "Statement": [
    {"Sid": "A", "Action": ["s3:Get*", "s3:\\"]"]},
    {"Sid": "B", "Effect": "Allow"}
  ]
}`;

describe('placeOf', () => {
  const piece = (text: string, path: (string | number)[]) => {
    const place = placeOf(text, path);
    return place && text.slice(place.from, place.to);
  };

  it.each([
    [['Statement', 1], '{"Sid": "B", "Effect": "Allow"}'],
    [['Statement', 0, 'Action', 1], '"s3:\\"]"'],
    [['Version'], '"2012-10-17"'],
    [['Statement', 2], null],
    [['Statement', 0, 'Resource'], null],
  ])('finds %j', (path, wanted) => expect(piece(policy, path)).toBe(wanted));

  it('takes one statement without a list for the first', () => {
    expect(piece('{"Statement": {"Sid": "A"}}', ['Statement', 0])).toBe('{"Sid": "A"}');
    expect(piece('{"Statement": {"Sid": "A"}}', ['Statement', 0, 'Sid'])).toBe('"A"');
    expect(piece('{"Statement": {"Sid": "A"}}', ['Statement', 1])).toBeNull();
  });

  it('does not confuse a name inside another value with the wanted one', () => {
    expect(piece('{"Condition": {"Statement": [1]}, "Statement": [2]}', ['Statement', 0])).toBe('2');
  });

  it.each(['', '{', '{"Statement": [', '{"Statement": [{}', '{"a" 1}', '"x'])('gives up on %j', (text) =>
    expect(placeOf(text, ['Statement', 0])).toBeNull(),
  );
});

import { expect, it } from 'vitest';
import { searchItems } from './search';

const user = (user_name: string, path = '/') => ({
  user_name,
  path,
  user_id: 'AIDA',
  arn: `arn:aws:iam::123456789012:user${path}${user_name}`,
  created_at: '2026-01-01T00:00:00Z',
  password_last_used: null,
});

const users = [user('ada'), user('grace', '/engineering/'), user('Ada.Ops', '/engineering/ops/')];

it.each([
  ['', ['ada', 'grace', 'Ada.Ops']],
  ['ADA', ['ada', 'Ada.Ops']],
  ['engineering ada', ['Ada.Ops']],
  ['/engineering/', ['grace', 'Ada.Ops']],
  [':user/ada', ['ada']],
  ['nobody', []],
])('%j finds %j', (text, want) =>
  expect(
    searchItems(users, text, (item) => `${item.user_name} ${item.path} ${item.arn}`).map(
      (found) => found.user_name,
    ),
  ).toEqual(want),
);

import { expect, it } from 'vitest';
import { readCheckpoint } from './checkpoint';

const good = {
  workspace_id: 3,
  id: 41,
  hash: 'ab',
  at: '2026-11-23T10:00:00Z',
  key_id: 'k1',
  signature: 'cd',
};

it('reads what was downloaded, and only that', () => {
  expect(readCheckpoint(JSON.stringify({ ...good, $schema: 'x' }))).toEqual(good);
});

it.each([
  '',
  'null',
  '[]',
  '{}',
  JSON.stringify({ ...good, id: '41' }),
  JSON.stringify({ ...good, hash: 7 }),
])('takes %j for no checkpoint', (text) => expect(readCheckpoint(text)).toBeNull());

import { act, renderHook } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { clearNotices, keepNotice, seeNotices, useNotices } from './notices';

beforeEach(clearNotices);

it('keeps the newest first, counts what is new, and no more than fifty', () => {
  const { result } = renderHook(useNotices);
  act(() => keepNotice('done', 'first'));
  act(() => keepNotice('failed', 'second'));
  expect(result.current.notices.map(({ text }) => text)).toEqual(['second', 'first']);
  expect(result.current.unseen).toBe(2);
  act(seeNotices);
  expect(result.current.unseen).toBe(0);
  act(() => {
    for (let i = 0; i < 60; i++) keepNotice('done', `n${i}`);
  });
  expect(result.current.notices).toHaveLength(50);
  expect(result.current.unseen).toBe(50);
  act(clearNotices);
  expect(result.current).toEqual({ notices: [], unseen: 0 });
});

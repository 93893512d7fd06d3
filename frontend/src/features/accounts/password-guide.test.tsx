import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { renderUi } from '@/ui/testing/render';
import { PasswordGuide } from './password-guide';
import { estimate } from './strength';

const rules = () => screen.getAllByRole('listitem').map((item) => item.textContent);

it('ticks the rules off as one types', () => {
  const { rerender } = renderUi(<PasswordGuide password="" personal={[]} />);
  expect(rules()).toHaveLength(4);
  expect(rules().every((text) => text.endsWith('not met'))).toBe(true);
  rerender(<PasswordGuide password="abc1" personal={[]} />);
  expect(rules().map((text) => !text.endsWith('not met'))).toEqual([false, false, true, true]);
});

it('speaks of bytes only when there are too many', () => {
  const { rerender } = renderUi(<PasswordGuide password={`Aa1${'x'.repeat(69)}`} personal={[]} />);
  expect(rules()).toHaveLength(4);
  rerender(<PasswordGuide password={`Aa1${'x'.repeat(70)}`} personal={[]} />);
  expect(rules()[4]).toContain('Not over 72 bytes');
});

it('finds what is easy to guess, and what the person is called', async () => {
  expect(await estimate('Password1', [])).toBeLessThan(2);
  expect(await estimate('Quiet-Harbor-72', [])).toBeGreaterThanOrEqual(3);
  const name = 'Vrolkandimeer';
  expect(await estimate(`${name}12`, [name])).toBeLessThan(await estimate(`${name}12`, []));
});

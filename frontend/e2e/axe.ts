import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './fixtures';

/** The two looks of the product, each of which everybody must be able to read. */
export const schemes = ['light', 'dark'] as const;

/** Axe finds nothing on the page as it is now. `without` names rules that do not fit here; `only` those to look at. */
export async function expectNoViolations(
  page: Page,
  where: string,
  without: string[] = [],
  only?: string[],
): Promise<void> {
  // Contrast is measured on what is painted: nothing may still be fading in.
  await page.waitForFunction(() =>
    document.getAnimations().every((animation) => animation.playState !== 'running'),
  );
  const axe = new AxeBuilder({ page });
  const { violations } = await (
    only
      ? axe.withRules(only)
      : axe
          .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
          .disableRules(without)
  ).analyze();
  const told = violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map((node) => `${node.target.join(' ')} ${node.failureSummary ?? ''}`).join('\n')}`,
  );
  // Soft: one walk then tells of every page.
  expect.soft(told, where).toEqual([]);
}

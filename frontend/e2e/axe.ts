import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './fixtures';

/** The two looks of the product, each of which everybody must be able to read. */
export const schemes = ['light', 'dark'] as const;

/**
 * Axe finds nothing on the page as it is now; `without` names rules that do not fit here. All but
 * colours is the same in both looks, so that in the dark one only they are looked at.
 */
export async function expectNoViolations(page: Page, where: string, without: string[] = []): Promise<void> {
  // Contrast is measured on what is painted: nothing may still be fading in.
  await page.waitForFunction(() =>
    document.getAnimations().every((animation) => animation.playState !== 'running'),
  );
  const dark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  const axe = new AxeBuilder({ page });
  const { violations } = await (
    dark
      ? axe.withRules(['color-contrast'])
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

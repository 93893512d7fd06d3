import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './fixtures';

/** The two looks of the product, each of which everybody must be able to read. */
export const schemes = ['light', 'dark'] as const;
export type Scheme = (typeof schemes)[number];

/** Shows the page in a look, and waits until nothing of the other is left. */
export async function look(page: Page, scheme: Scheme): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme });
  await page.waitForFunction(
    (wanted) =>
      document.documentElement.dataset['mantineColorScheme'] === wanted &&
      document.getAnimations().every((animation) => animation.playState !== 'running'),
    scheme,
  );
}

/**
 * Axe finds nothing on the page as it is now, in either look; `without` names rules that do not fit
 * here. All but colours is the same in both looks, so that in the dark one only they are looked at.
 * Leaves the page in the light one.
 */
export async function expectNoViolations(page: Page, where: string, without: string[] = []): Promise<void> {
  for (const scheme of ['dark', 'light'] as const) {
    // Contrast is measured on what is painted: nothing may still be fading in.
    await look(page, scheme);
    // There are no frames of other origins, which alone need a window of axe's own.
    const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode(true);
    const { violations } = await (
      scheme === 'dark'
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
    expect.soft(told, `${where} (${scheme})`).toEqual([]);
  }
}

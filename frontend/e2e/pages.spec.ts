import type { Page } from '@playwright/test';
import { expectNoViolations, schemes } from './axe';
import { walkByTab } from './tabbing';
import { expect, pagesOf, settled, test } from './world';

/** What stands out of the page to its side, where everything must be reached by scrolling down alone. */
async function sideways(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

// 1280 at 200 % is 640 wide ("Reflow", WCAG 2.2, asks for less than that).
const sizes = [
  { width: 1280, height: 800 },
  { width: 800, height: 800 },
  { width: 640, height: 400 },
];

for (const { name, signedIn } of pagesOf(1)) {
  test(`${name}: axe finds nothing, Tab reaches everything, nothing stands out`, async ({
    world,
    as,
    page,
  }) => {
    test.setTimeout(180_000);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    if (signedIn) await as('owner', page.context());
    await page.goto(world.pages.find((one) => one.name === name)?.address ?? '');
    await settled(page);
    // Before axe, which looks at the page from a window of its own and so takes its focus away.
    expect.soft(await walkByTab(page), 'by Tab').toEqual({ missed: [], unseen: [], trap: null });
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await expectNoViolations(page, `${name} (${colorScheme})`);
    }
    for (const size of sizes) {
      await page.setViewportSize(size);
      expect.soft(await sideways(page), `at ${size.width}`).toBeLessThanOrEqual(0);
    }
  });
}

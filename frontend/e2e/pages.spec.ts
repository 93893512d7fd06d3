import type { Page } from '@playwright/test';
import { expectNoViolations, look } from './axe';
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
] as const;

// All pages are compared in the light look, and those with the most kinds of parts in the dark one.
const alsoDark = new Set(['login', 'dashboard', 'policies-generate', 'access', 'findings', 'iam-users']);

test.use({ untouched: true });

for (const { name, signedIn } of pagesOf(1)) {
  test(`${name}: looks as it did, axe finds nothing, Tab reaches everything, nothing stands out`, async ({
    world,
    visitor,
    owner,
  }) => {
    test.setTimeout(180_000); // on a machine that has much else to do
    const page = signedIn ? owner : visitor;
    await page.setViewportSize(sizes[0]);
    await page.goto(world.pages.find((one) => one.name === name)?.address ?? '');
    await settled(page);
    for (const scheme of alsoDark.has(name) ? (['dark', 'light'] as const) : (['light'] as const)) {
      await look(page, scheme);
      await expect.soft(page).toHaveScreenshot(`${name}-${scheme}.png`);
    }
    expect.soft(await walkByTab(page), 'by Tab').toEqual({ missed: [], unseen: [], trap: null });
    await expectNoViolations(page, name);
    for (const size of sizes) {
      await page.setViewportSize(size);
      expect.soft(await sideways(page), `at ${size.width}`).toBeLessThanOrEqual(0);
    }
  });
}

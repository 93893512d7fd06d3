import type { Page } from '@playwright/test';
import { expect, follow, roles, settled, test, type Role } from './world';

const all: readonly Role[] = roles;
const managers: readonly Role[] = ['owner', 'admin'];
const workers: readonly Role[] = ['owner', 'admin', 'operator'];

// What each page lets some roles do, by the button for it.
const doors: readonly { address: string; button: string; for: readonly Role[]; shownTo?: readonly Role[] }[] =
  [
    { address: '/policies', button: 'New policy', for: workers },
    { address: '/findings', button: 'Start audit', for: workers },
    {
      address: '/usage?view=account',
      button: 'Look at the account',
      for: workers,
      shownTo: [...workers, 'auditor'],
    },
    { address: '/monitoring', button: 'Look now', for: workers },
    { address: '/iam/users', button: 'Create user', for: workers, shownTo: workers },
    {
      address: '/settings?tab=credentials',
      button: 'Add credentials',
      for: managers,
      shownTo: [...workers, 'auditor'],
    },
  ];

/** A button that one may not use stays in its place, can be reached, and says why. */
async function expectReason(page: Page, name: string, where: string): Promise<void> {
  const button = page.getByRole('button', { name, exact: true }).first();
  await expect.soft(button, where).toHaveAttribute('aria-disabled', 'true');
  await expect.soft(button, where).toHaveAttribute('title', /\w+.*\.$/);
}

for (const role of roles) {
  test(`${role}: every page opens, and what is not for the role says why`, async ({ world, as, page }) => {
    test.setTimeout(240_000);
    const broken: string[] = [];
    page.on('pageerror', (error) => broken.push(error.message));
    await as(role, page.context());
    await page.goto('/');
    await settled(page);
    for (const { name, address } of world.pages.filter(({ signedIn }) => signedIn)) {
      await follow(page, address);
      // A page that is not for the role says so; nothing is a failure.
      await expect.soft(page.getByText('Something went wrong'), name).toHaveCount(0);
    }
    for (const { address, button, for: may, shownTo = all } of doors) {
      if (!shownTo.includes(role)) continue;
      await follow(page, address);
      if (may.includes(role)) {
        const door = page.getByRole('button', { name: button, exact: true }).first();
        await expect.soft(door, `${role} at ${address}`).not.toHaveAttribute('aria-disabled', 'true');
      } else await expectReason(page, button, `${role} at ${address}`);
    }
    expect(broken, 'errors of the pages').toEqual([]);
  });
}

test('an operator plans what an owner applies, and what AWS refuses is told', async ({
  world,
  as,
  browser,
}) => {
  for (const role of ['operator', 'owner'] as const) {
    const context = await browser.newContext({ baseURL: world.server.url, reducedMotion: 'reduce' });
    await as(role, context);
    const page = await context.newPage();
    await page.goto('/iam/users');
    await settled(page);
    await page.getByRole('button', { name: 'Create user', exact: true }).click();
    await page.getByRole('dialog', { name: 'Create user' }).getByLabel('Name').fill('new.colleague');
    await page.keyboard.press('Enter');
    const plan = page.getByRole('dialog', { name: 'Review the change' });
    await expect(plan.getByText('iam:CreateUser')).toBeVisible();
    const apply = plan.getByRole('button', { name: 'Apply' });
    if (role === 'operator') {
      await expect(apply).toHaveAttribute('aria-disabled', 'true');
      await expect(apply).toHaveAttribute('title', /An admin or the owner applies them\./);
    } else {
      await apply.click();
      await expect(plan.getByText('Nothing was changed')).toBeVisible();
      await expect(plan.getByText(/does not let anybody do this/).first()).toBeVisible();
    }
    await context.close();
  }
});

import type { CDPSession, Page } from '@playwright/test';
import { expectNoViolations } from './axe';
import { expect, logIn, logOut, test } from './fixtures';

/** Gives the page a platform authenticator whose owner agrees to everything at once. */
async function withAuthenticator(page: Page): Promise<{ cdp: CDPSession; authenticatorId: string }> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { cdp, authenticatorId };
}

// Browsers have passkeys for names only, not for 127.0.0.1.
test.use({ baseURL: async ({ server }, use) => use(server.url.replace('127.0.0.1', 'localhost')) });

const hello = /^Hello/;

test('a passkey is added, signs in alone and beside the password, and is removed', async ({
  home: page,
  person,
}) => {
  const { cdp, authenticatorId } = await withAuthenticator(page);
  await page.goto('/settings?tab=security');
  await expect(page.getByText('No passkeys.')).toBeVisible();
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('Name')).toBeFocused();
  await page.keyboard.type('My laptop');
  await dialog.getByLabel('Current password').fill(person.password);
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('list', { name: 'Recovery codes' })).toBeVisible();
  expect(await dialog.getByRole('listitem').count()).toBe(10);
  await dialog.getByRole('button', { name: 'I have kept them' }).click();
  const list = page.getByRole('list', { name: 'Passkeys' });
  await expect(list.getByText('My laptop')).toBeVisible();
  await expect(page.getByText('10 recovery codes left')).toBeVisible();
  await expectNoViolations(page, 'security');

  await logOut(page);
  await expectNoViolations(page, 'log in');
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByRole('heading', { name: hello })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: hello })).toBeVisible();

  await logOut(page);
  await logIn(page, person);
  await expect(page.getByRole('heading', { name: 'Two-factor sign-in' })).toBeVisible();
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await expect(page.getByRole('heading', { name: hello })).toBeVisible();

  await page.goto('/settings?tab=security');
  await page.getByRole('button', { name: 'Rename My laptop' }).click();
  await dialog.getByLabel('Name').fill('Old laptop');
  await page.keyboard.press('Enter');
  await expect(list.getByText('Old laptop')).toBeVisible();
  await expect(list.getByText('last used')).toBeVisible();

  // A finger that is not the owner's removes nothing.
  await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
  await logOut(page);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByText('No passkey was used.')).toBeVisible();
  await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByRole('heading', { name: hello })).toBeVisible();

  await page.goto('/settings?tab=security');
  await page.getByRole('button', { name: 'Remove Old laptop' }).click();
  await dialog.getByLabel('Current password').fill(person.password);
  await dialog.getByRole('button', { name: 'Use a passkey' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('No passkeys.')).toBeVisible();

  await logOut(page);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByText('The passkey was not accepted.')).toBeVisible();
  await logIn(page, person);
  await expect(page.getByRole('heading', { name: hello })).toBeVisible();
});

import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';

/** The name of what has the focus, as a person who listens would hear it. */
async function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLElement | null;
    if (!element) return '';
    const labels = (element as HTMLInputElement).labels;
    return (
      element.getAttribute('aria-label') ??
      labels?.[0]?.textContent ??
      element.textContent ??
      ''
    ).trim();
  });
}

test('log in without a mouse', async ({ page, person }) => {
  await page.goto('/login');
  await expect(page.getByLabel('E-mail')).toBeFocused();
  await page.keyboard.type(person.email);
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused();
  await page.keyboard.type(person.password);
  const order: string[] = [];
  for (let i = 0; i < 4; i++) {
    await page.keyboard.press('Tab');
    order.push(await focused(page));
  }
  expect(order).toEqual(['Show or hide the text', 'Forgot password?', 'Log in', 'Register']);
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: /^Hello/ })).toBeVisible();
});

test('the skip link leads past the navigation', async ({ home: page }) => {
  await page.reload();
  await expect(page.getByRole('heading', { name: /^Hello/ })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('#content')).toBeFocused();
});

test('settings without a mouse: palette, tabs, a dialog that gives the focus back', async ({
  home: page,
}) => {
  await page.keyboard.press('Control+k');
  await expect(page.getByPlaceholder('Search pages and actions')).toBeFocused();
  await page.keyboard.type('aws cred');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/settings\?tab=credentials/);

  const tab = (name: string) => page.getByRole('tab', { name });
  await tab('AWS credentials').focus();
  await page.keyboard.press('ArrowRight');
  await expect(tab('Profile')).toBeFocused();
  await expect(page.getByRole('heading', { name: 'Sessions' })).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(tab('Security')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(tab('Workspace')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(tab('Audit log')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowRight');
  await expect(tab('AWS credentials')).toBeFocused();

  const add = page.getByRole('button', { name: 'Add credentials' });
  await add.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Add AWS credentials' });
  await expect(dialog.getByLabel('Label')).toBeFocused();
  // The focus stays inside as long as the dialog is open.
  for (let i = 0; i < 14; i++) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('[role="dialog"]') !== null)).toBe(true);
  }
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(add).toBeFocused();
});

test('a dialog that a menu has opened gives the focus back to the menu', async ({ home: page }) => {
  await page.goto('/settings?tab=credentials&add=true');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Label').fill('Production');
  await dialog.getByLabel('Access key ID').fill('AKIAIOSFODNN7EXAMPLE');
  await dialog.getByLabel('Secret access key').fill('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  const menu = page.getByRole('button', { name: 'Actions for Production' });
  await menu.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Edit' })).toBeVisible();
  await expect(async () => {
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('menuitem', { name: 'Delete' })).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.press('Enter');
  await expect(dialog.getByLabel(/to confirm$/)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(menu).toBeFocused();
});

test('the editor can be left with Tab', async ({ home: page }) => {
  await page.goto('/policies/generate?description=Allow%20reading%20objects%20of%20a%20bucket');
  const editor = page.getByRole('textbox', { name: 'Policy document editor' });
  await editor.focus();
  await expect(editor).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(editor).not.toBeFocused();
});

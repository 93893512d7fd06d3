import { expect, test } from './fixtures';

test('keys lead to pages, show themselves, and can be turned off', async ({ home: page }) => {
  await page.keyboard.press('g');
  await page.keyboard.press('l');
  await expect(page).toHaveURL(/\/policies$/);
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(sheet).toBeVisible();
  await sheet.getByRole('switch', { name: /^Shortcuts of single keys/ }).press('Space');
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await page.keyboard.press('g');
  await page.keyboard.press('d');
  await expect(page).toHaveURL(/\/policies$/);
});

test('the language is changed, and stays', async ({ home: page }) => {
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Preferences' }).click();
  await page.getByRole('combobox', { name: 'Language' }).click();
  await page.getByRole('option', { name: 'Deutsch' }).click();
  await expect(page.getByRole('dialog', { name: 'Darstellung' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: /^Hallo/ })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
});

test('a server that is gone is told of, and so is its return', async ({ home: page }) => {
  await page.route('**/api/v1/**', (route) => route.abort());
  await page.getByRole('link', { name: 'See all' }).click();
  await expect(page.getByText(/cannot be reached\. Trying again/)).toBeVisible({ timeout: 20_000 });
  await page.unroute('**/api/v1/**');
  await expect(page.getByText(/cannot be reached\. Trying again/)).toBeHidden({ timeout: 20_000 });
});

test('the audit log is exported, and held against a checkpoint', async ({ home: page }) => {
  await page.goto('/settings?tab=audit-log');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    (async () => {
      await page.getByRole('button', { name: 'Checkpoint' }).click();
      await page.getByRole('menuitem', { name: /^Download a checkpoint/ }).click();
    })(),
  ]);
  await page.locator('input[type="file"]').setInputFiles(await file.path());
  await expect(page.getByText('The log still holds the checkpoint')).toBeVisible();
  const [table] = await Promise.all([
    page.waitForEvent('download'),
    (async () => {
      await page.getByRole('button', { name: 'Export' }).click();
      await page.getByRole('menuitem', { name: /CSV/ }).click();
    })(),
  ]);
  expect(table.suggestedFilename()).toMatch(/^audit-log-.*\.csv$/);
  await page.getByRole('button', { name: /^Messages/ }).click();
  await expect(page.getByRole('dialog', { name: 'Messages' })).toContainText('The file is saved.');
});

import type { Page } from '@playwright/test';
import { makeKey } from './account';
import { expectNoViolations } from './axe';
import { expect, test } from './fixtures';
import { aws } from './server';

async function audit(page: Page): Promise<void> {
  const key = await makeKey('read-iam');
  await page.goto('/settings');
  await page.getByRole('button', { name: 'Add credentials' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Label').fill('Production');
  await form.getByLabel('Access key ID').fill(key.accessKeyId);
  await form.getByLabel('Secret access key').fill(key.secretAccessKey);
  await form.getByRole('button', { name: 'Add credentials' }).click();
  await expect(form).toBeHidden();
  await page.goto('/findings');
  await expect(page.getByRole('heading', { name: 'No audit yet' })).toBeVisible();
  await page.getByRole('button', { name: 'Start audit' }).click();
  await expect(page.getByRole('table', { name: 'Findings' })).toBeVisible({ timeout: 45_000 });
}

test('without credentials the audit says what it needs', async ({ home: page }) => {
  await page.goto('/findings');
  await expect(page.getByRole('heading', { name: 'No AWS credentials' })).toBeVisible();
});

test('an account is audited, a finding is accepted, and the next audit compared', async ({ home: page }) => {
  test.skip(!aws, 'needs the AWS emulator');
  test.setTimeout(150_000);
  await audit(page);
  await expect(page.getByText('the first audit of this account')).toBeVisible();
  await expect(page.getByText(/checks? could not be made/)).toBeVisible();
  const table = page.getByRole('table', { name: 'Findings' });
  await table.getByRole('button').first().click();
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByRole('heading', { name: 'What to do' })).toBeVisible();
  await drawer.getByRole('button', { name: 'Accept the finding' }).click();
  await expect(drawer).toContainText('Say in at least ten characters');
  await drawer.getByLabel('Justification').fill('Known and watched until the move is over.');
  await drawer.getByRole('button', { name: 'Accept the finding' }).click();
  await expect(drawer.getByRole('heading', { name: 'This finding is accepted' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(table.getByText('Accepted').first()).toBeVisible();

  await page.getByRole('button', { name: 'Start audit' }).click();
  await expect(page.getByText(/since the audit before/)).toBeVisible({ timeout: 45_000 });
});

test('axe finds nothing in the account audit', async ({ home: page }) => {
  test.skip(!aws, 'needs the AWS emulator');
  test.setTimeout(150_000);
  await audit(page);
  await expectNoViolations(page, 'findings');
  await page.getByRole('table', { name: 'Findings' }).getByRole('button').first().click();
  await expect(page.getByRole('heading', { name: 'What to do' })).toBeVisible();
  await expectNoViolations(page, 'a finding');
});

import { makeKey } from './account';
import { expectNoViolations } from './axe';
import { expect, test } from './fixtures';
import { aws } from './server';

test('axe finds nothing before signing in, where something is wrong', async ({ page }) => {
  await page.goto('/no-such-page');
  await expect(page.getByRole('heading', { level: 1, name: 'Page not found' })).toBeVisible();
  await expectNoViolations(page, 'no such page');
  await page.goto('/login');
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page.getByText('Fill this in.').first()).toBeVisible();
  await expectNoViolations(page, 'the log-in page with errors');
  await page.goto('/register');
  await page.getByLabel('Password', { exact: true }).fill(`Aa1${'é'.repeat(40)}`);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByText(/Not over 72 bytes/)).toBeVisible();
  await expectNoViolations(page, 'the registration page with errors');
});

test('axe finds nothing after signing in', async ({ home: page }) => {
  test.setTimeout(180_000);
  await expect(page.getByText('No AWS credentials', { exact: true })).toBeVisible();
  await expectNoViolations(page, 'dashboard without credentials');
  await page.goto('/iam/users');
  await expect(page.getByRole('heading', { name: 'No AWS credentials' })).toBeVisible();
  await expectNoViolations(page, 'IAM users without credentials');

  const key = aws
    ? await makeKey('read-iam')
    : { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
  await page.goto('/settings');
  await expect(page.getByText('No AWS credentials yet')).toBeVisible();
  await expectNoViolations(page, 'settings without credentials');
  await page.getByRole('button', { name: 'Add credentials' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Add credentials' }).click();
  await expectNoViolations(page, 'the credential form with errors');
  await dialog.getByLabel('Label').fill('Production');
  await dialog.getByLabel('Access key ID').fill(key.accessKeyId);
  await dialog.getByLabel('Secret access key').fill(key.secretAccessKey);
  await dialog.getByRole('button', { name: 'Add credentials' }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole('button', { name: 'Actions for Production' }).click();
  await expect(page.getByRole('menuitem', { name: 'Delete' })).toBeVisible();
  // An open menu is put at the end of the page, beside the landmarks, so that nothing clips it.
  await expectNoViolations(page, 'the menu of a credential', ['region']);
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(dialog).toBeVisible();
  await expectNoViolations(page, 'the question before deleting');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  if (aws) {
    await page.getByRole('button', { name: 'Verify Production' }).click();
    await expect(dialog).toContainText('AWS accepted');
    await expectNoViolations(page, 'the outcome of verifying');
    await page.keyboard.press('Escape');
  }

  await page.getByRole('tab', { name: 'Audit log' }).click();
  await page.getByRole('button', { name: /credential_added/ }).click();
  await expect(dialog).toContainText('vault.credential_added');
  await expectNoViolations(page, 'a record of the audit log');

  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Verify chain' }).click();
  await expect(page.getByText(/The chain is intact/)).toBeVisible();
  await expectNoViolations(page, 'the audit log, verified');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await expectNoViolations(page, 'the shortcuts');
  await page.keyboard.press('Escape');

  await page.keyboard.press('Control+k');
  await expect(page.getByPlaceholder('Search pages and actions')).toBeVisible();
  await expectNoViolations(page, 'the command palette');
  await page.keyboard.press('Escape');

  await page.goto('/policies/generate');
  await expectNoViolations(page, 'generate, empty');
  await page
    .getByLabel('What should be allowed?')
    .fill('Allow everything on every S3 bucket and delete DynamoDB tables');
  await page.getByRole('button', { name: 'Generate policy' }).click();
  const editor = page.getByRole('textbox', { name: 'Policy document editor' });
  await editor.fill(
    '{"Statement": [{"Effect": "Allow", "Action": ["s3:*", "iam:PassRole", "s3:Nope"], "Resource": "*"}]}',
  );
  await expect(page.getByText('MISSING_VERSION')).toBeVisible();
  await expectNoViolations(page, 'generate, with findings');
});

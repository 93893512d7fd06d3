import { makeKey, makeRichUser } from './account';
import { expectNoViolations, schemes } from './axe';
import { expect, test } from './fixtures';
import { aws } from './server';

for (const scheme of schemes) {
  test(`axe finds nothing before signing in (${scheme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    for (const [address, heading] of [
      ['/login', 'Welcome back'],
      ['/register', 'Create your account'],
      ['/forgot-password', 'Getting back in'],
      ['/terms', 'Terms of use'],
      ['/no-such-page', 'Page not found'],
    ] as const) {
      await page.goto(address);
      await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
      await expectNoViolations(page, address);
    }
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

  test(`axe finds nothing after signing in (${scheme})`, async ({ home: page }) => {
    test.setTimeout(180_000);
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
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
    await expectNoViolations(page, 'settings with a credential');
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

    for (const [tab, text] of [
      ['profile', 'Sessions'],
      ['audit-log', 'Verify chain'],
    ] as const) {
      await page.goto(`/settings?tab=${tab}`);
      await expect(page.getByText(text, { exact: true }).first()).toBeVisible();
      await expectNoViolations(page, `settings, ${tab}`);
    }
    await page.getByRole('button', { name: /credential_added/ }).click();
    await expect(dialog).toContainText('vault.credential_added');
    await expectNoViolations(page, 'a record of the audit log');

    await page.goto('/');
    await expect(page.getByText('Recent activity')).toBeVisible();
    await expectNoViolations(page, 'dashboard with credentials');
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

    if (aws) {
      const rich = await makeRichUser();
      await page.goto('/iam/users');
      await page.getByLabel('Search users').fill(rich);
      await page.getByRole('button', { name: `Show ${rich}` }).click();
      await expect(dialog).toContainText('payments');
      await expectNoViolations(page, 'an IAM user');
    }
  });
}

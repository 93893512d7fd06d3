import { makeKey, makeRichUser } from './account';
import { expect, logIn, logOut, newPerson, test } from './fixtures';
import { aws } from './server';

test('from registering to a checked policy, and out again', async ({ page }) => {
  const person = newPerson();

  await test.step('register', async () => {
    await page.goto('/register');
    await page.getByLabel('Full name').fill(person.fullName);
    await page.getByLabel('E-mail').fill(person.email);
    await page.getByLabel('Password', { exact: true }).fill(person.password);
    await page.getByLabel(/I accept the terms/).check();
    await page.getByRole('button', { name: 'Create account' }).click();
    await expect(page).toHaveURL(/\/$/);
    await expect(page.getByRole('heading', { level: 1, name: `Hello, ${person.fullName}` })).toBeVisible();
  });

  await test.step('log out and in', async () => {
    await logOut(page);
    await expect(page).toHaveURL(/\/login$/);
    await logIn(page, person);
    await expect(page.getByText(person.email, { exact: false }).first()).toBeVisible();
  });

  const label = 'Production AWS';
  const key = aws
    ? await makeKey('read-iam')
    : {
        userName: '',
        accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
        secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      };

  await test.step('the banner leads to adding credentials', async () => {
    await expect(page.getByText('No AWS credentials', { exact: true })).toBeVisible();
    await page.getByRole('link', { name: 'Add AWS credentials' }).click();
    const form = page.getByRole('dialog', { name: 'Add AWS credentials' });
    await form.getByLabel('Label').fill(label);
    await form.getByLabel('Access key ID').fill(key.accessKeyId);
    await form.getByLabel('Secret access key').fill(key.secretAccessKey);
    await form.getByRole('button', { name: 'Add credentials' }).click();
    await expect(form).toBeHidden();
    const row = page.getByRole('row', { name: new RegExp(label) });
    await expect(row).toContainText('Default');
    await expect(row).toContainText('AKIA...');
    // What was secret is nowhere in the page any more.
    expect(await page.content()).not.toContain(key.secretAccessKey);
    expect(await page.content()).not.toContain(key.accessKeyId);
  });

  await test.step('verify asks AWS whose key it is', async () => {
    await page.getByRole('button', { name: `Verify ${label}` }).click();
    if (aws) {
      const result = page.getByRole('dialog', { name: new RegExp(`AWS accepted “${label}”`) });
      await expect(result).toContainText('1234 5678 9012');
      await expect(result).toContainText(`arn:aws:iam::123456789012:user/${key.userName}`);
      await result.getByRole('button', { name: 'Close' }).last().click();
      await expect(page.getByRole('row', { name: new RegExp(label) })).toContainText('1234 5678 9012');
    } else {
      await expect(page.getByRole('alert')).toBeVisible();
    }
  });

  await test.step('generate a policy and mend what is found in it', async () => {
    await page.getByRole('link', { name: 'Generate', exact: true }).click();
    await page.getByLabel('What should be allowed?').fill('Allow Lambda to read S3');
    await page.getByRole('combobox', { name: 'Resource ARNs' }).fill('arn:aws:s3:::my-bucket/*');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Generate policy' }).click();
    const editor = page.getByRole('textbox', { name: 'Policy document editor' });
    await expect(editor).toContainText('"s3:GetObject"');
    await expect(editor).toContainText('arn:aws:s3:::my-bucket/*');
    await expect(page.getByText(/of 6,144 characters/)).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Why this policy' })).toBeVisible();

    // As one types, the text is checked: a policy without a Version is worth a remark.
    await editor.fill('{"Statement": [{"Effect": "Allow", "Action": "s3:GetObjekt", "Resource": "*"}]}');
    const findings = page.getByRole('region', { name: 'Findings' });
    await expect(findings.getByText('MISSING_VERSION')).toBeVisible();
    await expect(findings.getByText('INVALID_ACTION')).toBeVisible();
    await expect(page.locator('.cm-lintRange-error').first()).toBeVisible();

    await findings.getByRole('button', { name: 'Fix: Use s3:GetObject' }).click();
    await expect(editor).toContainText('"Action": "s3:GetObject"');
    await expect(findings.getByText('INVALID_ACTION')).toHaveCount(0);
    await findings.getByRole('button', { name: /^Fix: Add "Version"/ }).click();
    await expect(editor).toContainText('"Version": "2012-10-17"');
    await expect(findings.getByText('MISSING_VERSION')).toHaveCount(0);
  });

  if (aws) {
    await test.step('IAM users are listed with what hangs on them', async () => {
      const rich = await makeRichUser();
      await page.getByRole('link', { name: 'Users' }).click();
      await page.getByLabel('Search users').fill(rich);
      await page.getByRole('button', { name: `Show ${rich}` }).click();
      const drawer = page.getByRole('dialog', { name: rich });
      await expect(drawer).toContainText(`arn:aws:iam::123456789012:user/engineering/${rich}`);
      await expect(drawer).toContainText(`developers-${rich}`);
      await expect(drawer).toContainText(`reports-${rich}`);
      await expect(drawer).toContainText('inline-read');
      await expect(drawer).toContainText('payments');
      await expect(drawer.getByText('without a second factor')).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(drawer).toBeHidden();
    });
  }

  await test.step('the audit log has it all, and its chain holds', async () => {
    await page.goto('/settings?tab=audit-log');
    const table = page.getByRole('table', { name: 'Audit log' });
    await expect(table.getByText('vault.credential_added')).toBeVisible();
    await page.getByRole('combobox', { name: 'Outcome' }).click();
    await page.getByRole('option', { name: 'Succeeded' }).click();
    await page.getByRole('combobox', { name: 'Area' }).click();
    await page.getByRole('option', { name: 'AWS credentials' }).click();
    await expect(table.getByText('accounts.login')).toHaveCount(0);
    await page.getByRole('button', { name: /vault\.credential_added/ }).click();
    await expect(page.getByRole('dialog')).toContainText(person.email);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Verify chain' }).click();
    await expect(page.getByText(/The chain is intact: \d+ records checked/)).toBeVisible();
  });

  await test.step('log out for good', async () => {
    await logOut(page);
    await expect(page).toHaveURL(/\/login$/);
    await page.goto('/settings');
    await expect(page).toHaveURL(/\/login\?next=/);
  });
});

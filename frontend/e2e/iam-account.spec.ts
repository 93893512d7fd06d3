import { readFile } from 'node:fs/promises';
import { makeKey } from './account';
import { expectNoViolations } from './axe';
import { expect, test } from './fixtures';
import { applyPlan } from './organization';
import { aws } from './server';

test('alias, password policy and credential report of an account', async ({ home: page }) => {
  test.skip(!aws, 'needs the AWS emulator');
  if (!aws) return;
  test.setTimeout(120_000);
  const { userName } = await makeKey('none');
  await page.goto('/settings?tab=credentials&add=true');
  const form = page.getByRole('dialog');
  await form.getByLabel('Label').fill('Admin');
  await form.getByLabel('Access key ID').fill(aws.accessKeyId);
  await form.getByLabel('Secret access key').fill(aws.secretAccessKey);
  await form.getByRole('button', { name: 'Add credentials' }).click();
  await expect(form).toBeHidden();

  await page.goto('/iam/account');
  await expect(page.getByRole('list', { name: 'Quotas used' }).getByRole('listitem')).toHaveCount(7);

  await test.step('alias', async () => {
    const alias = `copilot-${Date.now().toString(36)}`;
    await page.getByRole('button', { name: 'Set alias' }).click();
    const dialog = page.getByRole('dialog', { name: 'Set alias' });
    await dialog.getByLabel('Alias').fill('Not An Alias');
    await page.keyboard.press('Enter');
    await expect(dialog.getByText(/Use 3 to 63/)).toBeVisible();
    await dialog.getByLabel('Alias').fill(alias);
    await page.keyboard.press('Enter');
    await applyPlan(page, 'iam:CreateAccountAlias');
    await expect(page.getByText(alias, { exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'Remove alias' }).click();
    await applyPlan(page, 'iam:DeleteAccountAlias');
    await expect(page.getByText(alias, { exact: true })).toHaveCount(0);
  });

  await test.step('password policy: what is not changed stays', async () => {
    await page.getByRole('button', { name: 'Edit password policy' }).click();
    const dialog = page.getByRole('dialog', { name: 'Edit password policy' });
    await dialog.getByLabel('Shortest password').fill('14');
    await dialog.getByLabel('Symbols').check();
    await expectNoViolations(page, 'the password policy');
    await dialog.getByRole('button', { name: 'Review the change' }).click();
    await applyPlan(page, 'iam:UpdateAccountPasswordPolicy');
    await expect(page.getByText('14 characters')).toBeVisible();
    await page.getByRole('button', { name: 'Back to AWS’s defaults' }).click();
    await applyPlan(page, 'iam:DeleteAccountPasswordPolicy');
  });

  await test.step('credential report', async () => {
    await page.getByLabel('Search the report').fill(userName);
    const table = page.getByRole('table', { name: 'Credential report' });
    await expect(table.getByRole('row')).toHaveCount(2, { timeout: 20_000 });
    await expect(table).toContainText('0 days');
    await expectNoViolations(page, 'the account');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download CSV' }).click(),
    ]);
    expect(await readFile(await file.path(), 'utf8')).toMatch(
      new RegExp(`^user,arn,.*\\r\\n[^]*${userName},`),
    );
  });

  await test.step('a role is made, and described in another way', async () => {
    const role = `worker-${Date.now().toString(36)}`;
    await page.goto('/iam/roles');
    await page.getByRole('button', { name: 'Create role' }).click();
    const create = page.getByRole('dialog', { name: 'Create role' });
    await create.getByLabel('Name').fill(role);
    await create.getByLabel('Longest session, in hours').fill('4');
    await create.getByRole('button', { name: 'Review the change' }).click();
    await applyPlan(page, 'iam:CreateRole');
    await page.getByLabel('Search roles').fill(role);
    await page.getByRole('button', { name: `Show ${role}` }).click();
    const drawer = page.getByRole('dialog', { name: role, exact: true });
    await drawer.getByRole('button', { name: `Edit ${role}` }).click();
    const edit = page.getByRole('dialog', { name: `Edit ${role}` });
    await expect(edit.getByLabel('Longest session, in hours')).toHaveValue('4');
    await edit.getByLabel('Description').fill('Works through the queue');
    await edit.getByRole('button', { name: 'Review the change' }).click();
    await applyPlan(page, 'iam:UpdateRole');
    await expect(drawer.getByText('Works through the queue')).toBeVisible();
  });
});

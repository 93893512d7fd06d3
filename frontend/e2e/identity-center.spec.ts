import { expectNoViolations } from './axe';
import { expect } from './fixtures';
import { addManagement, applyPlan, test } from './organization';

test('people, permission sets and assignments are looked at and changed', async ({
  home: page,
  server,
  person,
}) => {
  test.setTimeout(300_000);
  await addManagement(server.url, person);
  await page.goto('/identity-center');
  await expect(page.getByText('d-1234567890', { exact: true })).toBeVisible();

  await test.step('a permission set', async () => {
    await page.getByRole('tab', { name: 'Permission sets' }).click();
    await page.getByLabel('Search permission sets').fill('dev');
    await page.getByRole('button', { name: 'Show Developer' }).click();
    const set = page.getByRole('dialog', { name: 'Developer' });
    await expect(set.getByText('sqs:SendMessage')).toBeVisible();
    await expect(set.getByRole('region', { name: 'Assignments' })).toContainText('Shop');
    await expectNoViolations(page, 'a permission set');
    await set.getByRole('button', { name: 'Edit AWS managed policies' }).click();
    const form = page.getByRole('dialog', { name: 'Edit AWS managed policies' });
    await form.getByRole('combobox', { name: 'AWS managed policies' }).fill('ReadOnlyAccess');
    await page.keyboard.press('Enter');
    await form.getByRole('button', { name: 'Review the change' }).click();
    await applyPlan(page, 'sso:AttachManagedPolicyToPermissionSet', 'sso:ProvisionPermissionSet');
    await expect(set.getByText('arn:aws:iam::aws:policy/ReadOnlyAccess')).toBeVisible();
  });

  await test.step('a person, and what she gets', async () => {
    await page.goto('/identity-center?view=people');
    await page.getByRole('button', { name: 'Show ada' }).click();
    const ada = page.getByRole('dialog', { name: 'ada' });
    await expect(ada.getByRole('list', { name: 'Effective access' }).getByRole('listitem')).toHaveCount(4);
    await ada.getByRole('button', { name: 'What it allows: Developer in Lab' }).click();
    await ada.getByLabel('Search services and actions').fill('sqs:receive');
    await expect(ada.getByText('sqs:ReceiveMessage', { exact: true })).toBeVisible();
    await expectNoViolations(page, 'a person');
    await ada.getByRole('button', { name: 'Assign', exact: true }).click();
    await page.getByRole('combobox', { name: 'Permission set' }).click();
    await page.getByRole('option', { name: 'ReadOnly' }).click();
    await page.getByRole('combobox', { name: 'Accounts' }).fill('Bill');
    await page.getByRole('option', { name: /^Billing/ }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Review the change' }).click();
    await applyPlan(page, 'sso:CreateAccountAssignment');
    await expect(ada.getByRole('button', { name: 'Remove ReadOnly of ada in Billing' })).toBeVisible();
  });

  await test.step('a group is made, and somebody joins', async () => {
    await page.goto('/identity-center?view=groups');
    await page.getByRole('button', { name: 'Create group' }).click();
    await page.getByRole('dialog', { name: 'Create group' }).getByLabel('Name').fill('Auditors');
    await page.keyboard.press('Enter');
    await applyPlan(page, 'identitystore:CreateGroup');
    await page.getByRole('button', { name: 'Show Auditors' }).click();
    const group = page.getByRole('dialog', { name: 'Auditors' });
    await group.getByRole('button', { name: 'Add members' }).click();
    await page.getByRole('combobox', { name: 'People' }).fill('grace');
    await page.getByRole('option', { name: /grace/ }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Review the change' }).click();
    await applyPlan(page, 'identitystore:CreateGroupMembership');
    await expect(group.getByText('Grace Hopper')).toBeVisible();
  });

  await test.step('an assignment is taken away where one looks by account', async () => {
    await page.goto('/identity-center?view=accounts&open=333333333333');
    const table = page.getByRole('table', { name: 'Assignments' });
    await expect(table.getByRole('row')).toHaveCount(4);
    await expectNoViolations(page, 'assignments of an account');
    await table.getByRole('button', { name: 'Remove ReadOnly of ada in Billing' }).click();
    await applyPlan(page, 'sso:DeleteAccountAssignment');
    await expect(table.getByRole('row')).toHaveCount(3);
  });

  await test.step('findings come from a job', async () => {
    await page.getByRole('tab', { name: 'Findings' }).click();
    await page.getByRole('button', { name: 'Start audit' }).click();
    await expect(page.getByRole('list', { name: 'Findings' })).toContainText('Unused', { timeout: 45_000 });
    await expectNoViolations(page, 'findings of IAM Identity Center');
  });
});

import { makeKey, makeRichUser } from './account';
import { expectNoViolations } from './axe';
import { expect, test } from './fixtures';
import { aws } from './server';

test('a user is created, given a policy, undone and deleted, each by its plan', async ({ home: page }) => {
  test.setTimeout(180_000);
  const rich = aws ? await makeRichUser() : '';
  await page.goto('/iam/users');
  await expect(page.getByRole('heading', { name: 'No AWS credentials' })).toBeVisible();
  if (!aws) return;

  await page.goto('/settings?tab=credentials&add=true');
  const form = page.getByRole('dialog');
  await form.getByLabel('Label').fill('Admin');
  await form.getByLabel('Access key ID').fill(aws.accessKeyId);
  await form.getByLabel('Secret access key').fill(aws.secretAccessKey);
  await form.getByRole('button', { name: 'Add credentials' }).click();
  await expect(form).toBeHidden();

  const name = `ada-${Date.now().toString(36)}`;
  const plan = page.getByRole('dialog', { name: 'Review the change' });
  const closePlan = async () => {
    await plan.getByRole('button', { name: 'Close' }).last().click();
    await expect(plan).toBeHidden();
  };

  await test.step('create, by the keyboard', async () => {
    await page.goto('/iam/users');
    await page.getByRole('button', { name: 'Create user' }).focus();
    await page.keyboard.press('Enter');
    const create = page.getByRole('dialog', { name: 'Create user' });
    await expect(create.getByLabel('Name')).toBeFocused();
    await page.keyboard.type('bad name');
    await page.keyboard.press('Enter');
    await expect(create.getByText('Use letters, digits')).toBeVisible();
    await create.getByLabel('Name').fill(name);
    await page.keyboard.press('Enter');
    await expect(plan.getByText('iam:CreateUser')).toBeVisible();
    await plan.getByText('iam:CreateUser').click();
    await expect(plan.getByLabel('Exact input')).toContainText(name);
    await expectNoViolations(page, 'the plan of a user');
    await plan.getByRole('button', { name: 'Apply' }).click();
    await expect(plan.getByText('The change has been made in AWS.')).toBeVisible();
    await closePlan();
  });

  const drawer = page.getByRole('dialog', { name });
  await test.step('attach a policy, seeing what it grants, and take it back', async () => {
    await page.getByLabel('Search users').fill(name);
    await page.getByRole('button', { name: `Show ${name}` }).click();
    await drawer.getByRole('button', { name: 'Attach policy' }).click();
    await page.getByRole('combobox', { name: 'Managed policy' }).fill(`reports-${rich}`);
    await page.getByRole('option', { name: `reports-${rich}` }).click();
    await page.getByRole('button', { name: 'Review the change' }).click();
    await expect(plan.getByRole('list', { name: 'Grants access' })).toContainText('iam:');
    await plan.getByRole('button', { name: 'Apply' }).click();
    await expect(plan.getByText('The change has been made in AWS.')).toBeVisible();
    await plan.getByRole('button', { name: 'Undo…' }).click();
    await expect(plan.getByRole('list', { name: 'Removes access' })).toBeVisible();
    await plan.getByRole('button', { name: 'Apply' }).click();
    await expect(plan.getByText('The change has been made in AWS.')).toBeVisible();
    await closePlan();
    await expect(drawer.getByText('No managed policy is attached directly')).toBeVisible();
  });

  await test.step('an access key is shown once', async () => {
    await drawer.getByRole('button', { name: 'Create access key' }).click();
    await plan.getByRole('button', { name: 'Apply' }).click();
    await expect(plan.getByText('Secret access key', { exact: true })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(plan).toBeVisible();
    await closePlan();
    await expect(page.getByText('Secret access key', { exact: true })).toHaveCount(0);
    await expect(drawer.getByText(/^A[KS]IA/)).toBeVisible();
    await expectNoViolations(page, 'a user');
  });

  await test.step('delete with all that hangs on it', async () => {
    const group = `developers-${rich}`;
    await page.goto(`/iam/groups?open=${group}`);
    const details = page.getByRole('dialog', { name: group });
    await expect(details.getByText(rich, { exact: true })).toBeVisible();
    await details.getByRole('button', { name: 'Delete group' }).click();
    await expect(plan.getByText('Something hangs on it')).toBeVisible();
    await plan.getByRole('button', { name: 'Plan to delete all of it' }).click();
    await expect(plan.getByText('iam:RemoveUserFromGroup')).toBeVisible();
    await expect(plan.getByText('iam:DeleteGroup', { exact: true })).toBeVisible();
    await plan.getByRole('button', { name: 'Apply' }).click();
    await expect(plan.getByText('The change has been made in AWS.')).toBeVisible();
    await closePlan();
    await expect(details).toBeHidden();
    await expect(page.getByRole('button', { name: `Show ${group}` })).toHaveCount(0);
  });

  await test.step('the other lists', async () => {
    for (const [address, heading] of [
      ['/iam/groups', 'IAM groups'],
      ['/iam/roles', 'IAM roles'],
      ['/iam/policies', 'Managed policies'],
    ] as const) {
      await page.goto(address);
      await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
      await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
      await expectNoViolations(page, address);
    }
    await page.getByLabel('Search policies').fill(`reports-${rich}`);
    await page.getByRole('button', { name: `Show reports-${rich}` }).click();
    const policy = page.getByRole('dialog', { name: `reports-${rich}` });
    await expect(policy.getByText('In force')).toBeVisible();
    await expect(policy.getByText(rich, { exact: true })).toBeVisible();
    await policy.getByRole('button', { name: 'New version' }).click();
    await expect(page.getByRole('textbox', { name: 'Document' })).toContainText('iam:Get*');
    await page.keyboard.press('Escape');
    await expect(policy).toBeVisible();
  });
});

test('a credential that may only read hears from the server what is missing', async ({ home: page }) => {
  if (!aws) return;
  const key = await makeKey('read-iam');
  await page.goto('/settings?tab=credentials&add=true');
  const form = page.getByRole('dialog');
  await form.getByLabel('Label').fill('Reader');
  await form.getByLabel('Access key ID').fill(key.accessKeyId);
  await form.getByLabel('Secret access key').fill(key.secretAccessKey);
  await form.getByRole('button', { name: 'Add credentials' }).click();
  await expect(form).toBeHidden();
  await page.goto('/iam/groups');
  await page.getByRole('button', { name: 'Create group' }).click();
  await page
    .getByRole('dialog')
    .getByLabel('Name')
    .fill(`readers-${Date.now().toString(36)}`);
  await page.keyboard.press('Enter');
  const plan = page.getByRole('dialog', { name: 'Review the change' });
  await plan.getByRole('button', { name: 'Apply' }).click();
  await expect(plan.getByText('Nothing was changed')).toBeVisible();
  await expect(plan.getByText('iam:CreateGroup').first()).toBeVisible();
});

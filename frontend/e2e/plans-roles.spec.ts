import { expect, settled, test } from './world';

test('who may plan and not apply sees the plan, and why Apply is not for them', async ({ as, page }) => {
  await as('operator', page.context());
  await page.goto('/iam/users');
  await settled(page);
  await page.getByRole('button', { name: 'Create user' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('somebody-new');
  await page.getByRole('button', { name: 'Review the change' }).click();
  const plan = page.getByRole('dialog', { name: 'Review the change' });
  await expect(plan.getByText('iam:CreateUser')).toBeVisible();
  const reason = 'Your role may plan changes. An admin or the owner applies them.';
  await expect(plan.getByText(reason)).toBeVisible();
  const apply = plan.getByRole('button', { name: 'Apply' });
  await expect(apply).toHaveAttribute('aria-disabled', 'true');
  await expect(apply).toHaveAttribute('title', reason);
  await apply.press('Enter');
  await expect(plan.getByText('iam:CreateUser')).toBeVisible();
  await expect(plan.getByRole('status')).toHaveCount(0);
});

test('who may not read the account is told so, and offered nothing to plan', async ({ as, page }) => {
  await as('viewer', page.context());
  await page.goto('/iam/instance-profiles');
  await settled(page);
  await expect(page.getByRole('heading', { name: 'Not for your role' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Create instance profile' })).toHaveCount(0);
});

import { expectNoViolations } from './axe';
import { expect } from './fixtures';
import { addManagement, applyPlan, test } from './organization';

test('an organization is looked through, a policy made, attached and tried', async ({
  home: page,
  server,
  person,
}) => {
  test.setTimeout(300_000);
  await page.goto('/organizations');
  await expect(page.getByRole('heading', { name: 'No AWS credentials' })).toBeVisible();
  await addManagement(server.url, person);

  await test.step('overview', async () => {
    await page.reload();
    await expect(page.getByText('o-exampleorgid', { exact: true })).toBeVisible();
    await expect(page.getByRole('table', { name: 'Delegated administrators' })).toContainText('guardduty');
  });

  await test.step('the tree, by the keyboard', async () => {
    await page.getByRole('tab', { name: 'Accounts' }).click();
    const tree = page.getByRole('table', { name: 'Tree of the organization' });
    await expect(tree.getByRole('row')).toHaveCount(11);
    await tree.getByRole('button', { name: 'Fold Production' }).focus();
    await page.keyboard.press('Enter');
    await expect(tree.getByRole('button', { name: 'Show Shop' })).toHaveCount(0);
    await page.getByLabel('Search accounts and units').fill('2222 2222');
    await expect(tree.getByRole('row')).toHaveCount(5);
    await expectNoViolations(page, 'the tree');
    await tree.getByRole('button', { name: 'Show Shop' }).click();
    const shop = page.getByRole('dialog', { name: 'Shop' });
    const scps = shop.getByRole('region', { name: 'SCPs that act on this account' });
    await scps.getByText('ProtectTrail').click();
    await expect(scps.getByText('cloudtrail:StopLogging')).toBeVisible();
    await expect(shop.getByText('In force: Tag policy')).toBeVisible();
    await expectNoViolations(page, 'an account');
    await shop.getByRole('button', { name: 'Attach policy' }).click();
    await page.getByRole('combobox', { name: 'Policy' }).fill('NoLeav');
    await page.getByRole('option', { name: /NoLeaving/ }).click();
    await page.getByRole('button', { name: 'Review the change' }).click();
    await applyPlan(page, 'organizations:AttachPolicy');
    await expect(shop.getByRole('button', { name: 'Detach NoLeaving' })).toBeVisible();
  });

  await test.step('a policy is made, and deleted with what it hangs on', async () => {
    await page.goto('/organizations?view=policies');
    await page.getByRole('button', { name: 'Create policy' }).click();
    const form = page.getByRole('dialog', { name: 'Create policy' });
    await form.getByLabel('Name').fill('NoTerminating');
    await form
      .getByRole('textbox', { name: 'Document' })
      .fill(
        '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"ec2:TerminateInstances","Resource":"*"}]}',
      );
    await expectNoViolations(page, 'the form of a policy');
    await form.getByRole('button', { name: 'Review the change' }).click();
    await applyPlan(page, 'organizations:CreatePolicy');
    await page.getByLabel('Search policies').fill('leaving');
    await page.getByRole('button', { name: 'Show NoLeaving' }).click();
    const policy = page.getByRole('dialog', { name: 'NoLeaving' });
    await expect(policy.getByText('Shop', { exact: true })).toBeVisible();
    await policy.getByRole('button', { name: 'Delete policy' }).click();
    const plan = page.getByRole('dialog', { name: 'Review the change' });
    await plan.getByRole('button', { name: 'Plan to delete all of it' }).click();
    await applyPlan(page, 'organizations:DetachPolicy', 'organizations:DeletePolicy');
    await expect(page.getByText('Nothing matches “leaving”')).toBeVisible();
  });

  await test.step('an SCP is tried on real calls', async () => {
    await page.goto('/organizations?view=preview');
    await page.getByRole('combobox', { name: 'Policy', exact: true }).click();
    await page.getByRole('option', { name: 'NoTerminating' }).click();
    await page.getByRole('button', { name: 'Try it' }).click();
    await expect(page.getByText('Choose what changes', { exact: false })).toBeVisible();
    await page.getByRole('combobox', { name: 'Attach to' }).fill('Production');
    await page.getByRole('option', { name: /^Production/ }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Try it' }).click();
    await expect(page.getByRole('heading', { name: 'It would deny 1 call that works today' })).toBeVisible();
    await expect(page.getByRole('table', { name: 'Would be denied' })).toContainText('NoTerminating');
    await expectNoViolations(page, 'what an SCP would deny');
  });

  await test.step('findings', async () => {
    await page.getByRole('tab', { name: 'Findings' }).click();
    await expect(page.getByRole('list', { name: 'Findings' })).toContainText('555555555555');
    await expectNoViolations(page, 'findings of the organization');
  });
});

import { bearerOf } from './fixtures';
import { expect, settled, test } from './world';

test('several policies are deleted with one confirmation, and a filter is kept', async ({
  world,
  as,
  page,
}) => {
  const token = await bearerOf(world.server.url, world.people.admin);
  for (const name of ['spare-one', 'spare-two']) {
    const response = await fetch(`${world.server.url}/api/v1/policies`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      body: JSON.stringify({ name, document: { Version: '2012-10-17', Statement: [] } }),
    });
    expect(response.status, await response.text()).toBe(201);
  }
  await as('admin', page.context());
  await page.goto('/policies?q=spare');
  await settled(page);
  await page.getByRole('button', { name: 'Saved filters' }).click();
  const filters = page.getByRole('dialog', { name: 'Saved filters' });
  await filters.getByLabel('Name for this filter').fill('Spare ones');
  await page.keyboard.press('Enter');
  await expect(filters).toBeHidden();

  for (const name of ['spare-one', 'spare-two']) {
    await page.getByRole('checkbox', { name: `Choose ${name}` }).check();
  }
  await page.getByRole('group', { name: 'Chosen rows' }).getByRole('button', { name: 'Delete' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete 2 policies?' });
  await expect(dialog.getByRole('listitem')).toHaveCount(2);
  await expect(dialog).toContainText('spare-one');
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('2 policies are deleted.').first()).toBeVisible();

  await page.goto('/policies');
  await settled(page);
  await page.getByRole('button', { name: 'Saved filters' }).click();
  await filters.getByRole('button', { name: 'Spare ones', exact: true }).click();
  await expect(page.getByLabel('Search', { exact: false }).first()).toHaveValue('spare');
});

test('several findings are accepted with one reason', async ({ as, page }) => {
  await as('owner', page.context());
  await page.goto('/findings');
  await settled(page);
  const boxes = page.getByRole('checkbox', { name: /^Choose .*arn:aws:iam/ });
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await page.getByRole('button', { name: 'Make exceptions' }).click();
  const dialog = page.getByRole('dialog', { name: 'Make 2 exceptions' });
  await expect(dialog.getByRole('listitem')).toHaveCount(2);
  await expect(dialog.getByRole('button', { name: 'Make 2 exceptions' })).toBeDisabled();
  await dialog.getByRole('textbox').first().fill('Accepted until the new account is there.');
  await dialog.getByRole('button', { name: 'Make 2 exceptions' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('2 exceptions are made.').first()).toBeVisible();
});

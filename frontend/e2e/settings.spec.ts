import { makeKey } from './account';
import { expect, logIn, logOut, test } from './fixtures';
import { aws } from './server';

const key = { id: 'AKIAIOSFODNN7EXAMPLE', secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };

test('credentials: add, refuse, edit, choose the default, delete by name', async ({ home: page }) => {
  await page.goto('/settings');
  const dialog = page.getByRole('dialog');
  const add = async (label: string) => {
    await expect(dialog).toBeHidden();
    await page.getByRole('button', { name: 'Add credentials' }).click();
    await dialog.getByLabel('Label').fill(label);
    await dialog.getByLabel('Access key ID').fill(key.id);
    await dialog.getByLabel('Secret access key').fill(key.secret);
    await dialog.getByLabel('AWS account ID').fill('1234 5678 9012');
    await dialog.getByRole('button', { name: 'Add credentials' }).click();
  };
  // The menu of one row only: that of another may still be closing.
  const choose = async (label: string, item: string) => {
    await page.getByRole('button', { name: `Actions for ${label}` }).click();
    await page
      .getByRole('menu', { name: `Actions for ${label}` })
      .getByRole('menuitem', { name: item })
      .click();
  };

  // Errors show at their fields, and the first one takes the focus.
  await page.getByRole('button', { name: 'Add credentials' }).click();
  await dialog.getByLabel('Access key ID').fill('nonsense');
  await dialog.getByRole('button', { name: 'Add credentials' }).click();
  await expect(dialog.getByText('Give it a label.')).toBeVisible();
  await expect(dialog.getByText(/An access key ID is AKIA or ASIA/)).toBeVisible();
  await expect(dialog.getByLabel('Label')).toBeFocused();
  await dialog.getByLabel('Access key ID').fill('ASIAIOSFODNN7EXAMPLE');
  await expect(dialog.getByLabel('Session token')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  await add('First');
  await expect(page.getByRole('row', { name: /First/ })).toContainText('1234 5678 9012');
  await add('Second');
  await expect(page.getByRole('row', { name: /Second/ })).toBeVisible();
  await add('Second');
  await expect(dialog.getByText(/has this label already/)).toBeVisible();
  await page.keyboard.press('Escape');

  await choose('Second', 'Set as default');
  await expect(page.getByRole('row', { name: /Second/ })).toContainText('Default');
  await expect(page.getByRole('row', { name: /First/ })).not.toContainText('Default');

  await choose('First', 'Edit');
  await dialog.getByLabel('Label').fill('Development');
  await dialog.getByLabel('Region').fill('eu-central-1');
  await dialog.getByLabel('Region').press('Tab');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('row', { name: /Development/ })).toContainText('eu-central-1');

  await choose('Development', 'Delete');
  const remove = dialog.getByRole('button', { name: 'Delete credentials' });
  await expect(remove).toBeDisabled();
  await dialog.getByLabel('Type “Development” to confirm').fill('Development');
  await remove.click();
  await expect(page.getByRole('row', { name: /Development/ })).toHaveCount(0);
});

test('what AWS refuses is told in AWS’s own words', async ({ home: page }) => {
  await page.goto('/settings?tab=credentials&add=true');
  const dialog = page.getByRole('dialog');
  const made = aws ? await makeKey('none') : { accessKeyId: key.id, secretAccessKey: key.secret };
  await dialog.getByLabel('Label').fill('Narrow');
  await dialog.getByLabel('Access key ID').fill(made.accessKeyId);
  await dialog.getByLabel('Secret access key').fill(made.secretAccessKey);
  await dialog.getByRole('button', { name: 'Add credentials' }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole('link', { name: 'Users' }).click();
  const said = page.getByRole('main').getByRole('alert');
  await expect(said.getByText('Request ID')).toBeVisible({ timeout: 30_000 });
  if (aws) {
    await expect(said).toContainText('AWS refused the request');
    await expect(said).toContainText('AccessDenied');
    await expect(said).toContainText('iam:ListUsers');
  }
});

test('profile: name, e-mail, password, other sessions', async ({ home: page, person, browser, baseURL }) => {
  const elsewhere = await browser.newPage({ baseURL: baseURL ?? '' });
  await elsewhere.goto('/login');
  await logIn(elsewhere, person);
  await expect(elsewhere.getByRole('heading', { name: /^Hello/ })).toBeVisible();

  await page.goto('/settings?tab=profile');
  const name = page.getByRole('region', { name: 'Full name' });
  await name.getByLabel('Full name').fill('Augusta Ada King');
  await name.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Your name is saved.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Account of Augusta Ada King' })).toBeVisible();

  const email = page.getByRole('region', { name: 'E-mail' });
  await email.getByLabel('New e-mail').fill(`new-${person.email}`);
  await email.getByLabel('Current password').fill('Wrong-Harbor-11');
  await email.getByRole('button', { name: 'Change e-mail' }).click();
  await expect(email.getByText('The current password is not right.')).toBeVisible();
  await email.getByLabel('Current password').fill(person.password);
  await email.getByRole('button', { name: 'Change e-mail' }).click();
  await expect(email.getByText(`new-${person.email}`)).toBeVisible();

  const sessions = page.getByRole('region', { name: 'Sessions' });
  await expect(sessions.getByRole('listitem')).toHaveCount(2);
  await sessions.getByRole('button', { name: /^Log out/ }).click();
  await expect(sessions.getByRole('listitem')).toHaveCount(1);
  await elsewhere.getByRole('link', { name: 'See all' }).click();
  await expect(elsewhere).toHaveURL(/\/login/);
  await elsewhere.close();

  const password = page.getByRole('region', { name: 'Password' });
  const changed = `${person.password}-And-More`;
  await password.getByLabel('Current password').fill(person.password);
  await password.getByLabel('New password').fill(person.password);
  await password.getByRole('button', { name: 'Change password' }).click();
  await expect(password.getByText('Choose a password that differs')).toBeVisible();
  await password.getByLabel('New password').fill(changed);
  await password.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('Your password is changed.', { exact: false })).toBeVisible();

  await logOut(page);
  await logIn(page, { ...person, email: `new-${person.email}`, password: changed });
  await expect(page.getByRole('heading', { name: 'Hello, Augusta Ada King' })).toBeVisible();
});

test('the audit log is narrowed by text and days', async ({ home: page }) => {
  await page.goto('/settings?tab=audit-log');
  const table = page.getByRole('table', { name: 'Audit log' });
  await expect(table.getByText('accounts.login')).toBeVisible();
  await page.getByLabel('Search').fill('registered');
  await expect(table.getByText('accounts.login')).toHaveCount(0);
  await expect(table.getByText('accounts.registered')).toBeVisible();
  await page.getByLabel('Search').fill('nothing-is-called-that');
  await expect(page.getByText('No record matches')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(table.getByText('accounts.login')).toBeVisible();

  await page.getByLabel('Dates').click();
  await page
    .getByRole('button', { name: /previous/i })
    .first()
    .click();
  const calendar = page.getByRole('dialog');
  await calendar.getByRole('button', { name: /^10 / }).first().click();
  await calendar.getByRole('button', { name: /^12 / }).first().click();
  await expect(page.getByText('No record matches')).toBeVisible();
});

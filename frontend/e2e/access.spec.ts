import { expectNoViolations } from './axe';
import { expect, test } from './fixtures';

test('the sample account answers without AWS: who, what, how, from outside', async ({ home: page }) => {
  await page.goto('/access');
  await page.getByRole('button', { name: 'Try the sample account' }).click();
  await page.getByRole('button', { name: 'Read the payments secret' }).click();
  const answer = page.getByRole('table', { name: 'Answer' });
  await expect(answer.getByText('role/payments-worker')).toBeVisible();
  await answer.getByRole('button', { name: 'Why role/payments-worker' }).click();
  await expect(page.getByRole('dialog')).toContainText('payments');
  await page.keyboard.press('Escape');

  await page.getByRole('tab', { name: 'What can' }).click();
  await page.getByRole('combobox', { name: 'User or role' }).fill('greta');
  await page.getByRole('option', { name: 'user/greta.finance' }).click();
  await expect(page.getByText('Amazon S3')).toBeVisible();

  await page.getByRole('tab', { name: 'Escalation paths' }).click();
  await expect(page.getByRole('heading', { name: /principals can become an administrator/ })).toBeVisible();
  await page.getByRole('button', { name: 'Show the way of user/dana.data' }).press('Enter');
  await expect(page.getByRole('region', { name: 'The way of user/dana.data' })).toContainText(
    'assumes role reporting',
  );
  await expect(page.locator('canvas').first()).toBeVisible();

  await page.getByRole('tab', { name: 'From outside' }).click();
  await expect(page.getByRole('table', { name: 'Who outside gets in' }).getByText('Anybody')).toBeVisible();
});

test('a snapshot is pasted; what is none is refused with a sentence', async ({ home: page }) => {
  await page.goto('/access');
  await page.getByRole('button', { name: 'Load a snapshot' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Load a snapshot of an account' });
  await dialog.getByLabel('Or paste it here').fill('{"Statement":[]}');
  await dialog.getByRole('button', { name: 'Load', exact: true }).click();
  await expect(dialog).toContainText('not the output of get-account-authorization-details');
  await dialog
    .getByLabel('Or paste it here')
    .fill(
      '{"account_id":"111122223333","UserDetailList":[{"UserName":"a","Arn":"arn:aws:iam::111122223333:user/a"}]}',
    );
  await dialog.getByRole('button', { name: 'Load', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('1 user, 0 roles')).toBeVisible();
});

test('axe finds nothing in the access explorer', async ({ home: page }) => {
  await page.goto('/access');
  await expect(page.getByRole('heading', { name: 'Choose an account' })).toBeVisible();
  await expectNoViolations(page, 'no account');
  await page.goto('/access?account=sample');
  await page.getByRole('button', { name: 'Read the payroll bucket' }).click();
  await expect(page.getByRole('table', { name: 'Answer' })).toBeVisible();
  await expectNoViolations(page, 'who can');
  await page.getByRole('tab', { name: 'What can' }).click();
  await page.getByRole('combobox', { name: 'User or role' }).fill('greta');
  await page.getByRole('option', { name: 'user/greta.finance' }).click();
  await expect(page.getByText('Amazon S3')).toBeVisible();
  await expectNoViolations(page, 'what can');
  await page.getByRole('tab', { name: 'Escalation paths' }).click();
  await page.getByRole('button', { name: 'Show the way of user/jenkins' }).press('Enter');
  await expect(page.locator('canvas').first()).toBeVisible();
  await expectNoViolations(page, 'escalation paths');
  await page.getByRole('tab', { name: 'From outside' }).click();
  await expect(page.getByRole('table', { name: 'Who outside gets in' })).toBeVisible();
  await expectNoViolations(page, 'from outside');
});

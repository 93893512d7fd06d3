import type { Page } from '@playwright/test';
import { expectNoViolations } from './axe';
import { expect, test } from './fixtures';

const read =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}]}';
const readAndDelete = read.replace('"s3:GetObject"', '["s3:GetObject","s3:DeleteObject"]');
const readApart =
  '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["S3:getobject"],"Resource":["arn:aws:s3:::b/*","arn:aws:s3:::b/x"]}}';
const open =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}]}';

const editor = (page: Page, name: string) => page.getByRole('textbox', { name: `${name}, editor` });
const verdict = (page: Page, name: string) => page.getByRole('heading', { name, exact: true });

test('two policies are compared while they are written, and swapped', async ({ home: page }) => {
  await page.goto('/policies/compare');
  await expect(verdict(page, 'Two policies, one answer')).toBeVisible();
  await editor(page, 'Policy A').fill(readAndDelete);
  await editor(page, 'Policy B').fill(read);
  await expect(verdict(page, 'A allows more than B')).toBeVisible();
  const witness = page.getByRole('region', { name: 'For instance, only A allows' });
  await expect(witness).toContainText('s3:DeleteObject');
  await expect(witness).toContainText('arn:aws:s3:::b/');

  await page.getByRole('button', { name: 'Swap A and B' }).click();
  await expect(verdict(page, 'A allows less than B')).toBeVisible();
  await expect(page.getByRole('region', { name: 'For instance, only B allows' })).toContainText(
    's3:DeleteObject',
  );

  await editor(page, 'Policy B').fill(readApart);
  await expect(verdict(page, 'A and B allow exactly the same')).toBeVisible();
  await expect(page.getByRole('region', { name: /^For instance/ })).toHaveCount(0);

  await editor(page, 'Policy B').fill('{"Version": ');
  await expect(page.getByRole('status').filter({ hasText: 'Policy B' })).toContainText('Line 1 column 13');
  await expect(verdict(page, 'A and B allow exactly the same')).toHaveCount(0);
});

test('an answer is never shown for another text', async ({ home: page }) => {
  await page.goto('/policies/compare');
  await editor(page, 'Policy A').fill(readAndDelete);
  await editor(page, 'Policy B').fill(read);
  await expect(verdict(page, 'A allows more than B')).toBeVisible();
  let release: () => void = () => undefined;
  const held = new Promise<void>((done) => (release = done));
  await page.route('**/api/v1/policies/compare', async (route) => {
    if (route.request().postData()?.includes('ListBucket')) await held;
    await route.continue().catch(() => undefined);
  });
  await editor(page, 'Policy A').fill(readAndDelete.replace('s3:DeleteObject', 's3:ListBucket'));
  await expect(verdict(page, 'A allows more than B')).toHaveCount(0);
  await expect(page.getByRole('status', { name: 'Comparing' })).toBeVisible();
  await editor(page, 'Policy A').fill(readApart);
  await expect(verdict(page, 'A and B allow exactly the same')).toBeVisible();
  release();
  await expect(verdict(page, 'A and B allow exactly the same')).toBeVisible();
  await expect(verdict(page, 'A allows more than B')).toHaveCount(0);
});

test('the three checks, and the request of one simulated', async ({ home: page }) => {
  await page.goto('/policies/compare?view=checks');
  await editor(page, 'New policy').fill(readAndDelete);
  await editor(page, 'Existing policy').fill(read);
  await expect(verdict(page, 'It allows more than before')).toBeVisible();
  await page.getByRole('switch', { name: 'Also ask AWS' }).click({ force: true });
  await expect(page.getByRole('region', { name: 'IAM Access Analyzer' })).toContainText('AWS gave no answer');
  await editor(page, 'New policy').fill(read);
  await expect(page.getByText('The policies have changed since AWS was asked.')).toBeVisible();
  await editor(page, 'New policy').fill(readAndDelete);

  await page.getByRole('button', { name: 'Access granted' }).click();
  await page.getByRole('combobox', { name: 'Actions' }).fill('s3:PutObject');
  await page.keyboard.press('Enter');
  await expect(verdict(page, 'Not granted')).toBeVisible();
  await page.getByRole('combobox', { name: 'Actions' }).fill('s3:Delete*');
  await page.keyboard.press('Enter');
  await expect(verdict(page, 'It grants that access')).toBeVisible();

  await page.getByRole('button', { name: 'Public access' }).click();
  await editor(page, 'Policy').fill(open);
  await expect(verdict(page, 'Anybody may use it')).toBeVisible();
  await page.getByRole('button', { name: 'Simulate this request' }).click();
  await expect(page).toHaveURL(/\/policies\/simulate$/);
  await expect(page.getByRole('combobox', { name: 'Action' })).toHaveValue('s3:GetObject');
  await expect(page.getByRole('tab', { name: /^Resource/ })).toHaveAttribute('aria-selected', 'true');
  await expect(verdict(page, 'Allowed')).toBeVisible();
});

test('a request is simulated, with its missing key added and its statement shown', async ({ home: page }) => {
  await page.goto('/policies/simulate');
  await page.getByRole('button', { name: 'Try an example' }).click();
  await expect(verdict(page, 'It depends')).toBeVisible();
  await expect(page.locator('.cm-mark-warn').first()).toBeVisible();

  await page.getByRole('button', { name: 'Add aws:SourceIp' }).click();
  const values = page.getByRole('combobox', { name: 'Values of aws:SourceIp' });
  await expect(values).toBeFocused();
  // Listed without a value it is absent, and the Deny holds.
  await expect(verdict(page, 'Denied by a statement')).toBeVisible();
  await page.keyboard.type('203.0.113.7');
  await page.keyboard.press('Enter');
  await expect(verdict(page, 'Allowed')).toBeVisible();
  await expect(page.locator('.cm-mark-good').first()).toBeVisible();

  await page.getByRole('tab', { name: 'SCPs' }).click();
  await page.getByRole('button', { name: 'Add policy to Root' }).click();
  await editor(page, 'SCP 1, Root').fill(
    '{"Version":"2012-10-17","Statement":[{"Sid":"NoDeletes","Effect":"Allow","NotAction":"s3:*","Resource":"*"}]}',
  );
  await expect(verdict(page, 'Denied: nothing allows it')).toBeVisible();
  const stage = page.getByRole('listitem').filter({ hasText: 'Service control policies' });
  await expect(stage).toContainText('does not allow');
  await page.getByRole('button', { name: 'Remove SCP 1, Root' }).click();
  await expect(verdict(page, 'Allowed')).toBeVisible();

  await page
    .getByRole('button', { name: 'Show Identity policy 1, ReadReports in the editor' })
    .first()
    .click();
  await expect(page.getByRole('tab', { name: /^Identity/ })).toHaveAttribute('aria-selected', 'true');
  await expect(editor(page, 'Identity policy 1')).toBeFocused();

  await page.getByRole('link', { name: 'Compare' }).click();
  await page.getByRole('link', { name: 'Simulate' }).click();
  await expect(verdict(page, 'Allowed')).toBeVisible();
});

test('actions are completed, by the keyboard alone', async ({ home: page }) => {
  await page.keyboard.press('Control+k');
  const search = page.getByPlaceholder('Search pages and actions');
  await expect(search).toBeFocused();
  await page.keyboard.type('simulate');
  await expect(search).toHaveValue('simulate');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/policies\/simulate$/);
  const action = page.getByRole('combobox', { name: 'Action' });
  await action.focus();
  await page.keyboard.type('dynamodb:GetI');
  await expect(page.getByRole('option', { name: 'dynamodb:GetItem' })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(action).toHaveValue('dynamodb:GetItem');
});

test('an editor completes a policy as one types', async ({ home: page }) => {
  await page.goto('/policies/compare');
  const a = editor(page, 'Policy A');
  await a.click();
  await page.keyboard.insertText('{"Statement":{"Effect":"Allow","Action":"');
  await page.keyboard.type('s3:GetObjectT');
  await page.getByRole('option', { name: /^s3:GetObjectTagging/ }).click();
  await expect(a).toContainText('s3:GetObjectTagging');
  await a.getByText('s3:GetObjectTagging').hover();
  await expect(page.getByText('action of Amazon S3')).toBeVisible();
});

test('a failure says so, with its request id, and can be tried again', async ({ home: page }) => {
  await page.route('**/api/v1/policies/compare', (route) =>
    route.fulfill({
      status: 500,
      contentType: 'application/problem+json',
      body: JSON.stringify({
        code: 'internal',
        detail: 'Something went wrong.',
        status: 500,
        request_id: 'r-4711',
      }),
    }),
  );
  await page.goto('/policies/compare');
  await page.getByRole('button', { name: 'Try an example' }).click();
  await expect(page.getByRole('alert')).toContainText('r-4711');
  await page.unroute('**/api/v1/policies/compare');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(verdict(page, 'A allows more than B')).toBeVisible();
});

test('axe finds nothing on the pages of analysis', async ({ home: page }) => {
  await page.goto('/policies/compare');
  await expect(verdict(page, 'Two policies, one answer')).toBeVisible();
  await expectNoViolations(page, 'compare, empty');
  await page.getByRole('button', { name: 'Try an example' }).click();
  await expect(verdict(page, 'A allows more than B')).toBeVisible();
  await expectNoViolations(page, 'compare, broader');
  await editor(page, 'Policy A').fill('{');
  await expect(page.getByRole('status').filter({ hasText: 'Policy A' })).toBeVisible();
  await expectNoViolations(page, 'compare, unreadable');
  await editor(page, 'Policy A').fill(readAndDelete);
  await page.getByRole('tab', { name: 'Checks' }).click();
  await page.getByRole('button', { name: 'Access granted' }).click();
  await page.getByRole('combobox', { name: 'Actions' }).fill('s3:*');
  await page.keyboard.press('Enter');
  await expect(verdict(page, 'It grants that access')).toBeVisible();
  await expectNoViolations(page, 'checks');
  await page.goto('/policies/simulate');
  await expect(verdict(page, 'The decision appears here')).toBeVisible();
  await expectNoViolations(page, 'simulate, empty');
  await page.getByRole('button', { name: 'Try an example' }).click();
  await expect(verdict(page, 'It depends')).toBeVisible();
  await expectNoViolations(page, 'simulate, depends');
  await page.getByRole('button', { name: 'Add aws:SourceIp' }).click();
  await expect(verdict(page, 'Denied by a statement')).toBeVisible();
  await page.getByRole('tab', { name: 'SCPs' }).click();
  await page.getByRole('button', { name: 'Add policy to Root' }).click();
  await expect(editor(page, 'SCP 1, Root')).toBeVisible();
  await expectNoViolations(page, 'simulate, with levels');
});

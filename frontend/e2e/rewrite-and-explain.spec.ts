import type { Page } from '@playwright/test';
import { expectNoViolations } from './axe';
import { expect, test } from './fixtures';

const wordy = `{"Version":"2012-10-17","Statement":[
  {"Sid":"A","Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::quarterly-reports/*"},
  {"Sid":"L","Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::quarterly-reports"},
  {"Sid":"B","Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::quarterly-reports/2026/*"}]}`;

const document = (page: Page) => page.getByRole('textbox', { name: 'Policy document editor' });

async function generate(page: Page): Promise<void> {
  await page.goto('/policies/generate');
  await page.getByRole('button', { name: 'Read an S3 bucket' }).click();
  await page.getByRole('button', { name: 'Generate policy' }).click();
  await expect(document(page)).toContainText('s3:GetObject');
}

async function rewrite(page: Page, way: string): Promise<void> {
  await page.getByRole('button', { name: 'Rewrite' }).click();
  await page.getByRole('menuitem', { name: way }).click();
}

test('an edit is told from the generated policy by what it allows', async ({ home: page }) => {
  await generate(page);
  const told = page.getByRole('status').filter({ hasText: 'Your edit' });
  await expect(told).toHaveCount(0);
  await document(page).fill(wordy);
  await expect(told).toContainText('allows exactly the same');
  await document(page).fill(
    wordy.replace(
      '"Sid":"B","Effect":"Allow","Action":"s3:GetObject"',
      '"Sid":"B","Effect":"Allow","Action":"s3:DeleteObject"',
    ),
  );
  await expect(told).toContainText('Your edit allows more: for instance s3:DeleteObject on');
  await told.getByRole('button', { name: 'Compare' }).click();
  await expect(page.getByRole('heading', { name: 'A allows more than B' })).toBeVisible();
});

test('a rewriting shows what it changes before it is used', async ({ home: page }) => {
  await generate(page);
  await document(page).fill(wordy);
  await rewrite(page, 'Tidy');
  const dialog = page.getByRole('dialog', { name: 'Tidy the policy' });
  await expect(dialog).toContainText('Proved to allow and deny the same');
  await expect(dialog).toContainText(/\d+ → \d+ characters/);
  await expect(dialog.getByRole('region', { name: 'What changes in the text' })).toContainText('"Sid": "B"');
  await dialog.getByRole('button', { name: 'Use this text' }).click();
  await expect(dialog).toBeHidden();
  await expect(document(page)).not.toContainText('"B"');
  await rewrite(page, 'Tidy');
  await expect(dialog).toContainText('There is nothing to change');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('a policy over the quota is split into parts to copy', async ({ home: page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await generate(page);
  const statements = Array.from({ length: 90 }, (_, i) => ({
    Effect: 'Allow',
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::bucket-with-a-rather-long-name-${i}/*`,
    Condition: { StringEquals: { 'aws:PrincipalTag/team': `team-${i}` } },
  }));
  await document(page).fill(JSON.stringify({ Version: '2012-10-17', Statement: statements }));
  await expect(page.getByText('Over the quota')).toBeVisible();
  await rewrite(page, 'Split');
  const dialog = page.getByRole('dialog', { name: 'Split the policy' });
  await expect(dialog.getByRole('button', { name: 'Copy Policy 2' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Copy Policy 2' }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(JSON.parse(copied)).toHaveProperty('Statement');
  expect(copied.replace(/\s/g, '').length).toBeLessThanOrEqual(6144);
});

test('a denial is explained, and its change proved', async ({ home: page }) => {
  await page.goto('/policies/explain');
  const message = page.getByRole('textbox', { name: 'Message' });
  await message.fill('Everything is on fire');
  await expect(page.getByRole('status').filter({ hasText: 'not an access denied message' })).toBeVisible();
  await message.fill(
    'User: arn:aws:iam::123456789012:user/jane is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::b/key" because no identity-based policy allows the s3:GetObject action',
  );
  await expect(page.getByRole('heading', { name: 'Nothing allows it' })).toBeVisible();
  await expect(page.getByRole('definition').filter({ hasText: 'user/jane' })).toBeVisible();
  await expect(page.getByText('Proved: with this, the simulator allows the request.')).toBeVisible();
  const change = page.getByRole('region', { name: 'What changes in the policy' });
  await expect(change).toContainText('arn:aws:s3:::b/key');

  await page.getByRole('button', { name: 'Add the policies that apply' }).click();
  await page
    .getByRole('textbox', { name: 'Identity policy 1, editor' })
    .fill(
      '{"Version":"2012-10-17","Statement":[{"Sid":"Mine","Effect":"Allow","Action":"s3:*","Resource":"*"},{"Sid":"Never","Effect":"Deny","Action":"s3:GetObject","Resource":"*"}]}',
    );
  await expect(page.getByRole('heading', { name: 'A statement denies it' })).toBeVisible();
  await expect(change).toContainText('Never');
  await page.getByRole('button', { name: 'Simulate this request' }).click();
  await expect(page.getByRole('heading', { name: 'Denied by a statement' })).toBeVisible();
  await page.getByRole('link', { name: 'Explain a denial' }).click();
  await expect(message).toHaveValue(/user\/jane/);
});

test('axe finds nothing where policies are rewritten and denials explained', async ({ home: page }) => {
  await generate(page);
  await document(page).fill(
    wordy.replace(
      '"Sid":"B","Effect":"Allow","Action":"s3:GetObject"',
      '"Sid":"B","Effect":"Allow","Action":"s3:DeleteObject"',
    ),
  );
  await expect(page.getByText('Your edit allows more')).toBeVisible();
  await expectNoViolations(page, 'an edited policy');
  await rewrite(page, 'Expand');
  await expect(page.getByRole('dialog', { name: 'Expand the policy' })).toContainText(
    /There is nothing to change|Use this text/,
  );
  await expectNoViolations(page, 'a rewriting');
  await page.keyboard.press('Escape');
  await page.goto('/policies/explain');
  await expect(page.getByRole('heading', { name: 'The reason appears here' })).toBeVisible();
  await expectNoViolations(page, 'explain, empty');
  await page.getByRole('button', { name: 'Try an example' }).click();
  await page.getByRole('button', { name: 'Add the policies that apply' }).click();
  await expect(page.getByRole('heading', { name: 'The smallest change' })).toBeVisible();
  await expectNoViolations(page, 'explain, answered');
});

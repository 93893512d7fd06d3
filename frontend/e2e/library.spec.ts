import type { Page } from '@playwright/test';
import { expectNoViolations } from './axe';
import { expect, test } from './fixtures';

const read =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"}]}';
const readAndDelete = read.replace('"s3:GetObject"', '["s3:GetObject","s3:DeleteObject"]');

const editor = (page: Page) => page.getByRole('textbox', { name: 'Policy document editor' });

async function store(page: Page, name: string): Promise<void> {
  await page.goto('/policies');
  await page.getByRole('button', { name: 'New policy' }).click();
  const dialog = page.getByRole('dialog', { name: 'New policy' });
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByLabel('Policy document').fill(read);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

async function saveVersion(page: Page, text: string, comment: string): Promise<void> {
  await editor(page).fill(text);
  await page.getByRole('button', { name: 'Save version' }).click();
  const dialog = page.getByRole('dialog', { name: /^Save as version/ });
  await dialog.getByLabel('What changed, and why').fill(comment);
  await dialog.getByRole('button', { name: 'Save version' }).click();
  await expect(dialog).toBeHidden();
}

test('a policy is stored, tried with its cases, changed, restored and deleted by name', async ({
  home: page,
}) => {
  await store(page, 'reports-reader');
  await page.getByRole('button', { name: 'Add case' }).click();
  const form = page.getByRole('dialog', { name: 'Add a case' });
  await form.getByLabel('Name').fill('Nobody deletes');
  await form.getByText('not allow it').click();
  await form.getByRole('combobox', { name: 'Action' }).fill('s3:DeleteObject');
  await form.getByLabel('Resource').fill('arn:aws:s3:::reports/q1.pdf');
  await form.getByRole('button', { name: 'Save case' }).click();
  await expect(form).toBeHidden();
  await expect(page.getByText('1 of 1 pass')).toBeVisible();

  await editor(page).fill(readAndDelete);
  await expect(page.getByText('0 of 1 pass')).toBeVisible();
  await expect(page.getByText('Your edit allows more')).toBeVisible();
  await saveVersion(page, readAndDelete, 'Clean up');
  await expect(page.getByText(/^Version 2 ·/)).toBeVisible();

  await page.getByRole('tab', { name: /History/ }).click();
  await expect(page.getByRole('heading', { name: 'Allows more than before' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'For instance, newly allowed' })).toContainText(
    's3:DeleteObject',
  );
  await page.getByRole('button', { name: /^Version 1 of/ }).click();
  await page.getByRole('button', { name: 'Restore this version' }).click();
  await page
    .getByRole('dialog', { name: 'Restore version 1?' })
    .getByRole('button', { name: 'Restore this version' })
    .click();
  await expect(page.getByRole('button', { name: /^Version 3 of/ })).toBeVisible();

  await page.getByRole('button', { name: 'Delete' }).click();
  const remove = page.getByRole('dialog', { name: 'Delete this policy' });
  await expect(remove.getByRole('button', { name: 'Delete policy' })).toBeDisabled();
  await remove.getByLabel(/to confirm$/).fill('reports-reader');
  await remove.getByRole('button', { name: 'Delete policy' }).click();
  await expect(page.getByRole('heading', { name: 'No policies yet' })).toBeVisible();
});

test('who edited an old version is shown both, and loses nothing', async ({ home: page, context }) => {
  await store(page, 'shared-policy');
  await editor(page).fill(readAndDelete);
  // Somebody else's window: a tab of its own, with the same address.
  const other = await context.newPage();
  await other.goto(page.url());
  await saveVersion(other, read.replace('GetObject', 'GetObjectTagging'), 'Tags only');
  await other.close();

  await page.getByRole('button', { name: 'Save version' }).click();
  const save = page.getByRole('dialog', { name: 'Save as version 2' });
  await save.getByRole('button', { name: 'Save version' }).click();
  const conflict = page.getByRole('dialog', { name: 'Somebody else has saved a version' });
  await expect(conflict).toContainText('Version 2');
  await expect(conflict).toContainText('s3:DeleteObject');
  await conflict.getByRole('button', { name: 'Save mine on top' }).click();
  const again = page.getByRole('dialog', { name: 'Save as version 3' });
  await again.getByRole('button', { name: 'Save version' }).click();
  await expect(again).toBeHidden();
  await expect(page.getByText(/^Version 3 ·/)).toBeVisible();
  await expect(editor(page)).toContainText('s3:DeleteObject');
});

test('a generated policy goes into the library with the requests it must meet', async ({ home: page }) => {
  await page.goto('/policies/generate');
  await page.getByRole('button', { name: 'Read an S3 bucket' }).click();
  await page.getByRole('button', { name: 'Add a request' }).click();
  await page.getByRole('combobox', { name: 'Request 1: action' }).fill('s3:GetObject');
  await page.getByLabel('Request 1: resource').fill('arn:aws:s3:::quarterly-reports/q1.pdf');
  await page.getByRole('button', { name: 'Generate policy' }).click();
  await page.getByRole('button', { name: 'Save to library' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(page).toHaveURL(/\/policies\/\d+$/);
  await expect(page.getByText('1 of 1 pass')).toBeVisible();
});

test('axe finds nothing in the library', async ({ home: page }) => {
  await page.goto('/policies');
  await expect(page.getByRole('heading', { name: 'No policies yet' })).toBeVisible();
  await expectNoViolations(page, 'the empty library');
  await store(page, 'a-policy');
  await expect(page.getByRole('heading', { name: 'No findings' })).toBeVisible();
  await expectNoViolations(page, 'a policy');
  await editor(page).fill(readAndDelete);
  await expect(page.getByText('Your edit allows more')).toBeVisible();
  await page.getByRole('button', { name: 'Save version' }).click();
  await expect(page.getByRole('heading', { name: 'Allows more than before' })).toBeVisible();
  await expectNoViolations(page, 'saving a version');
  await page.getByRole('dialog').getByRole('button', { name: 'Save version' }).click();
  await page.getByRole('tab', { name: /History/ }).click();
  await expect(page.getByRole('heading', { name: 'Allows more than before' })).toBeVisible();
  await expectNoViolations(page, 'the history');
  await page.goto('/policies');
  await expect(page.getByRole('button', { name: 'Open a-policy' })).toBeVisible();
  await expectNoViolations(page, 'the library');
});

import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { makeKey } from './account';
import { expect, test } from './fixtures';
import { aws } from './server';

// The pictures of the documentation. They need the AWS emulator (TEST_AWS_ENDPOINT).
const folder = resolve(import.meta.dirname, '../../docs/images');

const beingEdited = `{
    "Version": "2012-10-17",
    "Statement": [
        {
            "Sid": "ReadReports",
            "Effect": "Allow",
            "Action": ["s3:GetObject", "s3:GetObjectTaging"],
            "Resource": "arn:aws:s3:::quarterly-reports/*"
        },
        {
            "Sid": "StartWorker",
            "Effect": "Allow",
            "Action": "iam:PassRole",
            "Resource": "*"
        }
    ]
}`;

async function shoot(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await page.waitForFunction(() => document.getAnimations().every((a) => a.playState !== 'running'));
  await page.screenshot({ path: resolve(folder, `${name}.png`), animations: 'disabled', caret: 'hide' });
}

async function addCredential(page: Page, label: string, region: string): Promise<void> {
  const key = await makeKey('read-iam', `${label.toLowerCase()}-${Date.now().toString(36)}`);
  await page.getByRole('button', { name: 'Add credentials' }).click();
  const form = page.getByRole('dialog', { name: 'Add AWS credentials' });
  await form.getByLabel('Label').fill(label);
  await form.getByLabel('Access key ID').fill(key.accessKeyId);
  await form.getByLabel('Secret access key').fill(key.secretAccessKey);
  await form.getByRole('combobox', { name: 'Region' }).fill(region);
  await form.getByLabel('AWS account ID').click();
  await form.getByRole('button', { name: 'Add credentials' }).click();
  await expect(form).toBeHidden();
  const row = page.getByRole('row', { name: new RegExp(label) });
  await row.getByRole('button', { name: `Verify ${label}` }).click();
  const result = page.getByRole('dialog', { name: new RegExp(`AWS accepted “${label}”`) });
  await result.getByRole('button', { name: 'Close' }).last().click();
  await expect(result).toBeHidden();
  await expect(row).toContainText('1234 5678 9012');
}

test('pictures for the documentation', async ({ home: page }) => {
  expect(aws, 'TEST_AWS_ENDPOINT names the emulator').not.toBeNull();
  test.setTimeout(180_000);
  await page.setViewportSize({ width: 1440, height: 900 });

  await page.goto('/policies/generate');
  await page.getByRole('button', { name: 'Read an S3 bucket' }).click();
  await page.getByRole('button', { name: 'Generate policy' }).click();
  const editor = page.getByRole('textbox', { name: 'Policy document editor' });
  await expect(editor).toContainText('s3:GetObject');
  await editor.fill(beingEdited);
  await expect(page.getByText('INVALID_ACTION')).toBeVisible();
  await expect(page.locator('.cm-lintRange-error')).toBeVisible();
  await page.getByRole('heading', { level: 1 }).click();
  await shoot(page, 'generate');
  await page.emulateMedia({ colorScheme: 'dark' });
  await shoot(page, 'generate-dark');
  await page.emulateMedia({ colorScheme: 'light' });

  await page.goto('/settings');
  await addCredential(page, 'Production', 'eu-central-1');
  await addCredential(page, 'Staging', 'us-east-1');
  await page.reload();
  await expect(page.getByRole('row', { name: /Staging/ })).toBeVisible();
  await shoot(page, 'settings');

  await page.goto('/');
  await expect(page.getByText('aws.sts:GetCallerIdentity').first()).toBeVisible();
  await expect(page.getByText('AWS action catalog')).toBeVisible();
  await shoot(page, 'dashboard');
});

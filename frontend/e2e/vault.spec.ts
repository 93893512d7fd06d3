import type { Page } from '@playwright/test';
import { makeKey } from './account';
import { expectNoViolations } from './axe';
import { expect, test } from './fixtures';
import { aws } from './server';

const key = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

/** Opens the form for a new credential, of a kind. */
async function open(page: Page, kind?: string) {
  await page.goto('/settings?tab=credentials&add=true');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  if (kind) await dialog.getByRole('radiogroup', { name: 'Kind of credentials' }).getByText(kind).click();
  return dialog;
}

async function addKey(
  page: Page,
  label: string,
  stored: { accessKeyId: string; secretAccessKey: string },
  tags: string[] = [],
) {
  const dialog = await open(page);
  await dialog.getByLabel('Label').fill(label);
  await dialog.getByLabel('Access key ID').fill(stored.accessKeyId);
  await dialog.getByLabel('Secret access key').fill(stored.secretAccessKey);
  for (const tag of tags) {
    await dialog.getByRole('combobox', { name: 'Tags' }).fill(tag);
    await page.keyboard.press('Enter');
  }
  await dialog.getByRole('button', { name: 'Add credentials' }).click();
  await expect(dialog).toBeHidden();
}

async function choose(page: Page, label: string, item: string) {
  await page.getByRole('button', { name: `Actions for ${label}` }).click();
  await page
    .getByRole('menu', { name: `Actions for ${label}` })
    .getByRole('menuitem', { name: item })
    .click();
}

test('tags: given, shown, filtered by, taken away', async ({ home: page }) => {
  await addKey(page, 'Production', key, ['env=prod', 'team=Blue']);
  await addKey(page, 'Development', key, ['env=dev']);
  const production = page.getByRole('row', { name: /Production/ });
  await expect(production.getByRole('listitem')).toHaveText(['env=prod', 'team=Blue']);
  await expect(production).toContainText('0 days old');
  await expectNoViolations(page, 'tags in the list');

  await page.getByRole('combobox', { name: 'Filter by tag' }).click();
  await page.getByRole('option', { name: 'env=dev' }).click();
  await expect(production).toHaveCount(0);
  await expect(page.getByRole('row', { name: /Development/ })).toBeVisible();

  await choose(page, 'Development', 'Edit');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Tags' }).press('Backspace');
  await dialog.getByRole('combobox', { name: 'Tags' }).fill('aws:reserved=x');
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText(/Tags are written as key=value/)).toBeVisible();
  await dialog.getByRole('combobox', { name: 'Tags' }).press('Backspace');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  // Nobody has the tag any more, so it filters nothing.
  await expect(production).toBeVisible();
  await expect(page.getByRole('row', { name: /Development/ }).getByRole('listitem')).toHaveCount(0);
});

test('a role is added with an access key', async ({ home: page }) => {
  const form = await open(page, 'Role');
  await expect(form.getByText(/Add an access key or a role of Identity Center first/)).toBeVisible();
  await addKey(page, 'Base', key);
  const dialog = await open(page, 'Role');
  await dialog.getByLabel('Label').fill('Auditor');
  await dialog.getByLabel('Role ARN').fill('arn:aws:iam::123456789012:user/x');
  await dialog.getByRole('button', { name: 'Add credentials' }).click();
  await expect(dialog.getByText(/This is not the ARN of a role/)).toBeVisible();
  await dialog.getByLabel('Role ARN').fill('arn:aws:iam::123456789012:role/Auditor');
  await dialog.getByLabel('External ID').fill('ext-1');
  await expectNoViolations(page, 'form of a role');
  await dialog.getByRole('button', { name: 'Add credentials' }).click();
  await expect(dialog).toBeHidden();
  const row = page.getByRole('row', { name: /Auditor/ });
  await expect(row).toContainText('Role');
  await expect(row).toContainText('1234 5678 9012');
  await choose(page, 'Auditor', 'Usage');
  await expect(page.getByRole('dialog')).toContainText('Nothing was asked of AWS with it.');
});

test('a key is rotated in steps, and its usage is told', async ({ home: page }) => {
  test.slow();
  const made = aws ? await makeKey('rotate-keys') : { ...key, userName: '' };
  await addKey(page, 'Production', made);
  await choose(page, 'Production', 'Rotate key');
  const dialog = page.getByRole('dialog', { name: /Rotate the key of/ });
  await expect(dialog.getByText('Delete the old key')).toBeVisible();
  await dialog.getByRole('combobox', { name: /Keep the old key/ }).click();
  await page.getByRole('option', { name: '2 days' }).click();
  await expectNoViolations(page, 'rotation before');
  await dialog.getByRole('button', { name: 'Rotate now' }).click();
  if (!aws) {
    await expect(page.getByRole('alert').getByText(/AWS could not be reached/)).toBeVisible({
      timeout: 60_000,
    });
    return;
  }
  await expect(dialog.getByText(/The old key is inactive and is deleted/)).toBeVisible({ timeout: 60_000 });
  await expect(dialog.getByText('Done')).toHaveCount(4);
  await expect(dialog.getByRole('button', { name: 'Cancel rotation' })).toHaveCount(0);
  await expectNoViolations(page, 'rotation after');
  await expect(dialog.getByRole('button', { name: 'Go on' })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('row', { name: /Production/ })).toContainText(`user/${made.userName}`);

  await choose(page, 'Production', 'Usage');
  const usage = page.getByRole('dialog', { name: /Usage of/ });
  await expect(usage.getByRole('row', { name: /iam:CreateAccessKey/ })).toBeVisible();
  await expect(usage.getByRole('table', { name: 'By person' })).toContainText('@example.com');
  await expectNoViolations(page, 'usage');
});

/**
 * The emulator has no IAM Identity Center, so the answers of the server about the
 * sign-in are played here; what the server itself does is tried in its own tests.
 */
test('Identity Center: sign in with a code, then choose the role', async ({ home: page }) => {
  let state = 'pending';
  const credential = {
    id: 77,
    label: 'Portal',
    kind: 'identity_center',
    aws_region: 'eu-central-1',
    aws_account_id: '',
    aws_arn: '',
    is_default: true,
    access_key_id_preview: '',
    temporary: true,
    created_at: new Date().toISOString(),
    updated_at: new Date().toISOString(),
    verified_at: null,
    last_used_at: null,
    key_age_days: null,
    expires_at: null,
    tags: {},
    warnings: [
      {
        code: 'sign_in_needed',
        message: 'Somebody has to sign in to IAM Identity Center before it can be used.',
      },
    ],
    identity_center: {
      start_url: 'https://d-1.awsapps.com/start',
      sso_region: 'eu-central-1',
      role_name: '',
      sign_in_state: 'pending',
    },
  };
  const signIn = () => ({
    state,
    message: '',
    flow: 'device',
    pending_until: new Date(Date.now() + 600_000).toISOString(),
    poll_after_seconds: state === 'pending' ? 1 : 0,
    signed_in_at: null,
    expires_at: null,
    ...(state === 'pending'
      ? {
          user_code: 'WXYZ-1234',
          verification_uri: 'https://device.sso.eu-central-1.amazonaws.com/',
          verification_uri_complete: 'https://device.sso.eu-central-1.amazonaws.com/?user_code=WXYZ-1234',
        }
      : {}),
  });
  const base = '**/api/v1/auth/aws-credentials';
  let asked: unknown;
  await page.route(`${base}/identity-center`, async (route) => {
    asked = route.request().postDataJSON();
    await route.fulfill({ status: 201, json: { credential, sign_in: signIn() } });
  });
  await page.route(`${base}?*`, (route) =>
    route.fulfill({ json: { items: asked ? [credential] : [], next_cursor: '' } }),
  );
  await page.route(`${base}/77/sign-in`, async (route) => {
    if (route.request().method() === 'POST') state = 'pending';
    await route.fulfill({ json: signIn() });
  });
  await page.route(`${base}/77/sign-in/accounts?*`, (route) =>
    route.fulfill({
      json: {
        items: [{ account_id: '123456789012', name: 'Production', email: 'a@example.com' }],
        next_cursor: '',
      },
    }),
  );
  await page.route(`${base}/77/sign-in/roles?*`, (route) =>
    route.fulfill({ json: { items: [{ role_name: 'Admin' }, { role_name: 'ReadOnly' }], next_cursor: '' } }),
  );
  let saved: unknown;
  await page.route(`${base}/77`, async (route) => {
    saved = route.request().postDataJSON();
    await route.fulfill({ json: credential });
  });

  const form = await open(page, 'Identity Center');
  await form.getByLabel('Label').fill('Portal');
  await form.getByLabel('Start URL').fill('d-1.awsapps.com');
  await form.getByRole('button', { name: 'Continue to sign-in' }).click();
  await expect(form.getByText(/A start URL begins with https/)).toBeVisible();
  await form.getByLabel('Start URL').fill('https://d-1.awsapps.com/start');
  await form.getByLabel('Region of Identity Center').fill('eu-central-1');
  await form.getByRole('button', { name: 'Continue to sign-in' }).click();
  await expect
    .poll(() => asked)
    .toMatchObject({
      label: 'Portal',
      start_url: 'https://d-1.awsapps.com/start',
      sso_region: 'eu-central-1',
    });

  const dialog = page.getByRole('dialog', { name: 'Sign in to IAM Identity Center' });
  await expect(dialog.getByText('WXYZ-1234', { exact: true })).toBeVisible();
  await expect(dialog.getByRole('status')).toContainText('Waiting for you');
  const link = dialog.getByRole('link', { name: 'Open the sign-in page' });
  await expect(link).toHaveAttribute('href', /^https:\/\/device\.sso\..*WXYZ-1234$/);
  await expect(link).toHaveAttribute('target', '_blank');
  await expectNoViolations(page, 'sign-in with a code');

  state = 'denied';
  await expect(dialog.getByText('The sign-in was refused.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Begin again' }).click();
  await expect(dialog.getByText('WXYZ-1234', { exact: true })).toBeVisible();
  state = 'signed_in';
  await expect(dialog.getByText('You are signed in.')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Use this role' })).toBeDisabled();
  await dialog.getByRole('combobox', { name: 'Account' }).click();
  await page.getByRole('option', { name: /Production/ }).click();
  await dialog.getByRole('combobox', { name: 'Role' }).click();
  await page.getByRole('option', { name: 'ReadOnly' }).click();
  await expectNoViolations(page, 'choice of a role');
  await dialog.getByRole('button', { name: 'Use this role' }).click();
  await expect(dialog).toBeHidden();
  expect(saved).toEqual({ aws_account_id: '123456789012', role_name: 'ReadOnly' });
  const row = page.getByRole('row', { name: /Portal/ });
  await expect(row).toContainText('Identity Center');
  await expect(row).toContainText('Sign-in needed');
});

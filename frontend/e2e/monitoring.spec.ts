import type { Page } from '@playwright/test';
import { expectNoViolations } from './axe';
import { expect, test as base, type Person } from './fixtures';
import { startServer, type RunningServer } from './server';
import { startServiceReference } from './service-reference';

const test = base.extend<object, { server: RunningServer }>({
  server: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of what a fixture needs
    async ({}, use) => {
      const reference = await startServiceReference();
      const server = await startServer({ CATALOG_URL: reference.url, CATALOG_REFRESH: 'off' });
      await use(server);
      await server.stop();
      await reference.stop();
    },
    { scope: 'worker' },
  ],
});

const queues = JSON.stringify(
  {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Queue',
        Effect: 'Allow',
        Action: ['sqs:PurgeQueue', 'sqs:Delete*'],
        Resource: 'arn:aws:sqs:eu-west-1:111122223333:jobs',
      },
    ],
  },
  null,
  4,
);

/** Puts a policy into the library of a person. */
async function keepPolicy(server: RunningServer, person: Person, name: string): Promise<void> {
  const ask = (path: string, body: unknown, token = '') =>
    fetch(`${server.url}/api/v1${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify(body),
    });
  const login = await ask('/auth/login', { email: person.email, password: person.password });
  const { access_token: token } = (await login.json()) as { access_token: string };
  const stored = await ask('/policies', { name, document: queues }, token);
  expect(stored.status, await stored.text()).toBe(201);
}

async function report(page: Page): Promise<void> {
  await page.goto('/monitoring');
  await expect(page.getByRole('heading', { level: 1, name: 'AWS changes' })).toBeVisible();
  await page.getByRole('button', { name: 'Look now' }).click();
  await expect(page.getByRole('heading', { name: /^Report of/ })).toBeVisible({ timeout: 40_000 });
}

test('AWS is looked at, and a policy follows what changed', async ({ home: page, server, person }) => {
  test.setTimeout(120_000);
  await keepPolicy(server, person, 'queue-worker');
  await report(page);
  await page
    .getByRole('list', { name: 'Services that changed' })
    .getByRole('button', { name: /SQS/ })
    .click();
  const changes = page.getByRole('table', { name: 'Changes' });
  await expect(changes.getByText('sqs:PurgeQueue', { exact: true })).toBeVisible();
  await expect(changes.getByText('sqs:DeleteEverything', { exact: true })).toBeVisible();
  await page.getByRole('radiogroup', { name: 'Changes by impact' }).getByText('Enhancement').click();
  await expect(changes.getByText('sqs:PurgeQueue', { exact: true })).toBeHidden();
  await expect(changes.getByText('sqs:DeleteEverything', { exact: true })).toBeVisible();

  await page.getByRole('tab', { name: 'What it means for your policies' }).click();
  await page.getByRole('button', { name: 'Look at my policies' }).click();
  const found = page.getByRole('table', { name: 'Changes for your policies' });
  await found.getByRole('button', { name: 'Show the change of queue-worker, sqs:PurgeQueue' }).click();
  const drawer = page.getByRole('dialog', { name: 'Action removed' });
  await expect(drawer.getByRole('region', { name: 'The edit, line by line' })).toContainText(
    'sqs:PurgeQueue',
  );
  await drawer.getByRole('button', { name: 'Apply the edit' }).click();
  await expect(drawer).toContainText('Stored as version 2.');
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();

  await found.getByRole('button', { name: 'Show the change of queue-worker, sqs:Delete*' }).click();
  const second = page.getByRole('dialog', { name: 'New actions reached' });
  await expect(second).toContainText('sqs:DeleteEverything');
  await second.getByRole('button', { name: 'Dismiss' }).click();
  await expect(second.getByText('Dismissed')).toBeVisible();
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'All looks' }).click();
  await page.getByRole('combobox', { name: 'Action' }).fill('sqs:PurgeQueue');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await expect(page.getByText(/stored polic(y is|ies are) about it/)).toBeVisible();
});

test('axe finds nothing where AWS changes are shown', async ({ home: page, server, person }) => {
  test.setTimeout(120_000);
  await keepPolicy(server, person, 'queue-worker');
  await report(page);
  await expectNoViolations(page, 'what AWS changed');
  await page.getByRole('tab', { name: 'What it means for your policies' }).click();
  await expect(page.getByRole('heading', { name: 'Nobody has looked yet' })).toBeVisible();
  await expectNoViolations(page, 'before a look');
  await page.getByRole('button', { name: 'Look at my policies' }).click();
  await page.getByRole('button', { name: 'Show the change of queue-worker, sqs:PurgeQueue' }).click();
  await expect(page.getByRole('region', { name: 'The edit, line by line' })).toBeVisible();
  await expectNoViolations(page, 'a change');
});

import type { Locator, Page } from '@playwright/test';
import { expect, newPerson, test as base } from './fixtures';
import { startServer, type RunningServer } from './server';
import { follow } from './world';

/** A newcomer, each of whose clicks and fillings is counted. */
class Newcomer {
  readonly took: string[] = [];
  constructor(readonly page: Page) {}

  async click(what: Locator, name: string): Promise<void> {
    this.took.push(name);
    await what.click();
  }

  async fill(label: string, text: string): Promise<void> {
    this.took.push(`fill in ${label}`);
    await this.page
      .locator('input')
      .and(this.page.getByLabel(label, { exact: true }))
      .fill(text);
  }

  button(name: string): Promise<void> {
    return this.click(this.page.getByRole('button', { name, exact: true }), name);
  }

  link(name: string): Promise<void> {
    return this.click(this.page.getByRole('main').getByRole('link', { name, exact: true }).first(), name);
  }
}

/** Registers; from the first address of the server to the dashboard. */
async function arrive(newcomer: Newcomer): Promise<void> {
  const { email, password } = newPerson();
  const { page } = newcomer;
  await page.goto('/');
  await newcomer.link('Register');
  await expect(page.getByRole('heading', { name: 'Create your account' })).toBeVisible();
  await newcomer.fill('E-mail', email);
  await newcomer.fill('Password', password);
  await newcomer.click(page.getByLabel(/I accept the terms/), 'the terms');
  await newcomer.button('Create account');
  await expect(page.getByRole('heading', { name: 'First steps' })).toBeVisible();
}

// A server on which nobody has been.
const test = base.extend<{ newcomer: Newcomer }, { empty: RunningServer }>({
  empty: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of what a fixture needs
    async ({}, use) => {
      const server = await startServer();
      await use(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ empty }, use) => use(empty.url),
  newcomer: async ({ page }, use) => use(new Newcomer(page)),
});

test('from the first start to a checked policy in six steps, and to a clean one in ten', async ({
  newcomer,
}) => {
  const { page } = newcomer;
  await arrive(newcomer);
  await newcomer.button('Read an S3 bucket');
  const findings = page.getByRole('region', { name: 'Findings' });
  await expect(page.getByRole('textbox', { name: 'Policy document editor' })).toContainText('s3:GetObject');
  await expect(findings).toContainText('name the resources');
  expect(newcomer.took, newcomer.took.join(', ')).toHaveLength(6);

  await newcomer.fill('Resource ARNs', 'arn:aws:s3:::quarterly-reports');
  await page.keyboard.press('Enter');
  await newcomer.button('Generate policy');
  await expect(findings.getByRole('heading', { name: 'No findings' })).toBeVisible();
  await newcomer.button('Save to library');
  await newcomer.click(page.getByRole('dialog').getByRole('button', { name: 'Save' }), 'Save');
  await expect(page).toHaveURL(/\/policies\/\d+$/);
  expect(newcomer.took, newcomer.took.join(', ')).toHaveLength(10);
  await follow(page, '/');
  await expect(page.getByText('1 of 4 done')).toBeVisible();
});

test('the sample account is tried without AWS, from the first steps', async ({ newcomer }) => {
  const { page } = newcomer;
  await arrive(newcomer);
  await newcomer.link('Open the access explorer');
  await newcomer.button('Read the payroll bucket');
  await expect(page.getByRole('table', { name: 'Answer' })).toContainText('break-glass');
  await newcomer.click(page.getByRole('tab', { name: 'Escalation paths' }), 'Escalation paths');
  await newcomer.button('Show the way of user/jenkins');
  await expect(page.locator('canvas').first()).toBeVisible();
  await newcomer.click(page.getByRole('tab', { name: 'From outside' }), 'From outside');
  await expect(page.getByRole('table', { name: 'Who outside gets in' })).toBeVisible();
  expect(newcomer.took, newcomer.took.join(', ')).toHaveLength(10);
  await follow(page, '/');
  await expect(page.getByText('1 of 4 done')).toBeVisible();
});

// What leads on from a page that has nothing to show yet, and what comes of it.
const needsAws = { button: 'Add AWS credentials', shows: 'Add AWS credentials' };
const ways: readonly { address: string; button: string; shows: string }[] = [
  { address: '/policies', button: 'Generate a policy', shows: 'Generate a policy' },
  { address: '/policies/compare', button: 'Try an example', shows: 'A allows more than B' },
  { address: '/policies/simulate', button: 'Try an example', shows: 'It depends' },
  { address: '/access', button: 'Try the sample account', shows: 'Access explorer' },
  { address: '/settings', button: 'Add credentials', shows: 'Add AWS credentials' },
  { address: '/settings?tab=workspace', button: 'New workspace', shows: 'New workspace' },
  { address: '/findings', ...needsAws },
  { address: '/usage', ...needsAws },
  { address: '/iam/users', ...needsAws },
  { address: '/iam/groups', ...needsAws },
  { address: '/iam/roles', ...needsAws },
  { address: '/iam/policies', ...needsAws },
  { address: '/iam/account', ...needsAws },
  { address: '/organizations', ...needsAws },
  { address: '/identity-center', ...needsAws },
];

test('what is empty leads on', async ({ newcomer }) => {
  const { page } = newcomer;
  await arrive(newcomer);
  for (const { address, button, shows } of ways) {
    await test.step(address, async () => {
      await follow(page, address);
      const main = page.getByRole('main');
      if (button === needsAws.button) {
        await expect.soft(main.getByRole('link', { name: 'Try the sample account' }), address).toBeVisible();
      }
      await main
        .getByRole('link', { name: button, exact: true })
        .or(main.getByRole('button', { name: button, exact: true }))
        .first()
        .click();
      await expect(page.getByRole('heading', { name: shows }).first(), address).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    });
  }
});

import type { Page } from '@playwright/test';
import { startFakeOrganization } from './fake-organization';
import { expect, test as base, type Person } from './fixtures';
import { startServer } from './server';

/** Tests whose server sees an organization in place of the AWS emulator. */
export const test = base.extend({
  server: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of what a fixture needs
    async ({}, use) => {
      const organization = await startFakeOrganization();
      const server = await startServer({ AWS_ENDPOINT_URL: organization.url });
      await use(server);
      await server.stop();
      organization.stop();
    },
    { scope: 'worker' },
  ],
});

/** Stores a credential of the management account. */
export async function addManagement(url: string, person: Person): Promise<void> {
  const post = async (path: string, body: object, token = '') => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
      },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    expect(response.ok, text).toBe(true);
    return JSON.parse(text) as Record<string, unknown>;
  };
  const { access_token: token } = await post('/auth/login', {
    email: person.email,
    password: person.password,
  });
  await post(
    '/auth/aws-credentials',
    {
      label: 'Management',
      access_key_id: 'AKIAIOSFODNN7EXAMPLE',
      secret_access_key: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    },
    String(token),
  );
}

/** Applies the plan that is shown, once it says what is expected, and closes it. */
export async function applyPlan(page: Page, ...says: readonly string[]): Promise<void> {
  const plan = page.getByRole('dialog', { name: 'Review the change' });
  for (const text of says) await expect(plan.getByText(text, { exact: true }).first()).toBeVisible();
  await plan.getByRole('button', { name: 'Apply' }).click();
  await expect(plan.getByText('The change has been made in AWS.')).toBeVisible();
  await plan.getByRole('button', { name: 'Close' }).last().click();
  await expect(plan).toBeHidden();
}

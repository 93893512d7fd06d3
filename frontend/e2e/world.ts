import type { Browser, BrowserContext, Page } from '@playwright/test';
import { expect, newPerson, signIn, test as base, type Person } from './fixtures';
import { startFakeOrganization } from './fake-organization';
import { routes, settingsTabs } from './routes';
import { sampleKey, startSampleAws } from './sample-aws';
import { startServer, type RunningServer } from './server';

/** The roles of a workspace, from most to least. */
export const roles = ['owner', 'admin', 'operator', 'auditor', 'viewer'] as const;
export type Role = (typeof roles)[number];

/** A server with a workspace that has somebody of each role, an account, policies, an audit and a report of use. */
export interface World {
  server: RunningServer;
  people: Record<Role, Person>;
  /** The pages of the route table with their parameters filled in. */
  pages: readonly { name: string; address: string; signedIn: boolean }[];
}

interface Answer {
  id: number;
  state: string;
}

/** Speaks to the server as a program does. */
async function client(server: RunningServer, person: Person) {
  let token = '';
  const send = async <T = Answer>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<T> => {
    const response = await fetch(`${server.url}/api/v1${path}`, {
      method,
      headers: {
        'Content-Type': 'application/json',
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    expect(response.ok, `${method} ${path}: ${text}`).toBe(true);
    return (text ? JSON.parse(text) : {}) as T;
  };
  await send('POST', '/auth/register', {
    email: person.email,
    password: person.password,
    full_name: person.fullName,
    accept_terms: true,
  });
  token = (
    await send<{ access_token: string }>('POST', '/auth/login', {
      email: person.email,
      password: person.password,
    })
  ).access_token;
  const ended = async (job: number): Promise<void> => {
    await expect
      .poll(async () => (await send('GET', `/jobs/${job}`)).state, { timeout: 60_000 })
      .toBe('succeeded');
  };
  return { send, ended };
}

const policies = [
  {
    name: 'quarterly-reports-reader',
    description: 'Reads the reports of a quarter',
    document: {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: ['s3:GetObject'], Resource: 'arn:aws:s3:::quarterly-reports/*' },
        { Effect: 'Allow', Action: ['s3:ListBucket'], Resource: 'arn:aws:s3:::quarterly-reports' },
      ],
    },
  },
  {
    name: 'queue-worker',
    document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sqs:*', Resource: '*' }] },
  },
];

async function build(server: RunningServer): Promise<World> {
  const people = Object.fromEntries(
    roles.map((role) => [
      role,
      { ...newPerson(`Ada ${role[0]?.toUpperCase()}${role.slice(1)}`), email: `${role}@example.com` },
    ]),
  ) as Record<Role, Person>;
  const owner = await client(server, people.owner);
  const workspace = await owner.send('POST', '/workspaces', { name: 'Harbor' });
  await owner.send('PATCH', '/auth/me', { default_workspace_id: workspace.id });
  for (const role of roles.slice(1)) {
    const person = people[role];
    const { link } = await owner.send<{ link: string }>('POST', `/workspaces/${workspace.id}/invitations`, {
      email: person.email,
      role,
    });
    const member = await client(server, person);
    await member.send('POST', '/invitations/accept', { token: new URL(link).hash.replace('#token=', '') });
    await member.send('PATCH', '/auth/me', { default_workspace_id: workspace.id });
  }
  const credential = await owner.send('POST', '/auth/aws-credentials', { label: 'Production', ...sampleKey });
  const asked = { 'X-AWS-Credential-ID': String(credential.id) };
  await owner.send('POST', `/auth/aws-credentials/${credential.id}/verify`);
  let policy = 0;
  for (const one of policies) policy = (await owner.send('POST', '/policies', one)).id;
  await owner.ended((await owner.send('POST', '/policies/audit', {}, asked)).id);
  const principal_arn = 'arn:aws:iam::111122223333:user/bruno.developer';
  await owner.ended((await owner.send('POST', '/usage', { principal_arn, days: 90 }, asked)).id);
  return { server, people, pages: pagesOf(policy) };
}

// What an address needs to show something; every other page is opened as it is.
const searches: Record<string, string> = {
  '/access': '?account=sample',
  '/policies/generate': '?description=Allow%20reading%20objects%20of%20the%20bucket%20quarterly-reports',
};

/** The pages of the route table with their parameters filled in; the settings have one for each tab. */
export function pagesOf(policy: number): World['pages'] {
  return routes.flatMap(({ path, signedIn }) => {
    const address = path.replace('$id', String(policy)) + (searches[path] ?? '');
    if (address.includes('$')) throw new Error(`Nobody says what stands for the parameters of ${path}.`);
    const name = path === '/' ? 'dashboard' : path.slice(1).replaceAll('/', '-').replace('$id', 'one');
    return path === '/settings'
      ? settingsTabs.map((tab) => ({ name: `settings-${tab}`, address: `/settings?tab=${tab}`, signedIn }))
      : [{ name, address, signedIn }];
  });
}

async function withWindow(
  browser: Browser,
  world: World,
  use: (page: Page) => Promise<void>,
  person?: Person,
): Promise<void> {
  const context = await browser.newContext({
    baseURL: world.server.url,
    locale: 'en-US',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
  });
  if (person) await signIn(context, world.server.url, person);
  await use(await context.newPage());
  await context.close();
}

/** Tests over every page, on a world of their own. */
export const test = base.extend<
  { as: (role: Role, context: BrowserContext) => Promise<void> },
  { untouched: boolean; world: World; visitor: Page; owner: Page }
>({
  // True where nothing may have happened in the world before: such tests have a worker of their own.
  untouched: [false, { scope: 'worker', option: true }],
  world: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of what a fixture needs
    async ({}, use) => {
      const organization = await startFakeOrganization();
      const aws = await startSampleAws(organization.url);
      const server = await startServer({
        AWS_ENDPOINT_URL: aws.url,
        // Nothing comes from outside, and nothing by itself.
        CATALOG_URL: 'http://127.0.0.1:9',
        CATALOG_REFRESH: 'off',
      });
      await use(await build(server));
      await server.stop();
      await aws.stop();
      organization.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  // Windows that tests share, because every new one begins with nothing in its cache: of somebody who
  // has not signed in, and of the owner.
  visitor: [async ({ browser, world }, use) => withWindow(browser, world, use), { scope: 'worker' }],
  owner: [
    async ({ browser, world }, use) => withWindow(browser, world, use, world.people.owner),
    { scope: 'worker' },
  ],
  baseURL: async ({ world }, use) => use(world.server.url),
  as: async ({ world }, use) => use((role, context) => signIn(context, world.server.url, world.people[role])),
});

export { expect };

/** Waits until a page has its heading, its data and its fonts, and nothing is on its way any more. */
export async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
  await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
  await expect(page.locator('.mantine-Skeleton-root, [data-loading]')).toHaveCount(0);
  await page.evaluate(async () => {
    await document.fonts.ready;
    await Promise.all(
      document
        .getAnimations()
        .filter((one) => one.effect?.getTiming().iterations !== Infinity)
        .map((one) => one.finished.catch(() => undefined)),
    );
  });
}

/** Goes to another page of the program as a link in it does, and waits until it is there. */
export async function follow(page: Page, address: string): Promise<void> {
  if (new URL(page.url()).pathname === address.split('?')[0]) {
    await page.goto(address);
  } else {
    await page.evaluate((to) => {
      document.querySelector('h1')?.setAttribute('data-left', '');
      window.history.pushState({}, '', to);
    }, address);
    await expect(page.locator('h1[data-left]')).toHaveCount(0);
  }
  await settled(page);
}

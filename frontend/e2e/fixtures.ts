import { randomBytes } from 'node:crypto';
import { test as base, expect, type BrowserContext, type Page } from '@playwright/test';
import { startServer, type RunningServer } from './server';

/** Somebody with an account on the server. */
export interface Person {
  email: string;
  password: string;
  fullName: string;
}

/** A person who has no account yet. */
export function newPerson(fullName = 'Ada Lovelace'): Person {
  return {
    email: `ada-${randomBytes(4).toString('hex')}@example.com`,
    password: `Quiet-Harbor-${randomBytes(3).toString('hex')}7`,
    fullName,
  };
}

/** Fills in the log-in page, wherever it is. */
export async function logIn(page: Page, person: Person): Promise<void> {
  await page.getByRole('textbox', { name: 'E-mail', exact: true }).fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Log in' }).click();
}

/** Logs out by the menu of the account. */
export async function logOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Log out' }).click();
}

/** Signs a browser in without its pages: the cookie, and the hint that somebody was signed in. */
export async function signIn(context: BrowserContext, url: string, person: Person): Promise<void> {
  const response = await context.request.post(`${url}/api/v1/auth/login`, {
    headers: { 'X-Token-Transport': 'cookie' },
    data: { email: person.email, password: person.password },
  });
  expect(response.ok(), await response.text()).toBe(true);
  await context.addInitScript(() => {
    // Only once: whoever logs out stays out.
    if (sessionStorage.getItem('e2e-signed-in')) return;
    sessionStorage.setItem('e2e-signed-in', '1');
    localStorage.setItem('iamcopilot.signed-in', '1');
  });
}

/** Signs in as a program does, and answers the access token. */
export async function bearerOf(url: string, person: Person): Promise<string> {
  const response = await fetch(`${url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email: person.email, password: person.password }),
  });
  const answer = (await response.json()) as { access_token: string };
  expect(response.ok, JSON.stringify(answer)).toBe(true);
  return answer.access_token;
}

/**
 * The tests of this product: a real server per worker, an account on it, and a
 * page on which nothing may go wrong unseen (errors of the page, refusals of
 * the content security policy).
 */
export const test = base.extend<
  { person: Person; home: Page; problems: string[] },
  { server: RunningServer }
>({
  server: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of what a fixture needs
    async ({}, use) => {
      const server = await startServer();
      await use(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ server }, use) => use(server.url),
  problems: [
    async ({ page }, use) => {
      const problems: string[] = [];
      page.on('pageerror', (error) => problems.push(error.message));
      page.on('console', (message) => {
        const text = message.text();
        // The browser itself reports every answer that is not a success; those belong to the tests.
        if (message.type() === 'error' && !text.startsWith('Failed to load resource')) problems.push(text);
      });
      await use(problems);
      expect(problems, 'errors of the page').toEqual([]);
    },
    { auto: true },
  ],
  person: async ({ server }, use) => {
    const person = newPerson();
    const response = await fetch(`${server.url}/api/v1/auth/register`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        email: person.email,
        password: person.password,
        full_name: person.fullName,
        accept_terms: true,
      }),
    });
    expect(response.status, await response.text()).toBe(201);
    await use(person);
  },
  home: async ({ page, person, server, baseURL }, use) => {
    await signIn(page.context(), baseURL ?? server.url, person);
    await page.goto('/');
    await expect(page.getByRole('heading', { name: `Hello, ${person.fullName}` })).toBeVisible();
    await use(page);
  },
});

export { expect };

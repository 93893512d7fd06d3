import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { expect, logIn, test } from './fixtures';

const budget = 250 * 1024;

/** The scripts a page has loaded so far, each with its size as gzip makes it. */
function watchScripts(page: Page): () => Promise<Map<string, number>> {
  const bodies = new Map<string, Promise<Buffer>>();
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') {
      bodies.set(new URL(response.url()).pathname, response.body());
    }
  });
  return async () => {
    const sizes = new Map<string, number>();
    for (const [path, body] of bodies) sizes.set(path, gzipSync(await body).length);
    return sizes;
  };
}

function sum(sizes: Map<string, number>): number {
  return [...sizes.values()].reduce((total, size) => total + size, 0);
}

test('the first page needs under 250 kB of scripts, and nothing large before it is wanted', async ({
  page,
  person,
  baseURL,
}) => {
  const scripts = watchScripts(page);
  const origins = new Set<string>();
  page.on('request', (request) => origins.add(new URL(request.url()).origin));

  await page.goto('/login');
  await expect(page.getByLabel('E-mail')).toBeVisible();
  const first = await scripts();
  expect(first.size).toBeGreaterThan(1);
  expect(sum(first), JSON.stringify([...first])).toBeLessThan(budget);

  await logIn(page, person);
  await expect(page.getByText('Recent activity')).toBeVisible();
  const signedIn = await scripts();
  expect([...signedIn.keys()].filter((path) => /code-editor|date-range/.test(path))).toEqual([]);
  // Texts come with the pages that speak them.
  expect([...signedIn.keys()].filter((path) => /\/(dashboard|usage|access)-[^/]{8}\.js$/.test(path))).toEqual(
    [expect.stringContaining('/dashboard-')],
  );
  expect(sum(signedIn), JSON.stringify([...signedIn])).toBeLessThan(budget + 46 * 1024);
  // Everything comes from the server itself.
  expect([...origins]).toEqual([baseURL]);
});

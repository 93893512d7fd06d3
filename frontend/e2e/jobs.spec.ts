import { makeKey } from './account';
import { expectNoViolations } from './axe';
import { bearerOf, expect, test } from './fixtures';

/** Stores a key that may read IAM, and starts an audit with it, as a program would. */
async function startAudit(url: string, token: string): Promise<number> {
  const key = await makeKey('read-iam');
  const send = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}`, ...headers },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as { id: number };
    expect(response.ok, JSON.stringify(answer)).toBe(true);
    return answer;
  };
  const credential = await send('/auth/aws-credentials', {
    label: 'Production',
    access_key_id: key.accessKeyId,
    secret_access_key: key.secretAccessKey,
  });
  const job = await send('/policies/audit', {}, { 'X-AWS-Credential-ID': String(credential.id) });
  return job.id;
}

test('a job of one’s own is told of wherever one is, and stays in the tray', async ({
  home: page,
  person,
  server,
}) => {
  const streams: string[] = [];
  const asked: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    // What the page before the reload began does not count.
    if (request.isNavigationRequest()) streams.length = 0;
    else if (pathname.endsWith('/jobs/events')) streams.push(pathname);
    else if (/\/jobs\/\d+/.test(pathname)) asked.push(pathname);
  });
  await page.reload();
  await expect(page.getByRole('button', { name: 'Background jobs' })).toBeVisible();
  await startAudit(server.url, await bearerOf(server.url, person));
  await page.getByRole('link', { name: 'Library' }).click();

  const told = page.getByText(/^Done: /).first();
  await expect(told).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('button', { name: 'Show result' })).toBeVisible();
  await page.getByRole('button', { name: 'Show result' }).click();
  await expect(page).toHaveURL(/\/findings\?audit=\d+/);
  // One stream for all that runs, and nobody asked again and again.
  expect(streams).toHaveLength(1);
  expect(asked).toEqual([]);

  await page.reload();
  const tray = page.getByRole('button', { name: /job has ended|Background jobs/ });
  await tray.click();
  const dialog = page.getByRole('dialog', { name: 'Background jobs' });
  await expect(dialog.getByText(/^done/)).toBeVisible();
  await expectNoViolations(page, 'the tray of jobs', ['region']);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(tray).toBeFocused();
});

test('a second tab hears of jobs from the first, and follows when that one closes', async ({
  home: page,
  person,
  server,
  context,
}) => {
  const second = await context.newPage();
  const streams: string[] = [];
  second.on('request', (request) => {
    if (request.url().endsWith('/jobs/events')) streams.push(request.url());
  });
  await second.goto('/policies');
  await expect(second.getByRole('button', { name: 'Background jobs' })).toBeVisible();
  await startAudit(server.url, await bearerOf(server.url, person));
  await expect(second.getByText(/^Done: /).first()).toBeVisible({ timeout: 30_000 });
  expect(streams).toEqual([]);
  await page.close();
  await expect.poll(() => streams.length).toBe(1);
});

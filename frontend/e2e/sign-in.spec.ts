import { expect, logIn, logOut, newPerson, test } from './fixtures';

test('a wrong password is said at the field, and nothing is given away', async ({ page, person }) => {
  await page.goto('/login');
  await logIn(page, { ...person, password: 'Wrong-Harbor-11' });
  const said = page.getByText('The e-mail address or the password is not right.');
  await expect(said).toBeVisible();
  await expect(page.getByLabel('Password', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await logIn(page, newPerson());
  await expect(said).toBeVisible();
  await logIn(page, person);
  await expect(page.getByRole('heading', { name: `Hello, ${person.fullName}` })).toBeVisible();
});

test('empty fields are named before anything is sent', async ({ page }) => {
  let sent = 0;
  page.on('request', (request) => (sent += request.url().includes('/auth/login') ? 1 : 0));
  await page.goto('/login');
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page.getByText('Fill this in.')).toHaveCount(2);
  expect(sent).toBe(0);
});

test('registering needs every rule, the terms, and an address of one’s own', async ({ page, person }) => {
  const other = newPerson();
  await page.goto('/register');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByText('The password does not meet every rule yet.')).toBeVisible();
  await expect(page.getByText('Accept the terms to go on.')).toBeVisible();

  const password = page.getByLabel('Password', { exact: true });
  const rule = (text: string) => page.getByRole('listitem').filter({ hasText: text });
  await password.fill('abc');
  await expect(rule('A lower-case letter')).toContainText(/met$/);
  await expect(rule('A digit')).toContainText('not met');
  await expect(page.getByText('Very easy to guess')).toBeVisible();
  await password.fill('Aa1'.repeat(25));
  await expect(rule('Not over 72 bytes')).toContainText('not met');
  await password.fill(other.password);
  await expect(rule('Not over 72 bytes')).toHaveCount(0);
  await expect(page.getByText('Strong', { exact: true })).toBeVisible();

  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel(/I accept the terms/).check();
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByText('There is an account with this e-mail address already')).toBeVisible();
  await expect(page.getByLabel('E-mail')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('the session survives a reload, and no token is within reach of a script', async ({ home }) => {
  await home.reload();
  await expect(home.getByRole('heading', { name: /^Hello/ })).toBeVisible();
  const kept = await home.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
  );
  expect(kept).not.toMatch(/eyJ|refresh/i);
  const cookies = await home.context().cookies();
  expect(cookies).toHaveLength(1);
  expect(cookies[0]).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/api/v1/auth' });
});

test('whoever was not signed in comes back to the wanted address', async ({ page, person }) => {
  await page.goto('/settings?tab=profile');
  await expect(page).toHaveURL(/\/login\?next=%2Fsettings%3Ftab%3Dprofile/);
  await logIn(page, person);
  await expect(page).toHaveURL(/\/settings\?tab=profile$/);
  await expect(page.getByRole('heading', { name: 'Sessions' })).toBeVisible();
});

test('a foreign address after signing in is refused', async ({ page, person, baseURL }) => {
  await page.goto('/login?next=https%3A%2F%2Fexample.com%2F');
  await logIn(page, person);
  await expect(page.getByRole('heading', { name: /^Hello/ })).toBeVisible();
  expect(page.url()).toBe(`${baseURL}/`);
});

test('logging out in one tab ends the other, and many tabs refresh as one', async ({ home, context }) => {
  const other = await context.newPage();
  await Promise.all([other.goto('/settings?tab=profile'), home.reload()]);
  await expect(other.getByRole('heading', { name: 'Sessions' })).toBeVisible();
  await expect(home.getByRole('heading', { name: /^Hello/ })).toBeVisible();
  await logOut(home);
  await expect(home).toHaveURL(/\/login$/);
  await expect(other).toHaveURL(/\/login/);
});

test('a session that the server has ended leads to the log-in page', async ({ home, person, server }) => {
  const pair = (await (
    await fetch(`${server.url}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ email: person.email, password: person.password }),
    })
  ).json()) as { access_token: string };
  const all = await fetch(`${server.url}/api/v1/auth/logout-all`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${pair.access_token}` },
  });
  expect(all.status).toBe(204);
  await home.getByRole('button', { name: /^Account of/ }).click();
  await home.getByRole('menuitem', { name: 'Profile' }).click();
  await expect(home).toHaveURL(/\/login\?next=/);
});

test('help for a forgotten password and the terms can be read', async ({ page }) => {
  await page.goto('/login');
  await page.getByRole('link', { name: 'Forgot password?' }).click();
  await expect(page.getByRole('heading', { name: 'Getting back in' })).toBeVisible();
  await page.getByRole('link', { name: 'Back to log in' }).click();
  await page.getByRole('link', { name: 'Register' }).click();
  await expect(page.getByRole('link', { name: 'terms of use' })).toHaveAttribute('href', '/terms');
  await page.goto('/terms');
  await expect(page.getByRole('heading', { name: 'Terms of use' })).toBeVisible();
});

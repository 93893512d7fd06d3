import type { Page } from '@playwright/test';
import { expectNoViolations } from './axe';
import { expect, logIn, logOut, newPerson, test, type Person } from './fixtures';
import { totp } from './totp';

/** Sends what the pages send, without a page. */
async function post(url: string, body: unknown): Promise<number> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return response.status;
}

const inside = (link: string) => link.replace(/^https?:\/\/[^/]+/, '');

/** Turns two-factor sign-in on; answers the secret and the recovery codes. */
async function turnOn(page: Page, person: Person): Promise<{ secret: string; codes: string[] }> {
  await page.goto('/settings?tab=security');
  await page.getByRole('button', { name: 'Turn on' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Current password').fill(person.password);
  await page.keyboard.press('Enter');
  const picture = dialog.getByAltText('QR code for the authenticator app');
  await expect(picture).toBeVisible();
  expect(await picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
  const secret = (await dialog.locator('code').innerText()).replace(/\s/g, '');
  await dialog.getByLabel('Code from the app').fill(totp(secret));
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('list', { name: 'Recovery codes' })).toBeVisible();
  return { secret, codes: await dialog.getByRole('listitem').allInnerTexts() };
}

test('a second factor is set up, asked for at sign-in, and turned off', async ({ home: page, person }) => {
  const { secret, codes } = await turnOn(page, person);
  expect(new Set(codes).size).toBe(10);
  const dialog = page.getByRole('dialog');
  // Shown once: neither Esc nor a click beside it loses them.
  await page.keyboard.press('Escape');
  await expect(dialog).toBeVisible();
  await dialog.getByRole('button', { name: 'I have kept them' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('10 recovery codes left')).toBeVisible();

  await logOut(page);
  await logIn(page, person);
  await expect(page.getByRole('heading', { name: 'Two-factor sign-in' })).toBeVisible();
  await expect(page.getByLabel('Code', { exact: true })).toBeFocused();
  await page.keyboard.type('000000');
  await page.keyboard.press('Enter');
  await expect(page.getByText('The code is not right')).toBeVisible();
  await page.getByRole('button', { name: 'Use a recovery code' }).click();
  await page.getByLabel('Recovery code').fill(codes[0] ?? '');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: /^Hello/ })).toBeVisible();

  await page.goto('/settings?tab=security');
  await expect(page.getByText('9 recovery codes left')).toBeVisible();
  await page.getByRole('button', { name: 'Turn off' }).click();
  await dialog.getByLabel('Current password').fill(person.password);
  // The code of this half minute has signed in already, so it takes the next.
  await dialog.getByLabel(/^Code from the app/).fill(totp(secret, 1));
  await dialog.getByRole('button', { name: 'Turn off' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'Turn on' })).toBeVisible();
  await logOut(page);
  await logIn(page, person);
  await expect(page.getByRole('heading', { name: /^Hello/ })).toBeVisible();
});

test('a token for programs is shown once, works within its scopes, and is revoked', async ({
  home: page,
  person,
  server,
}) => {
  await page.goto('/settings?tab=security');
  await page.getByRole('button', { name: 'New token' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Create token' }).click();
  await expect(dialog.getByText('Fill this in.')).toHaveCount(2);
  await dialog.getByLabel('What is it for?').fill('CI');
  await dialog.getByLabel('Current password').fill(person.password);
  await expectNoViolations(page, 'the form of a token');
  await dialog.getByRole('button', { name: 'Create token' }).click();
  const token = await dialog.getByText('iamcopilot_pat_').innerText();
  await expectNoViolations(page, 'a new token');
  const ask = (path: string) =>
    fetch(`${server.url}/api/v1${path}`, { headers: { Authorization: `Bearer ${token.trim()}` } }).then(
      (response) => response.status,
    );
  expect(await ask('/policy-validation/condition-keys/operators')).toBe(200);
  expect(await ask('/auth/aws-credentials')).toBe(403);
  await dialog.getByRole('button', { name: 'I have copied it' }).click();
  await expect(dialog).toBeHidden();
  expect(await page.content()).not.toContain(token.trim());
  await page.getByRole('button', { name: 'Revoke CI' }).click();
  await expect(page.getByText('No personal access tokens.')).toBeVisible();
  expect(await ask('/policy-validation/condition-keys/operators')).toBe(401);
});

test('a password is reset by the link in the letter, once', async ({ page, person, server }) => {
  expect(await post(`${server.url}/api/v1/auth/forgot-password`, { email: person.email })).toBe(202);
  const link = inside(await server.linkOf(person.email, '/reset-password'));
  await page.goto(link);
  await page.getByLabel('New password').fill('short');
  await page.getByRole('button', { name: 'Set password' }).click();
  await expect(page.getByText('The password does not meet every rule yet.')).toBeVisible();
  const renewed = { ...person, password: newPerson().password };
  await page.getByLabel('New password').fill(renewed.password);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/login$/);
  await logIn(page, renewed);
  await expect(page.getByRole('heading', { name: /^Hello/ })).toBeVisible();

  await logOut(page);
  await page.goto(link);
  await page.getByLabel('New password').fill(newPerson().password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'This link is no longer good' })).toBeVisible();
});

test('a link that confirms an address takes a click, and says when it is spent', async ({
  page,
  person,
  server,
}) => {
  const link = inside(await server.linkOf(person.email, '/verify-email'));
  await page.goto(link);
  await page.getByRole('button', { name: 'Confirm e-mail' }).click();
  await expect(page.getByRole('heading', { name: 'Your e-mail is confirmed' })).toBeVisible();
  await page.goto('/verify-email');
  await expect(page.getByRole('heading', { name: 'This link is no longer good' })).toBeVisible();
});

test('a workspace is made, and somebody invited, who joins, works and leaves', async ({
  home: page,
  person,
  server,
}) => {
  const guest = newPerson('Alan Turing');
  await page.goto('/settings?tab=workspace');
  await expect(page.getByText('This is your personal workspace')).toBeVisible();
  await page.getByRole('button', { name: 'New workspace' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Platform team');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'Workspace Platform team, switch' })).toBeVisible();

  await page.getByLabel('E-mail').fill(guest.email);
  await page.getByRole('combobox', { name: 'Role', exact: true }).click();
  await page.getByRole('option', { name: 'Operator' }).click();
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  const handed = page.getByRole('status').filter({ hasText: `Hand this link to ${guest.email}` });
  const link = inside(await handed.getByText('/invitation#token=').innerText());
  await logOut(page);

  await page.goto(link);
  await expect(page.getByRole('heading', { name: 'Join Platform team' })).toBeVisible();
  await expect(page.getByText(`${person.email} invites you to the workspace as Operator.`)).toBeVisible();
  await page.getByRole('link', { name: 'Create an account' }).click();
  await page.getByLabel('Full name').fill(guest.fullName);
  await page.getByLabel('E-mail').fill(guest.email);
  await page.getByLabel('Password', { exact: true }).fill(guest.password);
  await page.getByLabel(/I accept the terms/).check();
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('heading', { name: /^Hello/ })).toBeVisible();
  // The secret of the invitation is neither in the address nor kept.
  expect(page.url()).toBe(`${server.url}/`);

  await page.getByRole('button', { name: /^Workspace .*, switch$/ }).click();
  await page.getByRole('menuitem', { name: /^Platform team/ }).click();
  await expect(page.getByRole('button', { name: 'Workspace Platform team, switch' })).toBeVisible();
  await page.goto('/settings?tab=workspace');
  const members = page.getByRole('list', { name: 'Members' });
  await expect(members.getByRole('listitem')).toHaveCount(2);
  await expect(page.getByRole('button', { name: 'Delete the workspace' })).toBeDisabled();
  await expect(page.getByText('Only the owner may do this.').first()).toBeVisible();
  await page.goto('/settings?tab=audit-log');
  await expect(page.getByRole('heading', { name: 'Not for your role' }).first()).toBeVisible();
  await page.goto('/settings?tab=workspace');
  await page.getByRole('button', { name: 'Leave the workspace' }).click();
  await dialog.getByRole('button', { name: 'Leave the workspace' }).click();
  await expect(page.getByText('This is your personal workspace')).toBeVisible();
});

test('roles change, a workspace is handed over and deleted', async ({ home: page, person, server }) => {
  const other = newPerson('Edsger Dijkstra');
  await post(`${server.url}/api/v1/auth/register`, {
    email: other.email,
    password: other.password,
    full_name: other.fullName,
    accept_terms: true,
  });
  await page.goto('/settings?tab=workspace');
  await page.getByRole('button', { name: 'New workspace' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Payments');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await page.getByLabel('E-mail').fill(other.email);
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  const link = inside(await page.getByText('/invitation#token=').innerText());
  await logOut(page);
  await page.goto(link);
  await page.getByRole('link', { name: 'Log in to join' }).click();
  await logIn(page, other);
  await page.getByRole('button', { name: 'Join the workspace' }).click();
  await expect(page.getByRole('heading', { name: /^Hello/ })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Workspace Payments, switch' })).toBeVisible();
  await logOut(page);

  await logIn(page, person);
  await expect(page.getByRole('heading', { name: /^Hello/ })).toBeVisible();
  await page.goto('/settings?tab=workspace');
  await page.getByRole('combobox', { name: `Role of ${other.fullName}` }).click();
  await page.getByRole('option', { name: 'Admin' }).click();
  await expect(page.getByText(`${other.fullName} is Admin now.`)).toBeVisible();
  await page.getByRole('button', { name: 'Hand the workspace over' }).click();
  await dialog.getByRole('combobox', { name: 'New owner' }).click();
  await page.getByRole('option', { name: new RegExp(other.email) }).click();
  await dialog.getByLabel('Current password').fill(person.password);
  await dialog.getByRole('button', { name: 'Hand the workspace over' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('Your role: Admin.')).toBeVisible();
  await logOut(page);

  await logIn(page, other);
  await expect(page.getByRole('heading', { name: /^Hello/ })).toBeVisible();
  await page.goto('/settings?tab=workspace');
  await page.getByRole('button', { name: 'Delete the workspace' }).click();
  await expect(dialog.getByRole('button', { name: 'Delete the workspace' })).toBeDisabled();
  await dialog.getByLabel('Type “Payments” to confirm').fill('Payments');
  await dialog.getByLabel('Current password').fill(other.password);
  await dialog.getByRole('button', { name: 'Delete the workspace' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('This is your personal workspace')).toBeVisible();
});

test('axe finds nothing on the way in and in the team', async ({ home: page, person, server }) => {
  const { secret } = await turnOn(page, person);
  await expectNoViolations(page, 'recovery codes');
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expectNoViolations(page, 'security, on');
  await page.goto('/settings?tab=workspace');
  await expect(page.getByText('This is your personal workspace')).toBeVisible();
  await expectNoViolations(page, 'a personal workspace');
  await page.getByRole('button', { name: 'New workspace' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Platform team');
  await expectNoViolations(page, 'the form of a workspace');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.getByLabel('E-mail').fill(newPerson().email);
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  const shown = page.getByText('/invitation#token=');
  await expect(shown).toBeVisible();
  await expect(page.getByRole('list', { name: 'Invitations' })).toBeVisible();
  await expectNoViolations(page, 'a team with an invitation');
  const invitation = inside(await shown.innerText());
  await page.getByRole('button', { name: 'Delete the workspace' }).click();
  await expectNoViolations(page, 'the question before deleting a workspace');
  await page.keyboard.press('Escape');
  await page.goto(invitation);
  await expect(page.getByRole('heading', { name: 'Join Platform team' })).toBeVisible();
  await expect(page.getByText('The invitation is for')).toBeVisible();
  await expectNoViolations(page, 'an invitation for somebody else');
  await page.getByRole('button', { name: 'Log out and use another account' }).click();
  await expect(page).toHaveURL(/\/login/);
  await logIn(page, person);
  await expect(page.getByRole('heading', { name: 'Two-factor sign-in' })).toBeVisible();
  await expectNoViolations(page, 'the second factor');
  await page.getByLabel('Code', { exact: true }).fill(totp(secret, 1));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Join Platform team' })).toBeVisible();

  await page.goto('/verify-email#token=none');
  await expect(page.getByRole('button', { name: 'Confirm e-mail' })).toBeVisible();
  await expectNoViolations(page, 'confirm an address');
  await page.getByRole('button', { name: 'Confirm e-mail' }).click();
  await expect(page.getByRole('heading', { name: 'This link is no longer good' })).toBeVisible();
  await expectNoViolations(page, 'a spent link');
  await page.goto(`${server.url}/reset-password#token=none`);
  await page.getByLabel('New password').fill('abc');
  await expectNoViolations(page, 'a new password');
});

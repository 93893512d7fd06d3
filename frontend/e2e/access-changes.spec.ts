import { addCredential, testBetween } from './aws-between';
import { expectNoViolations } from './axe';
import { expect } from './fixtures';
import { sampleKey, startSampleAws } from './sample-aws';

const test = testBetween(startSampleAws);

test('two audits of an account tell whose access changed, and what was edited', async ({
  home: page,
  person,
  server,
  between,
}) => {
  test.setTimeout(120_000);
  await page.goto('/access/changes');
  await expect(page.getByRole('heading', { name: 'No snapshots yet' })).toBeVisible();
  await addCredential(server.url, person, sampleKey);
  const audit = async (count: number) => {
    await page.goto('/findings');
    await page.getByRole('button', { name: 'Start audit' }).click();
    await expect(page.getByText('The audit is done').first()).toBeVisible();
    await page.goto('/access/changes');
    await expect(page.getByRole('link', { name: /^Ask the snapshot/ })).toHaveCount(count);
  };
  await audit(1);
  await expect(page.getByRole('heading', { name: 'One snapshot so far' })).toBeVisible();
  between.altered = (action, body) =>
    action === 'GetAccountAuthorizationDetails'
      ? body.replaceAll(encodeURIComponent('"s3:GetObject"'), encodeURIComponent('"s3:PutObject"'))
      : body;
  await audit(2);

  await expect(page.getByRole('region', { name: 'What was edited' })).toContainText('interns-boundary');
  await page.getByLabel('Search changes').fill('putobject reporting');
  await page.getByRole('button', { name: 'How the access of role/reporting changed' }).click();
  const drawer = page.getByRole('dialog', { name: 'role/reporting' });
  await expect(drawer.getByText('Can no longer')).toBeVisible();
  await expect(drawer).toContainText('arn:aws:s3:::acme-reports/anything-else');
  await expect(drawer.getByText('Inline policy: reports')).toBeVisible();
  await expectNoViolations(page, 'how access changed');
  await page.keyboard.press('Escape');

  await page.getByRole('link', { name: /^Ask the snapshot #1/ }).click();
  await page.getByRole('combobox', { name: 'Action', exact: true }).fill('s3:GetObject');
  await page.getByLabel('Resource', { exact: true }).fill('arn:aws:s3:::acme-reports/q1.csv');
  await page.getByRole('button', { name: 'Who can?' }).click();
  await expect(page.getByRole('table', { name: 'Answer' }).getByText('role/reporting')).toBeVisible();

  await page.goto('/access/changes');
  await page.getByRole('button', { name: /^Forget the snapshot #1/ }).click();
  const confirm = page.getByRole('dialog', { name: 'Forget the snapshot' });
  await confirm.getByRole('textbox').fill('111122223333');
  await confirm.getByRole('button', { name: 'Forget' }).click();
  await expect(page.getByRole('heading', { name: 'One snapshot so far' })).toBeVisible();
});

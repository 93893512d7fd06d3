import { gzipSync } from 'node:zlib';
import { expectNoViolations } from './axe';
import { expect, settled, test } from './world';

test('a report of use: what is granted for nothing, and a smaller policy that is kept', async ({
  as,
  page,
}) => {
  await as('owner', page.context());
  await page.goto('/usage');
  await settled(page);
  await expect(page.getByText('1 of 3 services used')).toBeVisible();
  await page.getByRole('tab', { name: /^Unused grants/ }).click();
  await expect(page.getByRole('region', { name: 'Services' }).getByText('sqs')).toBeVisible();
  await page.getByRole('tab', { name: /^Smaller policies/ }).click();
  await expect(page.getByText('proved narrower').first()).toBeVisible();
  await page
    .getByRole('button', { name: /^Save step 1 of / })
    .first()
    .click();
  const dialog = page.getByRole('dialog', { name: 'Save to the library' });
  await dialog.getByRole('button').last().click();
  await expect(page).toHaveURL(/\/policies\/\d+$/);
});

test('log files of CloudTrail are handed in, tell who did what, and prove what a smaller policy must allow', async ({
  as,
  page,
}) => {
  await as('owner', page.context());
  await page.goto('/usage?view=trail');
  await settled(page);
  const work = 'arn:aws:lambda:eu-central-1:111122223333:function:resize';
  const record = {
    eventVersion: '1.09',
    eventID: '5f6c0f5e-6c9d-4c39-9e9b-0c5a4a1c2d3e',
    eventTime: new Date(Date.now() - 3_600_000).toISOString().replace(/\.\d+Z$/, 'Z'),
    eventSource: 's3.amazonaws.com',
    eventName: 'ListBuckets',
    eventType: 'AwsApiCall',
    eventCategory: 'Management',
    managementEvent: true,
    readOnly: true,
    awsRegion: 'eu-central-1',
    recipientAccountId: '111122223333',
    userIdentity: {
      type: 'IAMUser',
      arn: 'arn:aws:iam::111122223333:user/bruno.developer',
      accountId: '111122223333',
      userName: 'bruno.developer',
    },
  };
  await page.locator('input[type=file]').setInputFiles([
    {
      name: 'trail.json.gz',
      mimeType: 'application/gzip',
      buffer: gzipSync(
        JSON.stringify({
          Records: [
            record,
            {
              ...record,
              eventID: '6a6c0f5e-6c9d-4c39-9e9b-0c5a4a1c2d3f',
              eventSource: 'lambda.amazonaws.com',
              eventName: 'GetFunction20150331v2',
              requestParameters: { functionName: work },
              resources: [{ ARN: work, accountId: '111122223333' }],
            },
          ],
        }),
      ),
    },
    { name: 'none.json', mimeType: 'application/json', buffer: Buffer.from('nothing of the kind') },
  ]);
  await expect(page.getByText('2 files were looked at.')).toBeVisible();
  const told = page.getByRole('list', { name: 'What became of the files' });
  await expect(told.getByRole('listitem').first()).toContainText('2 events, 2 counted');
  await expect(page.getByRole('table', { name: 'Who did what' })).toContainText('s3:ListAllMyBuckets');

  await test.step('a report now tells of single grants', async () => {
    await page.getByRole('tab', { name: 'One user or role' }).click();
    await page.getByRole('combobox', { name: 'User or role' }).click();
    await page.getByRole('option', { name: 'user/bruno.developer' }).click();
    await page.getByRole('button', { name: 'Find out' }).click();
    await expect(page).toHaveURL(/report=2/);
    await page.getByRole('tab', { name: /^Every grant/ }).click();
    await expect(page.getByRole('region', { name: 'Where this is known from' })).toContainText(
      'eu-central-1',
    );
    await page.getByLabel('Search grants').fill('getfunction ');
    const table = page.getByRole('table', { name: 'What is granted, and whether it was used' });
    await expect(table.getByText('AWS or CloudTrail has seen it.').first()).toBeVisible();
    await page.getByRole('button', { name: 'Show lambda:GetFunction', exact: true }).click();
    await expect(page.getByRole('dialog', { name: 'lambda:GetFunction' })).toContainText(work);
    await page.keyboard.press('Escape');
    await page.getByRole('radio', { name: /^unused/ }).press('Space');
    await expect(page.getByText('No grant is so')).toBeVisible();
    await page.getByLabel('Search grants').fill('');
    await expect(table.getByText('sqs:*')).toBeVisible();
  });

  await test.step('and its smaller policies are tried with what was seen, and kept with it', async () => {
    await page.getByRole('tab', { name: /^Smaller policies/ }).click();
    const cases = page.getByRole('region', { name: /^Cases of step 3/ });
    await cases.getByRole('button', { name: /^Try the cases/ }).click();
    await expect(cases.getByRole('img', { name: 'Passes' }).first()).toBeVisible();
    await expectNoViolations(page, 'smaller policies with cases');
    await page.getByRole('button', { name: /^Save step 3 of / }).click();
    await page.getByRole('dialog', { name: 'Save to the library' }).getByRole('button').last().click();
    await expect(page).toHaveURL(/\/policies\/\d+$/);
    await expect(page.getByRole('list', { name: 'Cases' })).toContainText(work);
  });
});

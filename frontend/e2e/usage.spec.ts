import { gzipSync } from 'node:zlib';
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

test('log files of CloudTrail are handed in, and tell who did what', async ({ as, page }) => {
  await as('owner', page.context());
  await page.goto('/usage?view=trail');
  await settled(page);
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
      buffer: gzipSync(JSON.stringify({ Records: [record] })),
    },
    { name: 'none.json', mimeType: 'application/json', buffer: Buffer.from('nothing of the kind') },
  ]);
  await expect(page.getByText('2 files were looked at.')).toBeVisible();
  const told = page.getByRole('list', { name: 'What became of the files' });
  await expect(told.getByRole('listitem').first()).toContainText('1 events, 1 counted');
  await expect(page.getByRole('table', { name: 'Who did what' })).toContainText('s3:ListAllMyBuckets');
});

import { randomBytes } from 'node:crypto';
import { AddRoleToInstanceProfileCommand, CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { addCredential, testBetween } from './aws-between';
import { expectNoViolations } from './axe';
import { expect } from './fixtures';
import { aws } from './server';

const test = testBetween(() =>
  Promise.resolve({ url: aws?.endpoint ?? 'http://127.0.0.1:9', stop: () => Promise.resolve() }),
);

function somebodyElse(): IAMClient {
  if (!aws) throw new Error('There is no AWS emulator: set TEST_AWS_ENDPOINT.');
  const { endpoint, accessKeyId, secretAccessKey } = aws;
  return new IAMClient({ endpoint, region: 'us-east-1', credentials: { accessKeyId, secretAccessKey } });
}

const denied = {
  status: 403,
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>Denied for the test.</Message></Error><RequestId>e2e</RequestId></ErrorResponse>`,
};

test('an instance profile by its plans: drift, a step that fails, going on, and undo', async ({
  home: page,
  person,
  server,
  between,
}) => {
  if (!aws) return;
  test.setTimeout(120_000);
  await addCredential(server.url, person, {
    access_key_id: aws.accessKeyId,
    secret_access_key: aws.secretAccessKey,
  });
  const others = somebodyElse();
  const name = `web-${randomBytes(4).toString('hex')}`;
  const trust = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  });
  await others.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: trust }));
  const plan = page.getByRole('dialog', { name: 'Review the change' });
  const details = page.getByRole('dialog', { name });
  const chooseRole = async () => {
    await page.getByRole('combobox', { name: 'Role', exact: false }).last().fill(name);
    await page.getByRole('option', { name }).click();
    await page.getByRole('button', { name: 'Review the change' }).click();
  };
  const applied = async () => {
    await plan.getByRole('button', { name: 'Apply' }).click();
    await expect(plan.getByText('The change has been made in AWS.')).toBeVisible();
    await plan.getByRole('button', { name: 'Close' }).last().click();
    await expect(plan).toBeHidden();
  };

  await test.step('create it without a role', async () => {
    await page.goto('/iam/instance-profiles');
    await page.getByRole('button', { name: 'Create instance profile' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill(name);
    await page.getByRole('button', { name: 'Review the change' }).click();
    await expect(plan.getByText('iam:CreateInstanceProfile')).toBeVisible();
    await applied();
    await page.getByLabel('Search instance profiles').fill(name);
    await page.getByRole('button', { name: `Show ${name}` }).click();
    await expect(details.getByText('No role: instances')).toBeVisible();
    await expectNoViolations(page, 'an instance profile');
  });

  await test.step('somebody else changes it between plan and apply: nothing is applied', async () => {
    await details.getByRole('button', { name: 'Add role' }).click();
    await chooseRole();
    await expect(plan.getByText('iam:AddRoleToInstanceProfile')).toBeVisible();
    await others.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: name, RoleName: name }));
    await plan.getByRole('button', { name: 'Apply' }).click();
    await expect(plan.getByText('This plan cannot be applied any more')).toBeVisible();
    await expect(plan.getByText('Nothing of it was applied.')).toBeVisible();
    await expect(plan.getByRole('img', { name: 'Not yet sent' })).toBeVisible();
    await expectNoViolations(page, 'a plan that AWS has overtaken');
    await plan.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Refresh' }).click({ force: true });
    await page.goto(`/iam/instance-profiles?open=${name}`);
    await expect(details.getByRole('link', { name })).toBeVisible();
  });

  await test.step('one step of two fails: what is done is shown, and taken back', async () => {
    between.instead = (action) => (action === 'DeleteInstanceProfile' ? denied : null);
    await details.getByRole('button', { name: 'Delete instance profile' }).click();
    await plan.getByRole('button', { name: 'Plan to delete all of it' }).click();
    await plan.getByRole('button', { name: 'Apply' }).click();
    await expect(plan.getByText('Stopped after 1 of 2 steps')).toBeVisible();
    await expect(plan).toContainText('its policies do not allow iam:DeleteInstanceProfile');
    await expectNoViolations(page, 'a plan that stopped half way');
    await plan.getByRole('button', { name: 'Undo what is done…' }).click();
    await expect(plan.getByText('iam:AddRoleToInstanceProfile')).toBeVisible();
    await applied();
    await page.goto(`/iam/instance-profiles?open=${name}`);
    await expect(details.getByRole('link', { name })).toBeVisible();
  });

  await test.step('or it goes on where it stopped', async () => {
    await details.getByRole('button', { name: 'Delete instance profile' }).click();
    await plan.getByRole('button', { name: 'Plan to delete all of it' }).click();
    await plan.getByRole('button', { name: 'Apply' }).click();
    await expect(plan.getByText('Stopped after 1 of 2 steps')).toBeVisible();
    delete between.instead;
    await plan.getByRole('button', { name: 'Go on' }).click();
    await expect(plan.getByText('The change has been made in AWS.')).toBeVisible();
    await plan.getByRole('button', { name: 'Close' }).last().click();
    await expect(page.getByRole('button', { name: `Show ${name}` })).toHaveCount(0);
  });
});

import { randomBytes } from 'node:crypto';
import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreateUserCommand,
  AddUserToGroupCommand,
  CreateLoginProfileCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { aws } from './server';

/** An access key of the emulated account. */
export interface AccessKey {
  userName: string;
  accessKeyId: string;
  secretAccessKey: string;
}

function client(): IAMClient {
  if (!aws) throw new Error('There is no AWS emulator: set TEST_AWS_ENDPOINT.');
  return new IAMClient({
    endpoint: aws.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: aws.accessKeyId, secretAccessKey: aws.secretAccessKey },
  });
}

const readIam = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: ['iam:Get*', 'iam:List*', 'sts:GetCallerIdentity'], Resource: '*' }],
});

const rotateKeys = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: [
        'iam:ListUsers',
        'iam:ListAccessKeys',
        'iam:CreateAccessKey',
        'iam:UpdateAccessKey',
        'iam:DeleteAccessKey',
      ],
      Resource: '*',
    },
  ],
});

/** Makes an IAM user with an access key: one that may read IAM, rotate keys, or do nothing. */
export async function makeKey(
  rights: 'read-iam' | 'rotate-keys' | 'none',
  name = `e2e-${randomBytes(4).toString('hex')}`,
): Promise<AccessKey> {
  const iam = client();
  await iam.send(new CreateUserCommand({ UserName: name }));
  if (rights !== 'none') {
    await iam.send(
      new PutUserPolicyCommand({
        UserName: name,
        PolicyName: rights,
        PolicyDocument: rights === 'read-iam' ? readIam : rotateKeys,
      }),
    );
  }
  const { AccessKey: key } = await iam.send(new CreateAccessKeyCommand({ UserName: name }));
  if (!key?.AccessKeyId || !key.SecretAccessKey) throw new Error('The emulator made no access key.');
  return { userName: name, accessKeyId: key.AccessKeyId, secretAccessKey: key.SecretAccessKey };
}

/** Fills the emulated account with a user who has a bit of everything; answers the name. */
export async function makeRichUser(name = `rich-${randomBytes(4).toString('hex')}`): Promise<string> {
  const iam = client();
  const suffix = name.replaceAll('.', '-');
  const { Policy: policy } = await iam.send(
    new CreatePolicyCommand({ PolicyName: `reports-${suffix}`, PolicyDocument: readIam }),
  );
  await iam.send(
    new CreateUserCommand({
      UserName: name,
      Path: '/engineering/',
      Tags: [
        { Key: 'team', Value: 'payments' },
        { Key: 'cost-centre', Value: '4711' },
      ],
    }),
  );
  await iam.send(new CreateGroupCommand({ GroupName: `developers-${suffix}` }));
  await iam.send(new AddUserToGroupCommand({ GroupName: `developers-${suffix}`, UserName: name }));
  await iam.send(new AttachUserPolicyCommand({ UserName: name, PolicyArn: policy?.Arn }));
  await iam.send(
    new PutUserPolicyCommand({ UserName: name, PolicyName: 'inline-read', PolicyDocument: readIam }),
  );
  await iam.send(new CreateLoginProfileCommand({ UserName: name, Password: 'Quiet-Harbor-72' }));
  await iam.send(new CreateAccessKeyCommand({ UserName: name }));
  return name;
}

/** Makes plain IAM users of the given names. */
export async function makeUsers(names: string[], path = '/'): Promise<void> {
  const iam = client();
  for (const name of names) await iam.send(new CreateUserCommand({ UserName: name, Path: path }));
}

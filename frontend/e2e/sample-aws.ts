import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';

/** An AWS that always says the same: what pages look like must not depend on what other tests have made. */
export interface SampleAws {
  url: string;
  stop: () => Promise<void>;
}

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
type Fields = { [name: string]: Json };

// The account that comes with the product, in the form of GetAccountAuthorizationDetails.
const account = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../src/features/access/sample-account.json'), 'utf8'),
) as Fields;

/** The number of the sample account. */
export const sampleAccount = account['account_id'] as string;

/** A key that the sample takes, as it takes any. */
export const sampleKey = {
  access_key_id: 'AKIAIOSFODNN7EXAMPLE',
  secret_access_key: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

const created = '2024-05-06T07:08:09Z';
const documents = new Set(['AssumeRolePolicyDocument', 'PolicyDocument', 'Document']);

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A value as the Query protocol of AWS writes it ("AWS query protocol", Smithy specification). */
function xml(name: string, value: Json): string {
  if (documents.has(name)) return `<${name}>${encodeURIComponent(JSON.stringify(value))}</${name}>`;
  if (Array.isArray(value)) return `<${name}>${value.map((one) => xml('member', one)).join('')}</${name}>`;
  if (typeof value === 'object' && value !== null && name.endsWith('Map')) {
    const entries = Object.entries(value).map(([key, part]) => xml('entry', { key, value: part }));
    return `<${name}>${entries.join('')}</${name}>`;
  }
  if (typeof value === 'object' && value !== null) {
    return `<${name}>${Object.entries(value)
      .map(([key, part]) => xml(key, part))
      .join('')}</${name}>`;
  }
  return `<${name}>${escape(String(value))}</${name}>`;
}

function list(name: string): Fields[] {
  return ((account[name] ?? []) as Fields[]).map((one) => ({ Path: '/', CreateDate: created, ...one }));
}

function only(one: Fields, ...names: string[]): Fields {
  return Object.fromEntries(names.filter((name) => name in one).map((name) => [name, one[name] as Json]));
}

const used = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

const summary: Fields = {
  Users: list('UserDetailList').length,
  UsersQuota: 5000,
  Groups: list('GroupDetailList').length,
  GroupsQuota: 300,
  Roles: list('RoleDetailList').length,
  RolesQuota: 1000,
  Policies: list('Policies').length,
  PoliciesQuota: 1500,
  InstanceProfiles: 4,
  InstanceProfilesQuota: 1000,
  ServerCertificates: 0,
  ServerCertificatesQuota: 20,
  MFADevices: 3,
  AccountMFAEnabled: 1,
  AccountAccessKeysPresent: 0,
};

/** One for each role that EC2 may assume. */
function instanceProfiles(): Fields[] {
  return list('RoleDetailList')
    .filter((role) => JSON.stringify(role['AssumeRolePolicyDocument']).includes('ec2.amazonaws.com'))
    .map((role) => ({
      Path: '/',
      InstanceProfileName: role['RoleName'] as string,
      InstanceProfileId: 'AIPASAMPLE',
      Arn: (role['Arn'] as string).replace(':role/', ':instance-profile/'),
      CreateDate: created,
      Roles: [only(role, 'Path', 'RoleName', 'RoleId', 'Arn', 'CreateDate', 'AssumeRolePolicyDocument')],
    }));
}

const passwordPolicy: Fields = {
  MinimumPasswordLength: 14,
  RequireSymbols: true,
  RequireNumbers: true,
  RequireUppercaseCharacters: true,
  RequireLowercaseCharacters: true,
  AllowUsersToChangePassword: true,
  ExpirePasswords: false,
  PasswordReusePrevention: 24,
};

const reportColumns =
  'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,' +
  'access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,' +
  'access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,' +
  'cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated';

/** The credential report: people with passwords, every third of whom has no second factor, and keys. */
function report(): string {
  const lines = list('UserDetailList').map((user, at) => {
    const key = `true,${used(100 + at)},${used(at)},eu-central-1,s3`;
    const none = 'false,N/A,N/A,N/A,N/A';
    return [
      user['UserName'] as string,
      user['Arn'] as string,
      created,
      `true,${used(at + 1)},${used(60)},N/A,${String(at % 3 > 0)}`,
      at % 2 > 0 ? key : none,
      none,
      'false,N/A,false,N/A',
    ].join();
  });
  return Buffer.from([reportColumns, ...lines].join('\n')).toString('base64');
}

function answer(action: string): Fields | null {
  switch (action) {
    case 'GetCallerIdentity':
      return {
        Arn: `arn:aws:iam::${sampleAccount}:user/auditor`,
        UserId: 'AIDASAMPLEAUDITOR',
        Account: sampleAccount,
      };
    case 'GetAccountAuthorizationDetails':
      return {
        UserDetailList: list('UserDetailList'),
        GroupDetailList: list('GroupDetailList'),
        RoleDetailList: list('RoleDetailList'),
        Policies: list('Policies'),
        IsTruncated: false,
      };
    case 'ListUsers':
      return {
        Users: list('UserDetailList').map((one) =>
          only(one, 'Path', 'UserName', 'UserId', 'Arn', 'CreateDate'),
        ),
        IsTruncated: false,
      };
    case 'ListGroups':
      return {
        Groups: list('GroupDetailList').map((one) => ({
          GroupId: 'AGPASAMPLE',
          ...only(one, 'Path', 'GroupName', 'Arn', 'CreateDate'),
        })),
        IsTruncated: false,
      };
    case 'ListRoles':
      return {
        Roles: list('RoleDetailList').map((one) =>
          only(one, 'Path', 'RoleName', 'RoleId', 'Arn', 'CreateDate', 'AssumeRolePolicyDocument'),
        ),
        IsTruncated: false,
      };
    case 'ListPolicies':
      return {
        Policies: list('Policies').map((one) => ({
          PolicyId: 'ANPASAMPLE',
          AttachmentCount: 1,
          IsAttachable: true,
          UpdateDate: created,
          ...only(one, 'Path', 'PolicyName', 'Arn', 'DefaultVersionId', 'CreateDate'),
        })),
        IsTruncated: false,
      };
    case 'ListInstanceProfiles':
      return { InstanceProfiles: instanceProfiles(), IsTruncated: false };
    case 'ListAccountAliases':
      return { AccountAliases: ['harbor'], IsTruncated: false };
    case 'GetAccountSummary':
      return { SummaryMap: summary };
    case 'GetAccountPasswordPolicy':
      return { PasswordPolicy: passwordPolicy };
    case 'GenerateCredentialReport':
      return { State: 'COMPLETE' };
    case 'GetCredentialReport':
      return { Content: report(), ReportFormat: 'text/csv', GeneratedTime: new Date().toISOString() };
    case 'GenerateServiceLastAccessedDetails':
      return { JobId: 'sample' };
    case 'GetServiceLastAccessedDetails':
      return {
        JobStatus: 'COMPLETED',
        JobType: 'ACTION_LEVEL',
        JobCreationDate: created,
        JobCompletionDate: created,
        IsTruncated: false,
        ServicesLastAccessed: [
          {
            ServiceName: 'AWS Lambda',
            ServiceNamespace: 'lambda',
            LastAuthenticated: used(1),
            LastAuthenticatedRegion: 'eu-central-1',
            TotalAuthenticatedEntities: 1,
          },
          { ServiceName: 'Amazon SQS', ServiceNamespace: 'sqs', TotalAuthenticatedEntities: 0 },
          { ServiceName: 'Amazon SNS', ServiceNamespace: 'sns', TotalAuthenticatedEntities: 0 },
        ],
      };
    default:
      return null;
  }
}

/** Has another AWS answer. */
async function passOn(to: string, target: string, body: string, response: ServerResponse): Promise<void> {
  const headers = { 'Content-Type': 'application/x-amz-json-1.1', 'X-Amz-Target': target };
  const answered = await fetch(to, { method: 'POST', headers, body });
  response.writeHead(answered.status, {
    'Content-Type': answered.headers.get('Content-Type') ?? 'application/x-amz-json-1.1',
    'X-Amzn-Errortype': answered.headers.get('X-Amzn-Errortype') ?? '',
  });
  response.end(await answered.text());
}

// What a plan looks for before it makes something new.
const missing = new Set(['GetUser']);

/**
 * Starts it on a free port. Services that speak JSON are asked of the organization at the given
 * address, if any. What it does not know it refuses, as AWS does without a permission.
 */
export async function startSampleAws(organization?: string): Promise<SampleAws> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const target = request.headers['x-amz-target'];
      if (organization && typeof target === 'string') {
        void passOn(organization, target, body, response);
        return;
      }
      const action = new URLSearchParams(body).get('Action') ?? '';
      const result = answer(action);
      const [status, code, message] = missing.has(action)
        ? [404, 'NoSuchEntity', 'The sample account has no such thing.']
        : [403, 'AccessDenied', 'The sample account does not let anybody do this.'];
      response.writeHead(result ? 200 : status, { 'Content-Type': 'text/xml' });
      response.end(
        result
          ? `<${action}Response>${xml(`${action}Result`, result)}<ResponseMetadata><RequestId>sample</RequestId></ResponseMetadata></${action}Response>`
          : `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>sample</RequestId></ErrorResponse>`,
      );
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((ended) => {
        server.close(() => ended());
        server.closeAllConnections();
      }),
  };
}

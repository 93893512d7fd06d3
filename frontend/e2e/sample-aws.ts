import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
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

// What a plan looks for before it makes something new.
const missing = new Set(['GetUser']);

/** Starts it on a free port. What it does not know it refuses, as AWS does without a permission. */
export async function startSampleAws(): Promise<SampleAws> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
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

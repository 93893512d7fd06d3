/** The most bytes of a snapshot that the server takes with a question. */
export const mostBytes = 1_000_000;

type Json = Record<string, unknown>;

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// What the server looks at (shared/policy/access, Snapshot); dates, paths and old
// versions of policies are left behind, so that larger accounts fit.
const top = [
  'UserDetailList',
  'GroupDetailList',
  'RoleDetailList',
  'Policies',
  'account_id',
  'management_account',
  'organization_id',
  'resource_policies',
  'scps',
  'rcps',
  'identity_center',
];
const wanted: Record<string, readonly string[]> = {
  UserDetailList: [
    'Arn',
    'UserName',
    'UserId',
    'UserPolicyList',
    'GroupList',
    'AttachedManagedPolicies',
    'PermissionsBoundary',
    'Tags',
  ],
  GroupDetailList: ['Arn', 'GroupName', 'GroupPolicyList', 'AttachedManagedPolicies'],
  RoleDetailList: [
    'Arn',
    'RoleName',
    'RoleId',
    'AssumeRolePolicyDocument',
    'InstanceProfileList',
    'RolePolicyList',
    'AttachedManagedPolicies',
    'PermissionsBoundary',
    'Tags',
  ],
  Policies: ['Arn', 'PolicyName', 'DefaultVersionId', 'PolicyVersionList'],
};

/** A policy document as JSON, where it came URL-encoded as the API of AWS gives it. */
function plain(document: unknown): unknown {
  if (typeof document !== 'string') return document;
  try {
    return JSON.parse(document.startsWith('%') ? decodeURIComponent(document) : document) as unknown;
  } catch {
    return document; // the server says what is wrong with it
  }
}

const documents = new Set(['AssumeRolePolicyDocument', 'PolicyDocument', 'Document']);

function pick(value: unknown, names: readonly string[]): unknown {
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => names.includes(name))
      .map(([name, part]) => [name, slimPart(name, part)]),
  );
}

function slimPart(name: string, part: unknown): unknown {
  if (documents.has(name)) return plain(part);
  if (!Array.isArray(part)) return part;
  switch (name) {
    case 'UserPolicyList':
    case 'GroupPolicyList':
    case 'RolePolicyList':
      return part.map((one) => pick(one, ['PolicyName', 'PolicyDocument']));
    case 'InstanceProfileList':
      return part.map((one) => pick(one, ['Arn']));
    case 'PolicyVersionList':
      return part
        .filter((one) => !isRecord(one) || one['IsDefaultVersion'] === true)
        .map((one) => pick(one, ['Document', 'VersionId', 'IsDefaultVersion']));
    default:
      return part;
  }
}

/** Leaves out of a snapshot what no answer depends on. Anything unknown stays, for the server to refuse. */
export function slim(snapshot: unknown): unknown {
  if (Array.isArray(snapshot)) return snapshot.map(slim);
  if (!isRecord(snapshot)) return snapshot;
  return Object.fromEntries(
    Object.entries(snapshot)
      .filter(([name]) => !['IsTruncated', 'Marker', 'ResponseMetadata'].includes(name))
      .map(([name, part]) => {
        const names = wanted[name];
        return [name, names && Array.isArray(part) ? part.map((one) => pick(one, names)) : part];
      }),
  );
}

/** Why a text is no snapshot: not JSON, nothing of an account in it, or too much. */
export type SnapshotProblem = 'json' | 'shape' | 'size';

/** Reads the output of `aws iam get-account-authorization-details`, or a list of its pages. */
export function readSnapshot(text: string): { snapshot: unknown } | { problem: SnapshotProblem } {
  let value: unknown;
  try {
    value = JSON.parse(text) as unknown;
  } catch {
    return { problem: 'json' };
  }
  const pages: unknown[] = Array.isArray(value) ? value : [value];
  const fits = pages.length > 0 && pages.every((page) => isRecord(page) && top.some((name) => name in page));
  if (!fits) return { problem: 'shape' };
  const snapshot = slim(value);
  if (new TextEncoder().encode(JSON.stringify(snapshot)).length > mostBytes) return { problem: 'size' };
  return { snapshot };
}

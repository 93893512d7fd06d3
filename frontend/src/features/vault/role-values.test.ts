import { describe, expect, it } from 'vitest';
import type { Credential } from '@/api/queries/vault';
import {
  basesOf,
  canBeBase,
  centerFaults,
  isChained,
  roleFaults,
  toCenterRequest,
  toRoleRequest,
} from './role-values';

const role = {
  label: ' Auditor ',
  base_credential_id: '7',
  role_arn: 'arn:aws:iam::123456789012:role/path/Auditor',
  external_id: '',
  duration_seconds: '3600',
  mfa_serial: '',
  is_default: false,
  tags: [],
};
const center = {
  label: 'Portal',
  start_url: 'https://d-1234567890.awsapps.com/start',
  sso_region: 'eu-central-1',
  account_id: '',
  role_name: '',
  is_default: true,
  tags: ['env=prod'],
};

describe('a role', () => {
  it('is complete', () => expect(roleFaults(role)).toEqual({}));
  it.each([
    [{ label: ' ' }, { label: 'labelMissing' }],
    [{ base_credential_id: '' }, { base_credential_id: 'baseMissing' }],
    [{ role_arn: 'arn:aws:iam::123456789012:user/x' }, { role_arn: 'arnShape' }],
    [{ role_arn: 'arn:aws-us-gov:iam::123456789012:role/x' }, {}],
    [{ tags: ['=x'] }, { tags: 'tagShape' }],
  ])('%j', (change, want) => expect(roleFaults({ ...role, ...change })).toEqual(want));
  it('sends only what is filled in', () => {
    expect(toRoleRequest(role)).toEqual({
      label: 'Auditor',
      base_credential_id: 7,
      role_arn: role.role_arn,
      duration_seconds: 3600,
      is_default: false,
    });
    expect(toRoleRequest({ ...role, external_id: ' e-1 ', tags: ['a=b'] })).toMatchObject({
      external_id: 'e-1',
      tags: { a: 'b' },
    });
  });
});

describe('a role of Identity Center', () => {
  it('is complete without an account', () => expect(centerFaults(center)).toEqual({}));
  it.each([
    [{ start_url: 'http://d-1.awsapps.com/start' }, { start_url: 'urlShape' }],
    [{ start_url: 'https://localhost/start' }, { start_url: 'urlShape' }],
    [{ start_url: 'https://x@d-1.awsapps.com' }, { start_url: 'urlShape' }],
    [{ sso_region: 'Frankfurt' }, { sso_region: 'regionShape' }],
    [{ account_id: '12' }, { account_id: 'accountShape' }],
    [{ account_id: '1234 5678 9012' }, {}],
  ])('%j', (change, want) => expect(centerFaults({ ...center, ...change })).toEqual(want));
  it('sends only what is filled in', () =>
    expect(toCenterRequest({ ...center, account_id: '1234 5678 9012' })).toEqual({
      label: 'Portal',
      start_url: center.start_url,
      sso_region: 'eu-central-1',
      is_default: true,
      account_id: '123456789012',
      tags: { env: 'prod' },
    }));
});

describe('what a role is assumed with', () => {
  const of = (kind: Credential['kind'], mfa_serial = '') =>
    ({ kind, ...(kind === 'assume_role' ? { assume_role: { mfa_serial } } : {}) }) as Credential;
  it.each([
    [of('access_key'), true, false],
    [of('identity_center'), true, true],
    [of('assume_role'), true, true],
    [of('assume_role', 'arn:aws:iam::123456789012:mfa/p'), false, true],
  ])('%j', (base, can, chained) => {
    expect(canBeBase(base)).toBe(can);
    expect(isChained(base)).toBe(chained);
  });
});

describe('what a role can be moved to', () => {
  const one = (id: number, kind: Credential['kind'], assumed: Partial<Credential['assume_role']> = {}) =>
    ({
      id,
      kind,
      ...(kind === 'assume_role'
        ? { assume_role: { base_credential_id: 1, duration_seconds: 3600, mfa_serial: '', ...assumed } }
        : {}),
    }) as Credential;
  const key = one(1, 'access_key');
  const portal = one(2, 'identity_center');
  const role = one(3, 'assume_role');
  const above = one(4, 'assume_role', { base_credential_id: 3 });
  const higher = one(5, 'assume_role', { base_credential_id: 4 });
  const guarded = one(6, 'assume_role', { mfa_serial: 'arn:aws:iam::123456789012:mfa/x' });
  const all = [key, portal, role, above, higher, guarded];
  const ids = (moved: Credential) => basesOf(moved, all).map((base) => base.id);

  it('leaves out itself, what is assumed with it, and what takes a code', () =>
    expect(ids(role)).toEqual([1, 2]));
  it('takes roles that do not lead round', () => expect(ids(higher)).toEqual([1, 2, 3, 4]));
  it('is an access key where a code is asked for', () => expect(ids(guarded)).toEqual([1]));
  it('is an access key for longer than an hour', () =>
    expect(ids(one(7, 'assume_role', { duration_seconds: 7200 }))).toEqual([1]));
  it('ends also where what is stored goes round', () => {
    const round = [
      one(8, 'assume_role', { base_credential_id: 9 }),
      one(9, 'assume_role', { base_credential_id: 8 }),
    ];
    expect(basesOf(role, round)).toHaveLength(2);
  });
});

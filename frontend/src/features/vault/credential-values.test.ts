import { describe, expect, it } from 'vitest';
import type { Credential } from '@/api/queries/vault';
import { faultsOf, initialValues, toAddRequest, toUpdateRequest } from './credential-values';

const credential: Credential = {
  id: 7,
  label: 'Production',
  kind: 'access_key',
  aws_region: 'eu-west-1',
  aws_account_id: '123456789012',
  aws_arn: '',
  is_default: true,
  access_key_id_preview: 'AKIA...',
  temporary: false,
  created_at: '2026-11-01T10:00:00Z',
  updated_at: '2026-11-01T10:00:00Z',
  verified_at: null,
  last_used_at: null,
  key_age_days: 3,
  expires_at: null,
  tags: { env: 'prod' },
  warnings: [],
};

const filled = {
  ...initialValues(null, true),
  label: ' Production ',
  access_key_id: 'AKIAIOSFODNN7EXAMPLE',
  secret_access_key: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

describe('faultsOf', () => {
  it('finds nothing wrong with a complete key', () => expect(faultsOf(filled)).toEqual({}));
  it.each([
    [{ label: '  ' }, { label: 'labelMissing' }],
    [{ access_key_id: 'AKIA' }, { access_key_id: 'keyShape' }],
    [{ access_key_id: 'akiaiosfodnn7example' }, { access_key_id: 'keyShape' }],
    [{ secret_access_key: 'short' }, { secret_access_key: 'secretShape' }],
    [{ access_key_id: 'ASIAIOSFODNN7EXAMPLE' }, { session_token: 'tokenMissing' }],
    [{ aws_region: 'Ireland' }, { aws_region: 'regionShape' }],
    [{ aws_region: 'us-gov-west-1' }, {}],
    [{ aws_account_id: '1234' }, { aws_account_id: 'accountShape' }],
    [{ aws_account_id: '1234 5678 9012' }, {}],
    [{ tags: ['env=prod', 'team'] }, {}],
    [{ tags: ['aws:env=prod'] }, { tags: 'tagShape' }],
  ])('%j', (change, want) => expect(faultsOf({ ...filled, ...change })).toEqual(want));
  it('asks for no key when the stored one stays', () =>
    expect(faultsOf(initialValues(credential, false))).toEqual({}));
});

describe('requests', () => {
  it('trims, ungroups, and leaves out what is empty', () => {
    expect(toAddRequest({ ...filled, aws_account_id: '1234-5678-9012' })).toEqual({
      label: 'Production',
      access_key_id: 'AKIAIOSFODNN7EXAMPLE',
      secret_access_key: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      aws_region: 'us-east-1',
      aws_account_id: '123456789012',
      is_default: true,
    });
  });
  it('sends only what differs', () => {
    const values = initialValues(credential, false);
    expect(toUpdateRequest(values, credential)).toEqual({});
    expect(toUpdateRequest({ ...values, label: 'Prod', aws_account_id: '' }, credential)).toEqual({
      label: 'Prod',
      aws_account_id: '',
    });
  });
  it('sends the whole key when it is replaced, so an old session token goes', () => {
    const values = {
      ...initialValues(credential, false),
      replace_key: true,
      access_key_id: 'AKIAIOSFODNN7EXAMPLE',
      secret_access_key: 'x'.repeat(40),
    };
    expect(toUpdateRequest(values, credential)).toEqual({
      access_key_id: 'AKIAIOSFODNN7EXAMPLE',
      secret_access_key: 'x'.repeat(40),
      session_token: '',
    });
  });
});

describe('the MFA device of a key', () => {
  const device = 'arn:aws:iam::123456789012:mfa/ada';
  it('is stored, changed and taken away', () => {
    const fresh = { ...initialValues(null, false), label: 'x', mfa_serial: ` ${device} ` };
    expect(toAddRequest(fresh)).toMatchObject({ mfa_serial: device });
    expect(toUpdateRequest({ ...initialValues(credential, false), mfa_serial: device }, credential)).toEqual({
      mfa_serial: device,
    });
    const guarded: Credential = { ...credential, mfa_serial: device };
    expect(toUpdateRequest(initialValues(guarded, false), guarded)).toEqual({});
    expect(toUpdateRequest({ ...initialValues(guarded, false), mfa_serial: '' }, guarded)).toEqual({
      mfa_serial: '',
    });
  });
  it('is none of a temporary key', () =>
    expect(
      toAddRequest({
        ...initialValues(null, false),
        access_key_id: 'ASIAIOSFODNN7EXAMPLE',
        mfa_serial: device,
      }),
    ).not.toHaveProperty('mfa_serial'));
  it('has a form', () => {
    const faults = (mfa_serial: string) =>
      faultsOf({ ...initialValues(credential, false), mfa_serial })['mfa_serial'];
    expect(faults('12 34')).toBe('mfaShape');
    expect(faults('GAHT12345678')).toBeUndefined();
    expect(faults('')).toBeUndefined();
  });
});

describe('the base of a role', () => {
  const role: Credential = {
    ...credential,
    kind: 'assume_role',
    assume_role: {
      base_credential_id: 3,
      role_arn: 'arn:aws:iam::123456789012:role/x',
      duration_seconds: 3600,
      external_id: '',
      mfa_serial: '',
      role_session_name: '',
    },
  };
  it('is sent when it is another one', () => {
    expect(toUpdateRequest(initialValues(role, false), role)).toEqual({});
    expect(toUpdateRequest({ ...initialValues(role, false), base_credential_id: '4' }, role)).toEqual({
      base_credential_id: 4,
    });
  });
  it('is none of an access key', () =>
    expect(toUpdateRequest(initialValues(credential, false), credential)).toEqual({}));
});

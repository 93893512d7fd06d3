import { describe, expect, it } from 'vitest';
import type { SimulationStatement } from '@/api/queries/policy-analysis';
import {
  addContextKey,
  addPolicy,
  draftOfWitness,
  namesPrincipal,
  policyOf,
  toSimulateRequest,
  type SimulationDraft,
} from './simulation-draft';

const draft: SimulationDraft = {
  principal: ' arn:aws:iam::111122223333:role/app ',
  action: 's3:GetObject',
  resource: '',
  resourceAccount: '1111 2222 3333',
  context: [],
  othersUnknown: false,
  policies: [],
  open: 'identity',
  lastId: 0,
};

const statement = (policy_type: string, policy_index: number, level?: number): SimulationStatement => ({
  policy_type,
  policy_index,
  statement_index: 0,
  effect: 'Allow',
  applies: 'yes',
  ...(level === undefined ? {} : { level }),
});

describe('a simulation', () => {
  it('asks nothing before it is said who asks for what', () => {
    expect(toSimulateRequest({ ...draft, principal: ' ' })).toBeNull();
    expect(toSimulateRequest({ ...draft, action: '' })).toBeNull();
  });

  it('sends what is filled in and leaves the rest out', () => {
    expect(toSimulateRequest(draft)).toEqual({
      principal: 'arn:aws:iam::111122223333:role/app',
      action: 's3:GetObject',
      resource: '*',
      identity_policies: [],
      resource_account: '111122223333',
    });
    let full = addContextKey(draft, 'aws:SourceIp', ['10.0.0.1']);
    full = addContextKey(full, 'aws:sourceip', ['twice']);
    full = addContextKey(full, 'aws:MultiFactorAuthPresent');
    full = addPolicy(full, 'identity', 0, '{1}');
    full = addPolicy(full, 'resource', 0, '{2}');
    full = addPolicy(full, 'session', 0, '   ');
    expect(toSimulateRequest({ ...full, othersUnknown: true })).toMatchObject({
      context: { 'aws:SourceIp': ['10.0.0.1'], 'aws:MultiFactorAuthPresent': [] },
      unknown_context: ['*'],
      identity_policies: ['{1}'],
      resource_policy: '{2}',
    });
    expect(toSimulateRequest(full)).not.toHaveProperty('session_policies');
  });

  it('finds the policy that an answer speaks of, past blank ones and blank levels', () => {
    let full = addPolicy(draft, 'identity', 0, '');
    full = addPolicy(full, 'identity', 0, '{a}');
    full = addPolicy(full, 'scp', 0, '{root}');
    full = addPolicy(full, 'scp', 1, ' ');
    full = addPolicy(full, 'scp', 2, '{account}');
    full = addPolicy(full, 'resource', 0, '{trust}');
    expect(toSimulateRequest(full)?.scps).toEqual([['{root}'], ['{account}']]);
    expect(policyOf(full, statement('identity', 0))?.text).toBe('{a}');
    expect(policyOf(full, statement('scp', 0, 1))?.text).toBe('{account}');
    expect(policyOf(full, statement('trust', 0))?.text).toBe('{trust}');
    expect(policyOf(full, statement('identity', 1))).toBeNull();
    expect(policyOf(full, statement('vpc_endpoint', 0))).toBeNull();
  });

  it('takes over the request of a witness with the policy', () => {
    const witness = {
      allowed_by: 'a' as const,
      principal: 'arn:aws:iam::111122223333:role/example',
      action: 's3:PutObject',
      resource: 'arn:aws:s3:::b/example',
      context: { 'aws:SourceIp': ['10.0.0.1'], 'aws:PrincipalOrgID': [] },
    };
    const identity = '{"Statement":[{"Effect":"Allow"}]}';
    expect(toSimulateRequest(draftOfWitness(witness, identity, undefined))).toEqual({
      principal: witness.principal,
      action: witness.action,
      resource: witness.resource,
      context: witness.context,
      identity_policies: [identity],
    });
    const bucket = '{"Statement":{"Principal":"*"}}';
    expect(toSimulateRequest(draftOfWitness(witness, bucket, undefined))).toMatchObject({
      identity_policies: [],
      resource_policy: bucket,
    });
    const limit = draftOfWitness(witness, identity, 'scp');
    expect(limit.open).toBe('scp');
    expect(toSimulateRequest(limit)).toMatchObject({ scps: [[identity]] });
    expect(toSimulateRequest(limit)?.identity_policies?.[0]).toContain('"Action": "*"');
  });
});

it.each([
  ['{"Statement":[{"Effect":"Allow"},{"NotPrincipal":{"AWS":"*"}}]}', true],
  ['{"Statement":{"principal":"*"}}', true],
  ['{"Statement":[{"Condition":{"Principal":1}}]}', false],
  ['{"Statement":[null]}', false],
  ['{', false],
  ['7', false],
])('knows policies of resources by their principal: %s', (text, expected) =>
  expect(namesPrincipal(text)).toBe(expected),
);

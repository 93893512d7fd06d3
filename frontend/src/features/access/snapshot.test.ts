import { describe, expect, it } from 'vitest';
import { mostBytes, readSnapshot, slim } from './snapshot';

const policy = { Version: '2012-10-17', Statement: [] };

describe('slim', () => {
  it('keeps what answers depend on and decodes documents', () => {
    expect(
      slim({
        IsTruncated: false,
        UserDetailList: [
          {
            Path: '/',
            CreateDate: '2026-01-01T00:00:00Z',
            Arn: 'arn:aws:iam::111122223333:user/a',
            UserName: 'a',
            UserPolicyList: [{ PolicyName: 'p', PolicyDocument: encodeURIComponent(JSON.stringify(policy)) }],
          },
        ],
        Policies: [
          {
            Arn: 'arn:aws:iam::111122223333:policy/m',
            AttachmentCount: 3,
            PolicyVersionList: [
              { VersionId: 'v2', IsDefaultVersion: true, CreateDate: 'x', Document: policy },
              { VersionId: 'v1', IsDefaultVersion: false, Document: policy },
            ],
          },
        ],
      }),
    ).toEqual({
      UserDetailList: [
        {
          Arn: 'arn:aws:iam::111122223333:user/a',
          UserName: 'a',
          UserPolicyList: [{ PolicyName: 'p', PolicyDocument: policy }],
        },
      ],
      Policies: [
        {
          Arn: 'arn:aws:iam::111122223333:policy/m',
          PolicyVersionList: [{ VersionId: 'v2', IsDefaultVersion: true, Document: policy }],
        },
      ],
    });
  });

  it('leaves a document that cannot be read to the server', () => {
    const broken = { RoleDetailList: [{ Arn: 'x', AssumeRolePolicyDocument: '%7Bbroken' }] };
    expect(slim(broken)).toEqual(broken);
  });
});

describe('readSnapshot', () => {
  it.each([
    ['{', 'json'],
    ['[]', 'shape'],
    ['"text"', 'shape'],
    ['{"Statement": []}', 'shape'],
    [JSON.stringify({ UserDetailList: [{ Arn: 'x'.repeat(mostBytes) }] }), 'size'],
  ])('refuses %#', (text, problem) => expect(readSnapshot(text)).toEqual({ problem }));

  it('takes one page and a list of pages', () => {
    expect(readSnapshot('{"account_id":"111122223333"}')).toEqual({
      snapshot: { account_id: '111122223333' },
    });
    expect(readSnapshot('[{"UserDetailList":[]},{"RoleDetailList":[]}]')).toEqual({
      snapshot: [{ UserDetailList: [] }, { RoleDetailList: [] }],
    });
  });
});

import { describe, expect, it } from 'vitest';
import type { AccessGrant, WhatCan } from '@/api/queries/access';
import { allowedServices, findServices } from './services';

const grant = (actions: string[], resources?: string[]): AccessGrant => ({
  actions,
  conditions: [],
  statement: {} as AccessGrant['statement'],
  ...(resources ? { resources } : {}),
});
const can: WhatCan = {
  principal_arn: 'arn:aws:iam::444444444444:role/x',
  roles: [],
  unknown: [],
  services: [
    {
      service: 'sqs',
      name: 'Amazon SQS',
      grants: [
        grant(['sqs:SendMessage', 'sqs:ReceiveMessage'], ['arn:aws:sqs:*:*:work-*']),
        grant(['sqs:SendMessage'], ['arn:aws:sqs:*:*:more']),
      ],
    },
    { service: 's3', name: 'Amazon S3', grants: [grant(['s3:GetObject'], ['*'])] },
    { service: 'ec2', grants: [grant(['ec2:DescribeInstances'])] },
  ],
};

describe('what a permission set allows', () => {
  const services = allowedServices(can);

  it('has each action once, and no patterns where it is every resource', () => {
    expect(services).toEqual([
      {
        service: 'sqs',
        name: 'Amazon SQS',
        actions: ['sqs:SendMessage', 'sqs:ReceiveMessage'],
        resources: ['arn:aws:sqs:*:*:work-*', 'arn:aws:sqs:*:*:more'],
      },
      { service: 's3', name: 'Amazon S3', actions: ['s3:GetObject'], resources: [] },
      { service: 'ec2', name: 'ec2', actions: ['ec2:DescribeInstances'], resources: [] },
    ]);
  });

  it.each([
    ['', ['sqs:SendMessage', 'sqs:ReceiveMessage', 's3:GetObject', 'ec2:DescribeInstances']],
    ['amazon s', ['sqs:SendMessage', 'sqs:ReceiveMessage', 's3:GetObject']],
    ['sqs', ['sqs:SendMessage', 'sqs:ReceiveMessage']],
    ['receive', ['sqs:ReceiveMessage']],
    ['nothing', []],
  ])('searched for %j it is %j', (text, actions) => {
    expect(findServices(services, text).flatMap((one) => one.actions)).toEqual(actions);
  });
});

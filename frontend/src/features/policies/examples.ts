/** A sentence to start from, with resources that fit it. Names are of the catalogue of texts. */
export interface Example {
  name:
    | 'policies.examples.s3'
    | 'policies.examples.dynamo'
    | 'policies.examples.queue'
    | 'policies.examples.secret'
    | 'policies.examples.logs';
  sentence:
    | 'policies.examples.s3Text'
    | 'policies.examples.dynamoText'
    | 'policies.examples.queueText'
    | 'policies.examples.secretText'
    | 'policies.examples.logsText';
  arns: string[];
  principal: string;
}

export const examples: Example[] = [
  {
    name: 'policies.examples.s3',
    sentence: 'policies.examples.s3Text',
    arns: ['arn:aws:s3:::quarterly-reports', 'arn:aws:s3:::quarterly-reports/*'],
    principal: 'lambda',
  },
  {
    name: 'policies.examples.dynamo',
    sentence: 'policies.examples.dynamoText',
    arns: ['arn:aws:dynamodb:eu-west-1:123456789012:table/orders'],
    principal: 'role',
  },
  {
    name: 'policies.examples.queue',
    sentence: 'policies.examples.queueText',
    arns: ['arn:aws:sqs:eu-west-1:123456789012:invoices'],
    principal: 'ecs',
  },
  {
    name: 'policies.examples.secret',
    sentence: 'policies.examples.secretText',
    arns: ['arn:aws:secretsmanager:eu-west-1:123456789012:secret:payments/api-key-*'],
    principal: 'role',
  },
  {
    name: 'policies.examples.logs',
    sentence: 'policies.examples.logsText',
    arns: ['arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/resize:*'],
    principal: 'lambda',
  },
];

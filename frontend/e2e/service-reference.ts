import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A local service reference: files of the form in which AWS publishes what its services have. */
export interface ServiceReference {
  /** Of the list of services. */
  url: string;
  stop: () => Promise<void>;
}

type Kind = 'read' | 'list' | 'write';

// A queue service in which sqs:PurgeQueue is gone and sqs:DeleteEverything is new.
const actions: Record<string, Kind> = {
  CreateQueue: 'write',
  DeleteEverything: 'write',
  DeleteMessage: 'write',
  DeleteQueue: 'write',
  GetQueueAttributes: 'read',
  GetQueueUrl: 'read',
  ListQueues: 'list',
  ReceiveMessage: 'read',
  SendMessage: 'write',
  SetQueueAttributes: 'write',
};

const sqs = {
  Name: 'sqs',
  Version: 'v1.4',
  Actions: Object.entries(actions).map(([name, kind]) => ({
    Name: name,
    ActionConditionKeys: [],
    Resources: kind === 'list' ? [] : [{ Name: 'queue' }],
    Annotations: {
      Properties: {
        IsList: kind === 'list',
        IsPermissionManagement: false,
        IsTaggingOnly: false,
        IsWrite: kind === 'write',
      },
    },
  })),
  ConditionKeys: [],
  Resources: [{ Name: 'queue', ARNFormats: ['arn:${Partition}:sqs:${Region}:${Account}:${QueueName}'] }],
};

/** Serves a reference that has one service, Amazon SQS, changed. */
export async function startServiceReference(): Promise<ServiceReference> {
  const server = createServer((request, response) => {
    const body =
      request.url === '/v1/service-list.json'
        ? [{ service: 'sqs', url: '/v1/sqs.json' }]
        : request.url === '/v1/sqs.json'
          ? sqs
          : null;
    response.writeHead(body ? 200 : 404, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1/service-list.json`,
    stop: () => new Promise((ended) => server.close(() => ended())),
  };
}

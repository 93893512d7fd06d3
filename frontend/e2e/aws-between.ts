import { createServer, request as ask, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bearerOf, expect, test as base, type Person } from './fixtures';
import { startServer } from './server';

/** What somebody between the server and AWS does with one call. */
export interface Between {
  /** An answer in AWS's place; null lets the call through. */
  instead?: (action: string) => { status: number; body: string } | null;
  /** What becomes of AWS's answer. */
  altered?: (action: string, body: string) => string;
}

function onward(target: URL, path: string, headers: IncomingHttpHeaders, sent: Buffer) {
  return new Promise<{ status: number; headers: IncomingHttpHeaders; body: string }>((got, failed) => {
    const call = ask(
      // With the headers as they came: the signature covers the host.
      { host: target.hostname, port: target.port, path, method: 'POST', headers },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () =>
          got({
            status: answer.statusCode ?? 502,
            headers: answer.headers,
            body: Buffer.concat(parts).toString(),
          }),
        );
      },
    );
    call.once('error', failed);
    call.end(sent);
  });
}

/** Stands between the server and an AWS of the Query protocol, to make what rarely happens happen. */
async function startBetween(target: string, between: Between) {
  const to = new URL(target);
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const sent = Buffer.concat(parts);
      const action = new URLSearchParams(sent.toString()).get('Action') ?? '';
      const forged = between.instead?.(action);
      if (forged) {
        response.writeHead(forged.status, { 'Content-Type': 'text/xml' }).end(forged.body);
        return;
      }
      onward(to, request.url ?? '/', request.headers, sent).then(
        ({ status, headers, body }) =>
          response
            .writeHead(status, { 'Content-Type': headers['content-type'] ?? 'text/xml' })
            .end(between.altered?.(action, body) ?? body),
        () => response.writeHead(502).end(),
      );
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise<void>((ended) => {
        server.close(() => ended());
        server.closeAllConnections();
      }),
  };
}

/** Gives a person's workspace a credential, which becomes the default. */
export async function addCredential(
  url: string,
  person: Person,
  key: { access_key_id: string; secret_access_key: string },
): Promise<void> {
  const response = await fetch(`${url}/api/v1/auth/aws-credentials`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Authorization: `Bearer ${await bearerOf(url, person)}`,
    },
    body: JSON.stringify({ label: 'Production', ...key }),
  });
  expect(response.ok, await response.text()).toBe(true);
}

/** Tests on a server that speaks to AWS through `between`, which a test fills in as it likes. */
export function testBetween(start: () => Promise<{ url: string; stop: () => Promise<void> }>) {
  return base.extend<object, { between: Between }>({
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of what a fixture needs
    between: [async ({}, use) => use({}), { scope: 'worker' }],
    server: [
      async ({ between }, use) => {
        const aws = await start();
        const door = await startBetween(aws.url, between);
        const server = await startServer({ AWS_ENDPOINT_URL: door.url });
        await use(server);
        await server.stop();
        await door.stop();
        await aws.stop();
      },
      { scope: 'worker' },
    ],
  });
}

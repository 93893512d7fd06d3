import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** A real server with a fresh database, for one worker. */
export interface RunningServer {
  url: string;
  /** The link to a page in the last letter to an address: without a mail server, the log shows letters. */
  linkOf: (email: string, page: string) => Promise<string>;
  stop: () => Promise<void>;
}

/** An emulator of AWS that checks signatures and permissions, with the key of its administrator; null without one. */
export const aws =
  process.env['TEST_AWS_ENDPOINT'] &&
  process.env['TEST_AWS_ACCESS_KEY_ID'] &&
  process.env['TEST_AWS_SECRET_ACCESS_KEY']
    ? {
        endpoint: process.env['TEST_AWS_ENDPOINT'],
        accessKeyId: process.env['TEST_AWS_ACCESS_KEY_ID'],
        secretAccessKey: process.env['TEST_AWS_SECRET_ACCESS_KEY'],
      }
    : null;

const program = resolve(import.meta.dirname, process.env['IAMCOPILOTD'] ?? '../../bin/iamcopilotd');

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => found(port));
    });
  });
}

async function untilReady(url: string, server: ChildProcess, said: () => string): Promise<void> {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline;) {
    if (server.exitCode !== null) throw new Error(`iamcopilotd ended with ${server.exitCode}:\n${said()}`);
    const ready = await fetch(`${url}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((later) => setTimeout(later, 100));
  }
  throw new Error(`iamcopilotd was not ready in 30 seconds:\n${said()}`);
}

/** Starts the server on a free port, with nothing of the surroundings' settings but the emulator's address, and `settings`. */
export async function startServer(settings: Record<string, string> = {}): Promise<RunningServer> {
  const folder = await mkdtemp(join(tmpdir(), 'iamcopilot-e2e-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let output = '';
  const server = spawn(program, ['serve'], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      HOST: '127.0.0.1',
      PORT: String(port),
      DATA_DIR: join(folder, 'data'),
      // Never AWS itself: without an emulator, a port where nobody answers.
      AWS_ENDPOINT_URL: aws?.endpoint ?? 'http://127.0.0.1:9',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const keep = (chunk: Buffer) => (output = (output + chunk.toString()).slice(-20_000));
  server.stdout.on('data', keep);
  server.stderr.on('data', keep);
  const ended = new Promise<void>((done) => server.once('exit', () => done()));
  server.once('error', (error) => (output += error.message));
  await untilReady(url, server, () => output);
  return {
    url,
    linkOf: async (email, page) => {
      for (const deadline = Date.now() + 10_000; Date.now() < deadline;) {
        const line = output
          .split('\n')
          .filter((text) => text.includes(`"to":"${email}"`) && text.includes(`${page}#token=`))
          .pop();
        if (line) return (JSON.parse(line) as { link: string }).link;
        await new Promise((later) => setTimeout(later, 100));
      }
      throw new Error(`no letter to ${email}:\n${output}`);
    },
    stop: async () => {
      server.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

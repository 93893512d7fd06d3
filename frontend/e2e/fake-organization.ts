import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

/** An organization with IAM Identity Center, answered by the backend's own fakes. */
export interface FakeOrganization {
  url: string;
  stop: () => void;
}

/** Runs the fake of an organization with IAM Identity Center until `stop`. */
export async function startFakeOrganization(): Promise<FakeOrganization> {
  const more = process.env['ORGANIZATION_ACCOUNTS'] ?? '0';
  const fake = spawn('go', ['run', './internal/testkit/awsfake', '-accounts', more], {
    cwd: resolve(import.meta.dirname, '../../backend'),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((found, failed) => {
    createInterface({ input: fake.stdout }).once('line', found);
    fake.once('error', failed);
    fake.once('exit', (code) => failed(new Error(`the fake organization ended with ${String(code)}`)));
  });
  // It ends when its input does.
  return { url, stop: () => fake.stdin.end() };
}

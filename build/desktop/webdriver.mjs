// A small client of WebKitWebDriver (W3C WebDriver), and what starts and ends
// the program that it drives.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks again and again until the answer is truthy; says what was waited for when it never is. */
export async function until(what, ask, seconds = 30) {
  const end = Date.now() + seconds * 1000;
  let last;
  while (Date.now() < end) {
    try {
      const answer = await ask();
      if (answer) return answer;
      last = undefined;
    } catch (error) {
      last = error;
    }
    await sleep(100);
  }
  throw new Error(`waited ${seconds} s in vain for ${what}${last ? `: ${last.message}` : ''}`);
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

export const alive = (pid) => {
  try {
    process.kill(pid, 0);
    // A process that has ended stays in the table until its parent looks.
    return !/^\d+ \(.*\) Z/.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

const children = new Set();

/** Starts a program whose output goes to a file, and that never outlives this one. */
export function start(command, args, { env, log }) {
  const out = fs.openSync(log, 'a');
  const child = spawn(command, args, { env, stdio: ['ignore', out, out] });
  fs.closeSync(out);
  children.add(child);
  child.ended = new Promise((resolve) => {
    child.on('error', (error) => resolve({ error }));
    child.on('exit', (code, signal) => {
      children.delete(child);
      resolve({ code, signal });
    });
  });
  return child;
}

export function endAll() {
  for (const child of children) child.kill('SIGKILL');
}

/** One run of the program in its window, driven through WebDriver. */
export class App {
  #driver;
  #base;
  #session;

  /** Starts a driver and, through it, the program. */
  static async launch({ binary, shim, work, env, args = [] }) {
    const app = new App();
    const port = await freePort();
    const pidFile = path.join(work, 'app.pid');
    fs.rmSync(pidFile, { force: true });
    // The driver starts this file. Only the program itself is preloaded.
    const launcher = path.join(work, 'launch.sh');
    fs.writeFileSync(launcher, `#!/bin/sh\necho $$ > '${pidFile}'\nLD_PRELOAD='${shim}' exec '${binary}' ${args.map((arg) => `'${arg}'`).join(' ')} 2>>'${path.join(work, 'app.log')}'\n`, { mode: 0o755 });
    app.#driver = start('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], { env, log: path.join(work, 'driver.log') });
    app.#base = `http://127.0.0.1:${port}`;
    await until('the driver', async () => (await fetch(`${app.#base}/status`)).ok);
    const { sessionId } = await app.#send('POST', '/session', {
      capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': { binary: launcher, args: [] } } },
    }, 60);
    app.#session = `/session/${sessionId}`;
    app.pid = Number(fs.readFileSync(pidFile, 'utf8'));
    return app;
  }

  async #send(method, address, body, seconds = 30) {
    const answer = await fetch(this.#base + address, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
      headers: { 'Content-Type': 'application/json' },
      signal: AbortSignal.timeout(seconds * 1000),
    });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${address}: ${value?.error} ${value?.message}`);
    return value;
  }

  #call(method, address, body) {
    return this.#send(method, this.#session + address, body);
  }

  /** Runs the body of a function in the page and gives what it returns. */
  run(script, ...args) {
    return this.#call('POST', '/execute/sync', { script, args });
  }

  /** Fetches in the page, as its own scripts do; gives status and body. */
  fetch(address, init = {}) {
    return this.#call('POST', '/execute/async', {
      script: `const [address, init, done] = arguments;
        fetch(address, init).then(async (answer) => done({ status: answer.status, text: await answer.text() }), (error) => done({ status: 0, text: String(error) }));`,
      args: [address, init],
    });
  }

  async #element(selector) {
    const found = await this.#call('POST', '/element', { using: 'css selector', value: selector });
    return Object.values(found)[0];
  }

  /** Clicks what a selector finds, as soon as it can be clicked. */
  click(selector) {
    return until(`${selector} to be clicked`, async () => {
      await this.#call('POST', `/element/${await this.#element(selector)}/click`, {});
      return true;
    });
  }

  /** Types into a field, key by key. */
  type(selector, text) {
    return until(`${selector} to be typed into`, async () => {
      const element = await this.#element(selector);
      await this.#call('POST', `/element/${element}/clear`, {});
      await this.#call('POST', `/element/${element}/value`, { text });
      return (await this.run('return document.querySelector(arguments[0]).value', selector)) === text;
    });
  }

  path() {
    return this.run('return location.pathname');
  }

  text() {
    return this.run('return document.body.innerText');
  }

  go(address) {
    return this.run('location.assign(arguments[0])', address);
  }

  /** Ends the program with a signal, and the driver after it. */
  async end(signal = 'SIGTERM') {
    if (alive(this.pid)) process.kill(this.pid, signal);
    await until('the program to end', () => !alive(this.pid), 20);
    this.#driver.kill('SIGKILL');
    await this.#driver.ended;
  }
}

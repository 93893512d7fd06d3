// Drives the desktop program through what people do first, in its own window,
// with a keyring and without one. Started by build/desktop-smoke.sh, which
// brings display, session bus and keyring.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Report } from './junit.mjs';
import { alive, App, endAll, freePort, sleep, start, until } from './webdriver.mjs';

const { BINARY: binary, SHIM: shim, WORK: work, REPORT: reportFile, PICTURE: picture } = process.env;
const report = new Report();

const person = { name: 'Ada Lovelace', email: 'ada@example.com', password: 'Analytical-Engine-1843' };
const awsSecret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const passphrase = 'correct horse battery staple';

const withKeyring = { ...process.env, IAM_COPILOT_DATA_DIR: path.join(work, 'data') };
const withoutKeyring = { ...process.env, IAM_COPILOT_DATA_DIR: path.join(work, 'locked'), DBUS_SESSION_BUS_ADDRESS: `unix:path=${work}/none` };
for (const env of [withKeyring, withoutKeyring]) fs.mkdirSync(env.IAM_COPILOT_DATA_DIR, { recursive: true, mode: 0o700 });

let app = null;
const launch = async (env, args = []) => (app = await App.launch({ binary, shim, work, env, args }));
const state = async () => JSON.parse((await app.fetch('/desktop/state')).text);
const windows = (pid) => {
  try {
    return execFileSync('xdotool', ['search', '--onlyvisible', '--pid', String(pid), '--name', 'IAM Copilot'], { encoding: 'utf8' }).trim().split('\n');
  } catch {
    return []; // xdotool fails where it finds none
  }
};
const geometry = (window) =>
  Object.fromEntries(
    execFileSync('xdotool', ['getwindowgeometry', '--shell', window], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .map((line) => line.split('='))
      .map(([name, value]) => [name, Number(value)]),
  );

/** The program and everything that it has started. */
function family(pid) {
  const all = [pid];
  for (let i = 0; i < all.length; i++) {
    try {
      const children = fs.readFileSync(`/proc/${all[i]}/task/${all[i]}/children`, 'utf8');
      all.push(...children.split(' ').filter(Boolean).map(Number));
    } catch {
      // It has ended.
    }
  }
  return all;
}

/** What a process has in memory, in megabytes; what it shares with others counts in part. */
function resident(pid) {
  return Number(/^Pss:\s+(\d+) kB$/m.exec(fs.readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))[1]) / 1024;
}

const program = (pid) => fs.readFileSync(`/proc/${pid}/comm`, 'utf8').trim();

/** When a process began, in milliseconds since 1970. */
function began(pid) {
  const ticks = Number(fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')[19]);
  const boot = Number(/^btime (\d+)$/m.exec(fs.readFileSync('/proc/stat', 'utf8'))[1]);
  const [up] = fs.readFileSync('/proc/uptime', 'utf8').split(' ').map(Number);
  // btime has whole seconds; the clock and the uptime tell the rest.
  const exact = Date.now() / 1000 - up;
  return (Math.abs(exact - boot) < 2 ? exact : boot) * 1000 + ticks * 10;
}

/** The TCP ports on which a program or one of its children listens. */
function listening(pid) {
  const ports = [];
  for (const member of family(pid)) {
    const sockets = new Set();
    for (const fd of fs.readdirSync(`/proc/${member}/fd`)) {
      try {
        sockets.add(/^socket:\[(\d+)\]$/.exec(fs.readlinkSync(`/proc/${member}/fd/${fd}`))?.[1]);
      } catch {
        // Closed meanwhile.
      }
    }
    for (const table of ['tcp', 'tcp6']) {
      for (const line of fs.readFileSync(`/proc/${member}/net/${table}`, 'utf8').split('\n').slice(1)) {
        const columns = line.trim().split(/\s+/);
        if (columns[3] === '0A' && sockets.has(columns[9])) ports.push(parseInt(columns[1].split(':').at(-1), 16));
      }
    }
  }
  return ports;
}

/** Whether a folder holds a text in the open. */
function holds(folder, text) {
  return fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && fs.readFileSync(path.join(entry.parentPath, entry.name)).includes(text)).map((entry) => entry.name);
}

const onDashboard = () => until('the dashboard', async () => (await app.path()) === '/' && (await app.text()).includes(person.email));
const onLogin = () => until('the sign-in page', async () => (await app.path()) === '/login' && (await app.run("return document.querySelector('input[type=password]') !== null")));

async function signIn() {
  await app.type('input[type="email"]', person.email);
  await app.type('input[autocomplete="current-password"]', person.password);
  await app.click('form button[type="submit"]');
}

async function keyringStory() {
  await report.step('the window opens on the sign-in page', async () => {
    await launch(withKeyring);
    await onLogin();
    assert.match(await app.run('return document.title'), /IAM Copilot/);
    assert.equal(await app.run("return document.querySelector('meta[name=iamcopilot-home]').content"), 'desktop');
    assert.equal(windows(app.pid).length, 1);
  });
  await report.step('the keyring protects the key', async () => {
    const { version, ...rest } = await state();
    assert.deepEqual(rest, { signed_in: false, mode: 'local', server_url: '', key_protection: 'keyring', servers: [] });
    assert.ok(version);
    assert.deepEqual(fs.readdirSync(withKeyring.IAM_COPILOT_DATA_DIR).filter((name) => name === 'secret.key'), []);
  });
  await report.step('the content security policy holds', async () => {
    const inline = await app.run("const s = document.createElement('script'); s.textContent = 'window.injected = true'; document.head.append(s); return window.injected === true");
    assert.equal(inline, false, 'a script that was written into the page has run');
    assert.equal(await app.run("const image = new Image(); return new Promise((r) => { document.addEventListener('securitypolicyviolation', (e) => r(e.effectiveDirective)); image.src = 'https://example.com/pixel.png'; })"), 'img-src');
  });
  await report.step('the interface does not reach out of /api', async () => {
    for (const address of ['/api/..%2fmetrics', '/api/%2e%2e%2fmetrics', '/api/%252e%252e/metrics']) {
      const answer = await app.fetch(address);
      assert.equal(answer.status, 400, `${address}: ${answer.status} ${answer.text}`);
    }
  });
  await report.step('register', async () => {
    await app.click('a[href="/register"]');
    await app.type('input[autocomplete="name"]', person.name);
    await app.type('input[type="email"]', person.email);
    await app.type('input[autocomplete="new-password"]', person.password);
    await app.click('input[type="checkbox"]');
    await app.click('form button[type="submit"]');
    await onDashboard();
    assert.equal((await state()).signed_in, true);
  });
  await report.step('log out', async () => {
    assert.equal((await app.fetch('/api/v1/auth/logout', { method: 'POST' })).status, 204);
    await app.run('location.reload()');
    await onLogin();
    assert.equal((await state()).signed_in, false);
    assert.equal((await app.fetch('/api/v1/auth/me')).status, 401);
  });
  await report.step('a wrong password is refused', async () => {
    const answer = await app.fetch('/api/v1/auth/login', {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ email: person.email, password: 'wrong' }),
    });
    assert.equal(answer.status, 401);
    assert.equal((await state()).signed_in, false);
  });
  await report.step('sign in and see the dashboard', async () => {
    await signIn();
    await onDashboard();
    assert.equal(JSON.parse((await app.fetch('/api/v1/auth/me')).text).email, person.email);
  });
  await report.step('no token reaches the page', async () => {
    const answer = await app.fetch('/api/v1/auth/refresh', { method: 'POST' });
    assert.equal(answer.status, 200);
    const pair = JSON.parse(answer.text);
    assert.equal(pair.access_token, '');
    assert.equal(pair.refresh_token, undefined);
    const kept = await app.run('return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])');
    for (const mark of ['eyJ', 'rt1.']) assert.ok(!(answer.text + kept).includes(mark), `${mark} is in the page: ${kept}`);
  });
  await report.step('the picture', async () => {
    // What is still moving settles, so that the picture is the same every time.
    await until('the page to be quiet', () => app.run("return document.readyState === 'complete' && document.getAnimations().every((a) => a.playState !== 'running' || a.effect.getTiming().iterations === Infinity)"));
    await sleep(500);
    execFileSync('import', ['-window', windows(app.pid)[0], '-strip', picture]);
    const colours = Number(execFileSync('identify', ['-format', '%k', picture], { encoding: 'utf8' }));
    assert.ok(colours > 50, `the picture has only ${colours} colours: nothing was painted`);
  });
  await report.step('the window is closed in order and remembers its size', async () => {
    execFileSync('xdotool', ['windowsize', '--sync', windows(app.pid)[0], '1100', '760']);
    await until('the window to be smaller', () => app.run('return window.innerWidth <= 1100'));
    await app.end('SIGTERM');
    const saved = JSON.parse(fs.readFileSync(path.join(withKeyring.IAM_COPILOT_DATA_DIR, 'settings.json'), 'utf8'));
    assert.equal(saved.window.width, 1100);
  });
  await report.step('started again, it is still signed in', async () => {
    await launch(withKeyring);
    await onDashboard();
    assert.equal((await state()).signed_in, true);
    assert.equal(geometry(windows(app.pid)[0]).WIDTH, 1100);
  });
  await report.step('a second start hands over to the first and ends', async () => {
    const second = start(binary, [], { env: withKeyring, log: path.join(work, 'second.log') });
    const outcome = await Promise.race([second.ended, sleep(20_000)]);
    assert.ok(outcome && outcome.signal === null, `the second start: ${JSON.stringify(outcome)}`);
    assert.ok(alive(app.pid), 'the first start has ended');
    assert.equal((await app.fetch('/api/v1/auth/me')).status, 200);
  });
  await report.step('a link opens its page in the window that is there', async () => {
    const second = start(binary, ['iamcopilot://policies/generate'], { env: withKeyring, log: path.join(work, 'second.log') });
    await Promise.race([second.ended, sleep(20_000)]);
    await until('the page', async () => (await app.path()) === '/policies/generate');
    const bad = start(binary, ['iamcopilot://desktop/unlock'], { env: withKeyring, log: path.join(work, 'second.log') });
    await Promise.race([bad.ended, sleep(20_000)]);
    assert.equal(await app.path(), '/policies/generate');
  });
  await report.step('an access key is stored, and a policy is generated from a sentence', async () => {
    const json = { 'Content-Type': 'application/json' };
    const added = await app.fetch('/api/v1/auth/aws-credentials', {
      method: 'POST', headers: json,
      body: JSON.stringify({ label: 'Main', access_key_id: 'AKIAIOSFODNN7EXAMPLE', secret_access_key: awsSecret }),
    });
    assert.equal(added.status, 201, added.text);
    await until('the policy', async () => {
      // The page may still be loading behind what is typed: then it is typed once more.
      if ((await app.text()).includes('Your policy appears here')) {
        await app.type('textarea', 'Allow Lambda to read S3');
        await app.click('form button[type="submit"]');
      }
      return /s3:Get/.test(await app.text());
    });
  });
  await report.step('the window locks and opens again by the keyring, still signed in', async () => {
    assert.equal((await app.fetch('/desktop/lock', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' })).status, 204);
    assert.equal((await app.fetch('/api/v1/auth/me')).status, 503);
    await app.run('location.reload()');
    await until('the lock', async () => (await app.text()).includes('IAM Copilot is locked'));
    assert.equal((await state()).key_protection, 'locked');
    await app.click('#retry');
    await until('the page of before', async () => (await app.path()) === '/policies/generate' && (await state()).signed_in);
  });
  await report.step('this computer has settings of its own', async () => {
    await app.go('/settings?tab=computer');
    await until('the panels', async () => /Back up this computer[\s\S]*Lock[\s\S]*Updates[\s\S]*Logs/.test(await app.text()));
    execFileSync('import', ['-window', windows(app.pid)[0], '-strip', path.join(work, 'computer.png')]);
    await app.go('/');
    await onDashboard();
  });
  await report.step('killed and started again, it is still signed in', async () => {
    await app.end('SIGKILL');
    await launch(withKeyring);
    await onDashboard();
    // The driver needs a debugger's port in the program: so the check below can find one.
    assert.notEqual(listening(app.pid).length, 0, 'the check for ports finds none where there is one');
  });
  await report.step('what it takes: memory, and time to the first paint', async () => {
    const paint = await app.run("return performance.timeOrigin + (performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN)");
    const megabytes = family(app.pid).map((pid) => [program(pid), resident(pid)]);
    const total = megabytes.reduce((sum, [, mb]) => sum + mb, 0);
    console.log(`        first paint ${Math.round(paint - began(app.pid))} ms after the start; ${Math.round(total)} MB: ${megabytes.map(([name, mb]) => `${name} ${Math.round(mb)}`).join(', ')}`);
  });
  await report.step('a link that the program is started with opens its page', async () => {
    await app.end();
    await launch(withKeyring, ['iamcopilot://settings?tab=profile']);
    await until('the page', async () => (await app.path()) === '/settings');
  });
  await report.step('nothing secret lies in the data folder', async () => {
    await app.end();
    for (const secret of ['eyJ', 'rt1.', person.password, awsSecret]) assert.deepEqual(holds(withKeyring.IAM_COPILOT_DATA_DIR, secret), [], secret);
    const log = fs.readFileSync(path.join(work, 'app.log'), 'utf8');
    for (const secret of ['eyJ', 'rt1.', person.password]) assert.ok(!log.includes(secret), `${secret} is in the log`);
    for (const name of fs.readdirSync(withKeyring.IAM_COPILOT_DATA_DIR)) {
      const entry = fs.statSync(path.join(withKeyring.IAM_COPILOT_DATA_DIR, name));
      if (/\.(json|sealed|sqlite)$/.test(name)) assert.equal(entry.mode & 0o077, 0, `${name} is open to others`);
    }
  });
  await report.step('nothing listens, not even a debugger that the environment asks for', async () => {
    const port = await freePort();
    const env = { ...withKeyring, WEBKIT_INSPECTOR_SERVER: `127.0.0.1:${port}`, WEBKIT_INSPECTOR_HTTP_SERVER: `127.0.0.1:${port}` };
    const plain = start(binary, [], { env, log: path.join(work, 'plain.log') });
    await until('the window', () => windows(plain.pid).length === 1);
    // The database is open once its log is there: the page has asked for something.
    await until('the page', () => fs.existsSync(path.join(withKeyring.IAM_COPILOT_DATA_DIR, 'iam-copilot.sqlite-wal')));
    await sleep(1000);
    assert.deepEqual(listening(plain.pid), []);
    plain.kill('SIGTERM');
    const outcome = await Promise.race([plain.ended, sleep(20_000)]);
    assert.equal(outcome?.code, 0, `it ended with ${JSON.stringify(outcome)}`);
  });
}

async function passphraseStory() {
  await report.step('without a keyring the window asks for a passphrase', async () => {
    await launch(withoutKeyring);
    await until('the passphrase page', async () => (await app.text()).includes('Choose a passphrase'));
    assert.equal((await state()).key_protection, 'locked');
    assert.equal((await app.fetch('/api/v1/info')).status, 503);
    assert.equal(await app.run("return getComputedStyle(document.querySelector('main')).borderRadius"), '12px', 'the style sheet was not taken');
  });
  await report.step('two different passphrases are refused', async () => {
    await app.type('#passphrase', passphrase);
    await app.type('#again', `${passphrase}!`);
    await app.click('#unlock button');
    await until('the refusal', async () => (await app.text()).includes('are not the same'));
  });
  await report.step('a passphrase that is easy to guess is refused', async () => {
    await app.type('#passphrase', 'aaaaaaaaaaaaaa');
    await app.type('#again', 'aaaaaaaaaaaaaa');
    await app.click('#unlock button');
    await until('the refusal', async () => (await app.text()).includes('too easy to guess'));
    assert.equal((await state()).key_protection, 'locked');
  });
  await report.step('a good one opens the application', async () => {
    await app.type('#passphrase', passphrase);
    await app.type('#again', passphrase);
    await app.click('#unlock button');
    await onLogin();
    assert.equal((await state()).key_protection, 'passphrase');
  });
  await report.step('it is asked for at the next start, and a wrong one does not open', async () => {
    await app.end();
    await launch(withoutKeyring);
    await until('the passphrase page', async () => (await app.text()).includes('Enter your passphrase'));
    await app.type('#passphrase', `${passphrase}?`);
    await app.click('#unlock button');
    await until('the refusal', async () => (await app.text()).includes('not right'));
    await app.type('#passphrase', passphrase);
    await app.click('#unlock button');
    await onLogin();
    await app.end();
    assert.deepEqual(holds(withoutKeyring.IAM_COPILOT_DATA_DIR, passphrase), []);
  });
}

/** Runs a story to its end or its first failure, and leaves nothing running. */
async function tell(story) {
  try {
    await story();
  } catch (error) {
    console.error(error.stack);
    try {
      execFileSync('import', ['-window', 'root', path.join(work, `failed-${story.name}.png`)]);
      console.error(`--- the page says\n${await app.text()}`);
    } catch {
      // There is nothing to see.
    }
    if (app && alive(app.pid)) await app.end('SIGKILL').catch(() => {});
  }
}

process.on('exit', endAll);
await tell(keyringStory);
await tell(passphraseStory);
report.write(reportFile);
console.log(`\ndesktop: ${report.total - report.failed} of ${report.total} as promised`);
process.exit(report.failed > 0 ? 1 : 0);

// Sums JUnit files: one table row per suite, what failed, and a last line
// "N passed, N failed, N skipped". Exits 1 when anything failed.
//
//   node build/junit-sum.mjs PHASES ALLOWED_SKIPS
//
// PHASES holds one line per phase, fields divided by tabs: name, exit code,
// seconds, JUnit file (empty for a phase that only prepares). A phase that
// failed without a failed test, left no report, or ran no test counts as one
// failure: silence is not success.
import { readFileSync } from 'node:fs';

const [phasesFile, allowedFile] = process.argv.slice(2);

const entities = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
const unescape = (text) =>
  text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (all, decimal, hex, name) => {
    if (decimal) return String.fromCodePoint(Number(decimal));
    if (hex) return String.fromCodePoint(parseInt(hex, 16));
    return entities[name] ?? all;
  });

const attribute = (tag, name) => {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  return found ? unescape(found[1] ?? found[2]) : '';
};

/** Test cases of a JUnit document, each with its outcome. */
export function testCases(xml) {
  // Output of a test may itself contain what looks like a tag.
  const plain = xml.replace(/<!--[\s\S]*?-->/g, '').replace(/<!\[CDATA\[[\s\S]*?\]\]>/g, '');
  const cases = [];
  const inside = `(?:[^>"']|"[^"]*"|'[^']*')*?`;
  const pattern = new RegExp(
    `<testsuite\\b(${inside})>|<testcase\\b(${inside})(?:/>|>([\\s\\S]*?)</testcase>)`,
    'g',
  );
  let within = '';
  for (const [, suite, attributes, body = ''] of plain.matchAll(pattern)) {
    if (suite !== undefined) {
      within = attribute(suite, 'name');
      continue;
    }
    let outcome = 'passed';
    if (/<(failure|error)\b/.test(body)) outcome = 'failed';
    else if (/<skipped\b/.test(body)) outcome = 'skipped';
    cases.push({ name: `${attribute(attributes, 'classname') || within} ${attribute(attributes, 'name')}`, outcome });
  }
  return cases;
}

const lines = (file) => readFileSync(file, 'utf8').split('\n').filter((line) => line.trim() !== '');

const allowed = new Map(
  lines(allowedFile)
    .filter((line) => !line.startsWith('#'))
    .map((line) => {
      const [name, reason] = line.split('|').map((part) => part.trim());
      if (!reason) throw new Error(`${allowedFile}: "${name}" gives no reason`);
      return [name, reason];
    }),
);

const total = { passed: 0, failed: 0, skipped: 0 };
const complaints = [];
const rows = [['suite', 'passed', 'failed', 'skipped', 'time']];

for (const line of lines(phasesFile)) {
  const [phase, code, seconds, report] = line.split('\t');
  const count = { passed: 0, failed: 0, skipped: 0 };
  const fail = (why) => {
    count.failed += 1;
    complaints.push(`${phase}: ${why}`);
  };

  let cases = [];
  if (report) {
    try {
      cases = testCases(readFileSync(report, 'utf8'));
      if (cases.length === 0) fail(`ran no tests (exit code ${code})`);
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
      fail(`left no report (exit code ${code})`);
    }
  }
  for (const { name, outcome } of cases) {
    count[outcome] += 1;
    if (outcome === 'failed') complaints.push(`${phase}: ${name}`);
    if (outcome === 'skipped' && !allowed.has(name)) {
      count.skipped -= 1;
      fail(`${name} was skipped, and build/allowed-skips.txt gives no reason`);
    }
  }
  if (code !== '0' && count.failed === 0) fail(`ended with exit code ${code}`);

  for (const outcome of Object.keys(total)) total[outcome] += count[outcome];
  const cells = report || count.failed > 0 ? [count.passed, count.failed, count.skipped] : ['', '', ''];
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  rows.push([phase, ...cells, time].map(String));
}

const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
console.log();
for (const row of rows) {
  console.log(row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  '));
}
if (complaints.length > 0) {
  console.log('\nFailed:');
  for (const complaint of complaints) console.log(`  ${complaint}`);
}
console.log();
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

// Fails the build when the first load grows: what index.html asks for, with everything that
// imports at once, must stay under the budget as gzip makes it, and what is large must wait
// until it is wanted.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

const dist = new URL('./dist/', import.meta.url).pathname;
const budget = 250 * 1024;
const largest = 1200 * 1024;
const lazy = /(code-editor|graph-canvas|date-range|sample-account)/;

const page = readFileSync(join(dist, 'index.html'), 'utf8');
const waiting = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, path]) => path);
const first = new Map();
for (let path = waiting.pop(); path; path = waiting.pop()) {
  if (first.has(path)) continue;
  const text = readFileSync(join(dist, path), 'utf8');
  first.set(path, gzipSync(text).length);
  // import"./x.js", import{a}from"./x.js" and export{a}from"./x.js", but not import("./x.js").
  for (const [, name] of text.matchAll(/(?:\bfrom|\bimport)\s*["'](\.\/[^"']+\.js)["']/g)) {
    waiting.push(join(dirname(path), name));
  }
}

const problems = [];
if (first.size === 0) problems.push('index.html asks for no script');
const sum = [...first.values()].reduce((total, size) => total + size, 0);
if (sum > budget)
  problems.push(
    `the first load has ${sum} bytes, over ${budget}:\n${[...first].map(([path, size]) => `  ${size} ${path}`).join('\n')}`,
  );
for (const path of first.keys())
  if (lazy.test(path)) problems.push(`${path} is loaded at once, and should wait`);
const assets = readdirSync(join(dist, 'assets')).filter((name) => name.endsWith('.js'));
for (const name of assets) {
  const size = readFileSync(join(dist, 'assets', name)).length;
  if (size > largest) problems.push(`${name} has ${size} bytes, over ${largest}: split it`);
}
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
console.log(`first load: ${(sum / 1024).toFixed(1)} kB of ${budget / 1024} kB, ${first.size} scripts`);

#!/usr/bin/env bash
# Runs `npm ci` in frontend/, or in the folder that is named, but only when what
# is installed differs from package-lock.json. npm keeps what it installed in
# node_modules/.package-lock.json, so no stamp file is needed, and an
# installation made by hand with `npm install` counts too.
set -euo pipefail
folder=${1:-frontend}
cd "$(dirname "${BASH_SOURCE[0]}")/../$folder"

if node - <<'JS'
const fs = require('node:fs');
let want, have;
try {
  want = JSON.parse(fs.readFileSync('package-lock.json', 'utf8')).packages;
  have = JSON.parse(fs.readFileSync('node_modules/.package-lock.json', 'utf8')).packages;
} catch {
  process.exit(1);
}
for (const [path, entry] of Object.entries(want)) {
  if (path === '' || entry.link) continue;
  const installed = have[path];
  // Optional packages (other operating systems) may be absent, never older.
  if (!installed && (entry.optional || entry.peer)) continue;
  if (!installed || installed.version !== entry.version) process.exit(1);
}
for (const path of Object.keys(have)) if (!want[path]) process.exit(1);
JS
then
  exit 0
fi
echo "npm ci ($folder)" >&2
# NODE_ENV=production would leave out the build tools.
NODE_ENV='' npm ci --no-audit --no-fund --loglevel=error

#!/usr/bin/env bash
# Prints the path of a Chromium that a test driver can use, or fails.
# Looks at CHROMIUM_PATH, then at the usual names, then at Playwright's own.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [[ -n ${CHROMIUM_PATH:-} ]]; then
  [[ -x $CHROMIUM_PATH ]] || { echo "CHROMIUM_PATH=$CHROMIUM_PATH is not a program" >&2; exit 1; }
  echo "$CHROMIUM_PATH"
  exit 0
fi
for name in chromium google-chrome-stable google-chrome chromium-browser; do
  program=$(command -v "$name") || continue
  # A snap runs confined: it sees neither /tmp nor the test's profile folder.
  # Ubuntu also installs a script of that name which only starts the snap.
  [[ $(readlink -f "$program") == */snap* ]] && continue
  grep -aqs '/snap/bin' "$program" && continue
  echo "$program"
  exit 0
done
if [[ -d frontend/node_modules/@playwright/test ]]; then
  program=$(cd frontend && node -p 'require("@playwright/test").chromium.executablePath()')
  if [[ -x $program ]]; then
    echo "$program"
    exit 0
  fi
fi
echo "no Chromium found; set CHROMIUM_PATH to one" >&2
exit 1

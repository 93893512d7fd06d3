#!/usr/bin/env bash
# The server and Vite side by side; Ctrl-C, or the end of either, ends both.
# Vite reloads the UI as its files change and passes /api on to the server;
# restart for changes in Go.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

pids=()
finish() {
  trap - EXIT
  if ((${#pids[@]} > 0)); then kill "${pids[@]}" 2>/dev/null || true; fi
  wait
}
trap finish EXIT
trap 'exit 130' INT TERM HUP

bin/iamcopilotd serve &
pids+=("$!")
# exec: npm in between would not pass the end on.
(cd frontend && IAMCOPILOT_BACKEND="http://localhost:${PORT:-8000}" exec node_modules/.bin/vite) &
pids+=("$!")
wait -n

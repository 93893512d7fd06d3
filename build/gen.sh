#!/usr/bin/env bash
# Makes everything that is derived from something else again. Needs no network.
# (The catalog of AWS actions has its own target: make gen-catalog.)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Written beside its place and moved, so that a failing program cannot leave
# half a document behind.
(cd backend && go run ./cmd/iamcopilotd openapi) >.cache/openapi.json
mv .cache/openapi.json shared/api/openapi.json

(cd frontend && npm run --silent gen)

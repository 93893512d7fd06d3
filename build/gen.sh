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

# Who may call what. What changes there is for a reviewer's eye, so look at the
# difference; without this the test fails and says so.
(cd backend && UPDATE_GOLDEN=1 go test -count=1 -run '^Test(RoutesAndTheirAccess|RolesAndTheirPermissions)$' ./server >/dev/null)

# Pages and tables, by the go:generate lines beside their sources.
for module in shared backend desktop; do
  (cd "$module" && go list ./... | grep -v '/shared/catalog$' | xargs -r go generate)
done

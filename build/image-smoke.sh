#!/usr/bin/env bash
# Builds the image, starts docker-compose.yml as a project of its own with made
# up secrets, waits until all is healthy, registers and signs in, and takes
# everything away again. Needs Docker with its compose plugin.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

docker compose version >/dev/null 2>&1 || { echo "image-smoke: Docker and its compose plugin are needed" >&2; exit 1; }

random() { od -An -N"$1" -tx1 /dev/urandom | tr -d ' \n'; }
SECRET_KEY=$(random 32)
POSTGRES_PASSWORD=$(random 24)
PORT=$(node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); });')
export SECRET_KEY POSTGRES_PASSWORD PORT

# /dev/null: no .env of the developer's takes part.
compose=(docker compose --env-file /dev/null -p "iam-copilot-smoke-$$")
finish() {
  local code=$?
  ((code == 0)) || "${compose[@]}" logs --tail 50 >&2 || true
  "${compose[@]}" down --volumes --timeout 5 >/dev/null 2>&1 || true
  exit "$code"
}
trap finish EXIT
trap 'exit 130' INT TERM HUP

"${compose[@]}" up -d --build --wait --wait-timeout 180

ask() { curl -fsS -X POST "http://localhost:$PORT/api/v1/auth/$1" -H 'Content-Type: application/json' -d "$2"; }
ask register '{"email": "test@example.com", "password": "TestPass123", "full_name": "Test User"}' >/dev/null
ask login '{"email": "test@example.com", "password": "TestPass123"}' | grep -q '"expires_in":900'
curl -fsS "http://localhost:$PORT/" | grep -q 'id="root"'

# The login of the server must not be able to walk through row security.
superuser=$("${compose[@]}" exec -T db psql -U postgres -Atc "select rolsuper or rolbypassrls from pg_roles where rolname = 'admin'")
[[ $superuser == f ]] || { echo "image-smoke: the server's login is a superuser" >&2; exit 1; }
echo "image-smoke: healthy, registers, signs in, serves the UI"

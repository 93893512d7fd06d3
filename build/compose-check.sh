#!/usr/bin/env bash
# Checks docker-compose.yml, alone and with docker-compose.tls.yml, without an
# engine: by Compose's own loader, and what is merged by build/compose_check.py.
# nginx, where it is installed, reads the configuration that is put in front.
# Part of `make lint`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

build/tools.sh compose-go >&2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The loader takes no variables from here, so they are put in before; the copies
# lie in the folder of the originals, for paths count from there.
copies=()
for file in docker-compose.yml docker-compose.tls.yml; do
  copy=".${file%.yml}.$$.yml"
  copies+=("$copy")
done
trap 'rm -rf "$work" "${copies[@]}"' EXIT
.cache/venv/bin/python build/compose_check.py fill docker-compose.yml "${copies[0]}"
.cache/venv/bin/python build/compose_check.py fill docker-compose.tls.yml "${copies[1]}"
.cache/bin/compose-go -no-interpolation "${copies[0]}" >"$work/plain.yml"
.cache/bin/compose-go -no-interpolation "${copies[@]}" >"$work/tls.yml"
.cache/venv/bin/python build/compose_check.py merged "$work/plain.yml" "$work/tls.yml"

# Its loader must notice what is wrong.
sed 's/read_only: true/read_onyl: true/' "${copies[1]}" >"$work/broken.yml"
if .cache/bin/compose-go -no-interpolation "${copies[0]}" "$work/broken.yml" >/dev/null 2>&1; then
  echo "compose-check: the loader does not notice a wrong field" >&2
  exit 1
fi

nginx=$(command -v nginx || PATH=$PATH:/usr/sbin command -v nginx || true)
if [[ -n $nginx ]]; then
  sed "s#/tmp/nginx#$work/nginx#" build/nginx/nginx.conf >"$work/nginx.conf"
  sed 's/api:8000/127.0.0.1:8000/' build/nginx/servers.conf >"$work/servers.conf"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=localhost \
    -keyout "$work/tls.key" -out "$work/tls.crt" 2>/dev/null
  "$nginx" -t -q -p "$work" -c "$work/nginx.conf" -e stderr
fi

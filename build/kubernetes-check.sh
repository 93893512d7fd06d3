#!/usr/bin/env bash
# Checks the manifests in build/kubernetes without a cluster: every field against
# the schemas of several versions of Kubernetes, and what names what against each
# other. Part of `make lint`; the first run fetches the schemas.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

venv="$PWD/.cache/kubernetes"
stamp="$venv $(python3 --version) $(sha256sum <build/kubernetes/requirements.txt)"
if [[ ! -f $venv/.stamp || $(<"$venv/.stamp") != "$stamp" ]]; then
  rm -rf "$venv"
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check -r build/kubernetes/requirements.txt >&2
  echo "$stamp" >"$venv/.stamp"
fi
exec "$venv/bin/python" build/kubernetes_check.py

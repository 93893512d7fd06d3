#!/usr/bin/env bash
# Every static check. All run even when an earlier one fails.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

build/tools.sh gofumpt golangci-lint
bin="$PWD/.cache/bin"
failed=()

step() { # NAME COMMAND...
  local name=$1
  shift
  echo "--- $name"
  "$@" || failed+=("$name")
}

gofumpt() {
  local wrong
  wrong=$(git ls-files -z -co --exclude-standard '*.go' | xargs -0 "$bin/gofumpt" -l)
  [[ -z $wrong ]] && return
  echo "not formatted (make fmt mends it):"
  echo "$wrong"
  return 1
}

in_dir() { (cd "$1" && shift && "$@"); }

# A file that somebody has to read from top to bottom stays short.
file_length() {
  local long
  long=$(git ls-files -z -co --exclude-standard 'backend/*.go' 'shared/*.go' 'desktop/*.go' \
    | xargs -0 wc -l | awk '$1 > 500 && $2 != "total" && $2 !~ /_test\.go$/ { print "  " $2 ": " $1 " lines" }')
  [[ -z $long ]] && return
  echo "over 500 lines; two files each:"
  echo "$long"
  return 1
}

# What nothing else here reads must parse, at least.
yaml_files() {
  .cache/venv/bin/python -c 'import sys, yaml; [yaml.safe_load(open(f)) for f in sys.argv[1:]]' .golangci.yml .github/workflows/*.yml build/package/*.yaml
}

step gofumpt gofumpt
step 'length of files' file_length
for module in shared backend frontend desktop; do
  tags=''
  [[ $module != desktop ]] || tags=webkit2_41
  step "go vet: $module" in_dir "$module" go vet -tags "$tags" ./...
  step "golangci-lint: $module" in_dir "$module" "$bin/golangci-lint" run --config ../.golangci.yml --build-tags "$tags" ./...
done
step 'settings in .env.example' node build/check-env.mjs
step 'docker-compose.yml' build/compose-check.sh
step 'build/kubernetes' build/kubernetes-check.sh
step 'other YAML' yaml_files
step 'frontend: types, eslint' in_dir frontend npm run --silent lint
step 'frontend: prettier' in_dir frontend npm run --silent format:check
if command -v shellcheck >/dev/null; then
  step shellcheck shellcheck --severity=warning build/*.sh build/package/*.sh .ci/run
fi

if ((${#failed[@]} > 0)); then
  echo
  echo "lint failed:"
  printf '  %s\n' "${failed[@]}"
  exit 1
fi
echo "lint: all fine"

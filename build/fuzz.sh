#!/usr/bin/env bash
# Runs every fuzz test of every module for FUZZTIME (default 1m), one after the
# other. What makes one fail is written into its package's testdata/fuzz: commit it
# with the mend, and `make test` tries it from then on. FUZZ narrows which are run
# (a regular expression over PACKAGE.NAME).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

failed=() ran=0
while IFS=: read -r file name; do
  module=${file%%/*}
  package=./$(dirname "${file#*/}")
  [[ "$module/${package#./}.$name" =~ ${FUZZ:-.} ]] || continue
  flags=()
  [[ $module != desktop ]] || flags=(-tags webkit2_41)
  echo "=== $module/${package#./} $name"
  ran=$((ran + 1))
  (cd "$module" && go test "${flags[@]}" -run '^$' -fuzz "^$name\$" -fuzztime "${FUZZTIME:-1m}" "$package") || failed+=("$module/${package#./} $name")
done < <(git grep --untracked -oE '^func Fuzz[A-Za-z0-9_]+' -- '*_test.go' | sed 's/:func /:/')

((ran > 0)) || { echo "fuzz: no fuzz test is called like ${FUZZ:-that}" >&2; exit 1; }
if ((${#failed[@]} > 0)); then
  printf 'fuzz failed: %s\n' "${failed[@]}" >&2
  exit 1
fi
echo "fuzz: $ran fuzz tests, nothing found"

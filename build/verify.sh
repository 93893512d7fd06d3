#!/usr/bin/env bash
# Fails when something derived is not what its source gives: makes all of it
# again, in place, and compares with what was there before. It works in a tree
# with uncommitted changes, too, because it compares contents, not commits.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

before=.cache/verify
rm -rf "$before"
mkdir -p "$before"
trap 'rm -rf "$before"' EXIT

# Whatever git would show as changed: tracked files and new ones, not ignored
# ones. A list of derived files would be one more thing to forget. go.work.sum
# stays out: any go command may add to it or take from it.
list() { git ls-files -z -co --exclude-standard --deduplicate -- ':!go.work.sum'; }

list | while IFS= read -r -d '' file; do
  if [[ -f $file ]]; then printf '%s\0' "$file"; fi
done | tar --null -T - -cf - | tar -xf - -C "$before"

make --no-print-directory gen

stale=()
while IFS= read -r -d '' file; do
  if [[ -f $file ]]; then
    cmp -s "$file" "$before/$file" || stale+=("$file")
  elif [[ -f $before/$file ]]; then
    stale+=("$file")
  fi
done < <(list)

if ((${#stale[@]} > 0)); then
  echo
  echo "These files were stale. They have been made again; look at the change and commit it:" >&2
  for file in "${stale[@]}"; do
    echo "  $file" >&2
    diff -u --label "$file (was)" --label "$file (made now)" "$before/$file" "$file" 2>/dev/null | head -n 20 >&2 || true
  done
  exit 1
fi
echo "verify: everything derived is up to date"

#!/usr/bin/env bash
# Builds the programs and packages of Linux twice, the second time from a copy
# of the sources in another folder, and compares the bytes. What differs is a
# defect: somebody who builds a release again could not tell it from one that
# was tampered with. FRESH=1 compiles all twice, too, instead of sharing what
# the compiler has made; it takes as long as two whole builds.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

VERSION=${VERSION:-$(git describe --tags --always --dirty)}
SOURCE_DATE_EPOCH=$(build/package/version.sh epoch)
PACKAGE_VERSION=$(build/package/version.sh package "$VERSION")
export VERSION PACKAGE_VERSION SOURCE_DATE_EPOCH
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
build/tools.sh nfpm

# A tree: the sources that git knows, the built UI, and the tools.
tree() { # NAME
  mkdir -p "$work/$1"
  git ls-files -z | tar --null --ignore-failed-read -T - -cf - 2>/dev/null | tar -C "$work/$1" -xf -
  mkdir -p "$work/$1/.cache/bin"
  cp .cache/bin/nfpm .cache/bin/.nfpm "$work/$1/.cache/bin/"
  cp -r frontend/dist "$work/$1/frontend/"
}
programs() { # TREE
  local plain=(go build -trimpath -buildvcs=false)
  (cd "$1/backend" && CGO_ENABLED=0 "${plain[@]}" -ldflags "-s -w -X main.version=$VERSION" -o ../bin/iamcopilotd ./cmd/iamcopilotd)
  (cd "$1/desktop" && CGO_ENABLED=0 "${plain[@]}" -ldflags "-s -w -X github.com/iam-copilot/iam-copilot/desktop/internal/cli.Version=$VERSION" -o ../bin/iamcopilot ./cmd/iamcopilot)
  (cd "$1/desktop" && CGO_ENABLED=1 "${plain[@]}" -tags desktop,production,webkit2_41 -ldflags "-s -w -X main.version=$VERSION" -o ../bin/iam-copilot .)
}
for name in first a/second; do
  tree "$name"
  if [[ -n ${FRESH:-} ]]; then export GOCACHE="$work/cache-${name//\//-}"; fi
  programs "$work/$name"
  (cd "$work/$name" && OUT="$work/$name/out" build/package/package.sh linux sums)
done
if diff "$work/first/out/SHA256SUMS" "$work/a/second/out/SHA256SUMS"; then
  echo "reproducible: $(wc -l <"$work/first/out/SHA256SUMS") packages are the same, byte for byte"
else
  echo "reproducible: the packages above differ" >&2
  exit 1
fi

#!/usr/bin/env bash
# Installs pinned Go tools into .cache/bin, each once per version.
# Usage: build/tools.sh gotestsum|golangci-lint|gofumpt ...
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# The one place where versions of tools are named.
declare -A module=(
  [gotestsum]=gotest.tools/gotestsum@v1.13.0
  [golangci-lint]=github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
  [nfpm]=github.com/goreleaser/nfpm/v2/cmd/nfpm@v2.45.0
  [cyclonedx-gomod]=github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod@v1.9.0
  [gofumpt]=mvdan.cc/gofumpt@v0.12.0
  [compose-go]=github.com/compose-spec/compose-go/v2/cmd@v2.16.2
)
# What the program is called by its module, where that is another name.
declare -A program=([compose-go]=cmd)

bin="$PWD/.cache/bin"
mkdir -p "$bin"
for tool in "$@"; do
  [[ -n ${module[$tool]:-} ]] || { echo "tools.sh: unknown tool '$tool'; known: ${!module[*]}" >&2; exit 2; }
  stamp="$bin/.$tool"
  if [[ -x $bin/$tool && -f $stamp && $(<"$stamp") == "${module[$tool]}" ]]; then
    continue
  fi
  echo "installing ${module[$tool]}" >&2
  # `go install module@version` looks at neither go.work nor go.mod, so tools
  # never change what the product itself depends on.
  GOBIN="$bin" GOFLAGS='' GOWORK=off go install "${module[$tool]}"
  [[ -z ${program[$tool]:-} ]] || mv "$bin/${program[$tool]}" "$bin/$tool"
  echo "${module[$tool]}" >"$stamp"
done

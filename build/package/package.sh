#!/usr/bin/env bash
# Makes packages of the programs in bin/, which must have been built:
#
#   package.sh linux     deb, rpm and tar.gz of the desktop, the command line and the server
#   package.sh windows   the installer and a zip of the Windows programs
#   package.sh sbom      a CycloneDX bill of materials of each program, and of the UI's packages
#   package.sh notes     what CHANGELOG.md says of this version
#   package.sh sums      SHA256SUMS of all that lies there
#
# VERSION is by default what bin/iamcopilot says of itself. What is made goes to OUT (bin/packages).
# The same sources and tools give the same bytes: dates are those of the commit,
# owners are root, names are sorted.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

VERSION=${VERSION:-$(bin/iamcopilot version --json 2>/dev/null | sed -n 's/.*"version": *"\([^"]*\)".*/\1/p')}
[[ -n $VERSION ]] || { echo "package: bin/iamcopilot is missing; 'make package' builds it" >&2; exit 1; }
OUT=${OUT:-$PWD/bin/packages}
PACKAGE_ARCH=amd64
PACKAGE_VERSION=${PACKAGE_VERSION:-$(build/package/version.sh package "$VERSION")}
SOURCE_DATE_EPOCH=$(build/package/version.sh epoch)
export VERSION PACKAGE_ARCH PACKAGE_VERSION SOURCE_DATE_EPOCH TZ=UTC LC_ALL=C
umask 022
mkdir -p "$OUT"
STAGE=$(mktemp -d)
export STAGE
trap 'rm -rf "$STAGE"' EXIT

die() { echo "package: $*" >&2; exit 1; }
need() { for file in "$@"; do [[ -f $file ]] || die "$file is missing; 'make package' builds it"; done; }

archive() { # NAME DIRECTORY
  tar --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner --format=gnu -C "$(dirname "$2")" -cf - "$(basename "$2")" \
    | gzip -n -6 >"$OUT/$1"
}

# What the packages hold beside the programs.
stage() {
  gzip -n -9 <CHANGELOG.md >"$STAGE/changelog.gz"
  mkdir -p "$STAGE/man" "$STAGE/completion"
  (cd desktop && go run ./cmd/manpages "$STAGE/man" "$VERSION")
  gzip -n -9 "$STAGE"/man/*.1
  for shell in bash zsh fish; do bin/iamcopilot completion "$shell" >"$STAGE/completion/$shell"; done
  {
    echo "# Settings of the server; systemd reads this file as root, the server does not."
    echo "# Its data, and the key that it makes at its first start, are in /var/lib/iam-copilot."
    echo "# After a change: systemctl restart iamcopilotd"
    echo
    # Every setting with its explanation, none set: an empty SECRET_KEY means that one is made.
    sed -n '/^# --- Keys/,$p' .env.example | sed 's/^\([A-Z][A-Z_]*=\)/#\1/'
  } >"$STAGE/server.env"
}

linux() {
  need bin/iamcopilot bin/iamcopilotd bin/iam-copilot
  build/tools.sh nfpm
  stage
  local config name
  for config in desktop cli server; do
    for kind in deb rpm; do
      .cache/bin/nfpm package --config "build/package/$config.nfpm.yaml" --packager "$kind" --target "$OUT/" >"$STAGE/said" || { cat "$STAGE/said"; die "nfpm could not make the $kind of $config"; }
    done
  done

  name="iam-copilot-$PACKAGE_VERSION-linux-$PACKAGE_ARCH"
  mkdir -p "$STAGE/$name/share/man/man1" "$STAGE/$name/share/completions"
  install -m 755 bin/iam-copilot bin/iamcopilot "$STAGE/$name/"
  install -m 644 LICENSE README.md CHANGELOG.md "$STAGE/$name/"
  install -m 644 build/desktop/linux/iam-copilot.desktop build/desktop/icon.svg "$STAGE/$name/share/"
  install -m 644 "$STAGE"/man/*.gz "$STAGE/$name/share/man/man1/"
  install -m 644 "$STAGE"/completion/* "$STAGE/$name/share/completions/"
  archive "$name.tar.gz" "$STAGE/$name"

  name="iam-copilot-server-$PACKAGE_VERSION-linux-$PACKAGE_ARCH"
  mkdir -p "$STAGE/$name"
  install -m 755 bin/iamcopilotd "$STAGE/$name/"
  install -m 644 LICENSE CHANGELOG.md build/package/iamcopilotd.service build/package/sysusers.conf .env.example "$STAGE/$name/"
  archive "$name.tar.gz" "$STAGE/$name"
}

windows() {
  need bin/iam-copilot.exe bin/iamcopilot.exe
  command -v makensis >/dev/null || die "makensis is missing; install the package nsis"
  local name="iam-copilot-$PACKAGE_VERSION-windows-$PACKAGE_ARCH"
  mkdir -p "$STAGE/$name"
  cp bin/iam-copilot.exe bin/iamcopilot.exe LICENSE CHANGELOG.md "$STAGE/$name/"
  makensis -V2 -NOCD "-DVERSION=$PACKAGE_VERSION" "-DNUMBERS=$(build/package/version.sh numbers "$VERSION")" "-DFILES=$STAGE/$name" \
    "-DOUTPUT=$OUT/$name-setup.exe" build/package/windows.nsi
  find "$STAGE/$name" -exec touch -d "@$SOURCE_DATE_EPOCH" {} +
  rm -f "$OUT/$name.zip"
  (cd "$STAGE" && find "$name" -type f | sort | TZ=UTC zip -q -X -@ "$OUT/$name.zip")
}

# Bills of materials. What the tools make up anew each time is taken out: the
# serial number, and the time, which becomes the commit's.
plain() {
  jq -S --arg time "$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)" 'del(.serialNumber) | .metadata.timestamp = $time'
}
sbom() {
  build/tools.sh cyclonedx-gomod
  local program
  for program in iam-copilot iamcopilot iamcopilotd; do
    [[ -f bin/$program ]] || continue
    .cache/bin/cyclonedx-gomod bin -json -std -noserial -version "$VERSION" "bin/$program" 2>/dev/null | plain >"$OUT/$program-$PACKAGE_VERSION.cdx.json"
  done
  (cd frontend && npm sbom --package-lock-only --sbom-format cyclonedx --sbom-type application --omit dev 2>/dev/null) | plain >"$OUT/ui-$PACKAGE_VERSION.cdx.json"
}

# The notes of a tag are its section of CHANGELOG.md; without one, what is
# unreleased.
notes() {
  local wanted
  wanted=$(build/package/version.sh numbers "$VERSION")
  grep -q "^## \[$wanted\]" CHANGELOG.md || wanted=Unreleased
  awk -v wanted="## [$wanted]" 'index($0, wanted) == 1 { on = 1; next } /^## \[/ { on = 0 } on' CHANGELOG.md >"$OUT/RELEASE_NOTES.md"
  [[ -s $OUT/RELEASE_NOTES.md ]] || die "CHANGELOG.md says nothing of $wanted"
}

sums() {
  (cd "$OUT" && rm -f SHA256SUMS && find . -type f ! -name SHA256SUMS -printf '%P\n' | sort | xargs -d '\n' sha256sum >"$STAGE/sums" && mv "$STAGE/sums" SHA256SUMS)
}

(($# > 0)) || die "say what: linux, windows, sbom, notes, sums"
for step in "$@"; do
  case $step in
    linux | windows | sbom | notes | sums) "$step" ;;
    *) die "unknown: $step" ;;
  esac
done

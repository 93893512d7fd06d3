#!/usr/bin/env bash
# The application for macOS: a universal program in an .app, signed, in a disk
# image, notarised. Runs on macOS only (Xcode's command line tools, Go, Node);
# .github/workflows/release.yml calls it there. It has not been run on the
# machines where the rest is tested: look at its first run closely.
#
#   MACOS_IDENTITY     "Developer ID Application: …" in the keychain; empty: signed ad hoc, not notarised
#   MACOS_NOTARY       a profile that `xcrun notarytool store-credentials` has kept
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

[[ $(uname) == Darwin ]] || { echo "macos.sh: runs on macOS only" >&2; exit 2; }
VERSION=${VERSION:-$(git describe --tags --always --dirty)}
package=$(build/package/version.sh package "$VERSION")
numbers=$(build/package/version.sh numbers "$VERSION")
OUT=${OUT:-$PWD/bin/packages}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
app="$work/image/IAM Copilot.app"
mkdir -p "$OUT" "$app/Contents/MacOS" "$app/Contents/Resources"

for arch in arm64 amd64; do
  (cd desktop && GOOS=darwin GOARCH=$arch CGO_ENABLED=1 CGO_LDFLAGS='-framework UniformTypeIdentifiers' MACOSX_DEPLOYMENT_TARGET=11.0 \
    go build -trimpath -tags desktop,production -ldflags "-w -s -X main.version=$VERSION" -o "$work/iam-copilot-$arch" .)
  (cd desktop && GOOS=darwin GOARCH=$arch CGO_ENABLED=0 \
    go build -trimpath -ldflags "-w -s -X github.com/iam-copilot/iam-copilot/desktop/internal/cli.Version=$VERSION" -o "$work/iamcopilot-$arch" ./cmd/iamcopilot)
done
# One name in two spellings would be one file on macOS's file systems; these two are not.
lipo -create -output "$app/Contents/MacOS/iam-copilot" "$work/iam-copilot-arm64" "$work/iam-copilot-amd64"
lipo -create -output "$app/Contents/MacOS/iamcopilot" "$work/iamcopilot-arm64" "$work/iamcopilot-amd64"

mkdir "$work/icon.iconset"
for size in 16 32 128 256 512; do
  sips -z $size $size build/desktop/appicon.png --out "$work/icon.iconset/icon_${size}x$size.png" >/dev/null
  sips -z $((size * 2)) $((size * 2)) build/desktop/appicon.png --out "$work/icon.iconset/icon_${size}x$size@2x.png" >/dev/null
done
iconutil -c icns -o "$app/Contents/Resources/iconfile.icns" "$work/icon.iconset"

plist="$app/Contents/Info.plist"
sed -e 's/{{.Info.ProductName}}/IAM Copilot/' -e 's/{{.OutputFilename}}/iam-copilot/' -e "s/{{.Info.ProductVersion}}/$numbers/" \
  -e 's/{{.Info.Comments}}/Write, check and reason about AWS IAM policies/' \
  -e 's/{{.Info.Copyright}}/Copyright 2026 the IAM Copilot contributors/' build/desktop/darwin/Info.plist >"$plist"
plutil -insert CFBundleURLTypes -json '[{"CFBundleURLName": "io.iam-copilot.desktop", "CFBundleURLSchemes": ["iamcopilot"]}]' "$plist"
plutil -lint "$plist"

sign=(codesign --force --sign "${MACOS_IDENTITY:--}")
[[ -z ${MACOS_IDENTITY:-} ]] || sign+=(--options runtime --timestamp)
"${sign[@]}" "$app/Contents/MacOS/iamcopilot"
"${sign[@]}" "$app"
codesign --verify --deep --strict "$app"

ln -s /Applications "$work/image/Applications"
dmg="$OUT/iam-copilot-$package-macos-universal.dmg"
hdiutil create -quiet -ov -fs HFS+ -format UDZO -volname "IAM Copilot" -srcfolder "$work/image" "$dmg"
if [[ -n ${MACOS_IDENTITY:-} ]]; then
  codesign --sign "$MACOS_IDENTITY" --timestamp "$dmg"
  if [[ -n ${MACOS_NOTARY:-} ]]; then
    xcrun notarytool submit "$dmg" --keychain-profile "$MACOS_NOTARY" --wait
    xcrun stapler staple "$dmg"
    spctl --assess --type open --context context:primary-signature "$dmg"
  fi
fi
echo "$dmg"

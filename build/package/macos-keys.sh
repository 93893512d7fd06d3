#!/usr/bin/env bash
# Puts the keys for signing and notarising into a keychain of their own, on a
# runner that is thrown away afterwards. Not run where the rest is tested.
#   CERTIFICATE (PKCS#12, base64), CERTIFICATE_PASSWORD, NOTARY_KEY (.p8, text), NOTARY_KEY_ID, NOTARY_ISSUER
set -euo pipefail
[[ $(uname) == Darwin ]] || { echo "macos-keys.sh: runs on macOS only" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
umask 077
keychain="$HOME/Library/Keychains/release.keychain-db"
password=$(openssl rand -hex 24)
base64 -d <<<"$CERTIFICATE" >"$work/certificate.p12"
printf '%s' "$NOTARY_KEY" >"$work/notary.p8"
security create-keychain -p "$password" "$keychain"
security set-keychain-settings -lut 7200 "$keychain"
security unlock-keychain -p "$password" "$keychain"
security import "$work/certificate.p12" -k "$keychain" -P "$CERTIFICATE_PASSWORD" -T /usr/bin/codesign
security set-key-partition-list -S apple-tool:,apple: -k "$password" "$keychain" >/dev/null
security list-keychains -d user -s "$keychain" login.keychain-db
xcrun notarytool store-credentials iam-copilot --key "$work/notary.p8" --key-id "$NOTARY_KEY_ID" --issuer "$NOTARY_ISSUER"

#!/usr/bin/env bash
# The version in the forms that packages want, from the program's own
# (git describe, or a tag):
#
#   version.sh package VERSION   1.4.0, 1.4.0~rc.1, 1.4.0+3.gabc1234; sorts as deb and rpm compare
#   version.sh numbers VERSION   1.4.0: what Windows and macOS take
#   version.sh epoch             the commit's time in seconds: the one date in all artefacts
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

version=${2:-}
version=${version#v}
[[ $version =~ ^([0-9]+\.[0-9]+\.[0-9]+)(-([a-z]+\.?[0-9]*))?(-([0-9]+)-(g[0-9a-f]+))?(-dirty)?$ ]] || {
  # No tag yet: below every release, in the order of the commits.
  commit=$(sed 's/[^0-9A-Za-z]//g' <<<"$version")
  BASH_REMATCH=('' 0.0.0 '' '' yes "$(git rev-list --count HEAD 2>/dev/null || echo 0)" "g${commit:-0}" '')
}
case ${1:-} in
  numbers) echo "${BASH_REMATCH[1]}" ;;
  package)
    out=${BASH_REMATCH[1]}
    [[ -z ${BASH_REMATCH[3]} ]] || out+="~${BASH_REMATCH[3]}"
    [[ -z ${BASH_REMATCH[4]} ]] || out+="+${BASH_REMATCH[5]}.${BASH_REMATCH[6]}"
    [[ -z ${BASH_REMATCH[7]} ]] || out+='.dirty'
    echo "$out"
    ;;
  epoch) echo "${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 1767225600)}" ;;
  *)
    echo "usage: version.sh package|numbers VERSION, or version.sh epoch" >&2
    exit 2
    ;;
esac

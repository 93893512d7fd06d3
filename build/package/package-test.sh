#!/usr/bin/env bash
# Packages of the programs in bin/, installed and removed by the real dpkg and
# rpm in empty roots, where their scripts run too; nothing of this machine
# changes. Writes .cache/reports/package.xml. Needs root, for chroot.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

report=$PWD/.cache/reports/package.xml
mkdir -p "$(dirname "$report")"
work=$(mktemp -d)
server=''
finish() {
  local code=$?
  [[ -z $server ]] || kill "$server" 2>/dev/null || true
  rm -rf "$work"
  exit "$code"
}
trap finish EXIT
trap 'exit 130' INT TERM HUP
export PATH=$PATH:/usr/sbin:/sbin

as_root() { if ((EUID == 0)); then "$@"; else sudo -n env "PATH=$PATH" "$@"; fi; }
for program in dpkg rpm dpkg-deb systemd-analyze desktop-file-validate appstreamcli; do
  command -v "$program" >/dev/null || { echo "package-test: $program is missing; run build/setup.sh" >&2; exit 1; }
done

chroot=$(command -v chroot)
cases=0 failures=0 cases_xml=''
check() { # WHAT COMMAND...
  local what=$1 said
  shift
  cases=$((cases + 1))
  if said=$("$@" 2>&1); then
    echo "  ok    $what"
    cases_xml+="<testcase classname=\"package\" name=\"$what\"/>"$'\n'
  else
    failures=$((failures + 1))
    echo "  FAIL  $what"$'\n'"        ${said:0:1500}"
    cases_xml+="<testcase classname=\"package\" name=\"$what\"><failure>see the output</failure></testcase>"$'\n'
  fi
}

# Said once: a commit in the middle of the test would change them.
version=$(bin/iamcopilot version --json | sed -n 's/.*"version": *"\([^"]*\)".*/\1/p')
PACKAGE_VERSION=$(build/package/version.sh package "$version")
SOURCE_DATE_EPOCH=$(build/package/version.sh epoch)
export PACKAGE_VERSION SOURCE_DATE_EPOCH

# --- what is packed -----------------------------------------------------------
out="$work/packages"
check 'packages are made' env OUT="$out" build/package/package.sh linux sums
check 'sums are right' bash -c "cd '$out' && sha256sum --quiet -c SHA256SUMS"
check 'desktop entry' desktop-file-validate build/desktop/linux/iam-copilot.desktop
check 'AppStream' appstreamcli validate --no-net build/package/io.iam_copilot.desktop.metainfo.xml

secretless() { # no setting is set, and no key lies in any package
  local deb
  for deb in "$out"/*.deb; do
    dpkg-deb --fsys-tarfile "$deb" | tar -tf - | grep -E '\.key$|\.sqlite|\.pem$' && return 1
  done
  ! dpkg-deb --fsys-tarfile "$out"/iam-copilot-server_*.deb | tar -xOf - ./etc/iam-copilot/server.env | grep -vE '^(#|$)'
}
check 'no secret is packed' secretless

modes() { # everything is root's, and nobody else may write it
  local deb
  for deb in "$out"/*.deb; do
    dpkg-deb --fsys-tarfile "$deb" | tar --numeric-owner -tvf - | awk '$2 != "0/0" || (substr($1, 1, 1) != "l" && substr($1, 6, 1) == "w") || substr($1, 9, 1) == "w" { print; bad = 1 } END { exit bad }' || return 1
  done
}
check 'files are of root and written by root alone' modes

# What the window's program is linked with comes with what the package asks for.
linked() {
  command -v apt-get >/dev/null || return 0
  apt-get install --simulate --no-install-recommends -o Debug::NoLocking=1 "$out"/iam-copilot_*.deb | grep -q '^Inst iam-copilot '
}
check 'its dependencies are there to be had' linked

# --- an empty root, with as much as scripts of packages may expect ------------
bring() { # ROOT PROGRAM...: with the libraries it is linked with
  local root=$1 program path library
  shift
  for program in "$@"; do
    path=$(command -v "$program")
    install -D "$path" "$root/usr/bin/${path##*/}"
    while read -r library; do install -D "$library" "$root$library"; done < <(ldd "$path" | grep -oE '/[^ ]+' | sort -u)
  done
}
empty_root() { # ROOT
  mkdir -p "$1"/{etc,tmp,var/tmp,var/lib/dpkg/info,var/lib/dpkg/updates,usr/bin,dev}
  touch "$1"/var/lib/dpkg/{status,available} "$1"/etc/{shadow,gshadow} "$1/dev/null"
  ln -s usr/bin "$1/bin"
  ln -s usr/bin "$1/sbin"
  ln -s bin "$1/usr/sbin"
  echo 'root:x:0:0:root:/:/bin/sh' >"$1/etc/passwd"
  echo 'root:x:0:' >"$1/etc/group"
  echo 'passwd: files' >"$1/etc/nsswitch.conf"
  bring "$1" sh getent useradd userdel rm grep
  as_root chown -R 0:0 "$1"
}
# Everything but the package systems' own books, what useradd writes, and folders
# that other packages of a whole system own.
files_of() { as_root find "$1" -mindepth 1 \( -path "$1/var/lib/dpkg" -o -path "$1/var/lib/rpm" -o -path "$1/var/log" -o -path "$1/var/cache" \) -prune -o ! -path "$1/etc/*-" ! -name '.pwd.lock' ! -path "$1/etc/sub?id" -printf '%P %y\n' | grep -E 'iam-?copilot|iam_copilot| [^d]$' | sort; }

left=''
kept() { # ROOT: the same files as before the package came
  left=$(diff "$1.before" <(files_of "$1")) || { echo "$left"; return 1; }
}
in_root() { # ROOT COMMAND...
  local root=$1
  shift
  as_root env -i PATH=/usr/bin "$chroot" "$root" "$@"
}
commands_run() { in_root "$1" iamcopilot version | grep -q "^iamcopilot $2 " && in_root "$1" iamcopilot policy --help >/dev/null; }

# The packaged server, as its own user, with the packaged settings.
serves() { # ROOT
  local root=$1 port try
  port=$(node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); });')
  as_root install -d -m 700 -o "$(id_in "$root" 3)" -g "$(id_in "$root" 4)" "$root/var/lib/iam-copilot"
  as_root env -i PATH=/usr/bin DATA_DIR=/var/lib/iam-copilot HOST=127.0.0.1 PORT="$port" \
    "$chroot" --userspec="$(id_in "$root" 3):$(id_in "$root" 4)" "$root" iamcopilotd serve >"$work/server.log" 2>&1 &
  server=$!
  for ((try = 0; try < 100; try++)); do
    if in_root "$root" /usr/bin/env -i PORT="$port" iamcopilotd healthcheck >/dev/null 2>&1; then break; fi
    sleep 0.2
  done
  as_root kill "$server" && wait "$server" || true
  server=''
  [[ -f $root/var/lib/iam-copilot/iam-copilot.sqlite ]] || { cat "$work/server.log"; return 1; }
  ((try < 100)) || { cat "$work/server.log"; return 1; }
}
id_in() { sed -n 's/^iam-copilot:/:/p' "$1/etc/passwd" | cut -d: -f"$2"; }

# --- deb ----------------------------------------------------------------------
deb="$work/deb"
empty_root "$deb"
bring "$deb" env
files_of "$deb" >"$deb.before"
with_dpkg() { as_root dpkg --root="$deb" --force-depends --log=/dev/null "$@"; }
check 'deb: command line installs' with_dpkg -i "$out"/iam-copilot-cli_*.deb
check 'deb: command line runs' commands_run "$deb" "$version"
check 'deb: the desktop takes the place of the command line' with_dpkg --auto-deconfigure -B -i "$out"/iam-copilot_*.deb
check 'deb: server installs' with_dpkg -i "$out"/iam-copilot-server_*.deb
check 'deb: the user is there' grep -q '^iam-copilot:' "$deb/etc/passwd"
check 'deb: server serves' serves "$deb"
check 'deb: unit' systemd-analyze verify --man=no --recursive-errors=no --root="$deb" iamcopilotd.service
edited() { echo '#mine' | as_root tee -a "$deb/etc/iam-copilot/server.env" >/dev/null && with_dpkg --force-confdef --force-confold -i "$out"/iam-copilot-server_*.deb && grep -q '^#mine$' "$deb/etc/iam-copilot/server.env"; }
check 'deb: installed again, changed settings stay' edited
removed() { with_dpkg -r iam-copilot iam-copilot-server && [[ -f $deb/etc/iam-copilot/server.env && -f $deb/var/lib/iam-copilot/iam-copilot.sqlite ]] && ! [[ -e $deb/usr/bin/iamcopilotd ]]; }
check 'deb: removed, settings and data stay' removed
purged() { as_root rm -rf "$deb/var/lib/iam-copilot" && with_dpkg -P iam-copilot iam-copilot-cli iam-copilot-server && kept "$deb" && ! grep -q iam-copilot "$deb/etc/passwd"; }
check 'deb: purged, nothing is left' purged

# --- rpm ----------------------------------------------------------------------
rpm="$work/rpm"
empty_root "$rpm"
bring "$rpm" env
files_of "$rpm" >"$rpm.before"
with_rpm() { as_root rpm --root="$rpm" --dbpath=/var/lib/rpm --nosignature "$@"; }
check 'rpm: desktop and server install' with_rpm -i --nodeps "$out"/iam-copilot-"$PACKAGE_VERSION"*.rpm "$out"/iam-copilot-server-*.rpm
check 'rpm: command line runs' commands_run "$rpm" "$version"
check 'rpm: server serves' serves "$rpm"
check 'rpm: files are as they were packed' with_rpm -V --nodeps iam-copilot iam-copilot-server
rpm_removed() { as_root rm -rf "$rpm/var/lib/iam-copilot" && with_rpm -e iam-copilot iam-copilot-server && kept "$rpm" && ! grep -q iam-copilot "$rpm/etc/passwd"; }
check 'rpm: erased, nothing is left' rpm_removed

# --- the unit's walls ---------------------------------------------------------
check 'unit: exposure is small' systemd-analyze security --offline=true --threshold=20 build/package/iamcopilotd.service

# --- what users unpack --------------------------------------------------------
unpacked() {
  tar -C "$work" -xzf "$out"/iam-copilot-"$PACKAGE_VERSION"-linux-amd64.tar.gz && "$work/iam-copilot-$PACKAGE_VERSION-linux-amd64/iamcopilot" version \
    && MANPAGER=cat man -l "$work/iam-copilot-$PACKAGE_VERSION-linux-amd64/share/man/man1/iamcopilot.1.gz" | grep -q iamcopilot
}
if command -v man >/dev/null; then check 'archive: command line and its manual' unpacked; fi

cat >"$report" <<XML
<?xml version="1.0" encoding="UTF-8"?>
<testsuites><testsuite name="package" tests="$cases" failures="$failures">
$cases_xml</testsuite></testsuites>
XML
echo
echo "package: $((cases - failures)) of $cases as they should be"
((failures == 0))

#!/usr/bin/env bash
# Installs what the tests need on Debian or Ubuntu. Safe to run again: with
# everything in place it takes about a second and asks for no rights.
#
# `make run` needs none of this, only Go and Node.
#
# Settings:
#   CHROMIUM_PATH   browser for the end-to-end tests; found by
#                   build/chromium.sh when unset
#   SKIP_APT=1      install no Debian packages (the machine has its own way)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { echo "setup: $*" >&2; }
die() { say "$*"; exit 1; }

# --- what must be there already ---------------------------------------------
command -v go >/dev/null || die "Go 1.26 or newer is needed (https://go.dev/dl/)"
command -v node >/dev/null || die "Node 20 or newer is needed (https://nodejs.org/)"
command -v npm >/dev/null || die "npm is needed; it comes with Node"
node -e 'process.exit(parseInt(process.versions.node, 10) >= 20 ? 0 : 1)' \
  || die "Node 20 or newer is needed; this is $(node --version)"
[[ $(go env GOVERSION) =~ ^go1\.([0-9]+) && ${BASH_REMATCH[1]} -ge 26 ]] \
  || die "Go 1.26 or newer is needed; this is $(go env GOVERSION)"

# --- Debian packages ----------------------------------------------------------
packages=(
  # the desktop window and its tests. libc6-dev and xauth are only recommended
  # by gcc and xvfb, and recommendations are not installed here.
  gcc libc6-dev pkg-config libgtk-3-dev libwebkit2gtk-4.1-dev
  xvfb xauth xdotool imagemagick dbus at-spi2-core fonts-dejavu-core webkit2gtk-driver
  gnome-keyring libsecret-tools
  # real databases
  postgresql redis-server sqlite3 jq
  # several servers behind it
  nginx
  # packages: the tools that install them, and those that look at what is in them
  rpm desktop-file-utils appstream nsis zip
  # the AWS emulator
  python3 python3-venv
  curl ca-certificates
)

installed() { [[ $(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null) == installed ]]; }

as_root() {
  if ((EUID == 0)); then
    "$@"
  elif command -v sudo >/dev/null; then
    # Without a terminal nobody could answer a question for a password.
    if [[ -t 0 ]]; then sudo "$@"; else sudo -n "$@"; fi
  else
    die "needs root to run: $* (and there is no sudo)"
  fi
}

apt_install() {
  say "installing $*"
  # RUNLEVEL=1 keeps packages from starting their services: the tests start
  # their own, and a developer's machine should not gain daemons.
  as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 \
    apt-get -o DPkg::Lock::Timeout=300 install -y -q --no-install-recommends "$@" >&2
}

updated=''
apt_update() {
  [[ -z $updated ]] || return 0
  as_root apt-get -o DPkg::Lock::Timeout=300 update -q >&2
  updated=1
}

if [[ -z ${SKIP_APT:-} ]]; then
  command -v apt-get >/dev/null || die "this is neither Debian nor Ubuntu: install the equivalents of ${packages[*]} chromium, then set SKIP_APT=1"
  missing=()
  for package in "${packages[@]}"; do
    installed "$package" || missing+=("$package")
  done
  if ((${#missing[@]} > 0)); then
    apt_update
    apt_install "${missing[@]}"
  fi
  if ! build/chromium.sh >/dev/null 2>&1; then
    apt_update
    # Ubuntu's chromium is a hollow package that installs a snap, which does
    # not run in containers nor under a test driver.
    candidate=$(apt-cache policy chromium | sed -n 's/^ *Candidate: //p')
    if [[ -n $candidate && $candidate != '(none)' && $candidate != *snap* ]]; then
      apt_install chromium
    fi
  fi
fi

# --- Python: the AWS emulator -------------------------------------------------
venv="$PWD/.cache/venv"
python=''
for candidate in /usr/bin/python3 python3; do
  if command -v "$candidate" >/dev/null \
    && "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))' 2>/dev/null; then
    python=$(command -v "$candidate")
    break
  fi
done
[[ -n $python ]] || die "Python 3.10 or newer with its venv module is needed"

# A virtual environment holds absolute paths, so its own place belongs to the stamp.
stamp="$venv $($python --version) $(sha256sum <build/requirements.txt)"
if [[ ! -f $venv/.stamp || $(<"$venv/.stamp") != "$stamp" ]]; then
  say "Python packages into .cache/venv"
  rm -rf "$venv"
  "$python" -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check -r build/requirements.txt >&2
  echo "$stamp" >"$venv/.stamp"
fi

# --- Node packages, Go tools --------------------------------------------------
build/npm-ci.sh
build/npm-ci.sh backend/internal/testkit/oidc
build/tools.sh gotestsum nfpm

# --- the browser, as a last resort from Playwright ----------------------------
if ! build/chromium.sh >/dev/null 2>&1; then
  say "no Chromium among the system's packages: letting Playwright fetch its own"
  (cd frontend && npx --no-install playwright install chromium >&2)
  as_root "$(command -v node)" frontend/node_modules/@playwright/test/cli.js install-deps chromium >&2
fi
build/chromium.sh >/dev/null || die "no Chromium: install one and set CHROMIUM_PATH to its program"
say "ready"

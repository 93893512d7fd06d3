#!/usr/bin/env bash
# The desktop program in its own window: builds bin/iam-copilot, runs it on a
# display, a session bus and a keyring of its own, and drives the real window
# with WebKitWebDriver. Writes .cache/reports/desktop.xml and a picture of the
# window, .cache/reports/window.png. Needs what build/setup.sh installs.
#
#   DESKTOP_BINARY=path   drive this program instead of building one
#   UPDATE_PICTURE=1      make docs/images/window.png anew, too
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

root=$PWD
report="$root/.cache/reports/desktop.xml"
work="$root/.cache/desktop"
mkdir -p "$root/.cache/reports"
rm -rf "$work"
mkdir -p "$work/home" "$work/run"
chmod 700 "$work/run"

die() { echo "desktop-smoke: $*" >&2; exit 1; }
for program in gcc pkg-config Xvfb xdotool import identify dbus-run-session gnome-keyring-daemon WebKitWebDriver node; do
  command -v "$program" >/dev/null || die "$program is missing; run build/setup.sh"
done

binary=${DESKTOP_BINARY:-}
if [[ -z $binary ]]; then
  [[ -f frontend/dist/index.html ]] || make --no-print-directory frontend/dist/index.html
  # -buildvcs=false: Go would stop where git refuses to answer, as in a tree of another user.
  (cd desktop && go build -buildvcs=false -tags desktop,production,webkit2_41 -ldflags "-w -s" -o ../bin/iam-copilot .)
  binary="$root/bin/iam-copilot"
fi
read -ra flags <<<"$(pkg-config --cflags --libs webkit2gtk-4.1)"
gcc -shared -fPIC -O1 -Wall -o "$work/automation.so" build/desktop/automation.c "${flags[@]}"

display_pid=''
run_pid=''
finish() {
  local code=$?
  # timeout passes the signal on to everything that it has started.
  [[ -z $run_pid ]] || kill "$run_pid" 2>/dev/null || true
  if [[ -n $display_pid ]]; then
    kill "$display_pid" 2>/dev/null || true
    wait "$display_pid" 2>/dev/null || true
  fi
  if ((code != 0)); then
    for log in "$work"/*.log; do
      [[ -s $log ]] || continue
      echo "--- end of ${log##*/}" >&2
      tail -n 15 "$log" >&2
    done
  fi
  exit "$code"
}
trap finish EXIT
trap 'exit 130' INT TERM HUP

# The X server chooses a free display and says which.
mkfifo "$work/display"
Xvfb -displayfd 3 -screen 0 1440x900x24 -nolisten tcp -noreset 3>"$work/display" >"$work/xvfb.log" 2>&1 &
display_pid=$!
display=''
read -r -t 30 display <"$work/display" || die "the X server does not start: $(<"$work/xvfb.log")"

# A session bus that starts no services of the machine's.
cat >"$work/bus.conf" <<'XML'
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
XML

# An almost empty environment: no setting of the developer's, and none of the
# developer's own keyring, display or data. LIBGL_ALWAYS_SOFTWARE: there is no
# graphics card in a test.
echo "desktop: $binary"
timeout --kill-after=10 300 env -i \
  PATH="$PATH" LANG=C.UTF-8 HOME="$work/home" XDG_RUNTIME_DIR="$work/run" DISPLAY=":$display" \
  LIBGL_ALWAYS_SOFTWARE=1 GDK_BACKEND=x11 NO_AT_BRIDGE=1 GTK_THEME=Adwaita \
  BINARY="$binary" SHIM="$work/automation.so" WORK="$work" REPORT="$report" PICTURE="$root/.cache/reports/window.png" \
  dbus-run-session --config-file="$work/bus.conf" -- bash -c '
    set -euo pipefail
    printf password | gnome-keyring-daemon --foreground --unlock --components=secrets >"$WORK/keyring.log" 2>&1 &
    keyring=$!
    trap "kill $keyring 2>/dev/null || true" EXIT
    node build/desktop/smoke.mjs
  ' &
run_pid=$!
wait "$run_pid"
run_pid=''

if [[ -n ${UPDATE_PICTURE:-} ]]; then
  mkdir -p docs/images
  cp .cache/reports/window.png docs/images/window.png
fi

#!/usr/bin/env bash
# Every test there is, against real services: what `make test` and CI run.
#
#   build/test.sh [PHASE...]     all phases, or only those named:
#                                go frontend e2e desktop smoke backup package, and those
#                                that run only when named: race faults fuzz-api
#
# All phases run even when an earlier one fails. The last line alone says how
# it went: "N passed, N failed, N skipped". The exit code is 0 only when
# nothing failed, was skipped without a reason, or did not run at all.
# Needs no terminal and reads nothing from standard input.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec </dev/null

reports="$PWD/.cache/reports"
mkdir -p "$reports"

# Two runs in one tree would overwrite each other's reports and binaries.
exec 9>.cache/test.lock
if ! flock -n 9; then
  echo "another test run is going on in this tree; waiting for it" >&2
  flock 9
fi

rm -f "$reports"/*.xml
phases="$reports/phases.tsv"
: >"$phases"

export CI=1
# Nothing of the developer's own AWS account, and nothing of a .env that the
# shell may have loaded, may reach the tests.
unset AWS_PROFILE AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_REGION AWS_DEFAULT_REGION \
  AWS_ENDPOINT_URL SECRET_KEY SECRET_KEY_PREVIOUS DATABASE_URL DATA_DIR REDIS_URL PORT HOST \
  IAMCOPILOT_TEST_SQLITE_ONLY
export AWS_EC2_METADATA_DISABLED=true AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null

wanted=("$@")
want() {
  ((${#wanted[@]} == 0)) && return 0
  local phase
  for phase in "${wanted[@]}"; do [[ $phase == "$1" ]] && return 0; done
  return 1
}

# The long forms of what the Go tests do shortly.
asked() { ((${#wanted[@]} > 0)) && want "$1"; }
go_faults() { # NAME FLAGS...
  local name=$1
  shift
  phase "$name" "go-$name.xml" in_dir backend ../.cache/bin/gotestsum --format testname --junitfile "$reports/go-$name.xml" \
    -- -count=1 -timeout=4h "$@" ./faults
}

go_race() { # NAME PACKAGES...
  local name=$1
  shift
  phase "$name" "go-$name.xml" in_dir backend ../.cache/bin/gotestsum --format pkgname-and-test-fails --hide-summary skipped \
    --junitfile "$reports/go-$name.xml" -- -count=1 -timeout=30m -race "$@"
}

# Runs one phase and notes how it went; never ends the script.
phase() { # NAME REPORT COMMAND...
  local name=$1 report=$2 start=$SECONDS code=0
  shift 2
  echo
  echo "=== $name"
  "$@" 9>&- || code=$?
  ((code == 0)) || echo "=== $name: exit code $code"
  printf '%s\t%s\t%s\t%s\n' "$name" "$code" "$((SECONDS - start))" "${report:+$reports/$report}" >>"$phases"
  last=$code
}

in_dir() { # DIR COMMAND...
  (cd "$1" && shift && "$@")
}

# Packages that the machine lacks are the one thing that nothing works without.
phase setup '' build/setup.sh
if ((last == 0)); then
  CHROMIUM_PATH=$(build/chromium.sh)
  export CHROMIUM_PATH

  # Built first: the Go packages embed the UI, the other phases start the server.
  phase build '' make --no-print-directory build

  export SERVICES_DIR="$PWD/.cache/services.test" SERVICES_OWNER=$$
  trap 'build/services.sh stop' EXIT
  trap 'exit 130' INT TERM HUP
  phase services '' build/services.sh start
  if ((last == 0)); then
    # shellcheck disable=SC1091 # made by services.sh
    . "$SERVICES_DIR/env"
  fi

  if want go; then
    # -count=1: these tests read folders, databases and programs that Go's
    # cache of results knows nothing of. Without debugging tables the many test
    # programs link faster.
    for module in shared backend desktop; do
      flags=(-count=1 -timeout=20m -ldflags=-w) packages=(./...)
      [[ $module != desktop ]] || flags+=(-tags webkit2_41)
      if [[ $module == backend ]]; then
        # Its tests wait for databases and servers most of the time.
        flags+=("-p=$(($(nproc) * 3 / 2))")
        mapfile -t packages < <(cd backend && go list ./... | grep -vE '/internal/(platform|access)(/|$)')
      fi
      phase "go $module" "go-$module.xml" in_dir "$module" ../.cache/bin/gotestsum \
        --format pkgname-and-test-fails --hide-summary skipped --junitfile "$reports/go-$module.xml" \
        -- "${flags[@]}" "${packages[@]}"
    done
    # What rooms stand on is tested with the race detector; `make test-race` has
    # it for everything, and takes three times as long.
    go_race race ./internal/platform/... ./internal/access/...
  fi
  # Both name their report files in their own configuration.
  if want frontend; then phase frontend vitest.xml in_dir frontend npm run --silent test; fi
  if want e2e; then phase e2e playwright.xml in_dir frontend npm run --silent e2e; fi
  if want desktop; then phase desktop desktop.xml build/desktop-smoke.sh; fi
  if want smoke; then phase smoke smoke.xml build/smoke.sh; fi
  if want backup; then phase backup backup.xml build/backup-test.sh; fi
  # Packs what the phases before have built.
  if want package; then
    [[ -x bin/iam-copilot ]] || phase 'build window' '' make --no-print-directory desktop
    phase package package.xml build/package/package-test.sh
  fi
  if asked race; then go_race race-all ./...; fi
  if asked faults; then go_faults faults -skip '^TestAnswersAreThoseOfTheDocument$'; fi
  if asked fuzz-api; then go_faults fuzz-api -v -run '^TestAnswersAreThoseOfTheDocument$'; fi
fi

node build/junit-sum.mjs "$phases" build/allowed-skips.txt 9>&-

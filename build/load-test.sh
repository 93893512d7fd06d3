#!/usr/bin/env bash
# Several servers behind nginx, load, and soak, at length: what backend/load does
# shortly in `make test`.
#
#   build/load-test.sh scale     replace servers and the master key under load
#   build/load-test.sh bench     the table of docs/load.md
#   build/load-test.sh profile   the same, with each request's use of the processor in .cache/profiles
#   build/load-test.sh tenants   many tenants and a long audit log (TENANTS, AUDIT_ROWS)
#   build/load-test.sh soak      mixed load with faults; nothing may grow
#
# Settings: SCALE (1m), LOAD (10s for each measurement), SOAK (1h), TENANTS
# (100000), AUDIT_ROWS (50000000, which takes some 15 GB in /dev/shm). Services are
# started, and end with this script, unless TEST_POSTGRES_URL names some.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

usage() {
  sed -n '2,14s/^# \{0,1\}//p' build/load-test.sh >&2
  exit 2
}
[[ ${1:-} =~ ^(scale|soak|bench|profile|tenants)$ ]] || usage

if [[ -z ${TEST_POSTGRES_URL:-} ]]; then
  export SERVICES_DIR="$PWD/.cache/services.load" SERVICES_OWNER=$$
  root=$PWD
  trap '"$root/build/services.sh" stop' EXIT
  trap 'exit 130' INT TERM HUP
  eval "$(build/services.sh start)"
fi

cd backend
case ${1:-} in
  scale)
    SCALE=${SCALE:-1m} go test -count=1 -timeout=4h -v -run '^(TestSeveralServersBehindNginx|TestAJobGoesOnAtAnotherServer)$' ./load
    ;;
  soak)
    SOAK=${SOAK:-1h} go test -count=1 -timeout=48h -v -run '^TestSoak$' ./load
    ;;
  tenants)
    TENANTS=${TENANTS:-100000} AUDIT_ROWS=${AUDIT_ROWS:-50000000} LOAD=${LOAD:-10s} \
      go test -count=1 -timeout=8h -run '^$' -bench '^BenchmarkTenants$' -benchtime 1x ./load
    ;;
  bench)
    LOAD=${LOAD:-10s} go test -count=1 -timeout=4h -run '^$' -bench '^BenchmarkLoad$' -benchtime 1x ./load
    ;;
  profile)
    mkdir -p ../.cache/profiles
    LOAD=${LOAD:-10s} LOAD_PROFILE="$PWD/../.cache/profiles" go test -count=1 -timeout=4h -run '^$' -bench '^BenchmarkLoad$' -benchtime 1x ./load
    echo "go tool pprof -top -focus=workerFunc .cache/profiles/NAME.pprof: what the server does, without the generator" >&2
    ;;
esac

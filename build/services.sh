#!/usr/bin/env bash
# Real services for the tests: Postgres, Redis and an AWS emulator (moto), each
# on a free port of 127.0.0.1, each thrown away afterwards.
#
#   eval "$(build/services.sh start)"     start, wait until ready, print exports
#   build/services.sh env                 print the exports of what is running
#   build/services.sh stop                stop and delete everything
#
# Settings:
#   SERVICES_DIR=DIR   where the state is kept (default .cache/services), so
#                      that two sets can run side by side
#   SERVICES_OWNER=PID stop everything as soon as this process is gone, however
#                      it went (also kill -9). Without it, services stay up.
#   PG_BIN=DIR         folder with initdb and pg_ctl; found when unset
#
# Exports:
#   TEST_POSTGRES_URL  superuser of an empty cluster; row security needs a role
#                      of its own, which a test makes
#   TEST_POSTGRES_SOCKET  folder of the same server's unix socket
#   TEST_REDIS_URL     database 0, empty
#   TEST_AWS_ENDPOINT, TEST_AWS_ACCESS_KEY_ID, TEST_AWS_SECRET_ACCESS_KEY
#                      emulator that checks signatures and policies, and the
#                      key of its administrator
#   MOTO_SERVER        program, for tests that want an emulator of their own
#   TEST_PYTHON        Python with boto3 and cryptography
#
# How moto 5.2 checks who may do what (moto/core/authorization.py):
#   - By default it checks nothing at all. INITIAL_NO_AUTH_ACTION_COUNT=N lets
#     the first N requests through unchecked, those of all services and all
#     accounts together; from then on each request must carry a valid SigV4
#     signature of a key that the emulator itself has made, and an identity
#     policy must allow the action (boundaries, SCPs and resource policies do
#     not count; sts:GetCallerIdentity is always allowed). sts:AssumeRole also
#     needs a trust policy that names the caller's own ARN or "*": an account's
#     root does not stand for its users there. Here N is 3, just enough to make
#     the administrator: CreateUser, PutUserPolicy, CreateAccessKey.
#   - POST /moto-api/reset-auth with the number as the body starts such a count
#     again, for the whole server, so tests that share this server must not.
#     The body must not be sent as a form (Flask would swallow it: status 500),
#     so name a Content-Type such as text/plain.
#   - POST /moto-api/reset deletes everything, the administrator included: only
#     for a server of one's own.
#   - Refusals: a wrong signature is SignatureDoesNotMatch, an unknown key
#     InvalidClientTokenId, a missing permission AccessDenied. Moto wraps them in
#     a form of its own; build/moto_server.py puts them on AWS's wire format.
#   - Not there at all (status 500 or 404): Access Analyzer, CloudTrail
#     LookupEvents, IAM SimulateCustomPolicy.
#   - MOTO_IAM_LOAD_MANAGED_POLICIES=true makes AWS's own managed policies
#     attachable; the first request to IAM then takes a second longer.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

state=${SERVICES_DIR:-.cache/services}
mkdir -p "$(dirname "$state")"
case $state in /*) ;; *) state="$PWD/$state" ;; esac

say() { echo "services: $*" >&2; }
die() { say "$*"; exit 1; }

free_port() {
  node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); });'
}

# Runs a command in a session of its own: a Ctrl-C in the terminal goes to the
# test run, which then stops the services in order. Prints its process id.
in_background() { # NAME COMMAND...
  local name=$1
  shift
  setsid "$@" >"$state/$name.log" 2>&1 </dev/null &
  echo "$! $(started "$!")" >"$state/$name.pid"
}

# When a process started, in clock ticks since the machine did. Together with
# the id it names one process for good: ids are used again, most of all after
# a restart, and a stale file must not get a stranger killed. Prints nothing
# for a process that has ended, be its end fetched (as process 1 of a container
# often fails to) or not.
started() {
  local stat fields
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 0
  # The name in brackets may hold anything; what follows it is plain.
  read -r -a fields <<<"${stat##*) }"
  [[ ${fields[0]} == Z ]] || echo "${fields[19]}"
}

# Prints the id of a service that runs, or fails.
running() { # NAME
  local pid since
  [[ -f $state/$1.pid ]] || return 1
  read -r pid since <"$state/$1.pid"
  [[ -n $since && $(started "$pid") == "$since" ]] && echo "$pid"
}

wait_for() { # NAME SECONDS COMMAND...
  local name=$1 end=$((SECONDS + $2))
  shift 2
  until "$@" >/dev/null 2>&1; do
    running "$name" >/dev/null || return 1
    ((SECONDS < end)) || { say "$name did not answer in time"; return 1; }
    sleep 0.1
  done
}

# A port that is free when asked may be taken a moment later: try again.
start_on_free_port() { # NAME STARTER
  local try
  for try in 1 2 3 4 5; do
    if "$2" "$(free_port)"; then return 0; fi
    say "$1: attempt $try failed"
    terminate "$1"
  done
  tail -n 20 "$state/$1.log" >&2 || true
  die "$1 does not start; its log is $state/$1.log"
}

# --- Postgres -----------------------------------------------------------------
# It refuses to run as root; then the user of Debian's package runs it.
pg_as=()
if ((EUID == 0)); then
  pg_user=postgres
  id "$pg_user" >/dev/null 2>&1 || pg_user=nobody
  pg_as=(setpriv --reuid="$pg_user" --regid="$(id -g "$pg_user")" --clear-groups env HOME=/tmp)
fi

pg_bin() {
  local dir
  if [[ -n ${PG_BIN:-} ]]; then echo "$PG_BIN"; return; fi
  # Debian keeps the programs of each version apart, off the PATH.
  dir=$(find /usr/lib/postgresql -mindepth 3 -maxdepth 3 -name initdb 2>/dev/null | sort -V | tail -n 1)
  [[ -n $dir ]] || dir=$(command -v initdb) || die "Postgres is not installed: run build/setup.sh"
  dirname "$dir"
}

# In memory where there is room for it: making and dropping a database for each
# test takes half as long there.
scratch() {
  local free
  free=$(df --output=avail -k /dev/shm 2>/dev/null | tail -n 1) || free=0
  if [[ -w /dev/shm ]] && ((free > 4 * 1024 * 1024)); then echo /dev/shm; else echo /tmp; fi
}

start_postgres() { # PORT
  local bin home
  bin=$(pg_bin)
  # Not below the tree: the server's user may be unable to reach it there, and
  # the path of a unix socket must stay under 108 bytes.
  home=$(mktemp -d "$(scratch)/iamc-pg.XXXXXX")
  echo "$home" >"$state/postgres.home"
  if ((EUID == 0)); then chown "$pg_user" "$home"; fi
  chmod 700 "$home"
  # In $home, for the server's user cannot stand in a folder of root's.
  (cd "$home" && "${pg_as[@]}" "$bin/initdb" -A trust -U postgres --no-sync -E UTF8 --locale=C.UTF-8 -D "$home/data") \
    >"$state/postgres.log" 2>&1 || return 1
  # Nothing here survives a crash of the machine, nor should it.
  (cd "$home" && in_background postgres "${pg_as[@]}" "$bin/postgres" -D "$home/data" \
    -p "$1" -c listen_addresses=127.0.0.1 -c unix_socket_directories="$home" \
    -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300 -c max_wal_size=512MB)
  wait_for postgres 60 "$bin/pg_isready" -q -h 127.0.0.1 -p "$1" -U postgres || return 1
  echo "export TEST_POSTGRES_URL='postgresql://postgres@127.0.0.1:$1/postgres?sslmode=disable'" >>"$state/env"
  echo "export TEST_POSTGRES_SOCKET='$home'" >>"$state/env"
}

# --- Redis --------------------------------------------------------------------
start_redis() { # PORT
  command -v redis-server >/dev/null || die "Redis is not installed: run build/setup.sh"
  in_background redis redis-server --bind 127.0.0.1 --port "$1" --save '' --appendonly no --dir "$state"
  wait_for redis 30 redis-cli -h 127.0.0.1 -p "$1" ping || return 1
  echo "export TEST_REDIS_URL='redis://127.0.0.1:$1/0'" >>"$state/env"
}

# --- AWS ----------------------------------------------------------------------
start_moto() { # PORT
  local venv="$PWD/.cache/venv"
  [[ -x $venv/bin/moto_server ]] || die "the AWS emulator is not installed: run build/setup.sh"
  # No setting of the caller's own AWS account may reach the emulator.
  in_background moto env -u AWS_PROFILE -u AWS_ACCESS_KEY_ID -u AWS_SECRET_ACCESS_KEY -u AWS_SESSION_TOKEN \
    AWS_DEFAULT_REGION=us-east-1 INITIAL_NO_AUTH_ACTION_COUNT=3 MOTO_IAM_LOAD_MANAGED_POLICIES=true \
    build/moto-server -H 127.0.0.1 -p "$1"
  wait_for moto 60 curl -fsS "http://127.0.0.1:$1/moto-api/data.json" || return 1
  "$venv/bin/python" - "http://127.0.0.1:$1" >>"$state/env" <<'PY' || return 1
import sys

import boto3

iam = boto3.client(
    "iam", endpoint_url=sys.argv[1], region_name="us-east-1",
    aws_access_key_id="bootstrap", aws_secret_access_key="bootstrap",
)
everything = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}'
iam.create_user(UserName="administrator")
iam.put_user_policy(UserName="administrator", PolicyName="everything", PolicyDocument=everything)
key = iam.create_access_key(UserName="administrator")["AccessKey"]
print(f"export TEST_AWS_ENDPOINT='{sys.argv[1]}'")
print(f"export TEST_AWS_ACCESS_KEY_ID='{key['AccessKeyId']}'")
print(f"export TEST_AWS_SECRET_ACCESS_KEY='{key['SecretAccessKey']}'")
PY
  echo "export MOTO_SERVER='$PWD/build/moto-server'" >>"$state/env"
  echo "export TEST_PYTHON='$venv/bin/python'" >>"$state/env"
}

# --- start, stop --------------------------------------------------------------
terminate() { # NAME
  local name=$1 pid signal=TERM
  # SIGQUIT is Postgres's immediate shutdown; there is nothing to keep.
  [[ $name != postgres ]] || signal=QUIT
  if pid=$(running "$name"); then
    # The negative id is the whole session that setsid has made.
    kill "-$signal" -- "-$pid" 2>/dev/null || true
    for _ in {1..50}; do
      running "$name" >/dev/null || break
      sleep 0.1
    done
    kill -KILL -- "-$pid" 2>/dev/null || true
  fi
  rm -f "$state/$name.pid"
  if [[ $name == postgres && -f $state/postgres.home ]]; then
    rm -rf "$(<"$state/postgres.home")"
    rm -f "$state/postgres.home"
  fi
}

stop() {
  [[ -d $state ]] || return 0
  local name
  for name in moto redis postgres; do terminate "$name"; done
  if [[ ${1:-} != keep-watch ]]; then terminate watch; fi
  rm -rf "$state"
}

# Waits for the end of the process that wanted the services, then stops them.
watch() { # PID
  while kill -0 "$1" 2>/dev/null; do sleep 1; done
  stop keep-watch
}

start() {
  stop
  mkdir -p "$state"
  chmod 700 "$state"
  # Half a set is none, also after Ctrl-C.
  trap 'stop' EXIT
  trap 'exit 130' INT TERM HUP
  if [[ -n ${SERVICES_OWNER:-} ]]; then
    in_background watch "$PWD/build/services.sh" watch "$SERVICES_OWNER"
  fi
  start_on_free_port postgres start_postgres
  start_on_free_port redis start_redis
  start_on_free_port moto start_moto
  trap - EXIT INT TERM HUP
  cat "$state/env"
}

case ${1:-} in
  start) start ;;
  stop) stop ;;
  watch) watch "$2" ;;
  env)
    [[ -f $state/env ]] || die "nothing is running; build/services.sh start"
    cat "$state/env"
    ;;
  *)
    echo "usage: build/services.sh start|stop|env" >&2
    exit 2
    ;;
esac

#!/usr/bin/env bash
# Backs up a server that is being written to and restores it, by the commands
# that docs/operations.md gives: SQLite and Postgres. In the restored one the
# audit chain is whole, nothing is half-done, people sign in with their
# passwords, and credentials open with the key that was kept apart; with another
# key the server does not start.
#
# Writes .cache/reports/backup.xml. Needs bin/iamcopilotd, curl, node, jq,
# sqlite3, the programs of Postgres, and the services of build/services.sh.
# BACKUP_SECONDS is for how long people write before the backup (default 2).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

[[ -x bin/iamcopilotd ]] || { echo "backup: there is no bin/iamcopilotd; run make build" >&2; exit 1; }
for name in TEST_POSTGRES_URL TEST_AWS_ENDPOINT TEST_AWS_ACCESS_KEY_ID TEST_AWS_SECRET_ACCESS_KEY; do
  [[ -n ${!name:-} ]] || { echo "backup: $name is not set: run it by make test-backup" >&2; exit 1; }
done
mkdir -p .cache/reports
program=$PWD/bin/iamcopilotd
report=$PWD/.cache/reports/backup.xml
work=$(mktemp -d)
server='' writer='' login="backup_test_$$"
secret=$(node -p 'require("node:crypto").randomBytes(32).toString("hex")')
other=$(node -p 'require("node:crypto").randomBytes(32).toString("hex")')

end() { # PID
  [[ -z $1 ]] || { kill "$1" && wait "$1"; } 2>/dev/null || true
}
finish() {
  local code=$?
  end "$writer"
  end "$server"
  for database in "${login}_a" "${login}_b"; do
    psql -qX "$TEST_POSTGRES_URL" -c "drop database if exists $database with (force)" >/dev/null 2>&1 || true
  done
  psql -qX "$TEST_POSTGRES_URL" -c "drop role if exists $login" >/dev/null 2>&1 || true
  rm -rf "$work"
  exit "$code"
}
trap finish EXIT
trap 'exit 130' INT TERM HUP

# --- what is checked ----------------------------------------------------------
cases=0 failures=0 cases_xml=''
check() { # WHAT COMMAND...
  local what=$1 out
  shift
  cases=$((cases + 1))
  if out=$("$@" 2>&1); then
    echo "  ok    $what"
    cases_xml+="<testcase classname=\"backup\" name=\"$what\"/>"$'\n'
  else
    failures=$((failures + 1))
    echo "  FAIL  $what"$'\n'"        ${out:0:1500}"
    cases_xml+="<testcase classname=\"backup\" name=\"$what\"><failure>see the output</failure></testcase>"$'\n'
  fi
}

# --- a server -----------------------------------------------------------------
settings() { # KEY DATABASE_URL
  echo "PATH=$PATH HOME=$work SECRET_KEY=$1 DATABASE_URL=$2 DATA_DIR=$work/data HOST=127.0.0.1 AWS_ENDPOINT_URL=$TEST_AWS_ENDPOINT"
}
run() { # KEY DATABASE_URL ARGUMENTS...
  local key=$1 url=$2
  shift 2
  # shellcheck disable=SC2046 # none of the settings holds a blank
  (cd "$work" && exec env -i $(settings "$key" "$url") "$program" "$@")
}
serve() { # KEY DATABASE_URL
  port=$(node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); });')
  # shellcheck disable=SC2046 # none of the settings holds a blank
  (cd "$work" && exec env -i $(settings "$1" "$2") PORT="$port" "$program" serve) >>"$work/server.log" 2>&1 &
  server=$! # of the program itself, which takes the place of the subshell
  for _ in {1..300}; do
    curl -fsS -o /dev/null "http://127.0.0.1:$port/readyz" 2>/dev/null && return 0
    kill -0 "$server" 2>/dev/null || break
    sleep 0.1
  done
  tail -n 20 "$work/server.log" >&2
  return 1
}
ask() { # METHOD PATH [BODY]
  curl -sS --fail-with-body --max-time 60 -X "$1" "http://127.0.0.1:$port/api/v1$2" \
    ${token:+-H "Authorization: Bearer $token"} ${3:+-H 'Content-Type: application/json' -d "$3"}
}
sign_in() {
  token=''
  token=$(ask POST /auth/login '{"email":"backup@example.com","password":"Quiet-Harbour-77"}' | jq -er .access_token)
}
credential() { # LABEL
  echo "{\"label\":\"$1\",\"access_key_id\":\"$TEST_AWS_ACCESS_KEY_ID\",\"secret_access_key\":\"$TEST_AWS_SECRET_ACCESS_KEY\"}"
}
write_on() {
  local i
  for ((i = 0; ; i++)); do ask POST /auth/aws-credentials "$(credential "Key $i")" >/dev/null 2>&1 || return 0; done
}
count() { ask GET '/auth/aws-credentials?limit=200' | jq '.items | length'; }

sign_in_works() { sign_in && [[ $(ask GET /auth/me | jq -r .email) == backup@example.com ]]; }
chain_verifies() { # KEY URL
  run "$1" "$2" audit verify
}
opens() { ask POST "/auth/aws-credentials/$first/verify" | jq -e '.account_id // .account'; }
refuses() { # URL
  if timeout 60 env -i PATH="$PATH" HOME="$work" SECRET_KEY="$other" DATABASE_URL="$1" PORT=0 HOST=127.0.0.1 "$program" serve >"$work/refused.log" 2>&1; then return 1; fi
  cat "$work/refused.log"
  ! grep -q '"msg":"listening"' "$work/refused.log"
}
# Each stored credential has its record: a change and its record are backed up
# together or not at all. A workspace of this test has fewer than fit one piece.
nothing_by_halves() {
  local stored recorded
  stored=$(count)
  recorded=$(ask GET '/auth/audit-log?action=vault.credential_added&success=true&limit=200' | jq '.items | length')
  echo "$stored stored, $recorded recorded"
  ((stored == recorded && stored > 1))
}

# Fills a database, backs it up while it is written to, and looks at what was
# restored.
try() { # NAME URL BACKUP RESTORE URL_OF_RESTORED
  local name=$1 url=$2 backup=$3 restore=$4 restored=$5
  echo "$name"
  serve "$secret" "$url"
  token=''
  ask POST /auth/register '{"email":"backup@example.com","password":"Quiet-Harbour-77"}' >/dev/null
  sign_in
  first=$(ask POST /auth/aws-credentials "$(credential First)" | jq -er .id)
  write_on &
  writer=$!
  sleep "${BACKUP_SECONDS:-2}"
  check "$name: backed up while people write" "$backup"
  end "$writer"
  writer=''
  end "$server"
  server=''
  check "$name: restored" "$restore"
  check "$name: the audit chain is whole" chain_verifies "$secret" "$restored"
  check "$name: another key is refused" refuses "$restored"
  serve "$secret" "$restored"
  check "$name: sign-in works" sign_in_works
  sign_in # in this shell
  check "$name: a credential opens" opens
  check "$name: nothing is there by halves" nothing_by_halves
  check "$name: it can be written to" ask POST /auth/aws-credentials "$(credential Afterwards)"
  end "$server"
  server=''
  check "$name: the audit chain goes on" chain_verifies "$secret" "$restored"
}

# --- SQLite -------------------------------------------------------------------
# shellcheck disable=SC2329 # called by name
sqlite_backup() { sqlite3 "$work/live.sqlite" ".timeout 10000" ".backup $work/copy.sqlite"; }
# shellcheck disable=SC2329 # called by name
sqlite_restore() { mv "$work/copy.sqlite" "$work/restored.sqlite" && [[ $(sqlite3 "$work/restored.sqlite" 'pragma integrity_check') == ok ]]; }
try SQLite "sqlite:///$work/live.sqlite" sqlite_backup sqlite_restore "sqlite:///$work/restored.sqlite"

# --- Postgres -----------------------------------------------------------------
# The login is no superuser and may make no roles. Tables of workspaces have row
# security, which binds their owner too: the backup is made by a superuser.
psql -qX -v ON_ERROR_STOP=1 "$TEST_POSTGRES_URL" >/dev/null <<SQL
do \$\$ begin
  if not exists (select from pg_roles where rolname = 'iamcopilot_app') then create role iamcopilot_app nologin; end if;
end \$\$;
create role $login login nosuperuser nocreatedb nocreaterole;
grant iamcopilot_app to $login;
create database ${login}_a owner $login;
SQL
in_database() { node -p 'const u = new URL(process.argv[1]); u.pathname = process.argv[2]; if (process.argv[3]) { u.username = process.argv[3]; u.password = ""; } u.href' "$TEST_POSTGRES_URL" "$1" "${2:-}"; }
# shellcheck disable=SC2329 # called by name
postgres_backup() { pg_dump --format=custom --file="$work/iam-copilot.dump" "$(in_database "${login}_a")"; }
# shellcheck disable=SC2329 # called by name
postgres_restore() {
  psql -qX "$TEST_POSTGRES_URL" -c "create database ${login}_b owner $login" &&
    pg_restore --exit-on-error --dbname="$(in_database "${login}_b")" "$work/iam-copilot.dump"
}
try Postgres "$(in_database "${login}_a" "$login")" postgres_backup postgres_restore "$(in_database "${login}_b" "$login")"

cat >"$report" <<XML
<?xml version="1.0" encoding="UTF-8"?>
<testsuites><testsuite name="backup" tests="$cases" failures="$failures">
$cases_xml</testsuite></testsuites>
XML
echo
echo "backup: $((cases - failures)) of $cases as they should be"
((failures == 0))

#!/usr/bin/env bash
# The requests of the migration guide ("User Flow", "Testing the Migration")
# against bin/iamcopilotd, letter by letter, on an empty data folder: only the
# port and the token are put in. Then what the guide leaves out: the rest of
# the endpoints it lists, wrong input, and somebody else's things.
# Writes .cache/reports/smoke.xml. Needs curl and node.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

root=$PWD
[[ -x bin/iamcopilotd ]] || { echo "smoke: there is no bin/iamcopilotd; run make build" >&2; exit 1; }
mkdir -p .cache/reports
work=$(mktemp -d)
server=''
finish() {
  local code=$?
  if [[ -n $server ]]; then
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
  fi
  rm -rf "$work"
  exit "$code"
}
trap finish EXIT
trap 'exit 130' INT TERM HUP

port=$(node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); });')
mkdir "$work/answers"
start_server() {
  # In the empty folder, so that no .env of the developer's is read; with an
  # almost empty environment, so that no setting of the shell's is.
  (cd "$work" && exec env -i PATH="$PATH" HOME="$work" PORT="$port" DATA_DIR="$work/data" "$root/bin/iamcopilotd" serve) \
    >>"$work/server.log" 2>&1 &
  server=$!
  for _ in {1..150}; do
    kill -0 "$server" 2>/dev/null || break
    if curl -fsS -o "$work/answers/ready" "http://localhost:$port/readyz" 2>/dev/null; then return 0; fi
    sleep 0.1
  done
  echo "smoke: the server does not become ready" >&2
  cat "$work/server.log" >&2
  return 1
}

# --- asking and checking ------------------------------------------------------
failures=0
cases=0
cases_xml=''
token=''
answer=0
status=''

xml() { sed -e 's/&/\&amp;/g' -e 's/</\&lt;/g' -e 's/>/\&gt;/g' -e 's/"/\&quot;/g' | tr -d '\000-\010\013\014\016-\037'; }

# Runs a curl command as the guide prints it, and keeps status and answer.
request() { # curl ...
  local arguments=() argument
  for argument in "$@"; do
    argument=${argument//http:\/\/localhost:8000/http:\/\/localhost:$port}
    arguments+=("${argument//YOUR_ACCESS_TOKEN/$token}")
  done
  answer=$((answer + 1))
  : >"$work/answers/$answer.body"
  status=$("${arguments[@]}" -sS --max-time 30 -D "$work/answers/$answer.head" -o "$work/answers/$answer.body" -w '%{http_code}') || true
}

# Checks one thing of the last answer. The condition is JavaScript and sees
# status, body (parsed, or the text), head (the header lines) and same(a, b).
check() { # WHAT CONDITION
  local what=$1 problem=''
  problem=$(node - "$status" "$work/answers/$answer" "$2" <<'JS' 2>&1
const fs = require('node:fs');
const [status, answer, condition] = process.argv.slice(2);
const text = fs.readFileSync(`${answer}.body`, 'utf8');
const head = fs.existsSync(`${answer}.head`) ? fs.readFileSync(`${answer}.head`, 'utf8') : '';
let body = text;
try { body = JSON.parse(text); } catch { /* not every answer is JSON */ }
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
let fine = false;
try {
  fine = new Function('status', 'body', 'head', 'same', `return (${condition});`)(Number(status), body, head, same);
} catch (error) { console.log(error.message); }
if (fine !== true) {
  console.log(`not so: ${condition}\nstatus ${status}\n${text.slice(0, 1500)}`);
  process.exit(1);
}
JS
  ) && problem='' || problem=${problem:-failed}
  note "$what" "$problem"
}

note() { # WHAT PROBLEM
  cases=$((cases + 1))
  local name
  name=$(xml <<<"$1")
  if [[ -z $2 ]]; then
    echo "  ok    $1"
    cases_xml+="<testcase classname=\"smoke\" name=\"$name\"/>"$'\n'
  else
    failures=$((failures + 1))
    echo "  FAIL  $1"
    echo "${2//$'\n'/$'\n'        }" | sed '1s/^/        /'
    cases_xml+="<testcase classname=\"smoke\" name=\"$name\"><failure>$(xml <<<"$2")</failure></testcase>"$'\n'
  fi
}

# An answer that tells a problem, with this status.
problem_is() { echo "status === $1 && /content-type: application\/problem\\+json/i.test(head) && body.status === $1 && typeof body.detail === 'string' && body.detail.length > 5"; }
# One value of the last answer.
field() { node -p "JSON.parse(require('node:fs').readFileSync('$work/answers/$answer.body', 'utf8')).$1 ?? ''" 2>/dev/null || true; }

api=http://localhost:8000/api/v1
json=(-H "Content-Type: application/json")
bearer=(-H "Authorization: Bearer YOUR_ACCESS_TOKEN")

start_server

# ==============================================================================
echo "User Flow"
request curl -X POST $api/auth/register "${json[@]}" -d '{
  "email": "user@example.com",
  "password": "SecurePass123",
  "full_name": "John Doe"
}'
check '1. New User Registration: 201' 'status === 201'
check '1. New User Registration: the fields shown' "body.id === 1 && body.email === 'user@example.com' && body.full_name === 'John Doe' && body.is_active === true && !Number.isNaN(Date.parse(body.created_at))"
check '1. New User Registration: no password in the answer' "Object.keys(body).every((key) => key === 'has_password' || !key.includes('assword')) && !JSON.stringify(body).includes('SecurePass123')"

request curl -X POST $api/auth/login "${json[@]}" -d '{
  "email": "user@example.com",
  "password": "SecurePass123"
}'
check '2. Login: 200 and exactly the four fields' "status === 200 && same(Object.keys(body).filter((key) => key !== '\$schema').sort(), ['access_token', 'expires_in', 'refresh_token', 'token_type'])"
check '2. Login: bearer, 900 seconds, a JWT' "body.token_type === 'bearer' && body.expires_in === 900 && body.access_token.split('.').length === 3 && body.access_token.startsWith('eyJ') && body.refresh_token.length >= 32"
check '2. Login: the token names the user and their e-mail' "((c) => String(c.sub) === '1' && c.email === 'user@example.com' && c.exp - c.iat === 900)(JSON.parse(Buffer.from(body.access_token.split('.')[1], 'base64url')))"
token=$(field access_token)
john=$token

request curl -X POST $api/auth/aws-credentials "${bearer[@]}" "${json[@]}" -d '{
  "label": "Production AWS",
  "access_key_id": "AKIAIOSFODNN7EXAMPLE",
  "secret_access_key": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
  "aws_region": "us-east-1",
  "aws_account_id": "123456789012",
  "is_default": true
}'
check '3. Add AWS Credentials: 201' 'status === 201'
check '3. Add AWS Credentials: the fields shown' "body.id === 1 && body.label === 'Production AWS' && body.aws_region === 'us-east-1' && body.aws_account_id === '123456789012' && body.is_default === true && body.access_key_id_preview === 'AKIA...'"
johns_credential=$(field id)

request curl -X POST $api/policies/generate "${bearer[@]}" "${json[@]}" -d '{
  "description": "Allow Lambda to read S3",
  "resource_arns": ["arn:aws:s3:::my-bucket/*"]
}'
check '4. Use IAM Copilot Features: a policy' "status === 200 && body.policy.Version === '2012-10-17' && body.policy.Statement.length > 0"
check '4. Use IAM Copilot Features: reads objects of the bucket, and nothing of Lambda' "((all) => all.some((s) => s.Effect === 'Allow' && [].concat(s.Action).includes('s3:GetObject') && [].concat(s.Resource).includes('arn:aws:s3:::my-bucket/*')) && !JSON.stringify(all).includes('lambda:') && !all.some((s) => [].concat(s.Action).some((a) => /^(\\*|s3:\\*|s3:(Put|Delete).*)\$/.test(a))))([].concat(body.policy.Statement))"
check '4. Use IAM Copilot Features: the policy has no error' "Array.isArray(body.findings) && !body.findings.some((f) => f.type === 'error')"

# ==============================================================================
echo "Testing the Migration"
request curl -X POST http://localhost:8000/api/v1/auth/register \
  -H "Content-Type: application/json" \
  -d '{
    "email": "test@example.com",
    "password": "TestPass123",
    "full_name": "Test User"
  }'
check '1. Create Test User: 201' "status === 201 && body.email === 'test@example.com' && body.full_name === 'Test User' && body.is_active === true"

request curl -X POST http://localhost:8000/api/v1/auth/login \
  -H "Content-Type: application/json" \
  -d '{
    "email": "test@example.com",
    "password": "TestPass123"
  }'
check '2. Login: 200' "status === 200 && body.token_type === 'bearer' && body.expires_in === 900"
token=$(field access_token)
refresh=$(field refresh_token)

request curl -X POST http://localhost:8000/api/v1/auth/aws-credentials \
  -H "Content-Type: application/json" \
  -H "Authorization: Bearer YOUR_ACCESS_TOKEN" \
  -d '{
    "label": "My AWS Account",
    "access_key_id": "AKIAIOSFODNN7EXAMPLE",
    "secret_access_key": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "aws_region": "us-east-1",
    "is_default": true
  }'
check '3. Add AWS Credentials: 201' "status === 201 && body.label === 'My AWS Account' && body.is_default === true && body.access_key_id_preview === 'AKIA...'"
credential=$(field id)

request curl -X GET http://localhost:8000/api/v1/auth/me \
  -H "Authorization: Bearer YOUR_ACCESS_TOKEN"
check '4. Test Protected Endpoint: who is signed in' "status === 200 && body.email === 'test@example.com' && body.full_name === 'Test User' && body.is_active === true"

# ==============================================================================
echo "The other endpoints of the guide"
request curl -X PATCH $api/auth/me "${bearer[@]}" "${json[@]}" -d '{"full_name": "Tess User"}'
check 'PATCH /auth/me changes the name' "status === 200 && body.full_name === 'Tess User' && body.email === 'test@example.com'"
request curl $api/auth/me "${bearer[@]}"
check 'GET /auth/me tells the new name' "status === 200 && body.full_name === 'Tess User'"

request curl $api/auth/aws-credentials "${bearer[@]}"
check 'GET /auth/aws-credentials lists the one, without its secrets' "status === 200 && body.items.length === 1 && body.items[0].id === $credential && body.items[0].access_key_id_preview === 'AKIA...'"

request curl -X POST $api/auth/refresh "${json[@]}" -d "{\"refresh_token\": \"$refresh\"}"
check 'POST /auth/refresh gives a new pair' "status === 200 && body.expires_in === 900 && body.access_token.split('.').length === 3 && body.refresh_token.length >= 32 && body.refresh_token !== '$refresh'"
token=$(field access_token)
refresh=$(field refresh_token)
request curl $api/auth/me "${bearer[@]}"
check 'the new access token works' "status === 200 && body.email === 'test@example.com'"

request curl -X POST $api/auth/me/change-password "${bearer[@]}" "${json[@]}" \
  -d '{"current_password": "NotMyPass123", "new_password": "AnotherPass456"}'
check 'change-password with a wrong current password: 403' "$(problem_is 403)"
request curl -X POST $api/auth/me/change-password "${bearer[@]}" "${json[@]}" \
  -d '{"current_password": "TestPass123", "new_password": "AnotherPass456"}'
check 'POST /auth/me/change-password: no error' 'status === 200 || status === 204'
request curl -X POST $api/auth/login "${json[@]}" -d '{"email": "test@example.com", "password": "TestPass123"}'
check 'the old password is refused: 401' "$(problem_is 401)"
request curl -X POST $api/auth/login "${json[@]}" -d '{"email": "test@example.com", "password": "AnotherPass456"}'
check 'the new password signs in' 'status === 200'
token=$(field access_token)
refresh=$(field refresh_token)

request curl -X DELETE "$api/auth/aws-credentials/$credential" "${bearer[@]}"
check 'DELETE /auth/aws-credentials/{id}' 'status === 204 || status === 200'
request curl $api/auth/aws-credentials "${bearer[@]}"
check 'the deleted credential is gone' 'status === 200 && body.items.length === 0'
request curl -X DELETE "$api/auth/aws-credentials/$credential" "${bearer[@]}"
check 'deleting it again: 404' "$(problem_is 404)"

request curl "$api/auth/audit-log?limit=200" "${bearer[@]}"
for action in accounts.registered accounts.login accounts.profile_changed accounts.password_changed vault.credential_added vault.credential_deleted; do
  check "GET /auth/audit-log has $action" "status === 200 && body.items.some((r) => r.action === '$action' && r.success === true && r.user_email === 'test@example.com' && r.ip_address !== '' && /curl/.test(r.user_agent))"
done
check 'GET /auth/audit-log has the failed attempts too' "body.items.some((r) => r.action === 'accounts.login' && r.success === false && r.error_message !== '')"
check 'GET /auth/audit-log has nothing of another user' "!JSON.stringify(body).includes('user@example.com')"

# ==============================================================================
echo "Wrong input"
request curl -X POST $api/auth/register "${json[@]}" -d '{"email": "x@example.com", '
check 'malformed JSON: 400' "$(problem_is 400)"
request curl -X POST $api/auth/register "${json[@]}" -d '{"email": "x@example.com", "password": "SecurePass123", "full_nam": "X"}'
check 'an unknown field: 422 that names it' "$(problem_is 422) && JSON.stringify(body.errors).includes('full_nam')"
request curl -X POST $api/auth/register "${json[@]}" -d '{"email": "x@example.com"}'
check 'a missing field: 422 that names it' "$(problem_is 422) && JSON.stringify(body.errors).includes('password')"
request curl -X POST $api/auth/register "${json[@]}" -d '{"email": "x@example.com", "password": 12345678}'
check 'a field of the wrong type: 422 that names it' "$(problem_is 422) && JSON.stringify(body.errors).includes('password')"
request curl -X POST $api/auth/register "${json[@]}" -d '{"email": "not an address", "password": "SecurePass123"}'
check 'a bad e-mail address: 422 that names it' "$(problem_is 422) && JSON.stringify(body).includes('email')"
for password in Short1a alllower123 ALLUPPER123 NoDigitsHere; do
  request curl -X POST $api/auth/register "${json[@]}" -d "{\"email\": \"x@example.com\", \"password\": \"$password\"}"
  check "the password $password breaks a rule: 422" "$(problem_is 422) && JSON.stringify(body).includes('password')"
done
request curl -X POST $api/auth/register "${json[@]}" -d '{"email": "TEST@example.com", "password": "SecurePass123"}'
check 'a second registration of the same address: 409' "$(problem_is 409)"
request curl -X POST $api/auth/login "${json[@]}" -d '{"email": "nobody@example.com", "password": "SecurePass123"}'
check 'an unknown address: 401' "$(problem_is 401)"
for path in auth/me auth/aws-credentials auth/audit-log; do
  request curl "$api/$path"
  check "GET /$path without a token: 401" "$(problem_is 401)"
done
request curl -X POST $api/policies/generate "${json[@]}" -d '{"description": "Allow Lambda to read S3"}'
check 'POST /policies/generate without a token: 401' "$(problem_is 401)"
request curl $api/auth/me -H "Authorization: Bearer ${token%?????}AAAAA"
check 'a forged token: 401' "$(problem_is 401)"
request curl -X POST $api/auth/aws-credentials "${bearer[@]}" "${json[@]}" -d '{"label": "x", "access_key_id": "nonsense", "secret_access_key": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}'
check 'a bad access key id: 422 that names it' "$(problem_is 422) && JSON.stringify(body.errors).includes('access_key_id')"
request curl $api/no-such-thing "${bearer[@]}"
check 'an unknown address of the interface: 404' "$(problem_is 404)"

echo "Somebody else's things"
request curl "$api/auth/aws-credentials/$johns_credential" "${bearer[@]}"
check "another user's credential: 404" "$(problem_is 404)"
cp "$work/answers/$answer.body" "$work/foreign.json"
request curl "$api/auth/aws-credentials/987654" "${bearer[@]}"
check "another user's credential and none at all answer alike" "body.code === '$(node -p "JSON.parse(require('node:fs').readFileSync('$work/foreign.json', 'utf8')).code" 2>/dev/null || true)'"
request curl -X DELETE "$api/auth/aws-credentials/$johns_credential" "${bearer[@]}"
check "deleting another user's credential: 404" "$(problem_is 404)"
request curl -X PATCH "$api/auth/aws-credentials/$johns_credential" "${bearer[@]}" "${json[@]}" -d '{"label": "Mine now"}'
check "changing another user's credential: 404" "$(problem_is 404)"
request curl $api/auth/aws-credentials "${bearer[@]}" -H 'X-Workspace-ID: 1'
check "another user's workspace: not found" 'status === 404 || status === 403'
mine=$token
token=$john
request curl "$api/auth/aws-credentials/$johns_credential" "${bearer[@]}"
check 'its owner still has it, unchanged' "status === 200 && body.label === 'Production AWS'"
token=$mine

echo "The end"
request curl -X POST $api/auth/logout "${bearer[@]}" "${json[@]}" -d "{\"refresh_token\": \"$refresh\"}"
check 'POST /auth/logout' 'status === 204 || status === 200'
request curl -X POST $api/auth/refresh "${json[@]}" -d "{\"refresh_token\": \"$refresh\"}"
check 'the refresh token is revoked: 401' "$(problem_is 401)"
request curl $api/auth/me "${bearer[@]}"
check 'so is the access token: 401' "$(problem_is 401)"

request curl http://localhost:8000/
check 'GET / serves the UI' "status === 200 && /content-type: text\/html/i.test(head) && String(body).includes('<div id=\"root\"')"
check 'the UI may run no inline script' "/content-security-policy:[^\\n]*script-src 'self'/i.test(head)"

kill "$server"
code=0
wait "$server" || code=$?
server=''
note 'SIGTERM ends the server in order' "$([[ $code -eq 0 ]] || echo "exit code $code")"

# Nothing that was secret may be found again: not in an answer, nor the log,
# nor the database.
for secret in wJalrXUtnFEMI IOSFODNN7EXAMPLE SecurePass123 TestPass123 AnotherPass456; do
  found=$(grep -rlaF -- "$secret" "$work/answers" "$work/server.log" "$work/data" || true)
  note "the secret $secret is nowhere in answers, log and database" "$found"
done
note 'SECRET_KEY was made, for its owner only' "$([[ $(stat -c %a "$work/data/secret.key" 2>&1) == 600 ]] || stat -c '%a %n' "$work/data/secret.key" 2>&1)"

# Started again on the same data, it still opens what it sealed.
start_server
request curl -X POST $api/auth/login "${json[@]}" -d '{"email": "user@example.com", "password": "SecurePass123"}'
token=$(field access_token)
request curl "$api/auth/aws-credentials/$johns_credential" "${bearer[@]}"
check 'after a restart everything is still there' "status === 200 && body.label === 'Production AWS'"

cat >.cache/reports/smoke.xml <<XML
<?xml version="1.0" encoding="UTF-8"?>
<testsuites><testsuite name="smoke" tests="$cases" failures="$failures">
$cases_xml</testsuite></testsuites>
XML
echo
echo "smoke: $((cases - failures)) of $cases as promised"
if ((failures > 0)); then
  echo "--- end of the server's log" >&2
  tail -n 15 "$work/server.log" >&2
  exit 1
fi

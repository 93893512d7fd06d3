package server_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/platform/web"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/client"
)

// missing is an id that nothing has.
const missing = "987654321012345"

// tenant is somebody with one of every kind of thing that a route names by id.
type tenant struct {
	*live.Person

	credential int64
	session    int64 // another one than the person's own
	team       int64 // a workspace that is not the personal one
	invitation int64 // to the team
	token      int64 // personal access token
	policy     int64
	job        int64
	passkey    int64
	identity   int64 // a provider's account
	plan       int64
	audited    int64 // an audit of an AWS account
	exception  int64 // from its findings
	used       int64 // a report of use
	run        int64 // of the agent
	change     int64 // of that run
}

func newTenant(t *testing.T, s *live.Server, email string) tenant {
	t.Helper()
	p := s.Seed(t, email)
	c, err := p.Vault.Add(t.Context(), api.AddCredentialIn{Body: api.AddCredentialRequest{
		Label: "Account of " + email, AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
	}})
	if err != nil {
		t.Fatal(err)
	}
	team, err := p.Workspaces.Create(t.Context(), api.CreateWorkspaceIn{Body: api.CreateWorkspaceRequest{Name: "Team of " + email}})
	if err != nil {
		t.Fatal(err)
	}
	invitation, err := p.Workspaces.Invite(t.Context(), api.InviteIn{InWorkspace: api.InWorkspace{WorkspaceID: team.ID}, Body: api.InviteRequest{Email: "guest.of." + email, Role: "viewer"}})
	if err != nil {
		t.Fatal(err)
	}
	token, err := p.Accounts.CreateToken(t.Context(), api.CreateTokenIn{Body: api.CreateTokenRequest{Name: "Token of " + email, Scopes: []string{"vault.read"}, CurrentPassword: live.Password}})
	if err != nil {
		t.Fatal(err)
	}
	stored, err := p.Library.Store(t.Context(), api.StorePolicyIn{Body: api.StorePolicyRequest{Name: "Policy of " + email, Document: json.RawMessage(goodPolicy)}})
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now().UTC().Truncate(time.Microsecond)
	passkey := s.DB.Int(t, `insert into passkeys (user_id, credential_id, public_key, aaguid, sign_count, backup_eligible, backed_up, name, created_at)
		values (?, ?, ?, ?, 0, ?, ?, ?, ?) returning id`, p.ID, []byte(email), []byte{1}, []byte{}, false, false, "Passkey of "+email, now)
	identity := s.DB.Int(t, `insert into identities (user_id, issuer, subject, email, created_at) values (?, 'https://login.example.com', ?, ?, ?) returning id`, p.ID, email, email, now)
	job := s.DB.Int(t, `insert into jobs (workspace_id, kind, unique_key, title, args, state, max_attempts, user_id, user_email, created_at, updated_at)
		values (?, 'test', ?, 'A job', '{}', 'running', 1, ?, ?, ?, ?) returning id`, p.Workspace, email, p.ID, email, now, now)
	run, change := runOf(t, s, p)
	return tenant{p, c.ID, s.NewSession(t, p), team.ID, invitation.ID, token.ID, stored.ID, job, passkey, identity, seedPlan(t, s, p, stored.ID), auditOf(t, s, p), exceptionOf(t, s, p), usageOf(t, s, p), run, change}
}

// runOf puts a run of the agent with one change into the workspace.
func runOf(t *testing.T, s *live.Server, p *live.Person) (run, change int64) {
	t.Helper()
	now := time.Now().UTC().Truncate(time.Microsecond)
	snapshot := s.DB.Int(t, `insert into catalog_snapshots (digest, date, source, services, actions, taken_at) values (?, '2026-01-01', 'a test', 0, 0, ?) returning id`, p.Email, now)
	report := s.DB.Int(t, `insert into catalog_reports (before_id, after_id, before_date, after_date, breaking, enhancement, neutral, changes, created_at)
		values (?, ?, '2026-01-01', '2026-01-02', 0, 0, 0, ?, ?) returning id`, snapshot, snapshot, []byte{}, now)
	run = s.DB.Int(t, `insert into agent_runs (workspace_id, report_id, state, failure, started_by, started_at) values (?, ?, 'failed', ?, ?, ?) returning id`,
		p.Workspace, report, "It failed for "+p.Email, p.ID, now)
	change = s.DB.Int(t, `insert into agent_changes (workspace_id, run_id, subject, subject_kind, level, service, effect, state)
		values (?, ?, ?, 'stored_policy', 'note', 's3', '{}', 'open') returning id`, p.Workspace, run, p.Email)
	if run != change {
		t.Fatalf("the routes of changes are tried with one number for the run, %d, and its change, %d", run, change)
	}
	return run, change
}

// usageOf puts a report of what a role has used into the workspace, and a run over its account.
func usageOf(t *testing.T, s *live.Server, p *live.Person) int64 {
	t.Helper()
	now := time.Now().UTC().Truncate(time.Microsecond)
	report := s.DB.Int(t, `insert into usage_reports (workspace_id, account_id, principal_arn, job_id, started_by, at, days, services_used, services_unused, body)
		values (?, '123456789012', 'arn:aws:iam::123456789012:role/app', 1, ?, ?, 90, 0, 0, '{}') returning id`, p.Workspace, p.Email, now)
	run := s.DB.Int(t, `insert into usage_account_runs (workspace_id, account_id, credential_id, job_id, started_by, at, days)
		values (?, '123456789012', 1, 1, ?, ?, 90) returning id`, p.Workspace, p.Email, now)
	event := `{"eventID":"1","eventTime":"` + now.Format(time.RFC3339) + `","eventSource":"s3.amazonaws.com","eventName":"ListBuckets","recipientAccountId":"123456789012","userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::123456789012:user/` + p.Email + `"}}`
	if _, err := p.Usage.Files(t.Context(), client.LogFile{Name: "trail.json", Content: strings.NewReader(event)}); err != nil {
		t.Fatal(err)
	}
	if run != report {
		t.Fatalf("the routes of usage are tried with one number for the report, %d, and the run, %d", report, run)
	}
	return report
}

// auditOf puts an audit of an AWS account into the workspace.
func auditOf(t *testing.T, s *live.Server, p *live.Person) int64 {
	t.Helper()
	now := time.Now().UTC().Truncate(time.Microsecond)
	audited := s.DB.Int(t, `insert into account_audits (workspace_id, account_id, credential_id, job_id, started_by, at, finished_at, tally, new_count, unchanged_count,
		fixed_count, not_checked_count, user_count, group_count, role_count, policy_count, checks, notes)
		values (?, '123456789012', 1, 1, ?, ?, ?, '{}', 0, 0, 0, 0, 0, 0, 0, 0, '[]', '[]') returning id`, p.Workspace, p.Email, now, now)
	snapshot := s.DB.Int(t, `insert into account_snapshots (workspace_id, account_id, audit_id, at, user_count, group_count, role_count, policy_count, size)
		values (?, '123456789012', ?, ?, 0, 0, 0, 0, 0) returning id`, p.Workspace, audited, now)
	if snapshot != audited {
		t.Fatalf("the routes of audits are tried with one number for the audit, %d, and its snapshot, %d", audited, snapshot)
	}
	return audited
}

// exceptionOf puts an exception from what audits find into the workspace.
func exceptionOf(t *testing.T, s *live.Server, p *live.Person) int64 {
	t.Helper()
	e, err := p.AccountAudits.Except(t.Context(), api.ExceptFindingIn{Body: api.ExceptFindingRequest{
		AccountID: "123456789012", Code: "KEY_OLD", Resource: "*", Reason: "Rotated by the vendor", ExpiresAt: time.Now().Add(time.Hour),
	}})
	if err != nil {
		t.Fatal(err)
	}
	return e.ID
}

// things says, for every route with an id in its path, whose thing the id is.
// A new kind of thing needs a line here.
var things = map[string]func(tenant) int64{
	"/auth/aws-credentials/{id}":      func(x tenant) int64 { return x.credential },
	"/auth/me/tokens/{id}":            func(x tenant) int64 { return x.token },
	"/auth/me/sessions/{id}":          func(x tenant) int64 { return x.session },
	"/auth/me/passkeys/{id}":          func(x tenant) int64 { return x.passkey },
	"/auth/me/identities/{id}":        func(x tenant) int64 { return x.identity },
	aWorkspace:                        func(x tenant) int64 { return x.team },
	aWorkspace + "/members/{user_id}": func(x tenant) int64 { return x.ID },
	aWorkspace + "/invitations/{id}":  func(x tenant) int64 { return x.invitation },
	"/policies/{id}":                  func(x tenant) int64 { return x.policy },
	"/jobs/{id}":                      func(x tenant) int64 { return x.job },
	"/usage/{id}":                     func(x tenant) int64 { return x.used },
	"/usage/accounts/{id}":            func(x tenant) int64 { return x.used },
	"/plans/{id}":                     func(x tenant) int64 { return x.plan },
	"/policies/snapshots/{id}":        func(x tenant) int64 { return x.audited },
	"/policies/audit/{id}":            func(x tenant) int64 { return x.audited },
	"/policies/audit/exceptions/{id}": func(x tenant) int64 { return x.exception },
	aVersion:                          func(x tenant) int64 { return x.policy },
	"/agent/runs/{id}":                func(x tenant) int64 { return x.run },
	aChange:                           func(x tenant) int64 { return x.change },
}

// aWorkspace is the beginning of routes whose workspace stands in the path.
const aWorkspace = "/workspaces/{workspace_id}"

// aVersion is the beginning of routes that name a version of a policy.
const aVersion = "/policies/{id}/versions/{version}"

// aChange is the beginning of routes that name a change of a run.
const aChange = "/agent/planned-changes/{run}/{change}"

const goodPolicy = `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}}`

// elsewhere are routes whose ids name things in AWS, not here. Whose they are
// is decided by the credential, which another test looks after.
var elsewhere = map[string]bool{
	"/auth/sso/{provider}": true, // a name that everybody is told
	// What AWS publishes is the same for everybody.
	"/monitoring/reports/{id}": true, "/monitoring/changes/{service}": true, "/agent/analyze/{service}": true,
	"/agent/check-operation/{service}/{operation}": true,
	"/usage/events/accounts/{account}":             true,
	"/iam/users/{user_name}":                       true, "/policies/access-graph/{account}": true,
}

// bodies are good bodies for routes that need one to get as far as their id.
var bodies = map[string]string{
	"PATCH /auth/aws-credentials/{id}":                 `{"label":"Taken over"}`,
	"POST /auth/aws-credentials/{id}/session":          `{}`,
	"POST /auth/aws-credentials/{id}/sign-in/complete": `{"code":"x","state":"y"}`,
	"PATCH " + aWorkspace:                              `{"name":"Taken over"}`,
	"POST " + aWorkspace + "/invitations":              `{"email":"thief@example.com","role":"admin"}`,
	"PATCH " + aWorkspace + "/members/{user_id}":       `{"role":"viewer"}`,
	"PATCH /policies/{id}":                             `{"description":"Taken over"}`,
	"POST /policies/{id}/versions":                     `{"base":1,"document":` + goodPolicy + `}`,
	"POST /policies/{id}/restore":                      `{"base":2,"version":1}`,
	"POST /policies/{id}/tests/run":                    `{}`,
	"POST /policies/{id}/plan":                         deployment,
	"POST /policies/{id}/apply":                        `{"plan_id":1,"hash":"` + strings.Repeat("0", 64) + `"}`,
	"POST /plans/{id}/apply":                           `{"hash":"` + strings.Repeat("0", 64) + `"}`,
	"PATCH /auth/me/passkeys/{id}":                     `{"name":"Taken over"}`,
	"DELETE /auth/me/passkeys/{id}":                    `{"current_password":"` + live.Password + `"}`,
	"DELETE /auth/me/identities/{id}":                  `{"current_password":"` + live.Password + `"}`,
}

// asksAWS are the routes of things here that ask AWS.
var asksAWS = regexp.MustCompile(`^/auth/aws-credentials/\{id\}/(verify|session|rotate|sign-in/.+)$|^/auth/aws-credentials/\{id\}/sign-in$|^/(plans|policies)/\{id\}/(plan|apply|undo)$`)

var upToParameter = regexp.MustCompile(`^.*\}`)

// named is the call of a route on one thing by a tenant. A thing in a workspace
// of the path is looked for in the caller's own.
func named(r web.Route, id string, by tenant) live.Request {
	workspace := ""
	if upToParameter.FindString(r.Path) == aWorkspace {
		workspace = id
	} else if strings.HasPrefix(r.Path, aWorkspace) {
		workspace = strconv.FormatInt(by.team, 10)
	}
	q := requestIn(r, by.Token, workspace, id)
	q.Body = bodies[r.Method+" "+r.Path]
	return q
}

// same compares two refusals: status, headers and body must tell the same.
func same(t *testing.T, what string, a, b live.Answer) {
	t.Helper()
	if a.Status != b.Status || a.WithoutID() != b.WithoutID() {
		t.Errorf("%s: a foreign thing and a missing one are told apart:\n%d %s\n%d %s", what, a.Status, a.WithoutID(), b.Status, b.WithoutID())
	}
	for name := range a.Header {
		if name != api.HeaderRequestID && name != "X-Request-Id" && name != "Date" && a.Header.Get(name) != b.Header.Get(name) {
			t.Errorf("%s: header %s is %q for a foreign thing, %q for a missing one", what, name, a.Header.Get(name), b.Header.Get(name))
		}
	}
}

func TestForeignThingsAreMissing(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d)
		ada, bob := newTenant(t, s, "ada@example.com"), newTenant(t, s, "bob@example.com")
		before := stateOf(t, s, bob)
		for _, r := range server.Routes() {
			prefix := upToParameter.FindString(r.Path)
			if prefix == "" || elsewhere[prefix] || ofAWS(prefix) {
				continue
			}
			of, known := things[prefix]
			if !known {
				t.Errorf("%s %s: say in the table things (or elsewhere) what the id names", r.Method, r.Path)
				continue
			}
			what := r.Method + " " + r.Path
			foreign := s.Do(t, named(r, strconv.FormatInt(of(bob), 10), ada))
			if foreign.Status != http.StatusNotFound {
				t.Errorf("%s with the id of somebody else's thing: status %d: %s", what, foreign.Status, foreign.Body)
				continue
			}
			foreign.Problem(t)
			same(t, what, foreign, s.Do(t, named(r, missing, ada)))
		}
		if after := stateOf(t, s, bob); after != before {
			t.Errorf("Bob's things have changed:\nbefore %s\nafter  %s", before, after)
		}
		// The ids are good ones: their owner is not told 404.
		for _, r := range server.Routes() {
			if of, known := things[upToParameter.FindString(r.Path)]; known && r.Method != http.MethodDelete && !asksAWS.MatchString(r.Path) {
				own := s.Do(t, named(r, strconv.FormatInt(of(bob), 10), bob))
				// An owner may not leave, this change has no edit, and the like: that is no 404.
				if refused := own.Status == http.StatusConflict || own.Status == http.StatusUnprocessableEntity || own.Status == http.StatusBadRequest; own.Status >= 300 && !(refused && (strings.HasPrefix(r.Path, aWorkspace) || strings.HasPrefix(r.Path, aChange))) {
					t.Errorf("%s by the owner: status %d: %s", r.Method+" "+r.Path, own.Status, own.Body)
				}
			}
		}
	})
}

// stateOf is all that there is of a tenant, as one text.
func stateOf(t *testing.T, s *live.Server, x tenant) string {
	t.Helper()
	n := func(query string, args ...any) int64 { return s.DB.Int(t, query, args...) }
	return fmt.Sprintf("team %q of %d with %d invited, policy %q with %d versions, credentials %d, label %q, live sessions %d, tokens %d, passkey %q, providers %d, records %d",
		s.DB.Text(t, `select name from workspaces where id = ?`, x.team),
		n(`select count(*) from memberships where workspace_id = ?`, x.team),
		n(`select count(*) from invitations where workspace_id = ? and revoked_at is null`, x.team),
		s.DB.Text(t, `select description from policies where id = ?`, x.policy), n(`select count(*) from policy_versions where policy_id = ?`, x.policy),
		n(`select count(*) from user_aws_credentials where workspace_id = ?`, x.Workspace),
		s.DB.Text(t, `select label from user_aws_credentials where id = ?`, x.credential),
		n(`select count(*) from refresh_tokens where user_id = ? and not revoked`, x.ID),
		n(`select count(*) from personal_access_tokens where user_id = ? and revoked_at is null`, x.ID),
		s.DB.Text(t, `select name from passkeys where id = ?`, x.passkey), n(`select count(*) from identities where user_id = ?`, x.ID),
		n(`select count(*) from audit_logs where workspace_id in (?, ?)`, x.Workspace, x.team))
}

func TestForeignWorkspacesAreMissing(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d)
		ada, bob := newTenant(t, s, "ada@example.com"), newTenant(t, s, "bob@example.com")
		before := stateOf(t, s, bob)
		for _, r := range server.Routes() {
			if !isScoped(r) {
				continue
			}
			in := func(workspace string) live.Answer {
				q := requestIn(r, ada.Token, workspace, "1")
				if of, known := things[upToParameter.FindString(r.Path)]; known {
					q = requestIn(r, ada.Token, workspace, strconv.FormatInt(of(bob), 10))
				}
				q.Body = bodies[r.Method+" "+r.Path]
				return s.Do(t, q)
			}
			his := bob.Workspace
			if strings.HasPrefix(r.Path, aWorkspace) {
				his = bob.team
			}
			what := r.Method + " " + r.Path
			foreign := in(strconv.FormatInt(his, 10))
			if p := foreign.Problem(t); p.Status != http.StatusNotFound || p.Code != "access.workspace_not_found" {
				t.Errorf("%s in somebody else's workspace: %d %s", what, p.Status, p.Code)
			}
			same(t, what, foreign, in(missing))
			for _, nonsense := range []string{"0", "-1", "x", "1 or 1=1", "99999999999999999999", "1.0"} {
				if p := in(nonsense).Problem(t); p.Status != http.StatusUnprocessableEntity {
					t.Errorf("%s in the workspace %q: %d %s", what, nonsense, p.Status, p.Code)
				}
			}
		}
		if after := stateOf(t, s, bob); after != before {
			t.Errorf("Bob's things have changed:\nbefore %s\nafter  %s", before, after)
		}
	})
}

const allowing = `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}`

// asking are the bodies that routes need to get as far as asking AWS.
var asking = map[string]string{
	"/policies/generate": `{"description": "Allow Lambda to read S3"}`,
	"/policies/who-can":  `{"action": "s3:GetObject"}`,
	"/policies/what-can": `{"principal": "role/app"}`,

	"/policies/validate":            `{"document": ` + allowing + `, "policy_type": "identity", "online": true}`,
	"/policy-validation/validate":   `{"document": ` + allowing + `, "online": true}`,
	"/policies/simulate":            `{"principal": "arn:aws:iam::123456789012:user/ada", "action": "s3:GetObject", "resource": "arn:aws:s3:::x/y", "identity_policies": [` + allowing + `], "online": true}`,
	"/policies/check-no-new-access": `{"new": ` + allowing + `, "existing": ` + allowing + `, "online": true}`,

	"/policies/audit":           `{}`,
	"/usage":                    `{"principal_arn":"arn:aws:iam::123456789012:role/app"}`,
	"/usage/events/lookup":      `{}`,
	"/usage/accounts":           `{}`,
	"/policies/access-graph":    `{}`,
	"/policies/account-outline": `{}`,
	"/policies/exposures":       `{}`,
}

// A route that acts on AWS takes the credential's id in a header.
func TestForeignCredentialsAreMissing(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		trap := testkit.NewTap(t, "")
		s := live.Start(t, d, func(c *server.Config) { c.AWSEndpointURL, c.BedrockModelID = trap.URL, "model" })
		ada, bob := newTenant(t, s, "ada@example.com"), newTenant(t, s, "bob@example.com")
		doc, tried := describe(t), 0
		for _, r := range server.Routes() {
			if !doc.operation(t, r.Method, r.Path).takesHeader(api.HeaderCredential) {
				continue
			}
			tried++
			with := func(id string) live.Answer {
				q := request(r, ada.Token)
				q.Header[api.HeaderCredential] = id
				if body, needed := asking[r.Path]; needed {
					q.Body = body
				}
				complete(r, &q)
				q.Path = strings.Replace(q.Path, "/access-graph/1", "/access-graph/123456789012", 1)
				return s.Do(t, q)
			}
			what := r.Method + " " + r.Path
			foreign := with(strconv.FormatInt(bob.credential, 10))
			if p := foreign.Problem(t); p.Status != http.StatusNotFound || p.Code != "vault.not_found" {
				t.Errorf("%s with somebody else's credential: %d %s", what, p.Status, p.Code)
			}
			same(t, what, foreign, with(missing))
		}
		if calls := trap.Calls(); tried == 0 || len(calls) > 0 {
			t.Errorf("%d routes tried; AWS saw %v", tried, calls)
		}
	})
}

func TestListsHoldNothingOfOthers(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d)
		ada, bob := newTenant(t, s, "ada@example.com"), newTenant(t, s, "bob@example.com")
		lists := 0
		for _, r := range server.Routes() {
			if r.Method != http.MethodGet || strings.Contains(r.Path, "{") || r.Access == "public" || ofAWS(r.Path) {
				continue
			}
			if r.Path == "/policy-validation/condition-keys/operators" || strings.HasPrefix(r.Path, "/monitoring/") {
				continue // the same words for everybody: it reads nothing that is stored
			}
			lists++
			body := string(s.Do(t, request(r, ada.Token)).Body)
			// Workspace, credential, session and records all bear his address.
			if strings.Contains(body, bob.Email) {
				t.Errorf("%s %s shows Ada something of Bob's: %s", r.Method, r.Path, body)
			}
			if own := string(s.Do(t, request(r, bob.Token)).Body); !strings.Contains(own, bob.Email) && !strings.HasSuffix(r.Path, "/sessions") && !strings.HasSuffix(r.Path, "/verify") && !strings.HasSuffix(r.Path, "/checkpoint") && !strings.HasSuffix(r.Path, "/events/accounts") && !strings.HasSuffix(r.Path, "/snapshots") && !strings.HasSuffix(r.Path, "/mfa") {
				t.Errorf("%s %s shows Bob nothing of his own, so this test proves nothing: %s", r.Method, r.Path, own)
			}
		}
		if lists < 4 {
			t.Errorf("only %d lists were looked at", lists)
		}
	})
}

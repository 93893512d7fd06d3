package faults

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// credential is a good body for a new credential with a label.
func credential(label string) string {
	return fmt.Sprintf(`{"label":%q,"access_key_id":"AKIAIOSFODNN7EXAMPLE","secret_access_key":"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}`, label)
}

// wish is a request that creates something, under a key.
func wish(path, token, key, body string) live.Request {
	return live.Request{Method: http.MethodPost, Path: api.Base + path, Token: token, Body: body, Header: map[string]string{api.HeaderIdempotencyKey: key}}
}

const credentials = "/auth/aws-credentials"

// expect holds an answer against a status, whether it is a repeated one, and a
// problem's code.
func expect(t *testing.T, what string, a live.Answer, status int, replayed bool, code string) {
	t.Helper()
	if a.Status != status || (a.Header.Get(api.HeaderReplayed) == "true") != replayed || !strings.Contains(string(a.Body), code) {
		t.Errorf("%s: status %d, replayed %q: %s; want %d, %t, %s", what, a.Status, a.Header.Get(api.HeaderReplayed), a.Body, status, replayed, code)
	}
}

func TestAKeyCreatesOnce(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d)
		p := s.Seed(t, "p@example.com")
		first := s.Do(t, wish(credentials, p.Token, "k1", credential("One")))
		expect(t, "the first request", first, http.StatusCreated, false, "One")
		again := s.Do(t, wish(credentials, p.Token, "k1", credential("One")))
		expect(t, "the same again", again, http.StatusCreated, true, "One")
		if !bytes.Equal(first.Body, again.Body) || first.Header.Get("Content-Type") != again.Header.Get("Content-Type") {
			t.Errorf("first %s\nagain %s", first.Body, again.Body)
		}
		other := s.Do(t, wish(credentials, p.Token, "k1", credential("Two")))
		expect(t, "another body", other, http.StatusUnprocessableEntity, false, "request.idempotency_mismatch")
		other.Problem(t)
		expect(t, "another key", s.Do(t, wish(credentials, p.Token, "k2", credential("Two"))), http.StatusCreated, false, "Two")
		expect(t, "another route", s.Do(t, wish("/workspaces", p.Token, "k1", `{"name":"Team"}`)), http.StatusCreated, false, "Team")
		if n := s.DB.Int(t, `select count(*) from user_aws_credentials`); n != 2 {
			t.Errorf("%d credentials", n)
		}
		if n := s.DB.Int(t, `select count(*) from audit_logs where action = 'vault.credential_added'`); n != 2 {
			t.Errorf("%d records", n)
		}
		// A refusal is an answer, too: what made it may be gone, it stays.
		taken := wish(credentials, p.Token, "k3", credential("One"))
		expect(t, "a taken label", s.Do(t, taken), http.StatusConflict, false, "vault.label_taken")
		s.DB.Exec(t, `update user_aws_credentials set label = 'Moved' where label = 'One'`)
		expect(t, "a label that was taken", s.Do(t, taken), http.StatusConflict, true, "vault.label_taken")
		for _, bad := range []string{strings.Repeat("k", 256), "käse"} {
			expect(t, "a key of "+bad, s.Do(t, wish(credentials, p.Token, bad, credential("Three"))), http.StatusUnprocessableEntity, false, "header.Idempotency-Key")
		}
	})
}

// The thing that the path names is part of the request.
func TestAKeyIsForOneThing(t *testing.T) {
	t.Parallel()
	s := live.Start(t, testkit.NewSQLite(t))
	p := s.Seed(t, "p@example.com")
	policy := func(name string) string {
		var stored api.StoredPolicy
		s.Do(t, wish("/policies", p.Token, rand.Text(), `{"name":"`+name+`","document":{"Version":"2012-10-17","Statement":[]}}`)).JSON(t, &stored)
		return "/policies/" + strconv.FormatInt(stored.ID, 10) + "/versions"
	}
	const version = `{"base":1,"document":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}}`
	one, two := policy("One"), policy("Two")
	expect(t, "a version of one", s.Do(t, wish(one, p.Token, "k", version)), http.StatusCreated, false, "")
	expect(t, "a version of two", s.Do(t, wish(two, p.Token, "k", version)), http.StatusUnprocessableEntity, false, "request.idempotency_mismatch")
}

func TestFiftyAtOnceCreateOne(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		servers := []*live.Server{live.Start(t, d)}
		if d.Dialect == testkit.Postgres {
			servers = append(servers, live.Start(t, d)) // two servers, one database
		}
		p := servers[0].Seed(t, "p@example.com")
		answers := make([]live.Answer, 50)
		var all sync.WaitGroup
		for i := range answers {
			all.Go(func() { answers[i] = servers[i%len(servers)].Do(t, wish(credentials, p.Token, "k", credential("One"))) })
		}
		all.Wait()
		firsts := 0
		for _, a := range answers {
			switch {
			case a.Status == http.StatusCreated && a.Header.Get(api.HeaderReplayed) == "":
				firsts++
			case a.Status == http.StatusCreated:
			case a.Status == http.StatusConflict && strings.Contains(string(a.Body), "request.in_progress") && a.Header.Get("Retry-After") != "":
			default:
				t.Errorf("status %d: %s", a.Status, a.Body)
			}
		}
		if n := servers[0].DB.Int(t, `select count(*) from user_aws_credentials`); firsts != 1 || n != 1 {
			t.Errorf("%d ran, %d credentials", firsts, n)
		}
		expect(t, "afterwards", servers[len(servers)-1].Do(t, wish(credentials, p.Token, "k", credential("One"))), http.StatusCreated, true, "One")
	})
}

func TestAKeyIsItsOwners(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d)
		ada, bob := s.Seed(t, "ada@example.com"), s.Seed(t, "bob@example.com")
		ask := func(p *live.Person, workspace int64) live.Answer {
			q := wish(credentials, p.Token, "k", credential("One"))
			q.Header[api.HeaderWorkspace] = strconv.FormatInt(workspace, 10)
			return s.Do(t, q)
		}
		expect(t, "Ada", ask(ada, ada.Workspace), http.StatusCreated, false, "One")
		expect(t, "Bob", ask(bob, bob.Workspace), http.StatusCreated, false, "One")
		s.Join(t, ada, bob.Workspace, "admin")
		expect(t, "Ada in Bob's workspace", ask(ada, bob.Workspace), http.StatusConflict, false, "vault.label_taken")
		// Whoever may not ask any more gets no old answer either.
		s.Join(t, bob, ada.Workspace, "admin")
		s.DB.Exec(t, `delete from user_aws_credentials where workspace_id = ?`, ada.Workspace)
		expect(t, "Bob in Ada's workspace", ask(bob, ada.Workspace), http.StatusCreated, false, "One")
		s.DB.Exec(t, `update memberships set role = 'viewer' where user_id = ? and workspace_id = ?`, bob.ID, ada.Workspace)
		expect(t, "Bob as a viewer", ask(bob, ada.Workspace), http.StatusForbidden, false, "access.forbidden")
		s.DB.Exec(t, `update refresh_tokens set revoked = ? where user_id = ?`, true, bob.ID)
		expect(t, "Bob after signing out", ask(bob, bob.Workspace), http.StatusUnauthorized, false, "access.sign_in")
	})
}

func TestStrangersRegisterOnce(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d, func(c *server.Config) { c.TrustedProxies = "127.0.0.1" })
		register := func(email, from string) live.Answer {
			q := wish("/auth/register", "", "k", `{"email":"`+email+`","password":"`+live.Password+`"}`)
			q.Header["X-Forwarded-For"] = from
			return s.Do(t, q)
		}
		expect(t, "the first", register("a@example.com", "192.0.2.1"), http.StatusCreated, false, "a@example.com")
		expect(t, "the same again", register("a@example.com", "192.0.2.1"), http.StatusCreated, true, "a@example.com")
		expect(t, "another body", register("b@example.com", "192.0.2.1"), http.StatusUnprocessableEntity, false, "request.idempotency_mismatch")
		expect(t, "somebody else with the key", register("c@example.com", "192.0.2.2"), http.StatusCreated, false, "c@example.com")
		expect(t, "somebody else with the body", register("a@example.com", "192.0.2.3"), http.StatusConflict, false, "accounts.")
		dump := d.Dump(t)
		if n := s.DB.Int(t, `select count(*) from idempotency_keys`); n != 3 || bytes.Contains(dump, []byte(live.Password)) {
			t.Errorf("%d keys, or the password is in the database", n)
		}
	})
}

// A token is shown once; whoever lost that answer gets it again, and the
// database does not hold it.
func TestAnswersAreKeptSealed(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d)
		p := s.Seed(t, "p@example.com")
		q := wish("/auth/me/tokens", p.Token, "k", `{"name":"CI","scopes":["vault.read"],"current_password":"`+live.Password+`"}`)
		var first, again api.CreatedToken
		s.Do(t, q).JSON(t, &first)
		s.Do(t, q).JSON(t, &again)
		if first.Token == "" || again.Token != first.Token || s.DB.Int(t, `select count(*) from personal_access_tokens`) != 1 {
			t.Errorf("first %q, again %q", first.Token, again.Token)
		}
		if dump := d.Dump(t); bytes.Contains(dump, []byte(first.Token)) || bytes.Contains(dump, []byte(live.Password)) {
			t.Error("the database holds the token or the password")
		}
		// Moved to another row the answer does not open.
		expect(t, "another token", s.Do(t, wish("/auth/me/tokens", p.Token, "k2", q.Body)), http.StatusCreated, false, "")
		s.DB.Exec(t, `update idempotency_keys set answer = (select answer from idempotency_keys order by created_at limit 1)`)
		statuses := s.Do(t, q).Status + s.Do(t, wish("/auth/me/tokens", p.Token, "k2", q.Body)).Status
		if statuses != http.StatusCreated+http.StatusInternalServerError {
			t.Errorf("statuses add up to %d", statuses)
		}
	})
}

// deny makes the database refuse new credentials, until it is called again.
func deny(t *testing.T, s *live.Server, dialect string) (allow func()) {
	t.Helper()
	if dialect == testkit.SQLite {
		s.DB.Exec(t, `create trigger broken before insert on user_aws_credentials begin select raise(abort, 'broken'); end`)
		return func() { s.DB.Exec(t, `drop trigger broken`) }
	}
	s.DB.Exec(t, `alter table user_aws_credentials add constraint broken check (false) not valid`)
	return func() { s.DB.Exec(t, `alter table user_aws_credentials drop constraint broken`) }
}

func TestFailuresOnOurSideAreNotKept(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d, func(c *server.Config) { c.LogLevel = "error" })
		p := s.Seed(t, "p@example.com")
		allow := deny(t, s, d.Dialect)
		expect(t, "a failure", s.Do(t, wish(credentials, p.Token, "k", credential("One"))), http.StatusInternalServerError, false, "server.internal")
		allow()
		expect(t, "another try", s.Do(t, wish(credentials, p.Token, "k", credential("One"))), http.StatusCreated, false, "One")
	})
}

// A request that was cut off, as by a crash, runs again when it had changed
// nothing; else its caller is told that nobody knows.
func TestKeysOfRequestsThatWereCutOff(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d)
		p := s.Seed(t, "p@example.com")
		q := wish(credentials, p.Token, "k", credential("One"))
		expect(t, "the first", s.Do(t, q), http.StatusCreated, false, "One")
		cut := func(begun bool, ends time.Duration) {
			now := time.Now().UTC().Truncate(time.Microsecond)
			s.DB.Exec(t, `update idempotency_keys set status = 0, answer = null, begun = ?, expires_at = ?`, begun, now.Add(ends))
		}
		cut(true, time.Minute)
		busy := s.Do(t, q)
		if expect(t, "under way", busy, http.StatusConflict, false, "request.in_progress"); busy.Header.Get("Retry-After") != "1" {
			t.Errorf("Retry-After %q", busy.Header.Get("Retry-After"))
		}
		cut(true, -time.Minute)
		expect(t, "cut off after a change", s.Do(t, q), http.StatusConflict, false, "request.outcome_unknown")
		s.DB.Exec(t, `delete from user_aws_credentials`)
		cut(false, -time.Minute)
		expect(t, "cut off before any change", s.Do(t, q), http.StatusCreated, false, "One")
		expect(t, "and again", s.Do(t, q), http.StatusCreated, true, "One")
		s.DB.Exec(t, `delete from user_aws_credentials`)
		s.DB.Exec(t, `update idempotency_keys set expires_at = ?`, time.Now().UTC().Add(-time.Minute).Truncate(time.Microsecond))
		expect(t, "after a day", s.Do(t, q), http.StatusCreated, false, "One")
	})
}

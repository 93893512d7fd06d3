package faults

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/iamfake"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/onlinefake"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/orgfake"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/ssoadminfake"
	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/policy/access"
)

// cloud is a person whose server, in this process, has an AWS behind weather.
type cloud struct {
	*live.Person

	server  *live.Server
	weather *testkit.Weather
	key     testkit.Key
	made    int
}

func over(t *testing.T, endpoint string, key testkit.Key) *cloud {
	t.Helper()
	weather := testkit.NewWeather(t, endpoint)
	s := live.Start(t, testkit.NewSQLite(t), func(c *server.Config) { c.AWSEndpointURL = weather.URL })
	p := s.Seed(t, "p@example.com")
	c := &cloud{p, s, weather, key, 0}
	c.credential(t)
	return c
}

// credential adds one more that has been verified. What the server keeps of an account
// for a while it keeps for each of them.
func (c *cloud) credential(t *testing.T) int64 {
	t.Helper()
	c.made++
	added, err := c.Vault.Add(t.Context(), api.AddCredentialIn{Body: api.AddCredentialRequest{
		Label: fmt.Sprint("AWS ", c.made), AccessKeyID: c.key.ID, SecretAccessKey: c.key.Secret,
	}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Vault.Verify(t.Context(), api.ByID{ID: added.ID}); err != nil {
		t.Fatal(err)
	}
	return added.ID
}

var someKey = testkit.Key{ID: "AKIAIOSFODNN7EXAMPLE", Secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}

// An answer of AWS that is throttled, cut, changed or not AWS's is either got over, or
// told with the operation and the account: part of an answer is never shown as all.
func TestReadsAreWholeOrRefused(t *testing.T) {
	t.Parallel()
	org := orgfake.New(t)
	org.PageSize = 1
	org.Account("222222222222", "Shop", orgfake.Root)
	org.Make("SERVICE_CONTROL_POLICY", "Guard", orgfake.Full, orgfake.Root)
	center := ssoadminfake.On(t, org.Server)
	center.PageSize = 1
	center.Add("Reader")
	center.Add("Writer")

	snapshot := &access.Snapshot{}
	for i := range 1200 { // more than a page of AWS's
		snapshot.Users = append(snapshot.Users, access.User{UserName: fmt.Sprint("u", i), Arn: fmt.Sprintf("arn:aws:iam::%s:user/u%d", onlinefake.Account, i)})
	}
	snapshot.Users[1199].UserPolicyList = []access.InlinePolicy{{PolicyName: "read", PolicyDocument: readBucket}}
	account := over(t, iamfake.Start(t, iamfake.Account{ID: onlinefake.Account, Snapshot: snapshot}).URL, someKey)

	analyzer := onlinefake.Start(t)
	analyzer.PageSize, analyzer.Findings = 1, []onlinefake.Finding{{Code: "A", Type: "WARNING"}, {Code: "B", Type: "WARNING"}}
	asked := over(t, analyzer.URL, someKey)

	for _, read := range []reading{
		{"query, XML", account, http.MethodPost, "/policies/what-can", `{"principal":"arn:aws:iam::123456789012:user/u1199"}`, "GetAccountAuthorizationDetails", "iam:GetAccountAuthorizationDetails"},
		{"JSON 1.1, organization", over(t, org.URL, someKey), http.MethodGet, "/organizations/policies?type=SERVICE_CONTROL_POLICY", "", "ListPolicies", "organizations:ListPolicies"},
		{"JSON 1.1, permission sets", over(t, org.URL, someKey), http.MethodGet, "/identity-center/permission-sets", "", "ListPermissionSets", "sso:ListPermissionSets"},
		{"REST, JSON", asked, http.MethodPost, "/policies/validate", `{"document":{"Version":"2012-10-17","Statement":[]},"online":true}`, "/policy/validation", "access-analyzer:ValidatePolicy"},
	} {
		t.Run(read.name, func(t *testing.T) {
			t.Parallel() // they wait most of the time
			read.inEveryTrouble(t)
		})
	}
}

// reading is a request that reads a list of AWS's with several pages.
type reading struct {
	name               string
	of                 *cloud
	method, path, body string
	operation, action  string // on the wire, and in the audit log
}

// ask asks with a credential of its own, in trouble from a page on.
func (r reading) ask(t *testing.T, page int, trouble testkit.Trouble, times int) live.Answer {
	t.Helper()
	with := fmt.Sprint(r.of.credential(t))
	r.of.weather.TurnAt(r.operation, page, trouble, times)
	return r.of.server.Do(t, live.Request{
		Method: r.method, Path: api.Base + r.path, Token: r.of.Token, Body: r.body, Header: map[string]string{"X-AWS-Credential-ID": with},
	})
}

func (r reading) inEveryTrouble(t *testing.T) {
	fair := r.ask(t, 1, nil, 0)
	if pages := r.of.weather.SeenOf(r.operation); fair.Status != http.StatusOK || pages < 2 || partly(fair) {
		t.Fatalf("in fair weather %d after %d pages: %s", fair.Status, pages, fair.Body)
	}
	failures := func() int64 {
		return r.of.server.DB.Int(t, `select count(*) from audit_logs where action = ? and not success`, "aws."+r.action)
	}
	for _, c := range []struct {
		name    string
		trouble testkit.Trouble
		times   int
		page    int
		whole   bool // it is got over
	}{
		{"throttled", testkit.Says(http.StatusBadRequest, "ThrottlingException"), 1, 2, true},
		{"unavailable behind a proxy", testkit.ProxyPage(http.StatusServiceUnavailable), 1, 2, true},
		{"cut", testkit.Cut, 1, 1, true},
		{"reset", testkit.Reset, 1, 2, true},
		{"a clock an hour ahead", testkit.AtAnotherTime(time.Hour), -1, 1, true},
		{"a slow body", testkit.Dripping(50 * time.Millisecond), 1, 2, true},
		{"another content type", testkit.OtherType, -1, 1, true},
		{"a page of a proxy", testkit.ProxyPage(http.StatusOK), -1, 1, false},
		{"a page of a proxy, later", testkit.ProxyPage(http.StatusOK), -1, 2, false},
		{"a proxy's refusal", testkit.ProxyPage(http.StatusForbidden), -1, 2, false},
		{"nothing at all", testkit.Empty, -1, 1, false},
		{"nothing at all, later", testkit.Empty, -1, 2, false},
		{"a short answer", testkit.ShortAnswer, -1, 1, false},
		{"a short answer, later", testkit.ShortAnswer, -1, 2, false},
		{"an expired token, later", testkit.Says(http.StatusForbidden, "ExpiredTokenException"), -1, 2, false},
		{"throttled all along, later", testkit.Says(http.StatusTooManyRequests, "ThrottlingException"), -1, 2, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := failures()
			got := r.ask(t, c.page, c.trouble, c.times)
			switch told := failures() - before; {
			case c.whole && (string(got.Body) != string(fair.Body) || told != 0):
				t.Errorf("%d, %d failures recorded: %s", got.Status, told, got.Body)
			case !c.whole && (got.Status == http.StatusOK && !partly(got) || told != 1):
				t.Errorf("part of an answer is shown as all, or %d failures recorded: %d %s", told, got.Status, got.Body)
			case !c.whole && got.Status != http.StatusOK:
				var problem api.Problem
				got.JSON(t, &problem)
				named := strings.Contains(problem.Detail, r.action+" of account ") ||
					problem.AWS != nil && problem.AWS.Operation == r.operation && problem.AWS.AccountID != ""
				if got.Status != http.StatusBadGateway || !named {
					t.Errorf("the operation and the account are not named: %s", got.Body)
				}
			}
		})
	}
}

// partly tells whether an answer says that AWS's part of it is missing.
func partly(a live.Answer) bool { return strings.Contains(string(a.Body), `"answered":false`) }

// planned is a kind of plan. prepare makes what it needs, in fair weather.
type planned struct {
	operation string // on the wire
	plan      func(t *testing.T, name string) (api.Plan, error)
	// quiet tells that AWS answers it with an empty body, so that nothing at all is an
	// answer.
	quiet bool
}

// A write that AWS may have taken is sent once, and a plan goes on behind it when it
// is applied again; what AWS did not take changes nothing.
func TestWritesInEveryTrouble(t *testing.T) {
	t.Parallel()
	emulator := testkit.StartAWS(t)
	account := over(t, emulator.Endpoint, emulator.User(t, "writer", testkit.Everything))
	org := orgfake.New(t)
	org.Account("222222222222", "Shop", orgfake.Root)
	center := ssoadminfake.On(t, org.Server)
	management := over(t, org.URL, someKey)
	t.Run("IAM", func(t *testing.T) {
		t.Parallel()
		inEveryTrouble(t, account, iamWrites(t, account))
	})
	t.Run("organization", func(t *testing.T) {
		t.Parallel()
		inEveryTrouble(t, management, centralWrites(t, management, org, center))
	})
}

func inEveryTrouble(t *testing.T, c *cloud, writes []planned) {
	defer verified(t, c.server, c.Person)
	for _, trouble := range []struct {
		name    string
		trouble testkit.Trouble
		times   int
		state   string // of the plan afterwards
		sent    int    // how often the write was, until then
		loud    bool   // not for writes that are answered with an empty body
	}{
		{"throttled", testkit.Says(http.StatusBadRequest, "ThrottlingException"), 1, "applied", 2, false},
		{"found too old", testkit.AtAnotherTime(time.Hour), -1, "applied", 2, false},
		{"a slow body", testkit.Dripping(10 * time.Millisecond), 1, "applied", 1, false},
		{"another content type", testkit.OtherType, 1, "applied", 1, false},
		{"an expired token", testkit.Says(http.StatusForbidden, "ExpiredTokenException"), 1, "failed", 1, false},
		{"reset", testkit.Reset, 1, "failed_partially", 1, false},
		{"the answer is lost", testkit.CutAfter, 1, "failed_partially", 1, false},
		{"a page of a proxy", testkit.ProxyPage(http.StatusOK), 1, "failed_partially", 1, false},
		{"unavailable behind a proxy", testkit.ProxyPage(http.StatusServiceUnavailable), 1, "failed_partially", 1, false},
		{"nothing at all", testkit.Empty, 1, "failed_partially", 1, true},
	} {
		for i, w := range writes {
			if trouble.loud && w.quiet {
				continue
			}
			t.Run(trouble.name+"/"+w.operation, func(t *testing.T) {
				c.weather.Turn(nil, 0)
				plan, err := w.plan(t, fmt.Sprintf("w%d-%s", i, strings.ReplaceAll(trouble.name, " ", "-")))
				if err != nil {
					t.Fatal(err)
				}
				apply := func() live.Answer {
					return c.server.Do(t, live.Request{Method: http.MethodPost, Path: api.Base + fmt.Sprintf("/plans/%d/apply", plan.ID), Token: c.Token, Body: `{"hash":"` + plan.Hash + `"}`})
				}
				state := func() api.Plan {
					now, err := c.Plans.Get(t.Context(), api.ByID{ID: plan.ID})
					if err != nil {
						t.Fatal(err)
					}
					return now
				}
				c.weather.TurnAt(w.operation, 1, trouble.trouble, trouble.times)
				answer := apply()
				sent := c.weather.SeenOf(w.operation)
				c.weather.Turn(nil, 0)
				if now := state(); now.State != trouble.state || sent != trouble.sent {
					t.Fatalf("the plan is %s (%s), %s was sent %d times: %d %s", now.State, now.Error, w.operation, sent, answer.Status, answer.Body)
				}
				n := c.server.DB.Int(t, `select count(*) from audit_logs where action = ? and success = ?`, "aws."+plan.Steps[0].Operation, trouble.state == "applied")
				if n == 0 {
					t.Errorf("the outcome of %s is not in the audit log", plan.Steps[0].Operation)
				}
				if trouble.state != "applied" {
					if again := apply(); state().State != "applied" {
						t.Errorf("applied again: %d %s", again.Status, again.Body)
					}
				}
			})
		}
	}
}

func raw(document string) json.RawMessage { return json.RawMessage(document) }

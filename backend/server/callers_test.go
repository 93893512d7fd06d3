package server_test

import (
	"cmp"
	"crypto/ed25519"
	"crypto/rand"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/web"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

var parameter = regexp.MustCompile(`\{[a-z_]+\}`)

// request is a call of a route by a stranger to its meaning: every part of the
// path is 1, and the body is empty. Whoever may not call the route must be
// refused before any of that is looked at.
func request(r web.Route, token string) live.Request { return requestIn(r, token, "", "1") }

// plainest are bodies of routes that would go on to read an AWS account, which
// takes more than their permission, if none came with the question.
var plainest = map[string]string{
	"/policies/access-graph":    `{"snapshot": {}}`,
	"/policies/account-outline": `{"snapshot": {}}`,
	"/policies/exposures":       `{"snapshot": {}}`,
}

// requestIn is such a call in a workspace, on a thing with an id. The workspace
// is named where the route has it: in the path, else in the header; empty: 1 in
// the path, and nothing in the header.
func requestIn(r web.Route, token, workspace, id string) live.Request {
	q := live.Request{Method: r.Method, Token: token, Header: map[string]string{}}
	if r.Method != http.MethodGet && r.Method != http.MethodDelete {
		q.Body = cmp.Or(plainest[r.Path], "{}")
	}
	const inPath = "{workspace_id}"
	if strings.Contains(r.Path, inPath) {
		q.Path = strings.ReplaceAll(r.Path, inPath, cmp.Or(url.PathEscape(workspace), "1"))
	} else if q.Path = r.Path; workspace != "" {
		q.Header[api.HeaderWorkspace] = workspace
	}
	// Every policy has a version 1.
	q.Path = strings.Replace(q.Path, "{version}", "1", 1)
	q.Path = api.Base + parameter.ReplaceAllString(q.Path, id)
	return q
}

func isScoped(r web.Route) bool { return r.Access != "public" && r.Access != "signed-in" }

// refused are the tokens that no route may take, each with the reason.
func refused(t *testing.T, s *live.Server) map[string]string {
	t.Helper()
	claims := func(change func(jwt.MapClaims)) string {
		p := s.Seed(t, strings.ToLower(rand.Text())+"@example.com")
		c := p.Claims()
		change(c)
		return s.Sign(t, c)
	}
	ended := s.Seed(t, "ended@example.com")
	s.DB.Exec(t, `update refresh_tokens set revoked = ? where id = ?`, true, ended.Session)
	lapsed := s.Seed(t, "lapsed@example.com")
	s.DB.Exec(t, `update refresh_tokens set expires_at = ? where id = ?`, time.Now().UTC().Add(-time.Minute), lapsed.Session)
	closed := s.Seed(t, "closed@example.com")
	s.DB.Exec(t, `update users set is_active = ? where id = ?`, false, closed.ID)
	gone := s.Seed(t, "gone@example.com")
	s.DB.Exec(t, `delete from refresh_tokens where id = ?`, gone.Session)
	_, foreignKey, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	foreign, err := jwt.NewWithClaims(jwt.SigningMethodEdDSA, s.Seed(t, "forged@example.com").Claims()).SignedString(foreignKey)
	if err != nil {
		t.Fatal(err)
	}
	another := s.Seed(t, "another@example.com")
	personal := func(email, change string) string {
		p := s.Seed(t, email)
		token := s.Token(t, p, 0, string(access.VaultRead)).Token
		if change != "" {
			s.DB.Exec(t, change, time.Now().UTC().Add(-time.Second), p.ID)
		}
		return token
	}
	good := personal("mistyped@example.com", "")
	closedToo := s.Seed(t, "closed.too@example.com")
	ofClosed := s.Token(t, closedToo, 0, string(access.VaultRead)).Token
	s.DB.Exec(t, `update users set is_active = ? where id = ?`, false, closedToo.ID)
	return map[string]string{
		"personal and taken back":                   personal("revoked@example.com", `update personal_access_tokens set revoked_at = ? where user_id = ?`),
		"personal and over":                         personal("over@example.com", `update personal_access_tokens set expires_at = ? where user_id = ?`),
		"personal, of a closed account":             ofClosed,
		"personal and mistyped":                     good[:len(good)-1] + "~",
		"personal, with a good checksum, of nobody": "iamcopilot_pat_00000000000000000000000000000000000000000004gFtrc",
		"personal by its beginning":                 "iamcopilot_pat_",
		"garbage":                                   "garbage",
		"three parts of garbage":                    "a.b.c",
		"expired":                                   claims(func(c jwt.MapClaims) { c["exp"] = time.Now().Add(-time.Second).Unix() }),
		"without an end":                            claims(func(c jwt.MapClaims) { delete(c, "exp") }),
		"not yet valid":                             claims(func(c jwt.MapClaims) { c["nbf"] = time.Now().Add(time.Hour).Unix() }),
		"for another audience":                      claims(func(c jwt.MapClaims) { c["aud"] = "somebody-else" }),
		"of another issuer":                         claims(func(c jwt.MapClaims) { c["iss"] = "somebody-else" }),
		"with another person's session":             claims(func(c jwt.MapClaims) { c["sid"] = another.Session }),
		"of an ended session":                       ended.Token,
		"of a session that ran out":                 lapsed.Token,
		"of a closed account":                       closed.Token,
		"of a session that is gone":                 gone.Token,
		"signed with another key":                   foreign,
	}
}

func TestWhoeverIsNotSignedInIsRefusedEverywhere(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d)
		tokens := refused(t, s)
		tokens["none"] = ""
		for _, r := range server.Routes() {
			if r.Access == "public" {
				continue
			}
			for _, why := range slices.Sorted(maps.Keys(tokens)) {
				answer := s.Do(t, request(r, tokens[why]))
				if answer.Status != http.StatusUnauthorized {
					t.Errorf("%s %s with a token that is %s: status %d", r.Method, r.Path, why, answer.Status)
					continue
				}
				if p := answer.Problem(t); p.Code != "access.sign_in" || !strings.HasPrefix(answer.Header.Get("WWW-Authenticate"), "Bearer") {
					t.Errorf("%s %s with a token that is %s: %s, WWW-Authenticate %q", r.Method, r.Path, why, p.Code, answer.Header.Get("WWW-Authenticate"))
				}
			}
			for _, header := range []string{"Basic YTpi", "Bearer", "Bearer  ", "bearer", "Token abc"} {
				q := request(r, "")
				q.Header["Authorization"] = header
				if answer := s.Do(t, q); answer.Status != http.StatusUnauthorized {
					t.Errorf("%s %s with Authorization %q: status %d", r.Method, r.Path, header, answer.Status)
				}
			}
		}
	})
}

func TestWhoeverIsSignedInIsNotTurnedAway(t *testing.T) {
	s := live.Start(t, testkit.NewSQLite(t))
	for i, r := range server.Routes() {
		p := s.Seed(t, "p"+strconv.Itoa(i)+"@example.com") // some routes end the session
		if answer := s.Do(t, request(r, p.Token)); r.Access != "public" && (answer.Status == http.StatusUnauthorized || answer.Status == http.StatusForbidden || answer.Status >= 500) {
			t.Errorf("%s %s: status %d: %s", r.Method, r.Path, answer.Status, answer.Body)
		}
	}
}

func TestEveryRoleMayDoWhatTheTableSaysAndNoMore(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d)
		team := s.Seed(t, "owner@example.com")
		for _, role := range []access.Role{access.Owner, access.Admin, access.Operator, access.Auditor, access.Viewer} {
			p := team
			if role != access.Owner {
				p = s.Seed(t, string(role)+"@example.com")
				s.Join(t, p, team.Workspace, string(role))
			}
			routes := server.Routes()
			slices.SortStableFunc(routes, func(a, b web.Route) int { // leaving ends what the others need
				return strings.Count(a.Path, "/leave") - strings.Count(b.Path, "/leave")
			})
			for _, r := range routes {
				if !isScoped(r) {
					continue
				}
				answer := s.Do(t, requestIn(r, p.Token, strconv.FormatInt(team.Workspace, 10), "1"))
				switch may := role.May(access.Permission(r.Access)); {
				case may && (answer.Status == http.StatusUnauthorized || answer.Status == http.StatusForbidden || answer.Status >= 500):
					t.Errorf("%s %s as %s, who has %s: status %d: %s", r.Method, r.Path, role, r.Access, answer.Status, answer.Body)
				case !may && answer.Status != http.StatusForbidden:
					t.Errorf("%s %s as %s, who has not %s: status %d", r.Method, r.Path, role, r.Access, answer.Status)
				case !may:
					if problem := answer.Problem(t); problem.Code != "access.forbidden" {
						t.Errorf("%s %s as %s: code %s", r.Method, r.Path, role, problem.Code)
					}
				}
			}
		}
	})
}

func TestRoleThatIsTakenAwayCountsAtOnce(t *testing.T) {
	s := live.Start(t, testkit.NewSQLite(t))
	team, p := s.Seed(t, "owner@example.com"), s.Seed(t, "member@example.com")
	s.Join(t, p, team.Workspace, "admin")
	list := func() int {
		return s.Do(t, live.Request{
			Method: http.MethodGet, Path: api.Base + "/auth/aws-credentials", Token: p.Token,
			Header: map[string]string{api.HeaderWorkspace: strconv.FormatInt(team.Workspace, 10)},
		}).Status
	}
	if got := list(); got != http.StatusOK {
		t.Fatalf("as admin: status %d", got)
	}
	s.DB.Exec(t, `update memberships set role = 'viewer' where user_id = ? and workspace_id = ?`, p.ID, team.Workspace)
	if got := list(); got != http.StatusForbidden {
		t.Errorf("as viewer: status %d", got)
	}
	s.DB.Exec(t, `delete from memberships where user_id = ? and workspace_id = ?`, p.ID, team.Workspace)
	if got := list(); got != http.StatusNotFound {
		t.Errorf("as nobody: status %d", got)
	}
}

// A token reaches as far as its scopes and its owner's role, and no farther: in
// every route.
func TestTokensReachNoFurtherThanTheirScopes(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d)
		owner, viewer := s.Seed(t, "owner@example.com"), s.Seed(t, "viewer@example.com")
		s.Join(t, viewer, owner.Workspace, "viewer")
		var all []string
		for _, p := range access.Permissions() {
			all = append(all, string(p.Permission))
		}
		workspace := strconv.FormatInt(owner.Workspace, 10)
		everything, ofViewer := s.Token(t, owner, 0, all...).Token, s.Token(t, viewer, 0, all...).Token
		elsewhere := s.Token(t, viewer, viewer.Workspace, all...).Token
		with, withUse, without := map[string]string{}, map[string]string{}, map[string]string{}
		// One person may have fewer tokens than there are scopes to try.
		second, third := s.Seed(t, "second@example.com"), s.Seed(t, "third@example.com")
		s.Join(t, second, owner.Workspace, "owner")
		s.Join(t, third, owner.Workspace, "owner")
		for _, p := range all {
			with[p] = s.Token(t, owner, 0, p).Token
			withUse[p] = s.Token(t, second, 0, slices.Compact([]string{p, string(access.VaultUse)})...).Token
			without[p] = s.Token(t, third, 0, slices.DeleteFunc(slices.Clone(all), func(x string) bool { return x == p })...).Token
		}
		doc := describe(t)
		expect := func(r web.Route, what, token string, status int, code string) {
			t.Helper()
			answer := s.Do(t, requestIn(r, token, workspace, "987654321"))
			if answer.Status != status {
				t.Errorf("%s %s with a token %s: status %d, want %d: %s", r.Method, r.Path, what, answer.Status, status, answer.Body)
			} else if p := answer.Problem(t); p.Code != code {
				t.Errorf("%s %s with a token %s: %s, want %s", r.Method, r.Path, what, p.Code, code)
			}
		}
		for _, r := range server.Routes() {
			switch {
			case r.Access == "public":
			case r.Tokens:
				if answer := s.Do(t, request(r, everything)); answer.Status >= 300 {
					t.Errorf("%s %s with a token: status %d: %s", r.Method, r.Path, answer.Status, answer.Body)
				}
			case r.Access == "signed-in":
				expect(r, "of every scope", everything, http.StatusForbidden, "access.session_needed")
			default:
				expect(r, "of every other scope", without[r.Access], http.StatusForbidden, "access.token_scope")
				expect(r, "kept to another workspace", elsewhere, http.StatusNotFound, "access.workspace_not_found")
				if !access.Viewer.May(access.Permission(r.Access)) {
					expect(r, "of a viewer", ofViewer, http.StatusForbidden, "access.forbidden")
				}
				enough := with[r.Access]
				if doc.operation(t, r.Method, r.Path).takesHeader(api.HeaderCredential) {
					enough = withUse[r.Access] // it opens a credential on the way
				}
				answer := s.Do(t, requestIn(r, enough, workspace, "987654321"))
				if answer.Status == http.StatusUnauthorized || answer.Status == http.StatusForbidden || answer.Status >= 500 {
					t.Errorf("%s %s with a token of its scope: status %d: %s", r.Method, r.Path, answer.Status, answer.Body)
				}
			}
		}
	})
}

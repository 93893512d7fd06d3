package server_test

import (
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/server"
)

func TestMain(m *testing.M) { os.Exit(live.Main(m)) }

// Every route with its access stands in a file, so that a change of who may do
// what shows in review. UPDATE_GOLDEN=1 writes the file again.
func TestRoutesAndTheirAccess(t *testing.T) {
	var lines []string
	for _, r := range server.Routes() {
		who := r.Access
		if r.Tokens {
			who += ", by token too"
		}
		lines = append(lines, fmt.Sprintf("%-7s %-45s %s", r.Method, r.Path, who))
	}
	slices.SortFunc(lines, func(a, b string) int { return strings.Compare(a[8:]+a, b[8:]+b) }) // by path, then method
	golden(t, "routes.txt", "# Every route below /api/v1 and who may call it: anybody (public), whoever is\n# signed in, or whoever's role in the workspace has the permission (a personal\n# access token as far as its scopes go).\n"+strings.Join(lines, "\n")+"\n")
}

// What is asked for by GET makes and removes nothing, whoever leads a browser to it:
// only that it was asked may be recorded.
func TestReadsChangeNothing(t *testing.T) {
	s := live.Start(t, testkit.NewSQLite(t))
	p := s.Seed(t, "p@example.com")
	rows := func() map[string]int64 {
		out := map[string]int64{}
		for name := range strings.SplitSeq(s.DB.Text(t, `select group_concat(name) from sqlite_master where type = 'table'`), ",") {
			if !strings.HasPrefix(name, "audit_") {
				out[name] = s.DB.Int(t, `select count(*) from "`+name+`"`)
			}
		}
		return out
	}
	before, asked := rows(), 0
	for _, r := range server.Routes() {
		if r.Method == http.MethodGet {
			s.Do(t, request(r, p.Token))
			asked++
		}
	}
	if after := rows(); !maps.Equal(after, before) || asked < 50 {
		t.Errorf("%d reads, rows before and after: %v, %v", asked, before, after)
	}
}

// Which role has which permission stands in a file for the same reason.
func TestRolesAndTheirPermissions(t *testing.T) {
	var permissions []string
	for _, r := range server.Routes() {
		if r.Access != "public" && r.Access != "signed-in" && !slices.Contains(permissions, r.Access) {
			permissions = append(permissions, r.Access)
		}
	}
	slices.Sort(permissions)
	var out strings.Builder
	out.WriteString("# What each role may do in a workspace, of all that a route asks for.\n")
	for _, role := range []access.Role{access.Owner, access.Admin, access.Operator, access.Auditor, access.Viewer} {
		fmt.Fprintf(&out, "%s:", role)
		for _, p := range permissions {
			if role.May(access.Permission(p)) {
				out.WriteString(" " + p)
			}
		}
		out.WriteString("\n")
	}
	golden(t, "roles.txt", out.String())
}

// golden compares with the file testdata/name.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if os.Getenv("UPDATE_GOLDEN") == "1" {
		if err := os.MkdirAll("testdata", 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s is not what the code says; when the change is meant, run with UPDATE_GOLDEN=1 and commit it.\nIt should hold:\n%s", path, got)
	}
}

// What a stranger may call is listed here by name: a route that is public by
// mistake is found even by whoever updates the golden file without looking.
func TestPublicRoutesAreFewAndKnown(t *testing.T) {
	want := []string{
		"GET /auth/sso/{provider}/callback", "GET /auth/sso/{provider}/start",
		"GET /info", "POST /auth/forgot-password", "POST /auth/login", "POST /auth/login/mfa", "POST /auth/login/mfa/passkey",
		"POST /auth/login/passkey", "POST /auth/login/passkey/options", "POST /auth/logout", "POST /auth/refresh", "POST /auth/register",
		"POST /auth/reset-password", "POST /auth/sso/exchange", "POST /auth/verify-email", "POST /auth/verify-email/resend",
		"POST /invitations/preview",
	}
	var got []string
	for _, r := range server.Routes() {
		if r.Access == "public" {
			got = append(got, r.Method+" "+r.Path)
		}
		if !slices.Contains([]string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete}, r.Method) {
			t.Errorf("%s %s: the method is none that the interface uses", r.Method, r.Path)
		}
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("public routes are %v, want %v: think twice before you add one here", got, want)
	}
}

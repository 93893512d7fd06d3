package accounts_test

import (
	"bytes"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/client"
)

// form is what scanners of code look for; docs/operations.md has it.
var form = regexp.MustCompile(`^iamcopilot_pat_[0-9A-Za-z]{49}$`)

// by is a client that has a token and nothing else.
func by(t *testing.T, s *live.Server, token string) *client.Client {
	t.Helper()
	return s.Client(t, client.WithTokens(api.TokenPair{AccessToken: token}))
}

func createToken(t *testing.T, p *live.Person, in api.CreateTokenRequest) (api.CreatedToken, error) {
	t.Helper()
	if in.Name == "" {
		in.Name = "CI"
	}
	if in.CurrentPassword == "" {
		in.CurrentPassword = live.Password
	}
	return p.Accounts.CreateToken(t.Context(), api.CreateTokenIn{Body: in})
}

func TestPersonalAccessTokens(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d)
		p, ctx := s.Seed(t, "p@example.com"), t.Context()
		created, err := createToken(t, p, api.CreateTokenRequest{Name: "CI\nof the team", Scopes: []string{"vault.read", "audit.read", "vault.read"}})
		if err != nil || !form.MatchString(created.Token) || created.Name != "CI of the team" || strings.Join(created.Scopes, " ") != "audit.read vault.read" ||
			created.ExpiresAt.Sub(created.CreatedAt) != 90*24*time.Hour || created.LastUsedAt != nil || created.Preview != created.Token[:19]+"…" {
			t.Fatalf("%+v, %v", created, err)
		}
		c := by(t, s, created.Token)
		if me, err := c.Accounts.Me(ctx); err != nil || me.ID != p.ID {
			t.Errorf("%+v, %v", me, err)
		}
		if _, err := c.Vault.List(ctx, api.CredentialListIn{}); err != nil {
			t.Error(err)
		}
		live.Refused(t, second(c.Vault.Add(ctx, api.AddCredentialIn{Body: api.AddCredentialRequest{Label: "x", AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "x"}})), http.StatusForbidden, "access.token_scope")
		list, err := p.Accounts.Tokens(ctx)
		if err != nil || len(list.Items) != 1 || list.Items[0].LastUsedAt == nil || list.Items[0].LastUsedIP != "127.0.0.1" {
			t.Errorf("%+v, %v", list, err)
		}
		if bytes.Contains(d.Dump(t), []byte(created.Token[len("iamcopilot_pat_")+4:])) {
			t.Error("the token is in the database")
		}
		if err := p.Accounts.RevokeToken(ctx, api.ByID{ID: created.ID}); err != nil {
			t.Fatal(err)
		}
		live.Refused(t, second(c.Accounts.Me(ctx)), http.StatusUnauthorized, "access.sign_in")
		live.Refused(t, p.Accounts.RevokeToken(ctx, api.ByID{ID: created.ID}), http.StatusNotFound, "accounts.token_not_found")
		if list, err := p.Accounts.Tokens(ctx); err != nil || len(list.Items) != 0 {
			t.Errorf("%+v, %v", list, err)
		}
	})
}

func TestTokensAreMadeWithThePassword(t *testing.T) {
	s := live.Start(t, testkit.NewSQLite(t))
	p, other := s.Seed(t, "p@example.com"), s.Seed(t, "other@example.com")
	scopes := []string{"vault.read"}
	live.Refused(t, second(createToken(t, p, api.CreateTokenRequest{Scopes: scopes, CurrentPassword: "Wrong-Harbour-77"})), http.StatusForbidden, "accounts.wrong_password")
	live.Refused(t, second(createToken(t, p, api.CreateTokenRequest{Scopes: []string{"vault.everything"}})), http.StatusUnprocessableEntity, "accounts.unknown_scope")
	live.Refused(t, second(createToken(t, p, api.CreateTokenRequest{Scopes: scopes, WorkspaceID: &other.Workspace})), http.StatusNotFound, "access.workspace_not_found")
	for _, days := range []int{-1, 366} {
		live.Refused(t, second(createToken(t, p, api.CreateTokenRequest{Scopes: scopes, ExpiresInDays: days})), http.StatusUnprocessableEntity, "web.invalid")
	}
	live.Refused(t, second(createToken(t, p, api.CreateTokenRequest{Scopes: []string{}})), http.StatusUnprocessableEntity, "web.invalid")
}

// What a token does is recorded as its owner's, with the token.
func TestUseOfATokenIsRecorded(t *testing.T) {
	s := live.Start(t, testkit.NewSQLite(t))
	p := s.Seed(t, "p@example.com")
	created := s.Token(t, p, 0, "vault.write")
	if _, err := by(t, s, created.Token).Vault.Add(t.Context(), api.AddCredentialIn{Body: api.AddCredentialRequest{Label: "x", AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}}); err != nil {
		t.Fatal(err)
	}
	list, err := p.Audit.List(t.Context(), api.AuditListIn{Action: "vault.credential_added"})
	if err != nil || len(list.Items) != 1 || list.Items[0].UserEmail != p.Email || list.Items[0].Details["access_token_id"] != fmt.Sprint(created.ID) || list.Items[0].Details["label"] != "x" {
		t.Errorf("%+v, %v", list.Items, err)
	}
	if verified, err := p.Audit.Verify(t.Context()); err != nil || !verified.Valid {
		t.Errorf("%+v, %v", verified, err)
	}
}

func TestTokenOfOneWorkspace(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d)
		p, ctx := s.Seed(t, "p@example.com"), t.Context()
		w, err := p.Workspaces.Create(ctx, api.CreateWorkspaceIn{Body: api.CreateWorkspaceRequest{Name: "Team"}})
		if err != nil {
			t.Fatal(err)
		}
		c := by(t, s, s.Token(t, p, w.ID, "workspaces.read", "audit.read").Token)
		if list, err := c.Audit.List(ctx, api.AuditListIn{}); err != nil || len(list.Items) != 1 || list.Items[0].Action != "teams.workspace_created" {
			t.Errorf("without a word it acts in its own: %+v, %v", list, err)
		}
		live.Refused(t, second(c.InWorkspace(p.Workspace).Audit.List(ctx, api.AuditListIn{})), http.StatusNotFound, "access.workspace_not_found")
		live.Refused(t, second(c.Workspaces.Get(ctx, api.InWorkspace{WorkspaceID: p.Workspace})), http.StatusNotFound, "access.workspace_not_found")
		// It goes with the membership, and with the workspace.
		s.DB.Exec(t, `update memberships set user_id = ? where workspace_id = ?`, s.Seed(t, "other@example.com").ID, w.ID)
		live.Refused(t, second(c.Audit.List(ctx, api.AuditListIn{})), http.StatusNotFound, "access.workspace_not_found")
		s.DB.Exec(t, `delete from workspaces where id = ?`, w.ID)
		live.Refused(t, second(c.Accounts.Me(ctx)), http.StatusUnauthorized, "access.sign_in")
	})
}

// A reset of the password ends the tokens with the sessions; turning the
// second factor off shuts them out of workspaces that ask for one.
func TestWhatEndsTokens(t *testing.T) {
	mailed(t, func(t *testing.T, s *live.Server, box *testkit.Mailbox) {
		p, ctx, yes := s.Seed(t, "p@example.com"), t.Context(), true
		before := by(t, s, s.Token(t, p, 0, "workspaces.read").Token)
		box.Wait(t, p.Email, "A personal access token has been made", 0)
		_, codes := withApp(t, s, p)
		after := by(t, s, s.Token(t, p, 0, "workspaces.read").Token)
		here := api.InWorkspace{WorkspaceID: p.Workspace}
		if _, err := p.Workspaces.Update(ctx, api.UpdateWorkspaceIn{InWorkspace: here, Body: api.UpdateWorkspaceRequest{RequireMFA: &yes}}); err != nil {
			t.Fatal(err)
		}
		live.Refused(t, second(before.Workspaces.Get(ctx, here)), http.StatusForbidden, "access.mfa_required")
		if _, err := after.Workspaces.Get(ctx, here); err != nil {
			t.Error(err)
		}
		if err := p.Accounts.DisableTOTP(ctx, api.PasswordAndCodeIn{Body: api.PasswordAndCodeRequest{CurrentPassword: live.Password, Code: codes[0]}}); err != nil {
			t.Fatal(err)
		}

		live.Refused(t, second(after.Workspaces.Get(ctx, here)), http.StatusForbidden, "access.mfa_required")
		if err := resetTo(t, s, forget(t, s, box, p.Email, 0), "Another-Harbour-88"); err != nil {
			t.Fatal(err)
		}
		for _, c := range []*client.Client{before, after} {
			live.Refused(t, second(c.Accounts.Me(ctx)), http.StatusUnauthorized, "access.sign_in")
		}
	})
}

func TestThereAreNotEndlessTokens(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d)
		p := s.Seed(t, "p@example.com")
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				for range 15 {
					_, _ = createToken(t, p, api.CreateTokenRequest{Scopes: []string{"vault.read"}})
				}
			})
		}
		all.Wait()
		if n := s.DB.Int(t, `select count(*) from personal_access_tokens`); n != 50 {
			t.Errorf("%d tokens, want 50", n)
		}
		live.Refused(t, second(createToken(t, p, api.CreateTokenRequest{Scopes: []string{"vault.read"}})), http.StatusConflict, "accounts.too_many_tokens")
	})
}

package accounts_test

import (
	"bytes"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

func closeAccount(t *testing.T, p *live.Person, password, code string) error {
	t.Helper()
	return p.Accounts.DeleteMe(t.Context(), api.DeleteMeIn{Body: api.DeleteMeRequest{CurrentPassword: password, Code: code}})
}

func TestClosingAnAccount(t *testing.T) {
	mailed(t, func(t *testing.T, s *live.Server, box *testkit.Mailbox) {
		ctx := t.Context()
		p, boss := s.Seed(t, "p@example.com"), s.Seed(t, "boss@example.com")
		team, err := boss.Workspaces.Create(ctx, api.CreateWorkspaceIn{Body: api.CreateWorkspaceRequest{Name: "Team"}})
		if err != nil {
			t.Fatal(err)
		}
		s.Join(t, p, team.ID, "admin")
		key := func(label string) api.AddCredentialIn {
			return api.AddCredentialIn{Body: api.AddCredentialRequest{Label: label, AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}}
		}
		if _, err := p.Vault.Add(ctx, key("own")); err != nil {
			t.Fatal(err)
		}
		if _, err := p.InWorkspace(team.ID).Vault.Add(ctx, key("the team's")); err != nil {
			t.Fatal(err)
		}
		in := api.InWorkspace{WorkspaceID: team.ID}
		if _, err := p.Workspaces.Invite(ctx, api.InviteIn{InWorkspace: in, Body: api.InviteRequest{Email: "friend@example.com", Role: "admin"}}); err != nil {
			t.Fatal(err)
		}
		backDoor := box.Wait(t, "friend@example.com", "invited", 0).Secret(t)
		token := by(t, s, s.Token(t, p, 0, "vault.read").Token)
		reset := forget(t, s, box, p.Email, 0)
		a, _ := withApp(t, s, p)

		live.Refused(t, closeAccount(t, p, "Wrong-Harbour-77", a.fresh()), http.StatusForbidden, "accounts.wrong_password")
		live.Refused(t, closeAccount(t, p, live.Password, a.wrong()), http.StatusForbidden, "accounts.wrong_second_factor")
		live.Refused(t, closeAccount(t, p, live.Password, ""), http.StatusForbidden, "accounts.wrong_second_factor")
		if err := closeAccount(t, p, live.Password, a.fresh()); err != nil {
			t.Fatal(err)
		}
		live.Refused(t, second(p.Accounts.Me(ctx)), http.StatusUnauthorized, "access.sign_in")
		live.Refused(t, second(token.Accounts.Me(ctx)), http.StatusUnauthorized, "access.sign_in")
		live.Refused(t, second(login(t, s.Client(t), "p@example.com", live.Password)), http.StatusUnauthorized, "accounts.wrong_credentials")
		live.Refused(t, resetTo(t, s, reset, "Another-Harbour-88"), http.StatusUnprocessableEntity, "accounts.link_spent")
		friend := s.Seed(t, "friend@example.com")
		live.Refused(t, second(friend.Workspaces.AcceptInvitation(ctx, api.InvitationTokenIn{Body: api.SecretRequest{Token: backDoor}})), http.StatusUnprocessableEntity, "teams.invitation_spent")
		box.Wait(t, "p@example.com", "has been closed", 0)

		for _, table := range []string{"workspaces where id", "user_aws_credentials where workspace_id", "user_totp where workspace_id", "memberships where workspace_id"} {
			if n := s.DB.Int(t, `select count(*) from `+table+` = ?`, p.Workspace); n != 0 {
				t.Errorf("%d rows in %s", n, table)
			}
		}
		if list, err := boss.InWorkspace(team.ID).Vault.List(ctx, api.CredentialListIn{}); err != nil || len(list.Items) != 1 {
			t.Errorf("what the team has: %+v, %v", list, err)
		}
		if members, err := boss.Workspaces.Members(ctx, api.MemberListIn{InWorkspace: in}); err != nil || len(members.Items) != 1 {
			t.Errorf("%+v, %v", members, err)
		}
		if left := s.DB.Text(t, `select email || full_name || hashed_password from users where id = ?`, p.ID); strings.Contains(left, "p@example.com") || !strings.HasSuffix(left, "@account.invalid") {
			t.Errorf("what stays of the account: %q", left)
		}
		// The address is free again.
		if _, err := register(t, s.Client(t), "p@example.com", live.Password); err != nil {
			t.Fatal(err)
		}
		if err := verify(t, s, box.Wait(t, "p@example.com", "Open your", 0).Secret(t)); err != nil {
			t.Error(err)
		}
	})
}

// Nobody leaves a team without an owner, also not while it is handed to them.
func TestOwnerStaysUntilTheWorkspaceIsHandedOver(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d)
		ctx := t.Context()
		for round := range 4 {
			prefix := string(rune('a' + round))
			boss, heir := s.Seed(t, prefix+"boss@example.com"), s.Seed(t, prefix+"heir@example.com")
			team, err := boss.Workspaces.Create(ctx, api.CreateWorkspaceIn{Body: api.CreateWorkspaceRequest{Name: "Team"}})
			if err != nil {
				t.Fatal(err)
			}
			s.Join(t, heir, team.ID, "admin")
			live.Refused(t, closeAccount(t, boss, live.Password, ""), http.StatusConflict, "teams.owns_workspaces")
			var all sync.WaitGroup
			all.Go(func() {
				_, _ = boss.Workspaces.Transfer(ctx, api.TransferIn{InWorkspace: api.InWorkspace{WorkspaceID: team.ID}, Body: api.TransferRequest{UserID: heir.ID, CurrentPassword: live.Password}})
			})
			all.Go(func() { _ = closeAccount(t, heir, live.Password, "") })
			all.Wait()
			if n := s.DB.Int(t, `select count(*) from memberships m join users u on u.id = m.user_id where m.workspace_id = ? and m.role = 'owner' and u.is_active`, team.ID); n != 1 {
				t.Errorf("round %d: %d owners", round, n)
			}
		}
	})
}

// Nothing of the person is left in what a thief of the database finds, save in
// the audit log, which tells what was done.
func TestClosedAccountLeavesNoAddress(t *testing.T) {
	d := testkit.NewPostgres(t)
	s := live.Start(t, d)
	p := s.Seed(t, "gone.for.good@example.com")
	if err := closeAccount(t, p, live.Password, ""); err != nil {
		t.Fatal(err)
	}
	for line := range bytes.Lines(d.Dump(t)) {
		if bytes.Contains(line, []byte(p.Email)) && !bytes.Contains(line, []byte("INSERT INTO audit_months.")) {
			t.Errorf("%s", line)
		}
	}
}

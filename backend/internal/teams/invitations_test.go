package teams_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/client"
)

// mailed runs fn on each database with a team at a server that sends mail.
func mailed(t *testing.T, registration string, fn func(t *testing.T, s *live.Server, x team, box *testkit.Mailbox)) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		box := testkit.NewMailbox(t, testkit.MailboxOptions{})
		s := live.Start(t, d, live.WithMail(box), func(c *server.Config) { c.Registration = registration })
		fn(t, s, newTeam(t, s), box)
	})
}

func (x team) invite(t *testing.T, by *live.Person, email, role string) (api.Invitation, error) {
	t.Helper()
	return by.Workspaces.Invite(t.Context(), api.InviteIn{InWorkspace: x.in(), Body: api.InviteRequest{Email: email, Role: role}})
}

func accept(t *testing.T, p *live.Person, secret string) (api.Workspace, error) {
	t.Helper()
	return p.Workspaces.AcceptInvitation(t.Context(), api.InvitationTokenIn{Body: api.SecretRequest{Token: secret}})
}

// secretOf is the secret in a link.
func secretOf(t *testing.T, link string) string {
	t.Helper()
	_, secret, ok := strings.Cut(link, "/invitation#token=")
	if !ok {
		t.Fatalf("%q is no link", link)
	}
	return secret
}

const invited = "You are invited to a workspace"

func TestInvitation(t *testing.T) {
	mailed(t, "open", func(t *testing.T, s *live.Server, x team, box *testkit.Mailbox) {
		ctx := t.Context()
		in, err := x.invite(t, x.admin, "Stranger@Example.com", "operator")
		if err != nil || in.Email != "stranger@example.com" || in.Role != "operator" || in.InvitedBy != "admin@example.com" || in.Link != "" || in.ExpiresAt.Sub(in.CreatedAt) != 7*24*time.Hour {
			t.Fatalf("%+v, %v", in, err)
		}
		l := box.Wait(t, "stranger@example.com", invited, 0)
		if !strings.Contains(l.Text, live.Page+"/invitation#token=") || !strings.Contains(l.Text, "“Cloud team”") || !strings.Contains(l.Text, "admin@example.com") {
			t.Errorf("%s", l.Text)
		}
		secret := l.Secret(t)
		preview, err := s.Client(t).Workspaces.PreviewInvitation(ctx, api.InvitationTokenIn{Body: api.SecretRequest{Token: secret}})
		if err != nil || preview.WorkspaceName != "Cloud team" || preview.Email != "stranger@example.com" || preview.Role != "operator" || preview.InvitedBy != "admin@example.com" {
			t.Errorf("%+v, %v", preview, err)
		}
		thief := s.Seed(t, "thief@example.com")
		live.Refused(t, second(accept(t, thief, secret)), http.StatusForbidden, "teams.invited_another")
		live.Refused(t, second(x.stranger.Workspaces.Get(ctx, x.in())), http.StatusNotFound, "access.workspace_not_found")
		w, err := accept(t, x.stranger, secret)
		if err != nil || w.ID != x.id || w.Role != "operator" {
			t.Fatalf("%+v, %v", w, err)
		}
		if w, err = x.stranger.Workspaces.Get(ctx, x.in()); err != nil || w.Role != "operator" {
			t.Errorf("%+v, %v", w, err)
		}
		live.Refused(t, second(accept(t, x.stranger, secret)), http.StatusUnprocessableEntity, "teams.invitation_spent")
		live.Refused(t, second(x.invite(t, x.admin, "stranger@example.com", "viewer")), http.StatusConflict, "teams.already_member")
		list, err := x.owner.InWorkspace(x.id).Audit.List(ctx, api.AuditListIn{Action: "teams.member_joined"})
		if err != nil || len(list.Items) != 1 || list.Items[0].UserEmail != "stranger@example.com" || list.Items[0].Details["invited_by"] != "admin@example.com" {
			t.Errorf("%+v, %v", list.Items, err)
		}
	})
}

func TestInvitationsEnd(t *testing.T) {
	mailed(t, "open", func(t *testing.T, s *live.Server, x team, box *testkit.Mailbox) {
		ctx := t.Context()
		first, err := x.invite(t, x.owner, "stranger@example.com", "admin")
		if err != nil {
			t.Fatal(err)
		}
		old := box.Wait(t, "stranger@example.com", invited, 0).Secret(t)
		if _, err := x.invite(t, x.owner, "stranger@example.com", "viewer"); err != nil { // a smaller role after all
			t.Fatal(err)
		}
		secret := box.Wait(t, "stranger@example.com", invited, 1).Secret(t)
		live.Refused(t, second(accept(t, x.stranger, old)), http.StatusUnprocessableEntity, "teams.invitation_spent")
		list, err := x.owner.Workspaces.Invitations(ctx, api.InvitationListIn{InWorkspace: x.in()})
		if err != nil || len(list.Items) != 1 || list.Items[0].Role != "viewer" || list.Items[0].InvitedBy != "owner@example.com" || list.Items[0].ID == first.ID {
			t.Fatalf("%+v, %v", list, err)
		}
		one := api.InvitationIn{InWorkspace: x.in(), ID: list.Items[0].ID}

		s.DB.Exec(t, `update invitations set expires_at = ?`, time.Now().UTC().Add(-time.Second))
		live.Refused(t, second(accept(t, x.stranger, secret)), http.StatusUnprocessableEntity, "teams.invitation_spent")
		if again, err := x.admin.Workspaces.ResendInvitation(ctx, one); err != nil || again.InvitedBy != "admin@example.com" || !again.ExpiresAt.After(time.Now().Add(6*24*time.Hour)) {
			t.Errorf("%+v, %v", again, err)
		}
		secret = box.Wait(t, "stranger@example.com", invited, 2).Secret(t)
		if err := x.owner.Workspaces.RevokeInvitation(ctx, one); err != nil {
			t.Fatal(err)
		}
		live.Refused(t, second(accept(t, x.stranger, secret)), http.StatusUnprocessableEntity, "teams.invitation_spent")
		live.Refused(t, x.owner.Workspaces.RevokeInvitation(ctx, one), http.StatusNotFound, "teams.invitation_not_found")
		live.Refused(t, second(s.Client(t).Workspaces.PreviewInvitation(ctx, api.InvitationTokenIn{Body: api.SecretRequest{Token: secret}})), http.StatusUnprocessableEntity, "teams.invitation_spent")
		if x.role(t, s, x.stranger) != "none" {
			t.Error("the stranger got in")
		}
	})
}

// Who has lost the right to invite has lost what they have sent, too.
func TestInvitationsOfWhoMayNotInviteAnyMore(t *testing.T) {
	each(t, func(t *testing.T, _ *live.Server, x team) {
		live.Refused(t, second(x.invite(t, x.operator, "stranger@example.com", "viewer")), http.StatusForbidden, "access.forbidden")
		live.Refused(t, second(x.invite(t, x.owner, "nonsense", "viewer")), http.StatusUnprocessableEntity, "web.invalid")
		live.Refused(t, second(x.invite(t, x.owner, "stranger@example.com", "owner")), http.StatusUnprocessableEntity, "web.invalid")
		personal := team{id: x.owner.Workspace}
		live.Refused(t, second(personal.invite(t, x.owner, "stranger@example.com", "viewer")), http.StatusConflict, "teams.personal_workspace")
		in, err := x.invite(t, x.admin, "stranger@example.com", "admin")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := x.owner.Workspaces.ChangeRole(t.Context(), api.ChangeRoleIn{MemberIn: x.member(x.admin), Body: api.ChangeRoleRequest{Role: "viewer"}}); err != nil {
			t.Fatal(err)
		}
		live.Refused(t, second(accept(t, x.stranger, secretOf(t, in.Link))), http.StatusUnprocessableEntity, "teams.invitation_spent")
	})
}

// One link, many times at once, while it is taken back: one membership at most,
// and none after the taking back has been answered.
func TestInvitationIsAcceptedOnce(t *testing.T) {
	each(t, func(t *testing.T, s *live.Server, x team) {
		for round := range 4 {
			in, err := x.invite(t, x.owner, "stranger@example.com", "viewer")
			if err != nil {
				t.Fatal(err)
			}
			var won atomic.Int32
			var revoked atomic.Bool
			var all sync.WaitGroup
			for range 8 {
				all.Go(func() {
					var p *client.Error
					switch _, err := accept(t, x.stranger, secretOf(t, in.Link)); {
					case err == nil:
						won.Add(1)
					case !errors.As(err, &p) || p.Status >= 500:
						t.Error(err)
					}
				})
			}
			all.Go(func() {
				if x.owner.Workspaces.RevokeInvitation(t.Context(), api.InvitationIn{InWorkspace: x.in(), ID: in.ID}) == nil {
					revoked.Store(true)
				}
			})
			all.Wait()
			want := map[bool]int32{true: 0, false: 1}[revoked.Load()]
			if n := s.DB.Int(t, `select count(*) from memberships where workspace_id = ? and user_id = ?`, x.id, x.stranger.ID); won.Load() != want || n != int64(want) {
				t.Fatalf("round %d: taken back %t, accepted %d times, %d memberships", round, revoked.Load(), won.Load(), n)
			}
			s.DB.Exec(t, `delete from memberships where user_id = ? and workspace_id = ?`, x.stranger.ID, x.id)
		}
	})
}

func TestInvitedPeopleRegister(t *testing.T) {
	mailed(t, "invite", func(t *testing.T, s *live.Server, x team, box *testkit.Mailbox) {
		ctx := t.Context()
		register := func(email, secret string) (api.Registered, error) {
			return s.Client(t).Accounts.Register(ctx, api.RegisterIn{Body: api.RegisterRequest{Email: email, Password: live.Password, Invitation: secret}})
		}
		live.Refused(t, second(register("new@example.com", "")), http.StatusForbidden, "accounts.registration_closed")
		live.Refused(t, second(register("new@example.com", strings.Repeat("A", 43))), http.StatusUnprocessableEntity, "teams.invitation_spent")
		if _, err := x.invite(t, x.owner, "new@example.com", "auditor"); err != nil {
			t.Fatal(err)
		}
		secret := box.Wait(t, "new@example.com", invited, 0).Secret(t)
		live.Refused(t, second(register("thief@example.com", secret)), http.StatusForbidden, "accounts.invited_another")
		var won atomic.Int32
		var all sync.WaitGroup
		for range 6 {
			all.Go(func() {
				if out, err := register("New@example.com", secret); err == nil && out.ID != 0 && out.IsVerified && !out.VerificationRequired {
					won.Add(1)
				}
			})
		}
		all.Wait()
		if won.Load() != 1 {
			t.Fatalf("%d accounts were opened", won.Load())
		}
		c := s.Client(t)
		live.Login(t, c, "new@example.com")
		if w, err := c.Workspaces.Get(ctx, x.in()); err != nil || w.Role != "auditor" {
			t.Errorf("%+v, %v", w, err)
		}
		live.Refused(t, second(register("new@example.com", secret)), http.StatusUnprocessableEntity, "teams.invitation_spent")
	})
}

// Where letters do not reach people, the link proves nothing of the mailbox.
func TestLinkFromHandToHandProvesNoAddress(t *testing.T) {
	s := live.Start(t, testkit.NewSQLite(t))
	x := newTeam(t, s)
	in, err := x.invite(t, x.owner, "new@example.com", "viewer")
	if err != nil {
		t.Fatal(err)
	}
	out, err := s.Client(t).Accounts.Register(t.Context(), api.RegisterIn{Body: api.RegisterRequest{Email: "new@example.com", Password: live.Password, Invitation: secretOf(t, in.Link)}})
	if err != nil || out.IsVerified {
		t.Errorf("%+v, %v", out, err)
	}
}

func TestInvitationsAreLimited(t *testing.T) {
	s := live.Start(t, testkit.NewSQLite(t))
	x := newTeam(t, s)
	for range 5 {
		if _, err := x.invite(t, x.owner, "one@example.com", "viewer"); err != nil {
			t.Fatal(err)
		}
	}
	live.Refused(t, second(x.invite(t, x.owner, "one@example.com", "viewer")), http.StatusTooManyRequests, "teams.too_many")
	var last error
	for i := 0; i < 60 && last == nil; i++ {
		_, last = x.invite(t, x.owner, fmt.Sprintf("p%d@example.com", i), "viewer")
	}
	live.Refused(t, last, http.StatusTooManyRequests, "teams.too_many")
}

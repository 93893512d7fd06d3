package teams_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/client"
)

// second is the error of a call whose answer does not matter.
func second[T any](_ T, err error) error { return err }

// team is a workspace with one person of every role.
type team struct {
	id                                       int64
	owner, admin, operator, viewer, stranger *live.Person
}

func newTeam(t *testing.T, s *live.Server) team {
	t.Helper()
	owner := s.Seed(t, "owner@example.com")
	w, err := owner.Workspaces.Create(t.Context(), api.CreateWorkspaceIn{Body: api.CreateWorkspaceRequest{Name: "  Cloud\n team "}})
	if err != nil || w.Name != "Cloud team" || w.Personal || w.Role != "owner" || w.RequireMFA {
		t.Fatalf("%+v, %v", w, err)
	}
	x := team{id: w.ID, owner: owner, admin: s.Seed(t, "admin@example.com"), operator: s.Seed(t, "operator@example.com"), viewer: s.Seed(t, "viewer@example.com"), stranger: s.Seed(t, "stranger@example.com")}
	s.Join(t, x.admin, w.ID, "admin")
	s.Join(t, x.operator, w.ID, "operator")
	s.Join(t, x.viewer, w.ID, "viewer")
	return x
}

func (x team) in() api.InWorkspace { return api.InWorkspace{WorkspaceID: x.id} }

func (x team) member(p *live.Person) api.MemberIn {
	return api.MemberIn{InWorkspace: x.in(), UserID: p.ID}
}

func (x team) role(t *testing.T, s *live.Server, p *live.Person) string {
	t.Helper()
	if s.DB.Int(t, `select count(*) from memberships where workspace_id = ? and user_id = ?`, x.id, p.ID) == 0 {
		return "none"
	}
	return s.DB.Text(t, `select role from memberships where workspace_id = ? and user_id = ?`, x.id, p.ID)
}

// roles counts the members of the team by role.
func (x team) owners(t *testing.T, s *live.Server) int64 {
	t.Helper()
	return s.DB.Int(t, `select count(*) from memberships where workspace_id = ? and role = 'owner'`, x.id)
}

func each(t *testing.T, fn func(t *testing.T, s *live.Server, x team)) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d, func(c *server.Config) { c.TrustedProxies = "127.0.0.1" })
		fn(t, s, newTeam(t, s))
	})
}

func TestWorkspace(t *testing.T) {
	each(t, func(t *testing.T, s *live.Server, x team) {
		ctx := t.Context()
		name := "Platform"
		w, err := x.admin.Workspaces.Update(ctx, api.UpdateWorkspaceIn{InWorkspace: x.in(), Body: api.UpdateWorkspaceRequest{Name: &name}})
		if err != nil || w.Name != name || w.Role != "admin" {
			t.Errorf("%+v, %v", w, err)
		}
		if w, err = x.viewer.Workspaces.Get(ctx, x.in()); err != nil || w.Name != name || w.Role != "viewer" {
			t.Errorf("%+v, %v", w, err)
		}
		blank := " \t "
		live.Refused(t, second(x.admin.Workspaces.Update(ctx, api.UpdateWorkspaceIn{InWorkspace: x.in(), Body: api.UpdateWorkspaceRequest{Name: &blank}})), http.StatusUnprocessableEntity, "teams.wrong_name")
		members, err := x.viewer.Workspaces.Members(ctx, api.MemberListIn{InWorkspace: x.in(), Page: api.Page{Limit: 3}})
		if err != nil || len(members.Items) != 3 || members.NextCursor == "" || members.Items[0].Email != "owner@example.com" || members.Items[0].Role != "owner" {
			t.Fatalf("%+v, %v", members, err)
		}
		rest, err := x.viewer.Workspaces.Members(ctx, api.MemberListIn{InWorkspace: x.in(), Page: api.Page{Limit: 3, Cursor: members.NextCursor}})
		if err != nil || len(rest.Items) != 1 || rest.Items[0].Email != "viewer@example.com" || rest.NextCursor != "" {
			t.Errorf("%+v, %v", rest, err)
		}
		list, err := x.owner.InWorkspace(x.id).Audit.List(ctx, api.AuditListIn{Action: "teams."})
		if err != nil || len(list.Items) != 2 || list.Items[0].Action != "teams.workspace_changed" || list.Items[0].UserEmail != "admin@example.com" || list.Items[1].Action != "teams.workspace_created" {
			t.Errorf("%+v, %v", list.Items, err)
		}
	})
}

func TestDeletingAWorkspace(t *testing.T) {
	each(t, func(t *testing.T, s *live.Server, x team) {
		ctx := t.Context()
		if _, err := x.owner.InWorkspace(x.id).Vault.Add(ctx, api.AddCredentialIn{Body: api.AddCredentialRequest{Label: "L", AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}}); err != nil {
			t.Fatal(err)
		}
		if _, err := x.viewer.Accounts.UpdateMe(ctx, api.UpdateMeIn{Body: api.UpdateMeRequest{DefaultWorkspaceID: &x.id}}); err != nil {
			t.Fatal(err)
		}
		del := func(p *live.Person, name, password string) error {
			return p.Workspaces.Delete(ctx, api.DeleteWorkspaceIn{InWorkspace: x.in(), Body: api.DeleteWorkspaceRequest{Name: name, CurrentPassword: password}})
		}
		live.Refused(t, del(x.admin, "Cloud team", live.Password), http.StatusForbidden, "access.forbidden")
		live.Refused(t, del(x.owner, "Cloud team", "Wrong-Harbour-77"), http.StatusForbidden, "accounts.wrong_password") // a stolen access token is not enough
		live.Refused(t, del(x.owner, "Other team", live.Password), http.StatusUnprocessableEntity, "teams.wrong_name")
		personal := api.DeleteWorkspaceIn{InWorkspace: api.InWorkspace{WorkspaceID: x.owner.Workspace}, Body: api.DeleteWorkspaceRequest{Name: x.owner.Email, CurrentPassword: live.Password}}
		live.Refused(t, x.owner.Workspaces.Delete(ctx, personal), http.StatusConflict, "teams.personal_workspace")
		if err := del(x.owner, "cloud team", live.Password); err != nil {
			t.Fatal(err)
		}
		live.Refused(t, second(x.owner.Workspaces.Get(ctx, x.in())), http.StatusNotFound, "access.workspace_not_found")
		for table, want := range map[string]int64{"user_aws_credentials": 0, "data_keys": 0, "memberships": 0} {
			if n := s.DB.Int(t, `select count(*) from `+table+` where workspace_id = ?`, x.id); n != want {
				t.Errorf("%d rows in %s", n, table)
			}
		}
		if n := s.DB.Int(t, `select count(*) from audit_logs where workspace_id = ? and action = 'teams.workspace_deleted' and success`, x.id); n != 1 {
			t.Errorf("%d records of it", n)
		}
		if me, err := x.viewer.Accounts.Me(ctx); err != nil || me.DefaultWorkspaceID != x.viewer.Workspace {
			t.Errorf("%+v, %v", me, err)
		}
	})
}

// What roles may not do to each other, whatever the order of requests.
func TestRolesOfMembers(t *testing.T) {
	each(t, func(t *testing.T, s *live.Server, x team) {
		ctx := t.Context()
		change := func(by, of *live.Person, role string) error {
			return second(by.Workspaces.ChangeRole(ctx, api.ChangeRoleIn{MemberIn: x.member(of), Body: api.ChangeRoleRequest{Role: role}}))
		}
		live.Refused(t, change(x.operator, x.operator, "admin"), http.StatusForbidden, "access.forbidden") // of one's own
		live.Refused(t, change(x.viewer, x.operator, "viewer"), http.StatusForbidden, "access.forbidden")
		live.Refused(t, change(x.admin, x.owner, "viewer"), http.StatusConflict, "teams.owner_stays")
		live.Refused(t, change(x.owner, x.owner, "admin"), http.StatusConflict, "teams.owner_stays")
		live.Refused(t, change(x.admin, x.admin, "owner"), http.StatusUnprocessableEntity, "web.invalid")
		live.Refused(t, change(x.admin, x.stranger, "viewer"), http.StatusNotFound, "teams.member_not_found")
		live.Refused(t, x.admin.Workspaces.RemoveMember(ctx, x.member(x.owner)), http.StatusConflict, "teams.owner_stays")
		live.Refused(t, x.owner.Workspaces.Leave(ctx, x.in()), http.StatusConflict, "teams.owner_stays")
		live.Refused(t, x.owner.Workspaces.Leave(ctx, api.InWorkspace{WorkspaceID: x.owner.Workspace}), http.StatusConflict, "teams.personal_workspace")
		live.Refused(t, x.stranger.Workspaces.Leave(ctx, x.in()), http.StatusNotFound, "access.workspace_not_found")
		if err := change(x.admin, x.viewer, "operator"); err != nil || x.role(t, s, x.viewer) != "operator" {
			t.Errorf("%v", err)
		}
		if err := change(x.admin, x.admin, "viewer"); err != nil { // one's own, downwards
			t.Error(err)
		}
		live.Refused(t, change(x.admin, x.admin, "admin"), http.StatusForbidden, "access.forbidden") // and not up again
	})
}

// Whoever is removed is out with the next request, with the session and the
// access token they have, and comes back by no door they have left open.
func TestRemovalIsAtOnce(t *testing.T) {
	each(t, func(t *testing.T, s *live.Server, x team) {
		ctx := t.Context()
		admin := x.admin.InWorkspace(x.id)
		if _, err := x.admin.Accounts.UpdateMe(ctx, api.UpdateMeIn{Body: api.UpdateMeRequest{DefaultWorkspaceID: &x.id}}); err != nil {
			t.Fatal(err)
		}
		back, err := x.admin.Workspaces.Invite(ctx, api.InviteIn{InWorkspace: x.in(), Body: api.InviteRequest{Email: "stranger@example.com", Role: "admin"}})
		if err != nil || back.Link == "" {
			t.Fatalf("%+v, %v", back, err)
		}
		if _, err := admin.Vault.List(ctx, api.CredentialListIn{}); err != nil {
			t.Fatal(err)
		}
		if err := x.owner.Workspaces.RemoveMember(ctx, x.member(x.admin)); err != nil {
			t.Fatal(err)
		}
		live.Refused(t, second(admin.Vault.List(ctx, api.CredentialListIn{})), http.StatusNotFound, "access.workspace_not_found")
		live.Refused(t, second(accept(t, x.stranger, secretOf(t, back.Link))), http.StatusUnprocessableEntity, "teams.invitation_spent")
		if _, err := x.admin.Vault.List(ctx, api.CredentialListIn{}); err != nil { // the default workspace is one's own again
			t.Error(err)
		}
		live.Refused(t, x.owner.Workspaces.RemoveMember(ctx, x.member(x.admin)), http.StatusNotFound, "teams.member_not_found")
		if err := x.viewer.Workspaces.Leave(ctx, x.in()); err != nil || x.role(t, s, x.viewer) != "none" {
			t.Error(err)
		}
	})
}

func TestHandingAWorkspaceOver(t *testing.T) {
	each(t, func(t *testing.T, s *live.Server, x team) {
		ctx := t.Context()
		transfer := func(by, to *live.Person, password string) error {
			return second(by.Workspaces.Transfer(ctx, api.TransferIn{InWorkspace: x.in(), Body: api.TransferRequest{UserID: to.ID, CurrentPassword: password}}))
		}
		live.Refused(t, transfer(x.admin, x.admin, live.Password), http.StatusForbidden, "access.forbidden")
		live.Refused(t, transfer(x.owner, x.viewer, "Wrong-Harbour-77"), http.StatusForbidden, "accounts.wrong_password")
		live.Refused(t, transfer(x.owner, x.stranger, live.Password), http.StatusNotFound, "teams.member_not_found")
		live.Refused(t, transfer(x.owner, x.owner, live.Password), http.StatusConflict, "teams.owner_stays")
		if err := transfer(x.owner, x.viewer, live.Password); err != nil {
			t.Fatal(err)
		}
		if x.role(t, s, x.owner) != "admin" || x.role(t, s, x.viewer) != "owner" {
			t.Errorf("%s and %s", x.role(t, s, x.owner), x.role(t, s, x.viewer))
		}
		live.Refused(t, transfer(x.owner, x.owner, live.Password), http.StatusForbidden, "access.forbidden")
	})
}

// However many hand over, remove and leave at once, there is one owner.
func TestThereIsAlwaysOneOwner(t *testing.T) {
	each(t, func(t *testing.T, s *live.Server, x team) {
		ctx := t.Context()
		for round := range 6 {
			ownerID := s.DB.Int(t, `select user_id from memberships where workspace_id = ? and role = 'owner'`, x.id)
			var owner *live.Person
			var others []*live.Person
			for _, p := range []*live.Person{x.owner, x.admin, x.operator, x.viewer} {
				if p.ID == ownerID {
					owner = p
				} else {
					others = append(others, p)
				}
			}
			var won atomic.Int32
			var all sync.WaitGroup
			for _, to := range others {
				all.Go(func() {
					if second(owner.Workspaces.Transfer(ctx, api.TransferIn{InWorkspace: x.in(), Body: api.TransferRequest{UserID: to.ID, CurrentPassword: live.Password}})) == nil {
						won.Add(1)
					}
				})
				all.Go(func() { _ = to.Workspaces.Leave(ctx, x.in()) })
				all.Go(func() { _ = owner.Workspaces.RemoveMember(ctx, x.member(to)) })
			}
			all.Wait()
			if n := x.owners(t, s); n != 1 || won.Load() > 1 {
				t.Fatalf("round %d: %d owners, %d transfers", round, n, won.Load())
			}
			for _, p := range []*live.Person{x.owner, x.admin, x.operator, x.viewer} {
				if x.role(t, s, p) == "none" {
					s.Join(t, p, x.id, "admin")
				}
			}
		}
	})
}

// withMFA signs a person in once more, with a second factor.
func withMFA(t *testing.T, s *live.Server, p *live.Person) *client.Client {
	t.Helper()
	enrolled, err := p.Accounts.EnrolTOTP(t.Context(), api.EnrolTOTPIn{Body: api.PasswordRequest{CurrentPassword: live.Password}})
	if err != nil {
		t.Fatal(err)
	}
	code, err := totp.GenerateCode(enrolled.Secret, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Accounts.ConfirmTOTP(t.Context(), api.ConfirmTOTPIn{Body: api.CodeRequest{Code: code}}); err != nil {
		t.Fatal(err)
	}
	return p.Client
}

func TestWorkspaceThatAsksForASecondFactor(t *testing.T) {
	each(t, func(t *testing.T, s *live.Server, x team) {
		ctx, yes, no := t.Context(), true, false
		require := func(p *live.Person, wanted *bool) error {
			return second(p.Workspaces.Update(ctx, api.UpdateWorkspaceIn{InWorkspace: x.in(), Body: api.UpdateWorkspaceRequest{RequireMFA: wanted}}))
		}
		live.Refused(t, require(x.owner, &yes), http.StatusConflict, "teams.own_mfa_first")
		withMFA(t, s, x.owner)
		if err := require(x.owner, &yes); err != nil {
			t.Fatal(err)
		}
		viewer := x.viewer.InWorkspace(x.id)
		live.Refused(t, second(viewer.Policies.ConditionOperators(ctx)), http.StatusForbidden, "access.mfa_required")
		live.Refused(t, require(x.admin, &no), http.StatusForbidden, "access.mfa_required")
		live.Refused(t, second(x.stranger.Workspaces.Get(ctx, x.in())), http.StatusNotFound, "access.workspace_not_found") // tells a stranger nothing
		if _, err := x.viewer.Workspaces.List(ctx, api.Page{}); err != nil {
			t.Error(err)
		}
		withMFA(t, s, x.viewer)
		if _, err := viewer.Policies.ConditionOperators(ctx); err != nil {
			t.Errorf("with a second factor: %v", err)
		}
		// Another session of the same person, which has not shown it, does not get in.
		session := s.NewSession(t, x.viewer)
		claims := x.viewer.Claims()
		claims["sid"] = session
		answer := s.Do(t, live.Request{Method: http.MethodGet, Path: fmt.Sprintf("%s/workspaces/%d", api.Base, x.id), Token: s.Sign(t, claims)})
		if answer.Status != http.StatusForbidden || !strings.Contains(string(answer.Body), "access.mfa_required") {
			t.Errorf("a session without it: %d %s", answer.Status, answer.Body)
		}
	})
}

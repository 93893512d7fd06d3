package accounts_test

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

func TestProfile(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d)
		p, other := s.Seed(t, "p@example.com"), s.Seed(t, "other@example.com")
		ctx := t.Context()
		name := "Zoë Ångström"
		user, err := p.Accounts.UpdateMe(ctx, api.UpdateMeIn{Body: api.UpdateMeRequest{FullName: &name}})
		if err != nil || user.FullName != name {
			t.Errorf("%+v, %v", user, err)
		}
		if same, err := p.Accounts.UpdateMe(ctx, api.UpdateMeIn{}); err != nil || same.FullName != name {
			t.Errorf("changing nothing: %+v, %v", same, err)
		}
		if me, err := p.Accounts.Me(ctx); err != nil || me.FullName != name || me.ID != p.ID {
			t.Errorf("%+v, %v", me, err)
		}
		for _, foreign := range []int64{other.Workspace, 999_999} {
			_, err := p.Accounts.UpdateMe(ctx, api.UpdateMeIn{Body: api.UpdateMeRequest{DefaultWorkspaceID: &foreign}})
			live.Refused(t, err, http.StatusNotFound, "access.workspace_not_found")
		}
		s.Join(t, p, other.Workspace, "viewer")
		if user, err := p.Accounts.UpdateMe(ctx, api.UpdateMeIn{Body: api.UpdateMeRequest{DefaultWorkspaceID: &other.Workspace}}); err != nil || user.DefaultWorkspaceID != other.Workspace {
			t.Errorf("%+v, %v", user, err)
		}
		// A viewer may not see credentials: the request went to the new default.
		live.Refused(t, second(p.Vault.List(ctx, api.CredentialListIn{})), http.StatusForbidden, "access.forbidden")
		if list, err := p.InWorkspace(p.Workspace).Audit.List(ctx, api.AuditListIn{Action: "accounts.profile_changed"}); err != nil || len(list.Items) != 2 {
			t.Errorf("%+v, %v", list, err)
		}
	})
}

func change(t *testing.T, p *live.Person, current, next string) error {
	t.Helper()
	return p.Accounts.ChangePassword(t.Context(), api.ChangePasswordIn{Body: api.ChangePasswordRequest{CurrentPassword: current, NewPassword: next}})
}

func TestChangingThePassword(t *testing.T) {
	const next = "Another-Harbour-88"
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d)
		p := s.Seed(t, "p@example.com")
		elsewhere := s.Client(t)
		old := live.Login(t, elsewhere, "p@example.com")

		refused := live.Refused(t, change(t, p, "Wrong-Harbour-77", next), http.StatusForbidden, "accounts.wrong_password")
		if !live.At(refused.Problem, "body.current_password", "not right") {
			t.Errorf("%+v", refused.Errors)
		}
		weak := live.Refused(t, change(t, p, live.Password, "weak"), http.StatusUnprocessableEntity, "accounts.weak_password")
		if !live.At(weak.Problem, "body.new_password", "at least 8") {
			t.Errorf("%+v", weak.Errors)
		}
		if err := change(t, p, live.Password, next); err != nil {
			t.Fatal(err)
		}

		if _, err := p.Accounts.Me(t.Context()); err != nil {
			t.Errorf("the session that changed it: %v", err)
		}
		elsewhere.SetTokens(api.TokenPair{AccessToken: old.AccessToken})
		live.Refused(t, second(elsewhere.Accounts.Me(t.Context())), http.StatusUnauthorized, "access.sign_in")
		_, err := elsewhere.Accounts.Refresh(t.Context(), api.RefreshIn{Body: &api.RefreshRequest{RefreshToken: old.RefreshToken}})
		live.Refused(t, err, http.StatusUnauthorized, "accounts.refresh_refused")
		live.Refused(t, second(login(t, s.Client(t), "p@example.com", live.Password)), http.StatusUnauthorized, "accounts.wrong_credentials")
		if _, err := login(t, s.Client(t), "p@example.com", next); err != nil {
			t.Errorf("with the new password: %v", err)
		}
		list, err := p.Audit.List(t.Context(), api.AuditListIn{Action: "accounts.password_changed"})
		if err != nil || len(list.Items) != 2 || !list.Items[0].Success || list.Items[0].Details["sessions_ended"] != "1" || list.Items[1].Success {
			t.Errorf("%+v, %v", list.Items, err)
		}
	})
}

// A stolen access token must not be good for guessing the password.
func TestGuessingTheCurrentPasswordIsSlowedDown(t *testing.T) {
	s := live.Start(t, testkit.NewSQLite(t))
	p := s.Seed(t, "p@example.com")
	for range 10 {
		live.Refused(t, change(t, p, "Wrong-Harbour-77", "Another-Harbour-88"), http.StatusForbidden, "accounts.wrong_password")
	}
	if refused := live.Refused(t, change(t, p, live.Password, "Another-Harbour-88"), http.StatusTooManyRequests, "accounts.too_many_attempts"); refused.RetryAfter < time.Second {
		t.Errorf("wait %s", refused.RetryAfter)
	}
}

func TestChangingTheAddress(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d)
		p, ctx := s.Seed(t, "p@example.com"), t.Context()
		s.DB.Exec(t, `update users set is_verified = ? where id = ?`, true, p.ID)
		s.Seed(t, "taken@example.com")
		to := func(email, password string) (api.User, error) {
			return p.Accounts.ChangeEmail(ctx, api.ChangeEmailIn{Body: api.ChangeEmailRequest{Email: email, CurrentPassword: password}})
		}
		live.Refused(t, second(to("new@example.com", "Wrong-Harbour-77")), http.StatusForbidden, "accounts.wrong_password")
		live.Refused(t, second(to("Taken@example.com", live.Password)), http.StatusConflict, "accounts.email_taken")
		user, err := to("New@Example.com", live.Password)
		if err != nil || user.Email != "new@example.com" || user.IsVerified {
			t.Errorf("%+v, %v", user, err)
		}
		if me, err := p.Accounts.Me(ctx); err != nil || me.Email != "new@example.com" {
			t.Errorf("%+v, %v", me, err)
		}
		live.Refused(t, second(login(t, s.Client(t), "p@example.com", live.Password)), http.StatusUnauthorized, "accounts.wrong_credentials")
		live.Login(t, s.Client(t), "new@example.com")
		list, err := p.Audit.List(ctx, api.AuditListIn{Action: "accounts.email_changed", Success: "true"})
		if err != nil || len(list.Items) != 1 || list.Items[0].Details["from"] != "p@example.com" || list.Items[0].Details["to"] != "new@example.com" {
			t.Errorf("%+v, %v", list.Items, err)
		}
	})
}

func TestSessions(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d)
		p, ctx := s.Seed(t, "p@example.com"), t.Context()
		phone := s.Client(t)
		live.Login(t, phone, "p@example.com")
		phone.SetTokens(api.TokenPair{AccessToken: phone.Tokens().AccessToken}) // no renewing
		list, err := p.Accounts.Sessions(ctx)
		if err != nil || len(list.Items) != 2 {
			t.Fatalf("%+v, %v", list, err)
		}
		here := slices.IndexFunc(list.Items, func(x api.Session) bool { return x.Current })
		if here < 0 || list.Items[here].ID != p.Session || list.Items[1-here].Current {
			t.Fatalf("%+v", list.Items)
		}
		other := list.Items[1-here]
		if other.IPAddress != "127.0.0.1" || other.UserAgent == "" || other.ExpiresAt.Sub(other.CreatedAt) != 30*24*time.Hour {
			t.Errorf("%+v", other)
		}
		if err := p.Accounts.RevokeSession(ctx, api.ByID{ID: other.ID}); err != nil {
			t.Fatal(err)
		}
		live.Refused(t, second(phone.Accounts.Me(ctx)), http.StatusUnauthorized, "access.sign_in")
		live.Refused(t, p.Accounts.RevokeSession(ctx, api.ByID{ID: other.ID}), http.StatusNotFound, "accounts.session_not_found")
		if list, err := p.Accounts.Sessions(ctx); err != nil || len(list.Items) != 1 {
			t.Errorf("%+v, %v", list, err)
		}
	})
}

func TestSigningOut(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d)
		p, ctx := s.Seed(t, "p@example.com"), t.Context()
		stranger := s.Client(t)
		pair := live.Login(t, s.Client(t), "p@example.com")
		alive := func(token string) bool {
			return s.Do(t, live.Request{Method: http.MethodGet, Path: api.Base + "/auth/me", Token: token}).Status == http.StatusOK
		}

		byRefresh := api.LogoutIn{RefreshIn: api.RefreshIn{Body: &api.RefreshRequest{RefreshToken: pair.RefreshToken}}}
		for range 2 { // twice is no error
			if err := stranger.Accounts.Logout(ctx, byRefresh); err != nil {
				t.Error(err)
			}
		}
		if alive(pair.AccessToken) || !alive(p.Token) {
			t.Error("the wrong session has ended")
		}
		another := live.Login(t, s.Client(t), "p@example.com")
		stranger.SetTokens(api.TokenPair{AccessToken: another.AccessToken})
		if err := stranger.Accounts.Logout(ctx, api.LogoutIn{}); err != nil || alive(another.AccessToken) {
			t.Errorf("by the access token: %v", err)
		}
		third := live.Login(t, s.Client(t), "p@example.com")
		if err := p.Accounts.LogoutAll(ctx); err != nil || alive(third.AccessToken) || alive(p.Token) {
			t.Errorf("everywhere: %v", err)
		}

		stranger.SetTokens(api.TokenPair{})
		live.Refused(t, stranger.Accounts.Logout(ctx, api.LogoutIn{}), http.StatusUnauthorized, "accounts.refresh_refused")
		live.Refused(t, stranger.Accounts.Logout(ctx, api.LogoutIn{Authorization: "Bearer x"}), http.StatusUnauthorized, "access.sign_in")
		live.Refused(t, stranger.Accounts.Logout(ctx, api.LogoutIn{RefreshIn: api.RefreshIn{Body: &api.RefreshRequest{RefreshToken: "rt1.x"}}}), http.StatusUnauthorized, "accounts.refresh_refused")
	})
}

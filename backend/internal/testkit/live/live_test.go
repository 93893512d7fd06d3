package live_test

import (
	"net/http"
	"os"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

func TestMain(m *testing.M) { os.Exit(live.Main(m)) }

// People that the tests put into the database must be like those who
// registered, or the tests that use them prove nothing.
func TestSeededPeopleAreLikeRegisteredOnes(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d)
		for name, p := range map[string]*live.Person{"registered": s.Register(t, "registered@example.com"), "seeded": s.Seed(t, "seeded@example.com")} {
			user, err := p.Accounts.Me(t.Context())
			if err != nil || user.ID != p.ID || user.Email != p.Email || user.DefaultWorkspaceID != p.Workspace || !user.IsActive {
				t.Errorf("%s: %+v, %v", name, user, err)
			}
			list, err := p.Workspaces.List(t.Context(), api.Page{})
			if err != nil || len(list.Items) != 1 || list.Items[0].Role != "owner" || !list.Items[0].Personal {
				t.Errorf("%s: workspaces %+v, %v", name, list, err)
			}
			sessions, err := p.Accounts.Sessions(t.Context())
			if err != nil || len(sessions.Items) != 1 || !sessions.Items[0].Current || sessions.Items[0].ID != p.Session {
				t.Errorf("%s: sessions %+v, %v", name, sessions, err)
			}
		}
		live.Login(t, s.Client(t), "seeded@example.com")
	})
}

func TestSignedTokensAreThoseOfTheServer(t *testing.T) {
	s := live.Start(t, testkit.NewSQLite(t))
	p := s.Seed(t, "a@example.com")
	ask := func(token string) int {
		return s.Do(t, live.Request{Method: http.MethodGet, Path: api.Base + "/auth/me", Token: token}).Status
	}
	if got := ask(s.Sign(t, p.Claims())); got != http.StatusOK {
		t.Errorf("a token as the server signs it: status %d", got)
	}
	expired := p.Claims()
	expired["exp"] = time.Now().Add(-time.Second).Unix()
	if got := ask(s.Sign(t, expired)); got != http.StatusUnauthorized {
		t.Errorf("an expired token: status %d", got)
	}
}

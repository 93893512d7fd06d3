package faults

import (
	"net/http"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// The clock jumps: to the server it is as if all that it signed and stored was
// of another time. Ahead, access tokens are over and are renewed; behind, they
// are of the future, which is borne for as little as two servers may differ.
func TestTheClockJumps(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d)
		p := s.Register(t, "p@example.com")
		signed := func(by time.Duration) int {
			c := p.Claims()
			for _, name := range []string{"iat", "nbf", "exp"} {
				c[name] = c[name].(int64) - int64(by.Seconds())
			}
			return s.Do(t, live.Request{Method: http.MethodGet, Path: api.Base + "/auth/me", Token: s.Sign(t, c)}).Status
		}
		for jump, want := range map[time.Duration]int{
			0: http.StatusOK, 10 * time.Minute: http.StatusOK, 20 * time.Minute: http.StatusUnauthorized,
			-30 * time.Second: http.StatusOK, -time.Hour: http.StatusUnauthorized,
		} {
			if got := signed(jump); got != want {
				t.Errorf("the clock jumps by %s: status %d, want %d", jump, got, want)
			}
		}
		// Sessions go on, whichever way it was.
		for _, jump := range []time.Duration{24 * time.Hour, -48 * time.Hour} {
			for _, column := range []string{"created_at", "last_used", "rotated_at", "expires_at"} {
				at := time.Now().UTC().Add(-jump)
				if column == "expires_at" {
					at = at.Add(30 * 24 * time.Hour)
				}
				s.DB.Exec(t, `update refresh_tokens set `+column+` = ?`, at.Truncate(time.Microsecond))
			}
			pair, err := p.Accounts.Refresh(t.Context(), api.RefreshIn{Body: &api.RefreshRequest{RefreshToken: p.Tokens().RefreshToken}})
			if err != nil {
				t.Fatalf("the clock jumps by %s: %v", jump, err)
			}
			p.SetTokens(pair)
			if a := s.Do(t, live.Request{Method: http.MethodGet, Path: api.Base + "/auth/me", Token: pair.AccessToken}); a.Status != http.StatusOK {
				t.Errorf("after a jump by %s: status %d", jump, a.Status)
			}
		}
		// Records of before and after a jump make one chain.
		name := "Somebody Else"
		if _, err := p.Accounts.UpdateMe(t.Context(), api.UpdateMeIn{Body: api.UpdateMeRequest{FullName: &name}}); err != nil {
			t.Fatal(err)
		}
		verified(t, s, p)
	})
}

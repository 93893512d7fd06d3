package e2e

import (
	"crypto/rand"
	"fmt"
	mathrand "math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/client"
)

// replicas are two servers over one database and one Redis, as a hosted
// deployment has them.
func replicas(t *testing.T) [2]*live.Server {
	t.Helper()
	d, redis := testkit.NewPostgres(t), testkit.Redis(t)
	shared := func(c *server.Config) { c.RedisURL, c.TrustedProxies = redis, "127.0.0.1" }
	return [2]*live.Server{live.Start(t, d, shared), live.Start(t, d, shared)}
}

// anybody is an address that no other test uses: the limits in Redis are kept
// under it.
func anybody() string { return strings.ToLower(rand.Text()) + "@example.com" }

func TestASessionIsTheSameAtEveryServer(t *testing.T) {
	servers := replicas(t)
	email := anybody()
	p := servers[0].Register(t, email)
	there := servers[1].As(t, p)
	if me, err := there.Accounts.Me(t.Context()); err != nil || me.ID != p.ID {
		t.Errorf("at the other server: %+v, %v", me, err)
	}
	stored := add(t, p, "Production", testkit.Key{ID: "AKIAIOSFODNN7EXAMPLE", Secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"})
	if got, err := there.Vault.Get(t.Context(), api.ByID{ID: stored.ID}); err != nil || got.Label != "Production" {
		t.Errorf("at the other server: %+v, %v", got, err)
	}
	if err := p.Accounts.LogoutAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	// Both servers have checked the token's signature before; its session
	// ends at both all the same.
	for i, s := range servers {
		if got := s.Do(t, live.Request{Method: http.MethodGet, Path: api.Base + "/auth/me", Token: p.Token}); got.Status != http.StatusUnauthorized {
			t.Errorf("server %d after signing out: status %d", i, got.Status)
		}
	}
}

// Two windows that refresh at two servers at the same moment both stay signed
// in, with the same next token.
func TestRefreshingAtTwoServersAtOnce(t *testing.T) {
	servers := replicas(t)
	email := anybody()
	servers[0].Register(t, email)
	for range 5 {
		old := live.Login(t, servers[0].Client(t), email)
		var next [6]string
		var all sync.WaitGroup
		for i := range next {
			all.Go(func() {
				pair, err := servers[i%2].Client(t).Accounts.Refresh(t.Context(), api.RefreshIn{Body: &api.RefreshRequest{RefreshToken: old.RefreshToken}})
				if err != nil {
					t.Errorf("window %d: %v", i, err)
				}
				next[i] = pair.RefreshToken
			})
		}
		all.Wait()
		for i := range next {
			if next[i] != next[0] {
				t.Errorf("windows 0 and %d got different tokens", i)
			}
		}
	}
}

// What fails at one server counts at the other.
func TestServersShareTheirLimits(t *testing.T) {
	servers := replicas(t)
	email, from := anybody(), fmt.Sprintf("2001:db8::%04x:%04x", mathrand.IntN(1<<16), mathrand.IntN(1<<16))
	try := func(s *live.Server) error {
		_, err := s.Client(t, live.From(from)).Accounts.Login(t.Context(), api.LoginIn{Body: api.LoginRequest{Email: email, Password: "Wrong-Harbour-77"}})
		return err
	}
	for i := range 10 {
		live.Refused(t, try(servers[i%2]), http.StatusUnauthorized, "accounts.wrong_credentials")
	}
	for _, s := range servers {
		live.Refused(t, try(s), http.StatusTooManyRequests, "accounts.too_many_attempts")
	}
}

// Records that are written at two servers make one chain.
func TestTwoServersWriteOneAuditChain(t *testing.T) {
	servers := replicas(t)
	p := servers[0].Seed(t, anybody())
	at := [2]*client.Client{p.Client, servers[1].As(t, p).Client}
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for range 5 {
				name := rand.Text()
				if _, err := at[i%2].Accounts.UpdateMe(t.Context(), api.UpdateMeIn{Body: api.UpdateMeRequest{FullName: &name}}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	verdict, err := p.Audit.Verify(t.Context())
	if err != nil || !verdict.Valid || verdict.Records != 40 {
		t.Errorf("%+v, %v", verdict, err)
	}
}

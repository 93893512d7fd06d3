package accounts

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/crypto/bcrypt"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/limit"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/mail"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/seal"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/telemetry"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/ticket"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// plainWorkspaces stands in for the room of teams: one workspace a person.
type plainWorkspaces struct{ db *db.DB }

func (w plainWorkspaces) CreatePersonal(ctx context.Context, sc access.Scope, userID int64, name string) (int64, error) {
	return userID, w.db.For(ctx, sc).Exec(`insert into workspaces (name, personal, created_at) values (?, ?, ?)`, name, true, db.Now()).Error
}

func (plainWorkspaces) MembershipOf(_ context.Context, userID, workspaceID int64) (access.Membership, error) {
	if userID != workspaceID {
		return access.Membership{}, access.ErrNoSuch
	}
	return access.Membership{Role: access.Owner}, nil
}

func (plainWorkspaces) Invited(context.Context, access.Scope, string) (string, bool, error) {
	return "", false, access.ErrNoSuch
}

func (plainWorkspaces) CloseFor(context.Context, access.Scope) error { return nil }

func (plainWorkspaces) AcceptNew(context.Context, access.Actor, string) error {
	return access.ErrNoSuch
}

// person is somebody at a device, with what the room needs to serve them.
type person struct {
	*Service
	t     *testing.T
	admin *testkit.Handle
}

const email, password = "ada@example.com", "SecurePass123"

// each runs fn on each database with one registered person.
func each(t *testing.T, fn func(t *testing.T, p person)) {
	testkit.Databases(t, func(t *testing.T, database testkit.Database) {
		ctx := context.Background()
		d, err := db.Open(ctx, database.URL, 8)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = d.Close() })
		if err := d.Migrate(ctx); err != nil {
			t.Fatal(err)
		}
		master, err := seal.NewMaster(strings.Repeat("0123", 16))
		if err != nil {
			t.Fatal(err)
		}
		quiet := slog.New(slog.NewTextHandler(io.Discard, nil))
		s, err := New(Config{
			DB: d, Audit: audit.New(d, master), Workspaces: plainWorkspaces{d}, Guard: access.NewGuard(nil),
			Limiter: limit.New(nil, quiet), Metrics: telemetry.New(), Log: quiet, Keys: master,
			Outbox: mail.NewOutbox(mail.OutboxConfig{DB: d}), Tickets: ticket.NewStore(d), // no letters are sent
			AccessTTL: DefaultAccessTTL, Open: true, PerHour: 100, HashCost: bcrypt.MinCost,
		})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(s.Close)
		p := person{s, t, database.Open(t)}
		if _, err := s.Register(ctx, p.at("firefox"), api.RegisterIn{Body: api.RegisterRequest{Email: email, Password: password}}); err != nil {
			t.Fatal(err)
		}
		fn(t, p)
	})
}

// at is the scope of a stranger at a device.
func (p person) at(device string) access.Scope {
	return p.Guard.Public(access.Actor{IP: "192.0.2.1", UserAgent: device})
}

func (p person) login() api.TokenPair {
	p.t.Helper()
	pair, err := p.Login(context.Background(), p.at("firefox"), api.LoginIn{Body: api.LoginRequest{Email: email, Password: password}})
	if err != nil {
		p.t.Fatal(err)
	}
	return pair
}

func (p person) exchange(device, token string) (api.TokenPair, error) {
	return p.Refresh(context.Background(), p.at(device), api.RefreshIn{Body: &api.RefreshRequest{RefreshToken: token}})
}

func (p person) alive(pair api.TokenPair) bool {
	_, err := p.Authenticate(context.Background(), pair.AccessToken)
	if err != nil && !errors.Is(err, access.ErrSignIn) {
		p.t.Fatal(err)
	}
	return err == nil
}

func (p person) must(pair api.TokenPair, err error) api.TokenPair {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
	return pair
}

func TestRefreshRotates(t *testing.T) {
	each(t, func(t *testing.T, p person) {
		first := p.login()
		second := p.must(p.exchange("firefox", first.RefreshToken))
		third := p.must(p.exchange("firefox", second.RefreshToken))
		if first.RefreshToken == second.RefreshToken || second.RefreshToken == third.RefreshToken {
			t.Error("the refresh token stayed the same")
		}
		if !p.alive(third) {
			t.Error("the new access token is refused")
		}
		if stored := p.admin.Text(t, "select hashed_password from users"); strings.Contains(stored, password) {
			t.Error("the password is stored")
		}
	})
}

// TestAStolenRefreshTokenEndsTheSession plays both orders: the owner or the
// thief uses the token first.
func TestAStolenRefreshTokenEndsTheSession(t *testing.T) {
	each(t, func(t *testing.T, p person) {
		stolen := p.login()
		newer := p.must(p.exchange("firefox", stolen.RefreshToken))
		if _, err := p.exchange("curl of the thief", stolen.RefreshToken); !errors.Is(err, ErrRefresh) {
			t.Fatalf("the thief got %v", err)
		}
		if p.alive(newer) {
			t.Error("the session lives on after its old token was used from another device")
		}
		if _, err := p.exchange("firefox", newer.RefreshToken); !errors.Is(err, ErrRefresh) {
			t.Errorf("the family's newest token still works: %v", err)
		}
		if n := p.admin.Int(t, "select count(*) from audit_logs where action = 'accounts.refresh_reused'"); n != 1 {
			t.Errorf("%d audit records of the reuse, want 1", n)
		}
	})
}

func TestAnOldTokenIsReuseEvenFromTheSameDevice(t *testing.T) {
	each(t, func(t *testing.T, p person) {
		first := p.login()
		second := p.must(p.exchange("firefox", first.RefreshToken))
		third := p.must(p.exchange("firefox", second.RefreshToken))
		if _, err := p.exchange("firefox", first.RefreshToken); !errors.Is(err, ErrRefresh) {
			t.Errorf("a token two behind got %v", err)
		}
		if p.alive(third) {
			t.Error("the session lives on")
		}
	})
}

func TestTheGraceIsShort(t *testing.T) {
	each(t, func(t *testing.T, p person) {
		first := p.login()
		p.must(p.exchange("firefox", first.RefreshToken))
		p.admin.Exec(t, "update refresh_tokens set rotated_at = ?", db.Now().Add(-refreshGrace-time.Second))
		if _, err := p.exchange("firefox", first.RefreshToken); !errors.Is(err, ErrRefresh) {
			t.Errorf("after the grace: %v", err)
		}
	})
}

// TestWindowsThatRefreshAtOnceStaySignedIn is what two tabs do.
func TestWindowsThatRefreshAtOnceStaySignedIn(t *testing.T) {
	each(t, func(t *testing.T, p person) {
		first := p.login()
		answers := make([]api.TokenPair, 8)
		var all sync.WaitGroup
		for i := range answers {
			all.Go(func() {
				var err error
				if answers[i], err = p.exchange("firefox", first.RefreshToken); err != nil {
					t.Errorf("window %d was signed out: %v", i, err)
				}
			})
		}
		all.Wait()
		for _, a := range answers {
			if a.RefreshToken != answers[0].RefreshToken {
				t.Error("the windows got different tokens, so all but one will be signed out")
			}
			if !p.alive(a) {
				t.Error("an access token is refused")
			}
		}
		p.must(p.exchange("firefox", answers[3].RefreshToken))
	})
}

func TestEndedSessions(t *testing.T) {
	for name, end := range map[string]func(p person, pair api.TokenPair){
		"signed out by the refresh token": func(p person, pair api.TokenPair) {
			in := api.LogoutIn{RefreshIn: api.RefreshIn{Body: &api.RefreshRequest{RefreshToken: pair.RefreshToken}}}
			for range 2 { // twice is no error
				if _, err := p.Logout(context.Background(), p.at("firefox"), in); err != nil {
					p.t.Fatal(err)
				}
			}
		},
		"signed out by the access token": func(p person, pair api.TokenPair) {
			if _, err := p.Logout(context.Background(), p.at("firefox"), api.LogoutIn{Authorization: "Bearer " + pair.AccessToken}); err != nil {
				p.t.Fatal(err)
			}
		},
		"its time is over": func(p person, _ api.TokenPair) {
			p.admin.Exec(p.t, "update refresh_tokens set expires_at = ?", db.Now())
		},
		"account is closed":  func(p person, _ api.TokenPair) { p.admin.Exec(p.t, "update users set is_active = (1 = 0)") },
		"the row is removed": func(p person, _ api.TokenPair) { p.admin.Exec(p.t, "delete from refresh_tokens") },
	} {
		t.Run(name, func(t *testing.T) {
			each(t, func(t *testing.T, p person) {
				pair := p.login()
				if !p.alive(pair) {
					t.Fatal("a fresh session is refused")
				}
				end(p, pair)
				if p.alive(pair) {
					t.Error("the access token still works")
				}
				if _, err := p.exchange("firefox", pair.RefreshToken); !errors.Is(err, ErrRefresh) {
					t.Errorf("the refresh token got %v", err)
				}
			})
		})
	}
}

func TestTheDatabaseAloneMakesNoToken(t *testing.T) {
	each(t, func(t *testing.T, p person) {
		pair := p.login()
		token, ok := p.refresh.read(pair.RefreshToken)
		if !ok {
			t.Fatal("the token cannot be read")
		}
		if n := p.admin.Int(t, "select count(*) from refresh_tokens where token = ?", token.secret[:]); n != 0 {
			t.Error("the database holds the secret part of a refresh token")
		}
		other := refreshKey("a key that another server derived")
		if _, err := p.exchange("firefox", other.write(token)); !errors.Is(err, ErrRefresh) {
			t.Errorf("a token under another key got %v", err)
		}
		token.counter = 5
		if _, err := p.exchange("firefox", other.write(token)); !errors.Is(err, ErrRefresh) || !p.alive(pair) {
			t.Errorf("a forged counter got %v, or ended the session", err)
		}
	})
}

func TestCookieOfAnotherSite(t *testing.T) {
	each(t, func(t *testing.T, p person) {
		pair := p.login()
		ask := func(origin, host string) error {
			_, err := p.Refresh(context.Background(), p.at("firefox"), api.RefreshIn{Cookie: pair.RefreshToken, Origin: origin, Host: host})
			return err
		}
		for _, origin := range []string{"https://evil.example", "null", "http://localhost:8000.evil.example", "https://localhost:9000"} {
			if err := ask(origin, "localhost:8000"); !errors.Is(err, ErrOrigin) {
				t.Errorf("origin %s: %v", origin, err)
			}
		}
		if err := ask("http://localhost:8000", "localhost:8000"); err != nil {
			t.Errorf("our own page: %v", err)
		}
		p.Origin = "https://iam.example.com"
		if err := ask("http://localhost:8000", "localhost:8000"); !errors.Is(err, ErrOrigin) {
			t.Errorf("with PUBLIC_URL set, a page of the Host header got %v", err)
		}
	})
}

func TestCookieAttributes(t *testing.T) {
	var got []string
	collect := func(c *http.Cookie) { got = append(got, c.String()) }
	s := &Service{Config: Config{Secure: true}}
	collect(s.cookie("secret", 60))
	collect(s.cookie("", -1))
	for _, want := range []string{"HttpOnly", "Secure", "SameSite=Strict", "Path=/api/v1/auth"} {
		for _, cookie := range got {
			if !strings.Contains(cookie, want) {
				t.Errorf("%s lacks %s", cookie, want)
			}
		}
	}
}

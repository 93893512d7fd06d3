package accounts_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/client"
)

func register(t *testing.T, c *client.Client, email, password string) (api.User, error) {
	t.Helper()
	out, err := c.Accounts.Register(t.Context(), api.RegisterIn{Body: api.RegisterRequest{Email: email, Password: password, FullName: "John Doe"}})
	return out.User, err
}

func login(t *testing.T, c *client.Client, email, password string) (api.TokenPair, error) {
	t.Helper()
	return c.Accounts.Login(t.Context(), api.LoginIn{Body: api.LoginRequest{Email: email, Password: password}})
}

func TestRegistering(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d)
		user, err := register(t, s.Client(t), "User@Example.com", "SecurePass123")
		if err != nil {
			t.Fatal(err)
		}
		if user.ID == 0 || user.Email != "user@example.com" || user.FullName != "John Doe" || !user.IsActive || user.IsVerified || user.LastLogin != nil || user.CreatedAt.IsZero() || user.DefaultWorkspaceID == 0 {
			t.Errorf("registered: %+v", user)
		}
		c := s.Client(t)
		pair, err := login(t, c, "USER@example.com", "SecurePass123")
		if err != nil || pair.TokenType != "bearer" || pair.ExpiresIn != 900 || pair.RefreshToken == "" || strings.Count(pair.AccessToken, ".") != 2 {
			t.Fatalf("signed in: %+v, %v", pair, err)
		}
		c.SetTokens(pair)
		list, err := c.Workspaces.List(t.Context(), api.Page{})
		if err != nil || len(list.Items) != 1 || list.Items[0].ID != user.DefaultWorkspaceID || list.Items[0].Role != "owner" || !list.Items[0].Personal || list.Items[0].Name != "John Doe" {
			t.Errorf("workspaces: %+v, %v", list, err)
		}
		if me, err := c.Accounts.Me(t.Context()); err != nil || me.LastLogin == nil {
			t.Errorf("after the first sign-in: %+v, %v", me, err)
		}
		live.Refused(t, second(register(t, c, "uSer@example.com", "Another-Pass-77")), http.StatusConflict, "accounts.email_taken")
	})
}

// second is the error of a call whose answer does not matter.
func second[T any](_ T, err error) error { return err }

func TestPasswordRules(t *testing.T) {
	s := live.Start(t, testkit.NewSQLite(t))
	const short, upper, lower, digit, common = "at least 8 characters", "at least one uppercase letter", "at least one lowercase letter", "at least one digit", "too easy to guess"
	for i, c := range []struct {
		name, password string
		wrong          []string // what the field's messages say; none: accepted
	}{
		{"the user's document, one", "SecurePass123", nil},
		{"the user's document, two", "TestPass123", nil},
		{"everything wrong", "", []string{short, upper, lower, digit}},
		{"seven characters", "Xk7pQz2", []string{short}},
		{"eight characters", "Xk7pQz2w", nil},
		{"no uppercase", "quiet-harbour-77", []string{upper}},
		{"no lowercase", "QUIET-HARBOUR-77", []string{lower}},
		{"no digit", "Quiet-Harbour-x", []string{digit}},
		{"72 bytes", "Aa1" + strings.Repeat("xyzq-", 13) + "ends", nil},
		{"73 bytes", "Aa1" + strings.Repeat("xyzq-", 14), []string{"at most 72 bytes"}},
		{"fewer than 72 letters but more bytes", "Aa1" + strings.Repeat("é", 35), []string{"at most 72 bytes"}},
		{"eight letters beyond a–z", "Ülçäñø1é", nil},
		{"capitals and digits of other alphabets", "Жизньбела٧٣", nil},
		{"among the first that anybody tries", "Password1", []string{common}},
		{"one letter away from that", "Passw0rd", []string{common}},
		{"a walk over the keyboard", "Qwerty123", []string{common}},
		{"one letter again and again", "Aaaaaaaa1", []string{common}},
		{"blanks around it count", "  Xk7pQz2w  ", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			email := fmt.Sprintf("p%d@example.com", i)
			_, err := register(t, s.Client(t), email, c.password)
			if len(c.wrong) == 0 {
				if err != nil {
					t.Fatal(err)
				}
				if _, err := login(t, s.Client(t), email, c.password); err != nil {
					t.Errorf("signing in with it: %v", err)
				}
				return
			}
			p := live.Refused(t, err, http.StatusUnprocessableEntity, "accounts.weak_password")
			if len(p.Errors) != len(c.wrong) {
				t.Errorf("%d messages, want %d: %+v", len(p.Errors), len(c.wrong), p.Errors)
			}
			for _, message := range c.wrong {
				if !live.At(p.Problem, "body.password", message) {
					t.Errorf("no message says %q: %+v", message, p.Errors)
				}
			}
		})
	}
}

func TestPasswordThatIsTheAddress(t *testing.T) {
	s := live.Start(t, testkit.NewSQLite(t))
	live.Refused(t, second(register(t, s.Client(t), "Ada.Lovelace1@example.com", "Ada.Lovelace1@example.com")), http.StatusUnprocessableEntity, "accounts.weak_password")
}

// The same letters, written as one sign or as a letter with an accent after
// it, are the same password: keyboards differ.
func TestPasswordsAreNormalised(t *testing.T) {
	s := live.Start(t, testkit.NewSQLite(t))
	composed, decomposed := "Gr\u00fcner-Hafen-77", "Gru\u0308ner-Hafen-77"
	if _, err := register(t, s.Client(t), "p@example.com", decomposed); err != nil {
		t.Fatal(err)
	}
	for _, password := range []string{composed, decomposed} {
		if _, err := login(t, s.Client(t), "p@example.com", password); err != nil {
			t.Errorf("%q: %v", password, err)
		}
	}
	live.Refused(t, second(login(t, s.Client(t), "p@example.com", "Gruner-Hafen-77")), http.StatusUnauthorized, "accounts.wrong_credentials")
}

// Bytes beyond the 72nd are never ignored: a longer password is another one.
func TestLongPasswordIsNotCut(t *testing.T) {
	s := live.Start(t, testkit.NewSQLite(t))
	longest := "Aa1" + strings.Repeat("xyzq-", 13) + "ends"
	if _, err := register(t, s.Client(t), "p@example.com", longest); err != nil {
		t.Fatal(err)
	}
	for _, password := range []string{longest + "x", longest[:71]} {
		live.Refused(t, second(login(t, s.Client(t), "p@example.com", password)), http.StatusUnauthorized, "accounts.wrong_credentials")
	}
}

func TestAddresses(t *testing.T) {
	s := live.Start(t, testkit.NewSQLite(t))
	for _, bad := range []string{
		"", "x", "@example.com", "a@", "a b@example.com", "a@b@example.com", "John Doe <a@example.com>", "a@example.com, b@example.com",
		"a@example.com\n", "a@exa mple.com", strings.Repeat("a", 250) + "@example.com",
	} {
		var p *client.Error
		if _, err := register(t, s.Client(t), bad, live.Password); !errors.As(err, &p) || p.Status != http.StatusUnprocessableEntity || !live.At(p.Problem, "body.email", "") {
			t.Errorf("%q: %v", bad, err)
		}
	}
	for given, stored := range map[string]string{
		"MiXeD@Example.COM": "mixed@example.com", "plus+tag@example.com": "plus+tag@example.com", "o'brien@example.com": "o'brien@example.com",
	} {
		if user, err := register(t, s.Client(t), given, live.Password); err != nil || user.Email != stored {
			t.Errorf("%q: %q, %v", given, user.Email, err)
		}
	}
}

func TestManyRegisterOneAddressAtOnce(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d)
		var won atomic.Int32
		var all sync.WaitGroup
		for range 12 {
			all.Go(func() {
				_, err := register(t, s.Client(t), "one@example.com", live.Password)
				var p *client.Error
				if err == nil {
					won.Add(1)
				} else if !errors.As(err, &p) || p.Code != "accounts.email_taken" {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if won.Load() != 1 {
			t.Errorf("%d registrations succeeded", won.Load())
		}
		for table, want := range map[string]int64{"users": 1, "workspaces": 1, "memberships": 1, "audit_logs": 1} {
			if n := s.DB.Int(t, `select count(*) from `+table); n != want {
				t.Errorf("%d rows in %s, want %d: something was left half-done", n, table, want)
			}
		}
	})
}

func TestClosedRegistration(t *testing.T) {
	for _, mode := range []string{"closed", "invite"} {
		s := live.Start(t, testkit.NewSQLite(t), func(c *server.Config) { c.Registration = mode })
		live.Refused(t, second(register(t, s.Client(t), "p@example.com", live.Password)), http.StatusForbidden, "accounts.registration_closed")
		if info, err := s.Client(t).Server.Info(t.Context()); err != nil || info.Registration != mode {
			t.Errorf("info: %+v, %v", info, err)
		}
	}
}

func TestRegistrationsOfOneAddressAreLimited(t *testing.T) {
	s := live.Start(t, testkit.NewSQLite(t), func(c *server.Config) { c.RegistrationsPerHour, c.TrustedProxies = 3, "127.0.0.1" })
	c := s.Client(t, live.From("203.0.113.1"))
	for range 10 { // what is refused for its content does not count
		live.Refused(t, second(register(t, c, "p@example.com", "weak")), http.StatusUnprocessableEntity, "accounts.weak_password")
	}
	for i := range 3 {
		if _, err := register(t, c, fmt.Sprintf("p%d@example.com", i), live.Password); err != nil {
			t.Fatal(err)
		}
	}
	if p := live.Refused(t, second(register(t, c, "p4@example.com", live.Password)), http.StatusTooManyRequests, "accounts.too_many_attempts"); p.RetryAfter <= 0 {
		t.Error("it does not say when to try again")
	}
	if _, err := register(t, s.Client(t, live.From("203.0.113.2")), "p5@example.com", live.Password); err != nil {
		t.Errorf("from another address: %v", err)
	}
}

package accounts_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// createdAt is the one field of an answer to registering that is never the same.
var createdAt = regexp.MustCompile(`"created_at":"[^"]*",?`)

var hashes = regexp.MustCompile(`(?m)^iamcopilot_password_wait_seconds_count (\d+)$`)

// hashed is how many passwords the server has hashed so far.
func hashed(t *testing.T, s *live.Server) int {
	t.Helper()
	found := hashes.FindSubmatch(s.Do(t, live.Request{Method: http.MethodGet, Path: "/metrics"}).Body)
	if found == nil {
		t.Fatal("the metrics do not count hashes")
	}
	n, err := strconv.Atoi(string(found[1]))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// An account that is not there costs the same work and gets the same answer,
// byte by byte, as one that is.
func TestStrangersCannotTellWhoHasAnAccount(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d)
		s.Seed(t, "here@example.com")
		closed := s.Seed(t, "closed@example.com")
		s.DB.Exec(t, `update users set is_active = ? where id = ?`, false, closed.ID)
		try := func(email, password string) (live.Answer, int) {
			before := hashed(t, s)
			answer := s.Do(t, live.Request{Method: http.MethodPost, Path: api.Base + "/auth/login", Body: fmt.Sprintf(`{"email":%q,"password":%q}`, email, password)})
			return answer, hashed(t, s) - before
		}
		want, work := try("here@example.com", "Wrong-Harbour-77")
		if want.Status != http.StatusUnauthorized || want.Problem(t).Code != "accounts.wrong_credentials" || work != 1 {
			t.Fatalf("a wrong password: %d, %d hashes", want.Status, work)
		}
		for name, c := range map[string][2]string{
			"no such account":                    {"nobody@example.com", live.Password},
			"no address at all":                  {"nonsense", live.Password},
			"an empty address":                   {"", live.Password},
			"a closed account":                   {"closed@example.com", live.Password},
			"a closed account, wrong password":   {"closed@example.com", "Wrong-Harbour-77"},
			"a password over 72 bytes":           {"here@example.com", strings.Repeat("Aa1-", 25)},
			"no such account, over 72 bytes":     {"nobody@example.com", strings.Repeat("Aa1-", 25)},
			"an empty password":                  {"here@example.com", ""},
			"no such account, an empty password": {"nobody@example.com", ""},
		} {
			got, work := try(c[0], c[1])
			if got.Status != want.Status || got.WithoutID() != want.WithoutID() || len(got.Header) != len(want.Header) {
				t.Errorf("%s: %d %s, want %d %s", name, got.Status, got.WithoutID(), want.Status, want.WithoutID())
			}
			if work != 1 {
				t.Errorf("%s: %d hashes, want 1", name, work)
			}
		}
	})
}

func TestFailuresAreRecorded(t *testing.T) {
	s := live.Start(t, testkit.NewSQLite(t))
	p := s.Seed(t, "p@example.com")
	live.Refused(t, second(login(t, s.Client(t), "p@example.com", "Wrong-Harbour-77")), http.StatusUnauthorized, "accounts.wrong_credentials")
	list, err := p.Audit.List(t.Context(), api.AuditListIn{Action: "accounts.login"})
	if err != nil || len(list.Items) != 1 {
		t.Fatalf("%+v, %v", list, err)
	}
	r := list.Items[0]
	if _, offset := r.At.Zone(); offset != 0 || time.Since(r.At).Abs() > time.Minute {
		t.Errorf("recorded at %s, which is not now in UTC", r.At)
	}
	if r.Success || r.Details["outcome"] != "wrong_password" || r.UserID == nil || *r.UserID != p.ID || r.IPAddress != "127.0.0.1" || r.ErrorMessage == "" {
		t.Errorf("%+v", r)
	}
}

// Ten wrong passwords for one account from one address, and that address has
// to wait; whoever comes from elsewhere does not, and nobody can tell from it
// whether the account exists.
func TestGuessingIsSlowedDown(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d, func(c *server.Config) { c.TrustedProxies = "127.0.0.1" })
		s.Seed(t, "here@example.com")
		thief, owner := s.Client(t, live.From("203.0.113.66")), s.Client(t, live.From("198.51.100.7"))
		for _, email := range []string{"here@example.com", "nobody@example.com"} {
			for range 10 {
				live.Refused(t, second(login(t, thief, email, "Wrong-Harbour-77")), http.StatusUnauthorized, "accounts.wrong_credentials")
			}
			before := hashed(t, s)
			p := live.Refused(t, second(login(t, thief, email, live.Password)), http.StatusTooManyRequests, "accounts.too_many_attempts")
			if p.RetryAfter < time.Second || p.RetryAfter > 15*time.Minute {
				t.Errorf("%s: wait %s", email, p.RetryAfter)
			}
			if hashed(t, s) != before {
				t.Errorf("%s: a refused try was hashed", email)
			}
		}
		if _, err := login(t, owner, "here@example.com", live.Password); err != nil {
			t.Errorf("the owner, from elsewhere: %v", err)
		}
	})
}

func TestOneAddressCannotGuessAtManyAccounts(t *testing.T) {
	s := live.Start(t, testkit.NewSQLite(t), func(c *server.Config) { c.TrustedProxies = "127.0.0.1" })
	s.Seed(t, "here@example.com")
	thief := s.Client(t, live.From("203.0.113.66"))
	for i := range 100 {
		live.Refused(t, second(login(t, thief, fmt.Sprintf("p%d@example.com", i), "Wrong-Harbour-77")), http.StatusUnauthorized, "accounts.wrong_credentials")
	}
	live.Refused(t, second(login(t, thief, "here@example.com", live.Password)), http.StatusTooManyRequests, "accounts.too_many_attempts")
}

func TestSigningInOftenIsNoFailure(t *testing.T) {
	s := live.Start(t, testkit.NewSQLite(t))
	s.Seed(t, "p@example.com")
	for range 30 {
		if _, err := login(t, s.Client(t), "p@example.com", live.Password); err != nil {
			t.Fatal(err)
		}
	}
}

// A browser's refresh token travels in a cookie that no script and no other
// site can use, and nowhere else.
func TestBrowserSession(t *testing.T) {
	for _, c := range []struct {
		publicURL, own string
		secure         bool
	}{
		{"", "", false}, // own origin: wherever the server is reached
		{"https://iam.example.com", "https://iam.example.com", true},
	} {
		s := live.Start(t, testkit.NewSQLite(t), func(config *server.Config) { config.PublicURL = c.publicURL })
		if c.own == "" {
			c.own = s.URL
		}
		s.Seed(t, "p@example.com")
		signedIn := s.Do(t, live.Request{
			Method: http.MethodPost, Path: api.Base + "/auth/login", Body: `{"email":"p@example.com","password":"` + live.Password + `"}`,
			Header: map[string]string{api.HeaderTokenTransport: "cookie"},
		})
		cookie := cookieOf(t, signedIn)
		if cookie.Secure != c.secure || !cookie.HttpOnly || cookie.SameSite != http.SameSiteStrictMode || cookie.Path != "/api/v1/auth" || cookie.MaxAge != 30*24*3600 || cookie.Domain != "" {
			t.Errorf("cookie: %+v", cookie)
		}
		if strings.Contains(string(signedIn.Body), "refresh_token") {
			t.Errorf("the refresh token is in the body too: %s", signedIn.Body)
		}
		with := func(path, origin, value string) live.Answer {
			q := live.Request{Method: http.MethodPost, Path: api.Base + path, Header: map[string]string{"Cookie": "iamcopilot_refresh=" + value}}
			if origin != "" {
				q.Header["Origin"] = origin
			}
			return s.Do(t, q)
		}
		for _, foreign := range []string{"https://evil.example", "null", "https://iam.example.com.evil.example", "http://iam.example.com", "https://iam.example.com:8443"} {
			for _, path := range []string{"/auth/refresh", "/auth/logout"} {
				if p := with(path, foreign, cookie.Value).Problem(t); p.Status != http.StatusForbidden || p.Code != "accounts.foreign_origin" {
					t.Errorf("%s from %s: %d %s", path, foreign, p.Status, p.Code)
				}
			}
		}
		renewed := with("/auth/refresh", c.own, cookie.Value)
		next := cookieOf(t, renewed)
		if renewed.Status != http.StatusOK || next.Value == cookie.Value || strings.Contains(string(renewed.Body), "refresh_token") || !next.HttpOnly {
			t.Errorf("refreshed: %d %s, cookie %+v", renewed.Status, renewed.Body, next)
		}
		ended := with("/auth/logout", c.own, next.Value)
		if gone := cookieOf(t, ended); ended.Status != http.StatusNoContent || gone.Value != "" || gone.MaxAge != -1 || gone.Path != cookie.Path {
			t.Errorf("signed out: %d, cookie %+v", ended.Status, gone)
		}
		if p := with("/auth/refresh", c.own, next.Value).Problem(t); p.Code != "accounts.refresh_refused" {
			t.Errorf("after signing out: %s", p.Code)
		}
	}
}

func cookieOf(t *testing.T, answer live.Answer) *http.Cookie {
	t.Helper()
	for _, c := range (&http.Response{Header: answer.Header}).Cookies() {
		if c.Name == "iamcopilot_refresh" {
			return c
		}
	}
	t.Fatalf("status %d, and no cookie: %s", answer.Status, answer.Body)
	return nil
}

package server_test

import (
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

func get(t *testing.T, s *live.Server, path string, header ...string) live.Answer {
	t.Helper()
	q := live.Request{Method: http.MethodGet, Path: path, Header: map[string]string{}}
	for i := 0; i+1 < len(header); i += 2 {
		q.Header[header[i]] = header[i+1]
	}
	return s.Do(t, q)
}

func TestHealth(t *testing.T) {
	s := live.Start(t, testkit.NewSQLite(t))
	var h api.Health
	if answer := get(t, s, "/healthz"); answer.Status != http.StatusOK {
		t.Errorf("healthz: %d", answer.Status)
	}
	answer := get(t, s, "/readyz")
	if answer.JSON(t, &h); answer.Status != http.StatusOK || h.Status != "ok" || h.Checks["database"] != "ok" {
		t.Errorf("readyz: %d %+v", answer.Status, h)
	}
}

// The database goes away and comes back: the server says so, answers 503, and
// goes on when it is back.
func TestDatabaseGoesAwayAndComesBack(t *testing.T) {
	d := testkit.NewPostgres(t)
	s := live.Start(t, d, func(c *server.Config) { c.LogLevel = "error+8" }) // its errors are meant
	p := s.Seed(t, "p@example.com")
	if _, err := p.Vault.List(t.Context(), api.CredentialListIn{}); err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(d.URL)
	if err != nil {
		t.Fatal(err)
	}
	role := u.User.Username()
	s.DB.Exec(t, `alter role `+role+` nologin`)
	s.DB.Exec(t, `select pg_terminate_backend(pid) from pg_stat_activity where usename = ?`, role)

	var h api.Health
	answer := get(t, s, "/readyz")
	if answer.JSON(t, &h); answer.Status != http.StatusServiceUnavailable || h.Checks["database"] == "ok" {
		t.Errorf("readyz without a database: %d %+v", answer.Status, h)
	}
	if answer := get(t, s, "/healthz"); answer.Status != http.StatusOK {
		t.Errorf("healthz without a database: %d", answer.Status)
	}
	for _, path := range []string{"/auth/me", "/auth/aws-credentials"} {
		if problem := get(t, s, api.Base+path, "Authorization", "Bearer "+p.Token).Problem(t); problem.Status != http.StatusServiceUnavailable {
			t.Errorf("GET %s without a database: %d %s", path, problem.Status, problem.Code)
		}
	}

	s.DB.Exec(t, `alter role `+role+` login`)
	if answer := get(t, s, "/readyz"); answer.Status != http.StatusOK {
		t.Errorf("readyz with the database back: %d %s", answer.Status, answer.Body)
	}
	if _, err := p.Vault.List(t.Context(), api.CredentialListIn{}); err != nil {
		t.Errorf("with the database back: %v", err)
	}
}

func TestRedisThatIsGoneStopsNobody(t *testing.T) {
	s := live.Start(t, testkit.NewSQLite(t), func(c *server.Config) { c.RedisURL = "redis://127.0.0.1:1/0" })
	s.Register(t, "p@example.com")
	var h api.Health
	answer := get(t, s, "/readyz")
	if answer.JSON(t, &h); answer.Status != http.StatusOK || h.Checks["redis"] == "ok" {
		t.Errorf("readyz without Redis: %d %+v", answer.Status, h)
	}
}

func TestMetricsAreNotForEverybody(t *testing.T) {
	open := live.Start(t, testkit.NewSQLite(t))
	guarded := live.Start(t, testkit.NewSQLite(t), func(c *server.Config) { c.MetricsToken = "metrics-token" })
	for _, c := range []struct {
		name   string
		s      *live.Server
		header []string
		status int
	}{
		{"this machine", open, nil, 200},
		{"through a proxy (X-Forwarded-For)", open, []string{"X-Forwarded-For", "203.0.113.5"}, 404},
		{"through a proxy (Forwarded)", open, []string{"Forwarded", "for=203.0.113.5"}, 404},
		{"through a proxy (Via)", open, []string{"Via", "1.1 proxy"}, 404},
		{"without the token", guarded, nil, 404},
		{"with another token", guarded, []string{"Authorization", "Bearer metrics"}, 404},
		{"with the bare token", guarded, []string{"Authorization", "metrics-token"}, 404},
		{"with the token", guarded, []string{"Authorization", "Bearer metrics-token"}, 200},
		{"with the token, through a proxy", guarded, []string{"Authorization", "Bearer metrics-token", "X-Forwarded-For", "203.0.113.5"}, 200},
	} {
		answer := get(t, c.s, "/metrics", c.header...)
		if answer.Status != c.status || (c.status == 200) != strings.Contains(string(answer.Body), "iamcopilot_db_connections_open") {
			t.Errorf("%s: status %d, want %d", c.name, answer.Status, c.status)
		}
		if c.status == 404 {
			answer.Problem(t)
		}
	}
}

// Another machine of the network, played by an address of this one that is not
// the loopback interface's. (A machine without one has nobody to hide from.)
func TestMetricsAreHiddenFromTheNetwork(t *testing.T) {
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	s := live.Start(t, testkit.NewSQLite(t), func(c *server.Config) { c.Host = "" })
	_, port, err := net.SplitHostPort(strings.TrimPrefix(s.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	for _, address := range addresses {
		if ip, ok := address.(*net.IPNet); ok && !ip.IP.IsLoopback() && ip.IP.To4() != nil {
			from := *s
			from.URL = "http://" + net.JoinHostPort(ip.IP.String(), port)
			if answer := get(t, &from, "/metrics"); answer.Status != http.StatusNotFound {
				t.Errorf("from %s: status %d", ip.IP, answer.Status)
			}
		}
	}
}

// Labels of metrics must have few values: never what somebody typed.
func TestMetricsHoldNothingThatAnybodyTyped(t *testing.T) {
	s := live.Start(t, testkit.NewSQLite(t))
	p := s.Seed(t, "p@example.com")
	get(t, s, api.Base+"/auth/aws-credentials/777777", "Authorization", "Bearer "+p.Token)
	get(t, s, api.Base+"/typed-by-somebody")
	get(t, s, "/typed-by-somebody/too")
	s.Do(t, live.Request{Method: "TYPED", Path: api.Base + "/info"})
	body := string(get(t, s, "/metrics").Body)
	if !strings.Contains(body, `route="/api/v1/auth/aws-credentials/:id",status="404"`) {
		t.Errorf("the route is not counted by its pattern:\n%s", body)
	}
	for _, trace := range []string{"777777", "typed", "TYPED", "example.com"} {
		if strings.Contains(body, trace) {
			t.Errorf("metrics hold %q", trace)
		}
	}
}

// The address of a session is that of the connection, unless a proxy that is
// trusted says otherwise.
func TestWhoseForwardedForIsBelieved(t *testing.T) {
	for _, c := range []struct{ name, proxies, forwarded, want string }{
		{"nobody is trusted", "", "203.0.113.9", "127.0.0.1"},
		{"another proxy is trusted", "10.0.0.0/8", "203.0.113.9", "127.0.0.1"},
		{"this proxy is trusted", "127.0.0.1", "203.0.113.9", "203.0.113.9"},
		{"a block is trusted", "127.0.0.0/8", "203.0.113.9", "203.0.113.9"},
		{"what stands before the trusted ones is the client's own word", "127.0.0.1", "198.51.100.66, 203.0.113.9", "203.0.113.9"},
		{"a chain of trusted proxies", "127.0.0.1,10.0.0.0/8", "198.51.100.66, 203.0.113.9, 10.1.2.3", "203.0.113.9"},
		{"nothing that is an address", "127.0.0.1", "unknown", "127.0.0.1"},
		{"no header", "127.0.0.1", "", "127.0.0.1"},
		{"IPv6", "127.0.0.1", "2001:db8::7", "2001:db8::7"},
		{"IPv6 with a zone, which means nothing here", "127.0.0.1", "fe80::1%zone", "fe80::1"},
		{"IPv4 written as IPv6", "127.0.0.1", "::ffff:203.0.113.9", "203.0.113.9"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := live.Start(t, testkit.NewSQLite(t), func(config *server.Config) { config.TrustedProxies = c.proxies })
			p := s.Register(t, "p@example.com", live.From(c.forwarded))
			sessions, err := p.Accounts.Sessions(t.Context())
			if err != nil || len(sessions.Items) != 1 || sessions.Items[0].IPAddress != c.want {
				t.Errorf("session %+v, %v, want address %s", sessions.Items, err, c.want)
			}
			if got := s.DB.Text(t, `select ip_address from audit_logs where action = 'accounts.login'`); got != c.want {
				t.Errorf("audit log: %s, want %s", got, c.want)
			}
		})
	}
}

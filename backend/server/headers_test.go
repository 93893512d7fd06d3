package server_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// checkHeaders looks for what every answer must carry.
func checkHeaders(t *testing.T, what string, h http.Header) {
	t.Helper()
	for name, want := range map[string]string{
		"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer",
		"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
	} {
		if got := h.Get(name); got != want {
			t.Errorf("%s: %s is %q, want %q", what, name, got, want)
		}
	}
	policy := h.Get("Content-Security-Policy")
	for _, part := range []string{"default-src 'self'", "script-src 'self';", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"} {
		if !strings.Contains(policy, part) {
			t.Errorf("%s: the content security policy lacks %s: %q", what, part, policy)
		}
	}
	for _, name := range []string{"Access-Control-Allow-Origin", "X-Powered-By"} {
		if got := h.Get(name); got != "" {
			t.Errorf("%s: %s is %q", what, name, got)
		}
	}
	if h.Get(api.HeaderRequestID) == "" {
		t.Errorf("%s: no request id", what)
	}
}

func TestHeadersOfEveryAnswer(t *testing.T) {
	s := live.Start(t, testkit.NewSQLite(t))
	p := s.Seed(t, "p@example.com")
	for _, r := range server.Routes() {
		for who, token := range map[string]string{"anonymous": "", "signed in": p.Token} {
			what := r.Method + " " + r.Path + " " + who
			answer := s.Do(t, request(r, token))
			checkHeaders(t, what, answer.Header)
			if got := answer.Header.Get("Cache-Control"); got != "no-store" {
				t.Errorf("%s: Cache-Control is %q", what, got)
			}
		}
	}
	for _, path := range []string{"/", "/settings", "/healthz", "/readyz", "/metrics", "/api/v1/docs", "/api/v1/openapi.json", "/api/v1/nothing"} {
		q := live.Request{Method: http.MethodGet, Path: path, Header: map[string]string{"Origin": "https://elsewhere.example"}}
		answer := s.Do(t, q)
		checkHeaders(t, path, answer.Header)
		if answer.Header.Get("Strict-Transport-Security") != "" {
			t.Errorf("%s: a server without HTTPS promises HTTPS", path)
		}
	}
	preflight := s.Do(t, live.Request{Method: http.MethodOptions, Path: api.Base + "/auth/login", Header: map[string]string{
		"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "POST",
	}})
	checkHeaders(t, "preflight", preflight.Header)
}

func TestHTTPSIsPromisedWhereItIs(t *testing.T) {
	s := live.Start(t, testkit.NewSQLite(t), func(c *server.Config) { c.PublicURL = "https://iam.example.com" })
	answer := s.Do(t, live.Request{Method: http.MethodGet, Path: "/healthz"})
	if got := answer.Header.Get("Strict-Transport-Security"); got != "max-age=31536000; includeSubDomains" {
		t.Errorf("Strict-Transport-Security is %q", got)
	}
	// Whoever asks the interface without HTTPS is not led there unseen: their token
	// has been on the wire in the clear, and they must learn of it.
	p := s.Seed(t, "p@example.com")
	plain := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	q, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL+api.Base+"/auth/me", nil)
	if err != nil {
		t.Fatal(err)
	}
	q.Header.Set("Authorization", "Bearer "+p.Token)
	q.Header.Set("X-Forwarded-Proto", "http")
	direct, err := plain.Do(q)
	if err != nil {
		t.Fatal(err)
	}
	_ = direct.Body.Close()
	if direct.StatusCode/100 == 3 || direct.Header.Get("Location") != "" {
		t.Errorf("status %d, to %q", direct.StatusCode, direct.Header.Get("Location"))
	}
}

func TestRequestIDs(t *testing.T) {
	s := live.Start(t, testkit.NewSQLite(t))
	ask := func(id string) string {
		return s.Do(t, live.Request{Method: http.MethodGet, Path: api.Base + "/info", Header: map[string]string{api.HeaderRequestID: id}}).Header.Get(api.HeaderRequestID)
	}
	if got := ask("trace-0123456789"); got != "trace-0123456789" {
		t.Errorf("a good id of the client came back as %q", got)
	}
	for _, bad := range []string{"short", strings.Repeat("x", 65), "with blank 12345", `<script>"12345678`} {
		if got := ask(bad); got == bad || got == "" {
			t.Errorf("the id %q came back as %q", bad, got)
		}
	}
}

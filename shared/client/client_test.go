package client_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/client"
)

// serve starts a server that answers with handler and gives a client of it.
func serve(t *testing.T, handler http.HandlerFunc, options ...client.Option) *client.Client {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	c, err := client.New(server.URL, options...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	if status >= 400 {
		w.Header().Set("Content-Type", "application/problem+json")
	}
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}

func TestNewRefusesAddresses(t *testing.T) {
	for _, address := range []string{"", "example.com", "ftp://example.com", "https://", "https://user:secret@example.com", "https://example.com?a=b", "https://example.com/#x", "http://[::1"} {
		if _, err := client.New(address); err == nil {
			t.Errorf("New(%q) gave no error", address)
		} else if strings.Contains(err.Error(), "secret") {
			t.Errorf("New(%q) repeats the password: %v", address, err)
		}
	}
}

func TestRequestGoesWhereTheTagsSay(t *testing.T) {
	var seen *http.Request
	var body string
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		raw, _ := io.ReadAll(r.Body)
		seen, body = r, string(raw)
		answer(w, http.StatusOK, map[string]any{})
	}, client.WithTokens(api.TokenPair{AccessToken: "token-1"}), client.WithUserAgent("test/1"), client.WithWorkspace(7))
	ctx := t.Context()

	since := time.Date(2026, 3, 1, 12, 0, 0, 500_000_000, time.FixedZone("", 3600))
	tests := []struct {
		name   string
		call   func() error
		method string
		uri    string
		body   string
		header map[string]string
	}{
		{
			"path and body", func() error {
				label := "Production"
				_, err := c.Vault.Update(ctx, api.UpdateCredentialIn{ID: 42, Body: api.UpdateCredentialRequest{Label: &label}})
				return err
			}, http.MethodPatch, "/api/v1/auth/aws-credentials/42", `{"label":"Production"}`,
			map[string]string{"Authorization": "Bearer token-1", "X-Workspace-ID": "7", "User-Agent": "test/1", "Content-Type": "application/json"},
		},
		{
			"query of an embedded page, times in UTC", func() error {
				_, err := c.Audit.List(ctx, api.AuditListIn{Page: api.Page{Limit: 5, Cursor: "a/b"}, From: since, Q: "50% & more"})
				return err
			}, http.MethodGet, "/api/v1/auth/audit-log?cursor=a%2Fb&from=2026-03-01T11%3A00%3A00.5Z&limit=5&q=50%25+%26+more", "",
			map[string]string{"Content-Type": ""},
		},
		{
			"header of the credential, path escaped", func() error {
				_, err := c.IAM.GetUser(ctx, api.IAMUserIn{CredentialID: 3, UserName: "a b/c"})
				return err
			}, http.MethodGet, "/api/v1/iam/users/a%20b%2Fc", "", map[string]string{"X-AWS-Credential-ID": "3"},
		},
		{
			"another workspace", func() error {
				_, err := c.InWorkspace(9).Vault.List(ctx, api.CredentialListIn{})
				return err
			}, http.MethodGet, "/api/v1/auth/aws-credentials", "", map[string]string{"X-Workspace-ID": "9", "Authorization": "Bearer token-1"},
		},
		{
			"no token where nobody has to sign in", func() error {
				_, err := c.Accounts.Login(ctx, api.LoginIn{Transport: "cookie", Body: api.LoginRequest{Email: "a@b.c", Password: "p"}})
				return err
			}, http.MethodPost, "/api/v1/auth/login", `{"email":"a@b.c","password":"p"}`,
			map[string]string{"Authorization": "", "X-Token-Transport": "cookie"},
		},
		{
			"a refresh token in the cookie", func() error {
				_, err := c.Accounts.Refresh(ctx, api.RefreshIn{Cookie: "rt1.x", Origin: "https://here"})
				return err
			}, http.MethodPost, "/api/v1/auth/refresh", "", map[string]string{"Cookie": "iamcopilot_refresh=rt1.x", "Origin": "https://here"},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if err := test.call(); err != nil {
				t.Fatal(err)
			}
			if seen.Method != test.method || seen.RequestURI != test.uri || strings.TrimSpace(body) != test.body {
				t.Errorf("sent %s %s %q, want %s %s %q", seen.Method, seen.RequestURI, body, test.method, test.uri, test.body)
			}
			for name, want := range test.header {
				if got := seen.Header.Get(name); got != want {
					t.Errorf("%s: %q, want %q", name, got, want)
				}
			}
		})
	}
}

func TestMissingIDIsRefusedBeforeAnythingIsSent(t *testing.T) {
	c := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("a request was sent") })
	if _, err := c.Vault.Get(t.Context(), api.ByID{}); err == nil || !strings.Contains(err.Error(), "id is missing") {
		t.Errorf("got %v", err)
	}
}

func TestErrors(t *testing.T) {
	tests := []struct {
		name   string
		reply  http.HandlerFunc
		code   string
		status int
		says   string
		wait   time.Duration
	}{
		{
			"a problem of the server", func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Retry-After", "7")
				answer(w, http.StatusTooManyRequests, api.Problem{Status: 429, Code: "accounts.busy", Detail: "Try again in a moment.", RequestID: "r-1"})
			}, "accounts.busy", 429, "GET /info: Try again in a moment.", 7 * time.Second,
		},
		{
			"a page of a proxy", func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "text/html")
				w.WriteHeader(http.StatusBadGateway)
				_, _ = io.WriteString(w, "<h1>Bad Gateway</h1>")
			}, client.CodeNotOurs, 502, "does not come from IAM Copilot", 0,
		},
		{
			"a damaged problem", func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "application/problem+json")
				w.WriteHeader(http.StatusInternalServerError)
				_, _ = io.WriteString(w, `{"status":`)
			}, client.CodeNotOurs, 500, "does not come from IAM Copilot", 0,
		},
		{
			"a redirect is not followed", func(w http.ResponseWriter, r *http.Request) {
				http.Redirect(w, r, "https://elsewhere.example", http.StatusFound)
			}, client.CodeNotOurs, 302, "does not come from IAM Copilot", 0,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := serve(t, test.reply).Server.Info(t.Context())
			var problem *api.Problem
			if !errors.As(err, &problem) {
				t.Fatalf("%v is no *api.Problem", err)
			}
			if problem.Code != test.code || problem.Status != test.status || !strings.Contains(err.Error(), test.says) || client.RetryAfter(err) != test.wait {
				t.Errorf("code %s, status %d, %q, wait %s", problem.Code, problem.Status, err, client.RetryAfter(err))
			}
		})
	}
}

// tokenServer takes one access token at a time and renews it for the refresh
// token that belongs to it.
type tokenServer struct {
	mu       sync.Mutex
	round    int
	ended    bool
	renewals atomic.Int32
}

func (s *tokenServer) pair() api.TokenPair {
	n := string(rune('0' + s.round))
	return api.TokenPair{AccessToken: "access-" + n, RefreshToken: "refresh-" + n, TokenType: "bearer", ExpiresIn: 900}
}

func (s *tokenServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r.URL.Path == "/api/v1/auth/refresh" {
		s.renewals.Add(1)
		var in api.RefreshRequest
		_ = json.NewDecoder(r.Body).Decode(&in)
		if s.ended || in.RefreshToken != s.pair().RefreshToken {
			answer(w, http.StatusUnauthorized, api.Problem{Status: 401, Code: "accounts.refresh_refused", Detail: "The session has ended."})
			return
		}
		s.round++
		answer(w, http.StatusOK, s.pair())
		return
	}
	if r.Header.Get("Authorization") != "Bearer "+s.pair().AccessToken || s.ended {
		answer(w, http.StatusUnauthorized, api.Problem{Status: 401, Code: "access.sign_in", Detail: "Sign in first."})
		return
	}
	answer(w, http.StatusOK, api.User{ID: 5})
}

func TestTokensAreRenewedOnceForAllWhoAsk(t *testing.T) {
	s := &tokenServer{round: 3}
	var stored atomic.Pointer[api.TokenPair]
	c := serve(t, s.ServeHTTP, client.WithTokens(api.TokenPair{AccessToken: "stale", RefreshToken: "refresh-3"}),
		client.WithTokensChanged(func(p api.TokenPair) { stored.Store(&p) }))
	var wait sync.WaitGroup
	for range 20 {
		wait.Go(func() {
			if u, err := c.Accounts.Me(t.Context()); err != nil || u.ID != 5 {
				t.Errorf("got %+v, %v", u, err)
			}
		})
	}
	wait.Wait()
	if n := s.renewals.Load(); n != 1 {
		t.Errorf("renewed %d times, want once", n)
	}
	if p := stored.Load(); p == nil || p.RefreshToken != "refresh-4" || c.Tokens() != *p {
		t.Errorf("told %+v, holds %+v", p, c.Tokens())
	}
}

func TestEndedSessionTakesTheTokensAway(t *testing.T) {
	s := &tokenServer{ended: true}
	told := 0
	c := serve(t, s.ServeHTTP, client.WithTokens(s.pair()), client.WithTokensChanged(func(p api.TokenPair) {
		if told++; p != (api.TokenPair{}) {
			t.Errorf("told %+v", p)
		}
	}))
	_, err := c.Accounts.Me(t.Context())
	var problem *api.Problem
	if !errors.As(err, &problem) || problem.Code != "access.sign_in" {
		t.Errorf("got %v", err)
	}
	if told != 1 || c.Tokens() != (api.TokenPair{}) {
		t.Errorf("told %d times, holds %+v", told, c.Tokens())
	}
	if _, err := c.Accounts.Me(t.Context()); err == nil || s.renewals.Load() != 1 {
		t.Errorf("a signed-out client tried to renew: %v", err)
	}
}

func TestWithoutRefreshTokenNothingIsRenewed(t *testing.T) {
	s := &tokenServer{}
	c := serve(t, s.ServeHTTP, client.WithTokens(api.TokenPair{AccessToken: "stale"}))
	if _, err := c.Accounts.Me(t.Context()); err == nil || s.renewals.Load() != 0 {
		t.Errorf("err %v, renewals %d", err, s.renewals.Load())
	}
}

func TestRenewalOutlivesItsCaller(t *testing.T) {
	s := &tokenServer{}
	started, release := make(chan struct{}), make(chan struct{})
	done := make(chan api.TokenPair, 1)
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/api/v1/auth/refresh" {
			close(started)
			<-release
		}
		s.ServeHTTP(w, r)
	}, client.WithTokens(api.TokenPair{AccessToken: "stale", RefreshToken: "refresh-0"}),
		client.WithTokensChanged(func(p api.TokenPair) { done <- p }))

	ctx, cancel := context.WithCancel(t.Context())
	result := make(chan error, 1)
	go func() {
		_, err := c.Accounts.Me(ctx)
		result <- err
	}()
	<-started
	cancel()
	close(release)
	if p := <-done; p.RefreshToken != "refresh-1" {
		t.Errorf("the renewed pair %+v was lost", p)
	}
	if err := <-result; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestWaitingForARenewalEndsWithTheContext(t *testing.T) {
	s := &tokenServer{}
	started, release := make(chan struct{}), make(chan struct{})
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/api/v1/auth/refresh" {
			close(started)
			<-release
		}
		s.ServeHTTP(w, r)
	}, client.WithTokens(api.TokenPair{AccessToken: "stale", RefreshToken: "refresh-0"}))
	first := make(chan error, 1)
	go func() {
		_, err := c.Accounts.Me(t.Context())
		first <- err
	}()
	<-started
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := c.Accounts.Me(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	close(release)
	if err := <-first; err != nil {
		t.Error(err)
	}
}

func TestUnreachableServerIsNoProblem(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	c, err := client.New(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Server.Info(t.Context())
	var problem *api.Problem
	if err == nil || errors.As(err, &problem) || !strings.HasPrefix(err.Error(), "GET /info: ") {
		t.Errorf("got %v", err)
	}
}

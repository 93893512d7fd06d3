package session

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/desktop/internal/local"
	"github.com/iam-copilot/iam-copilot/desktop/internal/sealed"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

var masterKey = bytes.Repeat([]byte{5}, 32)

const person = `{"email":"ada@example.com","password":"Analytical-Engine-1843"}`

func newFile(t *testing.T, dir string) *sealed.File {
	t.Helper()
	file, err := sealed.New(filepath.Join(dir, "session.sealed"), masterKey, "session")
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func open(t *testing.T, server *url.URL, transport http.RoundTripper, dir string) *Session {
	t.Helper()
	s, err := Open(Config{Server: server, Transport: transport, File: newFile(t, dir), UserAgent: "test/1", Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// backend starts a real backend with one account.
func backend(t *testing.T) *local.Backend {
	t.Helper()
	b, err := local.Start(t.Context(), local.Config{DataDir: t.TempDir(), MasterKey: masterKey, Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	s := open(t, local.Origin(), b, t.TempDir())
	if status, body := call(t, s, http.MethodPost, "/auth/register", person); status != http.StatusCreated {
		t.Fatalf("register: %d %s", status, body)
	}
	return b
}

// call sends a request and reads the answer.
func call(t *testing.T, s *Session, method, path, body string) (int, string) {
	t.Helper()
	status, content, err := try(t, s, method, path, body)
	if err != nil {
		t.Fatal(err)
	}
	return status, content
}

func try(t *testing.T, s *Session, method, path, body string) (int, string, error) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, s.origin+api.Base+path, strings.NewReader(body))
	if err != nil {
		return 0, "", err
	}
	request.Header.Set("Content-Type", "application/json")
	answer, err := s.RoundTrip(request)
	if err != nil {
		return 0, "", err
	}
	content, err := io.ReadAll(answer.Body)
	return answer.StatusCode, string(content), errors.Join(err, answer.Body.Close())
}

func login(t *testing.T, s *Session) {
	t.Helper()
	if status, body := call(t, s, http.MethodPost, "/auth/login", person); status != http.StatusOK {
		t.Fatalf("login: %d %s", status, body)
	}
}

func TestSigningInGivesTheCallerNoToken(t *testing.T) {
	s := open(t, local.Origin(), backend(t), t.TempDir())
	if s.SignedIn() {
		t.Error("signed in before signing in")
	}
	status, body := call(t, s, http.MethodPost, "/auth/login", person)
	if status != http.StatusOK {
		t.Fatalf("login: %d %s", status, body)
	}
	var fields map[string]any
	if err := json.Unmarshal([]byte(body), &fields); err != nil {
		t.Fatal(err)
	}
	if fields["access_token"] != "" || fields["token_type"] != "bearer" || fields["expires_in"] != float64(900) {
		t.Errorf("the answer to signing in is %s", body)
	}
	if _, there := fields["refresh_token"]; there {
		t.Errorf("the answer to signing in has a refresh token: %s", body)
	}
	kept := s.current()
	if !s.SignedIn() || kept.Access == "" || kept.Refresh == "" {
		t.Fatalf("not signed in after signing in")
	}
	if strings.Contains(body, kept.Access) || strings.Contains(body, kept.Refresh) {
		t.Error("a token is in the answer")
	}
	if status, body := call(t, s, http.MethodGet, "/auth/me", ""); status != http.StatusOK || !strings.Contains(body, "ada@example.com") {
		t.Errorf("me: %d %s", status, body)
	}
	status, body = call(t, s, http.MethodPost, "/auth/refresh", `{"refresh_token":"from the page"}`)
	if status != http.StatusOK || strings.Contains(body, "rt1.") || strings.Contains(body, "eyJ") || !strings.Contains(body, `"access_token":""`) {
		t.Errorf("refresh: %d %s", status, body)
	}
	if s.current().Refresh == kept.Refresh || s.current().Access == kept.Access {
		t.Error("refreshing renewed nothing")
	}
}

func TestAWrongPasswordIsJustThat(t *testing.T) {
	s := open(t, local.Origin(), backend(t), t.TempDir())
	login(t, s)
	before := s.current()
	status, body := call(t, s, http.MethodPost, "/auth/login", `{"email":"ada@example.com","password":"wrong"}`)
	if status != http.StatusUnauthorized || !strings.Contains(body, "accounts.wrong_credentials") {
		t.Errorf("login: %d %s", status, body)
	}
	if s.current() != before {
		t.Error("a refused sign-in changed the session")
	}
}

func TestTheSessionSurvivesARestart(t *testing.T) {
	b, dir := backend(t), t.TempDir()
	login(t, open(t, local.Origin(), b, dir))

	raw, err := os.ReadFile(filepath.Join(dir, "session.sealed"))
	if err != nil || bytes.Contains(raw, []byte("rt1.")) || bytes.Contains(raw, []byte("backend.invalid")) {
		t.Errorf("the session's file: %v, %q", err, raw)
	}

	again := open(t, local.Origin(), b, dir)
	if !again.SignedIn() {
		t.Fatal("signed out by a restart")
	}
	if again.current().Access != "" {
		t.Error("the access token was written down")
	}
	if status, body := call(t, again, http.MethodGet, "/auth/me", ""); status != http.StatusOK {
		t.Errorf("me after a restart: %d %s", status, body)
	}
	// Every use renews the token in the file, too.
	if third := open(t, local.Origin(), b, dir); third.current().Refresh != again.current().Refresh {
		t.Error("the file holds an older token")
	}
}

func TestAnotherServerGetsNoToken(t *testing.T) {
	b, dir := backend(t), t.TempDir()
	login(t, open(t, local.Origin(), b, dir))
	var seen []string
	other := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		seen = append(seen, r.Header.Get("Authorization"))
	}))
	defer other.Close()
	origin, err := url.Parse(other.URL)
	if err != nil {
		t.Fatal(err)
	}
	s := open(t, origin, http.DefaultTransport, dir)
	if s.SignedIn() {
		t.Error("signed in at a server that was never signed in to")
	}
	call(t, s, http.MethodGet, "/auth/me", "")
	if len(seen) != 1 || seen[0] != "" {
		t.Errorf("the other server got %q", seen)
	}

	// Nor does a request that names another host than the session's.
	mine := open(t, local.Origin(), b, dir)
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, other.URL+api.Base+"/auth/me", nil)
	if err != nil {
		t.Fatal(err)
	}
	if answer, err := mine.RoundTrip(request); err == nil {
		_ = answer.Body.Close()
		t.Error("a request to another host was sent")
	}
	if len(seen) != 1 {
		t.Errorf("the other server got %q", seen)
	}
}

func TestAnExpiredTokenIsRenewedBefore(t *testing.T) {
	s := open(t, local.Origin(), backend(t), t.TempDir())
	login(t, s)
	before := s.current()
	s.now = func() time.Time { return time.Now().Add(14*time.Minute + 55*time.Second) }
	if status, body := call(t, s, http.MethodGet, "/auth/me", ""); status != http.StatusOK {
		t.Errorf("me: %d %s", status, body)
	}
	if s.current().Access == before.Access {
		t.Error("a token that is about to end was used")
	}
}

func TestLogout(t *testing.T) {
	b, dir := backend(t), t.TempDir()
	s := open(t, local.Origin(), b, dir)
	login(t, s)
	stolen := s.current()
	// The page knows no token, so it sends none.
	if status, body := call(t, s, http.MethodPost, "/auth/logout", ""); status != http.StatusNoContent {
		t.Errorf("logout: %d %s", status, body)
	}
	if s.SignedIn() || open(t, local.Origin(), b, dir).SignedIn() {
		t.Error("still signed in")
	}
	if _, err := os.Stat(filepath.Join(dir, "session.sealed")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the file is still there: %v", err)
	}
	// The server was told, so a copy of the tokens is worth nothing.
	thief := open(t, local.Origin(), b, t.TempDir())
	thief.set(stolen)
	if status, _ := call(t, thief, http.MethodGet, "/auth/me", ""); status != http.StatusUnauthorized {
		t.Errorf("the ended session still answers: %d", status)
	}
	if thief.SignedIn() {
		t.Error("a session that the server has ended is kept")
	}
	if status, _ := call(t, s, http.MethodPost, "/auth/logout", ""); status != http.StatusNoContent {
		t.Errorf("logging out twice: %d", status)
	}
}

func TestWhatEndsEverySessionEndsThisOne(t *testing.T) {
	s := open(t, local.Origin(), backend(t), t.TempDir())
	login(t, s)
	if status, body := call(t, s, http.MethodPost, "/auth/logout-all", ""); status != http.StatusNoContent {
		t.Errorf("logout-all: %d %s", status, body)
	}
	if s.SignedIn() {
		t.Error("still signed in")
	}
}

func TestSigningInAgainEndsTheSessionBefore(t *testing.T) {
	b := backend(t)
	s := open(t, local.Origin(), b, t.TempDir())
	login(t, s)
	before := s.current()
	login(t, s)
	s.Close() // waits for the farewell
	old := open(t, local.Origin(), b, t.TempDir())
	old.set(before)
	if status, _ := call(t, old, http.MethodGet, "/auth/me", ""); status != http.StatusUnauthorized {
		t.Errorf("the session before still answers: %d", status)
	}
	if status, _ := call(t, s, http.MethodGet, "/auth/me", ""); status != http.StatusOK {
		t.Errorf("the new session answers %d", status)
	}
}

func TestLeavingEndsTheSessionOnTheServer(t *testing.T) {
	b, dir := backend(t), t.TempDir()
	s := open(t, local.Origin(), b, dir)
	login(t, s)
	stolen := s.current()
	if err := s.Leave(t.Context()); err != nil {
		t.Fatal(err)
	}
	if s.SignedIn() || open(t, local.Origin(), b, dir).SignedIn() {
		t.Error("still signed in")
	}
	s.Close() // waits for the farewell
	thief := open(t, local.Origin(), b, t.TempDir())
	thief.set(stolen)
	if status, _ := call(t, thief, http.MethodGet, "/auth/me", ""); status != http.StatusUnauthorized {
		t.Errorf("the session that was left still answers: %d", status)
	}
}

func TestADamagedFileIsNoSession(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "session.sealed")
	if err := os.WriteFile(path, []byte("damaged"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := open(t, local.Origin(), http.DefaultTransport, dir)
	if s.SignedIn() {
		t.Error("signed in")
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the damaged file is still there: %v", err)
	}
}

func TestManyRequestsAtOnceOnTheRealBackend(t *testing.T) {
	b, dir := backend(t), t.TempDir()
	login(t, open(t, local.Origin(), b, dir))
	// Two windows on one file, each with requests at the same time.
	windows := []*Session{open(t, local.Origin(), b, dir), open(t, local.Origin(), b, dir)}
	var all sync.WaitGroup
	for i := range 24 {
		all.Go(func() {
			status, body, err := try(t, windows[i%2], http.MethodGet, "/auth/me", "")
			if err != nil || status != http.StatusOK {
				t.Errorf("me: %d %s %v", status, body, err)
			}
		})
	}
	all.Wait()
	for i, window := range windows {
		if !window.SignedIn() {
			t.Errorf("window %d was signed out", i)
		}
	}
}

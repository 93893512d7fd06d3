package session

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// awkward is a server that counts, and fails as a test wants it to. The real
// backend cannot be made to fail at will.
type awkward struct {
	refreshes, calls atomic.Int32
	valid            atomic.Value // the access token that is good now
	refresh          func(w http.ResponseWriter, n int32)
	arrived          chan struct{} // every request to /thing says so, and waits
	proceed          chan struct{}
}

func (a *awkward) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case api.Base + "/auth/login":
		a.answer(w, "t0", "r0")
	case api.Base + "/auth/refresh":
		n := a.refreshes.Add(1)
		if a.refresh != nil {
			a.refresh(w, n)
			return
		}
		a.answer(w, fmt.Sprintf("t%d", n), fmt.Sprintf("r%d", n))
	case api.Base + "/thing":
		a.calls.Add(1)
		token := r.Header.Get("Authorization")
		if a.arrived != nil && token == "Bearer t0" {
			a.arrived <- struct{}{}
			<-a.proceed
		}
		if token != "Bearer "+a.valid.Load().(string) {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		_, _ = io.Copy(w, r.Body)
	case api.Base + "/away":
		http.Redirect(w, r, "https://evil.example/", http.StatusTemporaryRedirect)
	}
}

func (a *awkward) answer(w http.ResponseWriter, access, refresh string) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Set-Cookie", "tracker=1")
	_ = json.NewEncoder(w).Encode(api.TokenPair{AccessToken: access, RefreshToken: refresh, TokenType: "bearer", ExpiresIn: 900})
	a.valid.Store(access)
}

func start(t *testing.T, a *awkward) (*Session, *httptest.Server) {
	t.Helper()
	server := httptest.NewServer(a)
	t.Cleanup(server.Close)
	origin, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	s := open(t, origin, NewTransport(origin), t.TempDir())
	if status, body := call(t, s, http.MethodPost, "/auth/login", "{}"); status != http.StatusOK {
		t.Fatalf("login: %d %s", status, body)
	}
	return s, server
}

func TestRefusedRequestsShareOneRefresh(t *testing.T) {
	const requests = 20
	a := &awkward{arrived: make(chan struct{}, requests), proceed: make(chan struct{})}
	s, _ := start(t, a)
	a.valid.Store("none") // t0 is refused from now on
	var all sync.WaitGroup
	for i := range requests {
		all.Go(func() {
			body := fmt.Sprintf(`{"n":%d}`, i)
			status, got, err := try(t, s, http.MethodPost, "/thing", body)
			if err != nil || status != http.StatusOK || got != body {
				t.Errorf("request %d: %d %q %v", i, status, got, err)
			}
		})
	}
	for range requests {
		<-a.arrived // all have been sent with the old token
	}
	close(a.proceed)
	all.Wait()
	if n := a.refreshes.Load(); n != 1 {
		t.Errorf("%d refreshes for %d refused requests", n, requests)
	}
	if n := a.calls.Load(); n != 2*requests {
		t.Errorf("%d requests arrived, want each twice", n)
	}
}

func TestARequestIsRepeatedOnceOnly(t *testing.T) {
	a := &awkward{}
	s, _ := start(t, a)
	a.refresh = func(w http.ResponseWriter, n int32) {
		a.answer(w, fmt.Sprintf("t%d", n), "r")
		a.valid.Store("never")
	}
	a.valid.Store("never")
	if status, _ := call(t, s, http.MethodGet, "/thing", ""); status != http.StatusUnauthorized {
		t.Errorf("status %d", status)
	}
	if a.calls.Load() != 2 || a.refreshes.Load() != 1 {
		t.Errorf("%d requests, %d refreshes", a.calls.Load(), a.refreshes.Load())
	}
}

func TestARefusedRefreshEndsTheSession(t *testing.T) {
	for _, status := range []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusBadRequest, http.StatusUnprocessableEntity} {
		a := &awkward{refresh: func(w http.ResponseWriter, _ int32) { w.WriteHeader(status) }}
		s, _ := start(t, a)
		a.valid.Store("none")
		if got, _ := call(t, s, http.MethodGet, "/thing", ""); got != http.StatusUnauthorized {
			t.Errorf("refresh answers %d: the caller gets %d", status, got)
		}
		if s.SignedIn() {
			t.Errorf("refresh answers %d: still signed in", status)
		}
	}
}

// TestAServerInTroubleSignsNobodyOut holds for everything that says nothing
// about the session.
func TestAServerInTroubleSignsNobodyOut(t *testing.T) {
	for _, status := range []int{http.StatusInternalServerError, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusTooManyRequests} {
		a := &awkward{refresh: func(w http.ResponseWriter, _ int32) {
			w.Header().Set("Retry-After", "7")
			w.WriteHeader(status)
		}}
		s, _ := start(t, a)
		a.valid.Store("none")
		if got, _ := call(t, s, http.MethodGet, "/thing", ""); got != status {
			t.Errorf("refresh answers %d: the caller gets %d", status, got)
		}
		if !s.SignedIn() {
			t.Errorf("refresh answers %d: signed out", status)
		}
		a.refresh = nil // it recovers
		if got, _ := call(t, s, http.MethodGet, "/thing", ""); got != http.StatusOK {
			t.Errorf("after recovering the caller gets %d", got)
		}
	}
	for name, answer := range map[string]string{"no JSON": "<html>", "no token": "{}"} {
		a := &awkward{refresh: func(w http.ResponseWriter, _ int32) { _, _ = io.WriteString(w, answer) }}
		s, _ := start(t, a)
		a.valid.Store("none")
		if _, _, err := try(t, s, http.MethodGet, "/thing", ""); err == nil || !s.SignedIn() {
			t.Errorf("%s: error %v, signed in %t", name, err, s.SignedIn())
		}
	}
	s, server := start(t, &awkward{})
	server.Close()
	if _, _, err := try(t, s, http.MethodGet, "/thing", ""); err == nil || !s.SignedIn() {
		t.Errorf("no connection: error %v, signed in %t", err, s.SignedIn())
	}
}

func TestLogoutWithoutTheServerForgetsAllTheSame(t *testing.T) {
	s, server := start(t, &awkward{})
	server.Close()
	if _, _, err := try(t, s, http.MethodPost, "/auth/logout", ""); err == nil || !strings.Contains(err.Error(), "signed out here") {
		t.Errorf("the error is %v", err)
	}
	if s.SignedIn() {
		t.Error("still signed in")
	}
	if _, err := os.Stat(s.config.File.Path()); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the file is still there: %v", err)
	}
}

func TestRedirectsAreNotFollowed(t *testing.T) {
	s, _ := start(t, &awkward{})
	if _, _, err := try(t, s, http.MethodGet, "/away", ""); err == nil || !strings.Contains(err.Error(), "evil.example") {
		t.Errorf("a redirect: %v", err)
	}
}

func TestWhatTheCallerMayNotSend(t *testing.T) {
	var got http.Header
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got = r.Header
		w.Header().Set("Set-Cookie", "tracker=1")
	}))
	defer server.Close()
	origin, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	s := open(t, origin, NewTransport(origin), t.TempDir())
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+api.Base+"/auth/login", strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{
		"Authorization": "Bearer forged", "Cookie": "iamcopilot_refresh=forged", "User-Agent": "forged",
		api.HeaderTokenTransport: "cookie", api.HeaderWorkspace: "7",
	} {
		request.Header.Set(name, value)
	}
	answer, err := s.RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	if err := answer.Body.Close(); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"Authorization": "", "Cookie": "", "User-Agent": "test/1", api.HeaderTokenTransport: "body", api.HeaderWorkspace: "7",
	} {
		if got.Get(name) != want {
			t.Errorf("the server got %s %q, want %q", name, got.Get(name), want)
		}
	}
	if answer.Header.Get("Set-Cookie") != "" {
		t.Error("the caller got a cookie")
	}
	if request.Header.Get("Authorization") != "Bearer forged" {
		t.Error("the caller's request was changed")
	}
}

func TestALargeRequestIsRefused(t *testing.T) {
	s, _ := start(t, &awkward{})
	if _, _, err := try(t, s, http.MethodPost, "/thing", strings.Repeat("x", MaxBody+1)); !errors.Is(err, ErrTooLarge) {
		t.Errorf("the error is %v", err)
	}
	if status, body := call(t, s, http.MethodPost, "/thing", strings.Repeat("x", MaxBody)); status != http.StatusOK || len(body) != MaxBody {
		t.Errorf("the largest request: %d, %d bytes back", status, len(body))
	}
}

func TestASessionThatCannotBeSavedStillWorks(t *testing.T) {
	a := &awkward{}
	server := httptest.NewServer(a)
	t.Cleanup(server.Close)
	origin, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	s := open(t, origin, NewTransport(origin), dir)
	// A folder in the file's place cannot be replaced, whoever asks.
	if err := os.MkdirAll(filepath.Join(dir, "session.sealed", "child"), 0o700); err != nil {
		t.Fatal(err)
	}
	call(t, s, http.MethodPost, "/auth/login", "{}")
	for range 3 {
		a.valid.Store("none")
		if status, _ := call(t, s, http.MethodGet, "/thing", ""); status != http.StatusOK {
			t.Errorf("status %d", status)
		}
	}
}

func TestLeavingDoesNotWaitForTheServer(t *testing.T) {
	s, server := start(t, &awkward{})
	server.Close()
	if err := s.Leave(t.Context()); err != nil {
		t.Errorf("leaving: %v", err)
	}
	if s.SignedIn() {
		t.Error("still signed in")
	}
}

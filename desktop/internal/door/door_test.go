//go:build linux

package door

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/desktop/internal/keyring"
	"github.com/iam-copilot/iam-copilot/desktop/internal/keyring/keyringtest"
	"github.com/iam-copilot/iam-copilot/desktop/internal/masterkey"
	"github.com/iam-copilot/iam-copilot/desktop/internal/settings"
)

func TestMain(m *testing.M) { keyringtest.Main(m) }

const (
	good   = "correct horse battery staple"
	person = `{"email":"ada@example.com","password":"Analytical-Engine-1843"}`
)

var ui = fstest.MapFS{
	"index.html":       {Data: []byte("<!doctype html><html><head><title>IAM Copilot</title></head><body></body></html>")},
	"assets/main.js":   {Data: []byte("console.log(1)")},
	"assets/main.css":  {Data: []byte("body{}")},
	"color-scheme.js":  {Data: []byte("1")},
	"favicon.svg":      {Data: []byte("<svg/>")},
	".gitkeep":         {},
	"assets/.hidden":   {Data: []byte("hidden")},
	"weird.unknown":    {Data: []byte("?")},
	"fonts/inter.woff": {Data: []byte("w")},
}

// noRing is a computer without a keyring.
type noRing struct{}

func (noRing) Get(context.Context, string) (string, error) { return "", keyring.ErrUnavailable }
func (noRing) Set(context.Context, string, string) error   { return keyring.ErrUnavailable }

// window is a door as the window reaches it.
type window struct {
	t       *testing.T
	door    *Door
	handler http.Handler
	logged  *bytes.Buffer
}

func openWindow(t *testing.T, dir string, ring masterkey.Ring, passphrase string) *window {
	t.Helper()
	file, err := settings.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	logged := &bytes.Buffer{}
	d := New(Config{
		DataDir: dir, Settings: file, Ring: ring, Passphrase: passphrase, UI: ui, Version: "1.2.3",
		Log: slog.New(slog.NewTextHandler(logged, nil)),
	})
	w := &window{t: t, door: d, handler: Protect(d), logged: logged}
	t.Cleanup(w.close)
	return w
}

func (w *window) close() {
	if err := w.door.Close(); err != nil {
		w.t.Error(err)
	}
}

func (w *window) request(method, path, body string) *http.Request {
	request := httptest.NewRequestWithContext(w.t.Context(), method, path, strings.NewReader(body))
	request.Host = "wails"
	if body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	return request
}

func (w *window) send(request *http.Request) *httptest.ResponseRecorder {
	recorder := httptest.NewRecorder()
	w.handler.ServeHTTP(recorder, request)
	return recorder
}

func (w *window) do(method, path, body string) *httptest.ResponseRecorder {
	return w.send(w.request(method, path, body))
}

// want sends a request and checks the status.
func (w *window) want(status int, method, path, body string) string {
	w.t.Helper()
	answer := w.do(method, path, body)
	if answer.Code != status {
		w.t.Fatalf("%s %s answers %d %s; want %d; logged: %s", method, path, answer.Code, answer.Body, status, w.logged)
	}
	return answer.Body.String()
}

func (w *window) state() State {
	w.t.Helper()
	var state State
	if err := json.Unmarshal([]byte(w.want(http.StatusOK, http.MethodGet, "/desktop/state", "")), &state); err != nil {
		w.t.Fatal(err)
	}
	return state
}

func (w *window) signIn() {
	w.t.Helper()
	body := w.want(http.StatusOK, http.MethodPost, "/api/v1/auth/login", person)
	if !strings.Contains(body, `"access_token":""`) || strings.Contains(body, "refresh_token") || strings.Contains(body, "eyJ") {
		w.t.Fatalf("the page got %s", body)
	}
}

func (w *window) register() {
	w.t.Helper()
	w.want(http.StatusCreated, http.MethodPost, "/api/v1/auth/register", person)
}

// teamServer is a real backend that listens.
func teamServer(t *testing.T) (*httptest.Server, *http.Header) {
	t.Helper()
	backend, err := server.New(t.Context(), server.Config{
		Port: 0, DataDir: t.TempDir(), DatabaseConns: 4, SecretKey: strings.Repeat("ab", 32), AccessTokenMinutes: 15,
		Registration: "open", RegistrationsPerHour: 100, LogLevel: "error", LogFormat: "text", AWSRegion: "us-east-1", Version: "9.9.9",
	})
	if err != nil {
		t.Fatal(err)
	}
	last := &http.Header{}
	handler := backend.Handler()
	listening := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		*last = r.Header.Clone()
		w.Header().Set("Access-Control-Allow-Origin", "*")
		w.Header().Set("Set-Cookie", "tracker=1")
		handler.ServeHTTP(w, r)
	}))
	t.Cleanup(func() {
		listening.Close()
		if err := backend.Close(); err != nil {
			t.Error(err)
		}
	})
	return listening, last
}

func TestOnThisComputer(t *testing.T) {
	dir := t.TempDir()
	first := openWindow(t, dir, noRing{}, good)
	if got, want := first.state(), (State{Mode: "local", KeyProtection: masterkey.Passphrase, Version: "1.2.3", Servers: []string{}}); !reflect.DeepEqual(got, want) {
		t.Errorf("state %+v, want %+v", got, want)
	}
	first.want(http.StatusUnauthorized, http.MethodGet, "/api/v1/auth/me", "")
	first.register()
	first.want(http.StatusUnauthorized, http.MethodPost, "/api/v1/auth/login", `{"email":"ada@example.com","password":"wrong"}`)
	first.signIn()
	if !first.state().SignedIn {
		t.Error("not signed in after signing in")
	}
	if body := first.want(http.StatusOK, http.MethodGet, "/api/v1/auth/me", ""); !strings.Contains(body, "ada@example.com") {
		t.Errorf("me is %s", body)
	}
	if body := first.want(http.StatusOK, http.MethodGet, "/api/v1/auth/me/sessions", ""); !strings.Contains(body, `"user_agent":"IAMCopilot-Desktop/1.2.3 (Linux)"`) {
		t.Errorf("the sessions are %s", body)
	}
	first.close()
	first.want(http.StatusServiceUnavailable, http.MethodGet, "/api/v1/auth/me", "")

	second := openWindow(t, dir, noRing{}, good)
	if !second.state().SignedIn {
		t.Error("signed out by a restart")
	}
	second.want(http.StatusOK, http.MethodGet, "/api/v1/auth/me", "")
	second.want(http.StatusNoContent, http.MethodPost, "/api/v1/auth/logout", "")
	if second.state().SignedIn {
		t.Error("still signed in after logging out")
	}
	second.want(http.StatusUnauthorized, http.MethodGet, "/api/v1/auth/me", "")

	// No token may have been written in the open, nor logged.
	for _, window := range []*window{first, second} {
		for _, mark := range []string{"eyJ", "rt1.", "Analytical"} {
			if strings.Contains(window.logged.String(), mark) {
				t.Errorf("the log holds %s:\n%s", mark, window.logged)
			}
		}
	}
}

func TestInTheKeyring(t *testing.T) {
	keyringtest.Run(t, keyringtest.Unlocked, func(t *testing.T) {
		dir := t.TempDir()
		first := openWindow(t, dir, keyring.NewSystem(), "")
		if got := first.state().KeyProtection; got != masterkey.Keyring {
			t.Errorf("protection is %s", got)
		}
		first.register()
		first.signIn()
		first.close()
		second := openWindow(t, dir, keyring.NewSystem(), "")
		second.want(http.StatusOK, http.MethodGet, "/api/v1/auth/me", "")
	})
}

func TestWithoutAKeyringThePageAsksForAPassphrase(t *testing.T) {
	dir := t.TempDir()
	first := openWindow(t, dir, noRing{}, "")
	if got := first.state(); got.KeyProtection != masterkey.Locked || got.SignedIn {
		t.Errorf("state %+v", got)
	}
	first.want(http.StatusServiceUnavailable, http.MethodGet, "/api/v1/info", "")
	first.want(http.StatusConflict, http.MethodPost, "/desktop/server", `{"url":""}`)
	for _, path := range []string{"/", "/login", "/settings/credentials"} {
		answer := first.do(http.MethodGet, path, "")
		body := answer.Body.String()
		if answer.Code != http.StatusOK || !strings.Contains(body, "Choose a passphrase") || strings.Count(body, `type="password"`) != 3 || !strings.Contains(body, dir) {
			t.Errorf("%s shows %d %s", path, answer.Code, body)
		}
		if policy := answer.Header().Get("Content-Security-Policy"); policy != pagePolicy {
			t.Errorf("%s has the policy %s", path, policy)
		}
		if strings.Contains(body, "<style") || strings.Contains(body, "style=") || strings.Contains(body, "onclick") || strings.Count(body, "<script") != strings.Count(body, "<script src=") {
			t.Errorf("%s has style or script written in it, which its own policy refuses:\n%s", path, body)
		}
	}
	if body := first.want(http.StatusUnprocessableEntity, http.MethodPost, "/desktop/unlock", `{"passphrase":"password"}`); !strings.Contains(body, "desktop.weak_passphrase") {
		t.Errorf("a weak passphrase: %s", body)
	}
	first.want(http.StatusConflict, http.MethodPost, "/desktop/unlock", `{"passphrase":""}`)
	first.want(http.StatusOK, http.MethodPost, "/desktop/unlock", `{"passphrase":"`+good+`"}`)
	if got := first.state().KeyProtection; got != masterkey.Passphrase {
		t.Errorf("protection is %s", got)
	}
	if body := first.want(http.StatusOK, http.MethodGet, "/", ""); !strings.Contains(body, homeMark) {
		t.Errorf("the user interface is not shown: %s", body)
	}
	first.register()
	first.signIn()
	first.close()

	second := openWindow(t, dir, noRing{}, "")
	if body := second.want(http.StatusOK, http.MethodGet, "/", ""); !strings.Contains(body, "Enter your passphrase") || strings.Count(body, `type="password"`) != 2 {
		t.Errorf("the second start shows %s", body)
	}
	if body := second.want(http.StatusForbidden, http.MethodPost, "/desktop/unlock", `{"passphrase":"not `+good+`"}`); !strings.Contains(body, "desktop.wrong_passphrase") {
		t.Errorf("a wrong passphrase: %s", body)
	}
	second.want(http.StatusOK, http.MethodPost, "/desktop/unlock", `{"passphrase":"`+good+`"}`)
	second.want(http.StatusOK, http.MethodGet, "/api/v1/auth/me", "")
	// Opened twice, it stays open.
	second.want(http.StatusOK, http.MethodPost, "/desktop/unlock", `{"passphrase":"whatever"}`)
}

func TestWhileTheKeyringAsksThePageWaits(t *testing.T) {
	keyringtest.Run(t, keyringtest.Silent, func(t *testing.T) {
		w := openWindow(t, t.TempDir(), keyring.NewSystem(), "")
		if body := w.want(http.StatusOK, http.MethodGet, "/", ""); !strings.Contains(body, `http-equiv="refresh"`) || !strings.Contains(body, "keyring") {
			t.Errorf("the page shows %s", body)
		}
		// Its style sheet does not wait.
		w.want(http.StatusOK, http.MethodGet, "/desktop/page.css", "")
	})
}

func TestAMissingKeyIsExplained(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "iam-copilot.sqlite"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	w := openWindow(t, dir, noRing{}, good)
	if body := w.want(http.StatusOK, http.MethodGet, "/", ""); !strings.Contains(body, "key to your data is missing") || strings.Contains(body, `id="unlock"`) {
		t.Errorf("the page shows %s", body)
	}
}

func TestADamagedDatabaseIsExplained(t *testing.T) {
	dir := t.TempDir()
	first := openWindow(t, dir, noRing{}, good)
	first.state()
	first.close()
	path := filepath.Join(dir, "iam-copilot.sqlite")
	sound, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, bytes.Repeat([]byte("no database "), 1000), 0o600); err != nil {
		t.Fatal(err)
	}
	second := openWindow(t, dir, noRing{}, good)
	second.state() // waits for the outcome
	if body := second.want(http.StatusOK, http.MethodGet, "/", ""); !strings.Contains(body, "cannot start") || !strings.Contains(body, "Try again") {
		t.Errorf("the page shows %s", body)
	}
	second.want(http.StatusServiceUnavailable, http.MethodGet, "/api/v1/info", "")
	if err := os.WriteFile(path, sound, 0o600); err != nil {
		t.Fatal(err)
	}
	second.want(http.StatusOK, http.MethodPost, "/desktop/unlock", `{"passphrase":""}`)
	second.want(http.StatusOK, http.MethodGet, "/api/v1/info", "")
}

func TestClosingDoesNotWaitForASilentKeyring(t *testing.T) {
	keyringtest.Run(t, keyringtest.Silent, func(t *testing.T) {
		w := openWindow(t, t.TempDir(), keyring.NewSystem(), "")
		w.want(http.StatusOK, http.MethodGet, "/", "")
		closed := make(chan struct{})
		go func() { w.close(); close(closed) }()
		select {
		case <-closed:
		case <-time.After(keyringPatience / 2):
			t.Error("closing waits for the keyring")
		}
	})
}

//go:build linux

package door

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/desktop/internal/masterkey"
)

func TestWithATeamServer(t *testing.T) {
	team, last := teamServer(t)
	dir := t.TempDir()
	w := openWindow(t, dir, noRing{}, good)
	w.register()
	w.signIn()
	localTokens, err := os.ReadFile(filepath.Join(dir, "session-window.sealed"))
	if err != nil {
		t.Fatal(err)
	}

	w.want(http.StatusOK, http.MethodPost, "/desktop/server", `{"url":"`+strings.ToUpper(team.URL[:4])+team.URL[4:]+`/"}`)
	want := State{Mode: "server", ServerURL: team.URL, KeyProtection: masterkey.Passphrase, Version: "1.2.3", Servers: []string{team.URL}}
	if got := w.state(); !reflect.DeepEqual(got, want) {
		t.Errorf("state %+v, want %+v", got, want)
	}
	if _, err := os.Stat(filepath.Join(dir, "session-window.sealed")); err == nil {
		t.Error("the session with the former server is still kept")
	}
	w.want(http.StatusUnauthorized, http.MethodGet, "/api/v1/auth/me", "")
	if got := last.Get("Authorization"); got != "" {
		t.Errorf("the server got a token of another one: %q", got)
	}
	w.want(http.StatusUnauthorized, http.MethodPost, "/api/v1/auth/login", person) // it is another backend
	w.register()
	w.signIn()
	if body := w.want(http.StatusOK, http.MethodGet, "/api/v1/info", ""); !strings.Contains(body, "9.9.9") {
		t.Errorf("info is %s", body)
	}

	request := w.request(http.MethodGet, "/api/v1/auth/me", "")
	for name, value := range map[string]string{
		"Cookie": "a=b", "Authorization": "Bearer forged", "Origin": "wails://wails", "Referer": "wails://wails/login", "User-Agent": "WebKit",
		"X-Forwarded-For": "10.1.1.1", "Sec-Fetch-Site": "same-origin", "X-Workspace-ID": "1", "Accept-Language": "en", "Content-Length": "",
	} {
		request.Header.Set(name, value)
	}
	answer := w.send(request)
	if answer.Code != http.StatusOK {
		t.Fatalf("me answers %d %s", answer.Code, answer.Body)
	}
	for _, name := range []string{"Cookie", "Origin", "Referer", "X-Forwarded-For", "Sec-Fetch-Site"} {
		if got := last.Get(name); got != "" {
			t.Errorf("the server got %s: %s", name, got)
		}
	}
	for name, want := range map[string]string{"X-Workspace-Id": "1", "Accept-Language": "en", "User-Agent": "IAMCopilot-Desktop/1.2.3 (Linux)"} {
		if got := last.Get(name); got != want {
			t.Errorf("the server got %s: %q, want %q", name, got, want)
		}
	}
	if got := last.Get("Authorization"); !strings.HasPrefix(got, "Bearer eyJ") {
		t.Errorf("the server got Authorization: %q", got)
	}
	for _, name := range []string{"Set-Cookie", "Access-Control-Allow-Origin"} {
		if got := answer.Header().Get(name); got != "" {
			t.Errorf("the page got %s: %s", name, got)
		}
	}
	if got := answer.Header().Get("Content-Security-Policy"); got != dataPolicy {
		t.Errorf("the policy of an answer is %s", got)
	}
	w.close()

	again := openWindow(t, dir, noRing{}, good)
	if got := again.state(); !got.SignedIn || got.ServerURL != team.URL {
		t.Errorf("after a restart: %+v", got)
	}
	again.want(http.StatusOK, http.MethodGet, "/api/v1/auth/me", "")

	again.want(http.StatusOK, http.MethodPost, "/desktop/server", `{"url":""}`)
	if got := again.state(); got.Mode != "local" || got.SignedIn || got.ServerURL != "" {
		t.Errorf("back on this computer: %+v", got)
	}
	again.signIn() // the account of before is there
	// Tokens of before, put back, are worth nothing: leaving ended them.
	again.close()
	if err := os.WriteFile(filepath.Join(dir, "session-window.sealed"), localTokens, 0o600); err != nil {
		t.Fatal(err)
	}
	last2 := openWindow(t, dir, noRing{}, good)
	last2.want(http.StatusUnauthorized, http.MethodGet, "/api/v1/auth/me", "")
}

func TestAServerThatIsNone(t *testing.T) {
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(`{"name":"Other"}`)) }))
	defer other.Close()
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()
	selfSigned := httptest.NewTLSServer(http.NotFoundHandler())
	defer selfSigned.Close()
	w := openWindow(t, t.TempDir(), noRing{}, good)
	w.register()
	w.signIn()
	tests := []struct {
		body, code string
		status     int
	}{
		{`{"url":"http://example.com"}`, "desktop.bad_server", http.StatusUnprocessableEntity},
		{`{"url":"not an address"}`, "desktop.bad_server", http.StatusUnprocessableEntity},
		{`{"url":"https://user:secret@example.com"}`, "desktop.bad_server", http.StatusUnprocessableEntity},
		{`{"url":"` + closed.URL + `"}`, "desktop.no_server", http.StatusUnprocessableEntity},
		{`{"url":"` + other.URL + `"}`, "desktop.no_server", http.StatusUnprocessableEntity},
		{`{"url":"` + selfSigned.URL + `"}`, "desktop.no_server", http.StatusUnprocessableEntity},
		{`{"server":"` + other.URL + `"}`, "desktop.malformed", http.StatusBadRequest},
		{`{`, "desktop.malformed", http.StatusBadRequest},
		{`[]`, "desktop.malformed", http.StatusBadRequest},
	}
	for _, test := range tests {
		if body := w.want(test.status, http.MethodPost, "/desktop/server", test.body); !strings.Contains(body, test.code) {
			t.Errorf("%s gives %s, want %s", test.body, body, test.code)
		}
	}
	form := w.request(http.MethodPost, "/desktop/server", "url=https://example.com")
	form.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if answer := w.send(form); answer.Code != http.StatusBadRequest {
		t.Errorf("a form answers %d", answer.Code)
	}
	// Nothing has changed by all that.
	if got := w.state(); got.Mode != "local" || !got.SignedIn {
		t.Errorf("state %+v", got)
	}
	w.want(http.StatusOK, http.MethodGet, "/api/v1/auth/me", "")
}

func TestAServerThatGoesAway(t *testing.T) {
	team, _ := teamServer(t)
	dir := t.TempDir()
	w := openWindow(t, dir, noRing{}, good)
	w.want(http.StatusOK, http.MethodPost, "/desktop/server", `{"url":"`+team.URL+`"}`)
	w.register()
	w.signIn()
	team.Close()
	if body := w.want(http.StatusServiceUnavailable, http.MethodGet, "/api/v1/auth/me", ""); !strings.Contains(body, "desktop.no_answer") || !strings.Contains(body, team.URL) {
		t.Errorf("the page got %s", body)
	}
	if !w.state().SignedIn {
		t.Error("signed out by a lost connection")
	}
	// Signing out and going back work all the same.
	w.want(http.StatusServiceUnavailable, http.MethodPost, "/api/v1/auth/logout", "")
	if w.state().SignedIn {
		t.Error("still signed in")
	}
	w.want(http.StatusOK, http.MethodPost, "/desktop/server", `{"url":""}`)
	w.register()
}

func TestABadServerInTheSettingsIsExplained(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "settings.json"), []byte(`{"server_url":"http://example.com"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	w := openWindow(t, dir, noRing{}, good)
	w.state()
	if body := w.want(http.StatusOK, http.MethodGet, "/", ""); !strings.Contains(body, "cannot start") || !strings.Contains(body, `id="local"`) {
		t.Errorf("the page shows %s", body)
	}
	w.want(http.StatusOK, http.MethodPost, "/desktop/server", `{"url":""}`)
	w.register()
}

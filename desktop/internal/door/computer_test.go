//go:build linux

package door

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/iam-copilot/iam-copilot/desktop/internal/backendtest"
	"github.com/iam-copilot/iam-copilot/desktop/internal/backup"
	"github.com/iam-copilot/iam-copilot/desktop/internal/masterkey"
	"github.com/iam-copilot/iam-copilot/desktop/internal/settings"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// fakeShell is a window in which the person chooses always the same file.
type fakeShell struct {
	mu        sync.Mutex
	file      string
	browsed   chan string
	clipboard string
	notified  []string
	reloaded  int
}

func (s *fakeShell) SaveFile(string, string) (string, error) { return s.file, nil }
func (s *fakeShell) OpenFile(string, string) (string, error) { return s.file, nil }
func (s *fakeShell) Browse(address string) error             { s.browsed <- address; return nil }
func (s *fakeShell) Reload()                                 { s.mu.Lock(); s.reloaded++; s.mu.Unlock() }

func (s *fakeShell) Notify(title, text string) error {
	s.notified = append(s.notified, title+": "+text)
	return errors.New("no bus")
}

func (s *fakeShell) Clipboard() (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.clipboard, nil
}

func (s *fakeShell) SetClipboard(text string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.clipboard = text
	return nil
}

// openShell is openWindow with a shell around it.
func openShell(t *testing.T, dir string, passphrase string) (*window, *fakeShell) {
	t.Helper()
	w, shell := openWindow(t, dir, noRing{}, passphrase), &fakeShell{browsed: make(chan string, 1)}
	w.door.config.Shell, w.door.clipboard.shell = shell, shell
	return w, shell
}

const backupPassphrase = "quite another long phrase of words"

func TestBackUpAndRestoreInTheWindow(t *testing.T) {
	w, shell := openShell(t, t.TempDir(), good)
	w.register()
	w.signIn()
	shell.file = filepath.Join(t.TempDir(), "mine")
	w.want(http.StatusUnprocessableEntity, http.MethodPost, "/desktop/backup", `{"passphrase":"password1234"}`)
	if body := w.want(http.StatusOK, http.MethodPost, "/desktop/backup", `{"passphrase":"`+backupPassphrase+`"}`); !strings.Contains(body, "mine"+backup.Extension) {
		t.Errorf("saved %s", body)
	}

	other, shell2 := openShell(t, t.TempDir(), good)
	shell2.file = shell.file + backup.Extension
	other.want(http.StatusForbidden, http.MethodPost, "/desktop/restore", `{"passphrase":"wrong"}`)
	other.want(http.StatusUnauthorized, http.MethodPost, "/api/v1/auth/login", person) // nothing has changed
	if body := other.want(http.StatusOK, http.MethodPost, "/desktop/restore", `{"passphrase":"`+backupPassphrase+`"}`); !strings.Contains(body, "before-restore-") {
		t.Errorf("restored %s", body)
	}
	other.signIn()
	other.close()
	// Where there is no keyring, the passphrase of the backup protects the key.
	if got := openWindow(t, other.door.config.DataDir, noRing{}, backupPassphrase); got.state().KeyProtection != masterkey.Passphrase {
		t.Errorf("after a restart: %+v", got.state())
	}

	// Nothing is made of a passphrase that was meant for a file.
	empty, shell3 := openShell(t, t.TempDir(), "")
	shell3.file = shell2.file
	if got := empty.state().KeyProtection; got != masterkey.Locked {
		t.Fatalf("the key is %s", got)
	}
	empty.want(http.StatusForbidden, http.MethodPost, "/desktop/restore", `{"passphrase":"`+good+`"}`)
	if got := empty.state().KeyProtection; got != masterkey.Locked {
		t.Errorf("a key was made: %s", got)
	}
	empty.want(http.StatusOK, http.MethodPost, "/desktop/restore", `{"passphrase":"`+backupPassphrase+`"}`)
	empty.signIn()

	shell.file = ""
	if body := w.want(http.StatusOK, http.MethodPost, "/desktop/restore", `{"passphrase":"x"}`); !strings.Contains(body, `"kept":""`) {
		t.Errorf("given up: %s", body)
	}
}

func TestLocking(t *testing.T) {
	dir := t.TempDir()
	w, shell := openShell(t, dir, good)
	w.register()
	w.signIn()
	w.want(http.StatusNoContent, http.MethodPost, "/desktop/lock", "{}")
	w.want(http.StatusServiceUnavailable, http.MethodGet, "/api/v1/auth/me", "")
	if got := w.state(); got.KeyProtection != masterkey.Locked || got.SignedIn {
		t.Errorf("locked: %+v", got)
	}
	if w.door.holder.Key() != nil {
		t.Error("the key is still there")
	}
	if release, err := settings.Occupy(dir); err != nil {
		t.Errorf("the database is still open: %v", err)
	} else {
		release()
	}
	w.want(http.StatusServiceUnavailable, http.MethodPost, "/desktop/active", "{}")
	w.want(http.StatusForbidden, http.MethodPost, "/desktop/unlock", `{"passphrase":"wrong wrong wrong"}`)
	w.want(http.StatusOK, http.MethodPost, "/desktop/unlock", `{"passphrase":"`+good+`"}`)
	w.want(http.StatusOK, http.MethodGet, "/api/v1/auth/me", "") // still signed in

	w.want(http.StatusUnprocessableEntity, http.MethodPost, "/desktop/preferences", `{"lock_after_minutes":-1}`)
	if body := w.want(http.StatusOK, http.MethodPost, "/desktop/preferences", `{"lock_after_minutes":5,"show_in_captures":true}`); !strings.Contains(body, `"lock_after_minutes":5,"show_in_captures":true,"check_for_updates":true`) {
		t.Errorf("preferences are %s", body)
	}
	w.want(http.StatusNoContent, http.MethodPost, "/desktop/active", "{}")
	// The computer slept for an hour.
	w.door.idle.mu.Lock()
	w.door.idle.last = w.door.idle.last.Add(-time.Hour)
	w.door.idle.mu.Unlock()
	w.want(http.StatusServiceUnavailable, http.MethodPost, "/desktop/active", "{}")
	if got := w.state().KeyProtection; got != masterkey.Locked || shell.reloaded != 1 {
		t.Errorf("after the sleep: %s, the page was loaded anew %d times", got, shell.reloaded)
	}
	w.want(http.StatusOK, http.MethodPost, "/desktop/unlock", `{"passphrase":"`+good+`"}`)

	const other = "another good and long passphrase"
	w.want(http.StatusUnprocessableEntity, http.MethodPost, "/desktop/protect", `{"passphrase":"short"}`)
	w.want(http.StatusOK, http.MethodPost, "/desktop/protect", `{"passphrase":"`+other+`"}`)
	w.want(http.StatusNoContent, http.MethodPost, "/desktop/lock", "{}")
	w.want(http.StatusForbidden, http.MethodPost, "/desktop/unlock", `{"passphrase":"`+good+`"}`)
	w.want(http.StatusOK, http.MethodPost, "/desktop/unlock", `{"passphrase":"`+other+`"}`)
}

func TestIdleness(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var i idleness
		locked := 0
		lock := func() { locked++ }
		i.seen(time.Now(), 5*time.Minute, lock)
		time.Sleep(4 * time.Minute)
		if away := i.seen(time.Now(), 5*time.Minute, lock); away != 4*time.Minute {
			t.Errorf("away for %s", away)
		}
		time.Sleep(4 * time.Minute)
		if locked != 0 {
			t.Error("locked too early")
		}
		time.Sleep(2 * time.Minute)
		synctest.Wait()
		if locked != 1 {
			t.Errorf("locked %d times", locked)
		}
		i.seen(time.Now(), 0, lock)
		time.Sleep(time.Hour)
		synctest.Wait()
		if locked != 1 {
			t.Error("locked although it was not to")
		}
		i.stop()
	})
}

func TestSecretsLeaveTheClipboard(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shell := &fakeShell{}
		c := &clipboard{shell: shell}
		copySecret := func(secret string) {
			t.Helper()
			if err := c.copy(secret, clipboardTime); err != nil {
				t.Fatal(err)
			}
		}
		wait := func(d time.Duration) string {
			time.Sleep(d)
			synctest.Wait()
			return shell.clipboard
		}
		copySecret("first")
		if got := wait(20 * time.Second); got != "first" {
			t.Errorf("after 20 s: %q", got)
		}
		copySecret("second")
		if got := wait(20 * time.Second); got != "second" {
			t.Errorf("the second after 20 s: %q", got)
		}
		if got := wait(11 * time.Second); got != "" {
			t.Errorf("after 31 s: %q", got)
		}
		copySecret("third")
		shell.clipboard = "something else"
		if got := wait(31 * time.Second); got != "something else" {
			t.Errorf("what was copied since is %q", got)
		}
		copySecret("fourth")
		c.clear() // the window closes
		if shell.clipboard != "" {
			t.Errorf("after the end: %q", shell.clipboard)
		}
	})
}

func TestWhatTheShellDoes(t *testing.T) {
	w, shell := openShell(t, t.TempDir(), good)
	w.state()
	w.want(http.StatusNoContent, http.MethodPost, "/desktop/clipboard", `{"text":"secret"}`)
	if shell.clipboard != "secret" {
		t.Errorf("the clipboard holds %q", shell.clipboard)
	}
	w.want(http.StatusUnprocessableEntity, http.MethodPost, "/desktop/clipboard", `{"text":""}`)
	w.want(http.StatusNoContent, http.MethodPost, "/desktop/notify", `{"title":"The audit\nhas ended","text":"`+strings.Repeat("long ", 200)+`"}`)
	if got := shell.notified; len(got) != 1 || !strings.HasPrefix(got[0], "The audit has ended: long long") || len(got[0]) > 440 {
		t.Errorf("notified %q", got)
	}
	w.want(http.StatusConflict, http.MethodPost, "/desktop/browse", `{"path":"/login"}`)
	w.want(http.StatusConflict, http.MethodPost, "/desktop/sso", `{"provider":"okta"}`)
	w.want(http.StatusConflict, http.MethodPost, "/desktop/update", "{}")
	w.want(http.StatusMethodNotAllowed, http.MethodGet, "/desktop/lock", "")

	team, _ := teamServer(t)
	w.want(http.StatusOK, http.MethodPost, "/desktop/server", `{"url":"`+team.URL+`"}`)
	for path, status := range map[string]int{"/login": http.StatusNoContent, "//evil.example.com": http.StatusUnprocessableEntity, "login": http.StatusUnprocessableEntity} {
		w.want(status, http.MethodPost, "/desktop/browse", `{"path":"`+path+`"}`)
	}
	if got := <-shell.browsed; got != team.URL+"/login" {
		t.Errorf("opened %s", got)
	}
	w.want(http.StatusOK, http.MethodPost, "/desktop/server", `{"url":""}`)
	if got := w.state().Servers; !reflect.DeepEqual(got, []string{team.URL}) {
		t.Errorf("known servers are %q", got)
	}
	w.want(http.StatusOK, http.MethodPost, "/desktop/forget-server", `{"url":"`+team.URL+`"}`)
	if got := w.state().Servers; len(got) != 0 {
		t.Errorf("known servers are %q", got)
	}

	shell.file = filepath.Join(t.TempDir(), "logs.zip")
	var out saved
	if err := json.Unmarshal([]byte(w.want(http.StatusOK, http.MethodPost, "/desktop/logs", `{"title":"Save"}`)), &out); err != nil || out.Path != shell.file {
		t.Errorf("saved %+v, %v", out, err)
	}
	if _, err := os.Stat(shell.file); err != nil {
		t.Error(err)
	}
}

// TestSignInWithAProvider signs in through the browser, whose part the test
// takes: the code comes back to this computer, and no token reaches the page.
func TestSignInWithAProvider(t *testing.T) {
	team := backendtest.Start(t, backendtest.Provider(t))
	w, shell := openShell(t, t.TempDir(), good)
	w.want(http.StatusOK, http.MethodPost, "/desktop/server", `{"url":"`+team.URL+`"}`)
	var info api.ServerInfo
	if err := json.Unmarshal([]byte(w.want(http.StatusOK, http.MethodGet, "/api/v1/info", "")), &info); err != nil || len(info.SSO) != 1 {
		t.Fatalf("the server has %+v, %v", info.SSO, err)
	}
	begin := func(refuse bool) {
		go func() {
			if err := backendtest.Visit(<-shell.browsed, refuse); err != nil {
				t.Error(err)
			}
		}()
	}
	begin(true)
	if body := w.want(http.StatusConflict, http.MethodPost, "/desktop/sso", `{"provider":"`+info.SSO[0].ID+`"}`); !strings.Contains(body, "desktop.sso_failed") {
		t.Errorf("refused: %s", body)
	}
	begin(false)
	body := w.want(http.StatusOK, http.MethodPost, "/desktop/sso", `{"provider":"`+info.SSO[0].ID+`"}`)
	if strings.Contains(body, "eyJ") || strings.Contains(body, "refresh_token") {
		t.Errorf("the page got tokens: %s", body)
	}
	if got := w.want(http.StatusOK, http.MethodGet, "/api/v1/auth/me", ""); !strings.Contains(got, backendtest.Lovelace) {
		t.Errorf("signed in as %s", got)
	}
	// A page that leaves ends the wait.
	ctx, leave := context.WithCancel(t.Context())
	go func() {
		<-shell.browsed
		leave()
	}()
	request := w.request(http.MethodPost, "/desktop/sso", `{"provider":"`+info.SSO[0].ID+`"}`).WithContext(ctx)
	if answer := w.send(request); !strings.Contains(answer.Body.String(), "desktop.cancelled") {
		t.Errorf("given up: %s", answer.Body)
	}
}

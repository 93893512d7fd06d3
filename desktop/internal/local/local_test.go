package local

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

var key = bytes.Repeat([]byte{3}, 32)

func start(t *testing.T, dir string, key []byte) *Backend {
	t.Helper()
	b, err := Start(t.Context(), Config{DataDir: dir, MasterKey: key, Version: "1.2.3"})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func do(t *testing.T, to http.RoundTripper, method, path, token, body string) (int, []byte) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, Origin().String()+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	answer, err := to.RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(answer.Body)
	if err := errors.Join(err, answer.Body.Close()); err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, content
}

const person = `{"email":"ada@example.com","password":"Analytical-Engine-1843"}`

func login(t *testing.T, b *Backend) string {
	t.Helper()
	status, content := do(t, b, http.MethodPost, api.Base+"/auth/login", "", person)
	var pair api.TokenPair
	if err := json.Unmarshal(content, &pair); err != nil || status != http.StatusOK {
		t.Fatalf("login: %d %s (%v)", status, content, err)
	}
	return pair.AccessToken
}

func TestTheBackendKeepsItsDataOverARestart(t *testing.T) {
	// A folder as people have them.
	dir := filepath.Join(t.TempDir(), "Ada's 100% data? #1")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	first := start(t, dir, key)
	status, content := do(t, first, http.MethodGet, api.Base+"/info", "", "")
	var info api.ServerInfo
	if err := json.Unmarshal(content, &info); err != nil || status != http.StatusOK || info.Version != "1.2.3" || info.Registration != "open" {
		t.Fatalf("info: %d %s (%v)", status, content, err)
	}
	if status, content := do(t, first, http.MethodPost, api.Base+"/auth/register", "", person); status != http.StatusCreated {
		t.Fatalf("register: %d %s", status, content)
	}
	token := login(t, first)
	credential := `{"label":"Main","access_key_id":"AKIAIOSFODNN7EXAMPLE","secret_access_key":"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}`
	if status, content := do(t, first, http.MethodPost, api.Base+"/auth/aws-credentials", token, credential); status != http.StatusCreated {
		t.Fatalf("add a credential: %d %s", status, content)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}

	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if entry.Name() == "secret.key" {
			t.Error("the backend wrote its key into the data folder")
		}
		content, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(content, []byte("wJalrXUtnFEMI")) {
			t.Errorf("%s holds the secret access key in the open", entry.Name())
		}
	}

	second := start(t, dir, key)
	defer func() {
		if err := second.Close(); err != nil {
			t.Error(err)
		}
	}()
	// The token of the first run is good: its key comes from the master key.
	if status, content := do(t, second, http.MethodGet, api.Base+"/auth/aws-credentials", token, ""); status != http.StatusOK || !bytes.Contains(content, []byte("Main")) {
		t.Errorf("the credentials after a restart: %d %s", status, content)
	}
}

func TestAnotherMasterKeyOpensNothing(t *testing.T) {
	dir, other := t.TempDir(), bytes.Repeat([]byte{4}, 32)
	first := start(t, dir, key)
	if status, content := do(t, first, http.MethodPost, api.Base+"/auth/register", "", person); status != http.StatusCreated {
		t.Fatalf("register: %d %s", status, content)
	}
	token := login(t, first)
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	// The same data: it is not touched, and the sentence names the keys.
	if b, err := Start(t.Context(), Config{DataDir: dir, MasterKey: other}); err == nil {
		_ = b.Close()
		t.Error("it started with another master key")
	} else if !strings.Contains(err.Error(), "the data on this computer cannot be opened") || !strings.Contains(err.Error(), "master key") {
		t.Errorf("%v", err)
	}
	// Another computer.
	second := start(t, t.TempDir(), other)
	defer func() { _ = second.Close() }()
	if status, content := do(t, second, http.MethodGet, api.Base+"/auth/me", token, ""); status != http.StatusUnauthorized {
		t.Errorf("a token of another key: %d %s", status, content)
	}
	// The right key opens it again.
	again := start(t, dir, key)
	defer func() { _ = again.Close() }()
	if status, content := do(t, again, http.MethodGet, api.Base+"/auth/me", token, ""); status != http.StatusOK {
		t.Errorf("with the first key again: %d %s", status, content)
	}
}

func TestTheEnvironmentDoesNotReachIn(t *testing.T) {
	for name, value := range map[string]string{
		"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none", "SECRET_KEY": "short", "REGISTRATION": "closed",
		"REDIS_URL": "redis://127.0.0.1:1", "PORT": "no port", "LOG_LEVEL": "no level", "TRUSTED_PROXIES": "0.0.0.0/0",
	} {
		t.Setenv(name, value)
	}
	b := start(t, t.TempDir(), key)
	defer func() { _ = b.Close() }()
	if status, content := do(t, b, http.MethodPost, api.Base+"/auth/register", "", person); status != http.StatusCreated {
		t.Errorf("register: %d %s", status, content)
	}
}

func TestADamagedDatabaseIsAnErrorWithASentence(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "iam-copilot.sqlite"), bytes.Repeat([]byte("no database "), 1000), 0o600); err != nil {
		t.Fatal(err)
	}
	if b, err := Start(t.Context(), Config{DataDir: dir, MasterKey: key}); err == nil {
		_ = b.Close()
		t.Error("it started")
	}
}

func TestTransport(t *testing.T) {
	release := make(chan struct{})
	b := newTransport(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/slow":
			<-release
		case "/panic":
			panic("a bug")
		case "/echo":
			w.Header().Set("X-Seen", r.Method+" "+r.RequestURI+" "+r.Host)
			w.WriteHeader(http.StatusAccepted)
			_, _ = io.Copy(w, r.Body)
		}
	}))
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, Origin().String()+"/echo?a=%2F", strings.NewReader("body"))
	if err != nil {
		t.Fatal(err)
	}
	answer, err := b.RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	body, _ := io.ReadAll(answer.Body)
	if answer.StatusCode != http.StatusAccepted || string(body) != "body" || answer.Header.Get("X-Seen") != "POST /echo?a=%2F backend.invalid" {
		t.Errorf("answer %d %q, seen %q", answer.StatusCode, body, answer.Header.Get("X-Seen"))
	}
	if status, _ := do(t, b, http.MethodGet, "/panic", "", ""); status != http.StatusInternalServerError {
		t.Errorf("a panic gives %d", status)
	}

	ctx, cancel := context.WithCancel(t.Context())
	var leaving sync.WaitGroup
	leaving.Go(func() {
		slow, err := http.NewRequestWithContext(ctx, http.MethodGet, Origin().String()+"/slow", nil)
		if err != nil {
			t.Error(err)
			return
		}
		if _, err := b.RoundTrip(slow); !errors.Is(err, context.Canceled) {
			t.Errorf("a caller who left gets %v", err)
		}
	})
	cancel()
	leaving.Wait()
	close(release)
	b.drain()
	if _, err := b.RoundTrip(request); !errors.Is(err, errClosed) {
		t.Errorf("after the end: %v", err)
	}
}

// Package oidc runs a real OpenID provider for tests: oidc-provider, by Node.js.
// Only tests import it.
package oidc

import (
	"bufio"
	"context"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// ClientID is what the provider knows the server by.
const ClientID = "iam-copilot"

// Options are what a provider is started with.
type Options struct {
	RedirectURI string // the one that it sends people back to
	Secret      string // of the client; empty: a public client
	// Sparse keeps addresses and names out of the ID token, for userinfo.
	Sparse bool
}

// Person is somebody with an account at the provider.
type Person struct {
	Subject  string   `json:"sub"`
	Email    string   `json:"email,omitempty"`
	Verified bool     `json:"email_verified"`
	Name     string   `json:"name,omitempty"`
	AMR      []string `json:"amr,omitempty"`
	ACR      string   `json:"acr,omitempty"`
}

// Declines is somebody who does not want to sign in.
var Declines = Person{Subject: "declines"}

// Provider is a provider that runs until the test ends.
type Provider struct {
	Issuer   string
	redirect string
	stop     func()
}

// folder is where this file, the program and its packages are.
func folder() string {
	_, file, _, _ := runtime.Caller(0)
	return filepath.Dir(file)
}

// Start starts a provider on a free port.
func Start(t testing.TB, o Options) *Provider {
	t.Helper()
	if _, err := os.Stat(filepath.Join(folder(), "node_modules", "oidc-provider")); err != nil {
		t.Fatal("the OpenID provider is not installed: run build/setup.sh")
	}
	command := exec.CommandContext(context.Background(), "node", "provider.mjs")
	command.Dir, command.Stderr = folder(), io.Discard // it warns of being on plain HTTP
	command.Env = append(os.Environ(), "REDIRECT_URI="+o.RedirectURI, "CLIENT_SECRET="+o.Secret)
	if o.Sparse {
		command.Env = append(command.Env, "SPARSE_ID_TOKEN=1")
	}
	input, err := command.StdinPipe() // it ends when this does, however that ends
	if err != nil {
		t.Fatal(err)
	}
	output, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatalf("starting the OpenID provider: %v", err)
	}
	stopped := false
	stop := func() {
		if !stopped {
			stopped = true
			_ = input.Close()
			_ = command.Wait()
		}
	}
	t.Cleanup(stop)
	lines := bufio.NewScanner(output)
	for lines.Scan() {
		if issuer := strings.TrimSpace(lines.Text()); strings.HasPrefix(issuer, "http://127.0.0.1:") {
			return &Provider{Issuer: issuer, redirect: o.RedirectURI, stop: stop}
		}
	}
	t.Fatal("the OpenID provider ended before it answered")
	return nil
}

// Stop ends the provider now.
func (p *Provider) Stop() { p.stop() }

// SignIn follows the address that the server sent a browser to, as who, and
// gives the address that the provider sends it back to.
func (p *Provider) SignIn(t testing.TB, address string, who Person) *url.URL {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	person, err := json.Marshal(who)
	if err != nil {
		t.Fatal(err)
	}
	browser := &http.Client{Jar: jar, Timeout: 20 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	for range 10 {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("X-Person", base64.RawURLEncoding.EncodeToString(person))
		answer, err := browser.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(answer.Body)
		_ = answer.Body.Close()
		next, err := answer.Location()
		if err != nil {
			t.Fatalf("the OpenID provider answered %d at %s: %s", answer.StatusCode, address, body)
		}
		if strings.HasPrefix(next.String(), p.redirect) {
			return next
		}
		address = next.String()
	}
	t.Fatal("the OpenID provider sends the browser around in circles")
	return nil
}

package cli

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/desktop/internal/browser"
	"github.com/iam-copilot/iam-copilot/desktop/internal/exit"
	"github.com/iam-copilot/iam-copilot/desktop/internal/online"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// ssoPatience is how long somebody may take at the provider; the server waits
// ten minutes.
const ssoPatience = 10 * time.Minute

// withProvider signs in with a provider in the person's browser, which brings a
// code back to an address of this computer ("OAuth 2.0 for Native Apps", RFC
// 8252). The code is worth nothing without the verifier, which stays here
// ("Proof Key for Code Exchange", RFC 7636).
func (l *loginCall) withProvider(cmd *cobra.Command, c *online.Connection, known []api.SSOProvider) error {
	provider, err := chooseProvider(l.provider, known)
	if err != nil {
		return err
	}
	listener, err := (&net.ListenConfig{}).Listen(cmd.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		return exit.Failed(fmt.Errorf("the browser's answer cannot be waited for: %w", err))
	}
	back := newReturn(listener.Addr().String())
	server := &http.Server{Handler: back, ReadHeaderTimeout: 10 * time.Second, MaxHeaderBytes: 64 << 10}
	go func() { _ = server.Serve(listener) }() // ends by Shutdown
	defer func() {
		// The page must still reach the browser.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(cmd.Context()), 2*time.Second)
		defer cancel()
		_ = server.Shutdown(ctx)
	}()
	address := back.start(c.Server(), provider.ID)
	fmt.Fprintf(cmd.ErrOrStderr(), "Sign in with %s in your browser:\n\n  %s\n\n", provider.Name, address)
	if !l.noBrowser {
		if err := browser.Open(cmd.Context(), address); err != nil {
			fmt.Fprintf(cmd.ErrOrStderr(), "%v; open the address yourself.\n", err)
		}
	}
	ctx, cancel := context.WithTimeoutCause(cmd.Context(), ssoPatience, errors.New("nobody signed in within ten minutes"))
	defer cancel()
	code, err := back.wait(ctx)
	if err != nil {
		return exit.Failed(err)
	}
	_, err = c.Client.Accounts.SSOExchange(cmd.Context(), api.SSOExchangeIn{Body: api.SSOExchangeRequest{Code: code, CodeVerifier: back.verifier, RedirectURI: back.redirect}})
	return exit.Failed(c.Explain(err))
}

func chooseProvider(named string, known []api.SSOProvider) (api.SSOProvider, error) {
	var names []string
	for _, p := range known {
		if strings.EqualFold(named, p.ID) || strings.EqualFold(named, p.Name) || named == "" && len(known) == 1 {
			return p, nil
		}
		names = append(names, p.ID)
	}
	switch {
	case len(known) == 0:
		return api.SSOProvider{}, exit.Failed(errors.New("the server has no provider to sign in with; use a password or a token"))
	case named == "":
		return api.SSOProvider{}, fmt.Errorf("choose the provider with --provider: %s", strings.Join(names, ", "))
	}
	return api.SSOProvider{}, fmt.Errorf("there is no provider %q; the server has: %s", named, strings.Join(names, ", "))
}

// comeback is the address of this computer that the browser comes back to.
type comeback struct {
	host, redirect  string
	state, verifier string
	arrived         chan arrival
}

type arrival struct {
	code string
	err  error
}

func newReturn(host string) *comeback {
	return &comeback{
		host: host, redirect: "http://" + host + "/done", state: rand.Text(),
		verifier: rand.Text() + rand.Text(), arrived: make(chan arrival, 1),
	}
}

// start is the server's address that begins the sign-in.
func (c *comeback) start(server *url.URL, provider string) string {
	sum := sha256.Sum256([]byte(c.verifier))
	return server.JoinPath(api.Base, "auth/sso", provider, "start").String() + "?" + url.Values{
		"redirect_uri": {c.redirect}, "code_challenge": {base64.RawURLEncoding.EncodeToString(sum[:])}, "state": {c.state},
	}.Encode()
}

func (c *comeback) wait(ctx context.Context) (string, error) {
	select {
	case a := <-c.arrived:
		return a.code, a.err
	case <-ctx.Done():
		return "", context.Cause(ctx)
	}
}

// ServeHTTP takes the code. Whoever does not know the state is a stranger: the
// answer changes nothing.
func (c *comeback) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	switch {
	case r.Host != c.host || r.URL.Path != "/done" || r.Method != http.MethodGet:
		http.NotFound(w, r)
		return
	case subtle.ConstantTimeCompare([]byte(query.Get("state")), []byte(c.state)) != 1:
		http.Error(w, "This sign-in was not begun here.", http.StatusBadRequest)
		return
	}
	a, page := arrival{code: query.Get("code")}, "You are signed in. You can close this page and go back to the terminal."
	if reason := query.Get("error"); reason != "" || a.code == "" {
		a, page = arrival{err: fmt.Errorf("the provider did not sign you in (%q)", reason)}, "You are not signed in. The terminal tells why."
	}
	header := w.Header()
	header.Set("Content-Type", "text/html; charset=utf-8")
	header.Set("Content-Security-Policy", "default-src 'none'")
	header.Set("Referrer-Policy", "no-referrer")
	header.Set("Cache-Control", "no-store")
	_, _ = io.WriteString(w, "<!doctype html><html lang=en><title>IAM Copilot</title><p>"+page+"</p></html>\n")
	select {
	case c.arrived <- a:
	default: // it is there already
	}
}

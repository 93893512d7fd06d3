// Package loopback signs in with a provider in the person's own browser, which
// brings a code back to an address of this computer ("OAuth 2.0 for Native
// Apps", RFC 8252). The code is worth nothing without the verifier, which stays
// here ("Proof Key for Code Exchange", RFC 7636).
package loopback

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
	"time"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Patience is how long somebody may take at the provider; the server waits ten
// minutes.
const Patience = 10 * time.Minute

// Return is the address of this computer that the browser comes back to. It
// listens until Close.
type Return struct {
	host, path      string
	state, verifier string
	place           string
	arrived         chan arrival
	server          *http.Server
}

type arrival struct {
	code string
	err  error
}

// Listen opens an address of this computer, on a port that is free. place is
// where the person came from, such as "the terminal": the page that ends the
// sign-in sends them back there.
func Listen(ctx context.Context, place string) (*Return, error) { return ListenAt(ctx, place, "/done") }

// ListenAt is Listen for a path that somebody else has chosen, as for a sign-in
// that the server begins: give it Redirect, and what it wants to come back to
// Expect.
func ListenAt(ctx context.Context, place, path string) (*Return, error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("the browser's answer cannot be waited for: %w", err)
	}
	back := newReturn(listener.Addr().String(), place, path)
	back.server = &http.Server{Handler: back, ReadHeaderTimeout: 10 * time.Second, MaxHeaderBytes: 64 << 10}
	go func() { _ = back.server.Serve(listener) }() // ends by Close
	return back, nil
}

func newReturn(host, place, path string) *Return {
	return &Return{
		host: host, path: path, state: rand.Text(),
		verifier: rand.Text() + rand.Text(), place: place, arrived: make(chan arrival, 1),
	}
}

// Redirect is the address that the browser comes back to.
func (r *Return) Redirect() string { return "http://" + r.host + r.path }

// Expect says which state the browser brings, instead of one of our own. It is
// called before the browser is sent away.
func (r *Return) Expect(state string) { r.state = state }

// Close stops listening, when the page that is on its way has reached the browser.
func (r *Return) Close(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	_ = r.server.Shutdown(ctx)
}

// Start is the server's address that begins the sign-in; the browser opens it.
func (r *Return) Start(server *url.URL, provider string) string {
	sum := sha256.Sum256([]byte(r.verifier))
	return server.JoinPath(api.Base, "auth/sso", provider, "start").String() + "?" + url.Values{
		"redirect_uri": {r.Redirect()}, "code_challenge": {base64.RawURLEncoding.EncodeToString(sum[:])}, "state": {r.state},
	}.Encode()
}

// Wait waits for the browser, and gives what the server exchanges for tokens.
func (r *Return) Wait(ctx context.Context) (api.SSOExchangeRequest, error) {
	code, err := r.Code(ctx)
	return api.SSOExchangeRequest{Code: code, CodeVerifier: r.verifier, RedirectURI: r.Redirect()}, err
}

// Code waits for the browser, and gives what it brings.
func (r *Return) Code(ctx context.Context) (string, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, Patience, errors.New("nobody signed in within ten minutes"))
	defer cancel()
	select {
	case a := <-r.arrived:
		return a.code, a.err
	case <-ctx.Done():
		return "", context.Cause(ctx)
	}
}

// ServeHTTP takes the code. Whoever does not know the state is a stranger: the
// answer changes nothing.
func (r *Return) ServeHTTP(w http.ResponseWriter, request *http.Request) {
	query := request.URL.Query()
	switch {
	case request.Host != r.host || request.URL.Path != r.path || request.Method != http.MethodGet:
		http.NotFound(w, request)
		return
	case subtle.ConstantTimeCompare([]byte(query.Get("state")), []byte(r.state)) != 1:
		http.Error(w, "This sign-in was not begun here.", http.StatusBadRequest)
		return
	}
	a, page := arrival{code: query.Get("code")}, "You are signed in. You can close this page and go back to "+r.place+"."
	if reason := query.Get("error"); reason != "" || a.code == "" {
		a, page = arrival{err: fmt.Errorf("the provider did not sign you in (%q)", reason)}, "You are not signed in. Go back to "+r.place+", which tells why."
	}
	header := w.Header()
	header.Set("Content-Type", "text/html; charset=utf-8")
	header.Set("Content-Security-Policy", "default-src 'none'")
	header.Set("Referrer-Policy", "no-referrer")
	header.Set("Cache-Control", "no-store")
	_, _ = io.WriteString(w, "<!doctype html><html lang=en><title>IAM Copilot</title><p>"+page+"</p></html>\n")
	select {
	case r.arrived <- a:
	default: // it is there already
	}
}

package testkit

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"testing"
)

// Call is one request to AWS as it went over the wire.
type Call struct {
	Action      string // of the query protocol: ListUsers
	AccessKeyID string // that signed it; empty when nobody did
}

// Tap stands between the server and AWS, passes everything on unchanged, and
// notes who called what.
type Tap struct {
	URL string

	mu    sync.Mutex
	calls []Call
	hold  func(Call)
}

// NewTap starts a tap before an endpoint. With an empty endpoint it answers
// every request with status 500: a trap that nobody should fall into.
func NewTap(t testing.TB, endpoint string) *Tap {
	t.Helper()
	tap := &Tap{}
	var onward http.Handler = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) })
	if endpoint != "" {
		target, err := url.Parse(endpoint)
		if err != nil {
			t.Fatal(err)
		}
		onward = &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(target)
			r.Out.Host = r.In.Host // the signature covers it
		}}
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(body))
		form, _ := url.ParseQuery(string(body))
		call := Call{form.Get("Action"), signer(r.Header.Get("Authorization"))}
		tap.mu.Lock()
		tap.calls = append(tap.calls, call)
		hold := tap.hold
		tap.mu.Unlock()
		if hold != nil {
			hold(call)
		}
		// What was passed on is done, though whoever asked has gone away meanwhile.
		ctx, cancel := context.WithCancel(context.WithoutCancel(r.Context()))
		defer cancel()
		onward.ServeHTTP(w, r.WithContext(ctx))
	}))
	t.Cleanup(server.Close)
	tap.URL = server.URL
	return tap
}

// signer is the access key id in a Signature Version 4 header ("Elements of an
// AWS API request signature", IAM User Guide).
func signer(authorization string) string {
	_, rest, _ := strings.Cut(authorization, "Credential=")
	id, _, _ := strings.Cut(rest, "/")
	return id
}

// Calls are the requests so far.
func (p *Tap) Calls() []Call {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]Call(nil), p.calls...)
}

// Hold lets fn see every further request before it is passed on; it may wait.
func (p *Tap) Hold(fn func(Call)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.hold = fn
}

// Package containercreds gives credentials to programs on this computer as
// Amazon ECS gives them to containers: over HTTP, at an address that AWS's SDKs
// read from AWS_CONTAINER_CREDENTIALS_FULL_URI, to whoever sends the token of
// AWS_CONTAINER_AUTHORIZATION_TOKEN ("Container credential provider", AWS SDKs
// and Tools Reference Guide).
package containercreds

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"time"

	"github.com/iam-copilot/iam-copilot/desktop/internal/issued"
)

// The variables that tell an SDK of the endpoint.
const (
	AddressVariable = "AWS_CONTAINER_CREDENTIALS_FULL_URI"
	TokenVariable   = "AWS_CONTAINER_AUTHORIZATION_TOKEN"
)

// Path is where the credentials are.
const Path = "/credentials"

// Source gives a session that is good for a while.
type Source func(context.Context) (issued.Session, error)

// Endpoint listens on the loopback address and nowhere else.
type Endpoint struct {
	listener net.Listener
	hosts    []string // that a request may name
	token    string
	source   Source
}

// Listen opens the endpoint on a port, or on any that is free for 0.
func Listen(ctx context.Context, port int, source Source) (*Endpoint, error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		return nil, fmt.Errorf("the endpoint cannot be opened: %w", err)
	}
	_, opened, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	return &Endpoint{
		listener: listener, source: source, token: rand.Text() + rand.Text(),
		hosts: []string{"127.0.0.1:" + opened, "localhost:" + opened},
	}, nil
}

// URL is the address of the credentials.
func (e *Endpoint) URL() string { return "http://" + e.hosts[0] + Path }

// Token is what a program must send in the header Authorization. It is good as
// long as the endpoint is open.
func (e *Endpoint) Token() string { return e.token }

// Serve answers until ctx ends. That it has ended is no error.
func (e *Endpoint) Serve(ctx context.Context) error {
	server := &http.Server{
		Handler: e, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, IdleTimeout: time.Minute, MaxHeaderBytes: 16 << 10,
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	stop := context.AfterFunc(ctx, func() {
		// A moment for the answers that are under way.
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer cancel()
		_ = server.Shutdown(last)
	})
	defer stop()
	if err := server.Serve(e.listener); err != nil && !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("the endpoint has ended: %w", err)
	}
	return nil
}

// credentials are what ECS answers.
type credentials struct {
	AccessKeyID     string `json:"AccessKeyId"`
	SecretAccessKey string
	Token           string
	Expiration      string
	AccountID       string `json:"AccountId,omitempty"`
}

// refusal is how ECS says no; AWS's SDKs show it.
type refusal struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

// ServeHTTP gives the credentials. A page in a browser gets none, whatever name
// it has made point at this computer: it knows no token, and names another host.
func (e *Endpoint) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case r.Host != e.hosts[0] && r.Host != e.hosts[1], r.Header.Get("Origin") != "", r.Header.Get("Sec-Fetch-Site") != "":
		answer(w, http.StatusForbidden, refusal{"Forbidden", "This endpoint is for programs on this computer."})
	case !e.authorised(r):
		answer(w, http.StatusUnauthorized, refusal{"Unauthorized", "The token in " + TokenVariable + " is not right."})
	case r.URL.Path != Path:
		answer(w, http.StatusNotFound, refusal{"NotFound", "The credentials are at " + Path + "."})
	case r.Method != http.MethodGet:
		w.Header().Set("Allow", http.MethodGet)
		answer(w, http.StatusMethodNotAllowed, refusal{"MethodNotAllowed", "Ask with GET."})
	default:
		e.give(w, r)
	}
}

// authorised compares hashes, so that the time tells neither the token nor its
// length.
func (e *Endpoint) authorised(r *http.Request) bool {
	sent, want := sha256.Sum256([]byte(r.Header.Get("Authorization"))), sha256.Sum256([]byte(e.token))
	return subtle.ConstantTimeCompare(sent[:], want[:]) == 1
}

func (e *Endpoint) give(w http.ResponseWriter, r *http.Request) {
	session, err := e.source(r.Context())
	if err != nil {
		status, code := http.StatusBadRequest, "CredentialsRefused"
		if temporary := (issued.Temporary{}); errors.As(err, &temporary) {
			status, code = http.StatusServiceUnavailable, "Unavailable" // SDKs try again
		}
		answer(w, status, refusal{code, err.Error()})
		return
	}
	answer(w, http.StatusOK, credentials{
		session.AccessKeyID, session.SecretAccessKey, session.SessionToken, session.ExpiresAt.UTC().Format(time.RFC3339), session.AccountID,
	})
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // nobody is left to tell
}

// Package session keeps a person signed in: it holds the tokens, puts the
// access token on requests, and renews it when its time is over. Callers, and
// with them the page in the window, never see a token.
package session

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/iam-copilot/iam-copilot/desktop/internal/sealed"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// MaxBody is the largest request body, in bytes: what the backend takes of files.
const MaxBody = 4 << 20

const (
	renewTimeout  = 30 * time.Second
	logoutTimeout = 10 * time.Second
	// early is how long before its end a token is renewed, so that it does
	// not end on its way.
	early = 10 * time.Second
)

// Config is what a session needs.
type Config struct {
	// Server is the origin that requests go to, and the only one that is ever
	// given a token.
	Server *url.URL
	// Transport carries the requests.
	Transport http.RoundTripper
	// File keeps the session over a restart.
	File *sealed.File
	// KeepAccess keeps the access token in the file too, for short-lived
	// programs that would otherwise renew it at every run.
	KeepAccess bool
	// UserAgent names the program to the server, in its list of sessions.
	UserAgent string
	// Log hears of what the caller cannot be told.
	Log *slog.Logger
}

// Session is the session with one server. It is an http.RoundTripper for
// requests to that server, safe for concurrent use. Unlike most, it takes over
// the answers that carry tokens: see RoundTrip.
type Session struct {
	config Config
	origin string
	now    func() time.Time

	// changing is held while the tokens change: by whoever renews them, signs
	// in or signs out. Others wait for the outcome.
	changing chan struct{}
	// background counts the farewells to sessions that were replaced.
	background sync.WaitGroup

	mu      sync.Mutex
	tokens  tokens
	unsaved bool // the file is older than the tokens
}

// Open gives the session that the file keeps, if it was with this server.
func Open(config Config) (*Session, error) {
	s := &Session{config: config, origin: config.Server.Scheme + "://" + config.Server.Host, now: time.Now, changing: make(chan struct{}, 1)}
	kept, err := s.load()
	if errors.Is(err, sealed.ErrBroken) {
		config.Log.Warn("the saved session does not open and is dropped", "file", config.File.Path())
		return s, config.File.Remove()
	}
	if err != nil {
		return nil, err
	}
	s.tokens = kept
	return s, nil
}

// Server is the origin of the server.
func (s *Session) Server() *url.URL { return s.config.Server }

// SignedIn tells whether there is a session. Whether the server still accepts
// it shows at the next request.
func (s *Session) SignedIn() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.tokens.signedIn()
}

// Close waits until nothing is under way any more. The session stays in its
// file.
func (s *Session) Close() { s.background.Wait() }

// Leave forgets the session at once and tells the server in the background;
// Close waits until that is done.
func (s *Session) Leave(ctx context.Context) error {
	done, err := s.begin(ctx)
	if err != nil {
		return err
	}
	defer done()
	refresh := s.current().Refresh
	s.set(tokens{})
	s.farewell(refresh)
	return nil
}

// RoundTrip sends a request to the server, with the access token, which is
// renewed before when it is about to end, and once more when the server
// refuses it.
//
// An answer that carries tokens, to signing in for instance, starts the
// session, and is handed on with an empty access_token and no refresh_token. A
// request to refresh or to log out needs no token in its body: it is put in.
func (s *Session) RoundTrip(request *http.Request) (*http.Response, error) {
	if request.URL.Scheme != s.config.Server.Scheme || request.URL.Host != s.config.Server.Host {
		return nil, fmt.Errorf("a request to %s does not belong to the session with %s", request.URL.Host, s.origin)
	}
	body, err := readBody(request)
	if err != nil {
		return nil, err
	}
	answer, err := s.route(request, body)
	if answer != nil {
		answer.Request = request
	}
	return answer, err
}

func (s *Session) route(request *http.Request, body []byte) (*http.Response, error) {
	ctx, path := request.Context(), strings.TrimPrefix(request.URL.Path, api.Base)
	post := request.Method == http.MethodPost
	switch {
	case post && path == "/auth/logout":
		return s.logout(ctx)
	case post && path == "/auth/refresh":
		return s.renewForCaller(ctx)
	case isOpen(path):
		answer, err := s.send(request, body, "")
		if err != nil || !post {
			return answer, err
		}
		return s.capture(ctx, answer)
	}
	token, answer, err := s.token(ctx)
	if answer != nil || err != nil {
		return answer, err
	}
	if answer, err = s.send(request, body, token); err != nil {
		return nil, err
	}
	if answer.StatusCode == http.StatusUnauthorized && token != "" {
		next, undecided, err := s.renew(ctx, token)
		if err != nil || undecided != nil {
			return undecided, errors.Join(err, answer.Body.Close())
		}
		if next != "" {
			if err := answer.Body.Close(); err != nil {
				return nil, err
			}
			if answer, err = s.send(request, body, next); err != nil {
				return nil, err
			}
		}
	}
	if ends(request.Method, path) && answer.StatusCode < 300 {
		s.end(ctx)
	}
	if post && strings.HasPrefix(path, "/auth/") {
		return s.capture(ctx, answer)
	}
	return answer, nil
}

// openPaths are the operations that take no token. A 401 from them is about a
// password, not about the session.
var openPaths = []string{
	"/auth/login", "/auth/register", "/auth/forgot-password", "/auth/reset-password", "/auth/verify-email", "/auth/sso", "/invitations/preview", "/info",
}

func isOpen(path string) bool {
	for _, open := range openPaths {
		if path == open || strings.HasPrefix(path, open+"/") {
			return true
		}
	}
	return false
}

// ends tells whether a request that went well has ended the session.
func ends(method, path string) bool {
	return method == http.MethodPost && path == "/auth/logout-all" || method == http.MethodDelete && path == "/auth/me"
}

// send sends one request, with token when it is not empty.
func (s *Session) send(request *http.Request, body []byte, token string) (*http.Response, error) {
	out := request.Clone(request.Context())
	out.Host, out.RequestURI = "", ""
	if body == nil {
		out.Body, out.ContentLength = nil, 0
	} else {
		out.Body, out.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	}
	out.Header.Set("User-Agent", s.config.UserAgent)
	out.Header.Set(api.HeaderTokenTransport, "body")
	for _, name := range []string{"Authorization", "Cookie"} {
		out.Header.Del(name)
	}
	if token != "" {
		out.Header.Set("Authorization", "Bearer "+token)
	}
	answer, err := s.config.Transport.RoundTrip(out)
	if err != nil {
		return nil, err
	}
	answer.Header.Del("Set-Cookie")
	if answer.StatusCode >= 300 && answer.StatusCode < 400 && answer.StatusCode != http.StatusNotModified {
		// Followed, it could take a token or a password elsewhere.
		location := answer.Header.Get("Location")
		return nil, errors.Join(fmt.Errorf("the server sends requests on to %q; use that server's address if it is the right one", location), answer.Body.Close())
	}
	return answer, nil
}

func readBody(request *http.Request) ([]byte, error) {
	if request.Body == nil || request.Body == http.NoBody {
		return nil, nil
	}
	body, err := io.ReadAll(io.LimitReader(request.Body, MaxBody+1))
	if err := errors.Join(err, request.Body.Close()); err != nil {
		return nil, fmt.Errorf("read the request: %w", err)
	}
	if len(body) > MaxBody {
		return nil, ErrTooLarge
	}
	if len(body) == 0 {
		return nil, nil
	}
	return body, nil
}

// ErrTooLarge says that a request's body is larger than a server takes.
var ErrTooLarge = errors.New("the request is larger than 4 MiB")

// post sends JSON to an operation of the session itself.
func (s *Session) post(ctx context.Context, path string, body any) (*http.Response, error) {
	content, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, s.origin+api.Base+path, nil)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", "application/json")
	return s.send(request, content, "")
}

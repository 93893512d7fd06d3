package session

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// tokens are what makes a session. The file holds them as JSON.
type tokens struct {
	Server  string    `json:"server"` // the only origin that is given them
	Refresh string    `json:"refresh_token"`
	Access  string    `json:"access_token,omitempty"`
	Expires time.Time `json:"expires_at,omitzero"`
}

func (t tokens) signedIn() bool { return t.Refresh != "" || t.Access != "" }

// usable is the access token when it is good for a while, else nothing.
func (t tokens) usable(now time.Time) string {
	if t.Access == "" || !now.Before(t.Expires) {
		return ""
	}
	return t.Access
}

func (s *Session) current() tokens {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.tokens
}

// load reads the file. Tokens of another server are none.
func (s *Session) load() (tokens, error) {
	content, err := s.config.File.Load()
	if err != nil || content == nil {
		return tokens{}, err
	}
	var kept tokens
	if err := json.Unmarshal(content, &kept); err != nil {
		return tokens{}, fmt.Errorf("the saved session: %w", err)
	}
	if kept.Server != s.origin {
		return tokens{}, nil
	}
	return kept, nil
}

// set replaces the tokens, in memory and in the file. That the file cannot be
// written is logged only: the session then ends with the program.
func (s *Session) set(next tokens) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tokens = next
	if err := s.save(next); err != nil {
		s.unsaved = true
		s.config.Log.Warn("the session will not survive a restart", "error", err)
		return
	}
	s.unsaved = false
}

func (s *Session) save(next tokens) error {
	if !next.signedIn() {
		return s.config.File.Remove()
	}
	next.Server = s.origin
	if !s.config.KeepAccess {
		next.Access, next.Expires = "", time.Time{}
	}
	content, err := json.Marshal(next) //nolint:gosec // it goes into a sealed file only
	if err != nil {
		return err
	}
	return s.config.File.Save(content)
}

// begin takes the right to change the tokens, in this process and among all
// that share the file, and learns what another process has changed.
func (s *Session) begin(ctx context.Context) (done func(), err error) {
	select {
	case s.changing <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	unlock, err := lockedfile.MutexAt(s.config.File.Path() + ".lock").Lock()
	if err != nil {
		<-s.changing
		return nil, fmt.Errorf("the session's file cannot be locked: %w", err)
	}
	s.adopt()
	return func() {
		unlock()
		<-s.changing
	}, nil
}

// adopt takes over what another process has saved.
func (s *Session) adopt() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.unsaved {
		return
	}
	kept, err := s.load()
	if err != nil {
		s.config.Log.Warn("the saved session cannot be read", "error", err)
		return
	}
	// A session without a refresh token is its access token.
	if kept.Refresh != s.tokens.Refresh || kept.Refresh == "" && kept.Access != s.tokens.Access {
		s.tokens = kept
	}
}

// token is the access token to use, renewed when it is about to end; empty
// when nobody is signed in. When the server could not say, its answer comes
// back instead.
func (s *Session) token(ctx context.Context) (string, *http.Response, error) {
	now := s.current()
	if !now.signedIn() {
		return "", nil, nil
	}
	if usable := now.usable(s.now()); usable != "" {
		return usable, nil, nil
	}
	return s.renew(ctx, now.Access)
}

// renew gives an access token other than used. Callers at the same time share
// one request to the server. Empty: the session is over. An answer: the server
// is overloaded or failing, and could not say.
func (s *Session) renew(ctx context.Context, used string) (string, *http.Response, error) {
	done, err := s.begin(ctx)
	if err != nil {
		return "", nil, err
	}
	defer done()
	now := s.current()
	if usable := now.usable(s.now()); usable != "" && usable != used {
		return usable, nil, nil // somebody else was faster
	}
	if now.Refresh == "" {
		s.set(tokens{})
		return "", nil, nil
	}
	// The caller may leave; the successor of a used token must not get lost.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), renewTimeout)
	defer cancel()
	answer, err := s.post(ctx, "/auth/refresh", api.RefreshRequest{RefreshToken: now.Refresh})
	if err != nil {
		return "", nil, err
	}
	content, err := readAnswer(answer)
	if err != nil {
		return "", nil, err
	}
	switch {
	case answer.StatusCode == http.StatusOK:
		var pair api.TokenPair
		if err := json.Unmarshal(content, &pair); err != nil || pair.AccessToken == "" {
			return "", nil, errors.New("the server's answer to renewing the session cannot be understood")
		}
		if pair.RefreshToken == "" {
			pair.RefreshToken = now.Refresh // the server does not rotate
		}
		return pair.AccessToken, nil, s.start(pair)
	case answer.StatusCode >= 500, answer.StatusCode == http.StatusTooManyRequests, answer.StatusCode == http.StatusRequestTimeout:
		return "", answer, nil
	default:
		s.set(tokens{})
		return "", nil, nil
	}
}

// renewForCaller answers a request to refresh with what signing in answers.
func (s *Session) renewForCaller(ctx context.Context) (*http.Response, error) {
	token, answer, err := s.renew(ctx, s.current().Access)
	if answer != nil || err != nil {
		return answer, err
	}
	if token == "" {
		return problem(http.StatusUnauthorized, "accounts.refresh_refused", "The session has ended. Sign in again."), nil
	}
	left := max(s.current().Expires.Sub(s.now()), 0)
	return jsonAnswer(http.StatusOK, "application/json", api.TokenPair{TokenType: "bearer", ExpiresIn: int(left.Seconds())}), nil
}

// start makes a session of the tokens of an answer.
func (s *Session) start(pair api.TokenPair) error {
	if strings.ContainsAny(pair.AccessToken+pair.RefreshToken, "\r\n\x00") {
		return errors.New("the server's tokens are malformed")
	}
	lives := max(time.Duration(pair.ExpiresIn)*time.Second-early, time.Second)
	s.set(tokens{Server: s.origin, Refresh: pair.RefreshToken, Access: pair.AccessToken, Expires: s.now().Add(lives).Round(0)})
	return nil
}

// capture takes the tokens out of an answer, if it carries any, and starts the
// session with them.
func (s *Session) capture(ctx context.Context, answer *http.Response) (*http.Response, error) {
	kind, _, err := mime.ParseMediaType(answer.Header.Get("Content-Type"))
	if answer.StatusCode >= 300 || err != nil || kind != "application/json" {
		return answer, nil // whatever it is, it is not a token pair
	}
	content, err := readAnswer(answer)
	if err != nil {
		return nil, err
	}
	var fields map[string]json.RawMessage
	var pair api.TokenPair
	if json.Unmarshal(content, &fields) != nil || json.Unmarshal(content, &pair) != nil || (pair.AccessToken == "" && pair.RefreshToken == "") {
		return answer, nil
	}
	// From here on a caller who leaves must not lose the session.
	done, err := s.begin(context.WithoutCancel(ctx))
	if err != nil {
		return nil, err
	}
	defer done()
	before := s.current().Refresh
	if err := s.start(pair); err != nil {
		return nil, err
	}
	s.farewell(before)
	delete(fields, "refresh_token")
	fields["access_token"] = json.RawMessage(`""`)
	stripped, err := json.Marshal(fields)
	if err != nil {
		return nil, err
	}
	setBody(answer, stripped)
	return answer, nil
}

// maxAnswer bounds the answers that are read whole.
const maxAnswer = 1 << 20

// readAnswer reads the body of an answer and leaves a copy to read again.
func readAnswer(answer *http.Response) ([]byte, error) {
	content, err := io.ReadAll(io.LimitReader(answer.Body, maxAnswer+1))
	if err := errors.Join(err, answer.Body.Close()); err != nil {
		return nil, fmt.Errorf("read the server's answer: %w", err)
	}
	if len(content) > maxAnswer {
		return nil, errors.New("the server's answer is too large")
	}
	setBody(answer, content)
	return content, nil
}

func setBody(answer *http.Response, content []byte) {
	answer.Body, answer.ContentLength = io.NopCloser(bytes.NewReader(content)), int64(len(content))
	answer.Header.Del("Content-Length")
	answer.TransferEncoding = nil
}

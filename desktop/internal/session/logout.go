package session

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// logout forgets the session here, whatever happens, then tells the server.
func (s *Session) logout(ctx context.Context) (*http.Response, error) {
	ctx = context.WithoutCancel(ctx)
	done, err := s.begin(ctx)
	if err != nil {
		return nil, err
	}
	refresh := s.current().Refresh
	s.set(tokens{})
	done()
	if refresh == "" {
		return noContent(), nil
	}
	ctx, cancel := context.WithTimeout(ctx, logoutTimeout)
	defer cancel()
	answer, err := s.post(ctx, "/auth/logout", api.RefreshRequest{RefreshToken: refresh})
	if err != nil {
		return nil, fmt.Errorf("you are signed out here, but the server could not be told: %w", err)
	}
	// The context ends with this function, so the answer is read now.
	if _, err := readAnswer(answer); err != nil {
		return nil, err
	}
	if answer.StatusCode == http.StatusUnauthorized {
		return noContent(), nil // the server had ended the session before
	}
	return answer, nil
}

// end forgets the session after the server has ended it.
func (s *Session) end(ctx context.Context) {
	done, err := s.begin(context.WithoutCancel(ctx))
	if err != nil {
		s.config.Log.Warn("the ended session could not be forgotten", "error", err)
		return
	}
	defer done()
	s.set(tokens{})
}

// farewell ends a session that was replaced by another one, in the background:
// nobody waits for it, and when it fails the session ends by itself later.
func (s *Session) farewell(refresh string) {
	if refresh == "" {
		return
	}
	s.background.Go(func() {
		ctx, cancel := context.WithTimeout(context.Background(), logoutTimeout)
		defer cancel()
		answer, err := s.post(ctx, "/auth/logout", api.RefreshRequest{RefreshToken: refresh})
		if err != nil {
			s.config.Log.Info("the session before could not be ended on the server", "error", err)
			return
		}
		_ = answer.Body.Close()
	})
}

func noContent() *http.Response {
	return &http.Response{
		Status: "204 No Content", StatusCode: http.StatusNoContent, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: http.Header{}, Body: http.NoBody,
	}
}

func problem(status int, code, detail string) *http.Response {
	return jsonAnswer(status, "application/problem+json", api.Problem{
		Type: "about:blank", Title: http.StatusText(status), Status: status, Code: code, Detail: detail,
	})
}

// jsonAnswer is an answer that no server has sent.
func jsonAnswer(status int, contentType string, body any) *http.Response {
	content, err := json.Marshal(body)
	if err != nil {
		panic(err) // the callers' types are plain
	}
	return &http.Response{
		Status: fmt.Sprintf("%d %s", status, http.StatusText(status)), StatusCode: status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: http.Header{"Content-Type": {contentType}}, Body: io.NopCloser(bytes.NewReader(content)), ContentLength: int64(len(content)),
	}
}

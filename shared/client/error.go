package client

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strconv"
	"time"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// CodeNotOurs is the code of the problem that stands for an error answer which
// the server did not write itself: most often one of a proxy in front of it.
const CodeNotOurs = "client.not_a_problem"

// Error is an answer of the server that is no success. It unwraps to its
// *api.Problem.
type Error struct {
	*api.Problem
	Operation  string        // method and path, such as "GET /auth/me"
	RetryAfter time.Duration // how long the server asks to wait; 0 when it does not say
}

// Error is the problem's sentence with the operation before it.
func (e *Error) Error() string { return e.Operation + ": " + e.Problem.Error() }

// Unwrap gives the problem.
func (e *Error) Unwrap() error { return e.Problem }

// RetryAfter tells how long the server wants the caller of err to wait before
// another try; 0 when err says nothing of it.
func RetryAfter(err error) time.Duration {
	var e *Error
	if errors.As(err, &e) {
		return e.RetryAfter
	}
	return 0
}

// errorOf reads an answer that is no success.
func errorOf(operation string, answer *http.Response) error {
	e := &Error{Operation: operation, Problem: &api.Problem{}}
	if seconds, err := strconv.Atoi(answer.Header.Get("Retry-After")); err == nil && seconds > 0 {
		e.RetryAfter = time.Duration(seconds) * time.Second
	}
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxAnswer))
	if err != nil {
		return fmt.Errorf("%s: reading the answer: %w", operation, err)
	}
	kind, _, _ := mime.ParseMediaType(answer.Header.Get("Content-Type"))
	if kind != e.ContentType("") || json.Unmarshal(body, e.Problem) != nil || e.Status == 0 || e.Code == "" {
		*e.Problem = api.Problem{
			Type: "about:blank", Title: http.StatusText(answer.StatusCode), Status: answer.StatusCode, Code: CodeNotOurs,
			Detail:    fmt.Sprintf("The answer (%s) does not come from IAM Copilot. Is the server's address right, and is a proxy in between?", answer.Status),
			RequestID: answer.Header.Get(api.HeaderRequestID),
		}
	}
	return e
}

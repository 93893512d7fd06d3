package live

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Request is a request written by hand, for what the client would never send.
type Request struct {
	Method string
	Path   string // below the server's address
	Token  string
	Header map[string]string
	Body   string
}

// Answer is what came back.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte
}

// Do sends a request and reads the whole answer.
func (s *Server) Do(t testing.TB, r Request) Answer {
	t.Helper()
	return exchange(t, http.DefaultClient, s.URL, r)
}

func exchange(t testing.TB, h *http.Client, base string, r Request) Answer {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), r.Method, base+r.Path, strings.NewReader(r.Body))
	if err != nil {
		t.Fatal(err)
	}
	if r.Body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	if r.Token != "" {
		request.Header.Set("Authorization", "Bearer "+r.Token)
	}
	for name, value := range r.Header {
		request.Header.Set(name, value)
	}
	answer, err := h.Do(request)
	if err != nil {
		t.Fatalf("%s %s: %v", r.Method, r.Path, err)
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatalf("%s %s: %v", r.Method, r.Path, err)
	}
	return Answer{answer.StatusCode, answer.Header, body}
}

// Problem reads the answer as the problem document that it must be: of the
// right media type, with the status of the answer, a code, a sentence, and the
// id that the answer's header names too.
func (a Answer) Problem(t testing.TB) api.Problem {
	t.Helper()
	var p api.Problem
	if kind := a.Header.Get("Content-Type"); kind != "application/problem+json" {
		t.Errorf("an error came as %q: %s", kind, a.Body)
	}
	decoder := json.NewDecoder(bytes.NewReader(a.Body))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&p); err != nil {
		t.Fatalf("the problem cannot be read: %v: %s", err, a.Body)
	}
	switch {
	case p.Status != a.Status:
		t.Errorf("status %d in the answer, %d in its body", a.Status, p.Status)
	case p.Code == "" || p.Title == "" || p.Detail == "":
		t.Errorf("the problem does not say enough: %s", a.Body)
	case p.RequestID == "" || p.RequestID != a.Header.Get(api.HeaderRequestID):
		t.Errorf("request id %q in the body, %q in the header", p.RequestID, a.Header.Get(api.HeaderRequestID))
	}
	return p
}

// WithoutID is the body with the request's own id taken out, to compare
// answers byte by byte.
func (a Answer) WithoutID() string {
	if id := a.Header.Get(api.HeaderRequestID); id != "" {
		return strings.ReplaceAll(string(a.Body), id, "ID")
	}
	return string(a.Body)
}

// JSON reads the answer's body into out.
func (a Answer) JSON(t testing.TB, out any) {
	t.Helper()
	if err := json.Unmarshal(a.Body, out); err != nil {
		t.Fatalf("status %d, and the body cannot be read: %v: %s", a.Status, err, a.Body)
	}
}

// Package awsjson is a server that speaks AWS's JSON 1.1 protocol, for fakes of
// services that no emulator has. It checks no signatures and no policies: tests
// say which actions it refuses. sts:GetCallerIdentity is answered, too.
package awsjson

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"
)

// Server is a fake of AWS. Its methods are safe for concurrent use.
type Server struct {
	URL string

	mu       sync.Mutex
	handlers map[string]func(input []byte) (any, error)
	calls    []string
	account  string
	arn      string
	refusals map[string]*Refusal
	times    map[string]int // how often a refusal is given still; absent for always
}

// Refusal is how AWS says no.
type Refusal struct {
	Code, Message string
	Status        int            // 400 when it is 0
	Members       map[string]any // of the error beside its message
}

// Error is the refusal as text.
func (r *Refusal) Error() string { return r.Code + ": " + r.Message }

// New starts a server that says the caller is the ARN, until the test ends.
func New(t testing.TB, callerArn string) *Server {
	t.Helper()
	s := &Server{handlers: map[string]func([]byte) (any, error){}, refusals: map[string]*Refusal{}, times: map[string]int{}}
	s.CallFrom(callerArn)
	server := httptest.NewServer(http.HandlerFunc(s.serve))
	t.Cleanup(server.Close)
	s.URL = server.URL
	return s
}

// CallFrom changes who the caller is said to be.
func (s *Server) CallFrom(arn string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.arn = arn
	if parts := strings.SplitN(arn, ":", 6); len(parts) == 6 {
		s.account = parts[4]
	}
}

// On answers an operation, named by its target such as
// AWSOrganizationsV20161128.ListRoots. Handlers run one at a time.
func On[I any](s *Server, target string, handle func(in *I) (any, error)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.handlers[target] = func(input []byte) (any, error) {
		in := new(I)
		if err := json.Unmarshal(input, in); err != nil {
			return nil, &Refusal{Code: "SerializationException", Message: err.Error()}
		}
		return handle(in)
	}
}

// Refuse makes an operation, named without its service, be refused from now on; nil
// ends that.
func (s *Server) Refuse(operation string, r *Refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.times, operation)
	s.refusals[operation] = r
}

// RefuseTimes makes the next calls of an operation be refused.
func (s *Server) RefuseTimes(operation string, times int, r *Refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refusals[operation], s.times[operation] = r, times
}

// Deny makes operations be refused for want of a permission.
func (s *Server) Deny(operations ...string) {
	for _, o := range operations {
		s.Refuse(o, &Refusal{Code: "AccessDeniedException", Message: "You don't have permissions to access this resource."})
	}
}

// Calls lists the operations that were called, and forgets them.
func (s *Server) Calls() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	calls := s.calls
	s.calls = nil
	return calls
}

// Count counts the calls of an operation since Calls was last asked.
func (s *Server) Count(operation string) (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.calls {
		if c == operation {
			n++
		}
	}
	return n
}

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	target := r.Header.Get("X-Amz-Target")
	if target == "" {
		s.identity(w, body)
		return
	}
	_, operation, _ := strings.Cut(target, ".")
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls = append(s.calls, operation)
	w.Header().Set("Content-Type", "application/x-amz-json-1.1")
	w.Header().Set("X-Amzn-Requestid", fmt.Sprintf("request-%d", time.Now().UnixNano()))
	if refusal := s.refusal(operation); refusal != nil {
		write(w, nil, refusal)
		return
	}
	handle := s.handlers[target]
	if handle == nil {
		write(w, nil, &Refusal{Code: "UnknownOperationException", Message: "The fake has no " + target + "."})
		return
	}
	out, err := handle(body)
	write(w, out, err)
}

func (s *Server) refusal(operation string) *Refusal {
	refusal := s.refusals[operation]
	if left, counted := s.times[operation]; counted && refusal != nil {
		if left--; left <= 0 {
			delete(s.times, operation)
			delete(s.refusals, operation)
		} else {
			s.times[operation] = left
		}
	}
	return refusal
}

func write(w http.ResponseWriter, out any, err error) {
	if err != nil {
		refusal, ok := err.(*Refusal) //nolint:errorlint // handlers give them as they are
		if !ok {
			refusal = &Refusal{Code: "InternalFailure", Message: err.Error(), Status: http.StatusInternalServerError}
		}
		body := map[string]any{"__type": refusal.Code, "message": refusal.Message, "Message": refusal.Message}
		for name, value := range refusal.Members {
			body[name] = value
		}
		status := refusal.Status
		if status == 0 {
			status = http.StatusBadRequest
		}
		w.WriteHeader(status)
		out = body
	}
	if out == nil {
		out = struct{}{}
	}
	_ = json.NewEncoder(w).Encode(out)
}

// identity answers sts:GetCallerIdentity, in the query protocol.
func (s *Server) identity(w http.ResponseWriter, body []byte) {
	form, _ := url.ParseQuery(string(body))
	if form.Get("Action") != "GetCallerIdentity" {
		http.Error(w, "the fake has no "+form.Get("Action"), http.StatusNotFound)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	w.Header().Set("Content-Type", "text/xml")
	_, _ = fmt.Fprintf(w, `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>%s</Arn><UserId>AIDA</UserId><Account>%s</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`, s.arn, s.account)
}

// Time is a time as the protocol writes it: seconds since 1970.
func Time(t time.Time) float64 { return float64(t.UnixMilli()) / 1000 }

// Page cuts a piece out of a list: size items from where the token says.
func Page[T any](list []T, token *string, size int) (piece []T, next *string, err error) {
	from := 0
	if token != nil && *token != "" {
		if _, err := fmt.Sscanf(*token, "page-%d", &from); err != nil || from > len(list) {
			return nil, nil, &Refusal{Code: "ValidationException", Message: "The token is none of this list."}
		}
	}
	to := min(from+size, len(list))
	if to < len(list) {
		next = new(string)
		*next = fmt.Sprintf("page-%d", to)
	}
	return append([]T{}, list[from:to]...), next, nil
}

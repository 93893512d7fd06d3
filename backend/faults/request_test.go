package faults

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// fresh opens a connection for each request, so that each one meets the server
// as it is then.
var fresh = &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}

// try sends a request that may fail on its way.
func try(base string, r live.Request) (live.Answer, error) {
	request, err := http.NewRequestWithContext(context.Background(), r.Method, base+r.Path, strings.NewReader(r.Body))
	if err != nil {
		return live.Answer{}, err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Authorization", "Bearer "+r.Token)
	for name, value := range r.Header {
		request.Header.Set(name, value)
	}
	answer, err := fresh.Do(request)
	if err != nil {
		return live.Answer{}, err
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	return live.Answer{Status: answer.StatusCode, Header: answer.Header, Body: body}, err
}

// get is the request for something by a person.
func get(p *live.Person, path string) live.Request {
	return live.Request{Method: http.MethodGet, Path: api.Base + path, Token: p.Token}
}

// verified expects the person's audit chain to be whole, and gives its length.
func verified(t *testing.T, s *live.Server, p *live.Person) int64 {
	t.Helper()
	var verdict api.AuditVerification
	s.Do(t, get(p, "/auth/audit-log/verify")).JSON(t, &verdict)
	if !verdict.Valid {
		t.Errorf("the audit chain is broken: %s", verdict.Reason)
	}
	return verdict.Records
}

// consistent expects that nothing is half-done: for each stored credential there
// is one record and one label, and one is the default.
func consistent(t *testing.T, s *live.Server) {
	t.Helper()
	stored := s.DB.Int(t, `select count(*) from user_aws_credentials`)
	if n := s.DB.Int(t, `select count(*) from audit_logs where action = 'vault.credential_added' and success`); n != stored {
		t.Errorf("%d credentials, %d records of them", stored, n)
	}
	if n := s.DB.Int(t, `select count(*) from user_aws_credentials where is_default`); stored > 0 && n != 1 {
		t.Errorf("%d defaults", n)
	}
}

// isProblem tells whether an answer is a problem document with a code.
func isProblem(a live.Answer, status int, code string) bool {
	var p api.Problem
	return a.Status == status && a.Header.Get("Content-Type") == "application/problem+json" && json.NewDecoder(bytes.NewReader(a.Body)).Decode(&p) == nil && p.Code == code
}

// until tries until something holds.
func until(t *testing.T, what string, most time.Duration, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(most); !holds(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("not within %s: %s", most, what)
		}
	}
}

// failures are the first lines of a log that tell of requests that failed on
// our side, for people to read when a test has failed.
func failures(log *testkit.Log) string {
	var out []string
	for line := range strings.Lines(log.String()) {
		if strings.Contains(line, "server.internal") && len(out) < 20 {
			out = append(out, line)
		}
	}
	return strings.Join(out, "")
}

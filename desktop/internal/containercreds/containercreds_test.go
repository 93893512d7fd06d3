package containercreds

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/desktop/internal/issued"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

func TestWhoGetsCredentials(t *testing.T) {
	source := func(context.Context) (issued.Session, error) {
		return issued.Session{AccountID: "123456789012", SessionCredentials: api.SessionCredentials{
			AccessKeyID: "ASIA1", SecretAccessKey: "canary", SessionToken: "token", ExpiresAt: time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC),
		}}, nil
	}
	e, err := Listen(t.Context(), 0, func(ctx context.Context) (issued.Session, error) { return source(ctx) })
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = e.listener.Close() }()
	ask := func(change func(*http.Request)) (int, string) {
		t.Helper()
		request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, e.URL(), nil)
		request.Header.Set("Authorization", e.Token())
		change(request)
		recorder := httptest.NewRecorder()
		e.ServeHTTP(recorder, request)
		content, err := io.ReadAll(recorder.Result().Body)
		if err != nil || !json.Valid(content) || recorder.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%q, %v", content, err)
		}
		return recorder.Code, string(content)
	}
	for name, test := range map[string]struct {
		change func(*http.Request)
		status int
	}{
		"the program":        {func(*http.Request) {}, http.StatusOK},
		"by name":            {func(r *http.Request) { r.Host = strings.Replace(r.Host, "127.0.0.1", "localhost", 1) }, http.StatusOK},
		"no token":           {func(r *http.Request) { r.Header.Del("Authorization") }, http.StatusUnauthorized},
		"the start of it":    {func(r *http.Request) { r.Header.Set("Authorization", e.Token()[:10]) }, http.StatusUnauthorized},
		"more than it":       {func(r *http.Request) { r.Header.Set("Authorization", e.Token()+"x") }, http.StatusUnauthorized},
		"a name made for it": {func(r *http.Request) { r.Host = "evil.example" }, http.StatusForbidden},
		"another port":       {func(r *http.Request) { r.Host = "127.0.0.1:1" }, http.StatusForbidden},
		"a page":             {func(r *http.Request) { r.Header.Set("Origin", "http://localhost") }, http.StatusForbidden},
		"a browser":          {func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "none") }, http.StatusForbidden},
		"another path":       {func(r *http.Request) { r.URL.Path = "/" }, http.StatusNotFound},
		"a write":            {func(r *http.Request) { r.Method = http.MethodPut }, http.StatusMethodNotAllowed},
	} {
		status, body := ask(test.change)
		if status != test.status || strings.Contains(body, "canary") != (status == http.StatusOK) {
			t.Errorf("%s: %d %s", name, status, body)
		}
	}
	_, body := ask(func(*http.Request) {})
	const want = `{"AccessKeyId":"ASIA1","SecretAccessKey":"canary","Token":"token","Expiration":"2026-01-01T12:00:00Z","AccountId":"123456789012"}` + "\n"
	if body != want {
		t.Errorf("%s, want %s", body, want)
	}
	for _, test := range []struct {
		err    error
		status int
	}{{errors.New("no"), http.StatusBadRequest}, {issued.Temporary{Cause: errors.New("later")}, http.StatusServiceUnavailable}} {
		source = func(context.Context) (issued.Session, error) { return issued.Session{}, test.err }
		if status, body := ask(func(*http.Request) {}); status != test.status || !strings.Contains(body, test.err.Error()) {
			t.Errorf("%v: %d %s", test.err, status, body)
		}
	}
}

func TestTheEndpointEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	e, err := Listen(ctx, 0, nil)
	if err != nil {
		t.Fatal(err)
	}
	served := make(chan error, 1)
	go func() { served <- e.Serve(ctx) }()
	cancel()
	if err := <-served; err != nil {
		t.Error(err)
	}
	if _, err := http.Get(e.URL()); err == nil {
		t.Error("it still answers")
	}
}

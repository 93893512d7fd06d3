package web

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// A panic is one answer 500 that says nothing of its cause, and a line of the log
// that does; a refusal is a line too, by the id of its request. Whoever asks next is
// served.
func TestPanicsAndRefusalsAreLoggedAndBland(t *testing.T) {
	var out bytes.Buffer
	log := slog.New(slog.NewJSONHandler(&out, nil))
	app := NewApp(Config{Log: log, Observe: func(string, string, int, time.Duration) {}})
	door := NewDoor(app, access.NewGuard(nil), nil, log, "1")
	answered := func(context.Context, access.Scope, api.None) (api.Message, error) {
		return api.Message{Message: "done"}, nil
	}
	door.Mount(
		Public(http.MethodGet, "/panic", http.StatusOK, func(context.Context, access.Scope, api.None) (api.Message, error) { panic("the cause") }, Doc{Tag: "test"}),
		Public(http.MethodGet, "/good", http.StatusOK, answered, Doc{Tag: "test"}),
		SignedIn(http.MethodGet, "/mine", http.StatusOK, answered, Doc{Tag: "test"}),
	)
	for _, c := range []struct {
		path   string
		status int
		logged string // beside the line of the request
	}{{"/panic", 500, `"panic":"the cause"`}, {"/mine", 401, ""}, {"/good", 200, ""}} {
		out.Reset()
		q := httptest.NewRequestWithContext(t.Context(), http.MethodGet, api.Base+c.path, nil)
		q.Header.Set(api.HeaderRequestID, "request-of-a-test")
		answer, err := app.Test(q)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(answer.Body)
		_ = answer.Body.Close()
		if err != nil || answer.StatusCode != c.status || strings.Contains(string(body), "cause") || strings.Contains(string(body), "goroutine") {
			t.Errorf("%s: %d %s, %v", c.path, answer.StatusCode, body, err)
		}
		if !strings.Contains(out.String(), c.logged) {
			t.Errorf("%s: the log lacks %s: %s", c.path, c.logged, out.String())
		}
		if c.status == http.StatusOK {
			continue
		}
		noted := false
		for line := range strings.Lines(out.String()) {
			var entry struct {
				Msg, Path string
				Status    int
				RequestID string `json:"request_id"`
				Time      time.Time
			}
			if err := json.Unmarshal([]byte(line), &entry); err != nil {
				t.Errorf("a line of the log is not JSON: %s", line)
			}
			noted = noted || entry.Msg == "request" && entry.Status == c.status && entry.Path == api.Base+c.path && entry.RequestID == "request-of-a-test" && !entry.Time.IsZero()
		}
		if !noted {
			t.Errorf("%s: no line tells of it: %s", c.path, out.String())
		}
	}
}

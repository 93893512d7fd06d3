package web

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

var errTest = fault.Declare(fault.Conflict, "web.test_stream", "Not now.")

// Whoever reads a stream learns whether it is whole: a problem before the first
// byte, an answer that breaks off after it.
func TestStreams(t *testing.T) {
	route := func(path string, pieces []string, end, before error) Route {
		return Public(http.MethodGet, path, http.StatusOK, func(context.Context, access.Scope, api.None) (Stream, error) {
			at := 0
			return Stream{ContentType: "text/plain", FileName: "a b.txt", Next: func(ctx context.Context) ([]byte, error) {
				if ctx.Err() != nil {
					return nil, ctx.Err()
				}
				if at == len(pieces) {
					if end == nil {
						panic("boom")
					}
					return nil, end
				}
				at++
				return []byte(pieces[at-1]), nil
			}}, before
		}, Doc{Tag: "test", Media: []string{"text/plain"}})
	}
	app := NewApp(Config{Log: slog.New(slog.DiscardHandler), Observe: func(string, string, int, time.Duration) {}})
	door := NewDoor(app, access.NewGuard(nil), nil, slog.New(slog.DiscardHandler), "1")
	long := strings.Repeat("0123456789", 100_000)
	door.Mount(
		route("/whole", []string{"one,", "", long, ",two"}, io.EOF, nil), route("/empty", nil, io.EOF, nil),
		route("/broken", []string{"one"}, errors.New("the database has gone"), nil), route("/panic", []string{"one"}, nil, nil),
		route("/refused", nil, nil, errTest),
	)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = app.Listener(listener) }()
	t.Cleanup(func() { _ = app.Shutdown() })
	for path, c := range map[string]struct {
		status int
		body   string
		whole  bool
	}{
		"/whole": {200, "one," + long + ",two", true}, "/empty": {200, "", true}, "/broken": {200, "one", false}, "/panic": {200, "one", false},
		"/refused": {409, "", true},
	} {
		answer, err := http.Get("http://" + listener.Addr().String() + api.Base + path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(answer.Body)
		_ = answer.Body.Close()
		if (err == nil) != c.whole || answer.StatusCode != c.status {
			t.Errorf("%s: status %d, %v", path, answer.StatusCode, err)
		}
		if c.status == 200 && (string(body) != c.body || answer.Header.Get("Content-Disposition") != `attachment; filename="a b.txt"`) {
			t.Errorf("%s: %.40q, %v", path, body, answer.Header)
		}
		if c.status != 200 && !strings.Contains(string(body), errTest.Code()) {
			t.Errorf("%s: %s", path, body)
		}
	}
}

package web

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// A request ends when its client closes the connection, and not when the client
// sends its next request already.
func TestRequestsEndWithTheirClients(t *testing.T) {
	arrived, ended := make(chan struct{}), make(chan error, 1)
	app := NewApp(Config{Log: slog.New(slog.DiscardHandler), Observe: func(string, string, int, time.Duration) {}})
	door := NewDoor(app, access.NewGuard(nil), nil, slog.New(slog.DiscardHandler), "1")
	door.Mount(
		Public(http.MethodGet, "/long", http.StatusOK, func(ctx context.Context, _ access.Scope, _ api.None) (api.Message, error) {
			close(arrived)
			select {
			case <-ctx.Done():
				ended <- ctx.Err()
			case <-time.After(30 * time.Second):
				ended <- nil
			}
			return api.Message{}, ctx.Err()
		}, Doc{Tag: "test"}),
		Public(http.MethodGet, "/middling", http.StatusOK, func(ctx context.Context, _ access.Scope, _ api.None) (api.Message, error) {
			select {
			case <-ctx.Done():
			case <-time.After(lookEvery * 3 / 2):
			}
			return api.Message{Message: "done"}, ctx.Err()
		}, Doc{Tag: "test"}),
	)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = app.Listener(listener) }()
	defer func() { _ = app.Shutdown() }()
	dial := func() net.Conn {
		conn, err := net.Dial("tcp", listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		return conn
	}
	ask := func(conn net.Conn, path string) {
		if _, err := fmt.Fprintf(conn, "GET %s%s HTTP/1.1\r\nHost: x\r\n\r\n", api.Base, path); err != nil {
			t.Fatal(err)
		}
	}

	both := dial()
	defer func() { _ = both.Close() }()
	ask(both, "/middling")
	ask(both, "/middling") // before the first is answered
	read := bufio.NewReader(both)
	for range 2 {
		answer, err := http.ReadResponse(read, nil)
		if err != nil || answer.StatusCode != http.StatusOK {
			t.Fatalf("%v, %v", answer, err)
		}
		var rest [512]byte
		_, _ = answer.Body.Read(rest[:])
		_ = answer.Body.Close()
	}

	leaving := dial()
	ask(leaving, "/long")
	<-arrived
	_ = leaving.Close()
	if err := <-ended; err == nil {
		t.Error("the request went on to its end")
	}
}

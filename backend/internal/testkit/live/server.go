// Package live starts the backend for tests, in process or as the real
// program, and fills it with people. Only tests import it.
package live

import (
	"context"
	"net"
	"net/http"
	"net/http/cookiejar"
	"testing"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/client"
)

// Secret is the SECRET_KEY of every server that the tests start.
const Secret = "5e0c3f6d1b7a49288f0e6d5c4b3a29180f1e2d3c4b5a69788796a5b4c3d2e1f0"

// Server is a running backend.
type Server struct {
	URL string // http://127.0.0.1:port
	DB  *testkit.Handle

	database testkit.Database
}

// Settings is what a test changes in the server's settings.
type Settings func(*server.Config)

// Start runs a server in process, on a random port of the loopback interface
// and the given database, until the test ends.
func Start(t testing.TB, d testkit.Database, settings ...Settings) *Server {
	t.Helper()
	config := Config(t, d)
	for _, change := range settings {
		change(&config)
	}
	running, err := server.New(context.Background(), config)
	if err != nil {
		t.Fatalf("starting the server: %v", err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended, address := make(chan error, 1), make(chan net.Addr, 1)
	go func() { ended <- running.Run(ctx, func(a net.Addr) { address <- a }) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("stopping the server: %v", err)
		}
		if err := running.Close(); err != nil {
			t.Errorf("closing the server: %v", err)
		}
	})
	select {
	case a := <-address:
		return &Server{URL: "http://" + a.String(), DB: d.Open(t), database: d}
	case err := <-ended:
		ended <- nil
		t.Fatalf("the server ended at once: %v", err)
		return nil
	}
}

// Config is the settings of a server that bothers nobody: those of the
// environment's defaults, on the loopback interface, quiet.
func Config(t testing.TB, d testkit.Database) server.Config {
	t.Helper()
	return server.Config{
		PasswordCost: 4, // bcrypt.MinCost: the tests sign in thousands of times
		Host:         "127.0.0.1", Port: 0, DataDir: t.TempDir(), DatabaseURL: d.URL, DatabaseConns: 10, SecretKey: Secret,
		AccessTokenMinutes: 15, Registration: "open", RegistrationsPerHour: 10_000, LogLevel: "error", LogFormat: "text",
		AWSRegion: "us-east-1", Version: "test",
	}
}

// Client is a client of the server that nobody has signed in with.
func (s *Server) Client(t testing.TB, options ...client.Option) *client.Client {
	t.Helper()
	c, err := client.New(s.URL, options...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Browser is an HTTP client that keeps cookies, as a browser does.
func Browser(t testing.TB) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{Jar: jar}
}

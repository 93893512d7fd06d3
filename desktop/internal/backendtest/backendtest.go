// Package backendtest starts real backends for tests of the programs that talk
// to one. It is imported by tests only.
package backendtest

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/client"
)

// Password is that of every account which Register makes.
const Password = "Analytical-Engine-1843"

// Server is a backend on SQLite that listens on this machine.
type Server struct {
	URL      string
	sessions sync.Map // requests for a session of AWS, by path: *atomic.Int32
	// Down makes it answer 503 to everything.
	Down atomic.Bool
}

// Start starts a backend, with settings beside the usual ones.
func Start(t *testing.T, settings ...func(*server.Config)) *Server {
	t.Helper()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{URL: "http://" + listener.Addr().String()}
	config := server.Config{
		DataDir: t.TempDir(), DatabaseConns: 4, SecretKey: strings.Repeat("ab", 32), AccessTokenMinutes: 15,
		Registration: "open", RegistrationsPerHour: 100, LogLevel: "error", LogFormat: "text", AWSRegion: "us-east-1",
		PublicURL: s.URL,
	}
	for _, set := range settings {
		set(&config)
	}
	backend, err := server.New(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	handler := backend.Handler()
	listening := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.Down.Load() {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		if strings.HasSuffix(r.URL.Path, "/session") && r.Method == http.MethodPost {
			n, _ := s.sessions.LoadOrStore(r.URL.Path, new(atomic.Int32))
			n.(*atomic.Int32).Add(1) //nolint:forcetypeassert // nothing else is in it
		}
		handler.ServeHTTP(w, r)
	}))
	_ = listening.Listener.Close() // the one that it was made with
	listening.Listener = listener
	listening.Start()
	t.Cleanup(func() {
		listening.Close()
		if err := backend.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// Sessions counts the requests for sessions of a credential.
func (s *Server) Sessions(credential int64) int {
	n, ok := s.sessions.Load(fmt.Sprintf("%s/auth/aws-credentials/%d/session", api.Base, credential))
	if !ok {
		return 0
	}
	return int(n.(*atomic.Int32).Load()) //nolint:forcetypeassert // nothing else is in it
}

// Register makes an account and signs in to it.
func (s *Server) Register(t *testing.T, email, name string) *client.Client {
	t.Helper()
	c, err := client.New(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Accounts.Register(t.Context(), api.RegisterIn{Body: api.RegisterRequest{Email: email, Password: Password, FullName: name}}); err != nil {
		t.Fatal(err)
	}
	pair, err := c.Accounts.Login(t.Context(), api.LoginIn{Body: api.LoginRequest{Email: email, Password: Password}})
	if err != nil {
		t.Fatal(err)
	}
	if c, err = client.New(s.URL, client.WithTokens(pair)); err != nil {
		t.Fatal(err)
	}
	return c
}

// SecondFactor gives an account a second factor, and a code that signs in once.
func SecondFactor(t *testing.T, c *client.Client) string {
	t.Helper()
	enrolled, err := c.Accounts.EnrolTOTP(t.Context(), api.EnrolTOTPIn{Body: api.PasswordRequest{CurrentPassword: Password}})
	if err != nil {
		t.Fatal(err)
	}
	code, err := totp.GenerateCode(enrolled.Secret, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	codes, err := c.Accounts.ConfirmTOTP(t.Context(), api.ConfirmTOTPIn{Body: api.CodeRequest{Code: code}})
	if err != nil {
		t.Fatal(err)
	}
	return codes.RecoveryCodes[0]
}

// Token makes a personal access token.
func Token(t *testing.T, c *client.Client, scopes ...string) string {
	t.Helper()
	made, err := c.Accounts.CreateToken(t.Context(), api.CreateTokenIn{Body: api.CreateTokenRequest{Name: "pipeline", Scopes: scopes, CurrentPassword: Password}})
	if err != nil {
		t.Fatal(err)
	}
	return made.Token
}

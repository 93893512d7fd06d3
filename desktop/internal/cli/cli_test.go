//go:build linux

package cli

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
	"github.com/rogpeppe/go-internal/testscript"

	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/desktop/internal/keyring/keyringtest"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/client"
)

func TestMain(m *testing.M) {
	testscript.Main(keyringtest.Wrap(m), map[string]func(){
		"iamcopilot": func() { os.Exit(Run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

// serve starts a real backend with the account of Ada.
func serve(t *testing.T) *httptest.Server {
	t.Helper()
	backend, err := server.New(t.Context(), server.Config{
		DataDir: t.TempDir(), DatabaseConns: 4, SecretKey: strings.Repeat("ab", 32), AccessTokenMinutes: 15,
		Registration: "open", RegistrationsPerHour: 100, LogLevel: "error", LogFormat: "text", AWSRegion: "us-east-1",
	})
	if err != nil {
		t.Fatal(err)
	}
	listening := httptest.NewServer(backend.Handler())
	t.Cleanup(func() {
		listening.Close()
		if err := backend.Close(); err != nil {
			t.Error(err)
		}
	})
	register(t, listening.URL, "ada@example.com", "Ada Lovelace")
	return listening
}

const password = "Analytical-Engine-1843"

// register makes an account and signs in to it.
func register(t *testing.T, address, email, name string) *client.Client {
	t.Helper()
	c, err := client.New(address)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Accounts.Register(t.Context(), api.RegisterIn{Body: api.RegisterRequest{Email: email, Password: password, FullName: name}}); err != nil {
		t.Fatal(err)
	}
	pair, err := c.Accounts.Login(t.Context(), api.LoginIn{Body: api.LoginRequest{Email: email, Password: password}})
	if err != nil {
		t.Fatal(err)
	}
	if c, err = client.New(address, client.WithTokens(pair)); err != nil {
		t.Fatal(err)
	}
	return c
}

// secondFactor gives an account a second factor, and a code that signs in once.
func secondFactor(t *testing.T, c *client.Client) string {
	t.Helper()
	enrolled, err := c.Accounts.EnrolTOTP(t.Context(), api.EnrolTOTPIn{Body: api.PasswordRequest{CurrentPassword: password}})
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

func TestScripts(t *testing.T) { runScripts(t, "testdata") }

func runScripts(t *testing.T, dir string) {
	team := serve(t)
	recovery := secondFactor(t, register(t, team.URL, "grace@example.com", "Grace Hopper"))
	other := httptest.NewServer(http.NotFoundHandler())
	defer other.Close()
	gone := httptest.NewServer(nil)
	gone.Close()
	testscript.Run(t, testscript.Params{
		Dir: dir,
		Setup: func(env *testscript.Env) error {
			for name, value := range map[string]string{
				"HOME": env.WorkDir, "IAM_COPILOT_DATA_DIR": filepath.Join(env.WorkDir, "data"), "XDG_RUNTIME_DIR": filepath.Join(env.WorkDir, "run"),
				"SERVER": team.URL, "OTHER": other.URL, "GONE": gone.URL, "RECOVERY_CODE": recovery,
				// Only where a test asks for a keyring is there one.
				"DBUS_SESSION_BUS_ADDRESS": busOf(),
			} {
				env.Setenv(name, value)
			}
			return os.MkdirAll(filepath.Join(env.WorkDir, "run"), 0o700)
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){"holds": holds},
	})
}

// busOf is the session bus of a test with a keyring, else an address where
// nobody listens: a real keyring of the developer must not be touched.
func busOf() string {
	if keyringtest.Inside() {
		return os.Getenv("DBUS_SESSION_BUS_ADDRESS")
	}
	return "unix:path=/nonexistent/bus"
}

// holds looks for a text in every file below a folder: holds FOLDER TEXT.
func holds(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: holds folder text")
	}
	found, files := "", 0
	err := filepath.WalkDir(ts.MkAbs(args[0]), func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files++
		content, err := os.ReadFile(path)
		if bytes.Contains(content, []byte(args[1])) {
			found = path
		}
		return err
	})
	ts.Check(err)
	if files == 0 {
		ts.Fatalf("%s is empty", args[0])
	}
	if neg == (found != "") {
		ts.Fatalf("%q in %s: %q", args[1], args[0], found)
	}
}

func TestWithAKeyring(t *testing.T) {
	keyringtest.Run(t, keyringtest.Unlocked, func(t *testing.T) { runScripts(t, filepath.Join("testdata", "keyring")) })
}

func TestExitCodes(t *testing.T) {
	tests := []struct {
		err    error
		code   int
		stderr string
	}{
		{nil, 0, ""},
		{errors.New("no such flag"), 2, "iamcopilot: no such flag\n"},
		{failed(errors.New("the server said no")), 1, "iamcopilot: the server said no\n"},
		{failed(errors.New("")), 1, ""},
		{failed(nil), 0, ""},
	}
	for _, test := range tests {
		var stderr bytes.Buffer
		if code := exitCode(test.err, &stderr); code != test.code || stderr.String() != test.stderr {
			t.Errorf("%v: code %d, stderr %q; want %d, %q", test.err, code, stderr.String(), test.code, test.stderr)
		}
	}
}

func TestEveryCommandExplainsItself(t *testing.T) {
	for _, cmd := range Root().Commands() {
		if cmd.Short == "" || strings.HasSuffix(cmd.Short, ".") {
			t.Errorf("%s: the short text is %q", cmd.Name(), cmd.Short)
		}
		if !cmd.Runnable() && !cmd.HasSubCommands() {
			t.Errorf("%s does nothing", cmd.Name())
		}
	}
}

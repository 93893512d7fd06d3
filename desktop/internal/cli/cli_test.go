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

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/desktop/internal/keyring/keyringtest"
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
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, listening.URL+"/api/v1/auth/register",
		strings.NewReader(`{"email":"ada@example.com","password":"Analytical-Engine-1843","full_name":"Ada Lovelace"}`))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	if err := answer.Body.Close(); err != nil || answer.StatusCode != http.StatusCreated {
		t.Fatalf("register: %s, %v", answer.Status, err)
	}
	return listening
}

func TestScripts(t *testing.T) { runScripts(t, "testdata") }

func runScripts(t *testing.T, dir string) {
	team := serve(t)
	other := httptest.NewServer(http.NotFoundHandler())
	defer other.Close()
	gone := httptest.NewServer(nil)
	gone.Close()
	testscript.Run(t, testscript.Params{
		Dir: dir,
		Setup: func(env *testscript.Env) error {
			for name, value := range map[string]string{
				"HOME": env.WorkDir, "IAM_COPILOT_DATA_DIR": filepath.Join(env.WorkDir, "data"), "XDG_RUNTIME_DIR": filepath.Join(env.WorkDir, "run"),
				"SERVER": team.URL, "OTHER": other.URL, "GONE": gone.URL,
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

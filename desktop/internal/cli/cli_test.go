//go:build linux

package cli_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/iam-copilot/iam-copilot/desktop/internal/backendtest"
	"github.com/iam-copilot/iam-copilot/desktop/internal/cli"
	"github.com/iam-copilot/iam-copilot/desktop/internal/clitest"
	"github.com/iam-copilot/iam-copilot/desktop/internal/keyring/keyringtest"
)

func TestMain(m *testing.M) {
	programs := backendtest.Browsers()
	programs["iamcopilot"] = func() { os.Exit(cli.Run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }
	testscript.Main(keyringtest.Wrap(m), programs)
}

func TestScripts(t *testing.T) { runScripts(t, "testdata") }

func runScripts(t *testing.T, dir string) {
	team, second := backendtest.Start(t, backendtest.Provider(t)), backendtest.Start(t)
	token := backendtest.Token(t, team.Register(t, "ada@example.com", "Ada Lovelace"), "vault.read")
	second.Register(t, "lin@example.com", "Lin Clark")
	recovery := backendtest.SecondFactor(t, team.Register(t, "grace@example.com", "Grace Hopper"))
	other := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(other.Close)
	gone := httptest.NewServer(nil)
	gone.Close()
	testscript.Run(t, testscript.Params{
		Dir: dir,
		Setup: func(env *testscript.Env) error {
			for name, value := range map[string]string{
				"HOME": env.WorkDir, "IAM_COPILOT_DATA_DIR": filepath.Join(env.WorkDir, "data"), "XDG_RUNTIME_DIR": filepath.Join(env.WorkDir, "run"),
				"SERVER": team.URL, "OTHER": other.URL, "GONE": gone.URL, "RECOVERY_CODE": recovery,
				"SECOND": second.URL, "TOKEN": token, "BROWSER": "visit",
				// Only where a test asks for a keyring is there one.
				"DBUS_SESSION_BUS_ADDRESS": busOf(),
			} {
				env.Setenv(name, value)
			}
			return os.MkdirAll(filepath.Join(env.WorkDir, "run"), 0o700)
		},
		Cmds: clitest.Commands(),
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

func TestWithAKeyring(t *testing.T) {
	keyringtest.Run(t, keyringtest.Unlocked, func(t *testing.T) { runScripts(t, filepath.Join("testdata", "keyring")) })
}

func TestEveryCommandExplainsItself(t *testing.T) {
	for _, cmd := range cli.Root().Commands() {
		if cmd.Short == "" || strings.HasSuffix(cmd.Short, ".") {
			t.Errorf("%s: the short text is %q", cmd.Name(), cmd.Short)
		}
		if !cmd.Runnable() && !cmd.HasSubCommands() {
			t.Errorf("%s does nothing", cmd.Name())
		}
	}
}

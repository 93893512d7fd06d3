//go:build linux

package credcli_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/desktop/internal/backendtest"
	"github.com/iam-copilot/iam-copilot/desktop/internal/cli"
)

// A server in trouble does not stop what holds a session that is good, and
// says so where it holds none.
func TestAServerInTrouble(t *testing.T) {
	emulator := backendtest.Emulator(t)
	server := backendtest.Start(t, emulator.Setting)
	ada := server.Register(t, "ada@example.com", "Ada Lovelace")
	emulator.AddRole(t, ada, "role", emulator.AddKey(t, ada, "key").ID, "")
	t.Setenv("IAM_COPILOT_DATA_DIR", t.TempDir())
	t.Setenv("IAM_COPILOT_SERVER", server.URL)
	t.Setenv("IAM_COPILOT_TOKEN", backendtest.Token(t, ada, "vault.read", "vault.use"))
	run := func(args ...string) (int, string, string) {
		var stdout, stderr bytes.Buffer
		code := cli.Run(context.Background(), append([]string{"credential-process", "--credential", "role"}, args...), strings.NewReader(""), &stdout, &stderr)
		return code, stdout.String(), stderr.String()
	}
	code, first, complaint := run()
	if code != 0 {
		t.Fatalf("%d %s", code, complaint)
	}
	server.Down.Store(true)
	if code, again, complaint := run("--refresh"); code != 0 || again != first {
		t.Errorf("with a good session: %d %s", code, complaint)
	}
	if code, out, complaint := run("--duration", "30m"); code != 1 || out != "" || !strings.Contains(complaint, "503") {
		t.Errorf("without one: %d %q %q", code, out, complaint)
	}
	server.Down.Store(false)
	if code, out, complaint := run("--duration", "30m"); code != 0 || out == first {
		t.Errorf("afterwards: %d %s", code, complaint)
	}
}

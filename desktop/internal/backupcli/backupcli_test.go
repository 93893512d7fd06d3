//go:build linux

package backupcli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/desktop/internal/keyring"
	"github.com/iam-copilot/iam-copilot/desktop/internal/keyring/keyringtest"
	"github.com/iam-copilot/iam-copilot/desktop/internal/local"
	"github.com/iam-copilot/iam-copilot/desktop/internal/masterkey"
	"github.com/iam-copilot/iam-copilot/desktop/internal/online"
	"github.com/iam-copilot/iam-copilot/desktop/internal/settings"
)

func TestMain(m *testing.M) { keyringtest.Main(m) }

const (
	own    = "correct horse battery staple"
	sealed = "quite another long phrase of words"
)

func run(t *testing.T, want int, stdin string, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	if code := Run(t.Context(), "1.2.3", args, strings.NewReader(stdin), &out, &errs); code != want {
		t.Fatalf("%q ends with %d: %s", args, code, errs.String())
	}
	return out.String() + errs.String()
}

// TestBackupAndRestore backs up beside an open application, from a folder that a
// passphrase protects, and restores into another.
func TestBackupAndRestore(t *testing.T) {
	file := filepath.Join(t.TempDir(), "mine.iamcopilot")
	dir := t.TempDir()
	t.Setenv(settings.DataDirVariable, dir)
	t.Setenv(online.PassphraseVariable, own)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+filepath.Join(dir, "none"))
	h := masterkey.New(dir, keyring.NewSystem())
	if err := h.Open(t.Context(), own); err != nil {
		t.Fatal(err)
	}
	b, err := local.Start(t.Context(), local.Config{DataDir: dir, MasterKey: h.Key(), Version: "1.2.3"})
	if err != nil {
		t.Fatal(err)
	}
	if got := run(t, 1, "too easy\n", "backup", file); !strings.Contains(got, "too easy to guess") {
		t.Errorf("a weak passphrase: %s", got)
	}
	if got := run(t, 0, sealed+"\n", "backup", file); !strings.Contains(got, "Saved ") {
		t.Errorf("backed up: %s", got)
	}
	if got := run(t, 1, sealed+"\n", "restore", file); !strings.Contains(got, "close it first") {
		t.Errorf("under an open application: %s", got)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	if got := run(t, 1, "wrong\n", "restore", file); !strings.Contains(got, "not right") {
		t.Errorf("a wrong passphrase: %s", got)
	}
	if got := run(t, 0, sealed+"\n", "restore", file); !strings.Contains(got, "is kept in before-restore-") {
		t.Errorf("restored: %s", got)
	}
	if _, err := os.Stat(filepath.Join(dir, local.DatabaseName)); err != nil {
		t.Error(err)
	}
	run(t, 2, "", "restore")
}

func TestWanted(t *testing.T) {
	for _, args := range [][]string{{}, {"iamcopilot://policies/1"}, {"--flag"}} {
		if Wanted(args) {
			t.Errorf("%q opens no window", args)
		}
	}
	if !Wanted([]string{"backup", "x"}) || !Wanted([]string{"restore"}) {
		t.Error("the commands open a window")
	}
}

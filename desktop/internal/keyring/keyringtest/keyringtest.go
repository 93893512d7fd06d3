//go:build linux

// Package keyringtest runs tests against a real keyring in each state that a
// keyring may be in. Every test gets a session bus, a home folder and a
// keyring of its own, so it neither sees nor changes those of the person who
// runs the tests. It is imported by tests only.
package keyringtest

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// State is what the program under test finds when it looks for a keyring.
type State string

// The states.
const (
	Unlocked State = "unlocked" // gnome-keyring, empty, ready to use
	Locked   State = "locked"   // gnome-keyring with a locked login keyring, and nobody to ask for its password
	Silent   State = "silent"   // a service that never answers, as a password prompt that nobody sees
	Absent   State = "absent"   // a session bus without any keyring on it
	NoBus    State = "no bus"   // no session bus at all
)

const (
	nameVariable  = "KEYRINGTEST_NAME"
	stateVariable = "KEYRINGTEST_STATE"
)

// Run runs test in a process of its own that finds the keyring in state. The
// package of the test must call Main from its TestMain.
func Run(t *testing.T, state State, test func(t *testing.T)) {
	t.Helper()
	if os.Getenv(nameVariable) == t.Name() {
		test(t)
		return
	}
	home := t.TempDir()
	if err := os.MkdirAll(filepath.Join(home, "run"), 0o700); err != nil {
		t.Fatal(err)
	}
	pattern := "^" + strings.ReplaceAll(t.Name(), "/", "$/^") + "$"
	command := []string{os.Args[0], "-test.run=" + pattern, "-test.count=1", "-test.timeout=2m"}
	if state != NoBus {
		command = append([]string{"dbus-run-session", "--config-file=" + writeBusConfig(t, home), "--"}, command...)
	}
	cmd := exec.CommandContext(t.Context(), command[0], command[1:]...) //nolint:gosec // this very test program
	cmd.Env = append(environment(home), nameVariable+"="+t.Name(), stateVariable+"="+string(state))
	output, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("with a keyring that is %s: %v\n%s", state, err, output)
	}
	if !bytes.Contains(output, []byte("PASS")) || bytes.Contains(output, []byte("no tests to run")) {
		t.Fatalf("the test did not run:\n%s", output)
	}
}

// Main is the TestMain of a package that uses Run.
func Main(m *testing.M) { os.Exit(Wrap(m).Run()) }

// Tests is a package's tests; *testing.M is one.
type Tests interface {
	// Run runs the tests and gives the exit code.
	Run() int
}

// Wrap gives tests that run with the keyring in the state that Run has asked
// for, for packages whose TestMain does more than Main.
func Wrap(m Tests) Tests { return wrapped{m} }

type wrapped struct{ Tests }

func (w wrapped) Run() int {
	state := State(os.Getenv(stateVariable))
	if state == "" {
		return w.Tests.Run()
	}
	defer arrange(state)()
	return w.Tests.Run()
}

// Inside tells whether this process has been started by Run.
func Inside() bool { return os.Getenv(stateVariable) != "" }

// environment is a small one: nothing of the session of whoever runs the tests.
func environment(home string) []string {
	return []string{
		"PATH=" + os.Getenv("PATH"), "TMPDIR=" + home, "HOME=" + home, "LANG=C.UTF-8",
		"XDG_RUNTIME_DIR=" + filepath.Join(home, "run"), "XDG_CONFIG_HOME=" + filepath.Join(home, ".config"),
		"XDG_DATA_HOME=" + filepath.Join(home, ".local", "share"), "XDG_CACHE_HOME=" + filepath.Join(home, ".cache"),
	}
}

// busConfig is a session bus that starts no services by itself.
const busConfig = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`

func writeBusConfig(t *testing.T, dir string) string {
	t.Helper()
	path := filepath.Join(dir, "bus.conf")
	if err := os.WriteFile(path, []byte(busConfig), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

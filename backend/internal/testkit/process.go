package testkit

import (
	"bytes"
	"context"
	"net"
	"os/exec"
	"strconv"
	"sync"
	"syscall"
	"testing"
)

// Log gathers what a program writes; it is safe for concurrent use.
type Log struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

// Write adds to the log.
func (l *Log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(p)
}

// String is everything that has been written so far.
func (l *Log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}

// leash runs a program for as long as its own standard input is open, so that
// it ends with the test program however that ends.
const leash = `exec 3<&0; "$@" </dev/null 3<&- & child=$!; { cat <&3; kill $child; } >/dev/null 2>&1 & wait $child`

// helper starts a program that ends with the test, and gives what it writes.
func helper(t testing.TB, env []string, program string, args ...string) *Log {
	t.Helper()
	log := &Log{}
	command := exec.CommandContext(context.Background(), "/bin/sh", append([]string{"-c", leash, "sh", program}, args...)...) //nolint:gosec // the tests' own programs
	command.Env, command.Stdout, command.Stderr = env, log, log
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // a signal to the test program's group must not end the leash first
	input, err := command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatalf("starting %s: %v", program, err)
	}
	t.Cleanup(func() {
		_ = input.Close()
		_ = command.Wait()
	})
	return log
}

// freePort is a port of 127.0.0.1 that nobody listened on a moment ago.
func freePort(t testing.TB) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	return strconv.Itoa(listener.Addr().(*net.TCPAddr).Port)
}

// Leash makes the process with this id end when the test program does, however
// that ends, a signal included. The test itself ends it in the ordinary way.
func Leash(t testing.TB, pid int) {
	t.Helper()
	watcher := exec.CommandContext(context.Background(), "/bin/sh", "-c", `cat >/dev/null; kill -9 "$0"`, strconv.Itoa(pid)) //nolint:gosec // a number
	// A signal to the whole group of the test program must not reach it.
	watcher.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if _, err := watcher.StdinPipe(); err != nil { // open as long as the test program lives
		t.Fatal(err)
	}
	if err := watcher.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = watcher.Process.Kill()
		_ = watcher.Wait()
	})
}

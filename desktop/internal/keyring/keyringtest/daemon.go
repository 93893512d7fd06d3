//go:build linux

package keyringtest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"

	"github.com/godbus/dbus/v5"
	oskeyring "github.com/zalando/go-keyring"
)

const secretService = "org.freedesktop.secrets"

// arrange brings the keyring of this process's session into a state, and gives
// what ends it.
func arrange(state State) (stop func()) {
	switch state {
	case Unlocked:
		return unlocked()
	case Locked:
		// The login keyring exists once it has been unlocked the first time.
		unlocked()()
		return daemon("")
	case Silent:
		return silent()
	case Absent, NoBus:
		return func() {}
	default:
		panic("keyringtest: unknown state " + string(state))
	}
}

// unlocked starts gnome-keyring and waits until it stores secrets.
func unlocked() (stop func()) {
	stop = daemon("password", "--unlock")
	await("the keyring to be unlocked", func() bool {
		_, err := oskeyring.Get("keyringtest", "nothing")
		return errors.Is(err, oskeyring.ErrNotFound)
	})
	return stop
}

func daemon(password string, args ...string) (stop func()) {
	cmd := exec.CommandContext(context.Background(), "gnome-keyring-daemon", append([]string{"--foreground", "--components=secrets"}, args...)...) //nolint:gosec // constant arguments
	cmd.Stdin = strings.NewReader(password)
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := cmd.Start(); err != nil {
		panic("keyringtest: gnome-keyring is needed: " + err.Error())
	}
	await("the keyring to come up", owned)
	return func() {
		if err := cmd.Process.Kill(); err != nil {
			panic(err)
		}
		_ = cmd.Wait() // it ends by the signal
		await("the keyring to go", func() bool { return !owned() })
	}
}

// silent takes the keyring's name on the bus and answers nothing.
func silent() (stop func()) {
	conn, err := dbus.ConnectSessionBus(dbus.WithHandler(mute{}))
	if err != nil {
		panic(err)
	}
	if _, err := conn.RequestName(secretService, dbus.NameFlagDoNotQueue); err != nil {
		panic(err)
	}
	return func() { _ = conn.Close() }
}

// mute is an object tree in which every call waits for ever.
type mute struct{}

func (mute) LookupObject(dbus.ObjectPath) (dbus.ServerObject, bool) { select {} }

// owned tells whether somebody has the keyring's name on the bus.
func owned() bool {
	conn, err := dbus.SessionBus()
	if err != nil {
		panic(err)
	}
	var has bool
	if err := conn.BusObject().Call("org.freedesktop.DBus.NameHasOwner", 0, secretService).Store(&has); err != nil {
		panic(err)
	}
	return has
}

func await(what string, done func() bool) {
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if done() {
			return
		}
	}
	fmt.Fprintln(os.Stderr, "keyringtest: waited in vain for", what)
	os.Exit(2)
}

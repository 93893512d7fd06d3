//go:build !windows

package credcli

import (
	"os"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/desktop/internal/exit"
)

// handedOn are the signals that a program which is waited for gets, too.
var handedOn = []os.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT, syscall.SIGUSR1, syscall.SIGUSR2}

func fromTerminal(s os.Signal) bool { return s == syscall.SIGINT || s == syscall.SIGQUIT }

// codeOf is the exit code of a program that has ended, 128 and the signal's
// number when one has ended it, as in shells.
func codeOf(state *os.ProcessState) int {
	if status, ok := state.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		return 128 + int(status.Signal())
	}
	return state.ExitCode()
}

// replace makes this process the program: signals, terminal and exit code are
// then its own.
func replace(_ *cobra.Command, program string, args, env []string) error {
	err := syscall.Exec(program, args, env) //nolint:gosec // what the person wants to run
	return exit.Because(exitCannotRun, &os.PathError{Op: "run", Path: program, Err: err})
}

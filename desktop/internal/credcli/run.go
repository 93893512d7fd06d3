package credcli

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"os/signal"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/desktop/internal/exit"
	"github.com/iam-copilot/iam-copilot/desktop/internal/online"
)

// run runs a program to its end: signals are handed on, and its exit code ends
// this program.
func run(cmd *cobra.Command, program string, args, env []string) error {
	// The end of this program's own context must not kill the other before it
	// has seen the signal.
	child := exec.CommandContext(context.WithoutCancel(cmd.Context()), program, args[1:]...) //nolint:gosec // what the person wants to run
	child.Args[0] = args[0]
	child.Env = env
	child.Stdin, child.Stdout, child.Stderr = cmd.InOrStdin(), cmd.OutOrStdout(), cmd.ErrOrStderr()
	signals := make(chan os.Signal, 16)
	signal.Notify(signals, handedOn...)
	defer signal.Stop(signals)
	if err := child.Start(); err != nil {
		return exit.Because(exitCannotRun, err)
	}
	_, terminal := online.Terminal(cmd)
	ended := make(chan error, 1)
	go func() { ended <- child.Wait() }()
	for {
		select {
		case s := <-signals:
			// A terminal gives its signals to all programs in front of it.
			if !terminal || !fromTerminal(s) {
				_ = child.Process.Signal(s) // it may have ended just now
			}
		case err := <-ended:
			var failed *exec.ExitError
			if err != nil && !errors.As(err, &failed) {
				return exit.Failed(err)
			}
			return exit.With(codeOf(child.ProcessState))
		}
	}
}

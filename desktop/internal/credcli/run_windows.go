package credcli

import (
	"os"

	"github.com/spf13/cobra"
)

// handedOn are the signals that a program which is waited for gets, too. On
// Windows a console gives Ctrl-C to all of its programs; it must only not end
// this one first.
var handedOn = []os.Signal{os.Interrupt}

func fromTerminal(os.Signal) bool { return true }

func codeOf(state *os.ProcessState) int { return state.ExitCode() }

// replace runs the program: Windows cannot make one process of another.
func replace(cmd *cobra.Command, program string, args, env []string) error {
	return run(cmd, program, args, env)
}

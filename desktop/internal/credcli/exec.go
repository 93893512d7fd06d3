package credcli

import (
	"errors"
	"fmt"
	"os"
	"os/exec"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/desktop/internal/exit"
)

// The exit codes of a program that could not be started, as shells have them.
const (
	exitCannotRun = 126
	exitNotFound  = 127
)

func execCommand() *cobra.Command {
	var w wish
	var nested, renew bool
	cmd := &cobra.Command{
		Use: "exec LABEL -- COMMAND [ARGUMENT…]", Short: "Run a program with a session of a credential", Args: cobra.MinimumNArgs(2),
		Long: `Run a program with a session of a credential in its environment.

The AWS credentials, profile and Region of the caller's own environment are left out. Signals
reach the program, and its exit code becomes this one's; 127 means that there is no such
program, 126 that it cannot be run.

The session ends at some time. With --renew the program gets the address of a local endpoint
instead, which gives it a new one in time: for what runs longer than a session.`,
		Example: `  iamcopilot exec production -- aws s3 ls
  iamcopilot exec production --read-only -- terraform plan
  iamcopilot exec production --renew -- ./long-running-job`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if at := cmd.ArgsLenAtDash(); at != 1 && at != -1 {
				return errors.New("write it like this: iamcopilot exec LABEL -- COMMAND")
			}
			if inside := os.Getenv(insideVariable); inside != "" && !nested {
				return fmt.Errorf("this runs inside of iamcopilot exec %q already; add --nested if that is meant", inside)
			}
			w.label = args[0]
			program, err := exec.LookPath(args[1])
			if err != nil {
				code := exitNotFound
				if errors.Is(err, os.ErrPermission) {
					code = exitCannotRun
				}
				return exit.Because(code, err)
			}
			if renew {
				return w.runRenewed(cmd, program, args[1:])
			}
			session, err := w.get(cmd)
			if err != nil {
				return err
			}
			return replace(cmd, program, args[1:], environment(os.Environ(), w.label, variablesOf(session)))
		},
	}
	cmd.Flags().SetInterspersed(true)
	cmd.ValidArgsFunction = w.labels
	w.add(cmd)
	cmd.Flags().BoolVar(&nested, "nested", false, "run inside of another iamcopilot exec")
	cmd.Flags().BoolVar(&renew, "renew", false, "give the program an endpoint that renews the session, in place of the session")
	return cmd
}

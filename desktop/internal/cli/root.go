// Package cli is the command line. One file holds one command, or a family of
// them; Root joins them.
//
// Exit codes are the same for all: 0 it went well, 1 it failed or found
// something, 2 the call was wrong or the input cannot be read.
package cli

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/desktop/internal/accesscli"
	"github.com/iam-copilot/iam-copilot/desktop/internal/credcli"
	"github.com/iam-copilot/iam-copilot/desktop/internal/exit"
	"github.com/iam-copilot/iam-copilot/desktop/internal/online"
	"github.com/iam-copilot/iam-copilot/desktop/internal/policycli"
	"github.com/iam-copilot/iam-copilot/desktop/internal/renewed"
	"github.com/iam-copilot/iam-copilot/desktop/internal/settings"
)

// Root is the command iamcopilot with every command below it.
func Root() *cobra.Command {
	root := &cobra.Command{
		Use:   "iamcopilot",
		Short: "Write, check and reason about AWS IAM policies",
		Long: `Write, check and reason about AWS IAM policies.

Exit codes: 0 it went well, 1 it failed or found something, 2 the call was wrong
or the input cannot be read.`,
		SilenceUsage: true, SilenceErrors: true,
	}
	root.AddCommand(
		loginCommand(),
		logoutCommand(),
		whoamiCommand(),
		versionCommand(),
		doctorCommand(),
	)
	root.AddCommand(policycli.Commands()...)
	root.AddCommand(accesscli.Commands()...)
	root.AddCommand(credcli.Commands()...)
	everywhere(root, addJSON)
	everywhere(root, suggestCommands)
	root.SetFlagErrorFunc(suggestFlags)
	return root
}

// Run executes the command line and gives the exit code.
func Run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	if dir, err := settings.DataDir(); err == nil {
		if err := renewed.Use(dir); err != nil {
			fmt.Fprintln(stderr, "iamcopilot:", err)
		}
	}
	online.Version = version()
	root := Root()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	return exit.Code(root.ExecuteContext(ctx), stderr)
}

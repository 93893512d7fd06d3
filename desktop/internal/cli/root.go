// Package cli is the command line. One file holds one command, or a family of
// them; Root joins them.
//
// Exit codes are the same for all: 0 it went well, 1 it failed or found
// something, 2 the call was wrong or the input cannot be read.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/desktop/internal/accesscli"
	"github.com/iam-copilot/iam-copilot/desktop/internal/policycli"
	"github.com/iam-copilot/iam-copilot/desktop/internal/renewed"
	"github.com/iam-copilot/iam-copilot/desktop/internal/settings"
)

// The exit codes.
const (
	exitFine   = 0
	exitFailed = 1
	exitUsage  = 2
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
	)
	root.AddCommand(policycli.Commands()...)
	root.AddCommand(accesscli.Commands()...)
	return root
}

// Run executes the command line and gives the exit code.
func Run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	if dir, err := settings.DataDir(); err == nil {
		if err := renewed.Use(dir); err != nil {
			fmt.Fprintln(stderr, "iamcopilot:", err)
		}
	}
	root := Root()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	return exitCode(root.ExecuteContext(ctx), stderr)
}

// failure is an error of the work itself, not of the call.
type failure struct{ error }

func (f failure) Unwrap() error { return f.error }

// failed marks an error so that the program ends with exit code 1; nil stays
// nil. Unmarked errors are mistakes in the call and end it with 2.
func failed(err error) error {
	if err == nil {
		return nil
	}
	return failure{err}
}

// exitCode shows the error and gives the code that the program ends with. An
// error without a text says nothing more: the command has shown what it found.
func exitCode(err error, stderr io.Writer) int {
	if err == nil {
		return exitFine
	}
	if text := err.Error(); text != "" {
		fmt.Fprintln(stderr, "iamcopilot:", text)
	}
	var f failure
	var coded interface{ ExitCode() int } // how commands of other packages tell theirs
	switch {
	case errors.As(err, &f):
		return exitFailed
	case errors.As(err, &coded):
		return coded.ExitCode()
	}
	return exitUsage
}

// Package policycli is the part of the command line that works on policies
// without a server: it needs neither account nor network nor display. One file
// holds one command.
//
// Exit codes: 0 nothing was found, or the request is allowed; 1 there are
// findings, or the request is not allowed; 2 the call is wrong or the input
// cannot be read. A batch answers line by line and ends with 0 when it has
// answered all of them, whatever the answers.
package policycli

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// Commands are the commands policy and catalog with those below them. Their
// errors tell the exit code of the program by a method ExitCode where it is not
// that of a wrong call; an error with an empty text has shown what it found.
func Commands() []*cobra.Command {
	policies := group("policy", "Check, simulate and write policies, without a server")
	policies.AddCommand(lintCommand(), simulateCommand(), generateCommand(), explainDenialCommand(), compareCommand())
	policies.AddCommand(rewriteCommands()...)
	policies.AddCommand(checkCommands()...)
	data := group("catalog", "Tell of the AWS data that the program uses, compare it and renew it")
	data.AddCommand(infoCommand(), diffCommand(), exportCommand(), updateCommand())
	return []*cobra.Command{policies, data}
}

// group is a command that only holds others.
func group(name, short string) *cobra.Command {
	return &cobra.Command{
		Use: name, Short: short, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
}

// The exit codes that are not 0.
const (
	exitFound      = 1
	exitUnreadable = 2
)

// ended is how a command ends that has said all there is to say.
type ended int

func (ended) Error() string { return "" }

// ExitCode is the code that the program ends with.
func (e ended) ExitCode() int { return int(e) }

// workFailed is an error of the work itself, not of the call.
type workFailed struct{ error }

func (f workFailed) Unwrap() error { return f.error }

// ExitCode is the code that the program ends with.
func (workFailed) ExitCode() int { return exitFound }

// failed marks an error so that the program ends with exit code 1; nil stays nil.
func failed(err error) error {
	if err == nil {
		return nil
	}
	return workFailed{err}
}

// The output formats.
const (
	formatText  = "text"
	formatJSON  = "json"
	formatSARIF = "sarif"
)

func addFormat(cmd *cobra.Command, format *string, known ...string) {
	cmd.Flags().StringVar(format, "format", known[0], "output format: "+strings.Join(known, ", "))
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(known, cobra.ShellCompDirectiveNoFileComp))
}

func checkFormat(format string, known ...string) error {
	if slices.Contains(known, format) {
		return nil
	}
	return fmt.Errorf("the format %q is not known; use %s", format, strings.Join(known, ", "))
}

// writeJSON writes a value over several lines.
func writeJSON(w io.Writer, value any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(value)
}

// complain tells on standard error what is wrong with an input, and goes on.
func complain(cmd *cobra.Command, err error) {
	fmt.Fprintln(cmd.ErrOrStderr(), "iamcopilot:", err)
}

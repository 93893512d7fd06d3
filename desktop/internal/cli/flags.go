package cli

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/iam-copilot/iam-copilot/desktop/internal/exit"
	"github.com/iam-copilot/iam-copilot/desktop/internal/suggest"
)

// everywhere calls fn with a command and with all below it.
func everywhere(cmd *cobra.Command, fn func(*cobra.Command)) {
	fn(cmd)
	for _, child := range cmd.Commands() {
		everywhere(child, fn)
	}
}

// addJSON gives a command that has formats --json as a short form of
// --format json.
func addJSON(cmd *cobra.Command) {
	format := cmd.Flags().Lookup("format")
	if format == nil || cmd.Flags().Lookup(exit.JSON) != nil {
		return
	}
	cmd.Flags().VarPF(&jsonFlag{format: format.Value}, exit.JSON, "", "the same as --format json").NoOptDefVal = "true"
}

// jsonFlag is a flag that sets another one.
type jsonFlag struct{ format pflag.Value }

// String is what the flag is at first.
func (j *jsonFlag) String() string { return "false" }

// Type makes the flag one without a value.
func (j *jsonFlag) Type() string { return "bool" }

// Set chooses JSON.
func (j *jsonFlag) Set(text string) error {
	on, err := strconv.ParseBool(text)
	if err != nil || !on {
		return err
	}
	return j.format.Set(exit.JSON)
}

// suggestCommands makes a command that only holds others tell which one may
// have been meant.
func suggestCommands(cmd *cobra.Command) {
	if !cmd.HasParent() || !cmd.HasSubCommands() {
		return // the topmost one does so by itself
	}
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return nil
		}
		var names []string
		for _, child := range cmd.Commands() {
			names = append(names, child.Name())
		}
		return meant(fmt.Errorf("unknown command %q for %q", args[0], cmd.CommandPath()), args[0], names, "")
	}
}

// suggestFlags tells which flag may have been meant.
func suggestFlags(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) {
		return err
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			names = append(names, f.Name)
		}
	})
	return meant(err, unknown.GetSpecifiedName(), names, "--")
}

func meant(err error, typed string, names []string, before string) error {
	if near := suggest.Nearest(typed, names); near != "" {
		return fmt.Errorf("%w; did you mean %q?", err, before+near)
	}
	return err
}

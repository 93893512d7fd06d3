package credcli

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/desktop/internal/exit"
)

// The forms of env.
const (
	formSh         = "sh"
	formFish       = "fish"
	formPowerShell = "powershell"
)

func envCommand() *cobra.Command {
	var w wish
	var format exit.Format
	cmd := &cobra.Command{
		Use: "env LABEL", Short: "Print a session of a credential as lines that set the environment", Args: cobra.ExactArgs(1),
		Long: `Print a session of a credential as lines that set the environment of a shell.

The session is then in the environment of everything that the shell starts, until it ends;
iamcopilot exec keeps it to one program.`,
		Example: `  eval "$(iamcopilot env production)"
  iamcopilot env production --format fish | source
  iamcopilot env production --format powershell | Out-String | Invoke-Expression`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := format.Check(); err != nil {
				return err
			}
			w.label = args[0]
			session, err := w.get(cmd)
			if err != nil {
				return err
			}
			return writeVariables(cmd.OutOrStdout(), format.Chosen, variablesOf(session))
		},
	}
	cmd.ValidArgsFunction = w.labels
	w.add(cmd)
	format.Add(cmd, formSh, formFish, formPowerShell, exit.JSON)
	return cmd
}

// writeVariables writes lines that set variables, in the language of a shell.
func writeVariables(out io.Writer, form string, all []variable) error {
	if form == exit.JSON {
		object := map[string]string{}
		for _, v := range all {
			object[v.Name] = v.Value
		}
		return exit.WriteJSON(out, object)
	}
	var lines strings.Builder
	for _, v := range all {
		switch form {
		case formFish:
			fmt.Fprintf(&lines, "set -gx %s %s\n", v.Name, quoteFish(v.Value))
		case formPowerShell:
			fmt.Fprintf(&lines, "$Env:%s = '%s'\n", v.Name, strings.ReplaceAll(v.Value, "'", "''"))
		default:
			fmt.Fprintf(&lines, "export %s=%s\n", v.Name, quoteSh(v.Value))
		}
	}
	_, err := io.WriteString(out, lines.String())
	return err
}

// quoteSh quotes for the shells that follow POSIX, where nothing is special
// between single quotes but the next one.
func quoteSh(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }

// quoteFish quotes for fish, which knows \' and \\ between single quotes.
func quoteFish(s string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(s) + "'"
}

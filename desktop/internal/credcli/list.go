package credcli

import (
	"bytes"
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/desktop/internal/exit"
	"github.com/iam-copilot/iam-copilot/desktop/internal/online"
)

func credentialsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "credentials", Short: "List the vault's credentials, fill the vault, and let profiles use it", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(listCommand(), importCommand(), writeProfileCommand())
	return cmd
}

func listCommand() *cobra.Command {
	var target online.Target
	var format exit.Format
	cmd := &cobra.Command{
		Use: "list", Short: "List the vault's credentials", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := format.Check(); err != nil {
				return err
			}
			c, err := online.ConnectSignedIn(cmd, target)
			if err != nil {
				return err
			}
			defer c.Close()
			server, err := c.Chosen(cmd.Context())
			if err != nil {
				return exit.Failed(err)
			}
			all, err := list(cmd.Context(), server)
			if err != nil {
				return exit.Failed(c.Explain(err))
			}
			if format.Chosen == exit.JSON {
				return exit.WriteJSON(cmd.OutOrStdout(), all)
			}
			var b bytes.Buffer
			table := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
			for _, credential := range all {
				usual := ""
				if credential.IsDefault {
					usual = "default"
				}
				fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\n", credential.Label, credential.Kind, credential.AWSAccountID, credential.AWSRegion, usual)
			}
			_ = table.Flush() // into memory
			_, err = cmd.OutOrStdout().Write(b.Bytes())
			return err
		},
	}
	target.Add(cmd)
	format.Add(cmd)
	return cmd
}

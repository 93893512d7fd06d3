package cli

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/desktop/internal/exit"
	"github.com/iam-copilot/iam-copilot/desktop/internal/online"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// identity is what whoami prints as JSON.
type identity struct {
	Server           string `json:"server"`
	ID               int64  `json:"id"`
	Email            string `json:"email"`
	FullName         string `json:"full_name"`
	DefaultWorkspace int64  `json:"default_workspace_id"`
}

func whoamiCommand() *cobra.Command {
	var target online.Target
	var format exit.Format
	var all bool
	cmd := &cobra.Command{
		Use: "whoami", Short: "Print who is signed in, and where", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := format.Check(); err != nil {
				return err
			}
			targets := []online.Target{target}
			if all {
				var err error
				if targets, err = everyServer(); err != nil {
					return exit.Failed(err)
				}
				if len(targets) == 0 {
					return exit.Failed(online.ErrSignedOut)
				}
			}
			found := []identity{}
			var failed error
			for _, t := range targets {
				who, err := whoIs(cmd, t)
				if err != nil {
					if all {
						err = exit.Failed(fmt.Errorf("%s: %w", t.Server, err))
					}
					failed = errors.Join(failed, err)
					continue
				}
				found = append(found, who)
			}
			return errors.Join(printIdentities(cmd, format.Chosen, all, found), failed)
		},
	}
	target.AddServer(cmd)
	format.Add(cmd)
	cmd.Flags().BoolVar(&all, "all", false, "on every server that you are signed in to")
	cmd.MarkFlagsMutuallyExclusive("all", "server")
	return cmd
}

func whoIs(cmd *cobra.Command, target online.Target) (identity, error) {
	c, err := online.ConnectSignedIn(cmd, target)
	if err != nil {
		return identity{}, err
	}
	defer c.Close()
	me, err := c.Client.Accounts.Me(cmd.Context())
	if err != nil {
		return identity{}, exit.Failed(c.Explain(err))
	}
	return identityOf(c, me), nil
}

func identityOf(c *online.Connection, me api.User) identity {
	return identity{c.Server().String(), me.ID, me.Email, me.FullName, me.DefaultWorkspaceID}
}

func printIdentities(cmd *cobra.Command, format string, all bool, found []identity) error {
	switch {
	case format == exit.JSON && all:
		return exit.WriteJSON(cmd.OutOrStdout(), found)
	case format == exit.JSON && len(found) == 1:
		return exit.WriteJSON(cmd.OutOrStdout(), found[0])
	}
	for _, who := range found {
		name := who.Email
		if who.FullName != "" {
			name = fmt.Sprintf("%s <%s>", who.FullName, who.Email)
		}
		if _, err := fmt.Fprintf(cmd.OutOrStdout(), "%s at %s\n", name, who.Server); err != nil {
			return err
		}
	}
	return nil
}

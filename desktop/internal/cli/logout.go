package cli

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/desktop/internal/exit"
	"github.com/iam-copilot/iam-copilot/desktop/internal/issued"
	"github.com/iam-copilot/iam-copilot/desktop/internal/online"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// left is a server that was signed out of.
type left struct {
	Server    string `json:"server"`
	SignedOut bool   `json:"signed_out"` // false: nobody was signed in
}

func logoutCommand() *cobra.Command {
	var target online.Target
	var format exit.Format
	var all bool
	cmd := &cobra.Command{
		Use: "logout", Short: "Sign out, here and on the server", Args: cobra.NoArgs,
		Long: `Sign out, here and on the server. What AWS sessions are kept on this computer is removed;
those that were handed to programs stay good until they end. A personal access token is forgotten
here, and stays good until it is revoked under Settings.`,
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
			}
			done := []left{}
			var failed error
			for _, t := range targets {
				l, err := logout(cmd, t)
				if failed = errors.Join(failed, err); err == nil {
					done = append(done, l)
				}
			}
			return errors.Join(printLeft(cmd, format.Chosen, all, done), failed)
		},
	}
	target.AddServer(cmd)
	format.Add(cmd)
	cmd.Flags().BoolVar(&all, "all", false, "sign out of every server")
	cmd.MarkFlagsMutuallyExclusive("all", "server")
	return cmd
}

// everyServer is all that the command line is signed in to.
func everyServer() (targets []online.Target, err error) {
	servers, err := online.Servers()
	for _, server := range servers {
		targets = append(targets, online.Target{Server: server})
	}
	return targets, err
}

func logout(cmd *cobra.Command, target online.Target) (left, error) {
	c, err := online.ConnectSession(cmd, target)
	if err != nil {
		return left{}, err
	}
	defer c.Close()
	if err := errors.Join(issued.Open(c.Dir, c.Key, c.Server().String()).Clear(), c.Forget()); err != nil {
		return left{}, exit.Failed(err)
	}
	l := left{c.Server().String(), c.SignedIn()}
	if !l.SignedOut {
		return l, nil
	}
	if err := c.Client.Accounts.Logout(cmd.Context(), api.LogoutIn{}); err != nil {
		return left{}, exit.Failed(refusal(err))
	}
	return l, nil
}

func printLeft(cmd *cobra.Command, format string, all bool, done []left) error {
	switch {
	case format == exit.JSON && all:
		return exit.WriteJSON(cmd.OutOrStdout(), done)
	case format == exit.JSON && len(done) == 1:
		return exit.WriteJSON(cmd.OutOrStdout(), done[0])
	case format == exit.JSON:
		return nil
	}
	out := 0
	for _, l := range done {
		if l.SignedOut {
			out++
			if _, err := fmt.Fprintf(cmd.OutOrStdout(), "Signed out of %s.\n", l.Server); err != nil {
				return err
			}
		}
	}
	if out == 0 && (len(done) > 0 || all) {
		_, err := fmt.Fprintln(cmd.OutOrStdout(), "You were not signed in.")
		return err
	}
	return nil
}

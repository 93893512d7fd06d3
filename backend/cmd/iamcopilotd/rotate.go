package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/backend/server"
)

func rotateKeys() *cobra.Command {
	return &cobra.Command{
		Use: "rotate-keys", Short: "Wrap every data key by the current master key, opening it by the previous ones; exit 1 when some are left", Args: cobra.NoArgs,
		Long: "Wrap every data key by the current master key: that of MASTER_KEY, or else SECRET_KEY. Those that another one has wrapped are opened by the keys in " +
			"SECRET_KEY, SECRET_KEY_PREVIOUS and MASTER_KEY_PREVIOUS. " +
			"Servers go on meanwhile. It can be broken off, and run again, at any time.",
		RunE: func(cmd *cobra.Command, _ []string) error {
			return withServer(cmd.Context(), func(s *server.Server) error {
				left, err := s.RotateKeys(cmd.Context(), cmd.OutOrStdout())
				if err != nil {
					return failure{err}
				}
				if left > 0 {
					return failure{fmt.Errorf("%d workspaces have data keys that are not wrapped by the current master key", left)}
				}
				return nil
			})
		},
	}
}

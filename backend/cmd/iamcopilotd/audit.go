package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

func auditLog() *cobra.Command {
	audit := &cobra.Command{Use: "audit", Short: "Look after the audit log"}
	audit.AddCommand(auditVerify(), auditCheckpoint(), auditRetain())
	return audit
}

func auditVerify() *cobra.Command {
	var file string
	verify := &cobra.Command{
		Use: "verify", Short: "Check the chain of every workspace; exit 1 when a record was changed, moved or removed", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			checkpoints, err := readCheckpoints(file)
			if err != nil {
				return err
			}
			return withServer(cmd.Context(), func(s *server.Server) error {
				broken, err := s.VerifyAudit(cmd.Context(), checkpoints, cmd.OutOrStdout())
				if err != nil {
					return failure{err}
				}
				if broken > 0 {
					return failure{fmt.Errorf("the chain is broken in %d workspaces", broken)}
				}
				return nil
			})
		},
	}
	verify.Flags().StringVar(&file, "checkpoint", "", "check against the checkpoints in this file, one JSON object or several")
	return verify
}

func auditCheckpoint() *cobra.Command {
	return &cobra.Command{
		Use: "checkpoint", Short: "Print a signed checkpoint of every workspace, to be kept apart from the database", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return withServer(cmd.Context(), func(s *server.Server) error {
				if err := s.WriteCheckpoints(cmd.Context(), cmd.OutOrStdout()); err != nil {
					return failure{err}
				}
				return nil
			})
		},
	}
}

func auditRetain() *cobra.Command {
	return &cobra.Command{
		Use: "retain", Short: "Remove the months that are older than AUDIT_RETENTION_MONTHS now; exit 1 when a chain is broken", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return withServer(cmd.Context(), func(s *server.Server) error {
				if err := s.RetainAudit(cmd.Context()); err != nil {
					return failure{err}
				}
				return nil
			})
		},
	}
}

// readCheckpoints reads a file of checkpoints; none when path is empty. A file
// that holds none is refused: it would check nothing.
func readCheckpoints(path string) (all []api.AuditCheckpoint, err error) {
	if path == "" {
		return nil, nil
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	decoder := json.NewDecoder(file)
	decoder.DisallowUnknownFields()
	for {
		var c api.AuditCheckpoint
		if err := decoder.Decode(&c); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, fmt.Errorf("%s holds no readable checkpoint: %w", path, err)
		}
		if c.WorkspaceID == 0 || c.Signature == "" {
			return nil, fmt.Errorf("%s: object %d is not a checkpoint: it has no workspace_id or no signature", path, len(all)+1)
		}
		all = append(all, c)
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("%s holds no checkpoint", path)
	}
	return all, nil
}

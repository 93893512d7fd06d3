package server

import (
	"context"
	"fmt"
	"io"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// InterfaceVersion is the version of the HTTP interface, which is not that of
// the program.
const InterfaceVersion = "1.0.0"

// VerifyAudit checks the audit chain of every workspace, reports each on one
// line of out, and tells how many are broken.
func (s *Server) VerifyAudit(ctx context.Context, out io.Writer) (broken int, err error) {
	ids, err := s.teams.AllIDs(ctx)
	if err != nil {
		return 0, err
	}
	for _, id := range ids {
		result, err := s.audit.Verify(ctx, s.guard.System("audit-verify", id), api.None{})
		if err != nil {
			return broken, err
		}
		verdict := "intact"
		if !result.Valid {
			broken++
			verdict = "BROKEN: " + result.Reason
		}
		if _, err := fmt.Fprintf(out, "workspace %d: %d records, %s\n", id, result.Records, verdict); err != nil {
			return broken, err
		}
	}
	return broken, nil
}

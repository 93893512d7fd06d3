package server

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/mail"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// InterfaceVersion is the version of the HTTP interface, which is not that of
// the program.
const InterfaceVersion = "1.0.0"

// VerifyAudit checks the audit chain of every workspace, reports each on one
// line of out, and tells how many are broken. checkpoints, which were kept
// outside of the database, are held against the chains of their workspaces.
func (s *Server) VerifyAudit(ctx context.Context, checkpoints []api.AuditCheckpoint, out io.Writer) (broken int, err error) {
	ids, err := s.teams.AllIDs(ctx)
	if err != nil {
		return 0, err
	}
	report := func(id int64, v api.AuditVerification) error {
		verdict, from := "intact", ""
		if v.Reason != "" {
			broken++
			verdict = "BROKEN: " + v.Reason
		}
		if v.FirstID > 1 {
			from = fmt.Sprintf(" from record %d on", v.FirstID)
		}
		_, err := fmt.Fprintf(out, "workspace %d: %d records%s, %s\n", id, v.Records, from, verdict)
		return err
	}
	for _, id := range ids {
		result, err := s.verifyOne(ctx, id, checkpoints)
		if err != nil {
			return broken, err
		}
		if err := report(id, result); err != nil {
			return broken, err
		}
	}
	for _, c := range checkpoints {
		if slices.Contains(ids, c.WorkspaceID) {
			continue
		}
		if err := report(c.WorkspaceID, api.AuditVerification{Reason: "There is a checkpoint of this workspace, but the workspace is gone."}); err != nil {
			return broken, err
		}
	}
	return broken, nil
}

// verifyOne checks one workspace, against all of its checkpoints; it gives the
// first thing that is wrong.
func (s *Server) verifyOne(ctx context.Context, id int64, checkpoints []api.AuditCheckpoint) (result api.AuditVerification, err error) {
	sc := s.guard.System("audit-verify", id)
	for _, c := range checkpoints {
		if c.WorkspaceID != id {
			continue
		}
		in := api.AuditVerifyIn{Body: api.AuditVerifyRequest{Checkpoint: &c}}
		if result, err = s.audit.VerifyFrom(ctx, sc, in); errors.Is(err, audit.ErrForged) {
			return api.AuditVerification{Reason: audit.ErrForged.Detail()}, nil
		}
		if err != nil || !result.Valid {
			return result, err
		}
	}
	if result.HoldsCheckpoint != nil {
		return result, nil
	}
	return s.audit.Verify(ctx, sc, api.None{})
}

// WriteCheckpoints writes a signed checkpoint of every workspace's audit log,
// each as one line of JSON.
func (s *Server) WriteCheckpoints(ctx context.Context, out io.Writer) error {
	ids, err := s.teams.AllIDs(ctx)
	if err != nil {
		return err
	}
	lines := json.NewEncoder(out)
	for _, id := range ids {
		checkpoint, err := s.audit.Checkpoint(ctx, s.guard.System("audit-checkpoint", id), api.None{})
		if err != nil {
			return err
		}
		if err := lines.Encode(checkpoint); err != nil {
			return err
		}
	}
	return nil
}

// newOutbox makes the outbox, whose workers act as nobody in particular.
func newOutbox(d *db.DB, g *access.Guard, sender mail.Sender, log *slog.Logger, count func(string)) *mail.Outbox {
	return mail.NewOutbox(mail.OutboxConfig{DB: d, Scope: g.Public(access.Actor{System: "mail"}), Sender: sender, Log: log, Count: count})
}

// sweepEvery is how often what is over is forgotten. Every server does it: a
// row can be forgotten twice.
const sweepEvery = time.Hour

// sweeping forgets what is over, now and then, until its end.
type sweeping struct {
	stop context.CancelFunc
	done sync.WaitGroup
}

func startSweeping(log *slog.Logger, sweeps ...func(context.Context) error) *sweeping {
	ctx, stop := context.WithCancel(context.Background())
	w := &sweeping{stop: stop}
	w.done.Go(func() {
		tick := time.NewTicker(sweepEvery)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			for _, sweep := range sweeps {
				if err := sweep(ctx); err != nil && ctx.Err() == nil {
					log.WarnContext(ctx, "old rows cannot be forgotten", "error", err)
				}
			}
		}
	})
	return w
}

func (w *sweeping) end() {
	w.stop()
	w.done.Wait()
}

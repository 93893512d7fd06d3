package server

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"sync"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/mail"
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

package server

import (
	"cmp"
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/vault"
)

const (
	// rotationsEvery is how often a server looks for rotations of keys that have
	// to go on.
	rotationsEvery = time.Minute
	// noticesEvery is how often a server looks for credentials whose keepers are
	// to be told something. Once a day would do; a server that is restarted often
	// must get there too.
	noticesEvery = 6 * time.Hour
)

// keeping looks after the credentials of all workspaces until its end. Every
// server does it: what is done twice at once is done once.
type keeping struct {
	stop context.CancelFunc
	done sync.WaitGroup
}

func (s *Server) startKeeping(safe *vault.Service) *keeping {
	ctx, stop := context.WithCancel(context.Background())
	k := &keeping{stop: stop}
	public := s.guard.Public(access.Actor{System: "credential-rotation"})
	k.every(ctx, s.log, "rotations", cmp.Or(s.config.RotationsEvery, rotationsEvery), func(ctx context.Context) error {
		return safe.GoOnRotating(ctx, public, func(id int64) access.Scope { return s.guard.System("credential-rotation", id) }, s.log)
	})
	k.every(ctx, s.log, "notices", cmp.Or(s.config.NoticesEvery, noticesEvery), func(ctx context.Context) error {
		ids, err := s.teams.AllIDs(ctx)
		if err != nil {
			return err
		}
		for _, id := range ids {
			if err := safe.Tell(ctx, s.guard.System("credential-notices", id), db.Now()); err != nil {
				return err
			}
		}
		return nil
	})
	return k
}

// firstAfter is how long after its start a server does what it does seldom for
// the first time.
const firstAfter = time.Minute

func (k *keeping) every(ctx context.Context, log *slog.Logger, what string, wait time.Duration, do func(context.Context) error) {
	k.done.Go(func() {
		next := time.NewTimer(min(wait, firstAfter))
		defer next.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-next.C:
			}
			if err := do(ctx); err != nil && ctx.Err() == nil {
				log.WarnContext(ctx, "the credentials cannot be looked after", "what", what, "error", err)
			}
			next.Reset(wait)
		}
	})
}

func (k *keeping) end() {
	k.stop()
	k.done.Wait()
}

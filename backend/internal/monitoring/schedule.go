package monitoring

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

// Start uses the newest snapshot, follows what other servers read, and reads
// AWS's service reference when it is time.
func (s *Service) Start() {
	ctx, stop := context.WithCancel(context.Background())
	s.stop = stop
	if err := s.useNewest(ctx); err != nil {
		s.Log.WarnContext(ctx, "the newest catalog cannot be used", "error", err)
	}
	s.done.Go(func() { s.follow(ctx) })
}

// Close ends what Start began.
func (s *Service) Close() {
	if s.stop != nil {
		s.stop()
		s.done.Wait()
	}
}

func (s *Service) follow(ctx context.Context) {
	for {
		// Servers that start together do not all look at once.
		wait := renewEvery + rand.N(renewEvery/2) //nolint:gosec // no secret
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
		if err := s.tick(ctx); err != nil && ctx.Err() == nil && !errors.Is(err, ErrBusy) {
			s.Log.WarnContext(ctx, "AWS's changes cannot be followed", "error", err)
		}
	}
}

// tick looks when it is time, and uses what another server has found.
func (s *Service) tick(ctx context.Context) error {
	state, err := s.store.check(ctx, s.public)
	if err != nil {
		return err
	}
	if next := s.next(state); next != nil && !next.After(db.Now()) {
		_, err = s.Refresh(ctx)
		return err
	}
	return s.useNewest(ctx)
}

// retryAfter is how soon to look again after a failure; the interval when that
// is shorter.
const retryAfter = time.Hour

// next is when to look next; nil: never by itself.
func (s *Service) next(state checkRow) *time.Time {
	if s.Every == 0 {
		return nil
	}
	at := db.Now()
	switch {
	case state.FailedAt != nil:
		at = state.FailedAt.Add(min(s.Every, retryAfter))
	case state.CheckedAt != nil:
		at = state.CheckedAt.Add(s.Every)
	}
	at = at.UTC()
	return &at
}

// Health tells whether AWS's changes are being followed.
func (s *Service) Health(ctx context.Context, sc access.Scope, _ api.None) (api.MonitoringHealth, error) {
	state, err := s.store.check(ctx, sc)
	if err != nil {
		return api.MonitoringHealth{}, err
	}
	about := catalog.Info()
	out := api.MonitoringHealth{
		Status: "ok", Source: s.Source, EveryHours: s.Every.Hours(), CheckedAt: db.UTC(state.CheckedAt), FailedAt: db.UTC(state.FailedAt), Failure: state.Failure,
		NextCheckAt: s.next(state), CatalogDate: about.Date, Services: about.Services, Actions: about.Actions,
	}
	if out.LatestReport, err = s.Newest(ctx, sc); err != nil {
		return api.MonitoringHealth{}, err
	}
	switch {
	case state.FailedAt != nil:
		out.Status = "failing"
	case s.Every == 0:
		out.Status = "off"
	case state.CheckedAt == nil:
		out.Status = "waiting"
	case db.Now().Sub(*state.CheckedAt) > 3*s.Every:
		out.Status = "stale"
	}
	return out, nil
}

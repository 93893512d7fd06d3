package plans

import (
	"context"
	"strconv"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
)

// forgottenAtOnce is how many plans go in one transaction.
const forgottenAtOnce = 500

// Forget removes the plans of a workspace that were made before a time, with their
// steps and the sealed preimages, which makes them impossible to take back. What they
// have done stays in the audit log, which also gets a record of each removal. Those
// that somebody applies just now stay. It gives how many are gone.
func (s *Service) Forget(ctx context.Context, sc access.Scope, before time.Time) (gone int, err error) {
	for {
		n, err := s.forgetSome(ctx, sc, before)
		gone += n
		if err != nil || n < forgottenAtOnce {
			return gone, err
		}
	}
}

func (s *Service) forgetSome(ctx context.Context, sc access.Scope, before time.Time) (gone int, err error) {
	err = s.db.Tx(ctx, sc, func(ctx context.Context) error {
		ids, err := s.store.old(ctx, sc, before, s.now(), forgottenAtOnce)
		if err != nil || len(ids) == 0 {
			return err
		}
		if gone, err = s.store.remove(ctx, sc, ids, s.now()); err != nil || gone == 0 {
			return err
		}
		return s.audit.Record(ctx, sc, audit.Entry{
			Action: "plan.forgotten", ResourceType: "plan",
			Details: map[string]string{
				"plans": strconv.Itoa(gone), "first": strconv.FormatInt(ids[0], 10), "last": strconv.FormatInt(ids[len(ids)-1], 10),
				"made_before": before.UTC().Format(time.RFC3339),
			},
		})
	})
	return gone, err
}

// old gives ids of plans that were made before a time and that nobody applies now.
func (s store) old(ctx context.Context, sc access.Scope, before, now time.Time, limit int) (ids []int64, err error) {
	err = s.db.For(ctx, sc).Model(&planRow{}).Where("created_at < ? and (lease_until is null or lease_until < ?)", before, now).
		Order("id").Limit(limit).Pluck("id", &ids).Error
	return ids, err
}

// remove deletes plans that nobody applies now; their steps go with them.
func (s store) remove(ctx context.Context, sc access.Scope, ids []int64, now time.Time) (int, error) {
	gone := s.db.For(ctx, sc).Where("id in ? and (lease_until is null or lease_until < ?)", ids, now).Delete(&planRow{})
	return int(gone.RowsAffected), gone.Error
}

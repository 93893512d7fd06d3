package plans

import (
	"context"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/page"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Get gives one plan with its steps.
func (s *Service) Get(ctx context.Context, sc access.Scope, in api.ByID) (api.Plan, error) {
	row, err := s.store.byID(ctx, sc, in.ID)
	if err != nil {
		return api.Plan{}, err
	}
	steps, err := s.store.steps(ctx, sc, in.ID)
	if err != nil {
		return api.Plan{}, err
	}
	return row.view(steps, s.now())
}

// List gives a piece of the workspace's plans, newest first.
func (s *Service) List(ctx context.Context, sc access.Scope, in api.PlanListIn) (api.PlanList, error) {
	before, err := page.Position(in.Cursor)
	if err != nil {
		return api.PlanList{}, err
	}
	rows, err := s.store.list(ctx, sc, before, in.State, in.Limit+1)
	if err != nil {
		return api.PlanList{}, err
	}
	now := s.now()
	var out api.PlanList
	out.Items, out.NextCursor = page.Cut(rows, in.Limit, func(r *planRow) int64 { return r.ID },
		func(r *planRow) api.PlanSummary { return r.summary(now) })
	return out, nil
}

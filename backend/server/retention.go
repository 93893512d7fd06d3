package server

import (
	"context"
	"time"
)

// mostPlanRetention is the most days that plans can be kept, a century, besides 0 for
// ever.
const mostPlanRetention = 36_500

// plansEvery is how often old plans are looked for, workspace by workspace.
const plansEvery = 24 * time.Hour

// forgetPlans makes a sweep that removes old plans of all workspaces, once a day; with
// PLAN_RETENTION_DAYS=0 none.
func (s *Server) forgetPlans() func(context.Context) error {
	var last time.Time
	return func(ctx context.Context) error {
		now := time.Now()
		if s.config.PlanRetentionDays == 0 || now.Sub(last) < plansEvery {
			return nil
		}
		ids, err := s.teams.AllIDs(ctx)
		if err != nil {
			return err
		}
		before := now.AddDate(0, 0, -s.config.PlanRetentionDays)
		for _, id := range ids {
			if _, err := s.planned.Forget(ctx, s.guard.System("plan-retention", id), before); err != nil {
				return err
			}
		}
		last = now
		return nil
	}
}

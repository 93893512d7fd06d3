package agent

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/page"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// maxListed is how many things an answer lists that is not cut into pieces.
const maxListed = 500

// errEnough ends a walk that has found as much as is shown.
var errEnough = errors.New("enough")

// Runs lists the runs.
func (s *Service) Runs(ctx context.Context, sc access.Scope, in api.AgentRunListIn) (api.AgentRunList, error) {
	before, err := page.Position(in.Cursor)
	if err != nil {
		return api.AgentRunList{}, err
	}
	rows, err := s.store.runs(ctx, sc, before, in.Limit+1)
	if err != nil {
		return api.AgentRunList{}, err
	}
	var out api.AgentRunList
	out.Items, out.NextCursor = page.Cut(rows, in.Limit, func(r *runRow) int64 { return r.ID }, (*runRow).view)
	return out, nil
}

// Run gives one run with a piece of its changes, in the order they were found.
func (s *Service) Run(ctx context.Context, sc access.Scope, in api.AgentRunIn) (api.AgentRunDetail, error) {
	after, err := page.Position(in.Cursor)
	if err != nil {
		return api.AgentRunDetail{}, err
	}
	row, err := s.store.run(ctx, sc, in.ID)
	if err != nil {
		return api.AgentRunDetail{}, err
	}
	rows, err := s.store.changes(ctx, sc, in, after, in.Limit+1)
	if err != nil {
		return api.AgentRunDetail{}, err
	}
	out := api.AgentRunDetail{AgentRun: row.view()}
	var unreadable error
	out.Changes, out.NextCursor = page.Cut(rows, in.Limit, func(r *changeRow) int64 { return r.ID }, func(r *changeRow) api.PlannedChange {
		v, err := r.view()
		unreadable = errors.Join(unreadable, err)
		return v
	})
	return out, unreadable
}

// AnalyzeService tells what the newest changes of one service mean for the stored policies.
func (s *Service) AnalyzeService(ctx context.Context, sc access.Scope, in api.AgentServiceIn) (api.AgentServiceAnalysis, error) {
	report, changes, err := s.reports.Changes(ctx, sc, 0)
	if err != nil {
		return api.AgentServiceAnalysis{}, err
	}
	out := api.AgentServiceAnalysis{Service: strings.ToLower(in.Service), ReportID: report.ID, Changes: []api.PlannedChange{}}
	if !catalog.Known(out.Service) && !slices.Contains(changes.Services(), out.Service) {
		return out, ErrUnknown.Saying("AWS has no service with the prefix %q.", in.Service)
	}
	err = s.each(ctx, sc, func(p api.StoredPolicy) error {
		out.Policies++
		for _, r := range stored(changes, p) {
			if r.Service != out.Service {
				continue
			}
			if len(out.Changes) == maxListed {
				out.More = true
				return errEnough
			}
			v, err := r.view()
			if err != nil {
				return err
			}
			out.Changes = append(out.Changes, v)
		}
		return nil
	})
	if errors.Is(err, errEnough) {
		err = nil
	}
	return out, err
}

// CheckOperation tells what AWS has of an operation, and which stored policies
// name it or reach it.
func (s *Service) CheckOperation(ctx context.Context, sc access.Scope, in api.AgentOperationIn) (api.AgentOperation, error) {
	action := strings.ToLower(in.Service) + ":" + in.Operation
	if policy.HasWildcard(action) || strings.ContainsAny(in.Operation, ": \t\n") {
		return api.AgentOperation{}, ErrOperation
	}
	out := s.operation(ctx, sc, action)
	err := s.each(ctx, sc, func(p api.StoredPolicy) error {
		doc := policy.ParseString(p.Document)
		for i := range doc.Statements {
			st := &doc.Statements[i]
			effect := "Allow"
			if !st.IsAllow() {
				if effect = "Deny"; !st.IsDeny() {
					continue
				}
			}
			for _, pattern := range st.Action.Texts() {
				if !policy.MatchAction(pattern, action) {
					continue
				}
				if len(out.Policies) == maxListed {
					out.More = true
					return errEnough
				}
				out.Policies = append(out.Policies, api.AgentOperationBy{PolicyID: p.ID, Name: p.Name, Effect: effect, Pattern: pattern})
			}
		}
		return nil
	})
	if errors.Is(err, errEnough) {
		err = nil
	}
	return out, err
}

// operation is what the catalog says of an action.
func (s *Service) operation(ctx context.Context, sc access.Scope, action string) api.AgentOperation {
	out := api.AgentOperation{
		Action: action, Status: "unknown", CatalogDate: catalog.Info().Date, ResourceTypes: []string{}, ConditionKeys: []string{},
		DependentActions: []string{}, Similar: []string{}, Policies: []api.AgentOperationBy{},
	}
	prefix, name, _ := strings.Cut(action, ":")
	if a := catalog.LookupAction(action); a != nil {
		out.Action, out.Status, out.AccessLevel, out.Description = prefix+":"+a.Name, "current", string(a.Level), a.Description
		out.ConditionKeys = append(out.ConditionKeys, a.ConditionKeys...)
		out.DependentActions = append(out.DependentActions, a.DependentActions...)
		for _, r := range a.Resources {
			out.ResourceTypes = append(out.ResourceTypes, r.Name)
			for _, d := range r.DependentActions {
				if !slices.Contains(out.DependentActions, d) {
					out.DependentActions = append(out.DependentActions, d)
				}
			}
		}
		return out
	}
	if catalog.Accepted(action) {
		out.Status = "accepted"
		return out
	}
	if _, changes, err := s.reports.Changes(ctx, sc, 0); err == nil && changes.Removed(action) {
		out.Status = "removed"
	}
	out.Similar = append(out.Similar, catalog.WithName(name)...)
	return out
}

// Health tells whether the workspace's policies keep up with AWS.
func (s *Service) Health(ctx context.Context, sc access.Scope, _ api.None) (api.AgentHealth, error) {
	out := api.AgentHealth{Status: "ok"}
	var err error
	if out.LatestReport, err = s.reports.Newest(ctx, sc); err != nil {
		return out, err
	}
	rows, err := s.store.runs(ctx, sc, 0, 1)
	if err != nil {
		return out, err
	}
	if len(rows) == 0 {
		out.Status = "never"
		return out, nil
	}
	last := rows[0].view()
	out.LastRun = &last
	if out.Open, err = s.store.waiting(ctx, sc, last.ID); err != nil {
		return out, err
	}
	switch {
	case last.ReportID < out.LatestReport:
		out.Status = "behind"
	case out.Open > 0:
		out.Status = "pending"
	}
	return out, nil
}

package agent

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/compare"
	"github.com/iam-copilot/iam-copilot/shared/policy/impact"
)

// Change gives one change of a run.
func (s *Service) Change(ctx context.Context, sc access.Scope, in api.PlannedChangeIn) (api.PlannedChange, error) {
	r, err := s.store.change(ctx, sc, in.Run, in.Change)
	if err != nil {
		return api.PlannedChange{}, err
	}
	return r.view()
}

// Apply stores the edit of a change as a new version of the policy.
func (s *Service) Apply(ctx context.Context, sc access.Scope, in api.PlannedChangeIn) (api.PlannedChange, error) {
	r, err := s.store.change(ctx, sc, in.Run, in.Change)
	if err != nil {
		return api.PlannedChange{}, err
	}
	if err := s.apply(ctx, sc, r, false); err != nil {
		return api.PlannedChange{}, err
	}
	return s.Change(ctx, sc, in)
}

// Dismiss leaves the policy as it is.
func (s *Service) Dismiss(ctx context.Context, sc access.Scope, in api.PlannedChangeIn) (api.PlannedChange, error) {
	r, err := s.store.change(ctx, sc, in.Run, in.Change)
	if err != nil {
		return api.PlannedChange{}, err
	}
	err = s.db.Tx(ctx, sc, func(ctx context.Context) error { return s.settle(ctx, sc, r, dismissed, 0) })
	if err != nil {
		return api.PlannedChange{}, err
	}
	return s.Change(ctx, sc, in)
}

// settle writes what was decided, with its audit record.
func (s *Service) settle(ctx context.Context, sc access.Scope, r *changeRow, state string, version int) error {
	user, err := sc.User()
	if err != nil {
		return err
	}
	if err := s.store.decide(ctx, sc, r.ID, map[string]any{"state": state, "applied_version": version, "decided_by": user, "decided_at": db.Now()}); err != nil {
		return err
	}
	r.State, r.AppliedVersion = state, version
	return s.audit.Record(ctx, sc, audit.Entry{
		Action: "agent.change_" + state, ResourceType: "agent_change", ResourceID: fmt.Sprint(r.ID),
		Details: map[string]string{"run_id": fmt.Sprint(r.RunID), "policy": r.Subject, "version": fmt.Sprint(version)},
	})
}

// apply stores the edit. The policy may have moved on since the run: then the
// edit is made anew for what it is now, or the change is stale. Nobody gets more
// by an edit that was to grant nothing new (safe).
func (s *Service) apply(ctx context.Context, sc access.Scope, r *changeRow, safe bool) error {
	switch {
	case r.State != open:
		return ErrDecided
	case r.Proposal == "" || r.PolicyID == nil:
		return ErrNoEdit.Saying("There is no edit to store: %s", r.Advice)
	}
	p, err := s.library.Get(ctx, sc, api.ByID{ID: *r.PolicyID})
	if err != nil {
		return err
	}
	proposal, err := s.current(ctx, sc, r, p)
	if errors.Is(err, ErrStale) {
		return errors.Join(err, s.db.Tx(ctx, sc, func(ctx context.Context) error { return s.settle(ctx, sc, r, stale, 0) }))
	}
	if err != nil {
		return err
	}
	if safe && proposal.Relation != compare.Equivalent && proposal.Relation != compare.Narrower {
		return ErrNoEdit
	}
	document, err := json.Marshal(proposal.Document)
	if err != nil {
		return err
	}
	cases := withNew(p.CaseList, casesOf(proposal))
	if err := s.tried(ctx, sc, p, document); err != nil {
		return err
	}
	return s.db.Tx(ctx, sc, func(ctx context.Context) error {
		stored, err := s.library.AddVersion(ctx, sc, api.AddPolicyVersionIn{ID: p.ID, Body: api.AddPolicyVersionRequest{
			Document: document, Base: p.Version, Comment: proposal.Title + ", for what AWS changed",
		}})
		if err != nil {
			return err
		}
		if len(cases) > len(p.CaseList) {
			if _, err := s.library.Update(ctx, sc, api.UpdatePolicyIn{ID: p.ID, Body: api.UpdatePolicyRequest{Cases: cases}}); err != nil {
				return err
			}
		}
		return s.settle(ctx, sc, r, applied, stored.Version)
	})
}

// current is the edit for the policy as it is now.
func (s *Service) current(ctx context.Context, sc access.Scope, r *changeRow, p api.StoredPolicy) (*impact.Proposal, error) {
	if p.Version == r.Version {
		var kept impact.Proposal
		return &kept, json.Unmarshal([]byte(r.Proposal), &kept)
	}
	var effect impact.Effect
	if err := json.Unmarshal([]byte(r.Effect), &effect); err != nil {
		return nil, err
	}
	run, err := s.store.run(ctx, sc, r.RunID)
	if err != nil {
		return nil, err
	}
	_, changes, err := s.reports.Changes(ctx, sc, run.ReportID)
	if err != nil {
		return nil, err
	}
	doc := policy.ParseString(p.Document)
	for _, e := range changes.Of(doc) {
		if e.Kind == effect.Kind && e.Pattern == effect.Pattern && e.Sid == effect.Sid {
			if proposal, _ := changes.Propose(doc, policy.Kind(p.PolicyType), e); proposal != nil {
				return proposal, nil
			}
		}
	}
	return nil, ErrStale
}

// tried refuses an edit that breaks a case which the policy passes today.
func (s *Service) tried(ctx context.Context, sc access.Scope, p api.StoredPolicy, document json.RawMessage) error {
	if len(p.CaseList) == 0 {
		return nil
	}
	before, err := s.library.RunCases(ctx, sc, api.RunPolicyCasesIn{ID: p.ID})
	if err != nil {
		return err
	}
	after, err := s.library.RunCases(ctx, sc, api.RunPolicyCasesIn{ID: p.ID, Body: api.RunPolicyCasesRequest{Document: document}})
	if err != nil {
		return err
	}
	var broken []string
	for i := range after.Results {
		if !after.Results[i].Passed && i < len(before.Results) && before.Results[i].Passed {
			broken = append(broken, after.Results[i].Name)
		}
	}
	if len(broken) > 0 {
		return ErrCases.Saying("The edit breaks cases that the policy passes today: %s.", strings.Join(broken, ", "))
	}
	return nil
}

// maxCases is how many cases a policy may have.
const maxCases = 100

// withNew adds cases that are not there yet, as far as there is room.
func withNew(have, more []api.PolicyCase) []api.PolicyCase {
	out := slices.Clone(have)
	for _, c := range more {
		same := func(x api.PolicyCase) bool {
			return x.Expect == c.Expect && x.Action == c.Action && x.Resource == c.Resource
		}
		if len(out) < maxCases && !slices.ContainsFunc(out, same) {
			out = append(out, c)
		}
	}
	return out
}

// missing tells whether an error is that the thing is not there.
func missing(err error) bool {
	return err != nil && fault.Of(err).Kind() == fault.NotFound
}

package agent

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/policy/impact"
)

// The states of runs and of changes.
const (
	running   = "running"
	completed = "completed"
	failed    = "failed"

	open      = "open"
	applied   = "applied"
	dismissed = "dismissed"
	stale     = "stale"
)

type runRow struct {
	ID           int64
	WorkspaceID  int64
	ReportID     int64
	JobID        *int64
	State        string
	CredentialID int64
	AccountID    string
	AutoApply    bool
	Policies     int
	Affected     int
	Breaking     int
	Review       int
	Notes        int
	Applied      int
	Failure      string
	StartedBy    *int64
	StartedAt    time.Time
	EndedAt      *time.Time
}

func (runRow) TableName() string { return "agent_runs" }

type changeRow struct {
	ID             int64
	WorkspaceID    int64
	RunID          int64
	PolicyID       *int64
	Subject        string
	SubjectKind    string
	Version        int
	Level          string
	Service        string
	Effect         string // impact.Effect as JSON
	Proposal       string // impact.Proposal as JSON; empty for none
	Advice         string
	State          string
	AppliedVersion int
	DecidedBy      *int64
	DecidedAt      *time.Time
}

func (changeRow) TableName() string { return "agent_changes" }

type store struct{ db *db.DB }

func (s store) insertRun(ctx context.Context, sc access.Scope, r *runRow) error {
	return s.db.For(ctx, sc).Create(r).Error
}

func (s store) updateRun(ctx context.Context, sc access.Scope, id int64, columns map[string]any) error {
	return s.db.Tx(ctx, sc, func(ctx context.Context) error {
		return s.db.For(ctx, sc).Model(&runRow{}).Where("id = ?", id).Updates(columns).Error
	})
}

func (s store) run(ctx context.Context, sc access.Scope, id int64) (*runRow, error) {
	var r runRow
	err := s.db.For(ctx, sc).Where("id = ?", id).Take(&r).Error
	if db.NoRows(err) {
		return nil, ErrNoRun
	}
	return &r, err
}

func (s store) runs(ctx context.Context, sc access.Scope, before int64, limit int) ([]runRow, error) {
	q := s.db.For(ctx, sc)
	if before > 0 {
		q = q.Where("id < ?", before)
	}
	var rows []runRow
	err := q.Order("id desc").Limit(limit).Find(&rows).Error
	return rows, err
}

// clear removes what an earlier attempt of a run has written, but for what has
// been decided.
func (s store) clear(ctx context.Context, sc access.Scope, run int64) error {
	return s.db.For(ctx, sc).Where("run_id = ? and state = ?", run, open).Delete(&changeRow{}).Error
}

func (s store) insertChanges(ctx context.Context, sc access.Scope, rows []changeRow) error {
	if len(rows) == 0 {
		return nil
	}
	return s.db.For(ctx, sc).CreateInBatches(&rows, 200).Error
}

func (s store) changes(ctx context.Context, sc access.Scope, in api.AgentRunIn, after int64, limit int) ([]changeRow, error) {
	q := s.db.For(ctx, sc).Where("run_id = ? and id > ?", in.ID, after)
	if in.Level != "" {
		q = q.Where("level = ?", in.Level)
	}
	if in.State != "" {
		q = q.Where("state = ?", in.State)
	}
	var rows []changeRow
	err := q.Order("id").Limit(limit).Find(&rows).Error
	return rows, err
}

func (s store) change(ctx context.Context, sc access.Scope, run, id int64) (*changeRow, error) {
	var r changeRow
	err := s.db.For(ctx, sc).Where("id = ? and run_id = ?", id, run).Take(&r).Error
	if db.NoRows(err) {
		return nil, ErrNoChange
	}
	return &r, err
}

// decide settles a change that is open; of two people who do, one does.
func (s store) decide(ctx context.Context, sc access.Scope, id int64, columns map[string]any) error {
	done := s.db.For(ctx, sc).Model(&changeRow{}).Where("id = ? and state = ?", id, open).Updates(columns)
	if done.Error == nil && done.RowsAffected == 0 {
		return ErrDecided
	}
	return done.Error
}

// waiting counts what is open in a run, without notes.
func (s store) waiting(ctx context.Context, sc access.Scope, run int64) (int64, error) {
	var n int64
	err := s.db.For(ctx, sc).Model(&changeRow{}).Where("run_id = ? and state = ? and level <> ?", run, open, string(impact.Note)).Count(&n).Error
	return n, err
}

func (r *runRow) view() api.AgentRun {
	out := api.AgentRun{
		ID: r.ID, ReportID: r.ReportID, State: r.State, CredentialID: r.CredentialID, AccountID: r.AccountID, AutoApply: r.AutoApply,
		Policies: r.Policies, Affected: r.Affected, Counts: api.AgentCounts{Breaking: r.Breaking, Review: r.Review, Notes: r.Notes},
		Applied: r.Applied, Failure: r.Failure, StartedAt: r.StartedAt.UTC(), EndedAt: db.UTC(r.EndedAt),
	}
	if r.JobID != nil {
		out.JobID = *r.JobID
	}
	return out
}

func (r *changeRow) view() (api.PlannedChange, error) {
	out := api.PlannedChange{
		ID: r.ID, RunID: r.RunID, Subject: r.Subject, SubjectKind: r.SubjectKind, Version: r.Version, Advice: r.Advice, State: r.State,
		AppliedVersion: r.AppliedVersion, DecidedAt: db.UTC(r.DecidedAt),
	}
	if r.PolicyID != nil {
		out.PolicyID = *r.PolicyID
	}
	var e impact.Effect
	err := json.Unmarshal([]byte(r.Effect), &e)
	out.Effect = effectView(e)
	if r.Proposal != "" {
		var p impact.Proposal
		err = errors.Join(err, json.Unmarshal([]byte(r.Proposal), &p))
		out.Proposal = proposalView(&p)
	}
	return out, err
}

func effectView(e impact.Effect) api.AgentEffect {
	return api.AgentEffect{
		Kind: string(e.Kind), Level: string(e.Level), Service: e.Service, Statement: e.Statement, Sid: e.Sid, Path: e.Path,
		Pattern: e.Pattern, Names: append([]string{}, e.Names...), Detail: e.Detail,
	}
}

func proposalView(p *impact.Proposal) *api.AgentProposal {
	out := &api.AgentProposal{Edit: string(p.Edit), Title: p.Title, Document: p.Document, Relation: string(p.Relation), Cases: casesOf(p)}
	if p.Witness != nil {
		w := api.PolicyWitness(*p.Witness)
		out.Witness = &w
	}
	return out
}

// casesOf are the requests of a proposal as the library keeps them.
func casesOf(p *impact.Proposal) []api.PolicyCase {
	out := make([]api.PolicyCase, len(p.Cases))
	for i, c := range p.Cases {
		out[i] = api.PolicyCase{Name: c.Name, Expect: c.Expect, Action: c.Action, Resource: c.Resource}
	}
	return out
}

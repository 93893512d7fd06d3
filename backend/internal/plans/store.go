package plans

import (
	"context"
	"encoding/json"
	"time"

	"gorm.io/gorm"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// The states of a plan; one that was not begun in time is shown as expired.
const (
	statePlanned   = "planned"
	stateApplying  = "applying"
	stateApplied   = "applied"
	stateFailed    = "failed"
	statePartially = "failed_partially"
	stateExpired   = "expired"
)

// The states of a step.
const (
	stepPending = "pending"
	stepStarted = "started"
	stepDone    = "done"
	stepFailed  = "failed"
)

type planRow struct {
	ID                int64
	WorkspaceID       int64
	CreatedBy         *int64
	Author            string `gorm:"->;-:migration"` // of a query that joins users
	State             string
	Hash              string
	Title             string
	AccountID         string
	CredentialID      int64
	About             string // about as JSON
	EncryptedPreimage []byte
	Error             string
	UndoOf            *int64
	PolicyID          *int64
	CreatedAt         time.Time
	ExpiresAt         time.Time
	LeaseUntil        *time.Time // whoever applies it holds it until then; also tells who that is
	AppliedAt         *time.Time
	StepCount         int `gorm:"->;-:migration"`
}

func (planRow) TableName() string { return "plans" }

type stepRow struct {
	WorkspaceID int64
	PlanID      int64
	N           int
	Operation   string
	Target      string
	Input       string
	Says        string
	Reversible  bool
	State       string
	Output      string // of Outcome.Output, as JSON
	Note        string
	Error       string
	StartedAt   *time.Time
	EndedAt     *time.Time
}

func (stepRow) TableName() string { return "plan_steps" }

// about is what a plan says of itself.
type about struct {
	Summary  []string          `json:"summary"`
	Access   api.PlanAccess    `json:"access"`
	Findings []api.PlanFinding `json:"findings"`
	Affected []string          `json:"affected"`
	Warnings []string          `json:"warnings"`
}

type store struct{ db *db.DB }

func (s store) insert(ctx context.Context, sc access.Scope, row *planRow, steps []stepRow) error {
	if err := s.db.For(ctx, sc).Omit("Author", "StepCount").Create(row).Error; err != nil {
		return err
	}
	for i := range steps {
		steps[i].PlanID = row.ID
	}
	return s.db.For(ctx, sc).CreateInBatches(steps, 50).Error
}

func (s store) withAuthor(ctx context.Context, sc access.Scope, columns string) *gorm.DB {
	return s.db.For(ctx, sc).Model(&planRow{}).Select(columns + ", coalesce(users.email, '') as author").
		Joins("left join users on users.id = plans.created_by")
}

func (s store) byID(ctx context.Context, sc access.Scope, id int64) (*planRow, error) {
	var r planRow
	err := s.withAuthor(ctx, sc, "plans.*").Where("plans.id = ?", id).Take(&r).Error
	if db.NoRows(err) {
		return nil, ErrNotFound
	}
	return &r, err
}

func (s store) steps(ctx context.Context, sc access.Scope, plan int64) ([]stepRow, error) {
	var rows []stepRow
	err := s.db.For(ctx, sc).Where("plan_id = ?", plan).Order("n").Find(&rows).Error
	return rows, err
}

// list gives plans before an id, newest first; before 0 means from the newest on.
func (s store) list(ctx context.Context, sc access.Scope, before int64, state string, limit int) ([]planRow, error) {
	q := s.withAuthor(ctx, sc, "plans.id, plans.state, plans.title, plans.account_id, plans.credential_id, plans.undo_of, plans.created_at, plans.expires_at, "+
		"(select count(*) from plan_steps where plan_steps.plan_id = plans.id) as step_count")
	if before > 0 {
		q = q.Where("plans.id < ?", before)
	}
	if state != "" {
		q = q.Where("plans.state = ?", state)
	}
	var rows []planRow
	err := q.Order("plans.id desc").Limit(limit).Find(&rows).Error
	return rows, err
}

// claim takes the plan for whoever applies it, unless somebody else has it, and
// tells whether it did. The lease's end is the proof of holding it.
func (s store) claim(ctx context.Context, sc access.Scope, id int64, now, lease time.Time) (bool, error) {
	done := s.db.For(ctx, sc).Model(&planRow{}).
		Where("id = ? and state <> ? and (lease_until is null or lease_until < ?)", id, stateApplied, now).
		Updates(map[string]any{"state": stateApplying, "lease_until": lease, "error": ""})
	return done.RowsAffected == 1, done.Error
}

// hold changes the plan for whoever holds the lease, and tells whether that is
// still so.
func (s store) hold(ctx context.Context, sc access.Scope, id int64, lease time.Time, columns map[string]any) (bool, error) {
	done := s.db.For(ctx, sc).Model(&planRow{}).Where("id = ? and lease_until = ?", id, lease).Updates(columns)
	return done.RowsAffected == 1, done.Error
}

func (s store) updateStep(ctx context.Context, sc access.Scope, plan int64, n int, columns map[string]any) error {
	return s.db.For(ctx, sc).Model(&stepRow{}).Where("plan_id = ? and n = ?", plan, n).Updates(columns).Error
}

// state is how the plan is shown at a time.
func (r *planRow) state(now time.Time) string {
	if r.State == statePlanned && !now.Before(r.ExpiresAt) {
		return stateExpired
	}
	return r.State
}

// view is the plan as the interface shows it.
func (r *planRow) view(steps []stepRow, now time.Time) (api.Plan, error) {
	var a about
	if err := json.Unmarshal([]byte(r.About), &a); err != nil {
		return api.Plan{}, err
	}
	out := api.Plan{
		ID: r.ID, State: r.state(now), Hash: r.Hash, Title: r.Title, AccountID: r.AccountID, CredentialID: r.CredentialID,
		Summary: a.Summary, Steps: make([]api.PlanStep, len(steps)), Access: a.Access, Findings: a.Findings, Affected: a.Affected,
		Warnings: a.Warnings, Error: r.Error, CreatedBy: r.Author, CreatedAt: r.CreatedAt.UTC(), ExpiresAt: r.ExpiresAt.UTC(),
	}
	if r.UndoOf != nil {
		out.UndoOf = *r.UndoOf
	}
	if r.PolicyID != nil {
		out.PolicyID = *r.PolicyID
	}
	if r.AppliedAt != nil {
		at := r.AppliedAt.UTC()
		out.AppliedAt = &at
	}
	for i := range steps {
		s := &steps[i]
		out.Steps[i] = api.PlanStep{
			N: s.N, Operation: s.Operation, Target: s.Target, Input: json.RawMessage(s.Input), Says: s.Says, Reversible: s.Reversible,
			State: s.State, Note: s.Note, Error: s.Error,
		}
	}
	return out, nil
}

func (r *planRow) summary(now time.Time) api.PlanSummary {
	out := api.PlanSummary{
		ID: r.ID, State: r.state(now), Title: r.Title, AccountID: r.AccountID, CredentialID: r.CredentialID, Steps: r.StepCount,
		CreatedBy: r.Author, CreatedAt: r.CreatedAt.UTC(), ExpiresAt: r.ExpiresAt.UTC(),
	}
	if r.UndoOf != nil {
		out.UndoOf = *r.UndoOf
	}
	return out
}

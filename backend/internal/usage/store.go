package usage

import (
	"context"
	"encoding/json"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/page"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

type reportRow struct {
	ID             int64
	WorkspaceID    int64
	AccountID      string
	PrincipalARN   string `gorm:"column:principal_arn"`
	JobID          int64
	StartedBy      string
	At             time.Time
	Days           int
	ServicesUsed   int
	ServicesUnused int
	Body           string // api.UsageReport as JSON
}

func (reportRow) TableName() string { return "usage_reports" }

func (r *reportRow) summary() api.UsageReportSummary {
	return api.UsageReportSummary{
		ID: r.ID, AccountID: r.AccountID, PrincipalARN: r.PrincipalARN, JobID: r.JobID, StartedBy: r.StartedBy, At: r.At.UTC(), Days: r.Days,
		ServicesUsed: r.ServicesUsed, ServicesUnused: r.ServicesUnused,
	}
}

type store struct{ db *db.DB }

func (s store) byID(ctx context.Context, sc access.Scope, id int64) (*reportRow, error) {
	var r reportRow
	err := s.db.For(ctx, sc).Where("id = ?", id).Take(&r).Error
	if db.NoRows(err) {
		return nil, ErrNotFound
	}
	return &r, err
}

// byJob gives the report of a job; nil when there is none yet.
func (s store) byJob(ctx context.Context, sc access.Scope, job int64) (*reportRow, error) {
	var r reportRow
	err := s.db.For(ctx, sc).Where("job_id = ?", job).Take(&r).Error
	if db.NoRows(err) {
		return nil, nil //nolint:nilnil // none is an answer
	}
	return &r, err
}

func (s store) list(ctx context.Context, sc access.Scope, principal string, before int64, limit int) ([]reportRow, error) {
	q := s.db.For(ctx, sc).Omit("body")
	if before > 0 {
		q = q.Where("id < ?", before)
	}
	if principal != "" {
		q = q.Where("principal_arn = ?", principal)
	}
	var rows []reportRow
	err := q.Order("id desc").Limit(limit).Find(&rows).Error
	return rows, err
}

func (s store) insert(ctx context.Context, sc access.Scope, r *reportRow) error {
	return s.db.For(ctx, sc).Create(r).Error
}

// List gives a piece of the workspace's reports, newest first.
func (s *Service) List(ctx context.Context, sc access.Scope, in api.UsageListIn) (out api.UsageReportList, err error) {
	before, err := page.Position(in.Cursor)
	if err != nil {
		return out, err
	}
	rows, err := s.store.list(ctx, sc, in.PrincipalARN, before, in.Limit+1)
	if err != nil {
		return out, err
	}
	out.Items, out.NextCursor = page.Cut(rows, in.Limit, func(r *reportRow) int64 { return r.ID }, (*reportRow).summary)
	return out, nil
}

// Get gives a report.
func (s *Service) Get(ctx context.Context, sc access.Scope, in api.ByID) (out api.UsageReport, err error) {
	row, err := s.store.byID(ctx, sc, in.ID)
	if err != nil {
		return out, err
	}
	if err := json.Unmarshal([]byte(row.Body), &out); err != nil {
		return out, err
	}
	out.UsageReportSummary = row.summary()
	whole(&out)
	return out, nil
}

// whole fills in what reports from before this version lack.
func whole(r *api.UsageReport) {
	if r.Grants == nil {
		r.Grants, r.Trail = []api.UsageGrant{}, api.UsageCoverage{Regions: []api.CoveredRegion{}, Data: []string{}}
	}
	for i := range r.Policies {
		for j := range r.Policies[i].Stages {
			if s := &r.Policies[i].Stages[j]; s.Cases == nil {
				s.Narrowed, s.Cases, s.Failed = []api.UsageNarrowing{}, []api.PolicyCase{}, []string{}
			}
		}
	}
}

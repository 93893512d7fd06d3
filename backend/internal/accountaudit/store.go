package accountaudit

import (
	"context"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

type auditRow struct {
	ID              int64
	WorkspaceID     int64
	AccountID       string
	CredentialID    int64
	JobID           int64
	StartedBy       string
	At              time.Time
	FinishedAt      time.Time
	PreviousID      *int64
	Tally           string // api.FindingTally as JSON
	NewCount        int
	UnchangedCount  int
	FixedCount      int
	NotCheckedCount int
	UserCount       int
	GroupCount      int
	RoleCount       int
	PolicyCount     int
	Checks          string // []api.AuditCheck as JSON
	Notes           string // []string as JSON
}

func (auditRow) TableName() string { return "account_audits" }

type findingRow struct {
	WorkspaceID int64
	AuditID     int64
	N           int
	FindingID   string
	Code        string
	Severity    string
	State       string
	Resource    string
	Body        string // kept as JSON
}

func (findingRow) TableName() string { return "account_findings" }

type exceptionRow struct {
	ID          int64
	WorkspaceID int64
	AccountID   string
	Code        string
	Resource    string
	Reason      string
	CreatedBy   string
	CreatedAt   time.Time
	ExpiresAt   time.Time
}

func (exceptionRow) TableName() string { return "finding_exceptions" }

func (e *exceptionRow) view() api.FindingException {
	return api.FindingException{
		ID: e.ID, AccountID: e.AccountID, Code: e.Code, Resource: e.Resource, Reason: e.Reason, CreatedBy: e.CreatedBy,
		CreatedAt: e.CreatedAt.UTC(), ExpiresAt: e.ExpiresAt.UTC(),
	}
}

// holds tells whether the exception is for a finding.
func (e *exceptionRow) holds(r *findingRow) bool {
	return e.Code == r.Code && (e.Resource == anyResource || e.Resource == r.Resource)
}

// anyResource stands for all in an exception.
const anyResource = "*"

type store struct{ db *db.DB }

func (s store) byID(ctx context.Context, sc access.Scope, id int64) (*auditRow, error) {
	var r auditRow
	err := s.db.For(ctx, sc).Where("id = ?", id).Take(&r).Error
	if db.NoRows(err) {
		return nil, ErrNotFound
	}
	return &r, err
}

// byJob gives the audit of a job; nil when there is none yet.
func (s store) byJob(ctx context.Context, sc access.Scope, job int64) (*auditRow, error) {
	var r auditRow
	err := s.db.For(ctx, sc).Where("job_id = ?", job).Take(&r).Error
	if db.NoRows(err) {
		return nil, nil //nolint:nilnil // none is an answer
	}
	return &r, err
}

// last gives the newest audit of an account; nil when there is none.
func (s store) last(ctx context.Context, sc access.Scope, account string) (*auditRow, error) {
	var r auditRow
	err := s.db.For(ctx, sc).Where("account_id = ?", account).Order("id desc").Limit(1).Take(&r).Error
	if db.NoRows(err) {
		return nil, nil //nolint:nilnil // none is an answer
	}
	return &r, err
}

func (s store) list(ctx context.Context, sc access.Scope, account string, before int64, limit int) ([]auditRow, error) {
	q := s.db.For(ctx, sc).Omit("checks", "notes")
	if before > 0 {
		q = q.Where("id < ?", before)
	}
	if account != "" {
		q = q.Where("account_id = ?", account)
	}
	var rows []auditRow
	err := q.Order("id desc").Limit(limit).Find(&rows).Error
	return rows, err
}

// open gives the findings of an audit that were not fixed then.
func (s store) open(ctx context.Context, sc access.Scope, audit int64) ([]findingRow, error) {
	var rows []findingRow
	err := s.db.For(ctx, sc).Where("audit_id = ? and state <> 'fixed'", audit).Order("n").Find(&rows).Error
	return rows, err
}

// rowsAtOnce keeps a statement within the parameters that SQLite and Postgres take.
const rowsAtOnce = 500

func (s store) insert(ctx context.Context, sc access.Scope, r *auditRow, findings []findingRow) error {
	if err := s.db.For(ctx, sc).Create(r).Error; err != nil {
		return err
	}
	for i := range findings {
		findings[i].AuditID, findings[i].N = r.ID, i+1
	}
	for len(findings) > 0 {
		n := min(len(findings), rowsAtOnce)
		if err := s.db.For(ctx, sc).Create(findings[:n]).Error; err != nil {
			return err
		}
		findings = findings[n:]
	}
	return nil
}

// forget drops the audits of an account beyond the newest ones.
func (s store) forget(ctx context.Context, sc access.Scope, account string, keep int) error {
	var ids []int64
	err := s.db.For(ctx, sc).Model(&auditRow{}).Where("account_id = ?", account).Order("id desc").Offset(keep).Limit(1000).Pluck("id", &ids).Error
	if err != nil || len(ids) == 0 {
		return err
	}
	return s.db.For(ctx, sc).Where("id in ?", ids).Delete(&auditRow{}).Error
}

func (s store) findings(ctx context.Context, sc access.Scope, in api.AccountAuditIn, after int64, limit int) ([]findingRow, error) {
	q := s.db.For(ctx, sc).Where("audit_id = ? and n > ?", in.ID, after)
	for column, value := range map[string]string{"severity": in.Severity, "code": in.Code, "state": in.State, "resource": in.Resource} {
		if value != "" {
			q = q.Where(column+" = ?", value)
		}
	}
	var rows []findingRow
	err := q.Order("n").Limit(limit).Find(&rows).Error
	return rows, err
}

// exceptions gives those of an account that hold.
func (s store) exceptions(ctx context.Context, sc access.Scope, account string, now time.Time) ([]exceptionRow, error) {
	var rows []exceptionRow
	err := s.db.For(ctx, sc).Where("account_id = ? and expires_at > ?", account, now).Order("id").Limit(maxExceptions).Find(&rows).Error
	return rows, err
}

// countExcepted counts the findings of an audit for which an exception holds.
func (s store) countExcepted(ctx context.Context, sc access.Scope, r *auditRow, now time.Time) (n int64, err error) {
	return n, s.db.For(ctx, sc).Model(&findingRow{}).Where(`audit_id = ? and state <> 'fixed' and exists (select 1 from finding_exceptions e
		where e.workspace_id = account_findings.workspace_id and e.account_id = ? and e.code = account_findings.code
		and e.resource in (?, account_findings.resource) and e.expires_at > ?)`, r.ID, r.AccountID, anyResource, now).Count(&n).Error
}

func (s store) listExceptions(ctx context.Context, sc access.Scope, now time.Time, before int64, limit int) ([]exceptionRow, error) {
	q := s.db.For(ctx, sc).Where("expires_at > ?", now)
	if before > 0 {
		q = q.Where("id < ?", before)
	}
	var rows []exceptionRow
	err := q.Order("id desc").Limit(limit).Find(&rows).Error
	return rows, err
}

func (s store) countExceptions(ctx context.Context, sc access.Scope, now time.Time) (n int64, err error) {
	return n, s.db.For(ctx, sc).Model(&exceptionRow{}).Where("expires_at > ?", now).Count(&n).Error
}

func (s store) insertException(ctx context.Context, sc access.Scope, e *exceptionRow) error {
	return s.db.For(ctx, sc).Create(e).Error
}

// endException takes an exception away that holds, and gives it.
func (s store) endException(ctx context.Context, sc access.Scope, id int64, now time.Time) (*exceptionRow, error) {
	var e exceptionRow
	err := s.db.For(ctx, sc).Where("id = ? and expires_at > ?", id, now).Take(&e).Error
	if db.NoRows(err) {
		return nil, ErrNoException
	}
	if err != nil {
		return nil, err
	}
	return &e, s.db.For(ctx, sc).Model(&exceptionRow{}).Where("id = ?", id).Update("expires_at", now).Error
}

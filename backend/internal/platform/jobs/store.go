package jobs

import (
	"context"
	"encoding/json"
	"time"

	"gorm.io/gorm"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

type jobRow struct {
	ID              int64
	WorkspaceID     int64
	Kind            string
	UniqueKey       string
	Title           string
	Args            string
	State           string
	Attempt         int
	MaxAttempts     int
	Done            int64
	Total           int64
	Note            string
	Checkpoint      string
	Result          string
	ErrorCode       string
	ErrorDetail     string
	CancelRequested bool
	Revision        int64
	UserID          int64
	UserEmail       string
	TokenID         int64
	RequestID       string
	IPAddress       string
	CreatedAt       time.Time
	StartedAt       *time.Time
	UpdatedAt       time.Time `gorm:"autoUpdateTime:false"`
	FinishedAt      *time.Time
}

func (jobRow) TableName() string { return "jobs" }

// queueRow is what has to be done. It belongs to no workspace for the database,
// since servers look for work in all of them.
type queueRow struct {
	JobID     int64 `gorm:"primaryKey;autoIncrement:false"`
	Workspace int64
	DueAt     time.Time
	OfferedAt time.Time
	Server    string
}

func (queueRow) TableName() string { return "job_queue" }

func (r *jobRow) final() bool { return r.State != api.JobQueued && r.State != api.JobRunning }

// view is the job as the interface shows it.
func (r *jobRow) view() api.Job {
	j := api.Job{
		ID: r.ID, Kind: r.Kind, Title: r.Title, State: r.State, Attempt: r.Attempt, CancelRequested: r.CancelRequested, CreatedBy: r.UserEmail,
		CreatedAt: r.CreatedAt.UTC(), StartedAt: db.UTC(r.StartedAt), UpdatedAt: r.UpdatedAt.UTC(), FinishedAt: db.UTC(r.FinishedAt), Revision: r.Revision,
	}
	j.Progress.Done, j.Progress.Total, j.Progress.Note = r.Done, r.Total, r.Note
	if r.Result != "" {
		j.Result = json.RawMessage(r.Result)
	}
	if r.ErrorCode != "" {
		j.Error = &api.JobError{Code: r.ErrorCode, Detail: r.ErrorDetail}
	}
	return j
}

type store struct{ db *db.DB }

func (s store) insert(ctx context.Context, sc access.Scope, r *jobRow) error {
	return s.db.For(ctx, sc).Create(r).Error
}

func (s store) enqueue(ctx context.Context, sc access.Scope, r *queueRow) error {
	return s.db.For(ctx, sc).Create(r).Error
}

var active = []string{api.JobQueued, api.JobRunning}

// activeByKey gives the job of the key that has not ended; nil when there is none.
func (s store) activeByKey(ctx context.Context, sc access.Scope, kind, key string) (*jobRow, error) {
	var r jobRow
	err := s.db.For(ctx, sc).Where("kind = ? and unique_key = ? and state in ?", kind, key, active).Take(&r).Error
	if db.NoRows(err) {
		return nil, nil //nolint:nilnil // none is an answer
	}
	return &r, err
}

func (s store) countActive(ctx context.Context, sc access.Scope) (n int64, err error) {
	return n, s.db.For(ctx, sc).Model(&jobRow{}).Where("state in ?", active).Count(&n).Error
}

func (s store) byID(ctx context.Context, sc access.Scope, id int64) (*jobRow, error) {
	var r jobRow
	err := s.db.For(ctx, sc).Where("id = ?", id).Take(&r).Error
	if db.NoRows(err) {
		return nil, ErrNotFound
	}
	return &r, err
}

// list gives jobs older than before, newest first.
func (s store) list(ctx context.Context, sc access.Scope, in api.JobListIn, before int64, limit int) ([]jobRow, error) {
	q := s.db.For(ctx, sc)
	if before > 0 {
		q = q.Where("id < ?", before)
	}
	if in.Kind != "" {
		q = q.Where("kind = ?", in.Kind)
	}
	if in.Active {
		q = q.Where("state in ?", active)
	}
	var rows []jobRow
	err := q.Order("id desc").Limit(limit).Find(&rows).Error
	return rows, err
}

// changed gives jobs that have changed since, oldest change first; those that
// have not ended when since is zero.
func (s store) changed(ctx context.Context, sc access.Scope, since time.Time, limit int) ([]jobRow, error) {
	q := s.db.For(ctx, sc)
	if since.IsZero() {
		q = q.Where("state in ?", active)
	} else {
		q = q.Where("updated_at >= ?", since)
	}
	var rows []jobRow
	err := q.Order("updated_at, id").Limit(limit).Find(&rows).Error
	return rows, err
}

// change sets columns of a job that has not ended, and tells whether there was one.
func (s store) change(ctx context.Context, sc access.Scope, id int64, columns map[string]any) (bool, error) {
	columns["revision"], columns["updated_at"] = gorm.Expr("revision + 1"), db.Now()
	done := s.db.For(ctx, sc).Model(&jobRow{}).Where("id = ? and state in ?", id, active).Updates(columns)
	return done.RowsAffected > 0, done.Error
}

// claim takes the job for the server until the time, if nobody has it now.
func (s store) claim(ctx context.Context, sc access.Scope, id int64, server string, now, until time.Time) (bool, error) {
	done := s.db.For(ctx, sc).Model(&queueRow{}).Where("job_id = ? and due_at <= ?", id, now).Updates(map[string]any{"due_at": until, "server": server})
	return done.RowsAffected > 0, done.Error
}

// renew keeps the server's claim until another time; false when it was lost.
func (s store) renew(ctx context.Context, sc access.Scope, id int64, server string, now, until time.Time) (bool, error) {
	done := s.db.For(ctx, sc).Model(&queueRow{}).Where("job_id = ? and server = ?", id, server).Updates(map[string]any{"due_at": until, "offered_at": now})
	return done.RowsAffected > 0, done.Error
}

// release gives the claim back: the job is due at the time. It tells whether the
// server still had it.
func (s store) release(ctx context.Context, sc access.Scope, id int64, server string, due time.Time) (bool, error) {
	done := s.db.For(ctx, sc).Model(&queueRow{}).Where("job_id = ? and server = ?", id, server).
		Updates(map[string]any{"due_at": due, "offered_at": due, "server": ""})
	return done.RowsAffected > 0, done.Error
}

// dequeue takes the job out of the queue; false when the server had lost it.
func (s store) dequeue(ctx context.Context, sc access.Scope, id int64, server string) (bool, error) {
	done := s.db.For(ctx, sc).Where("job_id = ? and server = ?", id, server).Delete(&queueRow{})
	return done.RowsAffected > 0, done.Error
}

// hurry makes a job due at once that nobody has.
func (s store) hurry(ctx context.Context, sc access.Scope, id int64, now time.Time) error {
	return s.db.For(ctx, sc).Model(&queueRow{}).Where("job_id = ? and server = ''", id).Updates(map[string]any{"due_at": now, "offered_at": now}).Error
}

// due gives what waits to be done, the longest first.
func (s store) due(ctx context.Context, sc access.Scope, now time.Time, limit int) ([]queueRow, error) {
	var rows []queueRow
	err := s.db.For(ctx, sc).Where("due_at <= ?", now).Order("due_at, job_id").Limit(limit).Find(&rows).Error
	return rows, err
}

// forgotten takes what was due and offered before the times, to be offered again
// by this server and no other.
func (s store) forgotten(ctx context.Context, sc access.Scope, now, due, offered time.Time) ([]queueRow, error) {
	var rows []queueRow
	err := s.db.For(ctx, sc).Raw(`update job_queue set offered_at = ? where due_at <= ? and offered_at <= ? returning job_id, workspace, due_at, offered_at, server`,
		now, due, offered).Scan(&rows).Error
	return rows, err
}

func (s store) forget(ctx context.Context, sc access.Scope, before time.Time) error {
	return s.db.Tx(ctx, sc, func(ctx context.Context) error {
		return s.db.For(ctx, sc).Where("finished_at < ?", before).Delete(&jobRow{}).Error
	})
}

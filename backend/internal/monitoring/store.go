package monitoring

import (
	"context"
	"time"

	"gorm.io/gorm/clause"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
)

type snapshotRow struct {
	ID       int64
	Digest   string
	Date     string
	Source   string
	Services int
	Actions  int
	Content  []byte // nil once it is old
	TakenAt  time.Time
}

func (snapshotRow) TableName() string { return "catalog_snapshots" }

type reportRow struct {
	ID          int64
	BeforeID    int64
	AfterID     int64
	BeforeDate  string
	AfterDate   string
	Breaking    int
	Enhancement int
	Neutral     int
	Changes     []byte
	CreatedAt   time.Time
}

func (reportRow) TableName() string { return "catalog_reports" }

type checkRow struct {
	ID           int64
	ClaimedUntil *time.Time
	CheckedAt    *time.Time
	FailedAt     *time.Time
	Failure      string
}

func (checkRow) TableName() string { return "catalog_checks" }

// store is the room's tables. They hold nothing of any workspace, so any scope
// that the guard made may read them.
type store struct{ db *db.DB }

// claim lets one server at a time look. It tells whether this one may.
func (s store) claim(ctx context.Context, sc access.Scope, now, until time.Time) (bool, error) {
	done := s.db.Single(ctx, sc).Model(&checkRow{}).
		Where("id = 1 and (claimed_until is null or claimed_until < ?)", now).Update("claimed_until", until)
	return done.RowsAffected == 1, done.Error
}

// checked ends a claim with what came of it.
func (s store) checked(ctx context.Context, sc access.Scope, now time.Time, failure string) error {
	columns := map[string]any{"claimed_until": nil, "failure": failure}
	if failure == "" {
		columns["checked_at"], columns["failed_at"] = now, nil
	} else {
		columns["failed_at"] = now
	}
	return s.db.Single(ctx, sc).Model(&checkRow{}).Where("id = 1").Updates(columns).Error
}

func (s store) check(ctx context.Context, sc access.Scope) (checkRow, error) {
	var row checkRow
	err := s.db.For(ctx, sc).Where("id = 1").Take(&row).Error
	return row, err
}

// newest is the newest snapshot, without its content; nil when there is none.
func (s store) newest(ctx context.Context, sc access.Scope) (*snapshotRow, error) {
	var rows []snapshotRow
	err := s.db.For(ctx, sc).Omit("content").Order("id desc").Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}

func (s store) snapshot(ctx context.Context, sc access.Scope, id int64) (*snapshotRow, error) {
	var row snapshotRow
	err := s.db.For(ctx, sc).Where("id = ?", id).Take(&row).Error
	return &row, err
}

// insertSnapshot keeps a snapshot, unless the same one is there already. It
// tells whether it did.
func (s store) insertSnapshot(ctx context.Context, sc access.Scope, row *snapshotRow) (bool, error) {
	done := s.db.For(ctx, sc).Clauses(clause.OnConflict{DoNothing: true}).Create(row)
	return done.RowsAffected == 1, done.Error
}

// forget drops the content of all but the newest snapshots.
func (s store) forget(ctx context.Context, sc access.Scope, keep int) error {
	return s.db.For(ctx, sc).Exec(`update catalog_snapshots set content = null
		where content is not null and id not in (select id from catalog_snapshots order by id desc limit ?)`, keep).Error
}

func (s store) insertReport(ctx context.Context, sc access.Scope, row *reportRow) error {
	return s.db.For(ctx, sc).Create(row).Error
}

// reports gives reports older than before (0: from the newest), newest first,
// without their changes.
func (s store) reports(ctx context.Context, sc access.Scope, before int64, limit int) ([]reportRow, error) {
	q := s.db.For(ctx, sc).Omit("changes")
	if before > 0 {
		q = q.Where("id < ?", before)
	}
	var rows []reportRow
	err := q.Order("id desc").Limit(limit).Find(&rows).Error
	return rows, err
}

func (s store) report(ctx context.Context, sc access.Scope, id int64) (*reportRow, error) {
	var row reportRow
	err := s.db.For(ctx, sc).Where("id = ?", id).Take(&row).Error
	if db.NoRows(err) {
		return nil, ErrNoReport
	}
	return &row, err
}

// since gives the reports from a time on with their changes, newest first.
func (s store) since(ctx context.Context, sc access.Scope, from time.Time, breaking bool, limit int) ([]reportRow, error) {
	q := s.db.For(ctx, sc).Where("created_at >= ?", from)
	if breaking {
		q = q.Where("breaking > 0")
	}
	var rows []reportRow
	err := q.Order("id desc").Limit(limit).Find(&rows).Error
	return rows, err
}

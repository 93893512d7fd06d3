package mail

import (
	"context"
	"encoding/json"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
)

type orderRow struct {
	ID            int64
	Kind          string
	Recipient     string
	Data          string
	CreatedAt     time.Time
	NextAttemptAt time.Time
	Attempts      int
	FailedAt      *time.Time
	LastError     string
}

func (orderRow) TableName() string { return "mail_outbox" }

func (r *orderRow) order() (Order, error) {
	o := Order{Kind: r.Kind, To: r.Recipient, At: r.CreatedAt, Attempt: r.Attempts}
	return o, json.Unmarshal([]byte(r.Data), &o.Data)
}

type store struct{ db *db.DB }

func (s store) insert(ctx context.Context, sc access.Scope, row *orderRow) error {
	return s.db.Tx(ctx, sc, func(ctx context.Context) error { return s.db.For(ctx, sc).Create(row).Error })
}

// claim takes one letter that is due for the time of the lease; nil when none is.
func (s store) claim(ctx context.Context, sc access.Scope, now time.Time, lease time.Duration) (*orderRow, error) {
	const due = `failed_at is null and next_attempt_at <= ?`
	// Looked at without a lock first: most of the time nothing is due.
	var waiting int64
	if err := s.db.For(ctx, sc).Model(&orderRow{}).Where(due, now).Limit(1).Count(&waiting).Error; err != nil || waiting == 0 {
		return nil, err
	}
	skip := ""
	if s.db.Dialect() == db.Postgres {
		skip = " for update skip locked"
	}
	var rows []orderRow
	err := s.db.Tx(ctx, sc, func(ctx context.Context) error {
		return s.db.For(ctx, sc).Raw(`update mail_outbox set next_attempt_at = ?, attempts = attempts + 1
			where id = (select id from mail_outbox where `+due+` order by next_attempt_at, id limit 1`+skip+`)
			returning id, kind, recipient, data, created_at, next_attempt_at, attempts`, now.Add(lease), now).Scan(&rows).Error
	})
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}

// done forgets a letter that has been handed over.
func (s store) done(ctx context.Context, sc access.Scope, id int64) error {
	return s.db.Single(ctx, sc).Delete(&orderRow{}, id).Error
}

// later puts a letter back.
func (s store) later(ctx context.Context, sc access.Scope, id int64, at time.Time, why string) error {
	return s.change(ctx, sc, id, map[string]any{"next_attempt_at": at, "last_error": OneLine(why, 500)})
}

// fail gives a letter up; its order stays for the operator to see.
func (s store) fail(ctx context.Context, sc access.Scope, id int64, at time.Time, why string) error {
	return s.change(ctx, sc, id, map[string]any{"failed_at": at, "last_error": OneLine(why, 500)})
}

func (s store) change(ctx context.Context, sc access.Scope, id int64, columns map[string]any) error {
	return s.db.Single(ctx, sc).Model(&orderRow{}).Where("id = ?", id).Updates(columns).Error
}

// sweep forgets letters that were given up long ago.
func (s store) sweep(ctx context.Context, sc access.Scope, before time.Time) error {
	var old int64
	if err := s.db.For(ctx, sc).Model(&orderRow{}).Where("failed_at < ?", before).Count(&old).Error; err != nil || old == 0 {
		return err
	}
	return s.db.Single(ctx, sc).Where("failed_at < ?", before).Delete(&orderRow{}).Error
}

// waiting counts the letters that have yet to go, and when the oldest was asked for.
func (s store) waiting(ctx context.Context, sc access.Scope) (letters int64, oldest time.Time, err error) {
	rows := s.db.For(ctx, sc).Model(&orderRow{}).Where("failed_at is null")
	if err = rows.Count(&letters).Error; err != nil || letters == 0 {
		return 0, time.Time{}, err
	}
	var first []orderRow
	err = s.db.For(ctx, sc).Select("created_at").Where("failed_at is null").Order("created_at").Limit(1).Find(&first).Error
	if err != nil || len(first) == 0 { // sent meanwhile
		return 0, time.Time{}, err
	}
	return letters, first[0].CreatedAt, nil
}

package audit

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"gorm.io/gorm"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

type logRow struct {
	WorkspaceID  int64 `gorm:"primaryKey"`
	Seq          int64 `gorm:"primaryKey"`
	At           time.Time
	UserID       *int64
	UserEmail    string
	Action       string
	ResourceType string
	ResourceID   string
	Success      bool
	ErrorMessage string
	IPAddress    string
	UserAgent    string
	RequestID    string
	AWSAccountID string `gorm:"column:aws_account_id"`
	AWSRegion    string `gorm:"column:aws_region"`
	Details      string
	Hash         []byte
	Month        int // in which it was written; it never goes back within a chain
}

func (logRow) TableName() string { return "audit_logs" }

func (r *logRow) record() api.AuditRecord {
	out := api.AuditRecord{
		ID: r.Seq, At: r.At.UTC(), UserID: r.UserID, UserEmail: r.UserEmail, Action: r.Action,
		ResourceType: r.ResourceType, ResourceID: r.ResourceID, Success: r.Success, ErrorMessage: r.ErrorMessage,
		IPAddress: r.IPAddress, UserAgent: r.UserAgent, RequestID: r.RequestID,
		AWSAccountID: r.AWSAccountID, AWSRegion: r.AWSRegion,
	}
	if r.Details != "" {
		// Written by newRow from a map of strings: it can be read again.
		_ = json.Unmarshal([]byte(r.Details), &out.Details)
	}
	return out
}

// headRow is the end of a workspace's chain.
type headRow struct {
	WorkspaceID int64 `gorm:"primaryKey"`
	Seq         int64
	Hash        []byte
	Month       int // of the newest record, or one after which the next one comes
}

func (headRow) TableName() string { return "audit_heads" }

type store struct{ db *db.DB }

// head is the end of the chain; the zero row before the first record.
func (s store) head(ctx context.Context, sc access.Scope) (headRow, error) {
	var rows []headRow
	err := s.db.For(ctx, sc).Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return headRow{}, err
	}
	return rows[0], nil
}

// from gives records first…last in order, at most limit.
func (s store) from(ctx context.Context, sc access.Scope, first, last int64, limit int) ([]logRow, error) {
	var rows []logRow
	err := s.db.For(ctx, sc).Where("seq between ? and ?", first, last).Order("seq").Limit(limit).Find(&rows).Error
	return rows, err
}

// list gives the records below before (0: all) that match, newest first.
func (s store) list(ctx context.Context, sc access.Scope, in api.AuditListIn, before int64, limit int) ([]logRow, error) {
	q := s.matching(s.db.For(ctx, sc), in)
	if before > 0 {
		q = q.Where("seq < ?", before)
	}
	var rows []logRow
	err := q.Order("seq desc").Limit(limit).Find(&rows).Error
	return rows, err
}

// between gives the records after one and up to another that match, oldest first.
func (s store) between(ctx context.Context, sc access.Scope, in api.AuditListIn, after, last int64, limit int) ([]logRow, error) {
	var rows []logRow
	err := s.matching(s.db.For(ctx, sc), in).Where("seq > ? and seq <= ?", after, last).Order("seq").Limit(limit).Find(&rows).Error
	return rows, err
}

// matching narrows to the records that the filters let through.
func (s store) matching(q *gorm.DB, in api.AuditListIn) *gorm.DB {
	if !in.From.IsZero() {
		// A record was written when it tells of, or (an imported one) later.
		q = q.Where("at >= ? and month >= ?", in.From.UTC(), monthOf(in.From))
	}
	if !in.To.IsZero() {
		q = q.Where("at < ?", in.To.UTC())
	}
	if room, ok := strings.CutSuffix(in.Action, "."); ok {
		q = q.Where("action like ? escape '!'", db.LikeText(room)+".%")
	} else if in.Action != "" {
		q = q.Where("action = ?", in.Action)
	}
	if in.ResourceType != "" {
		q = q.Where("resource_type = ?", in.ResourceType)
	}
	if in.UserID != 0 {
		q = q.Where("user_id = ?", in.UserID)
	}
	if in.Success != "" {
		q = q.Where("success = ?", in.Success == "true")
	}
	if in.AWSAccountID != "" {
		q = q.Where("aws_account_id = ?", in.AWSAccountID)
	}
	if in.Q != "" {
		q = s.search(q, in.Q)
	}
	return q
}

// search narrows to records that hold the text, A–Z in either case.
func (s store) search(q *gorm.DB, text string) *gorm.DB {
	var where []string
	var args []any
	holds := func(column, text string) {
		condition, arg := s.db.Contains(column, text)
		where, args = append(where, condition), append(args, arg)
	}
	for _, column := range []string{"action", "resource_type", "resource_id", "user_email", "error_message"} {
		holds(column, text)
	}
	// The details are JSON, in which some signs are written differently.
	if written, err := writeJSON(text); err == nil {
		holds("details", written[1:len(written)-1])
	}
	return q.Where("("+strings.Join(where, " or ")+")", args...)
}

// written is when the record was put into the chain; an imported one tells of an
// earlier time.
func (r *logRow) written() time.Time {
	if month := time.Date(r.Month/100, time.Month(r.Month%100), 1, 0, 0, 0, 0, time.UTC); r.Month > 0 && r.At.Before(month) {
		return month
	}
	return r.At
}

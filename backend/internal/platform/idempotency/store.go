package idempotency

import (
	"context"
	"time"

	"gorm.io/gorm/clause"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
)

// row is a key that has been used.
type row struct {
	Digest    []byte `gorm:"primaryKey"`
	Request   []byte
	Attempt   int64
	Begun     bool // a transaction of the request has committed
	Status    int  // 0: not answered (yet)
	Answer    []byte
	CreatedAt time.Time
	ExpiresAt time.Time // of the answer, or of the request that is under way
}

// TableName is for the database.
func (row) TableName() string { return "idempotency_keys" }

// over tells whether the key may be used as if it were new.
func (r *row) over(now time.Time) bool {
	if r.Status == 0 && r.Begun && now.Sub(r.CreatedAt) < Keep {
		return false
	}
	return !r.ExpiresAt.After(now)
}

// insert puts a new key down; nil when it is there already.
func (s *Store) insert(ctx context.Context, sc access.Scope, digest, request []byte) (*Attempt, error) {
	now := s.now()
	made := row{Digest: digest, Request: request, Attempt: 1, CreatedAt: now, ExpiresAt: now.Add(lease)}
	done := s.db.Single(ctx, sc).Clauses(clause.OnConflict{DoNothing: true}).Create(&made)
	if done.Error != nil || done.RowsAffected == 0 {
		return nil, done.Error
	}
	return &Attempt{store: s, sc: sc, digest: digest, number: 1}, nil
}

func (s *Store) find(ctx context.Context, sc access.Scope, digest []byte) (*row, error) {
	var rows []row
	err := s.db.For(ctx, sc).Where("digest = ?", digest).Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}

// takeOver makes a row that is over the caller's; nil when another was faster.
func (s *Store) takeOver(ctx context.Context, sc access.Scope, known *row, request []byte) (*Attempt, error) {
	now := s.now()
	done := s.db.Single(ctx, sc).Model(&row{}).Where("digest = ? and attempt = ? and expires_at = ?", known.Digest, known.Attempt, known.ExpiresAt).
		Updates(map[string]any{
			"request": request, "attempt": known.Attempt + 1, "begun": false, "status": 0, "answer": nil, "created_at": now, "expires_at": now.Add(lease),
		})
	if done.Error != nil || done.RowsAffected == 0 {
		return nil, done.Error
	}
	return &Attempt{store: s, sc: sc, digest: known.Digest, number: known.Attempt + 1}, nil
}

// Sweep forgets the keys that are over.
func (s *Store) Sweep(ctx context.Context, sc access.Scope) error {
	now := s.now()
	return s.db.Single(ctx, sc).Where("expires_at < ? and (status <> 0 or not begun or created_at < ?)", now, now.Add(-Keep)).Delete(&row{}).Error
}

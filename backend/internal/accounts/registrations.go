package accounts

import (
	"context"
	"time"

	"gorm.io/gorm/clause"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
)

// registrationRow is an account whose address has yet to be proved.
type registrationRow struct {
	ID             int64
	Email          string
	HashedPassword string
	FullName       string
	CreatedAt      time.Time
	ExpiresAt      time.Time
}

func (registrationRow) TableName() string { return "registrations" }

func (s store) insertRegistration(ctx context.Context, sc access.Scope, r *registrationRow) error {
	return s.db.For(ctx, sc).Create(r).Error
}

// registration finds what was asked for; nil when it is gone or over.
func (s store) registration(ctx context.Context, sc access.Scope, id int64) (*registrationRow, error) {
	return s.oneRegistration(ctx, sc, "id = ? and expires_at > ?", id, db.Now())
}

// newestRegistration is the last one for an address that is not over; nil when
// there is none.
func (s store) newestRegistration(ctx context.Context, sc access.Scope, email string, now time.Time) (*registrationRow, error) {
	return s.oneRegistration(ctx, sc, "email = ? and expires_at > ?", email, now)
}

func (s store) oneRegistration(ctx context.Context, sc access.Scope, condition string, args ...any) (*registrationRow, error) {
	var rows []registrationRow
	err := s.db.For(ctx, sc).Where(condition, args...).Order("id desc").Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}

// deleteRegistrations forgets all of an address.
func (s store) deleteRegistrations(ctx context.Context, sc access.Scope, email string) error {
	return s.db.For(ctx, sc).Where("email = ?", email).Delete(&registrationRow{}).Error
}

// sweepRegistrations forgets those that were over before a time.
func (s store) sweepRegistrations(ctx context.Context, sc access.Scope, before time.Time) error {
	return s.db.Single(ctx, sc).Where("expires_at < ?", before).Delete(&registrationRow{}).Error
}

// lockUser reads the scope's own account, and makes others who change it wait
// until the end of the transaction. SQLite has one writer anyway.
func (s store) lockUser(ctx context.Context, sc access.Scope) (*userRow, error) {
	id, err := sc.User()
	if err != nil {
		return nil, err
	}
	q := s.db.For(ctx, sc)
	if s.db.Dialect() == db.Postgres {
		q = q.Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate})
	}
	var u userRow
	return &u, q.Take(&u, id).Error
}

// Sweep forgets what is over: registrations that were never proved, and old
// tickets. Call it now and then.
func (s *Service) Sweep(ctx context.Context) error {
	sc, before := s.Guard.Public(access.Actor{System: "sweep"}), db.Now().Add(-24*time.Hour)
	if err := s.store.sweepRegistrations(ctx, sc, before); err != nil {
		return err
	}
	return s.Tickets.Sweep(ctx, sc, before)
}

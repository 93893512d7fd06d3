// Package ticket keeps single-use secrets: what stands behind a link in a
// mail, or between the two steps of a sign-in.
//
// A ticket's secret is 256 random bits; the database holds its SHA-256 only. A
// ticket is good once, until a time, and for one purpose.
package ticket

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
)

// Ticket is what a secret stands for.
type Ticket struct {
	ID        int64
	Purpose   string // room.purpose
	UserID    *int64 // whose account it is for; nil when it is for none (yet)
	Subject   string // what it is about, in the words of its room
	Email     string // the mailbox that it was sent to
	Attempts  int    // how often it was shown with something that did not fit
	CreatedAt time.Time
	ExpiresAt time.Time
	SpentAt   *time.Time
	Digest    []byte
}

// TableName is for the database.
func (Ticket) TableName() string { return "tickets" }

// secretSize is the number of random bytes of a secret.
const secretSize = 32

// Store keeps tickets. Tickets belong to no workspace: they are found before
// anybody has proved anything.
type Store struct{ db *db.DB }

// NewStore makes a store.
func NewStore(d *db.DB) Store { return Store{d} }

// Issue keeps a new ticket and gives its secret, which is nowhere else.
func (s Store) Issue(ctx context.Context, sc access.Scope, t Ticket, lives time.Duration) (string, error) {
	raw := make([]byte, secretSize)
	if _, err := rand.Read(raw); err != nil {
		return "", err
	}
	secret := base64.RawURLEncoding.EncodeToString(raw)
	t.ID, t.Digest, t.CreatedAt = 0, digest(secret), db.Now()
	t.ExpiresAt = t.CreatedAt.Add(lives)
	return secret, s.db.Tx(ctx, sc, func(ctx context.Context) error { return s.db.For(ctx, sc).Create(&t).Error })
}

// Find gives the live ticket of a secret; nil when there is none for any of
// the purposes.
func (s Store) Find(ctx context.Context, sc access.Scope, secret string, purposes ...string) (*Ticket, error) {
	var rows []Ticket
	err := s.db.For(ctx, sc).Where("digest = ? and purpose in ? and spent_at is null and expires_at > ?", digest(secret), purposes, db.Now()).
		Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}

// Spend uses a ticket up and tells whether it was still good: of many callers
// at once, one is told so. Call it in the transaction of what it is good for.
func (s Store) Spend(ctx context.Context, sc access.Scope, id int64) (bool, error) {
	now := db.Now()
	done := s.db.For(ctx, sc).Model(&Ticket{}).Where("id = ? and spent_at is null and expires_at > ?", id, now).Update("spent_at", now)
	return done.RowsAffected == 1, done.Error
}

// Miss counts that a ticket was shown with something that did not fit, and
// uses it up when that happens for the most-th time.
func (s Store) Miss(ctx context.Context, sc access.Scope, id int64, most int) error {
	return s.db.Single(ctx, sc).Exec(`update tickets set attempts = attempts + 1,
		spent_at = case when attempts + 1 >= ? then coalesce(spent_at, ?) else spent_at end where id = ?`, most, db.Now(), id).Error
}

// Cancel uses up what live tickets an account has, of some purposes or of all.
func (s Store) Cancel(ctx context.Context, sc access.Scope, userID int64, purposes ...string) error {
	q := s.db.For(ctx, sc).Model(&Ticket{}).Where("user_id = ? and spent_at is null", userID)
	if len(purposes) > 0 {
		q = q.Where("purpose in ?", purposes)
	}
	return q.Update("spent_at", db.Now()).Error
}

// CancelSubject uses up the live tickets about one subject.
func (s Store) CancelSubject(ctx context.Context, sc access.Scope, purpose, subject string) error {
	return s.db.For(ctx, sc).Model(&Ticket{}).Where("purpose = ? and subject = ? and spent_at is null", purpose, subject).Update("spent_at", db.Now()).Error
}

// Forget deletes every ticket of an account.
func (s Store) Forget(ctx context.Context, sc access.Scope, userID int64) error {
	return s.db.For(ctx, sc).Where("user_id = ?", userID).Delete(&Ticket{}).Error
}

// Sweep forgets tickets that ran out before a time, spent or not.
func (s Store) Sweep(ctx context.Context, sc access.Scope, before time.Time) error {
	return s.db.Single(ctx, sc).Where("expires_at < ?", before).Delete(&Ticket{}).Error
}

func digest(secret string) []byte {
	sum := sha256.Sum256([]byte(secret))
	return sum[:]
}

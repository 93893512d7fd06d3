package accounts

import (
	"context"
	"time"

	"gorm.io/gorm/clause"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
)

// Imported is an account that comes from an earlier system.
type Imported struct {
	Email          string
	HashedPassword string // bcrypt; $2b$ is of the password's bytes as they were typed
	FullName       string
	Active         bool
	Verified       bool
	CreatedAt      time.Time // zero: unknown
	LastLogin      *time.Time
	LegacyID       string // its id there
	Key            string // names it for good
}

// importRow remembers who has come over, so that nobody does twice, whatever
// happened to the account since.
type importRow struct {
	Key        string `gorm:"primaryKey"`
	UserID     int64
	ImportedAt time.Time
}

func (importRow) TableName() string { return "legacy_imports" }

// Import makes the account, with a personal workspace, and calls then in the same
// transaction with the scope of that workspace. It tells false, and changes
// nothing, when the account has been imported before. An address that has an
// account here is refused with ErrEmailTaken.
func (s *Service) Import(ctx context.Context, sc access.Scope, in Imported, then func(ctx context.Context, own access.Scope) error) (imported bool, err error) {
	email, err := normalEmail(in.Email)
	if err != nil {
		return false, err
	}
	err = s.DB.Tx(ctx, sc, func(ctx context.Context) error {
		var known int64
		if err := s.DB.For(ctx, sc).Model(&importRow{}).Where("key = ?", in.Key).Count(&known).Error; err != nil || known > 0 {
			return err
		}
		if other, err := s.store.userByEmail(ctx, sc, email); err != nil || other != nil {
			return firstError(err, ErrEmailTaken)
		}
		row := newUser(email, in.HashedPassword, in.FullName)
		row.IsActive, row.IsVerified, row.LastLogin = in.Active, in.Verified, in.LastLogin
		if !in.CreatedAt.IsZero() {
			row.CreatedAt = in.CreatedAt
		}
		ctx, own, err := s.open(ctx, sc, row)
		if err != nil {
			return err
		}
		if err := s.DB.For(ctx, own).Clauses(clause.OnConflict{DoNothing: true}).Create(&importRow{in.Key, row.ID, db.Now()}).Error; err != nil {
			return err
		}
		err = s.Audit.Record(ctx, own, audit.Entry{
			Action: "accounts.imported", ResourceType: "user", ResourceID: id(row.ID), Details: map[string]string{"legacy_id": in.LegacyID},
		})
		if err != nil {
			return err
		}
		imported = true
		return then(ctx, own)
	})
	return imported && err == nil, err
}

package vault

import (
	"context"
	"errors"
	"strings"
	"time"

	"gorm.io/gorm"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
)

type credentialRow struct {
	ID                       int64
	WorkspaceID              int64
	UserID                   int64
	Label                    string
	Kind                     string
	KeyPrefix                string
	EncryptedAccessKeyID     []byte
	EncryptedSecretAccessKey []byte
	EncryptedSessionToken    []byte
	AWSRegion                string `gorm:"column:aws_region"`
	AWSAccountID             string `gorm:"column:aws_account_id"`
	AWSArn                   string `gorm:"column:aws_arn"`
	IsDefault                bool
	CreatedAt                time.Time
	UpdatedAt                time.Time `gorm:"autoUpdateTime:false"` // of an edit, not of a use
	VerifiedAt               *time.Time
	LastUsedAt               *time.Time

	// Of roles.
	BaseCredentialID *int64
	RoleArn          string
	ExternalID       string
	DurationSeconds  int
	RoleSessionName  string
	MFASerial        string `gorm:"column:mfa_serial"`

	// Of IAM Identity Center.
	StartURL    string `gorm:"column:start_url"`
	SSORegion   string `gorm:"column:sso_region"`
	SSORoleName string `gorm:"column:sso_role_name"`

	KeyCreatedAt *time.Time // null: with the row
	ExpiresAt    *time.Time // of a session token, where that is known
}

func (credentialRow) TableName() string { return "user_aws_credentials" }

type store struct{ db *db.DB }

// lock makes writers of one workspace's credentials queue until the end of the
// transaction, so that there is always exactly one default. SQLite has one
// writer anyway.
func (s store) lock(ctx context.Context, sc access.Scope) error {
	workspace, err := sc.Workspace()
	if err != nil || s.db.Dialect() == db.SQLite {
		return err
	}
	return s.db.For(ctx, sc).Exec(`select id from workspaces where id = ? for update`, workspace).Error
}

// insert stores a row and fills its id.
func (s store) insert(ctx context.Context, sc access.Scope, r *credentialRow) error {
	return labelTaken(s.db.For(ctx, sc).Create(r).Error)
}

// update changes columns of one row.
func (s store) update(ctx context.Context, sc access.Scope, id int64, columns map[string]any) error {
	done := s.db.For(ctx, sc).Model(&credentialRow{}).Where("id = ?", id).Updates(columns)
	if done.Error == nil && done.RowsAffected == 0 {
		return ErrNotFound
	}
	return labelTaken(done.Error)
}

func labelTaken(err error) error {
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return ErrLabelTaken.At("body.label", "is the label of another credential")
	}
	return err
}

func (s store) byID(ctx context.Context, sc access.Scope, id int64) (*credentialRow, error) {
	var r credentialRow
	err := s.db.For(ctx, sc).Where("id = ?", id).Take(&r).Error
	if db.NoRows(err) {
		return nil, ErrNotFound
	}
	return &r, err
}

// defaultOne is the workspace's default credential, or ErrNone.
func (s store) defaultOne(ctx context.Context, sc access.Scope) (*credentialRow, error) {
	var r credentialRow
	err := s.db.For(ctx, sc).Where("is_default").Take(&r).Error
	if db.NoRows(err) {
		return nil, ErrNone
	}
	return &r, err
}

// list gives rows beyond the id after, oldest first.
func (s store) list(ctx context.Context, sc access.Scope, after int64, limit int) ([]credentialRow, error) {
	return s.tagged(ctx, sc, "", after, limit)
}

// tagged gives rows beyond the id after that have a tag, oldest first. The tag
// is a key, or key=value; all rows when it is empty.
func (s store) tagged(ctx context.Context, sc access.Scope, tag string, after int64, limit int) ([]credentialRow, error) {
	q := s.db.For(ctx, sc).Where("id > ?", after)
	if tag != "" {
		having := s.db.For(ctx, sc).Model(&tagRow{}).Select("credential_id")
		if key, value, both := strings.Cut(tag, "="); both {
			// A key may hold "=" itself: the tag that is named so counts as well.
			having = having.Where("(tag_key = ? and tag_value = ?) or tag_key = ?", key, value, tag)
		} else {
			having = having.Where("tag_key = ?", tag)
		}
		q = q.Where("id in (?)", having)
	}
	var rows []credentialRow
	err := q.Order("id").Limit(limit).Find(&rows).Error
	return rows, err
}

// setDefault makes one row the default, or the oldest one when id is 0.
func (s store) setDefault(ctx context.Context, sc access.Scope, id int64) error {
	h := s.db.For(ctx, sc)
	if id == 0 {
		rows, err := s.list(ctx, sc, 0, 1)
		if err != nil || len(rows) == 0 {
			return err
		}
		id = rows[0].ID
	}
	if err := h.Model(&credentialRow{}).Where("is_default and id <> ?", id).Update("is_default", false).Error; err != nil {
		return err
	}
	return s.update(ctx, sc, id, map[string]any{"is_default": true})
}

func (s store) delete(ctx context.Context, sc access.Scope, id int64) error {
	return s.db.For(ctx, sc).Where("id = ?", id).Delete(&credentialRow{}).Error
}

// rolesOf gives the roles that are assumed with a credential.
func (s store) rolesOf(ctx context.Context, sc access.Scope, base int64) ([]credentialRow, error) {
	var rows []credentialRow
	err := s.db.For(ctx, sc).Where("base_credential_id = ?", base).Order("id").Find(&rows).Error
	return rows, err
}

package accounts

import (
	"context"
	"strings"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// tokenRow is one personal access token.
type tokenRow struct {
	ID              int64
	UserID          int64
	Name            string
	Preview         string
	Digest          []byte
	Scopes          string // separated by blanks
	OnlyWorkspaceID *int64
	MFA             bool `gorm:"column:mfa"` // made in a session with a second factor
	CreatedAt       time.Time
	ExpiresAt       time.Time
	LastUsedAt      *time.Time
	LastUsedIP      string `gorm:"column:last_used_ip"`
	RevokedAt       *time.Time
}

func (tokenRow) TableName() string { return "personal_access_tokens" }

func (r *tokenRow) view() api.AccessToken {
	out := api.AccessToken{
		ID: r.ID, Name: r.Name, Preview: r.Preview, Scopes: strings.Fields(r.Scopes), WorkspaceID: r.OnlyWorkspaceID,
		CreatedAt: r.CreatedAt.UTC(), ExpiresAt: r.ExpiresAt.UTC(), LastUsedIP: r.LastUsedIP,
	}
	if r.LastUsedAt != nil {
		at := r.LastUsedAt.UTC()
		out.LastUsedAt = &at
	}
	return out
}

// grant is what the token may.
func (r *tokenRow) grant() *access.Grant {
	g := &access.Grant{TokenID: r.ID, Permissions: map[access.Permission]bool{}}
	for _, scope := range strings.Fields(r.Scopes) {
		g.Permissions[access.Permission(scope)] = true
	}
	if r.OnlyWorkspaceID != nil {
		g.Workspace = *r.OnlyWorkspaceID
	}
	return g
}

const good = "revoked_at is null and expires_at > ?"

func (s store) insertToken(ctx context.Context, own access.Scope, r *tokenRow) error {
	return s.db.For(ctx, own).Create(r).Error
}

// goodToken finds a token that is good; nil when there is none.
func (s store) goodToken(ctx context.Context, sc access.Scope, digest []byte, now time.Time) (*tokenRow, error) {
	var rows []tokenRow
	err := s.db.For(ctx, sc).Where("digest = ?", digest).Where(good, now).Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}

// goodTokens are those of the scope's person, newest first.
func (s store) goodTokens(ctx context.Context, sc access.Scope, now time.Time) ([]tokenRow, error) {
	userID, err := sc.User()
	if err != nil {
		return nil, err
	}
	var rows []tokenRow
	err = s.db.For(ctx, sc).Where("user_id = ?", userID).Where(good, now).Order("id desc").Limit(mostTokens).Find(&rows).Error
	return rows, err
}

// touchToken notes a use.
func (s store) touchToken(ctx context.Context, sc access.Scope, id int64, now time.Time, ip string) error {
	return s.db.Single(ctx, sc).Model(&tokenRow{}).Where("id = ?", id).Updates(map[string]any{"last_used_at": now, "last_used_ip": ip}).Error
}

// revokeTokens ends one good token of the scope's person, or all of them when
// id is 0, and tells how many.
func (s store) revokeTokens(ctx context.Context, own access.Scope, id int64) (int64, error) {
	userID, err := own.User()
	if err != nil {
		return 0, err
	}
	now := db.Now()
	q := s.db.For(ctx, own).Model(&tokenRow{}).Where("user_id = ?", userID).Where(good, now)
	if id != 0 {
		q = q.Where("id = ?", id)
	}
	done := q.Update("revoked_at", now)
	return done.RowsAffected, done.Error
}

// unmarkTokens forgets that a second factor was shown when tokens were made.
func (s store) unmarkTokens(ctx context.Context, own access.Scope) error {
	userID, err := own.User()
	if err != nil {
		return err
	}
	return s.db.For(ctx, own).Model(&tokenRow{}).Where("user_id = ?", userID).Update("mfa", false).Error
}

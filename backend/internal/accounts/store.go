package accounts

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

type userRow struct {
	ID                  int64
	Email               string
	HashedPassword      string
	FullName            string
	IsActive            bool
	IsVerified          bool
	MFAEnabled          bool `gorm:"column:mfa_enabled"`
	PersonalWorkspaceID int64
	DefaultWorkspaceID  int64
	CreatedAt           time.Time
	UpdatedAt           time.Time
	LastLogin           *time.Time

	sessionMFA  bool // the session that asks was begun with a second factor
	hasPassword bool // known where the hash was not read
}

func (userRow) TableName() string { return "users" }

func (u *userRow) user() api.User {
	out := api.User{
		ID: u.ID, Email: u.Email, FullName: u.FullName, IsActive: u.IsActive, IsVerified: u.IsVerified, MFAEnabled: u.MFAEnabled,
		HasPassword: u.hasPassword || u.HashedPassword != "",
		CreatedAt:   u.CreatedAt.UTC(), DefaultWorkspaceID: u.DefaultWorkspaceID,
	}
	if u.LastLogin != nil {
		at := u.LastLogin.UTC()
		out.LastLogin = &at
	}
	return out
}

// sessionRow is one signed-in device.
type sessionRow struct {
	ID            int64
	UserID        int64
	Token         []byte // SHA-256 of the secret part of its refresh tokens
	Counter       int64
	CreatedAt     time.Time
	LastUsed      time.Time
	RotatedAt     time.Time
	ExpiresAt     time.Time
	Revoked       bool
	RevokedAt     *time.Time
	RevokedReason string
	UserAgent     string
	IPAddress     string
	MFA           bool   `gorm:"column:mfa"` // begun, or gone on, with a second factor
	AMR           string `gorm:"column:amr"` // how it was begun: values of RFC 8176, separated by blanks
}

func (sessionRow) TableName() string { return "refresh_tokens" }

type store struct{ db *db.DB }

// insertUser stores a new account; ErrEmailTaken when the address is in use.
func (s store) insertUser(ctx context.Context, sc access.Scope, u *userRow) error {
	err := s.db.For(ctx, sc).Create(u).Error
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return ErrEmailTaken.At("body.email", "has an account already")
	}
	return err
}

// userByEmail finds an account; nil when there is none.
func (s store) userByEmail(ctx context.Context, sc access.Scope, email string) (*userRow, error) {
	var rows []userRow
	err := s.db.For(ctx, sc).Where("email = ?", email).Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}

func (s store) userByID(ctx context.Context, sc access.Scope, id int64) (*userRow, error) {
	var u userRow
	err := s.db.For(ctx, sc).Take(&u, id).Error
	return &u, err
}

// updateUser changes columns of the scope's own account.
func (s store) updateUser(ctx context.Context, sc access.Scope, columns map[string]any) error {
	id, err := sc.User()
	if err != nil {
		return err
	}
	columns["updated_at"] = db.Now()
	err = s.db.For(ctx, sc).Model(&userRow{}).Where("id = ?", id).Updates(columns).Error
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return ErrEmailTaken.At("body.email", "has an account already")
	}
	return err
}

// usersOfSessions are the active accounts behind live sessions, by session.
func (s store) usersOfSessions(ctx context.Context, sc access.Scope, sessions []int64, now time.Time) (map[int64]*userRow, error) {
	rows, err := s.db.For(ctx, sc).Raw(`select t.id, t.mfa, u.id, u.email, u.full_name, u.is_active, u.is_verified, u.mfa_enabled,
			u.personal_workspace_id, u.default_workspace_id, u.created_at, u.last_login, u.hashed_password <> ''
		from refresh_tokens t join users u on u.id = t.user_id
		where t.id in ? and not t.revoked and t.expires_at > ? and u.is_active`, sessions, now).Rows()
	if err != nil {
		return nil, db.Classify(err)
	}
	defer func() { _ = rows.Close() }()
	out := make(map[int64]*userRow, len(sessions))
	for rows.Next() {
		var session int64
		var u userRow
		if err := rows.Scan(&session, &u.sessionMFA, &u.ID, &u.Email, &u.FullName, &u.IsActive, &u.IsVerified, &u.MFAEnabled,
			&u.PersonalWorkspaceID, &u.DefaultWorkspaceID, &u.CreatedAt, &u.LastLogin, &u.hasPassword); err != nil {
			return nil, err
		}
		out[session] = &u
	}
	return out, db.Classify(rows.Err())
}

func (s store) insertSession(ctx context.Context, sc access.Scope, row *sessionRow) error {
	return s.db.For(ctx, sc).Create(row).Error
}

// sessionByToken finds the session that a refresh token belongs to; nil when
// there is none.
func (s store) sessionByToken(ctx context.Context, sc access.Scope, digest []byte) (*sessionRow, error) {
	var rows []sessionRow
	err := s.db.For(ctx, sc).Where("token = ?", digest).Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}

// rotate counts a live session on, in one statement, so that of two servers
// only one does it. It tells whether it did.
func (s store) rotate(ctx context.Context, sc access.Scope, t refreshToken, a access.Actor, now time.Time) (bool, error) {
	done := s.db.Single(ctx, sc).Model(&sessionRow{}).
		Where("token = ? and counter = ? and not revoked and expires_at > ?", t.digest(), t.counter, now).
		Updates(map[string]any{
			"counter": t.counter + 1, "rotated_at": now, "last_used": now, "expires_at": now.Add(RefreshTTL),
			"user_agent": short(a.UserAgent), "ip_address": a.IP,
		})
	return done.RowsAffected == 1, done.Error
}

// liveSessions lists the scope's own sessions, last used first.
func (s store) liveSessions(ctx context.Context, sc access.Scope, now time.Time) ([]sessionRow, error) {
	id, err := sc.User()
	if err != nil {
		return nil, err
	}
	var rows []sessionRow
	err = s.db.For(ctx, sc).Where("user_id = ? and not revoked and expires_at > ?", id, now).
		Order("last_used desc, id desc").Limit(200).Find(&rows).Error
	return rows, err
}

// revoke ends live sessions of the scope's own account, chosen by a condition,
// and tells how many.
func (s store) revoke(ctx context.Context, sc access.Scope, reason, condition string, args ...any) (int64, error) {
	id, err := sc.User()
	if err != nil {
		return 0, err
	}
	done := s.db.For(ctx, sc).Model(&sessionRow{}).Where("user_id = ? and not revoked", id).Where(condition, args...).
		Updates(map[string]any{"revoked": true, "revoked_at": db.Now(), "revoked_reason": reason})
	return done.RowsAffected, done.Error
}

// sessionBegan is when a live session of the scope's person was begun; the zero
// time when there is none.
func (s store) sessionBegan(ctx context.Context, sc access.Scope, id int64) (time.Time, error) {
	userID, err := sc.User()
	if err != nil {
		return time.Time{}, err
	}
	var rows []sessionRow
	err = s.db.For(ctx, sc).Where("user_id = ? and id = ? and not revoked", userID, id).Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return time.Time{}, err
	}
	return rows[0].CreatedAt, nil
}

package teams

import (
	"context"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

type invitationRow struct {
	ID          int64
	WorkspaceID int64
	Email       string
	Role        string
	InvitedBy   int64
	CreatedAt   time.Time
	ExpiresAt   time.Time
	AcceptedAt  *time.Time
	RevokedAt   *time.Time

	ByEmail string `gorm:"->;-:migration"` // of whoever has invited, where it was joined
}

func (invitationRow) TableName() string { return "invitations" }

func (r *invitationRow) view(by string) api.Invitation {
	return api.Invitation{ID: r.ID, Email: r.Email, Role: r.Role, InvitedBy: by, CreatedAt: r.CreatedAt.UTC(), ExpiresAt: r.ExpiresAt.UTC()}
}

func (s store) insertInvitation(ctx context.Context, sc access.Scope, r *invitationRow) error {
	return s.db.For(ctx, sc).Omit("ByEmail").Create(r).Error
}

const selectInvitation = `select i.id, i.workspace_id, i.email, i.role, i.invited_by, i.created_at, i.expires_at, u.email as by_email
	from invitations i join users u on u.id = i.invited_by where i.workspace_id = ? and i.accepted_at is null and i.revoked_at is null`

// openInvitations lists those that nobody has accepted or taken back, beyond
// the id after; those that are over among them.
func (s store) openInvitations(ctx context.Context, sc access.Scope, after int64, limit int) ([]invitationRow, error) {
	workspace, err := sc.Workspace()
	if err != nil {
		return nil, err
	}
	var rows []invitationRow
	err = s.db.For(ctx, sc).Raw(selectInvitation+` and i.id > ? order by i.id limit ?`, workspace, after, limit).Scan(&rows).Error
	return rows, err
}

// openInvitation is one of those; ErrInvitation when it is none of them.
func (s store) openInvitation(ctx context.Context, sc access.Scope, id int64) (*invitationRow, error) {
	workspace, err := sc.Workspace()
	if err != nil {
		return nil, err
	}
	var rows []invitationRow
	err = s.db.For(ctx, sc).Raw(selectInvitation+` and i.id = ?`, workspace, id).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, ErrInvitation
	}
	return &rows[0], nil
}

func (s store) changeInvitation(ctx context.Context, sc access.Scope, id int64, columns map[string]any) error {
	return s.db.For(ctx, sc).Model(&invitationRow{}).Where("id = ?", id).Updates(columns).Error
}

// revokeInvitationsTo takes back what is open to an address.
func (s store) revokeInvitationsTo(ctx context.Context, sc access.Scope, email string) error {
	return s.revokeInvitations(ctx, sc, "email = ?", email)
}

// revokeInvitationsBy takes back what a person has sent.
func (s store) revokeInvitationsBy(ctx context.Context, sc access.Scope, userID int64) error {
	return s.revokeInvitations(ctx, sc, "invited_by = ?", userID)
}

func (s store) revokeInvitations(ctx context.Context, sc access.Scope, condition string, arg any) error {
	return s.db.For(ctx, sc).Model(&invitationRow{}).Where("accepted_at is null and revoked_at is null").Where(condition, arg).
		Update("revoked_at", db.Now()).Error
}

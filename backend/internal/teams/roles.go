package teams

import (
	"context"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
)

// Members answers the guard's question. It is apart from Service because the
// guard, which makes scopes, has none to show.
type Members struct {
	db     *db.DB
	public access.Scope
}

// NewMembers makes the guard's source of roles.
func NewMembers(database *db.DB) *Members {
	return &Members{database, access.NewGuard(nil).Public(access.Actor{})}
}

// MembershipOf is the user's membership of a workspace; access.ErrNoSuch when
// the user is no member or there is no such workspace.
func (m *Members) MembershipOf(ctx context.Context, userID, workspaceID int64) (access.Membership, error) {
	var role string
	var out access.Membership
	row := m.db.For(ctx, m.public).Raw(`select m.role, w.require_mfa from memberships m join workspaces w on w.id = m.workspace_id
		where m.user_id = ? and m.workspace_id = ?`, userID, workspaceID).Row()
	if row == nil {
		return out, db.ErrUnavailable
	}
	switch err := row.Scan(&role, &out.RequireMFA); {
	case db.NoRows(err):
		return out, access.ErrNoSuch
	case err != nil:
		return out, db.Classify(err)
	}
	out.Role = access.Role(role)
	return out, nil
}

// AllIDs lists every workspace's id, for system jobs.
func (m *Members) AllIDs(ctx context.Context) ([]int64, error) {
	var ids []int64
	err := m.db.For(ctx, m.public).Raw(`select id from workspaces order by id`).Scan(&ids).Error
	return ids, err
}

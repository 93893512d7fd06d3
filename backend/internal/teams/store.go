package teams

import (
	"context"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
)

type store struct{ db *db.DB }

func (s store) insert(ctx context.Context, sc access.Scope, w *workspaceRow) error {
	return s.db.For(ctx, sc).Create(w).Error
}

func (s store) insertMember(ctx context.Context, sc access.Scope, m membershipRow) error {
	return s.db.For(ctx, sc).Create(&m).Error
}

type workspaceOfUser struct {
	ID        int64
	Name      string
	Personal  bool
	Role      string
	CreatedAt time.Time
}

// ofUser lists the workspaces of the scope's person beyond the id after.
func (s store) ofUser(ctx context.Context, sc access.Scope, after int64, limit int) ([]workspaceOfUser, error) {
	userID, err := sc.User()
	if err != nil {
		return nil, err
	}
	var rows []workspaceOfUser
	err = s.db.For(ctx, sc).Raw(`select w.id, w.name, w.personal, m.role, w.created_at
		from memberships m join workspaces w on w.id = m.workspace_id
		where m.user_id = ? and w.id > ? order by w.id limit ?`, userID, after, limit).Scan(&rows).Error
	return rows, err
}

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

// RoleIn is the user's role in a workspace; access.ErrNoSuch when the user is
// no member or there is no such workspace.
func (m *Members) RoleIn(ctx context.Context, userID, workspaceID int64) (access.Role, error) {
	var role string
	row := m.db.For(ctx, m.public).Raw(`select role from memberships where user_id = ? and workspace_id = ?`, userID, workspaceID).Row()
	if row == nil {
		return "", db.ErrUnavailable
	}
	switch err := row.Scan(&role); {
	case db.NoRows(err):
		return "", access.ErrNoSuch
	case err != nil:
		return "", db.Classify(err)
	}
	return access.Role(role), nil
}

// AllIDs lists every workspace's id, for system jobs.
func (m *Members) AllIDs(ctx context.Context) ([]int64, error) {
	var ids []int64
	err := m.db.For(ctx, m.public).Raw(`select id from workspaces order by id`).Scan(&ids).Error
	return ids, err
}

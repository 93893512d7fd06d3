package teams

import (
	"context"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
)

// KeepersOf gives the e-mail addresses of the owner and the admins of the
// scope's workspace whose accounts are open, and the workspace's name.
func (m *Members) KeepersOf(ctx context.Context, sc access.Scope) (addresses []string, workspace string, err error) {
	id, err := sc.Workspace()
	if err != nil {
		return nil, "", err
	}
	w, err := store{m.db}.workspace(ctx, sc)
	if err != nil {
		return nil, "", err
	}
	err = m.db.For(ctx, sc).Raw(`select u.email from memberships m join users u on u.id = m.user_id
		where m.workspace_id = ? and m.role in ? and u.is_active order by u.id`, id, []string{string(access.Owner), string(access.Admin)}).Scan(&addresses).Error
	return addresses, w.Name, err
}

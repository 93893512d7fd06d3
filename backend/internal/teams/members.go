package teams

import (
	"context"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/page"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Members lists the people in the workspace.
func (s *Service) Members(ctx context.Context, sc access.Scope, in api.MemberListIn) (api.MemberList, error) {
	after, err := page.Position(in.Cursor)
	if err != nil {
		return api.MemberList{}, err
	}
	rows, err := s.store.members(ctx, sc, after, in.Limit+1)
	if err != nil {
		return api.MemberList{}, err
	}
	var out api.MemberList
	out.Items, out.NextCursor = page.Cut(rows, in.Limit, func(r *memberRow) int64 { return r.UserID }, (*memberRow).view)
	return out, nil
}

// ChangeRole gives a member another role, at once.
func (s *Service) ChangeRole(ctx context.Context, sc access.Scope, in api.ChangeRoleIn) (api.Member, error) {
	var changed *memberRow
	err := s.changing(ctx, sc, access.MembersWrite, func(ctx context.Context, w *workspaceRow) error {
		m, err := s.changeable(ctx, sc, in.UserID)
		if err != nil {
			return err
		}
		from := m.Role
		if m.Role, changed = in.Body.Role, m; from == in.Body.Role {
			return nil
		}
		to := access.Role(in.Body.Role)
		if err := s.store.setRole(ctx, sc, m.UserID, to); err != nil {
			return err
		}
		if !to.May(access.MembersWrite) {
			if err := s.store.revokeInvitationsBy(ctx, sc, m.UserID); err != nil {
				return err
			}
		}
		if err := s.tell(ctx, sc, roleLetter, m.Email, map[string]string{"workspace": w.Name, "role": in.Body.Role}); err != nil {
			return err
		}
		return s.record(ctx, sc, "teams.role_changed", "user", id(m.UserID), map[string]string{"email": m.Email, "from": from, "to": in.Body.Role})
	})
	if err != nil {
		return api.Member{}, err
	}
	return changed.view(), nil
}

// changeable is a member who is not the owner.
func (s *Service) changeable(ctx context.Context, sc access.Scope, userID int64) (*memberRow, error) {
	m, err := s.store.member(ctx, sc, userID)
	switch {
	case err != nil:
		return nil, err
	case m == nil:
		return nil, ErrMember
	case access.Role(m.Role) == access.Owner:
		return nil, ErrOwner
	}
	return m, nil
}

// Remove ends somebody's membership: from the next request on they are not let
// in, and what invitations they have made end too.
func (s *Service) Remove(ctx context.Context, sc access.Scope, in api.MemberIn) (api.None, error) {
	return api.None{}, s.changing(ctx, sc, access.MembersWrite, func(ctx context.Context, w *workspaceRow) error {
		m, err := s.changeable(ctx, sc, in.UserID)
		if err != nil {
			return err
		}
		if err := s.end(ctx, sc, m); err != nil {
			return err
		}
		if err := s.tell(ctx, sc, removedLetter, m.Email, map[string]string{"workspace": w.Name}); err != nil {
			return err
		}
		return s.record(ctx, sc, "teams.member_removed", "user", id(m.UserID), map[string]string{"email": m.Email, "role": m.Role})
	})
}

// Leave ends the person's own membership.
func (s *Service) Leave(ctx context.Context, sc access.Scope, _ api.InWorkspace) (api.None, error) {
	userID, err := sc.User()
	if err != nil {
		return api.None{}, err
	}
	return api.None{}, s.changing(ctx, sc, access.WorkspaceRead, func(ctx context.Context, w *workspaceRow) error {
		if w.Personal && sc.Role() == access.Owner {
			return ErrPersonal
		}
		m, err := s.changeable(ctx, sc, userID)
		if err != nil {
			return err
		}
		if err := s.end(ctx, sc, m); err != nil {
			return err
		}
		return s.record(ctx, sc, "teams.member_left", "user", id(userID), map[string]string{"email": m.Email, "role": m.Role})
	})
}

// end takes a membership away with what hangs on it.
func (s *Service) end(ctx context.Context, sc access.Scope, m *memberRow) error {
	if err := s.store.deleteMember(ctx, sc, m.UserID); err != nil {
		return err
	}
	// Somebody who was invited by a person who is gone might be that person.
	if err := s.store.revokeInvitationsBy(ctx, sc, m.UserID); err != nil {
		return err
	}
	return s.store.forgetDefaults(ctx, sc, m.UserID)
}

// CloseFor ends every membership of a person who leaves for good, and deletes
// the personal workspace, which is the scope's, in the running transaction.
func (s *Service) CloseFor(ctx context.Context, own access.Scope) error {
	owns, err := s.store.lockMemberships(ctx, own)
	if err != nil {
		return err
	}
	if owns {
		return ErrOwns
	}
	if err := s.store.forgetDefaults(ctx, own, 0); err != nil {
		return err
	}
	if err := s.store.deleteMemberships(ctx, own); err != nil {
		return err
	}
	return s.store.delete(ctx, own)
}

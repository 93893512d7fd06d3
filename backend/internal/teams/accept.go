package teams

import (
	"context"
	"errors"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/ticket"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// spent names the field that an invitation's secret came in.
var spent = ErrSpent.At("body.token", "is not that of an invitation that is still open")

// offer is an invitation that somebody has shown the secret of.
type offer struct {
	ticket    *ticket.Ticket
	scope     access.Scope // of its workspace, for whoever has the secret
	row       *invitationRow
	workspace *workspaceRow
}

// find gives the open invitation of a secret; ErrSpent when there is none.
func (s *Service) find(ctx context.Context, sc access.Scope, a access.Actor, secret string) (*offer, error) {
	t, err := s.Tickets.Find(ctx, sc, secret, invitation)
	if err != nil || t == nil {
		return nil, firstError(err, spent)
	}
	workspaceID, invitationID, err := readSubject(t.Subject)
	if err != nil {
		return nil, err
	}
	o := &offer{ticket: t}
	if o.scope, err = s.Guard.Invited(a, workspaceID); err != nil {
		return nil, err
	}
	return o, s.read(ctx, o, invitationID)
}

// read fills in the invitation as it is now.
func (s *Service) read(ctx context.Context, o *offer, invitationID int64) (err error) {
	if o.workspace, err = s.store.workspace(ctx, o.scope); err == nil {
		o.row, err = s.store.openInvitation(ctx, o.scope, invitationID)
	}
	if errors.Is(err, access.ErrNoSuch) || errors.Is(err, ErrInvitation) {
		return spent
	}
	if err != nil {
		return err
	}
	// An invitation is worth what the right of whoever has sent it is worth now.
	by, err := s.store.member(ctx, o.scope, o.row.InvitedBy)
	if err != nil {
		return err
	}
	if by == nil || !access.Role(by.Role).May(access.MembersWrite) || !o.row.ExpiresAt.After(db.Now()) {
		return spent
	}
	return nil
}

// Preview tells whoever has an invitation's link what it is about.
func (s *Service) Preview(ctx context.Context, sc access.Scope, in api.InvitationTokenIn) (api.InvitationPreview, error) {
	o, err := s.find(ctx, sc, sc.Actor(), in.Body.Token)
	if err != nil {
		return api.InvitationPreview{}, err
	}
	return api.InvitationPreview{
		WorkspaceName: o.workspace.Name, Email: o.row.Email, Role: o.row.Role, InvitedBy: o.row.ByEmail, ExpiresAt: o.row.ExpiresAt.UTC(),
	}, nil
}

// Invited gives the address that an invitation is for, and whether its link
// came by mail.
func (s *Service) Invited(ctx context.Context, sc access.Scope, secret string) (email string, proved bool, err error) {
	o, err := s.find(ctx, sc, sc.Actor(), secret)
	if errors.Is(err, ErrSpent) {
		err = ErrSpent.At("body.invitation", "is not that of an invitation that is still open")
	}
	if err != nil {
		return "", false, err
	}
	return o.row.Email, s.Mailed, nil
}

// Accept makes the person a member of the workspace that has invited them.
func (s *Service) Accept(ctx context.Context, sc access.Scope, in api.InvitationTokenIn) (api.Workspace, error) {
	return s.accept(ctx, sc, sc.Actor(), in.Body.Token)
}

// AcceptNew accepts an invitation for an account that has just been opened.
func (s *Service) AcceptNew(ctx context.Context, a access.Actor, secret string) error {
	_, err := s.accept(ctx, s.Guard.Public(a), a, secret)
	return err
}

// accept uses an invitation up, for the address it is for and no other: a link
// that was forwarded or stolen lets nobody else in.
func (s *Service) accept(ctx context.Context, sc access.Scope, a access.Actor, secret string) (api.Workspace, error) {
	o, err := s.find(ctx, sc, a, secret)
	if err != nil {
		return api.Workspace{}, err
	}
	if a.Email == "" || a.Email != o.row.Email || a.Email != o.ticket.Email {
		return api.Workspace{}, ErrAnother
	}
	err = s.DB.Tx(ctx, o.scope, func(ctx context.Context) error {
		if _, err := s.store.lock(ctx, o.scope); err != nil {
			return err
		}
		if err := s.read(ctx, o, o.row.ID); err != nil {
			return err
		}
		if good, err := s.Tickets.Spend(ctx, o.scope, o.ticket.ID); err != nil || !good {
			return firstError(err, spent)
		}
		m, err := s.store.member(ctx, o.scope, a.UserID)
		if err != nil || m != nil {
			return firstError(err, ErrAlready)
		}
		if err := s.store.insertMember(ctx, o.scope, membershipRow{WorkspaceID: o.workspace.ID, UserID: a.UserID, Role: o.row.Role, CreatedAt: db.Now()}); err != nil {
			return err
		}
		if err := s.store.changeInvitation(ctx, o.scope, o.row.ID, map[string]any{"accepted_at": db.Now()}); err != nil {
			return err
		}
		if err := s.Tickets.CancelSubject(ctx, o.scope, invitation, o.ticket.Subject); err != nil {
			return err
		}
		return s.record(ctx, o.scope, "teams.member_joined", "user", id(a.UserID), map[string]string{"email": a.Email, "role": o.row.Role, "invited_by": o.row.ByEmail})
	})
	if err != nil {
		return api.Workspace{}, err
	}
	return o.workspace.view(access.Role(o.row.Role)), nil
}

func firstError(err error, otherwise *fault.Fault) error {
	if err != nil {
		return err
	}
	return otherwise
}

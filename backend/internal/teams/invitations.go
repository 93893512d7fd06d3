package teams

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/mail"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/page"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/ticket"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Invite asks somebody to join. An earlier invitation to the same address ends.
func (s *Service) Invite(ctx context.Context, sc access.Scope, in api.InviteIn) (api.Invitation, error) {
	email, ok := mail.Normal(in.Body.Email)
	if !ok {
		return api.Invitation{}, ErrEmail.At("body.email", "must be an e-mail address")
	}
	if err := s.mayWrite(ctx, sc, email); err != nil {
		return api.Invitation{}, err
	}
	row := invitationRow{Email: email, Role: in.Body.Role, InvitedBy: sc.Actor().UserID, CreatedAt: db.Now()}
	row.ExpiresAt = row.CreatedAt.Add(InvitationTTL)
	var link string
	err := s.changing(ctx, sc, access.MembersWrite, func(ctx context.Context, w *workspaceRow) (err error) {
		if w.Personal {
			return ErrPersonal
		}
		if there, err := s.store.hasMember(ctx, sc, email); err != nil || there {
			return firstError(err, ErrAlready.At("body.email", "is that of a member"))
		}
		if err := s.store.revokeInvitationsTo(ctx, sc, email); err != nil {
			return err
		}
		if err := s.store.insertInvitation(ctx, sc, &row); err != nil {
			return err
		}
		if link, err = s.hand(ctx, sc, w, row); err != nil {
			return err
		}
		return s.record(ctx, sc, "teams.member_invited", "invitation", id(row.ID), map[string]string{"email": email, "role": row.Role})
	})
	if err != nil {
		return api.Invitation{}, err
	}
	out := row.view(sc.Actor().Email)
	out.Link = link
	return out, nil
}

// mayWrite counts a letter that a person has sent to somebody.
func (s *Service) mayWrite(ctx context.Context, sc access.Scope, email string) error {
	wait := s.Limiter.Take(ctx, invitationsPerson, id(sc.Actor().UserID))
	if wait == 0 {
		wait = s.Limiter.Take(ctx, lettersMailbox, email)
	}
	if wait > 0 {
		return ErrTooMany.Saying("Many invitations have been sent. Wait a little, then try again.").After(wait)
	}
	return nil
}

// hand sees to it that an invitation reaches its reader: by a letter or, where
// there is no mail, by whoever has made it, who gets the link.
func (s *Service) hand(ctx context.Context, sc access.Scope, w *workspaceRow, row invitationRow) (link string, err error) {
	if s.Mailed {
		return "", s.tell(ctx, sc, invitation, row.Email, map[string]string{
			"workspace": w.Name, "role": row.Role, "by": sc.Actor().Email, "subject": subject(w.ID, row.ID), "until": strconv.FormatInt(row.ExpiresAt.Unix(), 10),
		})
	}
	return s.link(ctx, sc, row.Email, subject(w.ID, row.ID), row.ExpiresAt)
}

// subject is what the ticket of an invitation is about.
func subject(workspaceID, invitationID int64) string { return id(workspaceID) + "/" + id(invitationID) }

func readSubject(s string) (workspaceID, invitationID int64, err error) {
	left, right, _ := strings.Cut(s, "/")
	if workspaceID, err = strconv.ParseInt(left, 10, 64); err == nil {
		invitationID, err = strconv.ParseInt(right, 10, 64)
	}
	if err != nil {
		return 0, 0, fmt.Errorf("teams: a ticket is about %q: %w", s, err)
	}
	return workspaceID, invitationID, nil
}

// link issues a ticket and writes the address that carries its secret.
func (s *Service) link(ctx context.Context, sc access.Scope, email, about string, until time.Time) (string, error) {
	secret, err := s.Tickets.Issue(ctx, sc, ticket.Ticket{Purpose: invitation, Subject: about, Email: email}, time.Until(until))
	return s.Page + "/invitation#token=" + secret, err
}

// Invitations lists the open invitations, oldest first.
func (s *Service) Invitations(ctx context.Context, sc access.Scope, in api.InvitationListIn) (api.InvitationList, error) {
	after, err := page.Position(in.Cursor)
	if err != nil {
		return api.InvitationList{}, err
	}
	rows, err := s.store.openInvitations(ctx, sc, after, in.Limit+1)
	if err != nil {
		return api.InvitationList{}, err
	}
	var out api.InvitationList
	out.Items, out.NextCursor = page.Cut(rows, in.Limit, func(r *invitationRow) int64 { return r.ID }, func(r *invitationRow) api.Invitation { return r.view(r.ByEmail) })
	return out, nil
}

// Resend hands an open invitation over again, good for another week from now.
func (s *Service) Resend(ctx context.Context, sc access.Scope, in api.InvitationIn) (api.Invitation, error) {
	var out api.Invitation
	err := s.changing(ctx, sc, access.MembersWrite, func(ctx context.Context, w *workspaceRow) error {
		row, err := s.store.openInvitation(ctx, sc, in.ID)
		if err != nil {
			return err
		}
		if err := s.mayWrite(ctx, sc, row.Email); err != nil {
			return err
		}
		row.ExpiresAt, row.InvitedBy = db.Now().Add(InvitationTTL), sc.Actor().UserID
		err = s.store.changeInvitation(ctx, sc, row.ID, map[string]any{"expires_at": row.ExpiresAt, "invited_by": row.InvitedBy})
		if err != nil {
			return err
		}
		link, err := s.hand(ctx, sc, w, *row)
		if err != nil {
			return err
		}
		out = row.view(sc.Actor().Email)
		out.Link = link
		return s.record(ctx, sc, "teams.member_invited", "invitation", id(row.ID), map[string]string{"email": row.Email, "role": row.Role, "again": "true"})
	})
	return out, err
}

// Revoke takes an invitation back.
func (s *Service) Revoke(ctx context.Context, sc access.Scope, in api.InvitationIn) (api.None, error) {
	return api.None{}, s.changing(ctx, sc, access.MembersWrite, func(ctx context.Context, w *workspaceRow) error {
		row, err := s.store.openInvitation(ctx, sc, in.ID)
		if err != nil {
			return err
		}
		if err := s.store.changeInvitation(ctx, sc, row.ID, map[string]any{"revoked_at": db.Now()}); err != nil {
			return err
		}
		if err := s.Tickets.CancelSubject(ctx, sc, invitation, subject(w.ID, row.ID)); err != nil {
			return err
		}
		return s.record(ctx, sc, "teams.invitation_revoked", "invitation", id(row.ID), map[string]string{"email": row.Email})
	})
}

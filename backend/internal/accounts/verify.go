package accounts

import (
	"context"
	"errors"
	"strconv"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/ticket"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// VerifyEmail does what waited for the proof of an address: it opens the
// account, marks the address as proved, or changes it.
func (s *Service) VerifyEmail(ctx context.Context, sc access.Scope, in api.VerifyEmailIn) (api.Message, error) {
	t, err := s.Tickets.Find(ctx, sc, in.Body.Token, registration, verifyEmail, changeEmail)
	switch {
	case err != nil:
		return api.Message{}, err
	case t == nil:
		return api.Message{}, spentLink
	case t.Purpose == registration:
		return s.openProved(ctx, sc, t)
	case t.Purpose == verifyEmail:
		return s.markProved(ctx, sc, t)
	default:
		return s.moveTo(ctx, sc, t)
	}
}

// spentLink names the field that the link's secret came in.
var spentLink = ErrLink.At("body.token", "is not that of a link that is still good")

// openProved makes the account that was asked for.
func (s *Service) openProved(ctx context.Context, sc access.Scope, t *ticket.Ticket) (api.Message, error) {
	asked, err := strconv.ParseInt(t.Subject, 10, 64)
	if err != nil {
		return api.Message{}, err
	}
	err = s.DB.Tx(ctx, sc, func(ctx context.Context) error {
		if good, err := s.Tickets.Spend(ctx, sc, t.ID); err != nil || !good {
			return firstError(err, spentLink)
		}
		r, err := s.store.registration(ctx, sc, asked)
		if err != nil || r == nil {
			return firstError(err, spentLink)
		}
		// Other links to this address would open the same account with
		// other people's passwords: whoever opens one first has it.
		if err := s.store.deleteRegistrations(ctx, sc, r.Email); err != nil {
			return err
		}
		row := newUser(r.Email, r.HashedPassword, r.FullName)
		row.IsVerified = true
		_, _, err = s.open(ctx, sc, row)
		return err
	})
	if errors.Is(err, ErrEmailTaken) {
		return api.Message{}, ErrEmailTaken.Saying("There is an account with this e-mail address by now. Sign in instead.")
	}
	return api.Message{Message: "The account is open. Sign in."}, err
}

// markProved notes that an account's address is its owner's.
func (s *Service) markProved(ctx context.Context, sc access.Scope, t *ticket.Ticket) (api.Message, error) {
	err := s.spend(ctx, sc, t, func(ctx context.Context, own access.Scope, row *userRow) error {
		if row.Email != t.Email {
			return spentLink // the address has been changed since
		}
		if err := s.store.updateUser(ctx, own, map[string]any{"is_verified": true}); err != nil {
			return err
		}
		if err := s.Tickets.Cancel(ctx, own, row.ID, verifyEmail); err != nil {
			return err
		}
		return s.Audit.Record(ctx, own, audit.Entry{Action: "accounts.email_verified", ResourceType: "user", ResourceID: id(row.ID)})
	})
	return api.Message{Message: "The address is verified."}, err
}

// moveTo makes a proved address the account's.
func (s *Service) moveTo(ctx context.Context, sc access.Scope, t *ticket.Ticket) (api.Message, error) {
	err := s.spend(ctx, sc, t, func(ctx context.Context, own access.Scope, row *userRow) error {
		return s.setEmail(ctx, own, row, t.Email, true)
	})
	return api.Message{Message: "The address has been changed."}, err
}

// spend uses a ticket of an account up, together with what fn does in the
// account's personal workspace, whose owner it acts for. Of all links of an
// account one at a time gets there.
func (s *Service) spend(ctx context.Context, sc access.Scope, t *ticket.Ticket, fn func(ctx context.Context, own access.Scope, row *userRow) error) error {
	if t.UserID == nil {
		return spentLink
	}
	row, err := s.store.userByID(ctx, sc, *t.UserID)
	if err != nil {
		return err
	}
	actor := sc.Actor()
	actor.UserID, actor.Email = row.ID, row.Email
	own, err := s.Guard.Personal(actor, row.PersonalWorkspaceID)
	if err != nil {
		return err
	}
	return s.DB.Tx(ctx, own, func(ctx context.Context) error {
		row, err := s.store.lockUser(ctx, own)
		if err != nil {
			return err
		}
		if good, err := s.Tickets.Spend(ctx, own, t.ID); err != nil || !good || !row.IsActive {
			return firstError(err, spentLink)
		}
		return fn(ctx, own, row)
	})
}

// ResendVerification asks for the letter again. It does the same for every
// address; whether there is anything to verify is looked at when the letter is
// written.
func (s *Service) ResendVerification(ctx context.Context, sc access.Scope, in api.EmailIn) (api.Message, error) {
	err := s.askFor(ctx, sc, resend, in.Body.Email)
	return api.Message{Message: "If something waits for this address to be verified, a letter is on its way to it."}, err
}

// ChangeEmail replaces the address that signs in: at once, or when the link in
// the letter to the new address is opened. Both addresses are told.
func (s *Service) ChangeEmail(ctx context.Context, sc access.Scope, in api.ChangeEmailIn) (api.User, error) {
	email, err := normalEmail(in.Body.Email)
	if err != nil {
		return api.User{}, err
	}
	row, err := s.proveOwner(ctx, sc, "accounts.email_changed", in.Body.CurrentPassword)
	if err != nil {
		return api.User{}, err
	}
	if s.Verify {
		return row.user(), s.askToMove(ctx, row, email)
	}
	err = s.own(ctx, func(ctx context.Context, own access.Scope) error {
		if _, err := s.stillProved(ctx, own, row); err != nil {
			return err
		}
		if err := s.setEmail(ctx, own, row, email, false); err != nil {
			return err
		}
		return s.tell(ctx, own, verifyEmail, email, nil)
	})
	if err != nil {
		return api.User{}, err
	}
	return row.user(), nil
}

// askToMove sends the link to the new address, and word of it to the old one.
func (s *Service) askToMove(ctx context.Context, row *userRow, email string) error {
	if !s.mailboxHasRoom(ctx, email) {
		return ErrTooMany.Saying("Many letters have gone to that address. Wait a little, then try again.")
	}
	return s.own(ctx, func(ctx context.Context, own access.Scope) error {
		if _, err := s.stillProved(ctx, own, row); err != nil {
			return err
		}
		if err := s.tell(ctx, own, changeEmail, email, map[string]string{"user": id(row.ID)}); err != nil {
			return err
		}
		if err := s.tell(ctx, own, emailChanging, row.Email, map[string]string{"to": email}); err != nil {
			return err
		}
		return s.Audit.Record(ctx, own, audit.Entry{
			Action: "accounts.email_change_requested", ResourceType: "user", ResourceID: id(row.ID), Details: map[string]string{"to": email},
		})
	})
}

// setEmail changes the address, in the running transaction. Links that went to
// the old one are good for nothing afterwards.
func (s *Service) setEmail(ctx context.Context, own access.Scope, row *userRow, email string, proved bool) error {
	before := row.Email
	if err := s.store.updateUser(ctx, own, map[string]any{"email": email, "is_verified": proved}); err != nil {
		return err
	}
	row.Email, row.IsVerified = email, proved
	if err := s.Tickets.Cancel(ctx, own, row.ID); err != nil {
		return err
	}
	if err := s.tell(ctx, own, emailChanged, before, map[string]string{"to": email}); err != nil {
		return err
	}
	return s.Audit.Record(ctx, own, audit.Entry{
		Action: "accounts.email_changed", ResourceType: "user", ResourceID: id(row.ID),
		Details: map[string]string{"from": before, "to": email},
	})
}

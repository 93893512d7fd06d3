package accounts

import (
	"context"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// ForgotPassword asks for a letter with a link to reset the password. It does
// the same for every address: whether there is an account is looked at when
// the letter is written, after the answer.
func (s *Service) ForgotPassword(ctx context.Context, sc access.Scope, in api.EmailIn) (api.Message, error) {
	if !s.Outbox.Enabled() {
		s.Log.WarnContext(ctx, "a password cannot be reset: no SMTP_URL is set", "request_id", sc.Actor().RequestID)
	}
	err := s.askFor(ctx, sc, forgotten, in.Body.Email)
	return api.Message{Message: "If there is an account with this address, a letter is on its way to it."}, err
}

// askFor asks for a letter that a stranger may ask for.
func (s *Service) askFor(ctx context.Context, sc access.Scope, kind, address string) error {
	email, err := normalEmail(address)
	if err != nil {
		return err
	}
	if wait := s.Limiter.Take(ctx, lettersAddress, sc.Actor().IP); wait > 0 {
		s.Metrics.Limited(lettersAddress.Name)
		return ErrTooMany.Saying("Many letters have been asked for from your network. Wait a little, then try again.").After(wait)
	}
	if !s.mailboxHasRoom(ctx, email) {
		return nil
	}
	return s.tell(ctx, sc, kind, email, nil)
}

// mailboxHasRoom counts a letter to an address that somebody typed, and tells
// whether it may be sent.
func (s *Service) mailboxHasRoom(ctx context.Context, email string) bool {
	if s.Limiter.Take(ctx, lettersMailbox, email) > 0 {
		s.Metrics.Limited(lettersMailbox.Name)
		return false
	}
	return true
}

// ResetPassword sets a new password by the secret of a link, once. Every
// session ends, and so do every other link of the account and its personal
// access tokens: whoever had got in is out.
func (s *Service) ResetPassword(ctx context.Context, sc access.Scope, in api.ResetPasswordIn) (api.Message, error) {
	t, err := s.Tickets.Find(ctx, sc, in.Body.Token, resetPassword)
	if err != nil || t == nil || t.UserID == nil {
		return api.Message{}, firstError(err, spentLink)
	}
	row, err := s.store.userByID(ctx, sc, *t.UserID)
	if err != nil {
		return api.Message{}, err
	}
	if err := checkPassword("body.new_password", in.Body.NewPassword, row.Email, row.FullName); err != nil {
		return api.Message{}, err
	}
	hashed, err := s.hasher.hash(ctx, in.Body.NewPassword)
	if err != nil {
		return api.Message{}, err
	}
	err = s.spend(ctx, sc, t, func(ctx context.Context, own access.Scope, row *userRow) error {
		// Whoever reads the mailbox has the link: the address is proved too.
		err := s.store.updateUser(ctx, own, map[string]any{"hashed_password": hashed, "is_verified": row.IsVerified || row.Email == t.Email})
		if err != nil {
			return err
		}
		ended, err := s.store.revoke(ctx, own, "password reset", "1 = 1")
		if err != nil {
			return err
		}
		tokens, err := s.store.revokeTokens(ctx, own, 0)
		if err != nil {
			return err
		}
		// Whoever knew the old password could have connected an account of
		// their own. Passkeys stay: they are what stops a thief of the mailbox.
		if err := s.store.deleteIdentities(ctx, own, 0); err != nil {
			return err
		}
		if err := s.Tickets.Cancel(ctx, own, row.ID); err != nil {
			return err
		}
		if err := s.tell(ctx, own, passwordChanged, row.Email, nil); err != nil {
			return err
		}
		return s.Audit.Record(ctx, own, audit.Entry{
			Action: "accounts.password_reset", ResourceType: "user", ResourceID: id(row.ID),
			Details: map[string]string{"sessions_ended": id(ended), "tokens_ended": id(tokens)},
		})
	})
	return api.Message{Message: "The password has been changed. Sign in with it."}, err
}

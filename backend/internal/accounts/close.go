package accounts

import (
	"context"
	"strconv"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// DeleteMe closes the account, for whoever shows all its factors. The personal
// workspace goes with all it holds; sessions, tokens and memberships end; the
// name and the address are forgotten. A row without them stays, since what the
// person did in the workspaces of others stays too.
func (s *Service) DeleteMe(ctx context.Context, sc access.Scope, in api.DeleteMeIn) (api.None, error) {
	const action = "accounts.closed"
	proved, err := s.proveOwner(ctx, sc, action, in.Body.CurrentPassword)
	if err != nil {
		return api.None{}, err
	}
	if err := s.mayTryCode(ctx, sc.Actor()); err != nil {
		return api.None{}, err
	}
	var f second
	if proved.MFAEnabled {
		shown := proof{code: in.Body.Code, passkey: in.Body.Passkey}
		if f, err = s.secondOf(ctx, sc, shown, passkeyProving, proved.ID, sc.Actor().SessionID); err != nil {
			return api.None{}, s.wrongFactor(ctx, sc.Actor(), action, err)
		}
	}
	err = s.own(ctx, func(ctx context.Context, own access.Scope) error {
		row, err := s.stillProved(ctx, own, proved)
		if err != nil {
			return err
		}
		if row.MFAEnabled {
			if _, err := s.takeSecond(ctx, own, row, f); err != nil {
				return err
			}
		}
		if err := s.tell(ctx, own, accountClosed, row.Email, nil); err != nil {
			return err
		}
		if err := s.Audit.Record(ctx, own, audit.Entry{Action: action, ResourceType: "user", ResourceID: id(row.ID)}); err != nil {
			return err
		}
		return s.forget(ctx, own, row.ID)
	})
	if err = s.wrongFactor(ctx, sc.Actor(), action, err); err == nil {
		s.clearCookie(ctx)
	}
	return api.None{}, err
}

// forget takes away what an account is and has, in the running transaction.
func (s *Service) forget(ctx context.Context, own access.Scope, userID int64) error {
	if err := s.store.deleteSessionsAndTokens(ctx, own, userID); err != nil {
		return err
	}
	if err := s.Tickets.Forget(ctx, own, userID); err != nil {
		return err
	}
	if err := s.store.deleteTOTP(ctx, own); err != nil {
		return err
	}
	if err := s.store.replaceRecoveryCodes(ctx, own, nil); err != nil {
		return err
	}
	if err := s.store.deletePasskeys(ctx, own, 0); err != nil {
		return err
	}
	if err := s.store.deleteIdentities(ctx, own, 0); err != nil {
		return err
	}
	err := s.store.updateUser(ctx, own, map[string]any{
		"is_active": false, "mfa_enabled": false, "is_verified": false, "hashed_password": "", "full_name": "",
		// .invalid belongs to nobody (RFC 2606, "Reserved Top Level DNS Names").
		"email": "closed-" + strconv.FormatInt(userID, 10) + "@account.invalid",
	})
	if err != nil {
		return err
	}
	return s.Workspaces.CloseFor(ctx, own)
}

// deleteSessionsAndTokens forgets where an account was signed in, and its
// personal access tokens.
func (s store) deleteSessionsAndTokens(ctx context.Context, own access.Scope, userID int64) error {
	if err := s.db.For(ctx, own).Where("user_id = ?", userID).Delete(&sessionRow{}).Error; err != nil {
		return err
	}
	return s.db.For(ctx, own).Where("user_id = ?", userID).Delete(&tokenRow{}).Error
}

package accounts

import (
	"context"
	"errors"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// shown is how somebody proved who they are.
type shown struct {
	amr    string // values of RFC 8176, separated by blanks
	factor string // the second factor in the audit log's words; empty for none
}

var (
	byPassword = shown{amr: "pwd"}
	byPasskey  = shown{amr: "pop mfa", factor: "passkey"}
)

// and is a first factor with the second one.
func (first shown) and(second shown) shown {
	return shown{amr: first.amr + " " + second.amr + " mfa", factor: second.factor}
}

// freshSession is how long a session counts as proof for an account that has no
// password to ask for.
const freshSession = 5 * time.Minute

// proof is what is asked for before something that a stolen access token must
// not do.
type proof struct {
	password string
	code     string
	passkey  *api.PasskeyAnswer
}

func proofOf(in api.PasswordRequest) proof { return proof{in.CurrentPassword, in.Code, in.Passkey} }

// second is a second factor that has yet to be checked.
type second struct {
	code   string
	signed *signed
}

// secondOf takes the second factor out of a proof. A passkey's challenge is used
// up here, outside of any transaction, so that nothing brings it back.
func (s *Service) secondOf(ctx context.Context, sc access.Scope, p proof, purpose string, userID, of int64) (second, error) {
	if p.passkey == nil {
		return second{code: p.code}, nil
	}
	session, err := s.answered(ctx, sc, p.passkey, purpose, userID, of)
	if err != nil {
		return second{}, err
	}
	a, err := parseSigned(p.passkey, session)
	return second{signed: a}, err
}

// takeSecond checks a second factor and uses it up, in the running transaction.
func (s *Service) takeSecond(ctx context.Context, own access.Scope, row *userRow, f second) (shown, error) {
	if f.signed != nil {
		p, err := s.takePasskey(ctx, own, row, f.signed)
		if errors.Is(err, ErrCloned) {
			err = &clonedPasskey{*p}
		}
		return shown{amr: "pop", factor: "passkey"}, err
	}
	factor, err := s.takeCode(ctx, own, row, f.code)
	return shown{amr: "otp", factor: factor}, err
}

// clonedPasskey is the ErrCloned of one passkey.
type clonedPasskey struct{ passkey passkeyRow }

func (c *clonedPasskey) Error() string { return ErrCloned.Error() }
func (c *clonedPasskey) Unwrap() error { return ErrCloned }

// warnOfClone records that there are two of a passkey, and tells its owner. The
// transaction in which it was seen has been undone.
func (s *Service) warnOfClone(ctx context.Context, own access.Scope, row *userRow, action string, outcome error) error {
	var cloned *clonedPasskey
	if !errors.As(outcome, &cloned) {
		return nil
	}
	return s.DB.Tx(ctx, own, func(ctx context.Context) error {
		if err := s.tell(ctx, own, passkeyCloned, row.Email, map[string]string{"name": cloned.passkey.Name}); err != nil {
			return err
		}
		return s.Audit.Record(ctx, own, audit.Entry{
			Action: action, ResourceType: "passkey", ResourceID: id(cloned.passkey.ID), Failure: ErrCloned,
			Details: map[string]string{"outcome": "cloned_passkey", "name": cloned.passkey.Name},
		})
	})
}

// asOwner runs fn for whoever proves to be the account's owner, with the second
// factor where one is on, and records the action.
func (s *Service) asOwner(ctx context.Context, sc access.Scope, action string, p proof, fn func(context.Context, access.Scope, *userRow) error) error {
	proved, err := s.proveOwner(ctx, sc, action, p.password)
	if err != nil {
		return err
	}
	if err := s.mayTryCode(ctx, sc.Actor()); err != nil {
		return err
	}
	var f second
	if proved.MFAEnabled {
		if f, err = s.secondOf(ctx, sc, p, passkeyProving, proved.ID, sc.Actor().SessionID); err != nil {
			return s.wrongFactor(ctx, sc.Actor(), action, err)
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
		if err := fn(ctx, own, row); err != nil {
			return err
		}
		return s.Audit.Record(ctx, own, audit.Entry{Action: action, ResourceType: "user", ResourceID: id(row.ID)})
	})
	return s.wrongFactor(ctx, sc.Actor(), action, err)
}

// wrongFactor counts and records a second factor that did not fit, of somebody
// who is signed in; any other outcome it leaves as it is.
func (s *Service) wrongFactor(ctx context.Context, actor access.Actor, action string, outcome error) error {
	refused := refusedProof(outcome)
	switch {
	case errors.Is(outcome, ErrCloned):
		row, own, err := s.myself(ctx)
		if err != nil {
			return err
		}
		return firstError(s.warnOfClone(ctx, own, row, action, outcome), ErrCloned)
	case !errors.Is(refused, ErrWrongCode) && !errors.Is(refused, ErrWrongPasskey):
		return outcome
	}
	s.countWrongCode(ctx, actor)
	err := s.own(ctx, func(ctx context.Context, own access.Scope) error {
		return s.Audit.Record(ctx, own, audit.Entry{Action: action, ResourceType: "user", ResourceID: id(actor.UserID), Failure: refused})
	})
	if err != nil {
		return err
	}
	return refused
}

// refusedProof is what somebody who is signed in is told of a second factor that
// did not fit: the session is good, so it must not sound as if it were not.
func refusedProof(err error) error {
	switch {
	case errors.Is(err, ErrCode):
		return ErrWrongCode.At("body.code", "is not right")
	case errors.Is(err, ErrPasskey):
		return ErrWrongPasskey.At("body.passkey", "was not accepted").Because(err)
	}
	return err
}

// turnOn notes that an account has a second factor now. With the first one, the
// session that has shown it goes on, every other one ends, and there are
// recovery codes.
func (s *Service) turnOn(ctx context.Context, own access.Scope, row *userRow, sessionID int64) (codes []string, err error) {
	if row.MFAEnabled {
		return nil, nil
	}
	if err := s.store.updateUser(ctx, own, map[string]any{"mfa_enabled": true}); err != nil {
		return nil, err
	}
	if err := s.store.markSession(ctx, own, sessionID, true); err != nil {
		return nil, err
	}
	ended, err := s.store.revoke(ctx, own, "second factor turned on", "id <> ?", sessionID)
	if err != nil {
		return nil, err
	}
	if codes, err = s.makeRecoveryCodes(ctx, own); err != nil {
		return nil, err
	}
	if err := s.tell(ctx, own, mfaChanged, row.Email, map[string]string{"what": "turned on"}); err != nil {
		return nil, err
	}
	return codes, s.Audit.Record(ctx, own, audit.Entry{
		Action: "accounts.mfa_enabled", ResourceType: "user", ResourceID: id(row.ID), Details: map[string]string{"sessions_ended": id(ended)},
	})
}

// settle looks, after a second factor has gone, whether there is another one.
// Without any, no session and no token counts as having shown one.
func (s *Service) settle(ctx context.Context, own access.Scope, row *userRow) error {
	app, err := s.store.totp(ctx, own)
	if err != nil {
		return err
	}
	passkeys, err := s.store.passkeys(ctx, own)
	if err != nil || len(passkeys) > 0 || (app != nil && app.ConfirmedAt != nil) || !row.MFAEnabled {
		return err
	}
	if err := s.store.updateUser(ctx, own, map[string]any{"mfa_enabled": false}); err != nil {
		return err
	}
	if err := s.store.replaceRecoveryCodes(ctx, own, nil); err != nil {
		return err
	}
	if err := s.store.markSession(ctx, own, 0, false); err != nil {
		return err
	}
	if err := s.store.unmarkTokens(ctx, own); err != nil {
		return err
	}
	if err := s.Tickets.Cancel(ctx, own, row.ID, mfaLogin); err != nil {
		return err
	}
	return s.tell(ctx, own, mfaChanged, row.Email, map[string]string{"what": "turned off"})
}

// beganLately tells whether the session that asks was begun so short a time ago
// that signing in stands for the password which the account does not have.
func (s *Service) beganLately(ctx context.Context, sc access.Scope) (bool, error) {
	began, err := s.store.sessionBegan(ctx, sc, sc.Actor().SessionID)
	return err == nil && !began.IsZero() && db.Now().Sub(began) <= freshSession, err
}

package accounts

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"image/png"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/ticket"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

const (
	// mfaLogin is the purpose of the ticket between the password and the code.
	mfaLogin = "accounts.mfa"
	// mfaTries is how many codes one right password is good for.
	mfaTries = 5
	// qrSize is the width and height of the picture, in pixels.
	qrSize = 264
)

// askForCode answers a right password of an account with a second factor.
func (s *Service) askForCode(ctx context.Context, own access.Scope, row *userRow, columns map[string]any) (api.TokenPair, error) {
	secret := ""
	err := s.DB.Tx(ctx, own, func(ctx context.Context) (err error) {
		if err := s.unchanged(ctx, own, row); err != nil {
			return err
		}
		if len(columns) > 0 {
			if err := s.store.updateUser(ctx, own, columns); err != nil {
				return err
			}
		}
		secret, err = s.Tickets.Issue(ctx, own, ticket.Ticket{Purpose: mfaLogin, UserID: &row.ID}, MFATTL)
		return err
	})
	if err != nil {
		return api.TokenPair{}, err
	}
	s.Metrics.Login("mfa_required")
	return api.TokenPair{TokenType: "bearer", ExpiresIn: int(MFATTL.Seconds()), MFARequired: true, MFAToken: secret}, nil
}

// LoginMFA finishes a sign-in with a code.
func (s *Service) LoginMFA(ctx context.Context, sc access.Scope, in api.LoginMFAIn) (api.TokenPair, error) {
	t, err := s.Tickets.Find(ctx, sc, in.Body.MFAToken, mfaLogin)
	if err != nil || t == nil || t.UserID == nil {
		return api.TokenPair{}, firstError(err, ErrMFAToken)
	}
	row, err := s.store.userByID(ctx, sc, *t.UserID)
	if err != nil {
		return api.TokenPair{}, err
	}
	actor := sc.Actor()
	actor.UserID, actor.Email = row.ID, row.Email
	own, err := s.Guard.Personal(actor, row.PersonalWorkspaceID)
	if err != nil {
		return api.TokenPair{}, err
	}
	if err := s.mayTryCode(ctx, actor); err != nil {
		return api.TokenPair{}, err
	}
	var begun started
	err = s.DB.Tx(ctx, own, func(ctx context.Context) error {
		row, err := s.store.lockUser(ctx, own)
		if err != nil {
			return err
		}
		if good, err := s.Tickets.Spend(ctx, own, t.ID); err != nil || !good || !row.IsActive || !row.MFAEnabled {
			return firstError(err, ErrMFAToken)
		}
		factor, err := s.takeCode(ctx, own, row, in.Body.Code)
		if err != nil {
			return err
		}
		begun, err = s.begin(ctx, own, map[string]any{}, factor)
		return err
	})
	if errors.Is(err, ErrCode) {
		// The transaction was undone, and the ticket with it is good again.
		s.countWrongCode(ctx, actor)
		s.Metrics.Login("wrong_code")
		return api.TokenPair{}, firstError(errors.Join(s.Tickets.Miss(ctx, sc, t.ID, mfaTries), s.Audit.Record(ctx, own, audit.Entry{
			Action: "accounts.login", ResourceType: "user", ResourceID: id(row.ID), Failure: ErrCode, Details: map[string]string{"outcome": "wrong_code"},
		})), ErrCode.At("body.code", "is not right"))
	}
	if err != nil {
		return api.TokenPair{}, err
	}
	s.Metrics.Login("ok")
	return s.pair(ctx, row, begun.session, begun.token, in.Transport)
}

func (s *Service) mayTryCode(ctx context.Context, actor access.Actor) error {
	account := id(actor.UserID)
	wait := max(s.Limiter.Wait(ctx, codesHere, account+"|"+actor.IP), s.Limiter.Wait(ctx, codesAccount, account))
	if wait > 0 {
		s.Metrics.Limited("mfa")
		return ErrTooMany.After(wait)
	}
	return nil
}

func (s *Service) countWrongCode(ctx context.Context, actor access.Actor) {
	account := id(actor.UserID)
	s.Limiter.Take(ctx, codesHere, account+"|"+actor.IP)
	s.Limiter.Take(ctx, codesAccount, account)
}

// MFA tells how the second factor stands.
func (s *Service) MFA(ctx context.Context, _ access.Scope, _ api.None) (out api.MFAStatus, err error) {
	err = s.own(ctx, func(ctx context.Context, own access.Scope) error {
		row, err := s.store.totp(ctx, own)
		if err != nil || row == nil || row.ConfirmedAt == nil {
			return err
		}
		at := row.ConfirmedAt.UTC()
		out.Enabled, out.EnabledAt = true, &at
		out.RecoveryCodesLeft, err = s.store.recoveryCodesLeft(ctx, own)
		return err
	})
	return out, err
}

// EnrolTOTP makes the secret of an authenticator app, which counts once a code
// has confirmed it. It asks for the password: a thief of an access token must
// not lock the owner out.
func (s *Service) EnrolTOTP(ctx context.Context, sc access.Scope, in api.EnrolTOTPIn) (api.TOTPEnrolment, error) {
	row, err := s.proveOwner(ctx, sc, "accounts.mfa_enrolled", in.Body.CurrentPassword)
	if err != nil {
		return api.TOTPEnrolment{}, err
	}
	// RFC 6238 recommends a secret as long as the hash: 20 bytes for SHA-1,
	// the one that every app knows.
	key, err := totp.Generate(totp.GenerateOpts{Issuer: "IAM Copilot", AccountName: row.Email, Period: totpPeriod, SecretSize: 20, Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
	if err != nil {
		return api.TOTPEnrolment{}, fmt.Errorf("accounts: making a secret: %w", err)
	}
	picture, err := key.Image(qrSize, qrSize)
	if err != nil {
		return api.TOTPEnrolment{}, fmt.Errorf("accounts: drawing a QR code: %w", err)
	}
	var drawn bytes.Buffer
	if err := png.Encode(&drawn, picture); err != nil {
		return api.TOTPEnrolment{}, err
	}
	err = s.own(ctx, func(ctx context.Context, own access.Scope) error {
		now, err := s.stillProved(ctx, own, row)
		if err != nil {
			return err
		}
		if now.MFAEnabled {
			return ErrMFAOn
		}
		sealed, err := s.Sealer.Seal(ctx, own, totpSecretColumn, row.ID, []byte(key.Secret()))
		if err != nil {
			return err
		}
		if err := s.store.replaceTOTP(ctx, own, totpRow{UserID: row.ID, EncryptedSecret: sealed, CreatedAt: db.Now()}); err != nil {
			return err
		}
		return s.Audit.Record(ctx, own, audit.Entry{Action: "accounts.mfa_enrolled", ResourceType: "user", ResourceID: id(row.ID)})
	})
	if err != nil {
		return api.TOTPEnrolment{}, err
	}
	return api.TOTPEnrolment{
		Secret: key.Secret(), OTPAuthURL: key.URL(), QRCode: "data:image/png;base64," + base64.StdEncoding.EncodeToString(drawn.Bytes()),
	}, nil
}

// ConfirmTOTP turns the second factor on. This session has shown it; every
// other one, which has not, ends.
func (s *Service) ConfirmTOTP(ctx context.Context, sc access.Scope, in api.ConfirmTOTPIn) (out api.RecoveryCodes, err error) {
	actor := sc.Actor()
	if err := s.mayTryCode(ctx, actor); err != nil {
		return out, err
	}
	err = s.own(ctx, func(ctx context.Context, own access.Scope) error {
		row, err := s.store.lockUser(ctx, own)
		if err != nil {
			return err
		}
		if row.MFAEnabled {
			return ErrMFAOn
		}
		if err := s.takeTOTP(ctx, own, in.Body.Code); err != nil {
			return err
		}
		if err := s.store.confirmTOTP(ctx, own, db.Now()); err != nil {
			return err
		}
		if err := s.store.updateUser(ctx, own, map[string]any{"mfa_enabled": true}); err != nil {
			return err
		}
		if err := s.store.markSession(ctx, own, actor.SessionID, true); err != nil {
			return err
		}
		ended, err := s.store.revoke(ctx, own, "second factor turned on", "id <> ?", actor.SessionID)
		if err != nil {
			return err
		}
		if out.RecoveryCodes, err = s.makeRecoveryCodes(ctx, own); err != nil {
			return err
		}
		if err := s.tell(ctx, own, mfaChanged, row.Email, map[string]string{"what": "turned on"}); err != nil {
			return err
		}
		return s.Audit.Record(ctx, own, audit.Entry{
			Action: "accounts.mfa_enabled", ResourceType: "user", ResourceID: id(row.ID), Details: map[string]string{"sessions_ended": id(ended)},
		})
	})
	return out, s.wrongCode(ctx, actor, "accounts.mfa_enabled", err)
}

// DisableTOTP turns the second factor off, for whoever shows both.
func (s *Service) DisableTOTP(ctx context.Context, sc access.Scope, in api.PasswordAndCodeIn) (api.None, error) {
	return api.None{}, s.withBothFactors(ctx, sc, "accounts.mfa_disabled", in, func(ctx context.Context, own access.Scope, row *userRow) error {
		if err := s.store.deleteTOTP(ctx, own); err != nil {
			return err
		}
		if err := s.store.updateUser(ctx, own, map[string]any{"mfa_enabled": false}); err != nil {
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
	})
}

// NewRecoveryCodes replaces the recovery codes, for whoever shows both factors.
func (s *Service) NewRecoveryCodes(ctx context.Context, sc access.Scope, in api.PasswordAndCodeIn) (out api.RecoveryCodes, err error) {
	err = s.withBothFactors(ctx, sc, "accounts.recovery_codes_made", in, func(ctx context.Context, own access.Scope, _ *userRow) (err error) {
		out.RecoveryCodes, err = s.makeRecoveryCodes(ctx, own)
		return err
	})
	return out, err
}

// withBothFactors runs fn for whoever has the password and a code, and records
// the action.
func (s *Service) withBothFactors(ctx context.Context, sc access.Scope, action string, in api.PasswordAndCodeIn, fn func(context.Context, access.Scope, *userRow) error) error {
	proved, err := s.proveOwner(ctx, sc, action, in.Body.CurrentPassword)
	if err != nil {
		return err
	}
	if err := s.mayTryCode(ctx, sc.Actor()); err != nil {
		return err
	}
	err = s.own(ctx, func(ctx context.Context, own access.Scope) error {
		row, err := s.stillProved(ctx, own, proved)
		if err != nil {
			return err
		}
		if !row.MFAEnabled {
			return ErrMFAOff
		}
		if _, err := s.takeCode(ctx, own, row, in.Body.Code); err != nil {
			return err
		}
		if err := fn(ctx, own, row); err != nil {
			return err
		}
		return s.Audit.Record(ctx, own, audit.Entry{Action: action, ResourceType: "user", ResourceID: id(row.ID)})
	})
	return s.wrongCode(ctx, sc.Actor(), action, err)
}

// wrongCode counts and records a code that did not fit, of somebody who is
// signed in; any other outcome it leaves as it is.
func (s *Service) wrongCode(ctx context.Context, actor access.Actor, action string, outcome error) error {
	if !errors.Is(outcome, ErrCode) {
		return outcome
	}
	s.countWrongCode(ctx, actor)
	refused := ErrWrongCode.At("body.code", "is not right")
	err := s.own(ctx, func(ctx context.Context, own access.Scope) error {
		return s.Audit.Record(ctx, own, audit.Entry{Action: action, ResourceType: "user", ResourceID: id(actor.UserID), Failure: refused})
	})
	return firstError(err, refused)
}

package accounts

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"image/png"
	"slices"
	"time"

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
func (s *Service) askForCode(ctx context.Context, own access.Scope, row *userRow, columns map[string]any) (pair api.TokenPair, err error) {
	err = s.DB.Tx(ctx, own, func(ctx context.Context) (err error) {
		if err := s.unchanged(ctx, own, row); err != nil {
			return err
		}
		if len(columns) > 0 {
			if err := s.store.updateUser(ctx, own, columns); err != nil {
				return err
			}
		}
		pair, err = s.second(ctx, own, row.ID, byPassword)
		return err
	})
	return pair, err
}

// second asks for the second factor after the first one was shown.
func (s *Service) second(ctx context.Context, own access.Scope, userID int64, first shown) (api.TokenPair, error) {
	secret, err := s.Tickets.Issue(ctx, own, ticket.Ticket{Purpose: mfaLogin, UserID: &userID, Subject: first.amr}, MFATTL)
	if err != nil {
		return api.TokenPair{}, err
	}
	s.Metrics.Login("mfa_required")
	return api.TokenPair{TokenType: "bearer", ExpiresIn: int(MFATTL.Seconds()), MFARequired: true, MFAToken: secret}, nil
}

// LoginMFA finishes a sign-in with a code or a passkey.
func (s *Service) LoginMFA(ctx context.Context, sc access.Scope, in api.LoginMFAIn) (api.TokenPair, error) {
	t, err := s.Tickets.Find(ctx, sc, in.Body.MFAToken, mfaLogin)
	if err != nil || t == nil || t.UserID == nil {
		return api.TokenPair{}, firstError(err, ErrMFAToken)
	}
	row, own, err := s.on(ctx, sc, *t.UserID)
	if err != nil {
		return api.TokenPair{}, err
	}
	if err := s.mayTryCode(ctx, own.Actor()); err != nil {
		return api.TokenPair{}, err
	}
	var begun started
	f, err := s.secondOf(ctx, sc, proof{code: in.Body.Code, passkey: in.Body.Passkey}, passkeyMFA, row.ID, t.ID)
	if err == nil {
		err = s.DB.Tx(ctx, own, func(ctx context.Context) error {
			row, err := s.store.lockUser(ctx, own)
			if err != nil {
				return err
			}
			if good, err := s.Tickets.Spend(ctx, own, t.ID); err != nil || !good || !row.IsActive || !row.MFAEnabled {
				return firstError(err, ErrMFAToken)
			}
			how, err := s.takeSecond(ctx, own, row, f)
			if err != nil {
				return err
			}
			begun, err = s.begin(ctx, own, map[string]any{}, firstOf(t).and(how))
			return err
		})
	}
	if err != nil {
		return api.TokenPair{}, s.missedFactor(ctx, own, row, t, err)
	}
	s.Metrics.Login("ok")
	return s.pair(ctx, row, begun, in.Transport)
}

// firstOf is the factor that the ticket of a sign-in stands for.
func firstOf(t *ticket.Ticket) shown {
	if t.Subject == "" {
		return byPassword
	}
	return shown{amr: t.Subject}
}

// missedFactor counts and records a second factor that did not finish a sign-in.
// The transaction was undone, and the ticket with it is good again.
func (s *Service) missedFactor(ctx context.Context, own access.Scope, row *userRow, t *ticket.Ticket, outcome error) error {
	refused, word := ErrCode.At("body.code", "is not right"), "wrong_code"
	switch {
	case errors.Is(outcome, ErrCloned):
		return firstError(errors.Join(s.Tickets.Miss(ctx, own, t.ID, mfaTries), s.warnOfClone(ctx, own, row, "accounts.login", outcome)), ErrCloned)
	case errors.Is(outcome, ErrPasskey):
		refused, word = ErrPasskey.At("body.passkey", "was not accepted").Because(outcome), "wrong_passkey"
	case !errors.Is(outcome, ErrCode):
		return outcome
	}
	s.countWrongCode(ctx, own.Actor())
	s.Metrics.Login(word)
	return firstError(errors.Join(s.Tickets.Miss(ctx, own, t.ID, mfaTries), s.Audit.Record(ctx, own, audit.Entry{
		Action: "accounts.login", ResourceType: "user", ResourceID: id(row.ID), Failure: refused, Details: map[string]string{"outcome": word},
	})), refused)
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
		app, err := s.store.totp(ctx, own)
		if err != nil {
			return err
		}
		passkeys, err := s.store.passkeys(ctx, own)
		if err != nil {
			return err
		}
		out.Passkeys = len(passkeys)
		var since []time.Time
		if app != nil && app.ConfirmedAt != nil {
			out.TOTP, since = true, append(since, app.ConfirmedAt.UTC())
		}
		if len(passkeys) > 0 {
			since = append(since, passkeys[0].CreatedAt.UTC())
		}
		if len(since) == 0 {
			return nil
		}
		at := slices.MinFunc(since, time.Time.Compare)
		out.Enabled, out.EnabledAt = true, &at
		out.RecoveryCodesLeft, err = s.store.recoveryCodesLeft(ctx, own)
		return err
	})
	return out, err
}

// EnrolTOTP makes the secret of an authenticator app, which counts once a code
// has confirmed it. It asks for a proof: a thief of an access token must not
// lock the owner out.
func (s *Service) EnrolTOTP(ctx context.Context, sc access.Scope, in api.EnrolTOTPIn) (out api.TOTPEnrolment, err error) {
	if err := s.own(ctx, s.noApp); err != nil {
		return out, err
	}
	err = s.asOwner(ctx, sc, "accounts.mfa_enrolled", proofOf(in.Body), func(ctx context.Context, own access.Scope, row *userRow) error {
		if err := s.noApp(ctx, own); err != nil {
			return err
		}
		// RFC 6238 recommends a secret as long as the hash: 20 bytes for SHA-1,
		// the one that every app knows.
		key, err := totp.Generate(totp.GenerateOpts{Issuer: "IAM Copilot", AccountName: row.Email, Period: totpPeriod, SecretSize: 20, Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
		if err != nil {
			return fmt.Errorf("accounts: making a secret: %w", err)
		}
		sealed, err := s.Sealer.Seal(ctx, own, totpSecretColumn, row.ID, []byte(key.Secret()))
		if err != nil {
			return err
		}
		out.Secret, out.OTPAuthURL = key.Secret(), key.URL()
		return s.store.replaceTOTP(ctx, own, totpRow{UserID: row.ID, EncryptedSecret: sealed, CreatedAt: db.Now()})
	})
	if err != nil {
		return api.TOTPEnrolment{}, err
	}
	key, err := otp.NewKeyFromURL(out.OTPAuthURL)
	if err != nil {
		return api.TOTPEnrolment{}, fmt.Errorf("accounts: reading a secret: %w", err)
	}
	picture, err := key.Image(qrSize, qrSize)
	if err != nil {
		return api.TOTPEnrolment{}, fmt.Errorf("accounts: drawing a QR code: %w", err)
	}
	var drawn bytes.Buffer
	if err := png.Encode(&drawn, picture); err != nil {
		return api.TOTPEnrolment{}, err
	}
	out.QRCode = "data:image/png;base64," + base64.StdEncoding.EncodeToString(drawn.Bytes())
	return out, nil
}

// noApp refuses when an authenticator app is on already.
func (s *Service) noApp(ctx context.Context, own access.Scope) error {
	app, err := s.store.totp(ctx, own)
	if err == nil && app != nil && app.ConfirmedAt != nil {
		return ErrMFAOn
	}
	return err
}

// ConfirmTOTP turns the authenticator app on. When it is the first second
// factor, this session has shown it; every other one, which has not, ends.
func (s *Service) ConfirmTOTP(ctx context.Context, sc access.Scope, in api.ConfirmTOTPIn) (out api.RecoveryCodes, err error) {
	actor := sc.Actor()
	if err := s.mayTryCode(ctx, actor); err != nil {
		return out, err
	}
	out.RecoveryCodes = []string{}
	err = s.own(ctx, func(ctx context.Context, own access.Scope) error {
		row, err := s.store.lockUser(ctx, own)
		if err != nil {
			return err
		}
		if err := s.noApp(ctx, own); err != nil {
			return err
		}
		if err := s.takeTOTP(ctx, own, in.Body.Code); err != nil {
			return err
		}
		if err := s.store.confirmTOTP(ctx, own, db.Now()); err != nil {
			return err
		}
		if row.MFAEnabled {
			if err := s.tell(ctx, own, mfaChanged, row.Email, map[string]string{"what": "changed: an authenticator app was added"}); err != nil {
				return err
			}
			return s.Audit.Record(ctx, own, audit.Entry{Action: "accounts.totp_added", ResourceType: "user", ResourceID: id(row.ID)})
		}
		out.RecoveryCodes, err = s.turnOn(ctx, own, row, actor.SessionID)
		return err
	})
	return out, s.wrongFactor(ctx, actor, "accounts.mfa_enabled", err)
}

// DisableTOTP forgets the authenticator app, for whoever shows both factors.
// The second factor is off then, unless there are passkeys.
func (s *Service) DisableTOTP(ctx context.Context, sc access.Scope, in api.PasswordAndCodeIn) (api.None, error) {
	return api.None{}, s.withBothFactors(ctx, sc, "accounts.mfa_disabled", in, func(ctx context.Context, own access.Scope, row *userRow) error {
		app, err := s.store.totp(ctx, own)
		if err != nil || app == nil || app.ConfirmedAt == nil {
			return firstError(err, ErrMFAOff)
		}
		if err := s.store.deleteTOTP(ctx, own); err != nil {
			return err
		}
		passkeys, err := s.store.passkeys(ctx, own)
		if err != nil {
			return err
		}
		if len(passkeys) > 0 {
			return s.tell(ctx, own, mfaChanged, row.Email, map[string]string{"what": "changed: the authenticator app was removed"})
		}
		return s.settle(ctx, own, row)
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

// withBothFactors runs fn for the owner of an account with a second factor.
func (s *Service) withBothFactors(ctx context.Context, sc access.Scope, action string, in api.PasswordAndCodeIn, fn func(context.Context, access.Scope, *userRow) error) error {
	return s.asOwner(ctx, sc, action, proofOf(api.PasswordRequest(in.Body)), func(ctx context.Context, own access.Scope, row *userRow) error {
		if !row.MFAEnabled {
			return ErrMFAOff
		}
		return fn(ctx, own, row)
	})
}

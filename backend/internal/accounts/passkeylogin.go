package accounts

import (
	"context"
	"errors"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/limit"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// passkeyOptions bounds how many challenges strangers can have kept.
var passkeyOptions = limit.Rule{Name: "passkey_address", Burst: 120, Per: 15 * time.Minute}

// LoginPasskeyOptions gives what an authenticator needs to sign in. It names no
// account: the authenticator knows which ones it has.
func (s *Service) LoginPasskeyOptions(ctx context.Context, sc access.Scope, _ api.None) (api.PasskeyOptions, error) {
	if s.relying == nil {
		return api.PasskeyOptions{}, ErrNoPasskeys
	}
	if wait := s.Limiter.Take(ctx, passkeyOptions, sc.Actor().IP); wait > 0 {
		s.Metrics.Limited(passkeyOptions.Name)
		return api.PasskeyOptions{}, ErrTooMany.After(wait)
	}
	options, session, err := s.relying.BeginDiscoverableLogin()
	if err != nil {
		return api.PasskeyOptions{}, err
	}
	return s.ask(ctx, sc, passkeyLogin, nil, challenge{Session: *session}, options.Response)
}

// LoginPasskey signs in with a passkey alone. The authenticator has made sure of
// its owner, so it stands for two factors.
func (s *Service) LoginPasskey(ctx context.Context, sc access.Scope, in api.LoginPasskeyIn) (api.TokenPair, error) {
	session, err := s.answered(ctx, sc, &in.Body, passkeyLogin, 0, 0)
	if err != nil {
		return api.TokenPair{}, s.noPasskey(err)
	}
	a, err := parseSigned(&in.Body, session)
	if err != nil {
		return api.TokenPair{}, s.noPasskey(err)
	}
	userID, err := s.store.passkeyOwner(ctx, sc, a.parsed.RawID)
	if err != nil || userID == 0 {
		return api.TokenPair{}, s.noPasskey(firstError(err, ErrPasskey))
	}
	row, own, err := s.on(ctx, sc, userID)
	if err != nil {
		return api.TokenPair{}, err
	}
	var begun started
	err = s.DB.Tx(ctx, own, func(ctx context.Context) error {
		if row, err = s.store.lockUser(ctx, own); err != nil {
			return err
		}
		if !row.IsActive {
			return ErrPasskey
		}
		if _, err := s.takeSecond(ctx, own, row, second{signed: a}); err != nil {
			return err
		}
		begun, err = s.begin(ctx, own, map[string]any{}, byPasskey)
		return err
	})
	if err != nil {
		if err := s.refusedLogin(ctx, own, row, err); err != nil {
			return api.TokenPair{}, err
		}
		return api.TokenPair{}, s.noPasskey(err)
	}
	s.Metrics.Login("ok")
	return s.pair(ctx, row, begun, in.Transport)
}

// noPasskey counts a sign-in with a passkey that was refused.
func (s *Service) noPasskey(err error) error {
	if errors.Is(err, ErrPasskey) || errors.Is(err, ErrCloned) {
		s.Metrics.Login("wrong_passkey")
	}
	return err
}

// refusedLogin records that a passkey of an account did not sign in.
func (s *Service) refusedLogin(ctx context.Context, own access.Scope, row *userRow, outcome error) error {
	if errors.Is(outcome, ErrCloned) {
		return s.warnOfClone(ctx, own, row, "accounts.login", outcome)
	}
	if !errors.Is(outcome, ErrPasskey) {
		return nil
	}
	return s.Audit.Record(ctx, own, audit.Entry{
		Action: "accounts.login", ResourceType: "user", ResourceID: id(row.ID), Failure: ErrPasskey, Details: map[string]string{"outcome": "wrong_passkey"},
	})
}

// LoginMFAPasskey gives what an authenticator needs to finish a sign-in with a
// passkey instead of a code.
func (s *Service) LoginMFAPasskey(ctx context.Context, sc access.Scope, in api.LoginMFAPasskeyIn) (api.PasskeyOptions, error) {
	t, err := s.Tickets.Find(ctx, sc, in.Body.MFAToken, mfaLogin)
	if err != nil || t == nil || t.UserID == nil {
		return api.PasskeyOptions{}, firstError(err, ErrMFAToken)
	}
	if wait := s.Limiter.Take(ctx, passkeyOptions, sc.Actor().IP); wait > 0 {
		s.Metrics.Limited(passkeyOptions.Name)
		return api.PasskeyOptions{}, ErrTooMany.After(wait)
	}
	row, own, err := s.on(ctx, sc, *t.UserID)
	if err != nil {
		return api.PasskeyOptions{}, err
	}
	return s.askToSign(ctx, own, row, passkeyMFA, t.ID)
}

// on is an account that somebody is about to sign in to, and the scope of its
// own things.
func (s *Service) on(ctx context.Context, sc access.Scope, userID int64) (*userRow, access.Scope, error) {
	row, err := s.store.userByID(ctx, sc, userID)
	if err != nil {
		return nil, access.Scope{}, err
	}
	actor := sc.Actor()
	actor.UserID, actor.Email = row.ID, row.Email
	own, err := s.Guard.Personal(actor, row.PersonalWorkspaceID)
	return row, own, err
}

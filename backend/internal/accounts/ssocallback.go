package accounts

import (
	"cmp"
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"net/url"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/ticket"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/web"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// SSOCallback takes the browser that comes back from the provider: it signs in,
// connects the provider's account, or gives a program its code. Whatever goes
// wrong, the browser is sent where a person can read of it.
func (s *Service) SSOCallback(ctx context.Context, sc access.Scope, in api.SSOCallbackIn) (web.Redirect, error) {
	p, err := s.provider(in.Provider)
	if err != nil {
		return web.Redirect{}, err
	}
	t, b, err := s.returned(ctx, sc, in)
	if err != nil {
		return s.ssoFailed(ctx, sc, nil, beginning{}, err)
	}
	s.setSSOCookie(ctx, "", -1)
	who, err := s.vouched(ctx, p, in)
	if err != nil {
		return s.ssoFailed(ctx, sc, t, b, err)
	}
	if t.Purpose == ssoConnecting {
		err := s.connect(ctx, sc, p, t, b, who)
		if err != nil {
			return s.ssoFailed(ctx, sc, t, b, err)
		}
		return web.Redirect{To: "/settings?tab=security#sso=connected"}, nil
	}
	row, err := s.personOf(ctx, sc, p, who)
	if err != nil {
		return s.ssoFailed(ctx, sc, t, b, err)
	}
	to, err := s.letIn(ctx, sc, row.ID, b, p.how(who))
	if err != nil {
		return s.ssoFailed(ctx, sc, t, b, err)
	}
	return web.Redirect{To: to}, nil
}

// returned uses up the beginning that a browser comes back to, whatever becomes
// of it. ErrSSOState when there is none, or another browser made it: somebody
// who makes others finish his own sign-in has them work in his account.
func (s *Service) returned(ctx context.Context, sc access.Scope, in api.SSOCallbackIn) (*ticket.Ticket, beginning, error) {
	var b beginning
	t, err := s.Tickets.Find(ctx, sc, in.State, ssoSigningIn, ssoConnecting)
	if err != nil || t == nil {
		return nil, b, firstError(err, ErrSSOState)
	}
	good := false
	err = s.DB.Tx(ctx, sc, func(ctx context.Context) (err error) {
		good, err = s.Tickets.Spend(ctx, sc, t.ID)
		return err
	})
	if err != nil || !good {
		return nil, b, firstError(err, ErrSSOState)
	}
	if err := json.Unmarshal([]byte(t.Subject), &b); err != nil {
		return nil, b, err
	}
	sum := sha256.Sum256([]byte(in.Cookie))
	if in.Cookie == "" || subtle.ConstantTimeCompare(sum[:], b.Browser) != 1 {
		return nil, beginning{}, ErrSSOState
	}
	return t, b, nil
}

// vouched is what the provider says of whoever signed in there.
func (s *Service) vouched(ctx context.Context, p *provider, in api.SSOCallbackIn) (*told, error) {
	switch {
	case in.Issuer != "" && in.Issuer != p.Issuer: // RFC 9207
		return nil, ErrSSORefused.Because(errors.New("the answer is another provider's: " + in.Issuer))
	case in.Error != "":
		return nil, ErrSSORefused.Because(errors.New("the provider answered " + in.Error))
	case in.Code == "":
		return nil, ErrSSORefused.Because(errors.New("the provider gave no code"))
	}
	return p.redeem(ctx, in.Code, s.secretFor("nonce", in.State), s.secretFor("verifier", in.State))
}

// ssoFailed sends a browser where a person, or the program that waits, can read
// that it did not work.
func (s *Service) ssoFailed(ctx context.Context, sc access.Scope, t *ticket.Ticket, b beginning, err error) (web.Redirect, error) {
	f := fault.Of(err)
	s.Metrics.Login("sso_refused")
	s.Log.WarnContext(ctx, "a sign-in with a provider did not work", "code", f.Code(), "error", err, "request_id", sc.Actor().RequestID)
	switch {
	case b.RedirectURI != "":
		return web.Redirect{To: b.RedirectURI + "?" + url.Values{"error": {"access_denied"}, "error_description": {f.Detail()}, "state": {b.State}}.Encode()}, nil
	case t != nil && t.Purpose == ssoConnecting:
		return web.Redirect{To: "/settings?tab=security#" + url.Values{"sso_error": {f.Code()}}.Encode()}, nil
	}
	return web.Redirect{To: loginWith("sso_error", f.Code())}, nil
}

// letIn begins a session, asks for the second factor, or gives a program the
// code with which it does so. It gives the address to go on at.
func (s *Service) letIn(ctx context.Context, sc access.Scope, userID int64, b beginning, how shown) (string, error) {
	if b.RedirectURI != "" {
		subject, err := written(granted{b.RedirectURI, b.CodeChallenge, how.amr, how.factor})
		if err != nil {
			return "", err
		}
		code, err := s.Tickets.Issue(ctx, sc, ticket.Ticket{Purpose: ssoCode, UserID: &userID, Subject: subject}, ssoCodeTTL)
		return b.RedirectURI + "?" + url.Values{"code": {code}, "state": {b.State}}.Encode(), err
	}
	pair, err := s.signIn(ctx, sc, userID, how, "cookie")
	if err != nil {
		return "", err
	}
	if pair.MFARequired {
		return loginWith("mfa_token", pair.MFAToken, "return_to", b.ReturnTo), nil
	}
	return cmp.Or(b.ReturnTo, "/"), nil
}

// signIn begins a session of somebody whom a provider vouches for, or asks for
// the second factor of an account that has one.
func (s *Service) signIn(ctx context.Context, sc access.Scope, userID int64, how shown, transport string) (pair api.TokenPair, err error) {
	row, own, err := s.on(ctx, sc, userID)
	if err != nil {
		return pair, err
	}
	var begun *started
	err = s.DB.Tx(ctx, own, func(ctx context.Context) error {
		if row, err = s.store.lockUser(ctx, own); err != nil {
			return err
		}
		if !row.IsActive {
			return ErrSSORefused
		}
		if row.MFAEnabled && how.factor == "" {
			pair, err = s.second(ctx, own, row.ID, how)
			return err
		}
		session, err := s.begin(ctx, own, map[string]any{}, how)
		begun = &session
		return err
	})
	if err != nil || begun == nil {
		return pair, err
	}
	s.Metrics.Login("ok")
	return s.pair(ctx, row, *begun, transport)
}

// granted is what a program's code stands for.
type granted struct {
	RedirectURI   string `json:"redirect_uri"`
	CodeChallenge string `json:"code_challenge"`
	AMR           string `json:"amr"`
	Factor        string `json:"factor"`
}

// SSOExchange gives a program tokens for its code, once, and only to the program
// that began: it alone has the verifier.
func (s *Service) SSOExchange(ctx context.Context, sc access.Scope, in api.SSOExchangeIn) (api.TokenPair, error) {
	t, err := s.Tickets.Find(ctx, sc, in.Body.Code, ssoCode)
	if err != nil || t == nil || t.UserID == nil {
		return api.TokenPair{}, firstError(err, ErrSSOCode)
	}
	good := false
	err = s.DB.Tx(ctx, sc, func(ctx context.Context) (err error) {
		good, err = s.Tickets.Spend(ctx, sc, t.ID)
		return err
	})
	if err != nil || !good {
		return api.TokenPair{}, firstError(err, ErrSSOCode)
	}
	var g granted
	if err := json.Unmarshal([]byte(t.Subject), &g); err != nil {
		return api.TokenPair{}, err
	}
	if subtle.ConstantTimeCompare([]byte(s256(in.Body.CodeVerifier)), []byte(g.CodeChallenge)) != 1 || in.Body.RedirectURI != g.RedirectURI {
		row, own, err := s.on(ctx, sc, *t.UserID)
		if err != nil {
			return api.TokenPair{}, err
		}
		return api.TokenPair{}, firstError(s.Audit.Record(ctx, own, audit.Entry{
			Action: "accounts.login", ResourceType: "user", ResourceID: id(row.ID), Failure: ErrSSOCode, Details: map[string]string{"outcome": "wrong_verifier"},
		}), ErrSSOCode)
	}
	return s.signIn(ctx, sc, *t.UserID, shown{g.AMR, g.Factor}, "body")
}

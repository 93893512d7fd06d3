package accounts

import (
	"context"
	"net/url"
	"strings"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Refresh exchanges a refresh token for the next one and a new access token.
func (s *Service) Refresh(ctx context.Context, sc access.Scope, in api.RefreshIn) (api.TokenPair, error) {
	token, err := s.presented(in)
	if err != nil {
		return api.TokenPair{}, err
	}
	now := db.Now()
	rotated, err := s.store.rotate(ctx, sc, token, sc.Actor(), now)
	if err != nil {
		return api.TokenPair{}, err
	}
	session, err := s.store.sessionByToken(ctx, sc, token.digest())
	if err != nil {
		return api.TokenPair{}, err
	}
	if session == nil || session.Revoked || !session.ExpiresAt.After(now) {
		s.clearCookie(ctx)
		return api.TokenPair{}, ErrRefresh
	}
	row, err := s.store.userByID(ctx, sc, session.UserID)
	if err != nil {
		return api.TokenPair{}, err
	}
	next := refreshToken{secret: token.secret, counter: token.counter + 1}
	sameDevice := session.UserAgent == short(sc.Actor().UserAgent)
	again := session.Counter == next.counter && now.Sub(session.RotatedAt) <= refreshGrace && sameDevice
	if !row.IsActive || (!rotated && !again) {
		return api.TokenPair{}, s.reused(ctx, row, session, sc.Actor())
	}
	return s.pair(ctx, row, started{session.ID, next, session.AMR}, s.transport(in))
}

// reused ends a session whose old refresh token has turned up again: either
// the thief or the owner has the newer one, and nobody can tell which.
func (s *Service) reused(ctx context.Context, row *userRow, session *sessionRow, actor access.Actor) error {
	actor.UserID, actor.Email = row.ID, row.Email
	own, err := s.Guard.Personal(actor, row.PersonalWorkspaceID)
	if err != nil {
		return err
	}
	s.clearCookie(ctx)
	err = s.DB.Tx(ctx, own, func(ctx context.Context) error {
		if _, err := s.store.revoke(ctx, own, "refresh token used twice", "id = ?", session.ID); err != nil {
			return err
		}
		return s.Audit.Record(ctx, own, audit.Entry{
			Action: "accounts.refresh_reused", ResourceType: "session", ResourceID: id(session.ID),
			Failure: ErrRefresh.Saying("An old refresh token was used again, so the session was ended."),
		})
	})
	return firstError(err, ErrRefresh)
}

// Logout ends the session of the refresh token, or else of the access token,
// that comes with the request. Doing it twice is no error.
func (s *Service) Logout(ctx context.Context, sc access.Scope, in api.LogoutIn) (api.None, error) {
	var userID, sessionID int64
	if token, err := s.presented(in.RefreshIn); err == nil {
		session, err := s.store.sessionByToken(ctx, sc, token.digest())
		if err != nil {
			return api.None{}, err
		}
		if session != nil {
			userID, sessionID = session.UserID, session.ID
		}
	} else if _, bearer, ok := strings.Cut(in.Authorization, " "); ok {
		b, err := s.tokens.check(strings.TrimSpace(bearer), db.Now())
		if err != nil {
			return api.None{}, access.ErrSignIn.Because(err)
		}
		userID, sessionID = b.userID, b.sessionID
	} else {
		return api.None{}, err
	}
	s.clearCookie(ctx)
	if sessionID == 0 {
		return api.None{}, nil
	}
	row, err := s.store.userByID(ctx, sc, userID)
	if err != nil {
		return api.None{}, err
	}
	actor := sc.Actor()
	actor.UserID, actor.Email = row.ID, row.Email
	own, err := s.Guard.Personal(actor, row.PersonalWorkspaceID)
	if err != nil {
		return api.None{}, err
	}
	return api.None{}, s.DB.Tx(ctx, own, func(ctx context.Context) error {
		ended, err := s.store.revoke(ctx, own, "signed out", "id = ?", sessionID)
		if err != nil || ended == 0 {
			return err
		}
		return s.Audit.Record(ctx, own, audit.Entry{Action: "accounts.logout", ResourceType: "session", ResourceID: id(sessionID)})
	})
}

// presented is the refresh token of a request. One that comes in the cookie
// counts only when the page that sent it is ours.
func (s *Service) presented(in api.RefreshIn) (refreshToken, error) {
	raw := in.Cookie
	if in.Body != nil && in.Body.RefreshToken != "" {
		raw = in.Body.RefreshToken
	} else if raw != "" && !s.ourPage(in.Origin, in.Host) {
		return refreshToken{}, ErrOrigin
	}
	token, ok := s.refresh.read(raw)
	if !ok {
		return refreshToken{}, ErrRefresh
	}
	return token, nil
}

func (s *Service) transport(in api.RefreshIn) string {
	if in.Body != nil && in.Body.RefreshToken != "" {
		return in.Transport
	}
	return "cookie"
}

// ourPage tells whether the Origin header names this server. Browsers send it
// with every POST; a request without one is not from a page of another site.
func (s *Service) ourPage(origin, host string) bool {
	if origin == "" {
		return true
	}
	if s.Origin != "" && origin == s.Origin {
		return true
	}
	u, err := url.Parse(origin)
	return err == nil && s.Origin == "" && u.Host != "" && u.Host == host
}

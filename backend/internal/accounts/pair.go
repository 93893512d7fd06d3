package accounts

import (
	"context"
	"net/http"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/platform/web"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// pair makes the answer to signing in and refreshing.
func (s *Service) pair(ctx context.Context, row *userRow, of started, transport string) (api.TokenPair, error) {
	jwt, err := s.tokens.sign(row.ID, of.session, row.Email, of.amr, time.Now())
	if err != nil {
		return api.TokenPair{}, err
	}
	out := api.TokenPair{AccessToken: jwt, RefreshToken: s.refresh.write(of.token), TokenType: "bearer", ExpiresIn: int(s.AccessTTL.Seconds())}
	if transport == "cookie" {
		s.setCookie(ctx, out.RefreshToken, int(RefreshTTL.Seconds()))
		out.RefreshToken = ""
	}
	return out, nil
}

func (s *Service) setCookie(ctx context.Context, value string, maxAge int) {
	web.SetCookie(ctx, s.cookie(value, maxAge))
}

// cookie is the refresh cookie: for our own pages, below /auth, and no script.
func (s *Service) cookie(value string, maxAge int) *http.Cookie {
	return &http.Cookie{ //nolint:gosec // Secure unless people reach the server over plain HTTP, on their own machine
		Name: refreshCookie, Value: value, Path: api.Base + "/auth", MaxAge: maxAge,
		HttpOnly: true, Secure: s.Secure, SameSite: http.SameSiteStrictMode,
	}
}

func (s *Service) clearCookie(ctx context.Context) { s.setCookie(ctx, "", -1) }

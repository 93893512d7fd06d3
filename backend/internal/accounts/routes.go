package accounts

import (
	"net/http"

	"github.com/iam-copilot/iam-copilot/backend/internal/platform/web"
)

// Routes is the room's part of the interface.
func (s *Service) Routes() []web.Route {
	doc := func(summary string, errors ...int) web.Doc {
		return web.Doc{Tag: "accounts", Summary: summary, Errors: errors}
	}
	return []web.Route{
		web.Public(http.MethodPost, "/auth/register", http.StatusCreated, s.Register, doc("Open an account", http.StatusForbidden, http.StatusConflict)),
		web.Public(http.MethodPost, "/auth/login", http.StatusOK, s.Login, doc("Sign in", http.StatusUnauthorized)),
		web.Public(http.MethodPost, "/auth/refresh", http.StatusOK, s.Refresh, doc("Exchange a refresh token for the next one and a new access token", http.StatusUnauthorized, http.StatusForbidden)),
		web.Public(http.MethodPost, "/auth/logout", http.StatusNoContent, s.Logout, doc("End this session", http.StatusUnauthorized, http.StatusForbidden)),
		web.SignedIn(http.MethodPost, "/auth/logout-all", http.StatusNoContent, s.LogoutAll, doc("End every session")),
		web.SignedIn(http.MethodGet, "/auth/me", http.StatusOK, s.Me, doc("Who is signed in")),
		web.SignedIn(http.MethodPatch, "/auth/me", http.StatusOK, s.UpdateMe, doc("Change the profile", http.StatusNotFound)),
		web.SignedIn(http.MethodPost, "/auth/me/change-password", http.StatusNoContent, s.ChangePassword, doc("Change the password; every other session ends", http.StatusForbidden)),
		web.SignedIn(http.MethodPost, "/auth/me/change-email", http.StatusOK, s.ChangeEmail, doc("Change the address that signs in", http.StatusForbidden, http.StatusConflict)),
		web.SignedIn(http.MethodGet, "/auth/me/sessions", http.StatusOK, s.Sessions, doc("Where the account is signed in")),
		web.SignedIn(http.MethodDelete, "/auth/me/sessions/{id}", http.StatusNoContent, s.RevokeSession, doc("End one session", http.StatusNotFound)),
	}
}

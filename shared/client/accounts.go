package client

import (
	"context"
	"net/http"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Accounts is the room of people: signing up, in and out, and what is one's own.
type Accounts struct{ c *Client }

// Register opens an account. It does not sign in.
func (a Accounts) Register(ctx context.Context, in api.RegisterIn) (api.User, error) {
	return call[api.User](ctx, a.c, anonymous, http.MethodPost, "/auth/register", in)
}

// Login signs in. Hand the pair to SetTokens to make requests with it.
func (a Accounts) Login(ctx context.Context, in api.LoginIn) (api.TokenPair, error) {
	return call[api.TokenPair](ctx, a.c, anonymous, http.MethodPost, "/auth/login", in)
}

// Refresh exchanges a refresh token for the next pair. A client that has a
// refresh token does it by itself when the server refuses the access token.
func (a Accounts) Refresh(ctx context.Context, in api.RefreshIn) (api.TokenPair, error) {
	return call[api.TokenPair](ctx, a.c, anonymous, http.MethodPost, "/auth/refresh", in)
}

// Logout ends the session of the refresh token in the body or, without one,
// that of the client's access token. The client keeps its tokens until
// SetTokens takes them away.
func (a Accounts) Logout(ctx context.Context, in api.LogoutIn) error {
	_, err := call[api.None](ctx, a.c, optional, http.MethodPost, "/auth/logout", in)
	return err
}

// LogoutAll ends every session of the account, this one included.
func (a Accounts) LogoutAll(ctx context.Context) error {
	_, err := call[api.None](ctx, a.c, signedIn, http.MethodPost, "/auth/logout-all", nil)
	return err
}

// Me gives the profile of whoever is signed in.
func (a Accounts) Me(ctx context.Context) (api.User, error) {
	return call[api.User](ctx, a.c, signedIn, http.MethodGet, "/auth/me", nil)
}

// UpdateMe changes the profile; fields left out stay as they are.
func (a Accounts) UpdateMe(ctx context.Context, in api.UpdateMeIn) (api.User, error) {
	return call[api.User](ctx, a.c, signedIn, http.MethodPatch, "/auth/me", in)
}

// ChangePassword replaces the password. Every other session ends.
func (a Accounts) ChangePassword(ctx context.Context, in api.ChangePasswordIn) error {
	_, err := call[api.None](ctx, a.c, signedIn, http.MethodPost, "/auth/me/change-password", in)
	return err
}

// ChangeEmail replaces the address that signs in.
func (a Accounts) ChangeEmail(ctx context.Context, in api.ChangeEmailIn) (api.User, error) {
	return call[api.User](ctx, a.c, signedIn, http.MethodPost, "/auth/me/change-email", in)
}

// Sessions lists where the account is signed in, last used first.
func (a Accounts) Sessions(ctx context.Context) (api.SessionList, error) {
	return call[api.SessionList](ctx, a.c, signedIn, http.MethodGet, "/auth/me/sessions", nil)
}

// RevokeSession ends one session of the account.
func (a Accounts) RevokeSession(ctx context.Context, in api.ByID) error {
	_, err := call[api.None](ctx, a.c, signedIn, http.MethodDelete, "/auth/me/sessions/{id}", in)
	return err
}

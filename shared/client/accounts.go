package client

import (
	"context"
	"io"
	"net/http"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Accounts is the room of people: signing up, in and out, and what is one's own.
type Accounts struct{ c *Client }

// Register opens an account. It does not sign in. A server that wants the
// address proved answers with VerificationRequired instead of an account.
func (a Accounts) Register(ctx context.Context, in api.RegisterIn) (api.Registered, error) {
	return call[api.Registered](ctx, a.c, anonymous, http.MethodPost, "/auth/register", in)
}

// VerifyEmail proves an address with the secret from a letter's link, and
// opens the account or makes the change that waited for it.
func (a Accounts) VerifyEmail(ctx context.Context, in api.VerifyEmailIn) (api.Message, error) {
	return call[api.Message](ctx, a.c, anonymous, http.MethodPost, "/auth/verify-email", in)
}

// ResendVerification asks for the letter again. The answer does not tell
// whether there is anything to verify.
func (a Accounts) ResendVerification(ctx context.Context, in api.EmailIn) (api.Message, error) {
	return call[api.Message](ctx, a.c, anonymous, http.MethodPost, "/auth/verify-email/resend", in)
}

// ForgotPassword asks for a letter with which the password can be reset. The
// answer does not tell whether the address has an account.
func (a Accounts) ForgotPassword(ctx context.Context, in api.EmailIn) (api.Message, error) {
	return call[api.Message](ctx, a.c, anonymous, http.MethodPost, "/auth/forgot-password", in)
}

// ResetPassword sets a new password with the secret from a letter's link, and
// ends every session.
func (a Accounts) ResetPassword(ctx context.Context, in api.ResetPasswordIn) (api.Message, error) {
	return call[api.Message](ctx, a.c, anonymous, http.MethodPost, "/auth/reset-password", in)
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

// DeleteMe closes the account, with its personal workspace and all that holds.
func (a Accounts) DeleteMe(ctx context.Context, in api.DeleteMeIn) error {
	_, err := call[api.None](ctx, a.c, signedIn, http.MethodDelete, "/auth/me", in)
	return err
}

// ChangePassword replaces the password. Every other session ends.
func (a Accounts) ChangePassword(ctx context.Context, in api.ChangePasswordIn) error {
	_, err := call[api.None](ctx, a.c, signedIn, http.MethodPost, "/auth/me/change-password", in)
	return err
}

// ChangeEmail replaces the address that signs in: at once or, on a server that
// wants addresses proved, when the link in the letter to it is opened. The
// answer has the address that holds now.
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

// Export writes everything that is held of whoever is signed in to w, as one
// JSON document (api.AccountExport), as it arrives. An error after the first
// byte means that what was written is not whole.
func (a Accounts) Export(ctx context.Context, w io.Writer) error {
	return a.c.download(ctx, "/auth/me/export", nil, w)
}

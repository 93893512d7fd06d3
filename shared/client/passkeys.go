package client

import (
	"context"
	"net/http"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// PasskeyOptions asks for what an authenticator needs to make a passkey.
func (a Accounts) PasskeyOptions(ctx context.Context, in api.PasskeyOptionsIn) (api.PasskeyOptions, error) {
	return call[api.PasskeyOptions](ctx, a.c, signedIn, http.MethodPost, "/auth/me/passkeys/options", in)
}

// AddPasskey adds the passkey that the authenticator made. The account's first
// second factor comes with recovery codes, and ends every other session.
func (a Accounts) AddPasskey(ctx context.Context, in api.AddPasskeyIn) (api.AddedPasskey, error) {
	return call[api.AddedPasskey](ctx, a.c, signedIn, http.MethodPost, "/auth/me/passkeys", in)
}

// Passkeys lists the account's passkeys.
func (a Accounts) Passkeys(ctx context.Context) (api.PasskeyList, error) {
	return call[api.PasskeyList](ctx, a.c, signedIn, http.MethodGet, "/auth/me/passkeys", nil)
}

// RenamePasskey names a passkey.
func (a Accounts) RenamePasskey(ctx context.Context, in api.RenamePasskeyIn) (api.Passkey, error) {
	return call[api.Passkey](ctx, a.c, signedIn, http.MethodPatch, "/auth/me/passkeys/{id}", in)
}

// DeletePasskey deletes a passkey.
func (a Accounts) DeletePasskey(ctx context.Context, in api.DeletePasskeyIn) error {
	_, err := call[api.None](ctx, a.c, signedIn, http.MethodDelete, "/auth/me/passkeys/{id}", in)
	return err
}

// PasskeyProof asks for what an authenticator needs to prove, with a passkey
// instead of a code, that the owner of the account is there.
func (a Accounts) PasskeyProof(ctx context.Context) (api.PasskeyOptions, error) {
	return call[api.PasskeyOptions](ctx, a.c, signedIn, http.MethodPost, "/auth/me/passkeys/proof", nil)
}

// LoginPasskeyOptions asks for what an authenticator needs to sign in.
func (a Accounts) LoginPasskeyOptions(ctx context.Context) (api.PasskeyOptions, error) {
	return call[api.PasskeyOptions](ctx, a.c, anonymous, http.MethodPost, "/auth/login/passkey/options", nil)
}

// LoginPasskey signs in with a passkey alone. Hand the pair to SetTokens to make
// requests with it.
func (a Accounts) LoginPasskey(ctx context.Context, in api.LoginPasskeyIn) (api.TokenPair, error) {
	return call[api.TokenPair](ctx, a.c, anonymous, http.MethodPost, "/auth/login/passkey", in)
}

// LoginMFAPasskey asks for what an authenticator needs to finish a sign-in with
// a passkey instead of a code.
func (a Accounts) LoginMFAPasskey(ctx context.Context, in api.LoginMFAPasskeyIn) (api.PasskeyOptions, error) {
	return call[api.PasskeyOptions](ctx, a.c, anonymous, http.MethodPost, "/auth/login/mfa/passkey", in)
}

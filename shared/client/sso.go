package client

import (
	"context"
	"net/http"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// SSOExchange gives tokens for the code that a program's loopback address was
// given at the end of a sign-in with a provider.
func (a Accounts) SSOExchange(ctx context.Context, in api.SSOExchangeIn) (api.TokenPair, error) {
	return call[api.TokenPair](ctx, a.c, anonymous, http.MethodPost, "/auth/sso/exchange", in)
}

// Identities lists the providers' accounts that sign in to the account.
func (a Accounts) Identities(ctx context.Context) (api.IdentityList, error) {
	return call[api.IdentityList](ctx, a.c, signedIn, http.MethodGet, "/auth/me/identities", nil)
}

// Connect begins to connect a provider's account; the browser goes on at the
// address in the answer.
func (a Accounts) Connect(ctx context.Context, in api.ConnectIn) (api.ConnectAt, error) {
	return call[api.ConnectAt](ctx, a.c, signedIn, http.MethodPost, "/auth/me/identities", in)
}

// Disconnect ends that a provider's account signs in to the account.
func (a Accounts) Disconnect(ctx context.Context, in api.DisconnectIn) error {
	_, err := call[api.None](ctx, a.c, signedIn, http.MethodDelete, "/auth/me/identities/{id}", in)
	return err
}

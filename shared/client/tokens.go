package client

import (
	"context"
	"net/http"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// CreateToken makes a personal access token. Make a client with it by
// WithTokens(api.TokenPair{AccessToken: created.Token}).
func (a Accounts) CreateToken(ctx context.Context, in api.CreateTokenIn) (api.CreatedToken, error) {
	return call[api.CreatedToken](ctx, a.c, signedIn, http.MethodPost, "/auth/me/tokens", in)
}

// Tokens lists the personal access tokens that are good.
func (a Accounts) Tokens(ctx context.Context) (api.AccessTokenList, error) {
	return call[api.AccessTokenList](ctx, a.c, signedIn, http.MethodGet, "/auth/me/tokens", nil)
}

// RevokeToken ends a personal access token at once.
func (a Accounts) RevokeToken(ctx context.Context, in api.ByID) error {
	_, err := call[api.None](ctx, a.c, signedIn, http.MethodDelete, "/auth/me/tokens/{id}", in)
	return err
}

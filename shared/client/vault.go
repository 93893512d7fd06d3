package client

import (
	"context"
	"net/http"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Vault is the room of AWS credentials. Secrets go in and never come back out.
type Vault struct{ c *Client }

const credentials, credential = "/auth/aws-credentials", "/auth/aws-credentials/{id}"

// Add stores a credential. The workspace's first one becomes its default.
func (v Vault) Add(ctx context.Context, in api.AddCredentialIn) (api.Credential, error) {
	return call[api.Credential](ctx, v.c, signedIn, http.MethodPost, credentials, in)
}

// List gives a piece of the workspace's credentials, oldest first.
func (v Vault) List(ctx context.Context, in api.Page) (api.CredentialList, error) {
	return call[api.CredentialList](ctx, v.c, signedIn, http.MethodGet, credentials, in)
}

// Get gives one credential.
func (v Vault) Get(ctx context.Context, in api.ByID) (api.Credential, error) {
	return call[api.Credential](ctx, v.c, signedIn, http.MethodGet, credential, in)
}

// Update edits a credential; fields left out stay as they are.
func (v Vault) Update(ctx context.Context, in api.UpdateCredentialIn) (api.Credential, error) {
	return call[api.Credential](ctx, v.c, signedIn, http.MethodPatch, credential, in)
}

// Delete removes a credential for good.
func (v Vault) Delete(ctx context.Context, in api.ByID) error {
	_, err := call[api.None](ctx, v.c, signedIn, http.MethodDelete, credential, in)
	return err
}

// SetDefault makes a credential the one that is used when a request names none.
func (v Vault) SetDefault(ctx context.Context, in api.ByID) (api.Credential, error) {
	return call[api.Credential](ctx, v.c, signedIn, http.MethodPost, credential+"/default", in)
}

// Verify asks AWS whose the credential is.
func (v Vault) Verify(ctx context.Context, in api.ByID) (api.CallerIdentity, error) {
	return call[api.CallerIdentity](ctx, v.c, signedIn, http.MethodPost, credential+"/verify", in)
}

// AddRole stores a role that is assumed with another credential.
func (v Vault) AddRole(ctx context.Context, in api.AddRoleCredentialIn) (api.Credential, error) {
	return call[api.Credential](ctx, v.c, signedIn, http.MethodPost, credentials+"/assume-role", in)
}

// Session gives short-lived keys of a credential, narrowed on request.
func (v Vault) Session(ctx context.Context, in api.SessionIn) (api.SessionCredentials, error) {
	return call[api.SessionCredentials](ctx, v.c, signedIn, http.MethodPost, credential+"/session", in)
}

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

// List gives a piece of the workspace's credentials that match, oldest first.
func (v Vault) List(ctx context.Context, in api.CredentialListIn) (api.CredentialList, error) {
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

// Usage tells what AWS was asked with a credential.
func (v Vault) Usage(ctx context.Context, in api.CredentialUsageIn) (api.CredentialUsage, error) {
	return call[api.CredentialUsage](ctx, v.c, signedIn, http.MethodGet, credential+"/usage", in)
}

// Rotate changes an access key for a new one, or goes on with it.
func (v Vault) Rotate(ctx context.Context, in api.RotateIn) (api.Rotation, error) {
	return call[api.Rotation](ctx, v.c, signedIn, http.MethodPost, credential+"/rotate", in)
}

// Rotation tells how far the newest rotation of a credential has come.
func (v Vault) Rotation(ctx context.Context, in api.ByID) (api.RotationState, error) {
	return call[api.RotationState](ctx, v.c, signedIn, http.MethodGet, credential+"/rotation", in)
}

// CancelRotation takes a rotation back whose new key is not in use yet.
func (v Vault) CancelRotation(ctx context.Context, in api.ByID) (api.Rotation, error) {
	return call[api.Rotation](ctx, v.c, signedIn, http.MethodDelete, credential+"/rotation", in)
}

// AddIdentityCenter stores a role of IAM Identity Center and begins the
// sign-in.
func (v Vault) AddIdentityCenter(ctx context.Context, in api.AddIdentityCenterIn) (api.AddedIdentityCenter, error) {
	return call[api.AddedIdentityCenter](ctx, v.c, signedIn, http.MethodPost, credentials+"/identity-center", in)
}

// StartSignIn begins a sign-in again.
func (v Vault) StartSignIn(ctx context.Context, in api.SignInIn) (api.SignIn, error) {
	return call[api.SignIn](ctx, v.c, signedIn, http.MethodPost, credential+"/sign-in", in)
}

// SignIn tells how a sign-in stands, and asks AWS when it is time to.
func (v Vault) SignIn(ctx context.Context, in api.ByID) (api.SignIn, error) {
	return call[api.SignIn](ctx, v.c, signedIn, http.MethodGet, credential+"/sign-in", in)
}

// CompleteSignIn ends a sign-in with what a browser brought back.
func (v Vault) CompleteSignIn(ctx context.Context, in api.CompleteSignInIn) (api.SignIn, error) {
	return call[api.SignIn](ctx, v.c, signedIn, http.MethodPost, credential+"/sign-in/complete", in)
}

// SignInAccounts lists the accounts that a sign-in may reach.
func (v Vault) SignInAccounts(ctx context.Context, in api.SignInAccountsIn) (api.SignInAccountList, error) {
	return call[api.SignInAccountList](ctx, v.c, signedIn, http.MethodGet, credential+"/sign-in/accounts", in)
}

// SignInRoles lists the roles that a sign-in has in an account.
func (v Vault) SignInRoles(ctx context.Context, in api.SignInRolesIn) (api.SignInRoleList, error) {
	return call[api.SignInRoleList](ctx, v.c, signedIn, http.MethodGet, credential+"/sign-in/roles", in)
}

package client

import (
	"context"
	"net/http"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Account gives the numbers and the alias of the AWS account.
func (i IAM) Account(ctx context.Context, in api.OnAWS) (api.IAMAccount, error) {
	return call[api.IAMAccount](ctx, i.c, signedIn, http.MethodGet, "/iam/account", in)
}

// SetAlias plans the account's alias.
func (i IAM) SetAlias(ctx context.Context, in api.AccountAliasIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodPut, "/iam/account/alias", in)
}

// DeleteAlias plans to delete the account's alias.
func (i IAM) DeleteAlias(ctx context.Context, in api.OnAWS) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodDelete, "/iam/account/alias", in)
}

// PasswordPolicy gives what the account asks of console passwords.
func (i IAM) PasswordPolicy(ctx context.Context, in api.OnAWS) (api.IAMPasswordPolicy, error) {
	return call[api.IAMPasswordPolicy](ctx, i.c, signedIn, http.MethodGet, "/iam/account/password-policy", in)
}

// SetPasswordPolicy plans changes of the password policy; what is not named stays.
func (i IAM) SetPasswordPolicy(ctx context.Context, in api.PasswordPolicyIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodPut, "/iam/account/password-policy", in)
}

// DeletePasswordPolicy plans to delete the password policy.
func (i IAM) DeletePasswordPolicy(ctx context.Context, in api.OnAWS) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodDelete, "/iam/account/password-policy", in)
}

// CredentialReport gives AWS's report on the credentials of all users, or has one made.
func (i IAM) CredentialReport(ctx context.Context, in api.OnAWS) (api.CredentialReport, error) {
	return call[api.CredentialReport](ctx, i.c, signedIn, http.MethodGet, "/iam/account/credential-report", in)
}

// RequiredPermissions tells what a credential must allow for features, as a policy.
func (i IAM) RequiredPermissions(ctx context.Context, in api.RequiredPermissionsIn) (api.RequiredPermissions, error) {
	return call[api.RequiredPermissions](ctx, i.c, signedIn, http.MethodGet, "/iam/required-permissions", in)
}

// BoundarySet plans a permissions boundary, in the shape of the earlier system.
func (i IAM) BoundarySet(ctx context.Context, in api.BoundarySetIn) (api.BoundaryPlanned, error) {
	return call[api.BoundaryPlanned](ctx, i.c, signedIn, http.MethodPost, "/policy-validation/permissions-boundary/set", in)
}

// BoundaryDelete plans to remove a permissions boundary, in the shape of the earlier system.
func (i IAM) BoundaryDelete(ctx context.Context, in api.BoundaryDeleteIn) (api.BoundaryPlanned, error) {
	return call[api.BoundaryPlanned](ctx, i.c, signedIn, http.MethodPost, "/policy-validation/permissions-boundary/delete", in)
}

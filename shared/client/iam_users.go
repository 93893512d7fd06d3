package client

import (
	"context"
	"net/http"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// ListAccessKeys gives every access key of a user, with its last use.
func (i IAM) ListAccessKeys(ctx context.Context, in api.IAMNamed) (api.IAMAccessKeyList, error) {
	return call[api.IAMAccessKeyList](ctx, i.c, signedIn, http.MethodGet, "/iam/users/{name}/access-keys", in)
}

// ListMFADevices gives every MFA device of a user.
func (i IAM) ListMFADevices(ctx context.Context, in api.IAMNamed) (api.IAMMFADeviceList, error) {
	return call[api.IAMMFADeviceList](ctx, i.c, signedIn, http.MethodGet, "/iam/users/{name}/mfa-devices", in)
}

// CreateUser plans a new user.
func (i IAM) CreateUser(ctx context.Context, in api.CreateIAMUserIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodPost, "/iam/users", in)
}

// UpdateUser plans another name or path of a user.
func (i IAM) UpdateUser(ctx context.Context, in api.UpdateIAMUserIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodPatch, "/iam/users/{name}", in)
}

// DeleteUser plans to delete a user, with force and all that hangs on it.
func (i IAM) DeleteUser(ctx context.Context, in api.IAMForcedIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodDelete, "/iam/users/{name}", in)
}

// CreatePassword plans a console password, which is generated when the plan is applied.
func (i IAM) CreatePassword(ctx context.Context, in api.ConsolePasswordIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodPost, "/iam/users/{name}/login-profile", in)
}

// ReplacePassword plans another console password.
func (i IAM) ReplacePassword(ctx context.Context, in api.ConsolePasswordIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodPut, "/iam/users/{name}/login-profile", in)
}

// DeletePassword plans to delete a console password.
func (i IAM) DeletePassword(ctx context.Context, in api.IAMNamed) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodDelete, "/iam/users/{name}/login-profile", in)
}

// CreateAccessKey plans an access key, whose secret applying the plan answers once.
func (i IAM) CreateAccessKey(ctx context.Context, in api.IAMNamed) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodPost, "/iam/users/{name}/access-keys", in)
}

// SetAccessKeyStatus plans to switch an access key on or off.
func (i IAM) SetAccessKeyStatus(ctx context.Context, in api.AccessKeyStatusIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodPatch, "/iam/users/{name}/access-keys/{access_key_id}", in)
}

// DeleteAccessKey plans to delete an access key.
func (i IAM) DeleteAccessKey(ctx context.Context, in api.AccessKeyIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodDelete, "/iam/users/{name}/access-keys/{access_key_id}", in)
}

// RotateAccessKey plans one step of replacing an access key.
func (i IAM) RotateAccessKey(ctx context.Context, in api.RotateAccessKeyIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodPost, "/iam/users/{name}/access-keys/{access_key_id}/rotate", in)
}

// DeactivateMFA plans to take an MFA device from a user.
func (i IAM) DeactivateMFA(ctx context.Context, in api.MFADeviceIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodDelete, "/iam/users/{name}/mfa-devices", in)
}

package client

import (
	"context"
	"net/http"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// ListRoles gives a piece of the account's roles.
func (i IAM) ListRoles(ctx context.Context, in api.IAMPage) (api.IAMRoleList, error) {
	return call[api.IAMRoleList](ctx, i.c, signedIn, http.MethodGet, "/iam/roles", in)
}

// GetRole gives one role with what hangs on it.
func (i IAM) GetRole(ctx context.Context, in api.IAMNamed) (api.IAMRoleDetail, error) {
	return call[api.IAMRoleDetail](ctx, i.c, signedIn, http.MethodGet, "/iam/roles/{name}", in)
}

// CreateRole plans a new role.
func (i IAM) CreateRole(ctx context.Context, in api.CreateIAMRoleIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodPost, "/iam/roles", in)
}

// UpdateRole plans another trust policy, description or longest session of a role.
func (i IAM) UpdateRole(ctx context.Context, in api.UpdateIAMRoleIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodPatch, "/iam/roles/{name}", in)
}

// DeleteRole plans to delete a role, with force and all that hangs on it.
func (i IAM) DeleteRole(ctx context.Context, in api.IAMForcedIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodDelete, "/iam/roles/{name}", in)
}

// ListInstanceProfiles gives a piece of the account's instance profiles.
func (i IAM) ListInstanceProfiles(ctx context.Context, in api.IAMPage) (api.IAMInstanceProfileList, error) {
	return call[api.IAMInstanceProfileList](ctx, i.c, signedIn, http.MethodGet, "/iam/instance-profiles", in)
}

// GetInstanceProfile gives one instance profile with its tags.
func (i IAM) GetInstanceProfile(ctx context.Context, in api.IAMNamed) (api.IAMInstanceProfileDetail, error) {
	return call[api.IAMInstanceProfileDetail](ctx, i.c, signedIn, http.MethodGet, "/iam/instance-profiles/{name}", in)
}

// TagInstanceProfile plans the tags of an instance profile.
func (i IAM) TagInstanceProfile(ctx context.Context, in api.IAMTagsIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodPatch, "/iam/instance-profiles/{name}/tags", in)
}

// CreateInstanceProfile plans a new instance profile.
func (i IAM) CreateInstanceProfile(ctx context.Context, in api.CreateInstanceProfileIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodPost, "/iam/instance-profiles", in)
}

// DeleteInstanceProfile plans to delete an instance profile.
func (i IAM) DeleteInstanceProfile(ctx context.Context, in api.IAMForcedIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodDelete, "/iam/instance-profiles/{name}", in)
}

// AddRoleToProfile plans to put a role into an instance profile.
func (i IAM) AddRoleToProfile(ctx context.Context, in api.InstanceProfileRoleIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodPut, "/iam/instance-profiles/{name}/roles/{role_name}", in)
}

// RemoveRoleFromProfile plans to take a role out of an instance profile.
func (i IAM) RemoveRoleFromProfile(ctx context.Context, in api.InstanceProfileRoleIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodDelete, "/iam/instance-profiles/{name}/roles/{role_name}", in)
}

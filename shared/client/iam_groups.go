package client

import (
	"context"
	"net/http"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// ListGroups gives a piece of the account's groups.
func (i IAM) ListGroups(ctx context.Context, in api.IAMPage) (api.IAMGroupList, error) {
	return call[api.IAMGroupList](ctx, i.c, signedIn, http.MethodGet, "/iam/groups", in)
}

// GetGroup gives one group with its members and policies.
func (i IAM) GetGroup(ctx context.Context, in api.IAMNamed) (api.IAMGroupDetail, error) {
	return call[api.IAMGroupDetail](ctx, i.c, signedIn, http.MethodGet, "/iam/groups/{name}", in)
}

// CreateGroup plans a new group.
func (i IAM) CreateGroup(ctx context.Context, in api.CreateIAMGroupIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodPost, "/iam/groups", in)
}

// UpdateGroup plans another name or path of a group.
func (i IAM) UpdateGroup(ctx context.Context, in api.UpdateIAMUserIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodPatch, "/iam/groups/{name}", in)
}

// DeleteGroup plans to delete a group, with force and all that hangs on it.
func (i IAM) DeleteGroup(ctx context.Context, in api.IAMForcedIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodDelete, "/iam/groups/{name}", in)
}

// AddMember plans to put a user into a group.
func (i IAM) AddMember(ctx context.Context, in api.GroupMemberIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodPut, "/iam/groups/{name}/members/{user_name}", in)
}

// RemoveMember plans to take a user out of a group.
func (i IAM) RemoveMember(ctx context.Context, in api.GroupMemberIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodDelete, "/iam/groups/{name}/members/{user_name}", in)
}

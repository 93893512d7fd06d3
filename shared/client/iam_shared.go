package client

import (
	"context"
	"net/http"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// IAMKind says whether an operation that users, groups and roles have alike is about a
// user, a group or a role.
type IAMKind string

// The kinds.
const (
	IAMUsers  IAMKind = "/iam/users/{name}"
	IAMGroups IAMKind = "/iam/groups/{name}"
	IAMRoles  IAMKind = "/iam/roles/{name}"
)

// GetInlinePolicy gives an inline policy.
func (i IAM) GetInlinePolicy(ctx context.Context, of IAMKind, in api.InlinePolicyIn) (api.IAMPolicyDocument, error) {
	return call[api.IAMPolicyDocument](ctx, i.c, signedIn, http.MethodGet, string(of)+"/inline-policies/{policy_name}", in)
}

// PutInlinePolicy plans an inline policy.
func (i IAM) PutInlinePolicy(ctx context.Context, of IAMKind, in api.PutInlinePolicyIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodPut, string(of)+"/inline-policies/{policy_name}", in)
}

// DeleteInlinePolicy plans to delete an inline policy.
func (i IAM) DeleteInlinePolicy(ctx context.Context, of IAMKind, in api.InlinePolicyIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodDelete, string(of)+"/inline-policies/{policy_name}", in)
}

// Tag plans the tags of a user or role.
func (i IAM) Tag(ctx context.Context, of IAMKind, in api.IAMTagsIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodPatch, string(of)+"/tags", in)
}

// SetBoundary plans the permissions boundary of a user or role.
func (i IAM) SetBoundary(ctx context.Context, of IAMKind, in api.PermissionsBoundaryIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodPut, string(of)+"/permissions-boundary", in)
}

// DeleteBoundary plans to remove the permissions boundary of a user or role.
func (i IAM) DeleteBoundary(ctx context.Context, of IAMKind, in api.IAMNamed) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodDelete, string(of)+"/permissions-boundary", in)
}

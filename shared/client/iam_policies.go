package client

import (
	"context"
	"net/http"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// ListPolicies gives a piece of the managed policies.
func (i IAM) ListPolicies(ctx context.Context, in api.IAMPolicyListIn) (api.IAMPolicyList, error) {
	return call[api.IAMPolicyList](ctx, i.c, signedIn, http.MethodGet, "/iam/policies", in)
}

// GetPolicy gives one managed policy with document, versions and tags.
func (i IAM) GetPolicy(ctx context.Context, in api.IAMPolicyArn) (api.IAMPolicyDetail, error) {
	return call[api.IAMPolicyDetail](ctx, i.c, signedIn, http.MethodGet, "/iam/policy", in)
}

// ListPolicyVersions gives every version of a managed policy.
func (i IAM) ListPolicyVersions(ctx context.Context, in api.IAMPolicyArn) (api.IAMPolicyVersionList, error) {
	return call[api.IAMPolicyVersionList](ctx, i.c, signedIn, http.MethodGet, "/iam/policy/versions", in)
}

// GetPolicyVersion gives one version of a managed policy.
func (i IAM) GetPolicyVersion(ctx context.Context, in api.IAMPolicyVersionIn) (api.IAMPolicyDocument, error) {
	return call[api.IAMPolicyDocument](ctx, i.c, signedIn, http.MethodGet, "/iam/policy/versions/{version_id}", in)
}

// PolicyEntities gives whoever has a managed policy.
func (i IAM) PolicyEntities(ctx context.Context, in api.IAMPolicyArn) (api.IAMPolicyEntities, error) {
	return call[api.IAMPolicyEntities](ctx, i.c, signedIn, http.MethodGet, "/iam/policy/entities", in)
}

// CreatePolicy plans a new managed policy.
func (i IAM) CreatePolicy(ctx context.Context, in api.CreateIAMPolicyIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodPost, "/iam/policies", in)
}

// DeletePolicy plans to delete a managed policy, with force detaching it first.
func (i IAM) DeletePolicy(ctx context.Context, in api.DeleteIAMPolicyIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodDelete, "/iam/policy", in)
}

// CreatePolicyVersion plans a new version of a managed policy.
func (i IAM) CreatePolicyVersion(ctx context.Context, in api.CreateIAMPolicyVersionIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodPost, "/iam/policy/versions", in)
}

// DeletePolicyVersion plans to delete a version of a managed policy.
func (i IAM) DeletePolicyVersion(ctx context.Context, in api.IAMPolicyVersionIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodDelete, "/iam/policy/versions/{version_id}", in)
}

// SetDefaultPolicyVersion plans to put a version of a managed policy in force.
func (i IAM) SetDefaultPolicyVersion(ctx context.Context, in api.IAMPolicyVersionIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodPost, "/iam/policy/versions/{version_id}/default", in)
}

// AttachPolicy plans to attach a managed policy to a user, group or role.
func (i IAM) AttachPolicy(ctx context.Context, in api.AttachPolicyIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodPost, "/iam/policy/attach", in)
}

// DetachPolicy plans to detach a managed policy.
func (i IAM) DetachPolicy(ctx context.Context, in api.AttachPolicyIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodPost, "/iam/policy/detach", in)
}

// TagPolicy plans the tags of a managed policy.
func (i IAM) TagPolicy(ctx context.Context, in api.IAMPolicyTagsIn) (api.Plan, error) {
	return call[api.Plan](ctx, i.c, signedIn, http.MethodPatch, "/iam/policy/tags", in)
}

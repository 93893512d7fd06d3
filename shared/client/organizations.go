package client

import (
	"context"
	"net/http"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Organizations is the room that reads and changes the organization of an AWS
// account. What would change something gives a plan, which changes nothing until it
// is applied.
type Organizations struct{ c *Client }

// Overview tells about the organization, or that there is none.
func (o Organizations) Overview(ctx context.Context, in api.OrgIn) (api.OrgOverview, error) {
	return call[api.OrgOverview](ctx, o.c, signedIn, http.MethodGet, "/organizations", in)
}

// Tree gives the whole organization.
func (o Organizations) Tree(ctx context.Context, in api.OrgIn) (api.OrgTree, error) {
	return call[api.OrgTree](ctx, o.c, signedIn, http.MethodGet, "/organizations/tree", in)
}

// Accounts gives a piece of the accounts.
func (o Organizations) Accounts(ctx context.Context, in api.OrgAccountListIn) (api.OrgAccountList, error) {
	return call[api.OrgAccountList](ctx, o.c, signedIn, http.MethodGet, "/organizations/accounts", in)
}

// Effective gives every policy of the organization that acts on an account.
func (o Organizations) Effective(ctx context.Context, in api.OrgAccountIn) (api.OrgEffective, error) {
	return call[api.OrgEffective](ctx, o.c, signedIn, http.MethodGet, "/organizations/accounts/{account_id}/effective-policies", in)
}

// Policies lists policies without their documents.
func (o Organizations) Policies(ctx context.Context, in api.OrgPolicyListIn) (api.OrgPolicyList, error) {
	return call[api.OrgPolicyList](ctx, o.c, signedIn, http.MethodGet, "/organizations/policies", in)
}

// Policy gives one policy.
func (o Organizations) Policy(ctx context.Context, in api.OrgPolicyIn) (api.OrgPolicyDetail, error) {
	return call[api.OrgPolicyDetail](ctx, o.c, signedIn, http.MethodGet, "/organizations/policies/{policy_id}", in)
}

// CreatePolicy plans a new SCP or RCP.
func (o Organizations) CreatePolicy(ctx context.Context, in api.CreateOrgPolicyIn) (api.Plan, error) {
	return call[api.Plan](ctx, o.c, signedIn, http.MethodPost, "/organizations/policies", in)
}

// UpdatePolicy plans a change of an SCP or RCP.
func (o Organizations) UpdatePolicy(ctx context.Context, in api.UpdateOrgPolicyIn) (api.Plan, error) {
	return call[api.Plan](ctx, o.c, signedIn, http.MethodPatch, "/organizations/policies/{policy_id}", in)
}

// DeletePolicy plans to delete an SCP or RCP.
func (o Organizations) DeletePolicy(ctx context.Context, in api.DeleteOrgPolicyIn) (api.Plan, error) {
	return call[api.Plan](ctx, o.c, signedIn, http.MethodDelete, "/organizations/policies/{policy_id}", in)
}

// AttachPolicy plans to attach an SCP or RCP.
func (o Organizations) AttachPolicy(ctx context.Context, in api.OrgAttachIn) (api.Plan, error) {
	return call[api.Plan](ctx, o.c, signedIn, http.MethodPost, "/organizations/policies/{policy_id}/attach", in)
}

// DetachPolicy plans to detach an SCP or RCP.
func (o Organizations) DetachPolicy(ctx context.Context, in api.OrgAttachIn) (api.Plan, error) {
	return call[api.Plan](ctx, o.c, signedIn, http.MethodPost, "/organizations/policies/{policy_id}/detach", in)
}

// Audit tells what about the organization should be looked at.
func (o Organizations) Audit(ctx context.Context, in api.OrgIn) (api.OrgAudit, error) {
	return call[api.OrgAudit](ctx, o.c, signedIn, http.MethodPost, "/organizations/audit", in)
}

// PreviewSCP tells which real calls a change of SCPs would deny.
func (o Organizations) PreviewSCP(ctx context.Context, in api.SCPPreviewIn) (api.SCPPreview, error) {
	return call[api.SCPPreview](ctx, o.c, signedIn, http.MethodPost, "/organizations/scp-preview", in)
}

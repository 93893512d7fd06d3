package client

import (
	"context"
	"net/http"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Library is the workspace's stored policies, with their history and the cases they
// are tried with.
type Library struct{ c *Client }

const library, stored, versions = "/policies", "/policies/{id}", "/policies/{id}/versions"

// Store puts a policy into the library as version 1.
func (l Library) Store(ctx context.Context, in api.StorePolicyIn) (api.StoredPolicy, error) {
	return call[api.StoredPolicy](ctx, l.c, signedIn, http.MethodPost, library, in)
}

// List gives a piece of the stored policies, oldest first, without documents.
func (l Library) List(ctx context.Context, in api.PolicyListIn) (api.StoredPolicyList, error) {
	return call[api.StoredPolicyList](ctx, l.c, signedIn, http.MethodGet, library, in)
}

// Get gives one policy with its newest document.
func (l Library) Get(ctx context.Context, in api.ByID) (api.StoredPolicy, error) {
	return call[api.StoredPolicy](ctx, l.c, signedIn, http.MethodGet, stored, in)
}

// Update changes what is said about a policy; fields left out stay as they are.
func (l Library) Update(ctx context.Context, in api.UpdatePolicyIn) (api.StoredPolicy, error) {
	return call[api.StoredPolicy](ctx, l.c, signedIn, http.MethodPatch, stored, in)
}

// Delete removes a policy with its history.
func (l Library) Delete(ctx context.Context, in api.ByID) error {
	_, err := call[api.None](ctx, l.c, signedIn, http.MethodDelete, stored, in)
	return err
}

// AddVersion stores a new document of a policy, unless somebody has stored one since.
func (l Library) AddVersion(ctx context.Context, in api.AddPolicyVersionIn) (api.StoredPolicy, error) {
	return call[api.StoredPolicy](ctx, l.c, signedIn, http.MethodPost, versions, in)
}

// Versions gives a piece of a policy's history, newest first.
func (l Library) Versions(ctx context.Context, in api.PolicyVersionsIn) (api.PolicyVersionList, error) {
	return call[api.PolicyVersionList](ctx, l.c, signedIn, http.MethodGet, versions, in)
}

// Version gives one version with its document.
func (l Library) Version(ctx context.Context, in api.PolicyVersionIn) (api.PolicyVersion, error) {
	return call[api.PolicyVersion](ctx, l.c, signedIn, http.MethodGet, versions+"/{version}", in)
}

// CompareVersions tells how two versions of a policy relate by what they allow.
func (l Library) CompareVersions(ctx context.Context, in api.ComparePolicyVersionsIn) (api.PolicyComparison, error) {
	return call[api.PolicyComparison](ctx, l.c, signedIn, http.MethodGet, versions+"/{version}/compare", in)
}

// Restore makes the document of an old version the newest again.
func (l Library) Restore(ctx context.Context, in api.RestorePolicyIn) (api.StoredPolicy, error) {
	return call[api.StoredPolicy](ctx, l.c, signedIn, http.MethodPost, stored+"/restore", in)
}

// RunCases tries a policy, or an edit of it, with its cases.
func (l Library) RunCases(ctx context.Context, in api.RunPolicyCasesIn) (api.PolicyCaseRun, error) {
	return call[api.PolicyCaseRun](ctx, l.c, signedIn, http.MethodPost, stored+"/tests/run", in)
}

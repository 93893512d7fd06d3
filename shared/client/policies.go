package client

import (
	"context"
	"net/http"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Policies is the room of policy documents.
type Policies struct{ c *Client }

// Generate writes a policy from a sentence.
func (p Policies) Generate(ctx context.Context, in api.GeneratePolicyIn) (api.GeneratedPolicy, error) {
	return call[api.GeneratedPolicy](ctx, p.c, signedIn, http.MethodPost, "/policies/generate", in)
}

// Validate gives the findings on a policy.
func (p Policies) Validate(ctx context.Context, in api.ValidatePolicyIn) (api.PolicyValidation, error) {
	return call[api.PolicyValidation](ctx, p.c, signedIn, http.MethodPost, "/policies/validate", in)
}

// Simulate decides whether a request would be allowed, with the reasons.
func (p Policies) Simulate(ctx context.Context, in api.SimulateIn) (api.Simulation, error) {
	return call[api.Simulation](ctx, p.c, signedIn, http.MethodPost, "/policies/simulate", in)
}

// Compare tells how two policies relate by what they allow.
func (p Policies) Compare(ctx context.Context, in api.ComparePoliciesIn) (api.PolicyComparison, error) {
	return call[api.PolicyComparison](ctx, p.c, signedIn, http.MethodPost, "/policies/compare", in)
}

// CheckNoNewAccess checks that a policy allows nothing that the one it replaces does not.
func (p Policies) CheckNoNewAccess(ctx context.Context, in api.CheckNewAccessIn) (api.AccessCheck, error) {
	return call[api.AccessCheck](ctx, p.c, signedIn, http.MethodPost, "/policies/check-no-new-access", in)
}

// CheckAccessNotGranted checks that a policy does not allow some actions or resources.
func (p Policies) CheckAccessNotGranted(ctx context.Context, in api.CheckAccessGrantedIn) (api.AccessCheck, error) {
	return call[api.AccessCheck](ctx, p.c, signedIn, http.MethodPost, "/policies/check-access-not-granted", in)
}

// CheckNoPublicAccess checks that a resource-based policy is not public.
func (p Policies) CheckNoPublicAccess(ctx context.Context, in api.CheckPublicAccessIn) (api.AccessCheck, error) {
	return call[api.AccessCheck](ctx, p.c, signedIn, http.MethodPost, "/policies/check-no-public-access", in)
}

// Shrink writes a policy in the fewest characters.
func (p Policies) Shrink(ctx context.Context, in api.RewritePolicyIn) (api.RewrittenPolicy, error) {
	return call[api.RewrittenPolicy](ctx, p.c, signedIn, http.MethodPost, "/policies/shrink", in)
}

// Tidy removes what is redundant in a policy, and writes no new patterns.
func (p Policies) Tidy(ctx context.Context, in api.RewritePolicyIn) (api.RewrittenPolicy, error) {
	return call[api.RewrittenPolicy](ctx, p.c, signedIn, http.MethodPost, "/policies/tidy", in)
}

// Expand writes the action patterns of a policy out.
func (p Policies) Expand(ctx context.Context, in api.RewritePolicyIn) (api.RewrittenPolicy, error) {
	return call[api.RewrittenPolicy](ctx, p.c, signedIn, http.MethodPost, "/policies/expand", in)
}

// Split writes a policy as several that each fit a quota.
func (p Policies) Split(ctx context.Context, in api.RewritePolicyIn) (api.RewrittenPolicy, error) {
	return call[api.RewrittenPolicy](ctx, p.c, signedIn, http.MethodPost, "/policies/split", in)
}

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

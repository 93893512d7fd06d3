package client

import (
	"context"
	"net/http"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Complete says what can stand at a place of a policy that is being written.
func (p Policies) Complete(ctx context.Context, in api.CompletePolicyIn) (api.PolicyCompletions, error) {
	return call[api.PolicyCompletions](ctx, p.c, signedIn, http.MethodPost, "/policies/complete", in)
}

// Hover explains what stands at a place of a policy.
func (p Policies) Hover(ctx context.Context, in api.HoverPolicyIn) (api.PolicyHover, error) {
	return call[api.PolicyHover](ctx, p.c, signedIn, http.MethodPost, "/policies/hover", in)
}

// SuggestConditionKeys lists the condition keys that requests for actions can
// carry.
func (p Policies) SuggestConditionKeys(ctx context.Context, in api.SuggestConditionKeysIn) (api.ConditionKeySuggestions, error) {
	return call[api.ConditionKeySuggestions](ctx, p.c, signedIn, http.MethodPost, "/policy-validation/condition-keys/suggest", in)
}

// ConditionOperators lists the condition operators.
func (p Policies) ConditionOperators(ctx context.Context) (api.ConditionOperators, error) {
	return call[api.ConditionOperators](ctx, p.c, signedIn, http.MethodGet, "/policy-validation/condition-keys/operators", nil)
}

// ValidateCondition gives the findings on one condition.
func (p Policies) ValidateCondition(ctx context.Context, in api.ValidateConditionIn) (api.ConditionValidation, error) {
	return call[api.ConditionValidation](ctx, p.c, signedIn, http.MethodPost, "/policy-validation/validate-condition", in)
}

// Package policies is the room of policy documents: written from a sentence,
// and checked, by the engine in shared/policy.
package policies

import (
	"net/http"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/web"
)

// The faults of the room.
var (
	ErrIntent   = fault.Declare(fault.Invalid, "policies.not_understood", "The description could not be turned into a policy.")
	ErrDenial   = fault.Declare(fault.Invalid, "policies.not_a_denial", "The text is not an access denied message of AWS.")
	ErrExample  = fault.Declare(fault.Invalid, "policies.bad_example", "An example of what the policy must allow or deny cannot be understood.")
	ErrRequest  = fault.Declare(fault.Invalid, "policies.bad_request", "The request to simulate cannot be understood.")
	ErrDocument = fault.Declare(fault.Invalid, "policies.bad_document", "The document must be a JSON object, or a string that holds JSON text.")
)

// Service is the room's door.
type Service struct {
	audit  *audit.Log
	drafts *Drafter
	online *Online
}

// New opens the room. drafts may be nil: then the built-in generator writes
// all policies.
func New(log *audit.Log, drafts *Drafter, online *Online) *Service {
	return &Service{log, drafts, online}
}

// Routes is the room's part of the interface.
func (s *Service) Routes() []web.Route {
	doc := func(summary string) web.Doc { return web.Doc{Tag: "policies", Summary: summary} }
	return []web.Route{
		web.Scoped(access.PoliciesUse, http.MethodPost, "/policies/generate", http.StatusOK, s.Generate, doc("Write a least-privilege policy from a sentence")),
		web.Scoped(access.PoliciesUse, http.MethodPost, "/policies/validate", http.StatusOK, s.Validate, doc("Check a policy")),
		web.Scoped(access.PoliciesUse, http.MethodPost, "/policies/simulate", http.StatusOK, s.Simulate, doc("Decide a request by the policies that come with it")),
		web.Scoped(access.PoliciesUse, http.MethodPost, "/policies/explain-denial", http.StatusOK, s.ExplainDenial, doc("Explain an access denied message, and the smallest change that would allow the request")),
		web.Scoped(access.PoliciesUse, http.MethodPost, "/policies/compare", http.StatusOK, s.Compare, doc("Tell how two policies relate by what they allow")),
		web.Scoped(access.PoliciesUse, http.MethodPost, "/policies/check-no-new-access", http.StatusOK, s.CheckNoNewAccess, doc("Check that a policy allows nothing that the one it replaces does not")),
		web.Scoped(access.PoliciesUse, http.MethodPost, "/policies/check-access-not-granted", http.StatusOK, s.CheckAccessNotGranted, doc("Check that a policy does not allow some actions or resources")),
		web.Scoped(access.PoliciesUse, http.MethodPost, "/policies/check-no-public-access", http.StatusOK, s.CheckNoPublicAccess, doc("Check that a resource-based policy is not public")),
		web.Scoped(access.PoliciesUse, http.MethodPost, "/policies/shrink", http.StatusOK, s.Shrink, doc("Write a policy in the fewest characters")),
		web.Scoped(access.PoliciesUse, http.MethodPost, "/policies/tidy", http.StatusOK, s.Tidy, doc("Remove what is redundant in a policy")),
		web.Scoped(access.PoliciesUse, http.MethodPost, "/policies/expand", http.StatusOK, s.Expand, doc("Write the action patterns of a policy out")),
		web.Scoped(access.PoliciesUse, http.MethodPost, "/policies/split", http.StatusOK, s.Split, doc("Write a policy as several that each fit a quota")),
		web.Scoped(access.PoliciesUse, http.MethodPost, "/policies/complete", http.StatusOK, s.Complete, doc("Say what can stand at a place of a policy")),
		web.Scoped(access.PoliciesUse, http.MethodPost, "/policies/hover", http.StatusOK, s.Hover, doc("Explain what stands at a place of a policy")),
		web.Scoped(access.PoliciesUse, http.MethodPost, "/policy-validation/condition-keys/suggest", http.StatusOK, s.SuggestConditionKeys, doc("List the condition keys of actions")),
		web.Scoped(access.PoliciesUse, http.MethodGet, "/policy-validation/condition-keys/operators", http.StatusOK, s.ConditionOperators, doc("List the condition operators")),
		web.Scoped(access.PoliciesUse, http.MethodPost, "/policy-validation/validate-condition", http.StatusOK, s.ValidateCondition, doc("Check one condition")),
		web.Scoped(access.PoliciesUse, http.MethodPost, "/policy-validation/validate", http.StatusOK, s.Validate, doc("Check a policy, at its address of the earlier system")),
	}
}

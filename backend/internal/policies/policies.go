// Package policies is the room of policy documents: written from a sentence,
// and checked, by the engine in shared/policy.
package policies

import (
	"context"
	"net/http"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/web"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// The faults of the room.
var (
	ErrIntent   = fault.Declare(fault.Invalid, "policies.not_understood", "The description could not be turned into a policy.")
	ErrDocument = fault.Declare(fault.Invalid, "policies.bad_document", "The document must be a JSON object, or a string that holds JSON text.")
)

// Service is the room's door.
type Service struct {
	db    *db.DB
	audit *audit.Log
}

// New opens the room.
func New(database *db.DB, log *audit.Log) *Service { return &Service{database, log} }

// Routes is the room's part of the interface.
func (s *Service) Routes() []web.Route {
	return []web.Route{
		web.Scoped(access.PoliciesUse, http.MethodPost, "/policies/generate", http.StatusOK, s.Generate, web.Doc{
			Tag: "policies", Summary: "Write a policy from a sentence",
		}),
		web.Scoped(access.PoliciesUse, http.MethodPost, "/policies/validate", http.StatusOK, s.Validate, web.Doc{
			Tag: "policies", Summary: "Check a policy",
		}),
	}
}
func (s *Service) Generate(ctx context.Context, sc access.Scope, in api.GeneratePolicyIn) (api.GeneratedPolicy, error) {
	return api.GeneratedPolicy{}, ErrIntent
}
func (s *Service) Validate(ctx context.Context, sc access.Scope, in api.ValidatePolicyIn) (api.PolicyValidation, error) {
	return api.PolicyValidation{}, ErrDocument
}

package policies

import (
	"context"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

func (s *Service) Generate(ctx context.Context, sc access.Scope, in api.GeneratePolicyIn) (api.GeneratedPolicy, error) {
	return api.GeneratedPolicy{}, ErrIntent
}

func (s *Service) Validate(ctx context.Context, sc access.Scope, in api.ValidatePolicyIn) (api.PolicyValidation, error) {
	return api.PolicyValidation{}, ErrDocument
}

func sentence(s string) string { return s }
func list(items []string) []string {
	if items == nil {
		return []string{}
	}
	return items
}

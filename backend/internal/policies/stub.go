package policies

import (
	"context"
	"strings"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

func (s *Service) Generate(ctx context.Context, sc access.Scope, in api.GeneratePolicyIn) (api.GeneratedPolicy, error) {
	return api.GeneratedPolicy{}, ErrIntent
}

// sentence gives an error's text a capital and a full stop.
func sentence(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + strings.TrimSuffix(s[1:], ".") + "."
}

// list is never null on the wire.
func list(items []string) []string {
	if items == nil {
		return []string{}
	}
	return items
}

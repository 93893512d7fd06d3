package principals

import (
	"context"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	engine "github.com/iam-copilot/iam-copilot/shared/policy/access"
)

// Snapshot reads the AWS account that a credential is of, for other rooms.
func (s *Service) Snapshot(ctx context.Context, sc access.Scope, credentialID int64) (*engine.Snapshot, error) {
	if err := mayRead(sc); err != nil {
		return nil, err
	}
	key, err := s.vault.Open(ctx, sc, credentialID, "iam:GetAccountAuthorizationDetails")
	if err != nil {
		return nil, err
	}
	return s.ask(ctx, sc, key)
}

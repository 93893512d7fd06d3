package vault

import (
	"context"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Chosen shows which credential an id means, 0 the workspace's default, without
// opening it: what a request of work to be done later is checked with.
func (s *Service) Chosen(ctx context.Context, sc access.Scope, id int64) (api.Credential, error) {
	if err := sc.Allow(access.VaultUse); err != nil {
		return api.Credential{}, err
	}
	var row *credentialRow
	var err error
	if id == 0 {
		row, err = s.store.defaultOne(ctx, sc)
	} else {
		row, err = s.store.byID(ctx, sc, id)
	}
	if err != nil {
		return api.Credential{}, err
	}
	return s.Get(ctx, sc, api.ByID{ID: row.ID})
}

package vault_test

import (
	"net/http"
	"testing"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/client"
)

// A token that may read IAM but not use credentials must not get one opened on the
// way: neither by verifying it, nor by the rooms that call AWS.
func TestTokensWithoutTheScopeOpenNothing(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d)
		p, ctx := s.Seed(t, "p@example.com"), t.Context()
		stored := add(t, p, named("one"))
		token := s.Token(t, p, 0, "iam.read", "vault.read", "policies.use")
		c := s.Client(t, client.WithTokens(api.TokenPair{AccessToken: token.Token}))

		_, err := c.IAM.ListUsers(ctx, api.IAMUserListIn{Limit: 1})
		live.Refused(t, err, http.StatusForbidden, "access.token_scope")
		_, err = c.Vault.Verify(ctx, api.ByID{ID: stored.ID})
		live.Refused(t, err, http.StatusForbidden, "access.token_scope")

		if n := s.DB.Int(t, `select count(*) from audit_logs where action = 'vault.credential_opened'`); n != 0 {
			t.Errorf("credentials were opened %d times", n)
		}
	})
}

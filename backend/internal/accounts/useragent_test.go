package accounts_test

import (
	"net/http"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/client"
)

// However a program names itself, it can sign in, and two of its windows can
// refresh at once. (What is stored of a long name is its beginning.)
func TestOddUserAgents(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d)
		p := s.Seed(t, "p@example.com")
		for name, agent := range map[string]string{
			"long": strings.Repeat("x", 2000), "cut within a letter": strings.Repeat("a", 299) + "é and more", "of letters": strings.Repeat("日本語", 100),
			"not UTF-8": "caf\xe9", "none": "",
		} {
			c := s.Client(t, client.WithUserAgent(agent))
			old := live.Login(t, c, "p@example.com")
			renew := func() (api.TokenPair, error) {
				return c.Accounts.Refresh(t.Context(), api.RefreshIn{Body: &api.RefreshRequest{RefreshToken: old.RefreshToken}})
			}
			first, err := renew()
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			if again, err := renew(); err != nil || again.RefreshToken != first.RefreshToken {
				t.Errorf("%s: a second window: %v", name, err)
			}
			if err := p.Accounts.RevokeSession(t.Context(), api.ByID{ID: s.DB.Int(t, `select max(id) from refresh_tokens`)}); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			for _, stored := range []string{
				s.DB.Text(t, `select user_agent from refresh_tokens order by id desc limit 1`),
				s.DB.Text(t, `select user_agent from audit_logs where action = 'accounts.login' order by seq desc limit 1`),
			} {
				if len(stored) > 300 || !utf8.ValidString(stored) {
					t.Errorf("%s: %d bytes are stored: %q", name, len(stored), stored)
				}
			}
			live.Refused(t, second(renew()), http.StatusUnauthorized, "accounts.refresh_refused")
		}
	})
}

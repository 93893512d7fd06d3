package organizations

import (
	"context"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

// Members lists the accounts of the organization that a credential is of, for other
// rooms.
func (s *Service) Members(ctx context.Context, sc access.Scope, credentialID int64) ([]api.OrgAccount, error) {
	o, err := s.organization(ctx, sc, api.OrgIn{OnAWS: api.OnAWS{CredentialID: credentialID}})
	if err != nil {
		return nil, err
	}
	var out []api.OrgAccount
	for _, n := range o.nodes {
		if n.kind == nodeAccount {
			out = append(out, o.accountView(n))
		}
	}
	slices.SortFunc(out, func(a, b api.OrgAccount) int { return strings.Compare(a.ID, b.ID) })
	return out, nil
}

// Restrictions gives the SCPs of an account by level, from the root, for other
// rooms; nil when SCPs are not enabled. It also tells the management account, which
// they do not restrict.
func (s *Service) Restrictions(ctx context.Context, sc access.Scope, credentialID int64, account string) (scps [][]eval.Document, management string, err error) {
	o, err := s.organization(ctx, sc, api.OrgIn{OnAWS: api.OnAWS{CredentialID: credentialID}})
	if err != nil {
		return nil, "", err
	}
	if n := o.nodes[account]; n == nil || n.kind != nodeAccount {
		return nil, "", ErrNoAccount.Saying("The organization has no account %s.", account)
	}
	levels, err := o.scpLevels(ctx, account, nil)
	if err != nil || levels == nil {
		return nil, o.management, err
	}
	scps = make([][]eval.Document, len(levels))
	for i, level := range levels {
		scps[i] = make([]eval.Document, len(level))
		for j, p := range level {
			scps[i][j] = eval.Document{ID: p.name, Text: p.text}
		}
	}
	return scps, o.management, nil
}

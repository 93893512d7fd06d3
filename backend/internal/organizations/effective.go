package organizations

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/organizations"
	"github.com/aws/aws-sdk-go-v2/service/organizations/types"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Effective gives every policy of the organization that acts on an account: SCPs
// and RCPs level by level, as they are evaluated, and of the types that AWS merges
// itself what comes of them ("DescribeEffectivePolicy", AWS Organizations API
// Reference).
func (s *Service) Effective(ctx context.Context, sc access.Scope, in api.OrgAccountIn) (api.OrgEffective, error) {
	o, err := s.organization(ctx, sc, in.OrgIn)
	if err != nil {
		return api.OrgEffective{}, err
	}
	n := o.nodes[in.AccountID]
	if n == nil || n.kind != nodeAccount {
		return api.OrgEffective{}, ErrNoAccount.Saying("The organization has no account %s.", in.AccountID)
	}
	out := api.OrgEffective{
		Account: o.accountView(n), Exempt: n.id == o.management, Notes: slices.Clone(o.notes), Effective: []api.OrgEffectiveDocument{},
	}
	if out.SCPs, err = o.levelViews(ctx, n.id, typeSCP); err != nil {
		return out, err
	}
	if out.RCPs, err = o.levelViews(ctx, n.id, typeRCP); err != nil {
		return out, err
	}
	for _, t := range o.types {
		if !slices.Contains(types.EffectivePolicyType("").Values(), types.EffectivePolicyType(t)) {
			continue
		}
		answer, err := o.client.DescribeEffectivePolicy(ctx, &organizations.DescribeEffectivePolicyInput{
			PolicyType: types.EffectivePolicyType(t), TargetId: &n.id,
		})
		var none *types.EffectivePolicyNotFoundException
		switch {
		case errors.As(err, &none):
		case err != nil && denied(err):
			out.Notes = append(out.Notes, fmt.Sprintf("The effective policy of the type %s could not be read: the credential may not do organizations:DescribeEffectivePolicy.", t))
		case err != nil:
			return out, explain(err)
		default:
			p := answer.EffectivePolicy
			out.Effective = append(out.Effective, api.OrgEffectiveDocument{Type: t, Document: asJSON(aws.ToString(p.PolicyContent)), UpdatedAt: db.UTC(p.LastUpdatedTimestamp)})
		}
	}
	return out, nil
}

// levelViews are the policies of a type on the way to an account; none when the
// type is not enabled.
func (o opened) levelViews(ctx context.Context, account, policyType string) ([]api.OrgLevel, error) {
	out := []api.OrgLevel{}
	if !o.enabled(policyType) {
		return out, nil
	}
	var ids []string
	for _, level := range o.levels(account, policyType) {
		ids = append(ids, level...)
	}
	texts, err := o.texts(ctx, ids...)
	if err != nil {
		return nil, err
	}
	for _, n := range o.way(account) {
		level := api.OrgLevel{Target: o.target(n.id), Policies: []api.OrgPolicyDetail{}}
		for _, id := range o.attached(n.id, policyType) {
			level.Policies = append(level.Policies, o.detail(o.policies[id], texts[id]))
		}
		out = append(out, level)
	}
	return out, nil
}

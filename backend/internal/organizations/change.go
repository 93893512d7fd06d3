package organizations

import (
	"context"
	"maps"
	"slices"

	org "github.com/aws/aws-sdk-go-v2/service/organizations"
	"github.com/aws/aws-sdk-go-v2/service/organizations/types"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/plans"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// mostCompared is at how many targets a plan tells what changes; beyond it the rest
// is named only, because each takes a comparison.
const mostCompared = 10

// manyAttached is from how many policies of a type on one target on AWS may refuse
// another one; the quota can be raised ("Quotas and service limits for AWS
// Organizations", AWS Organizations User Guide).
const manyAttached = 5

// change is a plan of the room while it is worked out.
type change struct {
	*plans.Draft
	org  opened
	kind policy.Kind
}

// begin starts a plan.
func (s *Service) begin(ctx context.Context, sc access.Scope, in api.OnAWS, title string) (*change, error) {
	o, err := s.organization(ctx, sc, api.OrgIn{OnAWS: in})
	if err != nil {
		return nil, err
	}
	d, err := s.plans.Begin(ctx, sc, in.CredentialID, title)
	if err != nil {
		return nil, err
	}
	return &change{Draft: d, org: o}, nil
}

// ofPolicy starts a plan about a policy that can be changed.
func (s *Service) ofPolicy(ctx context.Context, sc access.Scope, in api.OrgPolicyIn, title string) (*change, policyState, error) {
	var p policyState
	c, err := s.begin(ctx, sc, in.OnAWS, title)
	if err != nil {
		return nil, p, err
	}
	if err := c.Read(ctx, readPolicy, in.PolicyID, &p); err != nil {
		return nil, p, err
	}
	kind, ok := kindOf(p.Type)
	if !ok {
		return nil, p, ErrReadOnly.Saying("The policy %s is of the type %s, which can be read here, and not changed.", p.Name, p.Type)
	}
	c.kind = kind
	return c, p, nil
}

// CreatePolicy plans a new SCP or RCP, attached nowhere.
func (s *Service) CreatePolicy(ctx context.Context, sc access.Scope, in api.CreateOrgPolicyIn) (api.Plan, error) {
	b := &in.Body
	kind, _ := kindOf(b.Type)
	text, err := written(b.Document, kind)
	if err != nil {
		return api.Plan{}, err
	}
	c, err := s.begin(ctx, sc, in.OnAWS, "Create the policy "+b.Name)
	if err != nil {
		return api.Plan{}, err
	}
	if !c.org.enabled(b.Type) {
		return api.Plan{}, ErrNotEnabled.Saying("The policy type %s is not enabled in this organization.", b.Type)
	}
	names := map[string]string{}
	if err := c.Read(ctx, readNames, b.Type, &names); err != nil {
		return api.Plan{}, err
	}
	if id, taken := names[b.Name]; taken {
		return api.Plan{}, ErrNameTaken.Saying("The organization has a policy named %s already (%s).", b.Name, id).At("body.name", "is taken")
	}
	c.Lint(b.Name, text, kind)
	// Description is required of the call, and may be empty.
	input := &org.CreatePolicyInput{Name: &b.Name, Description: &b.Description, Content: &text, Type: types.PolicyType(b.Type)}
	c.Step("organizations:CreatePolicy", c.org.arn, input, nil, "Create the policy %s, attached nowhere yet.", b.Name)
	c.Say("The policy %s is made. It changes nothing for anybody until it is attached.", b.Name)
	return c.Save(ctx)
}

// UpdatePolicy plans another name, description or document of an SCP or RCP.
func (s *Service) UpdatePolicy(ctx context.Context, sc access.Scope, in api.UpdateOrgPolicyIn) (api.Plan, error) {
	c, p, err := s.ofPolicy(ctx, sc, in.OrgPolicyIn, "Change the policy "+in.PolicyID)
	if err != nil {
		return api.Plan{}, err
	}
	if p.AWSManaged {
		return api.Plan{}, ErrReadOnly.Saying("The policy %s is AWS's own: it can be attached and detached, and not changed.", p.Name)
	}
	b := &in.Body
	input, was := &org.UpdatePolicyInput{PolicyId: &in.PolicyID}, &org.UpdatePolicyInput{PolicyId: &in.PolicyID}
	if b.Name != nil && *b.Name != p.Name {
		names := map[string]string{}
		if err := c.Read(ctx, readNames, p.Type, &names); err != nil {
			return api.Plan{}, err
		}
		if id, taken := names[*b.Name]; taken {
			return api.Plan{}, ErrNameTaken.Saying("The organization has a policy named %s already (%s).", *b.Name, id).At("body.name", "is taken")
		}
		input.Name, was.Name = b.Name, &p.Name
		c.Say("The policy %s is named %s.", p.Name, *b.Name)
	}
	if b.Description != nil && *b.Description != p.Description {
		input.Description, was.Description = b.Description, &p.Description
		c.Say("The policy %s gets another description.", p.Name)
	}
	if len(b.Document) > 0 {
		text, err := written(b.Document, c.kind)
		if err != nil {
			return api.Plan{}, err
		}
		if text != p.Content {
			input.Content, was.Content = &text, &p.Content
			c.Lint(p.Name, text, c.kind)
			c.Say("The document of the policy %s is replaced.", p.Name)
			if err := c.effect(ctx, p.Targets, func(at map[string]attachmentState) { at[in.PolicyID] = attachmentState{p.Name, text} }); err != nil {
				return api.Plan{}, err
			}
		}
	}
	if input.Name == nil && input.Description == nil && input.Content == nil {
		return api.Plan{}, plans.ErrNothing.Saying("There is nothing to change: the policy is so already.")
	}
	c.Step("organizations:UpdatePolicy", p.Arn, input, was, "Change the policy %s.", p.Name)
	return c.Save(ctx)
}

// DeletePolicy plans to delete an SCP or RCP.
func (s *Service) DeletePolicy(ctx context.Context, sc access.Scope, in api.DeleteOrgPolicyIn) (api.Plan, error) {
	c, p, err := s.ofPolicy(ctx, sc, in.OrgPolicyIn, "Delete the policy "+in.PolicyID)
	if err != nil {
		return api.Plan{}, err
	}
	if p.AWSManaged {
		return api.Plan{}, ErrReadOnly.Saying("The policy %s is AWS's own, and cannot be deleted.", p.Name)
	}
	if len(p.Targets) > 0 && !in.Force {
		return api.Plan{}, ErrInUse.Saying("The policy %s is attached to %d roots, units or accounts. Detach it first, or delete it by force.", p.Name, len(p.Targets))
	}
	if err := c.effect(ctx, p.Targets, func(at map[string]attachmentState) { delete(at, in.PolicyID) }); err != nil {
		return api.Plan{}, err
	}
	for _, target := range p.Targets {
		if at := c.org.attached(target, p.Type); p.Type == typeSCP && len(at) == 1 && at[0] == in.PolicyID {
			return api.Plan{}, ErrLast.Saying("It is the only SCP at %s, and AWS keeps at least one attached everywhere. Attach another one first.", c.org.title(target))
		}
		c.detach(&p, in.PolicyID, target)
	}
	was := &org.CreatePolicyInput{Name: &p.Name, Description: &p.Description, Content: &p.Content, Type: types.PolicyType(p.Type)}
	c.Step("organizations:DeletePolicy", p.Arn, &org.DeletePolicyInput{PolicyId: &in.PolicyID}, was, "Delete the policy %s.", p.Name)
	return c.Save(ctx)
}

// AttachPolicy plans to attach an SCP or RCP.
func (s *Service) AttachPolicy(ctx context.Context, sc access.Scope, in api.OrgAttachIn) (api.Plan, error) {
	target := in.Body.TargetID
	c, p, err := s.ofPolicy(ctx, sc, in.OrgPolicyIn, "Attach the policy "+in.PolicyID+" to "+target)
	if err != nil {
		return api.Plan{}, err
	}
	if c.org.nodes[target] == nil {
		return api.Plan{}, ErrNoTarget.Saying("The organization has no root, organizational unit or account %s.", target).At("body.target_id", "is not in the organization")
	}
	if slices.Contains(p.Targets, target) {
		return api.Plan{}, plans.ErrNothing.Saying("There is nothing to change: the policy %s is attached to %s already.", p.Name, c.org.title(target))
	}
	if len(c.org.attached(target, p.Type)) >= manyAttached {
		c.Warn("There are %d policies of this type at %s already; AWS may refuse another one.", len(c.org.attached(target, p.Type)), c.org.title(target))
	}
	if target == c.org.management {
		c.Warn("This is the management account, which SCPs and RCPs do not restrict: attaching the policy there has no effect.")
	}
	c.Lint(p.Name, p.Content, c.kind)
	if err := c.effect(ctx, []string{target}, func(at map[string]attachmentState) { at[in.PolicyID] = attachmentState{p.Name, p.Content} }); err != nil {
		return api.Plan{}, err
	}
	input := &org.AttachPolicyInput{PolicyId: &in.PolicyID, TargetId: &target}
	c.Step("organizations:AttachPolicy", c.org.nodes[target].arn, input, nil, "Attach the policy %s to %s.", p.Name, c.org.title(target))
	return c.Save(ctx)
}

// DetachPolicy plans to detach an SCP or RCP.
func (s *Service) DetachPolicy(ctx context.Context, sc access.Scope, in api.OrgAttachIn) (api.Plan, error) {
	target := in.Body.TargetID
	c, p, err := s.ofPolicy(ctx, sc, in.OrgPolicyIn, "Detach the policy "+in.PolicyID+" from "+target)
	if err != nil {
		return api.Plan{}, err
	}
	if !slices.Contains(p.Targets, target) {
		return api.Plan{}, plans.ErrNothing.Saying("There is nothing to change: the policy %s is not attached to %s.", p.Name, c.org.title(target))
	}
	if err := c.effect(ctx, []string{target}, func(at map[string]attachmentState) { delete(at, in.PolicyID) }); err != nil {
		return api.Plan{}, err
	}
	c.detach(&p, in.PolicyID, target)
	return c.Save(ctx)
}

func (c *change) detach(p *policyState, id, target string) {
	arn := p.Arn
	if n := c.org.nodes[target]; n != nil {
		arn = n.arn
	}
	c.Step("organizations:DetachPolicy", arn, &org.DetachPolicyInput{PolicyId: &id, TargetId: &target}, nil, "Detach the policy %s from %s.", p.Name, c.org.title(target))
}

// effect tells what a change of what is attached to some targets does: what is
// allowed there more and less, for which accounts, and whether somebody is locked
// out. It refuses to leave a target without an SCP, as AWS does.
func (c *change) effect(ctx context.Context, targets []string, apply func(map[string]attachmentState)) error {
	policyType := typeSCP
	if c.kind == policy.KindRCP {
		policyType = typeRCP
	}
	for i, target := range targets {
		if i == mostCompared {
			c.Warn("What changes is told for %d of %d places that the policy is attached to.", mostCompared, len(targets))
			break
		}
		at := map[string]attachmentState{}
		if err := c.Read(ctx, readTargets, targetInput{target, policyType}, &at); err != nil {
			return err
		}
		before := contents(at)
		apply(at)
		if len(at) == 0 && c.kind == policy.KindSCP {
			return ErrLast.Saying("It is the only SCP at %s, and AWS keeps at least one attached everywhere. Attach another one, such as FullAWSAccess, first.", c.org.title(target))
		}
		after := contents(at)
		c.Access("Whoever is below "+c.org.title(target), c.kind, before, after)
		if c.kind == policy.KindSCP {
			if err := c.lockouts(ctx, target, at); err != nil {
				return err
			}
		}
	}
	below := c.org.restricted(targets)
	for _, n := range below {
		c.Affects(n.arn)
	}
	if len(targets) > 0 {
		c.Say("This reaches %s.", counted(len(below), "account"))
	}
	for _, n := range c.org.accountsBelowAll(targets) {
		if n.id == c.org.management {
			c.Warn("The management account %s is below, too; SCPs and RCPs do not restrict it.", c.org.management)
			break
		}
	}
	return nil
}

// contents are the documents, in the order of their policies' ids.
func contents(at map[string]attachmentState) []string {
	out := make([]string, 0, len(at))
	for _, id := range slices.Sorted(maps.Keys(at)) {
		out = append(out, at[id].Content)
	}
	return out
}

func (s *structure) accountsBelowAll(targets []string) []*node {
	var out []*node
	for _, target := range targets {
		out = append(out, s.accountsBelow(target)...)
	}
	return out
}

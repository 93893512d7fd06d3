package iam

import (
	"context"
	"slices"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// AttachPolicy plans to attach a managed policy to a user, group or role.
func (s *Service) AttachPolicy(ctx context.Context, sc access.Scope, in api.AttachPolicyIn) (api.Plan, error) {
	return s.attachment(ctx, sc, in, true)
}

// DetachPolicy plans to detach a managed policy.
func (s *Service) DetachPolicy(ctx context.Context, sc access.Scope, in api.AttachPolicyIn) (api.Plan, error) {
	return s.attachment(ctx, sc, in, false)
}

func (s *Service) attachment(ctx context.Context, sc access.Scope, in api.AttachPolicyIn, wanted bool) (api.Plan, error) {
	kind, name := kind(in.Body.PrincipalType), in.Body.PrincipalName
	title := "Attach " + in.PolicyArn + " to the " + string(kind) + " " + name
	if !wanted {
		title = "Detach " + in.PolicyArn + " from the " + string(kind) + " " + name
	}
	p, now, err := s.on(ctx, sc, kind, api.IAMNamed{OnAWS: in.OnAWS, Name: name}, title, partAttached, partInline)
	if err != nil {
		return api.Plan{}, err
	}
	if wanted == slices.Contains(now.Attached, in.PolicyArn) {
		return p.Save(ctx) // there is nothing to do
	}
	attached, err := p.policy(ctx, policyIn{Arn: in.PolicyArn})
	if err != nil {
		return api.Plan{}, err
	}
	before := p.identity(ctx, kind, name, now)
	after := before.without(in.PolicyArn)
	if wanted {
		after = before.with(in.PolicyArn, attached.Document)
		p.add(now.Arn, attach(kind, name, in.PolicyArn))
		p.Lint(in.PolicyArn, attached.Document, policy.KindIdentity)
	} else {
		p.add(now.Arn, detach(kind, name, in.PolicyArn))
	}
	p.differs(kind, name, before, after)
	return p.Save(ctx)
}

// differs tells what changes for somebody, by their own policies.
func (p *planner) differs(kind kind, name string, before, after documents) {
	p.changes("the "+string(kind)+" "+name, before, after)
	switch kind {
	case userKind:
		p.Say("What changes is told by the user's own policies; what the groups of %s allow is not counted.", name)
	case groupKind:
		p.Say("It changes for every member of the group %s.", name)
	}
}

// putInlinePolicy plans to put an inline policy on somebody.
func (s *Service) putInlinePolicy(kind kind) func(context.Context, access.Scope, api.PutInlinePolicyIn) (api.Plan, error) {
	return func(ctx context.Context, sc access.Scope, in api.PutInlinePolicyIn) (api.Plan, error) {
		text, err := documentOf("body.document", in.Body.Document)
		if err != nil {
			return api.Plan{}, err
		}
		return s.planInline(ctx, sc, kind, in.InlinePolicyIn, text, 0)
	}
}

// planInline plans an inline policy; library is the stored policy that it comes from,
// 0 for none.
func (s *Service) planInline(ctx context.Context, sc access.Scope, kind kind, in api.InlinePolicyIn, text string, library int64) (api.Plan, error) {
	title := "Put the inline policy " + in.PolicyName + " on the " + string(kind) + " " + in.Name
	p, now, err := s.on(ctx, sc, kind, in.IAMNamed, title, partAttached, partInline)
	if err != nil {
		return api.Plan{}, err
	}
	p.PolicyID = library
	was := now.Inline[in.PolicyName]
	if was == text {
		return p.Save(ctx) // there is nothing to do
	}
	total := policy.Size([]byte(text))
	for name, document := range now.Inline {
		if name != in.PolicyName {
			total += policy.Size([]byte(document))
		}
	}
	if limit := inlineQuota(kind); total > limit {
		return api.Plan{}, ErrInput.Saying("All inline policies of the %s %s would have %d characters together, and AWS allows %d. Use a managed policy.", kind, in.Name, total, limit).
			At("body.document", "is too long together with the others")
	}
	p.add(now.Arn, putInline(kind, in.Name, in.PolicyName, text, was))
	p.Lint(in.PolicyName, text, policy.KindIdentity)
	before := p.identity(ctx, kind, in.Name, now)
	p.differs(kind, in.Name, before, before.with(inlineName(string(kind)+" "+in.Name, in.PolicyName), text))
	return p.Save(ctx)
}

// deleteInlinePolicy plans to delete an inline policy of somebody.
func (s *Service) deleteInlinePolicy(kind kind) func(context.Context, access.Scope, api.InlinePolicyIn) (api.Plan, error) {
	return func(ctx context.Context, sc access.Scope, in api.InlinePolicyIn) (api.Plan, error) {
		title := "Delete the inline policy " + in.PolicyName + " of the " + string(kind) + " " + in.Name
		p, now, err := s.on(ctx, sc, kind, in.IAMNamed, title, partAttached, partInline)
		if err != nil {
			return api.Plan{}, err
		}
		was, there := now.Inline[in.PolicyName]
		if !there {
			return api.Plan{}, ErrNoEntity.Saying("The %s %s has no inline policy %s.", kind, in.Name, in.PolicyName)
		}
		p.add(now.Arn, deleteInline(kind, in.Name, in.PolicyName, was))
		before := p.identity(ctx, kind, in.Name, now)
		p.differs(kind, in.Name, before, before.without(inlineName(string(kind)+" "+in.Name, in.PolicyName)))
		return p.Save(ctx)
	}
}

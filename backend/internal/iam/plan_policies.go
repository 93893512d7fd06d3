package iam

import (
	"context"
	"fmt"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/iam"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// CreatePolicy plans a new managed policy.
func (s *Service) CreatePolicy(ctx context.Context, sc access.Scope, in api.CreateIAMPolicyIn) (api.Plan, error) {
	b := in.Body
	text, err := documentOf("body.document", b.Document)
	if err != nil {
		return api.Plan{}, err
	}
	return s.planPolicy(ctx, sc, in.CredentialID, newPolicy{b.PolicyName, b.Path, b.Description, text, b.Tags, b.AttachTo, 0})
}

// newPolicy is a managed policy that is to be made.
type newPolicy struct {
	name, path, description, document string
	tags                              map[string]string
	attachTo                          []api.AttachPolicyRequest
	library                           int64 // the stored policy that it comes from, 0 for none
}

func (s *Service) planPolicy(ctx context.Context, sc access.Scope, credential int64, n newPolicy) (api.Plan, error) {
	if err := checkPath("body.path", n.path); err != nil {
		return api.Plan{}, err
	}
	if err := checkTags("body.tags", n.tags, nil); err != nil {
		return api.Plan{}, err
	}
	if err := checkSize("body.document", n.document, policy.KindIdentity); err != nil {
		return api.Plan{}, err
	}
	p, err := s.begin(ctx, sc, credential, "Create the policy "+n.name)
	if err != nil {
		return api.Plan{}, err
	}
	p.PolicyID = n.library
	var now policyState
	if err := p.Read(ctx, readPolicy, policyIn{Name: n.name}, &now); err != nil {
		return api.Plan{}, err
	}
	if now.Exists {
		return api.Plan{}, ErrExists.Saying("The AWS account has a policy %s already: %s. Plan a new version of it instead.", n.name, now.Arn)
	}
	arn := p.newArn("policy", n.path, n.name)
	p.Step("iam:CreatePolicy", arn, &iam.CreatePolicyInput{
		PolicyName: &n.name, Path: optional(n.path), Description: optional(n.description), PolicyDocument: &n.document, Tags: tagsOf(n.tags),
	}, nil, "Create the policy %s.", n.name)
	p.Lint(n.name, n.document, policy.KindIdentity)
	if len(n.attachTo) == 0 {
		p.Say("The policy is made, and attached to nobody: it changes nothing for anybody yet.")
	}
	if err := p.attachNew(ctx, arn, n); err != nil {
		return api.Plan{}, err
	}
	return p.Save(ctx)
}

// attachNew plans to attach a policy that is made first. Its ARN is known before,
// because it holds nothing that AWS chooses ("IAM ARNs", AWS IAM User Guide).
func (p *planner) attachNew(ctx context.Context, arn string, n newPolicy) error {
	seen := map[api.AttachPolicyRequest]bool{}
	for i, to := range n.attachTo {
		if seen[to] {
			continue
		}
		seen[to] = true
		kind, name := kind(to.PrincipalType), to.PrincipalName
		if err := checkName(kind, fmt.Sprintf("body.attach_to[%d].principal_name", i), name); err != nil {
			return err
		}
		now, err := p.principal(ctx, kind, name, partAttached, partInline)
		if err != nil {
			return err
		}
		p.Affects(now.Arn)
		p.add(now.Arn, attach(kind, name, arn))
		before := p.identity(ctx, kind, name, now)
		p.differs(kind, name, before, before.with(arn, n.document))
	}
	return nil
}

// own reads a policy of the account itself, which can be changed.
func (s *Service) own(ctx context.Context, sc access.Scope, in api.IAMPolicyArn, title string, want policyIn) (*planner, policyState, error) {
	p, err := s.begin(ctx, sc, in.CredentialID, title)
	if err != nil {
		return nil, policyState{}, err
	}
	if accountOf(in.PolicyArn) == "aws" {
		return nil, policyState{}, ErrNotOwn.Saying("%s is AWS's own: it cannot be changed. Copy it into a policy of the account.", in.PolicyArn)
	}
	want.Arn = in.PolicyArn
	now, err := p.policy(ctx, want)
	return p, now, err
}

// CreatePolicyVersion plans a new version of a managed policy.
func (s *Service) CreatePolicyVersion(ctx context.Context, sc access.Scope, in api.CreateIAMPolicyVersionIn) (api.Plan, error) {
	text, err := documentOf("body.document", in.Body.Document)
	if err != nil {
		return api.Plan{}, err
	}
	return s.planVersion(ctx, sc, in, text, 0)
}

func (s *Service) planVersion(ctx context.Context, sc access.Scope, in api.CreateIAMPolicyVersionIn, text string, library int64) (api.Plan, error) {
	if err := checkSize("body.document", text, policy.KindIdentity); err != nil {
		return api.Plan{}, err
	}
	p, now, err := s.own(ctx, sc, in.IAMPolicyArn, "Store a new version of "+in.PolicyArn, policyIn{Versions: true, Entities: true})
	if err != nil {
		return api.Plan{}, err
	}
	p.PolicyID = library
	if now.Document == text && !in.Body.NotDefault {
		return p.Save(ctx) // there is nothing to do
	}
	if len(now.Versions) >= maxVersions {
		if !in.Body.PruneOldest {
			return api.Plan{}, ErrVersions.Saying("The policy has five versions already, which is AWS's limit. Delete one, or plan with prune_oldest, which deletes %s.", now.Oldest[0])
		}
		p.deleteVersion(now, now.Oldest[0])
	}
	p.Step("iam:CreatePolicyVersion", now.Arn, &iam.CreatePolicyVersionInput{PolicyArn: &now.Arn, PolicyDocument: &text, SetAsDefault: !in.Body.NotDefault},
		now.Default, "Store a new version of the policy %s%s.", now.Name, map[bool]string{true: "", false: ", and put it in force"}[in.Body.NotDefault])
	p.Lint(now.Name, text, policy.KindIdentity)
	if !in.Body.NotDefault {
		p.inForce(now, text)
	}
	return p.Save(ctx)
}

// inForce tells what another document in force changes, and for whom.
func (p *planner) inForce(now policyState, text string) {
	n := p.entities(now)
	p.changes("whoever has the policy "+now.Name, documents{now.Arn: now.Document}, documents{now.Arn: text})
	p.Say("The policy %s is in use at %d users, groups and roles: it changes for all of them at once. What their other policies allow is not counted.", now.Name, n)
}

func (p *planner) deleteVersion(now policyState, version string) {
	p.Step("iam:DeletePolicyVersion", now.Arn, &iam.DeletePolicyVersionInput{PolicyArn: &now.Arn, VersionId: &version}, now.Versions[version],
		"Delete the version %s of the policy %s.", version, now.Name)
}

// DeletePolicyVersion plans to delete a version that is not in force.
func (s *Service) DeletePolicyVersion(ctx context.Context, sc access.Scope, in api.IAMPolicyVersionIn) (api.Plan, error) {
	p, now, err := s.version(ctx, sc, in, "Delete the version "+in.VersionID+" of "+in.PolicyArn)
	if err != nil {
		return api.Plan{}, err
	}
	if in.VersionID == now.Default {
		return api.Plan{}, ErrDefault.Saying("The version %s is in force: put another one in force first, or delete the policy.", in.VersionID)
	}
	p.deleteVersion(now, in.VersionID)
	return p.Save(ctx)
}

// SetDefaultPolicyVersion plans to put a version in force.
func (s *Service) SetDefaultPolicyVersion(ctx context.Context, sc access.Scope, in api.IAMPolicyVersionIn) (api.Plan, error) {
	p, now, err := s.version(ctx, sc, in, "Put the version "+in.VersionID+" of "+in.PolicyArn+" in force")
	if err != nil {
		return api.Plan{}, err
	}
	if in.VersionID != now.Default {
		p.Step("iam:SetDefaultPolicyVersion", now.Arn, &iam.SetDefaultPolicyVersionInput{PolicyArn: &now.Arn, VersionId: &in.VersionID}, now.Default,
			"Put the version %s of the policy %s in force, instead of %s.", in.VersionID, now.Name, now.Default)
		p.Lint(now.Name, now.Versions[in.VersionID], policy.KindIdentity)
		p.inForce(now, now.Versions[in.VersionID])
	}
	return p.Save(ctx)
}

func (s *Service) version(ctx context.Context, sc access.Scope, in api.IAMPolicyVersionIn, title string) (*planner, policyState, error) {
	p, now, err := s.own(ctx, sc, in.IAMPolicyArn, title, policyIn{Versions: true, Entities: true})
	if err != nil {
		return nil, now, err
	}
	if _, there := now.Versions[in.VersionID]; !there {
		return nil, now, ErrNoEntity.Saying("The policy %s has no version %s.", now.Name, in.VersionID)
	}
	return p, now, nil
}

// DeletePolicy plans to delete a managed policy. With force, the plan detaches it
// from everybody and deletes its other versions first, since AWS deletes no policy
// that has any ("DeletePolicy", IAM API reference).
func (s *Service) DeletePolicy(ctx context.Context, sc access.Scope, in api.DeleteIAMPolicyIn) (api.Plan, error) {
	p, now, err := s.own(ctx, sc, in.IAMPolicyArn, "Delete the policy "+in.PolicyArn, policyIn{Versions: true, Entities: true, Tags: true})
	if err != nil {
		return api.Plan{}, err
	}
	if n := len(now.Entities.BoundaryUsers) + len(now.Entities.BoundaryRoles); n > 0 {
		return api.Plan{}, ErrNotEmpty.Saying("The policy %s is the permissions boundary of %s. Removing a boundary gives them more access, so it is not done along the way: do it first.",
			now.Name, quoted(slices.Concat(now.Entities.BoundaryUsers, now.Entities.BoundaryRoles)))
	}
	p.entities(now)
	for _, group := range []struct {
		kind  kind
		names []string
	}{{userKind, now.Entities.Users}, {groupKind, now.Entities.Groups}, {roleKind, now.Entities.Roles}} {
		for _, name := range group.names {
			p.add(p.arn(string(group.kind)+"/"+name), detach(group.kind, name, now.Arn))
		}
	}
	attachments := p.Steps()
	for _, version := range now.Oldest {
		p.deleteVersion(now, version)
	}
	if n := p.Steps(); n > 0 && !in.Force {
		return api.Plan{}, hangs(policyKind, now.Name, n)
	}
	was := iam.CreatePolicyInput{
		PolicyName: &now.Name, Path: &now.Path, Description: optional(now.Description), PolicyDocument: &now.Document, Tags: tagsOf(now.Tags),
	}
	p.Step("iam:DeletePolicy", now.Arn, &iam.DeletePolicyInput{PolicyArn: &now.Arn}, was, "Delete the policy %s.", now.Name)
	if attachments > 0 {
		p.changes("whoever has the policy "+now.Name, documents{now.Arn: now.Document}, documents{})
	}
	p.listed(policyKind, now.Name)
	return p.Save(ctx)
}

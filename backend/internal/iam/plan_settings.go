package iam

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// tag plans to set and remove tags of a user or role.
func (s *Service) tag(kind kind) func(context.Context, access.Scope, api.IAMTagsIn) (api.Plan, error) {
	return func(ctx context.Context, sc access.Scope, in api.IAMTagsIn) (api.Plan, error) {
		if err := checkTags("body.set", in.Body.Set, in.Body.Remove); err != nil {
			return api.Plan{}, err
		}
		p, now, err := s.on(ctx, sc, kind, in.IAMNamed, "Change the tags of the "+string(kind)+" "+in.Name, partTags)
		if err != nil {
			return api.Plan{}, err
		}
		return p.tags(ctx, kind, in.Name, now.Arn, now.Tags, in.Body)
	}
}

// TagPolicy plans to set and remove tags of a managed policy.
func (s *Service) TagPolicy(ctx context.Context, sc access.Scope, in api.IAMPolicyTagsIn) (api.Plan, error) {
	if err := checkTags("body.set", in.Body.Set, in.Body.Remove); err != nil {
		return api.Plan{}, err
	}
	p, now, err := s.own(ctx, sc, in.IAMPolicyArn, "Change the tags of "+in.PolicyArn, policyIn{Tags: true})
	if err != nil {
		return api.Plan{}, err
	}
	return p.tags(ctx, policyKind, now.Arn, now.Arn, now.Tags, in.Body)
}

// TagInstanceProfile plans to set and remove tags of an instance profile.
func (s *Service) TagInstanceProfile(ctx context.Context, sc access.Scope, in api.IAMTagsIn) (api.Plan, error) {
	if err := checkTags("body.set", in.Body.Set, in.Body.Remove); err != nil {
		return api.Plan{}, err
	}
	p, now, err := s.profile(ctx, sc, in.IAMNamed, "Change the tags of the instance profile "+in.Name)
	if err != nil {
		return api.Plan{}, err
	}
	return p.tags(ctx, profileKind, in.Name, now.Arn, now.Tags, in.Body)
}

// tags plans what differs: setting a tag with the value that it has changes nothing.
func (p *planner) tags(ctx context.Context, kind kind, name, target string, now map[string]string, wanted api.IAMTagsRequest) (api.Plan, error) {
	set, replaced := map[string]string{}, map[string]string{}
	for key, value := range wanted.Set {
		was, there := now[key]
		if there && was == value {
			continue
		}
		if set[key] = value; there {
			replaced[key] = was
		}
	}
	removed := map[string]string{}
	for _, key := range wanted.Remove {
		if was, there := now[key]; there {
			removed[key] = was
		}
	}
	if n := len(now) + len(set) - len(replaced) - len(removed); n > maxTags {
		return api.Plan{}, ErrInput.Saying("There would be %d tags, and AWS allows %d.", n, maxTags).At("body.set", "are too many with those that are there")
	}
	if len(removed) > 0 {
		p.add(target, removeTags(kind, name, slices.Sorted(maps.Keys(removed)), removed))
	}
	if len(set) > 0 {
		p.add(target, setTags(kind, name, set, replaced))
	}
	p.Warn("Policies can allow and deny by tags, so other tags can be other access.")
	return p.Save(ctx)
}

// everything is what somebody without a permissions boundary is capped by.
const everything = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}`

// setBoundary plans a permissions boundary of a user or role.
func (s *Service) setBoundary(kind kind) func(context.Context, access.Scope, api.PermissionsBoundaryIn) (api.Plan, error) {
	return func(ctx context.Context, sc access.Scope, in api.PermissionsBoundaryIn) (api.Plan, error) {
		if err := checkPolicyArn("body.policy_arn", in.Body.PolicyArn); err != nil {
			return api.Plan{}, err
		}
		p, now, err := s.on(ctx, sc, kind, in.IAMNamed, "Set the permissions boundary of the "+string(kind)+" "+in.Name)
		if err != nil {
			return api.Plan{}, err
		}
		if now.Boundary == in.Body.PolicyArn {
			return p.Save(ctx) // there is nothing to do
		}
		wanted, err := p.policy(ctx, policyIn{Arn: in.Body.PolicyArn})
		if err != nil {
			return api.Plan{}, err
		}
		p.add(now.Arn, setBoundary(kind, in.Name, in.Body.PolicyArn, now.Boundary))
		p.Lint(in.Body.PolicyArn, wanted.Document, policy.KindBoundary)
		return p.boundary(ctx, kind, in.Name, now.Boundary, wanted.Document)
	}
}

// deleteBoundary plans to remove the permissions boundary of a user or role.
func (s *Service) deleteBoundary(kind kind) func(context.Context, access.Scope, api.IAMNamed) (api.Plan, error) {
	return func(ctx context.Context, sc access.Scope, in api.IAMNamed) (api.Plan, error) {
		p, now, err := s.on(ctx, sc, kind, in, "Remove the permissions boundary of the "+string(kind)+" "+in.Name)
		if err != nil {
			return api.Plan{}, err
		}
		if now.Boundary == "" {
			return p.Save(ctx) // there is nothing to do
		}
		p.add(now.Arn, unsetBoundary(kind, in.Name, now.Boundary))
		p.Warn("Without a permissions boundary, the policies of %s count in full.", in.Name)
		return p.boundary(ctx, kind, in.Name, now.Boundary, everything)
	}
}

// boundary tells how another cap changes what somebody can be allowed at most.
func (p *planner) boundary(ctx context.Context, kind kind, name, was, wanted string) (api.Plan, error) {
	before := everything
	if was != "" {
		old, err := policyNow(ctx, p.client, policyIn{Arn: was})
		if err != nil || !old.Exists {
			p.Warn("The permissions boundary that is there, %s, cannot be read, so what changes cannot be told.", was)
			return p.Save(ctx)
		}
		before = old.Document
	}
	p.Access("the most that the "+string(kind)+" "+name+" can be allowed", policy.KindBoundary, []string{before}, []string{wanted})
	return p.Save(ctx)
}

// BoundarySet plans a permissions boundary, and answers in the shape of the earlier
// system with the plan beside it.
func (s *Service) BoundarySet(ctx context.Context, sc access.Scope, in api.BoundarySetIn) (api.BoundaryPlanned, error) {
	b := in.Body
	plan, err := s.setBoundary(kind(b.ResourceType))(ctx, sc, api.PermissionsBoundaryIn{
		IAMNamed: api.IAMNamed{OnAWS: in.OnAWS, Name: b.ResourceName}, Body: api.PermissionsBoundaryRequest{PolicyArn: b.BoundaryPolicyArn},
	})
	if err != nil {
		return api.BoundaryPlanned{}, err
	}
	return api.BoundaryPlanned{
		Success: true, Message: fmt.Sprintf("Setting the permissions boundary of the %s %s is planned: apply the plan %d.", b.ResourceType, b.ResourceName, plan.ID),
		ResourceType: b.ResourceType, ResourceName: b.ResourceName, BoundaryPolicyArn: &b.BoundaryPolicyArn, Plan: plan,
	}, nil
}

// BoundaryDelete plans to remove a permissions boundary, and answers in the shape of
// the earlier system with the plan beside it.
func (s *Service) BoundaryDelete(ctx context.Context, sc access.Scope, in api.BoundaryDeleteIn) (api.BoundaryPlanned, error) {
	b := in.Body
	plan, err := s.deleteBoundary(kind(b.ResourceType))(ctx, sc, api.IAMNamed{OnAWS: in.OnAWS, Name: b.ResourceName})
	if err != nil {
		return api.BoundaryPlanned{}, err
	}
	return api.BoundaryPlanned{
		Success: true, Message: fmt.Sprintf("Removing the permissions boundary of the %s %s is planned: apply the plan %d.", b.ResourceType, b.ResourceName, plan.ID),
		ResourceType: b.ResourceType, ResourceName: b.ResourceName, Plan: plan,
	}, nil
}

// SetAlias plans the account's alias.
func (s *Service) SetAlias(ctx context.Context, sc access.Scope, in api.AccountAliasIn) (api.Plan, error) {
	if strings.Contains(in.Body.Alias, "--") {
		return api.Plan{}, ErrInput.Saying("An alias has no two hyphens in a row.").At("body.alias", "has two hyphens in a row")
	}
	p, now, err := s.account(ctx, sc, in.OnAWS, "Give the account the alias "+in.Body.Alias, accountIn{Alias: true})
	if err != nil {
		return api.Plan{}, err
	}
	if now.Alias != in.Body.Alias {
		p.Step("iam:CreateAccountAlias", p.arn("root"), &iam.CreateAccountAliasInput{AccountAlias: &in.Body.Alias}, now.Alias, "Give the account the alias %s.", in.Body.Alias)
	}
	if now.Alias != "" {
		p.Warn("The alias %s is lost, and with it sign-in links that use it. Somebody else can take it.", now.Alias)
	}
	return p.Save(ctx)
}

// DeleteAlias plans to delete the account's alias.
func (s *Service) DeleteAlias(ctx context.Context, sc access.Scope, in api.OnAWS) (api.Plan, error) {
	p, now, err := s.account(ctx, sc, in, "Delete the account's alias", accountIn{Alias: true})
	if err != nil {
		return api.Plan{}, err
	}
	if now.Alias != "" {
		p.Step("iam:DeleteAccountAlias", p.arn("root"), &iam.DeleteAccountAliasInput{AccountAlias: &now.Alias}, nil, "Delete the account's alias %s.", now.Alias)
		p.Warn("Sign-in links with the alias %s stop working, and somebody else can take it.", now.Alias)
	}
	return p.Save(ctx)
}

// SetPasswordPolicy plans changes of the password policy. AWS sets what is not sent
// back to its defaults ("UpdateAccountPasswordPolicy", IAM API reference), so what
// nobody named is sent as it is.
func (s *Service) SetPasswordPolicy(ctx context.Context, sc access.Scope, in api.PasswordPolicyIn) (api.Plan, error) {
	p, now, err := s.account(ctx, sc, in.OnAWS, "Change the password policy", accountIn{PasswordPolicy: true})
	if err != nil {
		return api.Plan{}, err
	}
	wanted, changed := merged(*now.PasswordPolicy, in.Body)
	if len(changed) == 0 && now.PasswordPolicy.Exists {
		return p.Save(ctx) // there is nothing to do
	}
	p.Step("iam:UpdateAccountPasswordPolicy", p.arn("root"), passwordInput(wanted), passwordBefore(*now.PasswordPolicy), "Change the account's password policy.")
	for _, sentence := range changed {
		p.Say("%s", sentence)
	}
	p.Say("Everything else of the password policy stays as it is.")
	p.Warn("It counts for passwords that are set from now on; an end of passwords counts at once.")
	return p.Save(ctx)
}

// passwordBefore keeps a password policy to be put back; nil when there is none.
func passwordBefore(was api.IAMPasswordPolicy) any {
	if !was.Exists {
		return nil
	}
	return passwordInput(was)
}

// passwordInput is a password policy as the SDK sends it. Ages and counts of zero
// are AWS's way to say no, and are not sent.
func passwordInput(w api.IAMPasswordPolicy) *iam.UpdateAccountPasswordPolicyInput {
	number := func(n int) *int32 {
		if n == 0 {
			return nil
		}
		return aws.Int32(int32(n)) //nolint:gosec // bounded by the wire types
	}
	return &iam.UpdateAccountPasswordPolicyInput{
		MinimumPasswordLength: number(w.MinimumPasswordLength), RequireSymbols: w.RequireSymbols, RequireNumbers: w.RequireNumbers,
		RequireUppercaseCharacters: w.RequireUppercaseCharacters, RequireLowercaseCharacters: w.RequireLowercaseCharacters,
		AllowUsersToChangePassword: w.AllowUsersToChangePassword, MaxPasswordAge: number(w.MaxPasswordAge),
		PasswordReusePrevention: number(w.PasswordReusePrevention), HardExpiry: aws.Bool(w.HardExpiry),
	}
}

// merged puts what is named over what is there, and says what differs.
func merged(now api.IAMPasswordPolicy, b api.PasswordPolicyRequest) (out api.IAMPasswordPolicy, changed []string) {
	out = now
	number := func(name string, into *int, wanted *int) {
		if wanted != nil && *wanted != *into {
			changed = append(changed, fmt.Sprintf("%s: %d instead of %d.", name, *wanted, *into))
			*into = *wanted
		}
	}
	yes := func(name string, into *bool, wanted *bool) {
		if wanted != nil && *wanted != *into {
			changed = append(changed, fmt.Sprintf("%s: %t instead of %t.", name, *wanted, *into))
			*into = *wanted
		}
	}
	number("Shortest password", &out.MinimumPasswordLength, b.MinimumPasswordLength)
	yes("Symbols are asked for", &out.RequireSymbols, b.RequireSymbols)
	yes("Digits are asked for", &out.RequireNumbers, b.RequireNumbers)
	yes("Upper-case letters are asked for", &out.RequireUppercaseCharacters, b.RequireUppercaseCharacters)
	yes("Lower-case letters are asked for", &out.RequireLowercaseCharacters, b.RequireLowercaseCharacters)
	yes("Users may change their password", &out.AllowUsersToChangePassword, b.AllowUsersToChangePassword)
	number("Days until a password ends", &out.MaxPasswordAge, b.MaxPasswordAge)
	number("Earlier passwords that cannot be used again", &out.PasswordReusePrevention, b.PasswordReusePrevention)
	yes("Whoever's password has ended needs an administrator", &out.HardExpiry, b.HardExpiry)
	return out, changed
}

// DeletePasswordPolicy plans to delete the password policy, so that AWS's defaults
// hold.
func (s *Service) DeletePasswordPolicy(ctx context.Context, sc access.Scope, in api.OnAWS) (api.Plan, error) {
	p, now, err := s.account(ctx, sc, in, "Delete the password policy", accountIn{PasswordPolicy: true})
	if err != nil {
		return api.Plan{}, err
	}
	if now.PasswordPolicy.Exists {
		p.Step("iam:DeleteAccountPasswordPolicy", p.arn("root"), &iam.DeleteAccountPasswordPolicyInput{}, passwordBefore(*now.PasswordPolicy),
			"Delete the account's password policy, so that AWS's defaults hold.")
	}
	return p.Save(ctx)
}

// account begins a plan about the account itself.
func (s *Service) account(ctx context.Context, sc access.Scope, in api.OnAWS, title string, want accountIn) (p *planner, now accountState, err error) {
	if p, err = s.begin(ctx, sc, in.CredentialID, title); err != nil {
		return nil, now, err
	}
	err = p.Read(ctx, readAccount, want, &now)
	return p, now, err
}

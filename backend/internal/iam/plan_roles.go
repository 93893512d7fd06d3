package iam

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// CreateRole plans a new role.
func (s *Service) CreateRole(ctx context.Context, sc access.Scope, in api.CreateIAMRoleIn) (api.Plan, error) {
	b := in.Body
	trust, err := documentOf("body.trust_policy", b.TrustPolicy)
	if err != nil {
		return api.Plan{}, err
	}
	if err := checkSize("body.trust_policy", trust, policy.KindTrust); err != nil {
		return api.Plan{}, err
	}
	if err := checkPath("body.path", b.Path); err != nil {
		return api.Plan{}, err
	}
	if err := checkTags("body.tags", b.Tags, nil); err != nil {
		return api.Plan{}, err
	}
	if b.PermissionsBoundaryArn != "" {
		if err := checkPolicyArn("body.permissions_boundary_arn", b.PermissionsBoundaryArn); err != nil {
			return api.Plan{}, err
		}
	}
	p, err := s.begin(ctx, sc, in.CredentialID, "Create the role "+b.RoleName)
	if err != nil {
		return api.Plan{}, err
	}
	now, err := p.look(ctx, roleKind, b.RoleName)
	if err != nil {
		return api.Plan{}, err
	}
	if now.Exists {
		return api.Plan{}, ErrExists.Saying("The AWS account has a role %s already.", b.RoleName)
	}
	if b.PermissionsBoundaryArn != "" {
		if _, err := p.policy(ctx, policyIn{Arn: b.PermissionsBoundaryArn}); err != nil {
			return api.Plan{}, err
		}
	}
	target := p.newArn("role", b.Path, b.RoleName)
	p.Affects(target)
	p.Step("iam:CreateRole", target, &iam.CreateRoleInput{
		RoleName: &b.RoleName, Path: optional(b.Path), AssumeRolePolicyDocument: &trust, Description: optional(b.Description),
		MaxSessionDuration: session(b.MaxSessionDuration), PermissionsBoundary: optional(b.PermissionsBoundaryArn), Tags: tagsOf(b.Tags),
	}, nil, "Create the role %s.", b.RoleName)
	p.trust(b.RoleName, nil, trust)
	return p.Save(ctx)
}

// session is a longest session as the SDK wants it; nil for AWS's default.
func session(seconds int) *int32 {
	if seconds == 0 {
		return nil
	}
	return aws.Int32(int32(seconds)) //nolint:gosec // at most 43,200
}

// trust tells what a trust policy changes of who may assume a role.
func (p *planner) trust(role string, before []string, after string) {
	p.Lint("trust policy of "+role, after, policy.KindTrust)
	p.Access("whoever the trust policy of the role "+role+" names", policy.KindTrust, before, []string{after})
}

// UpdateRole plans changes of a role; what is left out stays as it is.
func (s *Service) UpdateRole(ctx context.Context, sc access.Scope, in api.UpdateIAMRoleIn) (api.Plan, error) {
	b, trust := in.Body, ""
	if len(b.TrustPolicy) > 0 {
		var err error
		if trust, err = documentOf("body.trust_policy", b.TrustPolicy); err != nil {
			return api.Plan{}, err
		}
		if err := checkSize("body.trust_policy", trust, policy.KindTrust); err != nil {
			return api.Plan{}, err
		}
	}
	p, now, err := s.on(ctx, sc, roleKind, in.IAMNamed, "Change the role "+in.Name)
	if err != nil {
		return api.Plan{}, err
	}
	// AWS's own UpdateRole would empty a description that is not sent.
	update := iam.UpdateRoleInput{RoleName: &in.Name, Description: &now.Description, MaxSessionDuration: session(int(now.MaxSession))}
	was := update
	if b.Description != nil {
		update.Description = b.Description
	}
	if b.MaxSessionDuration != 0 {
		update.MaxSessionDuration = session(b.MaxSessionDuration)
	}
	if *update.Description != now.Description || aws.ToInt32(update.MaxSessionDuration) != now.MaxSession {
		p.Step("iam:UpdateRole", now.Arn, &update, was, "Change the description or the longest session of the role %s.", in.Name)
	}
	if trust != "" && trust != now.Trust {
		p.Step("iam:UpdateAssumeRolePolicy", now.Arn, &iam.UpdateAssumeRolePolicyInput{RoleName: &in.Name, PolicyDocument: &trust}, now.Trust,
			"Give the role %s another trust policy.", in.Name)
		p.trust(in.Name, []string{now.Trust}, trust)
	}
	return p.Save(ctx)
}

// DeleteRole plans to delete a role. With force, the plan takes it out of instance
// profiles and its policies off first ("DeleteRole", IAM API reference).
func (s *Service) DeleteRole(ctx context.Context, sc access.Scope, in api.IAMForcedIn) (api.Plan, error) {
	p, now, err := s.on(ctx, sc, roleKind, in.IAMNamed, "Delete the role "+in.Name, everyPart[roleKind]...)
	if err != nil {
		return api.Plan{}, err
	}
	for _, profile := range now.Profiles {
		p.add(p.arn("instance-profile/"+profile), outOfProfile(profile, in.Name))
	}
	p.clearPolicies(roleKind, in.Name, now)
	if n := p.Steps(); n > 0 && !in.Force {
		return api.Plan{}, hangs(roleKind, in.Name, n)
	}
	if now.Boundary != "" {
		p.Say("The permissions boundary %s goes with the role.", now.Boundary)
	}
	was := iam.CreateRoleInput{
		RoleName: &in.Name, Path: &now.Path, AssumeRolePolicyDocument: &now.Trust, Description: optional(now.Description),
		MaxSessionDuration: session(int(now.MaxSession)), PermissionsBoundary: optional(now.Boundary), Tags: tagsOf(now.Tags),
	}
	p.Step("iam:DeleteRole", now.Arn, &iam.DeleteRoleInput{RoleName: &in.Name}, was, "Delete the role %s.", in.Name)
	p.tellLosses(ctx, roleKind, in.Name, now)
	if len(now.Profiles) > 0 {
		p.Warn("Instances that run with the role lose its permissions as soon as their keys end, and instances that are started get none.")
	}
	p.listed(roleKind, in.Name)
	return p.Save(ctx)
}

func outOfProfile(profile, role string) call {
	return call{
		"iam:RemoveRoleFromInstanceProfile", &iam.RemoveRoleFromInstanceProfileInput{InstanceProfileName: &profile, RoleName: &role}, nil,
		"Take the role " + role + " out of the instance profile " + profile + ".",
	}
}

func intoProfile(profile, role string) call {
	return call{
		"iam:AddRoleToInstanceProfile", &iam.AddRoleToInstanceProfileInput{InstanceProfileName: &profile, RoleName: &role}, nil,
		"Put the role " + role + " into the instance profile " + profile + ".",
	}
}

// CreateInstanceProfile plans a new instance profile, with a role in it if wanted.
func (s *Service) CreateInstanceProfile(ctx context.Context, sc access.Scope, in api.CreateInstanceProfileIn) (api.Plan, error) {
	b := in.Body
	if err := checkPath("body.path", b.Path); err != nil {
		return api.Plan{}, err
	}
	if err := checkTags("body.tags", b.Tags, nil); err != nil {
		return api.Plan{}, err
	}
	p, err := s.begin(ctx, sc, in.CredentialID, "Create the instance profile "+b.InstanceProfileName)
	if err != nil {
		return api.Plan{}, err
	}
	var now profileState
	if err := p.Read(ctx, readProfile, profileIn{b.InstanceProfileName}, &now); err != nil {
		return api.Plan{}, err
	}
	if now.Exists {
		return api.Plan{}, ErrExists.Saying("The AWS account has an instance profile %s already.", b.InstanceProfileName)
	}
	target := p.newArn("instance-profile", b.Path, b.InstanceProfileName)
	p.Step("iam:CreateInstanceProfile", target, &iam.CreateInstanceProfileInput{InstanceProfileName: &b.InstanceProfileName, Path: optional(b.Path), Tags: tagsOf(b.Tags)}, nil,
		"Create the instance profile %s.", b.InstanceProfileName)
	if b.RoleName != "" {
		if _, err := p.principal(ctx, roleKind, b.RoleName); err != nil {
			return api.Plan{}, err
		}
		p.add(target, intoProfile(b.InstanceProfileName, b.RoleName))
	}
	return p.Save(ctx)
}

// profile begins a plan about an instance profile that must be there.
func (s *Service) profile(ctx context.Context, sc access.Scope, in api.IAMNamed, title string) (*planner, profileState, error) {
	var now profileState
	p, err := s.begin(ctx, sc, in.CredentialID, title)
	if err != nil {
		return nil, now, err
	}
	if err := p.Read(ctx, readProfile, profileIn{in.Name}, &now); err != nil {
		return nil, now, err
	}
	if !now.Exists {
		return nil, now, missing(profileKind, in.Name)
	}
	return p, now, nil
}

// DeleteInstanceProfile plans to delete an instance profile; with force, its role is
// taken out first.
func (s *Service) DeleteInstanceProfile(ctx context.Context, sc access.Scope, in api.IAMForcedIn) (api.Plan, error) {
	p, now, err := s.profile(ctx, sc, in.IAMNamed, "Delete the instance profile "+in.Name)
	if err != nil {
		return api.Plan{}, err
	}
	for _, role := range now.Roles {
		p.add(now.Arn, outOfProfile(in.Name, role))
	}
	if n := p.Steps(); n > 0 && !in.Force {
		return api.Plan{}, hangs(profileKind, in.Name, n)
	}
	p.Step("iam:DeleteInstanceProfile", now.Arn, &iam.DeleteInstanceProfileInput{InstanceProfileName: &in.Name},
		iam.CreateInstanceProfileInput{InstanceProfileName: &in.Name, Path: &now.Path, Tags: tagsOf(now.Tags)}, "Delete the instance profile %s.", in.Name)
	p.Warn("Instances that run with the instance profile lose its permissions as soon as their keys end.")
	return p.Save(ctx)
}

// AddRoleToProfile plans to put a role into an instance profile.
func (s *Service) AddRoleToProfile(ctx context.Context, sc access.Scope, in api.InstanceProfileRoleIn) (api.Plan, error) {
	p, now, err := s.profile(ctx, sc, in.IAMNamed, "Put the role "+in.RoleName+" into the instance profile "+in.Name)
	if err != nil {
		return api.Plan{}, err
	}
	if slices.Contains(now.Roles, in.RoleName) {
		return p.Save(ctx) // there is nothing to do
	}
	if len(now.Roles) > 0 {
		return api.Plan{}, ErrProfile.Saying("The instance profile %s has the role %s already, and AWS allows one.", in.Name, now.Roles[0])
	}
	role, err := p.principal(ctx, roleKind, in.RoleName)
	if err != nil {
		return api.Plan{}, err
	}
	p.Affects(role.Arn)
	p.add(now.Arn, intoProfile(in.Name, in.RoleName))
	return p.Save(ctx)
}

// RemoveRoleFromProfile plans to take a role out of an instance profile.
func (s *Service) RemoveRoleFromProfile(ctx context.Context, sc access.Scope, in api.InstanceProfileRoleIn) (api.Plan, error) {
	p, now, err := s.profile(ctx, sc, in.IAMNamed, "Take the role "+in.RoleName+" out of the instance profile "+in.Name)
	if err != nil {
		return api.Plan{}, err
	}
	if slices.Contains(now.Roles, in.RoleName) {
		p.add(now.Arn, outOfProfile(in.Name, in.RoleName))
		p.Warn("Instances that run with the instance profile lose the role's permissions as soon as their keys end.")
	}
	return p.Save(ctx)
}

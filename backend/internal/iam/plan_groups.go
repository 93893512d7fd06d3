package iam

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/iam"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// CreateGroup plans a new group.
func (s *Service) CreateGroup(ctx context.Context, sc access.Scope, in api.CreateIAMGroupIn) (api.Plan, error) {
	b := in.Body
	if err := checkPath("body.path", b.Path); err != nil {
		return api.Plan{}, err
	}
	p, err := s.begin(ctx, sc, in.CredentialID, "Create the group "+b.GroupName)
	if err != nil {
		return api.Plan{}, err
	}
	now, err := p.look(ctx, groupKind, b.GroupName)
	if err != nil {
		return api.Plan{}, err
	}
	if now.Exists {
		return api.Plan{}, ErrExists.Saying("The AWS account has a group %s already.", b.GroupName)
	}
	p.Step("iam:CreateGroup", p.newArn("group", b.Path, b.GroupName), &iam.CreateGroupInput{GroupName: &b.GroupName, Path: optional(b.Path)}, nil,
		"Create the group %s.", b.GroupName)
	return p.Save(ctx)
}

// UpdateGroup plans another name or path of a group.
func (s *Service) UpdateGroup(ctx context.Context, sc access.Scope, in api.UpdateIAMUserIn) (api.Plan, error) {
	if err := checkRename(groupKind, in.Body); err != nil {
		return api.Plan{}, err
	}
	p, now, err := s.on(ctx, sc, groupKind, in.IAMNamed, "Rename the group "+in.Name)
	if err != nil {
		return api.Plan{}, err
	}
	name, path, err := p.renamed(ctx, groupKind, in.Name, now.Path, in.Body)
	if err != nil {
		return api.Plan{}, err
	}
	if name != nil || path != nil {
		p.Step("iam:UpdateGroup", now.Arn, &iam.UpdateGroupInput{GroupName: &in.Name, NewGroupName: name, NewPath: path}, now.Path,
			"Give the group %s %s.", in.Name, newNameSays(name, path))
		p.Warn("The ARN changes with the name and the path: policies that name %s do not mean this group any more.", now.Arn)
	}
	return p.Save(ctx)
}

// DeleteGroup plans to delete a group. With force, the plan takes its members out
// and its policies off first ("DeleteGroup", IAM API reference).
func (s *Service) DeleteGroup(ctx context.Context, sc access.Scope, in api.IAMForcedIn) (api.Plan, error) {
	p, now, err := s.on(ctx, sc, groupKind, in.IAMNamed, "Delete the group "+in.Name, everyPart[groupKind]...)
	if err != nil {
		return api.Plan{}, err
	}
	for _, user := range now.Members {
		p.Affects(p.arn("user/" + user))
		p.add(now.Arn, call{"iam:RemoveUserFromGroup", &iam.RemoveUserFromGroupInput{GroupName: &in.Name, UserName: &user}, nil, "Take the user " + user + " out of the group " + in.Name + "."})
	}
	p.clearPolicies(groupKind, in.Name, now)
	if n := p.Steps(); n > 0 && !in.Force {
		return api.Plan{}, hangs(groupKind, in.Name, n)
	}
	p.Step("iam:DeleteGroup", now.Arn, &iam.DeleteGroupInput{GroupName: &in.Name}, iam.CreateGroupInput{GroupName: &in.Name, Path: &now.Path},
		"Delete the group %s.", in.Name)
	p.tellLosses(ctx, groupKind, in.Name, now)
	p.listed(groupKind, in.Name)
	return p.Save(ctx)
}

// AddMember plans to put a user into a group.
func (s *Service) AddMember(ctx context.Context, sc access.Scope, in api.GroupMemberIn) (api.Plan, error) {
	return s.membership(ctx, sc, in, true)
}

// RemoveMember plans to take a user out of a group.
func (s *Service) RemoveMember(ctx context.Context, sc access.Scope, in api.GroupMemberIn) (api.Plan, error) {
	return s.membership(ctx, sc, in, false)
}

func (s *Service) membership(ctx context.Context, sc access.Scope, in api.GroupMemberIn, wanted bool) (api.Plan, error) {
	title := "Put " + in.UserName + " into the group " + in.Name
	if !wanted {
		title = "Take " + in.UserName + " out of the group " + in.Name
	}
	p, group, err := s.on(ctx, sc, groupKind, in.IAMNamed, title, partAttached, partInline)
	if err != nil {
		return api.Plan{}, err
	}
	user, err := p.principal(ctx, userKind, in.UserName, partGroups, partAttached, partInline)
	if err != nil {
		return api.Plan{}, err
	}
	if wanted == slices.Contains(user.Groups, in.Name) {
		return p.Save(ctx) // there is nothing to do
	}
	p.Affects(user.Arn)
	own := p.identity(ctx, userKind, in.UserName, user)
	both := own
	for name, document := range p.identity(ctx, groupKind, in.Name, group) {
		both = both.with(name, document)
	}
	subject := "the user " + in.UserName
	if wanted {
		p.add(user.Arn, call{"iam:AddUserToGroup", &iam.AddUserToGroupInput{GroupName: &in.Name, UserName: &in.UserName}, nil, "Put the user " + in.UserName + " into the group " + in.Name + "."})
		p.changes(subject, own, both)
	} else {
		p.add(user.Arn, call{"iam:RemoveUserFromGroup", &iam.RemoveUserFromGroupInput{GroupName: &in.Name, UserName: &in.UserName}, nil, "Take the user " + in.UserName + " out of the group " + in.Name + "."})
		p.changes(subject, both, own)
	}
	p.Say("What changes is told by the policies of the user and of this group; other groups are not counted.")
	return p.Save(ctx)
}

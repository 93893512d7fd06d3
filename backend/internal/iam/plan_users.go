package iam

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/iam"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// CreateUser plans a new user.
func (s *Service) CreateUser(ctx context.Context, sc access.Scope, in api.CreateIAMUserIn) (api.Plan, error) {
	b := in.Body
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
	p, err := s.begin(ctx, sc, in.CredentialID, "Create the user "+b.UserName)
	if err != nil {
		return api.Plan{}, err
	}
	now, err := p.look(ctx, userKind, b.UserName)
	if err != nil {
		return api.Plan{}, err
	}
	if now.Exists {
		return api.Plan{}, ErrExists.Saying("The AWS account has a user %s already. Names of users are the same in upper and lower case.", b.UserName)
	}
	if b.PermissionsBoundaryArn != "" {
		if _, err := p.policy(ctx, policyIn{Arn: b.PermissionsBoundaryArn}); err != nil {
			return api.Plan{}, err
		}
	}
	target := p.newArn("user", b.Path, b.UserName)
	p.Affects(target)
	p.Step("iam:CreateUser", target, &iam.CreateUserInput{
		UserName: &b.UserName, Path: optional(b.Path), Tags: tagsOf(b.Tags), PermissionsBoundary: optional(b.PermissionsBoundaryArn),
	}, nil, "Create the user %s.", b.UserName)
	p.Say("The user %s is made. It has no password, keys, groups or policies yet, so it can do nothing.", b.UserName)
	return p.Save(ctx)
}

// UpdateUser plans another name or path of a user.
func (s *Service) UpdateUser(ctx context.Context, sc access.Scope, in api.UpdateIAMUserIn) (api.Plan, error) {
	b := in.Body
	if err := checkRename(userKind, in.Body); err != nil {
		return api.Plan{}, err
	}
	p, err := s.begin(ctx, sc, in.CredentialID, "Rename the user "+in.Name)
	if err != nil {
		return api.Plan{}, err
	}
	now, err := p.principal(ctx, userKind, in.Name)
	if err != nil {
		return api.Plan{}, err
	}
	name, path, err := p.renamed(ctx, userKind, in.Name, now.Path, b)
	if err != nil {
		return api.Plan{}, err
	}
	if name == nil && path == nil {
		return p.Save(ctx) // there is nothing to do
	}
	p.Affects(now.Arn)
	p.Step("iam:UpdateUser", now.Arn, &iam.UpdateUserInput{UserName: &in.Name, NewUserName: name, NewPath: path}, now.Path,
		"Give the user %s %s.", in.Name, newNameSays(name, path))
	p.Warn("The ARN changes with the name and the path: policies that name %s do not mean this user any more.", now.Arn)
	return p.Save(ctx)
}

func checkRename(kind kind, b api.UpdateIAMUserRequest) error {
	if b.NewName == "" && b.NewPath == "" {
		return ErrInput.Saying("Say the new name, the new path, or both.").At("body.new_name", "new_name or new_path is needed")
	}
	if err := checkName(kind, "body.new_name", b.NewName); err != nil {
		return err
	}
	return checkPath("body.new_path", b.NewPath)
}

// renamed tells which of the name and the path change, once it is sure that the new
// name is free.
func (p *planner) renamed(ctx context.Context, kind kind, name, path string, b api.UpdateIAMUserRequest) (newName, newPath *string, err error) {
	if b.NewPath != "" && b.NewPath != path {
		newPath = &b.NewPath
	}
	if b.NewName == "" || b.NewName == name {
		return nil, newPath, nil
	}
	if !strings.EqualFold(b.NewName, name) {
		other, err := p.look(ctx, kind, b.NewName)
		if err != nil {
			return nil, nil, err
		}
		if other.Exists {
			return nil, nil, ErrExists.Saying("The AWS account has a %s %s already.", kind, b.NewName)
		}
	}
	return &b.NewName, newPath, nil
}

func newNameSays(name, path *string) string {
	switch {
	case path == nil:
		return "the name " + *name
	case name == nil:
		return "the path " + *path
	}
	return "the name " + *name + " and the path " + *path
}

// DeleteUser plans to delete a user. With force, the plan deletes and detaches first
// what hangs on it, since AWS deletes no user who has anything ("DeleteUser", IAM API
// reference): first what signs in, last what permits.
func (s *Service) DeleteUser(ctx context.Context, sc access.Scope, in api.IAMForcedIn) (api.Plan, error) {
	p, err := s.begin(ctx, sc, in.CredentialID, "Delete the user "+in.Name)
	if err != nil {
		return api.Plan{}, err
	}
	now, err := p.principal(ctx, userKind, in.Name, everyPart[userKind]...)
	if err != nil {
		return api.Plan{}, err
	}
	if now.Arn == p.CallerArn {
		return api.Plan{}, ErrOwnAccess.Saying("%s is the user that this AWS credential belongs to. Delete it with another credential.", now.Arn)
	}
	p.Affects(now.Arn)
	p.clearCredentials(in.Name, now)
	for _, group := range now.Groups {
		p.add(now.Arn, call{"iam:RemoveUserFromGroup", &iam.RemoveUserFromGroupInput{GroupName: &group, UserName: &in.Name}, nil, "Take the user " + in.Name + " out of the group " + group + "."})
	}
	p.clearPolicies(userKind, in.Name, now)
	if n := p.Steps(); n > 0 && !in.Force {
		return api.Plan{}, hangs(userKind, in.Name, n)
	}
	if now.Boundary != "" {
		p.Say("The permissions boundary %s goes with the user.", now.Boundary)
	}
	was := iam.CreateUserInput{UserName: &in.Name, Path: &now.Path, Tags: tagsOf(now.Tags), PermissionsBoundary: optional(now.Boundary)}
	p.Step("iam:DeleteUser", now.Arn, &iam.DeleteUserInput{UserName: &in.Name}, was, "Delete the user %s.", in.Name)
	p.tellLosses(ctx, userKind, in.Name, now)
	p.listed(userKind, in.Name)
	return p.Save(ctx)
}

// hangs refuses to delete what is not empty without force.
func hangs(kind kind, name string, n int) error {
	return ErrNotEmpty.Saying("%d things hang on the %s %s still. Plan with force to see them, and to delete and detach them, too.", n, kind, name)
}

// listed puts what goes into the plan's summary, as far as it can be read at a glance.
func (p *planner) listed(kind kind, name string) {
	p.Say("The %s %s is deleted, and with it all that the steps name: %d steps in all.", kind, name, p.Steps())
}

// tellLosses tells what somebody who is to be deleted could do.
func (p *planner) tellLosses(ctx context.Context, kind kind, name string, now principalState) {
	p.changes("the "+string(kind)+" "+name, p.identity(ctx, kind, name, now), documents{})
}

// clearCredentials plans to delete what a user signs in and signs requests with.
func (p *planner) clearCredentials(user string, now principalState) {
	for _, id := range slices.Sorted(maps.Keys(now.Keys)) {
		p.add(now.Arn, call{"iam:DeleteAccessKey", &iam.DeleteAccessKeyInput{UserName: &user, AccessKeyId: &id}, nil, "Delete the access key " + id + " (" + now.Keys[id] + ") of " + user + "."})
	}
	if now.Login {
		p.add(now.Arn, call{"iam:DeleteLoginProfile", &iam.DeleteLoginProfileInput{UserName: &user}, nil, "Delete the console password of " + user + "."})
	}
	for _, serial := range now.MFA {
		p.clearDevice(user, now.Arn, serial)
	}
	for _, id := range slices.Sorted(maps.Keys(now.SSH)) {
		p.add(now.Arn, call{"iam:DeleteSSHPublicKey", &iam.DeleteSSHPublicKeyInput{UserName: &user, SSHPublicKeyId: &id}, now.SSH[id], "Delete the SSH public key " + id + " of " + user + "."})
	}
	for _, id := range slices.Sorted(maps.Keys(now.Certificates)) {
		p.add(now.Arn, call{"iam:DeleteSigningCertificate", &iam.DeleteSigningCertificateInput{UserName: &user, CertificateId: &id}, now.Certificates[id], "Delete the signing certificate " + id + " of " + user + "."})
	}
	for _, id := range slices.Sorted(maps.Keys(now.Services)) {
		p.add(now.Arn, call{
			"iam:DeleteServiceSpecificCredential", &iam.DeleteServiceSpecificCredentialInput{UserName: &user, ServiceSpecificCredentialId: &id}, nil,
			"Delete the credential " + id + " of " + user + " for " + now.Services[id] + ".",
		})
	}
}

// clearDevice plans to take an MFA device from a user, and to delete it when it is a
// virtual one, which nobody else can have.
func (p *planner) clearDevice(user, target, serial string) {
	p.add(target, call{"iam:DeactivateMFADevice", &iam.DeactivateMFADeviceInput{UserName: &user, SerialNumber: &serial}, nil, "Deactivate the MFA device " + serial + " of " + user + "."})
	if strings.Contains(serial, ":mfa/") {
		p.add(serial, call{"iam:DeleteVirtualMFADevice", &iam.DeleteVirtualMFADeviceInput{SerialNumber: &serial}, nil, "Delete the virtual MFA device " + serial + "."})
	}
}

// clearPolicies plans to delete and detach the policies of somebody.
func (p *planner) clearPolicies(kind kind, name string, now principalState) {
	for _, policy := range slices.Sorted(maps.Keys(now.Inline)) {
		p.add(now.Arn, deleteInline(kind, name, policy, now.Inline[policy]))
	}
	for _, arn := range now.Attached {
		p.add(now.Arn, detach(kind, name, arn))
	}
}

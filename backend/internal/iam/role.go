package iam

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// ListRoles gives a piece of the account's roles, in AWS's order.
func (s *Service) ListRoles(ctx context.Context, sc access.Scope, in api.IAMPage) (out api.IAMRoleList, err error) {
	out.Items, out.NextCursor, err = list(ctx, s, sc, in, "iam:ListRoles",
		func(c *iam.Client, marker, prefix *string, limit *int32) ([]api.IAMRole, *string, error) {
			answer, err := c.ListRoles(ctx, &iam.ListRolesInput{Marker: marker, PathPrefix: prefix, MaxItems: limit})
			if err != nil {
				return nil, nil, err
			}
			items := make([]api.IAMRole, len(answer.Roles))
			for i := range answer.Roles {
				items[i] = roleOf(&answer.Roles[i])
			}
			return items, following(answer.IsTruncated, answer.Marker), nil
		})
	return out, err
}

func roleOf(r *types.Role) api.IAMRole {
	out := api.IAMRole{
		RoleName: aws.ToString(r.RoleName), RoleID: aws.ToString(r.RoleId), Arn: aws.ToString(r.Arn), Path: aws.ToString(r.Path),
		Description: aws.ToString(r.Description), MaxSessionDuration: int(aws.ToInt32(r.MaxSessionDuration)), CreatedAt: stamp(r.CreateDate),
	}
	if r.RoleLastUsed != nil {
		out.LastUsedAt = db.UTC(r.RoleLastUsed.LastUsedDate)
	}
	return out
}

// GetRole gives one role with what hangs on it. Every list is complete.
func (s *Service) GetRole(ctx context.Context, sc access.Scope, in api.IAMNamed) (api.IAMRoleDetail, error) {
	c, err := s.client(ctx, sc, in.CredentialID, "iam:GetRole")
	if err != nil {
		return api.IAMRoleDetail{}, err
	}
	out, err := roleDetail(ctx, c, in.Name)
	if err != nil {
		return api.IAMRoleDetail{}, refusal(err, ErrNoEntity)
	}
	return out, nil
}

func roleDetail(ctx context.Context, c *iam.Client, name string) (out api.IAMRoleDetail, err error) {
	answer, err := c.GetRole(ctx, &iam.GetRoleInput{RoleName: &name})
	if err != nil {
		return out, err
	}
	out.IAMRole, out.PermissionsBoundaryArn = roleOf(answer.Role), boundaryOf(answer.Role.PermissionsBoundary)
	if out.TrustPolicy, err = decoded(answer.Role.AssumeRolePolicyDocument); err != nil {
		return out, err
	}
	if out.Tags, err = tagsNow(ctx, c, roleKind, name); err != nil {
		return out, err
	}
	attached, err := attachedTo(ctx, c, roleKind, name)
	if err != nil {
		return out, err
	}
	inline, err := inlineNames(ctx, c, roleKind, name)
	if err != nil {
		return out, err
	}
	profiles, err := profilesOf(ctx, c, name)
	out.AttachedPolicies, out.InlinePolicies, out.InstanceProfiles = policiesAttached(attached), never(inline), never(profiles)
	return out, err
}

// ListInstanceProfiles gives a piece of the account's instance profiles.
func (s *Service) ListInstanceProfiles(ctx context.Context, sc access.Scope, in api.IAMPage) (out api.IAMInstanceProfileList, err error) {
	out.Items, out.NextCursor, err = list(ctx, s, sc, in, "iam:ListInstanceProfiles",
		func(c *iam.Client, marker, prefix *string, limit *int32) ([]api.IAMInstanceProfile, *string, error) {
			answer, err := c.ListInstanceProfiles(ctx, &iam.ListInstanceProfilesInput{Marker: marker, PathPrefix: prefix, MaxItems: limit})
			if err != nil {
				return nil, nil, err
			}
			items := make([]api.IAMInstanceProfile, len(answer.InstanceProfiles))
			for i := range answer.InstanceProfiles {
				items[i] = profileOf(&answer.InstanceProfiles[i])
			}
			return items, following(answer.IsTruncated, answer.Marker), nil
		})
	return out, err
}

// GetInstanceProfile gives one instance profile with its tags.
func (s *Service) GetInstanceProfile(ctx context.Context, sc access.Scope, in api.IAMNamed) (api.IAMInstanceProfileDetail, error) {
	client, err := s.client(ctx, sc, in.CredentialID, "iam:GetInstanceProfile")
	if err != nil {
		return api.IAMInstanceProfileDetail{}, err
	}
	answer, err := client.GetInstanceProfile(ctx, &iam.GetInstanceProfileInput{InstanceProfileName: &in.Name})
	if err != nil {
		return api.IAMInstanceProfileDetail{}, refusal(err, ErrNoEntity)
	}
	return api.IAMInstanceProfileDetail{IAMInstanceProfile: profileOf(answer.InstanceProfile), Tags: tagMap(answer.InstanceProfile.Tags)}, nil
}

func profileOf(p *types.InstanceProfile) api.IAMInstanceProfile {
	out := api.IAMInstanceProfile{
		InstanceProfileName: aws.ToString(p.InstanceProfileName), InstanceProfileID: aws.ToString(p.InstanceProfileId), Arn: aws.ToString(p.Arn),
		Path: aws.ToString(p.Path), Roles: []string{}, CreatedAt: stamp(p.CreateDate),
	}
	for i := range p.Roles {
		out.Roles = append(out.Roles, aws.ToString(p.Roles[i].RoleName))
	}
	return out
}

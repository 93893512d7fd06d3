package iam

import (
	"context"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"github.com/iam-copilot/iam-copilot/backend/internal/plans"
)

// groupWrites are the operations on groups and memberships.
func groupWrites() []plans.Operation {
	return []plans.Operation{
		operation("CreateGroup", (*iam.Client).CreateGroup, write[iam.CreateGroupInput, iam.CreateGroupOutput]{
			happened: func(ctx context.Context, c *iam.Client, in *iam.CreateGroupInput, _ time.Time) (bool, plans.Outcome, error) {
				return exists(c.GetGroup(ctx, &iam.GetGroupInput{GroupName: in.GroupName}))
			},
			undo: func(in *iam.CreateGroupInput, _ before, _ map[string]string) []call {
				return []call{{"iam:DeleteGroup", &iam.DeleteGroupInput{GroupName: in.GroupName}, in, "Delete the group " + *in.GroupName + "."}}
			},
		}),
		operation("UpdateGroup", (*iam.Client).UpdateGroup, write[iam.UpdateGroupInput, iam.UpdateGroupOutput]{
			happened: func(ctx context.Context, c *iam.Client, in *iam.UpdateGroupInput, _ time.Time) (bool, plans.Outcome, error) {
				if in.NewGroupName == nil {
					return false, plans.Outcome{}, nil
				}
				return exists(c.GetGroup(ctx, &iam.GetGroupInput{GroupName: in.NewGroupName}))
			},
			undo: func(in *iam.UpdateGroupInput, b before, _ map[string]string) []call {
				back := &iam.UpdateGroupInput{GroupName: in.GroupName}
				if in.NewGroupName != nil {
					back.GroupName, back.NewGroupName = in.NewGroupName, in.GroupName
				}
				if path, ok := b.text(); ok && in.NewPath != nil {
					back.NewPath = &path
				}
				return []call{{"iam:UpdateGroup", back, aws.ToString(in.NewPath), "Give the group " + *in.GroupName + " the name and path back that it had."}}
			},
		}),
		operation("DeleteGroup", (*iam.Client).DeleteGroup, write[iam.DeleteGroupInput, iam.DeleteGroupOutput]{
			settled: gone,
			undo: func(in *iam.DeleteGroupInput, b before, _ map[string]string) []call {
				var was iam.CreateGroupInput
				if !b.into(&was) {
					return nil
				}
				return []call{{"iam:CreateGroup", &was, nil, "Make the group " + *in.GroupName + " again, with another unique id."}}
			},
		}),
		operation("AddUserToGroup", (*iam.Client).AddUserToGroup, write[iam.AddUserToGroupInput, iam.AddUserToGroupOutput]{
			undo: func(in *iam.AddUserToGroupInput, _ before, _ map[string]string) []call {
				back := &iam.RemoveUserFromGroupInput{GroupName: in.GroupName, UserName: in.UserName}
				return []call{{"iam:RemoveUserFromGroup", back, nil, "Take the user " + *in.UserName + " out of the group " + *in.GroupName + "."}}
			},
		}),
		operation("RemoveUserFromGroup", (*iam.Client).RemoveUserFromGroup, write[iam.RemoveUserFromGroupInput, iam.RemoveUserFromGroupOutput]{
			settled: gone,
			undo: func(in *iam.RemoveUserFromGroupInput, _ before, _ map[string]string) []call {
				back := &iam.AddUserToGroupInput{GroupName: in.GroupName, UserName: in.UserName}
				return []call{{"iam:AddUserToGroup", back, nil, "Put the user " + *in.UserName + " into the group " + *in.GroupName + "."}}
			},
		}),
	}
}

// profileWrites are the operations on instance profiles.
func profileWrites() []plans.Operation {
	return []plans.Operation{
		operation("CreateInstanceProfile", (*iam.Client).CreateInstanceProfile, write[iam.CreateInstanceProfileInput, iam.CreateInstanceProfileOutput]{
			happened: func(ctx context.Context, c *iam.Client, in *iam.CreateInstanceProfileInput, _ time.Time) (bool, plans.Outcome, error) {
				return exists(c.GetInstanceProfile(ctx, &iam.GetInstanceProfileInput{InstanceProfileName: in.InstanceProfileName}))
			},
			undo: func(in *iam.CreateInstanceProfileInput, _ before, _ map[string]string) []call {
				back := &iam.DeleteInstanceProfileInput{InstanceProfileName: in.InstanceProfileName}
				return []call{{"iam:DeleteInstanceProfile", back, in, "Delete the instance profile " + *in.InstanceProfileName + "."}}
			},
		}),
		operation("DeleteInstanceProfile", (*iam.Client).DeleteInstanceProfile, write[iam.DeleteInstanceProfileInput, iam.DeleteInstanceProfileOutput]{
			settled: gone,
			undo: func(in *iam.DeleteInstanceProfileInput, b before, _ map[string]string) []call {
				var was iam.CreateInstanceProfileInput
				if !b.into(&was) {
					return nil
				}
				return []call{{"iam:CreateInstanceProfile", &was, nil, "Make the instance profile " + *in.InstanceProfileName + " again, with another unique id."}}
			},
		}),
		operation("AddRoleToInstanceProfile", (*iam.Client).AddRoleToInstanceProfile, write[iam.AddRoleToInstanceProfileInput, iam.AddRoleToInstanceProfileOutput]{
			happened: func(ctx context.Context, c *iam.Client, in *iam.AddRoleToInstanceProfileInput, _ time.Time) (bool, plans.Outcome, error) {
				answer, err := c.GetInstanceProfile(ctx, &iam.GetInstanceProfileInput{InstanceProfileName: in.InstanceProfileName})
				if err != nil {
					return false, plans.Outcome{}, err
				}
				return slices.ContainsFunc(answer.InstanceProfile.Roles, func(r types.Role) bool { return *r.RoleName == *in.RoleName }), plans.Outcome{}, nil
			},
			undo: func(in *iam.AddRoleToInstanceProfileInput, _ before, _ map[string]string) []call {
				back := &iam.RemoveRoleFromInstanceProfileInput{InstanceProfileName: in.InstanceProfileName, RoleName: in.RoleName}
				return []call{{"iam:RemoveRoleFromInstanceProfile", back, nil, "Take the role " + *in.RoleName + " out of the instance profile " + *in.InstanceProfileName + "."}}
			},
		}),
		operation("RemoveRoleFromInstanceProfile", (*iam.Client).RemoveRoleFromInstanceProfile, write[iam.RemoveRoleFromInstanceProfileInput, iam.RemoveRoleFromInstanceProfileOutput]{
			settled: gone,
			undo: func(in *iam.RemoveRoleFromInstanceProfileInput, _ before, _ map[string]string) []call {
				back := &iam.AddRoleToInstanceProfileInput{InstanceProfileName: in.InstanceProfileName, RoleName: in.RoleName}
				return []call{{"iam:AddRoleToInstanceProfile", back, nil, "Put the role " + *in.RoleName + " into the instance profile " + *in.InstanceProfileName + "."}}
			},
		}),
	}
}

// accountWrites are the operations on the account itself.
func accountWrites() []plans.Operation {
	return []plans.Operation{
		operation("CreateAccountAlias", (*iam.Client).CreateAccountAlias, write[iam.CreateAccountAliasInput, iam.CreateAccountAliasOutput]{
			happened: func(ctx context.Context, c *iam.Client, in *iam.CreateAccountAliasInput, _ time.Time) (bool, plans.Outcome, error) {
				alias, err := accountAlias(ctx, c)
				return alias == *in.AccountAlias, plans.Outcome{}, err
			},
			undo: func(in *iam.CreateAccountAliasInput, b before, _ map[string]string) []call {
				if was, ok := b.text(); ok && was != "" {
					return []call{{"iam:CreateAccountAlias", &iam.CreateAccountAliasInput{AccountAlias: &was}, *in.AccountAlias, "Give the account the alias " + was + " again."}}
				}
				return []call{{"iam:DeleteAccountAlias", &iam.DeleteAccountAliasInput{AccountAlias: in.AccountAlias}, nil, "Delete the account's alias " + *in.AccountAlias + "."}}
			},
		}),
		operation("DeleteAccountAlias", (*iam.Client).DeleteAccountAlias, write[iam.DeleteAccountAliasInput, iam.DeleteAccountAliasOutput]{
			settled: gone,
			undo: func(in *iam.DeleteAccountAliasInput, _ before, _ map[string]string) []call {
				return []call{{"iam:CreateAccountAlias", &iam.CreateAccountAliasInput{AccountAlias: in.AccountAlias}, nil, "Give the account the alias " + *in.AccountAlias + " again, as long as nobody else has taken it."}}
			},
		}),
		operation("UpdateAccountPasswordPolicy", (*iam.Client).UpdateAccountPasswordPolicy, write[iam.UpdateAccountPasswordPolicyInput, iam.UpdateAccountPasswordPolicyOutput]{
			undo: func(in *iam.UpdateAccountPasswordPolicyInput, b before, _ map[string]string) []call {
				var was iam.UpdateAccountPasswordPolicyInput
				if !b.into(&was) {
					return []call{{"iam:DeleteAccountPasswordPolicy", &iam.DeleteAccountPasswordPolicyInput{}, in, "Delete the password policy, so that AWS's defaults hold again."}}
				}
				return []call{{"iam:UpdateAccountPasswordPolicy", &was, in, "Set the password policy back to what it was."}}
			},
		}),
		operation("DeleteAccountPasswordPolicy", (*iam.Client).DeleteAccountPasswordPolicy, write[iam.DeleteAccountPasswordPolicyInput, iam.DeleteAccountPasswordPolicyOutput]{
			settled: gone,
			undo: func(_ *iam.DeleteAccountPasswordPolicyInput, b before, _ map[string]string) []call {
				var was iam.UpdateAccountPasswordPolicyInput
				if !b.into(&was) {
					return nil
				}
				return []call{{"iam:UpdateAccountPasswordPolicy", &was, nil, "Set the password policy back to what it was."}}
			},
		}),
	}
}

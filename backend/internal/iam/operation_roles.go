package iam

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"

	"github.com/iam-copilot/iam-copilot/backend/internal/plans"
)

// roleWrites are the operations on roles themselves.
func roleWrites() []plans.Operation {
	return []plans.Operation{
		operation("CreateRole", (*iam.Client).CreateRole, write[iam.CreateRoleInput, iam.CreateRoleOutput]{
			happened: func(ctx context.Context, c *iam.Client, in *iam.CreateRoleInput, _ time.Time) (bool, plans.Outcome, error) {
				return exists(c.GetRole(ctx, &iam.GetRoleInput{RoleName: in.RoleName}))
			},
			undo: func(in *iam.CreateRoleInput, _ before, _ map[string]string) []call {
				return []call{{"iam:DeleteRole", &iam.DeleteRoleInput{RoleName: in.RoleName}, in, "Delete the role " + *in.RoleName + "."}}
			},
		}),
		operation("UpdateRole", (*iam.Client).UpdateRole, write[iam.UpdateRoleInput, iam.UpdateRoleOutput]{
			undo: func(in *iam.UpdateRoleInput, b before, _ map[string]string) []call {
				var was iam.UpdateRoleInput
				if !b.into(&was) {
					return nil
				}
				return []call{{"iam:UpdateRole", &was, in, "Give the role " + *in.RoleName + " the description and longest session back that it had."}}
			},
		}),
		operation("UpdateAssumeRolePolicy", (*iam.Client).UpdateAssumeRolePolicy, write[iam.UpdateAssumeRolePolicyInput, iam.UpdateAssumeRolePolicyOutput]{
			undo: func(in *iam.UpdateAssumeRolePolicyInput, b before, _ map[string]string) []call {
				was, ok := b.text()
				if !ok {
					return nil
				}
				back := &iam.UpdateAssumeRolePolicyInput{RoleName: in.RoleName, PolicyDocument: &was}
				return []call{{"iam:UpdateAssumeRolePolicy", back, aws.ToString(in.PolicyDocument), "Give the role " + *in.RoleName + " the trust policy back that it had."}}
			},
		}),
		operation("DeleteRole", (*iam.Client).DeleteRole, write[iam.DeleteRoleInput, iam.DeleteRoleOutput]{
			settled: gone,
			undo: func(in *iam.DeleteRoleInput, b before, _ map[string]string) []call {
				var was iam.CreateRoleInput
				if !b.into(&was) {
					return nil
				}
				return []call{{"iam:CreateRole", &was, nil, "Make the role " + *in.RoleName + " again, with another unique id."}}
			},
		}),
	}
}

// boundaryWrites are the operations on permissions boundaries.
func boundaryWrites() []plans.Operation {
	return []plans.Operation{
		operation("PutUserPermissionsBoundary", (*iam.Client).PutUserPermissionsBoundary, write[iam.PutUserPermissionsBoundaryInput, iam.PutUserPermissionsBoundaryOutput]{
			undo: func(in *iam.PutUserPermissionsBoundaryInput, b before, _ map[string]string) []call {
				return boundaryBack(userKind, *in.UserName, *in.PermissionsBoundary, b)
			},
		}),
		operation("DeleteUserPermissionsBoundary", (*iam.Client).DeleteUserPermissionsBoundary, write[iam.DeleteUserPermissionsBoundaryInput, iam.DeleteUserPermissionsBoundaryOutput]{
			settled: gone,
			undo: func(in *iam.DeleteUserPermissionsBoundaryInput, b before, _ map[string]string) []call {
				return boundaryBack(userKind, *in.UserName, "", b)
			},
		}),
		operation("PutRolePermissionsBoundary", (*iam.Client).PutRolePermissionsBoundary, write[iam.PutRolePermissionsBoundaryInput, iam.PutRolePermissionsBoundaryOutput]{
			undo: func(in *iam.PutRolePermissionsBoundaryInput, b before, _ map[string]string) []call {
				return boundaryBack(roleKind, *in.RoleName, *in.PermissionsBoundary, b)
			},
		}),
		operation("DeleteRolePermissionsBoundary", (*iam.Client).DeleteRolePermissionsBoundary, write[iam.DeleteRolePermissionsBoundaryInput, iam.DeleteRolePermissionsBoundaryOutput]{
			settled: gone,
			undo: func(in *iam.DeleteRolePermissionsBoundaryInput, b before, _ map[string]string) []call {
				return boundaryBack(roleKind, *in.RoleName, "", b)
			},
		}),
	}
}

// boundaryBack gives somebody the boundary that was there before; now is the one
// that is there.
func boundaryBack(kind kind, name, now string, b before) []call {
	was, _ := b.text()
	switch {
	case was != "":
		return []call{setBoundary(kind, name, was, now)}
	case now != "":
		return []call{unsetBoundary(kind, name, now)}
	}
	return nil
}

func setBoundary(kind kind, name, arn, was string) call {
	says := "Set the permissions boundary of the " + string(kind) + " " + name + " to " + arn + "."
	if kind == userKind {
		return call{"iam:PutUserPermissionsBoundary", &iam.PutUserPermissionsBoundaryInput{UserName: &name, PermissionsBoundary: &arn}, was, says}
	}
	return call{"iam:PutRolePermissionsBoundary", &iam.PutRolePermissionsBoundaryInput{RoleName: &name, PermissionsBoundary: &arn}, was, says}
}

func unsetBoundary(kind kind, name, was string) call {
	says := "Remove the permissions boundary of the " + string(kind) + " " + name + "."
	if kind == userKind {
		return call{"iam:DeleteUserPermissionsBoundary", &iam.DeleteUserPermissionsBoundaryInput{UserName: &name}, was, says}
	}
	return call{"iam:DeleteRolePermissionsBoundary", &iam.DeleteRolePermissionsBoundaryInput{RoleName: &name}, was, says}
}

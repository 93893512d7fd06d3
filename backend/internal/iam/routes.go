package iam

import (
	"context"
	"net/http"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/web"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

func doc(summary string) web.Doc {
	return web.Doc{Tag: "iam", Summary: summary, Errors: []int{http.StatusConflict, http.StatusBadGateway}}
}

// reads declares a route that reads the account.
func reads[I, O any](path string, h web.Handler[I, O], summary string) web.Route {
	return web.Scoped(access.IAMRead, http.MethodGet, path, http.StatusOK, h, doc(summary))
}

// planned declares a route that plans a change and changes nothing.
func planned[I any](method, path string, h func(context.Context, access.Scope, I) (api.Plan, error), summary string) web.Route {
	return web.Scoped(access.IAMPlan, method, path, http.StatusCreated, h, doc(summary))
}

// Routes is the room's part of the interface.
func (s *Service) Routes() []web.Route {
	all := []web.Route{
		reads("/iam/users", s.ListUsers, "The IAM users of the AWS account"),
		reads("/iam/users/{user_name}", s.GetUser, "One IAM user, with groups, policies, keys, MFA devices and tags"),
		reads("/iam/users/{name}/access-keys", s.ListAccessKeys, "The access keys of a user, with their last use"),
		reads("/iam/users/{name}/mfa-devices", s.ListMFADevices, "The MFA devices of a user"),
		reads("/iam/groups", s.ListGroups, "The IAM groups of the AWS account"),
		reads("/iam/groups/{name}", s.GetGroup, "One group, with its members and policies"),
		reads("/iam/roles", s.ListRoles, "The IAM roles of the AWS account"),
		reads("/iam/roles/{name}", s.GetRole, "One role, with trust policy, policies, boundary, tags and instance profiles"),
		reads("/iam/instance-profiles", s.ListInstanceProfiles, "The instance profiles of the AWS account"),
		reads("/iam/instance-profiles/{name}", s.GetInstanceProfile, "One instance profile, with its tags"),
		reads("/iam/policies", s.ListPolicies, "The managed policies that the AWS account can use"),
		reads("/iam/policy", s.GetPolicy, "One managed policy, with document, versions and tags"),
		reads("/iam/policy/versions", s.ListPolicyVersions, "The versions of a managed policy"),
		reads("/iam/policy/versions/{version_id}", s.GetPolicyVersion, "One version of a managed policy"),
		reads("/iam/policy/entities", s.PolicyEntities, "Who has a managed policy, attached or as a boundary"),
		reads("/iam/account", s.Account, "The numbers and the alias of the AWS account"),
		reads("/iam/account/password-policy", s.PasswordPolicy, "What the AWS account asks of console passwords"),
		reads("/iam/account/credential-report", s.CredentialReport, "AWS's report on the credentials of all users"),
		reads("/iam/required-permissions", s.RequiredPermissions, "What a credential must allow for features, as a policy"),
	}
	for _, some := range [][]web.Route{s.userRoutes(), s.groupAndRoleRoutes(), s.policyRoutes(), s.accountRoutes(), s.sharedRoutes()} {
		all = append(all, some...)
	}
	return all
}

func (s *Service) userRoutes() []web.Route {
	const one, key = "/iam/users/{name}", "/iam/users/{name}/access-keys/{access_key_id}"
	return []web.Route{
		planned(http.MethodPost, "/iam/users", s.CreateUser, "Plan a new user"),
		planned(http.MethodPatch, one, s.UpdateUser, "Plan another name or path of a user"),
		planned(http.MethodDelete, one, s.DeleteUser, "Plan to delete a user, with force and all that hangs on it"),
		planned(http.MethodPost, one+"/login-profile", s.CreatePassword, "Plan a console password"),
		planned(http.MethodPut, one+"/login-profile", s.ReplacePassword, "Plan another console password"),
		planned(http.MethodDelete, one+"/login-profile", s.DeletePassword, "Plan to delete a console password"),
		planned(http.MethodPost, one+"/access-keys", s.CreateAccessKey, "Plan an access key"),
		planned(http.MethodPatch, key, s.SetAccessKeyStatus, "Plan to switch an access key on or off"),
		planned(http.MethodDelete, key, s.DeleteAccessKey, "Plan to delete an access key"),
		planned(http.MethodPost, key+"/rotate", s.RotateAccessKey, "Plan a step of replacing an access key"),
		planned(http.MethodDelete, one+"/mfa-devices", s.DeactivateMFA, "Plan to take an MFA device from a user"),
	}
}

func (s *Service) groupAndRoleRoutes() []web.Route {
	const group, role, profile = "/iam/groups/{name}", "/iam/roles/{name}", "/iam/instance-profiles/{name}"
	return []web.Route{
		planned(http.MethodPost, "/iam/groups", s.CreateGroup, "Plan a new group"),
		planned(http.MethodPatch, group, s.UpdateGroup, "Plan another name or path of a group"),
		planned(http.MethodDelete, group, s.DeleteGroup, "Plan to delete a group, with force and all that hangs on it"),
		planned(http.MethodPut, group+"/members/{user_name}", s.AddMember, "Plan to put a user into a group"),
		planned(http.MethodDelete, group+"/members/{user_name}", s.RemoveMember, "Plan to take a user out of a group"),
		planned(http.MethodPost, "/iam/roles", s.CreateRole, "Plan a new role"),
		planned(http.MethodPatch, role, s.UpdateRole, "Plan another trust policy, description or longest session of a role"),
		planned(http.MethodDelete, role, s.DeleteRole, "Plan to delete a role, with force and all that hangs on it"),
		planned(http.MethodPost, "/iam/instance-profiles", s.CreateInstanceProfile, "Plan a new instance profile"),
		planned(http.MethodDelete, profile, s.DeleteInstanceProfile, "Plan to delete an instance profile"),
		planned(http.MethodPatch, profile+"/tags", s.TagInstanceProfile, "Plan the tags of an instance profile"),
		planned(http.MethodPut, profile+"/roles/{role_name}", s.AddRoleToProfile, "Plan to put a role into an instance profile"),
		planned(http.MethodDelete, profile+"/roles/{role_name}", s.RemoveRoleFromProfile, "Plan to take a role out of an instance profile"),
	}
}

func (s *Service) policyRoutes() []web.Route {
	return []web.Route{
		planned(http.MethodPost, "/iam/policies", s.CreatePolicy, "Plan a new managed policy"),
		planned(http.MethodDelete, "/iam/policy", s.DeletePolicy, "Plan to delete a managed policy, with force detaching it first"),
		planned(http.MethodPost, "/iam/policy/versions", s.CreatePolicyVersion, "Plan a new version of a managed policy"),
		planned(http.MethodDelete, "/iam/policy/versions/{version_id}", s.DeletePolicyVersion, "Plan to delete a version of a managed policy"),
		planned(http.MethodPost, "/iam/policy/versions/{version_id}/default", s.SetDefaultPolicyVersion, "Plan to put a version of a managed policy in force"),
		planned(http.MethodPost, "/iam/policy/attach", s.AttachPolicy, "Plan to attach a managed policy to a user, group or role"),
		planned(http.MethodPost, "/iam/policy/detach", s.DetachPolicy, "Plan to detach a managed policy"),
		planned(http.MethodPatch, "/iam/policy/tags", s.TagPolicy, "Plan the tags of a managed policy"),
	}
}

func (s *Service) accountRoutes() []web.Route {
	return []web.Route{
		planned(http.MethodPut, "/iam/account/alias", s.SetAlias, "Plan the alias of the AWS account"),
		planned(http.MethodDelete, "/iam/account/alias", s.DeleteAlias, "Plan to delete the alias of the AWS account"),
		planned(http.MethodPut, "/iam/account/password-policy", s.SetPasswordPolicy, "Plan changes of the password policy; what is not named stays"),
		planned(http.MethodDelete, "/iam/account/password-policy", s.DeletePasswordPolicy, "Plan to delete the password policy"),
		web.Scoped(access.IAMPlan, http.MethodPost, "/policy-validation/permissions-boundary/set", http.StatusCreated, s.BoundarySet,
			doc("Plan a permissions boundary, at its address of the earlier system")),
		web.Scoped(access.IAMPlan, http.MethodPost, "/policy-validation/permissions-boundary/delete", http.StatusCreated, s.BoundaryDelete,
			doc("Plan to remove a permissions boundary, at its address of the earlier system")),
	}
}

// sharedRoutes are those that users, groups and roles have alike.
func (s *Service) sharedRoutes() (all []web.Route) {
	for _, of := range []struct {
		kind   kind
		folder string
	}{{userKind, "/iam/users/{name}"}, {groupKind, "/iam/groups/{name}"}, {roleKind, "/iam/roles/{name}"}} {
		inline, a := of.folder+"/inline-policies/{policy_name}", "a "+string(of.kind)
		all = append(all,
			reads(inline, s.inlinePolicy(of.kind), "An inline policy of "+a),
			planned(http.MethodPut, inline, s.putInlinePolicy(of.kind), "Plan an inline policy of "+a),
			planned(http.MethodDelete, inline, s.deleteInlinePolicy(of.kind), "Plan to delete an inline policy of "+a),
		)
		if of.kind == groupKind {
			continue // groups have neither tags nor boundaries
		}
		all = append(all,
			planned(http.MethodPatch, of.folder+"/tags", s.tag(of.kind), "Plan the tags of "+a),
			planned(http.MethodPut, of.folder+"/permissions-boundary", s.setBoundary(of.kind), "Plan the permissions boundary of "+a),
			planned(http.MethodDelete, of.folder+"/permissions-boundary", s.deleteBoundary(of.kind), "Plan to remove the permissions boundary of "+a),
		)
	}
	return all
}

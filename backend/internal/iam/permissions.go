package iam

//go:generate go run ../../cmd/aws-permissions

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// feature is what the AWS credential must allow for a part of the product. The names
// are of the "Service Authorization Reference".
type feature struct {
	name, title string
	actions     []string
	// passed is the service that iam:PassRole passes a role to; "" where the feature
	// does without.
	passed string
}

// What plans of writes read, so that they can be shown and checked before they are
// applied.
var (
	readUser   = []string{"iam:GetUser", "sts:GetCallerIdentity"}
	readOwn    = []string{"iam:GetPolicy", "iam:GetPolicyVersion", "iam:ListPolicies", "sts:GetCallerIdentity"}
	readUsers  = []string{"iam:GetUser", "iam:GetUserPolicy", "iam:ListAttachedUserPolicies", "iam:ListGroupsForUser", "iam:ListUserPolicies"}
	readGroups = []string{"iam:GetGroup", "iam:GetGroupPolicy", "iam:ListAttachedGroupPolicies", "iam:ListGroupPolicies"}
	readRoles  = []string{"iam:GetRole", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListInstanceProfilesForRole", "iam:ListRolePolicies"}
)

// readCenter is what reading IAM Identity Center takes.
var readCenter = []string{
	"identitystore:DescribeGroup", "identitystore:DescribeUser", "identitystore:ListGroupMemberships", "identitystore:ListGroupMembershipsForMember",
	"identitystore:ListGroups", "identitystore:ListUsers", "sso:DescribePermissionSet", "sso:GetInlinePolicyForPermissionSet",
	"sso:GetPermissionsBoundaryForPermissionSet", "sso:ListAccountAssignments", "sso:ListAccountAssignmentsForPrincipal",
	"sso:ListAccountsForProvisionedPermissionSet", "sso:ListCustomerManagedPolicyReferencesInPermissionSet", "sso:ListInstances",
	"sso:ListManagedPoliciesInPermissionSet", "sso:ListPermissionSets", "sso:ListPermissionSetsProvisionedToAccount", "sso:ListTagsForResource",
	"sts:GetCallerIdentity",
}

// features are all of them. Every operation that the code calls is in one: a test
// looks for them in the sources.
var features = []feature{
	{name: "credentials", title: "Verify whose a credential is (AWS needs no permission for it)", actions: []string{"sts:GetCallerIdentity"}},
	{name: "credentials.sessions", title: "Short-lived keys, and roles that are assumed", actions: []string{"sts:AssumeRole", "sts:GetFederationToken", "sts:GetSessionToken"}},
	{name: "credentials.rotate", title: "Replace the credential's own access key", actions: []string{
		"iam:CreateAccessKey", "iam:DeleteAccessKey", "iam:GetAccessKeyLastUsed", "iam:ListAccessKeys", "iam:UpdateAccessKey", "sts:GetCallerIdentity",
	}},
	{name: "iam.read", title: "Read users, groups, roles, policies and the account", actions: slices.Concat(readOwn, readUsers, readGroups, readRoles, []string{
		"iam:GenerateCredentialReport", "iam:GetAccessKeyLastUsed", "iam:GetAccountPasswordPolicy", "iam:GetAccountSummary", "iam:GetCredentialReport",
		"iam:GetInstanceProfile", "iam:GetLoginProfile", "iam:ListAccessKeys", "iam:ListAccountAliases", "iam:ListEntitiesForPolicy", "iam:ListGroups",
		"iam:ListInstanceProfiles", "iam:ListMFADevices", "iam:ListPolicyTags", "iam:ListPolicyVersions", "iam:ListRoles", "iam:ListRoleTags",
		"iam:ListUsers", "iam:ListUserTags",
	})},
	{name: "iam.users.write", title: "Create, rename, tag and delete users", actions: slices.Concat(readOwn, readUsers, []string{
		"iam:CreateUser", "iam:DeleteAccessKey", "iam:DeactivateMFADevice", "iam:DeleteLoginProfile", "iam:DeleteServiceSpecificCredential",
		"iam:DeleteSigningCertificate", "iam:DeleteSSHPublicKey", "iam:DeleteUser", "iam:DeleteUserPolicy", "iam:DeleteVirtualMFADevice",
		"iam:DetachUserPolicy", "iam:GetLoginProfile", "iam:GetSSHPublicKey", "iam:ListAccessKeys", "iam:ListMFADevices",
		"iam:ListServiceSpecificCredentials", "iam:ListSigningCertificates", "iam:ListSSHPublicKeys", "iam:ListUserTags", "iam:RemoveUserFromGroup",
		"iam:TagUser", "iam:UntagUser", "iam:UpdateUser",
		// To take a deletion back.
		"iam:AddUserToGroup", "iam:AttachUserPolicy", "iam:PutUserPolicy", "iam:UploadSigningCertificate", "iam:UploadSSHPublicKey",
	})},
	{name: "iam.credentials.write", title: "Console passwords, access keys and MFA devices of users", actions: slices.Concat(readUser, []string{
		"iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:DeactivateMFADevice", "iam:DeleteAccessKey", "iam:DeleteLoginProfile",
		"iam:DeleteVirtualMFADevice", "iam:GetAccessKeyLastUsed", "iam:GetLoginProfile", "iam:ListAccessKeys", "iam:ListMFADevices",
		"iam:UpdateAccessKey", "iam:UpdateLoginProfile",
	})},
	{name: "iam.groups.write", title: "Groups, their members and policies", actions: slices.Concat(readOwn, readUsers, readGroups, []string{
		"iam:AddUserToGroup", "iam:AttachGroupPolicy", "iam:CreateGroup", "iam:DeleteGroup", "iam:DeleteGroupPolicy", "iam:DetachGroupPolicy",
		"iam:PutGroupPolicy", "iam:RemoveUserFromGroup", "iam:UpdateGroup",
	})},
	{name: "iam.roles.write", title: "Roles and instance profiles", passed: "ec2.amazonaws.com", actions: slices.Concat(readOwn, readRoles, []string{
		"iam:AddRoleToInstanceProfile", "iam:AttachRolePolicy", "iam:CreateInstanceProfile", "iam:CreateRole", "iam:DeleteInstanceProfile",
		"iam:DeleteRole", "iam:DeleteRolePolicy", "iam:DetachRolePolicy", "iam:GetInstanceProfile", "iam:ListRoleTags", "iam:PassRole",
		"iam:PutRolePolicy", "iam:RemoveRoleFromInstanceProfile", "iam:TagInstanceProfile", "iam:TagRole", "iam:UntagInstanceProfile",
		"iam:UntagRole", "iam:UpdateAssumeRolePolicy", "iam:UpdateRole",
	})},
	{name: "iam.policies.write", title: "Managed policies, attaching them, inline policies, and deploying stored policies", actions: slices.Concat(readOwn, readUsers, readGroups, readRoles, []string{
		"iam:AttachGroupPolicy", "iam:AttachRolePolicy", "iam:AttachUserPolicy", "iam:CreatePolicy", "iam:CreatePolicyVersion", "iam:DeleteGroupPolicy",
		"iam:DeletePolicy", "iam:DeletePolicyVersion", "iam:DeleteRolePolicy", "iam:DeleteUserPolicy", "iam:DetachGroupPolicy", "iam:DetachRolePolicy",
		"iam:DetachUserPolicy", "iam:ListEntitiesForPolicy", "iam:ListPolicyTags", "iam:ListPolicyVersions", "iam:PutGroupPolicy", "iam:PutRolePolicy",
		"iam:PutUserPolicy", "iam:SetDefaultPolicyVersion", "iam:TagPolicy", "iam:UntagPolicy",
	})},
	{name: "iam.boundaries.write", title: "Permissions boundaries of users and roles", actions: slices.Concat(readUser, []string{
		"iam:DeleteRolePermissionsBoundary", "iam:DeleteUserPermissionsBoundary", "iam:GetPolicy", "iam:GetPolicyVersion", "iam:GetRole",
		"iam:PutRolePermissionsBoundary", "iam:PutUserPermissionsBoundary",
	})},
	{name: "iam.account.write", title: "Account alias and password policy", actions: []string{
		"iam:CreateAccountAlias", "iam:DeleteAccountAlias", "iam:DeleteAccountPasswordPolicy", "iam:GetAccountPasswordPolicy", "iam:ListAccountAliases",
		"iam:UpdateAccountPasswordPolicy", "sts:GetCallerIdentity",
	}},
	{name: "access", title: "Who can do what in the account, and the access graph", actions: []string{"iam:GetAccountAuthorizationDetails"}},
	{name: "organizations.read", title: "The organization: its tree, accounts and policies (of the management account, or one it has delegated to)", actions: []string{
		"organizations:DescribeEffectivePolicy", "organizations:DescribeOrganization", "organizations:DescribePolicy", "organizations:ListAccountsForParent",
		"organizations:ListDelegatedAdministrators", "organizations:ListDelegatedServicesForAccount", "organizations:ListOrganizationalUnitsForParent",
		"organizations:ListPolicies", "organizations:ListPoliciesForTarget", "organizations:ListRoots", "organizations:ListTargetsForPolicy",
		"sts:GetCallerIdentity",
	}},
	{name: "organizations.write", title: "Policies of the organization", actions: []string{
		"organizations:AttachPolicy", "organizations:CreatePolicy", "organizations:DeletePolicy", "organizations:DescribeOrganization",
		"organizations:DescribePolicy", "organizations:DetachPolicy", "organizations:ListPolicies", "organizations:ListPoliciesForTarget",
		"organizations:ListTargetsForPolicy", "organizations:UpdatePolicy", "sts:GetCallerIdentity",
	}},
	{name: "identitycenter.read", title: "IAM Identity Center: permission sets, people, groups and assignments (in its Region)", actions: readCenter},
	{name: "identitycenter.sets.write", title: "Permission sets of IAM Identity Center", actions: slices.Concat(readCenter, []string{
		"sso:AttachCustomerManagedPolicyReferenceToPermissionSet", "sso:AttachManagedPolicyToPermissionSet", "sso:CreatePermissionSet",
		"sso:DeleteInlinePolicyFromPermissionSet", "sso:DeletePermissionSet", "sso:DeletePermissionsBoundaryFromPermissionSet",
		"sso:DescribePermissionSetProvisioningStatus", "sso:DetachCustomerManagedPolicyReferenceFromPermissionSet",
		"sso:DetachManagedPolicyFromPermissionSet", "sso:ProvisionPermissionSet", "sso:PutInlinePolicyToPermissionSet",
		"sso:PutPermissionsBoundaryToPermissionSet", "sso:TagResource", "sso:UntagResource", "sso:UpdatePermissionSet",
	})},
	{name: "identitycenter.people.write", title: "People and groups of the identity store", actions: slices.Concat(readCenter, []string{
		"identitystore:CreateGroup", "identitystore:CreateGroupMembership", "identitystore:CreateUser", "identitystore:DeleteGroup",
		"identitystore:DeleteGroupMembership", "identitystore:DeleteUser", "identitystore:GetGroupId", "identitystore:GetUserId",
		"identitystore:UpdateGroup", "identitystore:UpdateUser",
	})},
	{name: "identitycenter.assignments.write", title: "Assignments of permission sets", actions: slices.Concat(readCenter, []string{
		"sso:CreateAccountAssignment", "sso:DeleteAccountAssignment", "sso:DescribeAccountAssignmentCreationStatus",
		"sso:DescribeAccountAssignmentDeletionStatus", "sso:ListAccountAssignmentCreationStatus",
	})},
	{name: "account-audit", title: "Audit of the account", actions: []string{
		"iam:GenerateCredentialReport", "iam:GetAccessKeyLastUsed", "iam:GetAccountAuthorizationDetails", "iam:GetAccountPasswordPolicy",
		"iam:GetAccountSummary", "iam:GetCredentialReport", "iam:GetLoginProfile", "iam:ListAccessKeys", "iam:ListMFADevices",
		"iam:ListOpenIDConnectProviders", "iam:ListSAMLProviders", "iam:ListServerCertificates", "iam:ListUsers", "iam:ListVirtualMFADevices",
		"sts:GetCallerIdentity",
	}},
	{name: "usage", title: "When services and actions were last used", actions: []string{
		"iam:GenerateServiceLastAccessedDetails", "iam:GetServiceLastAccessedDetails", "sts:GetCallerIdentity",
	}},
	{name: "events", title: "What principals have done, from CloudTrail's event history", actions: []string{"cloudtrail:LookupEvents"}},
	{name: "policies.draft", title: "Policies drafted by a model of Amazon Bedrock", actions: []string{"bedrock:InvokeModel"}},
	{name: "policies.online", title: "Ask IAM Access Analyzer and AWS's policy simulator about policies, beside IAM Copilot's own answers", actions: []string{
		"access-analyzer:CheckNoNewAccess", "access-analyzer:ValidatePolicy", "iam:SimulateCustomPolicy", "iam:SimulatePrincipalPolicy",
	}},
}

// RequiredPermissions tells what a credential must allow for features, with a policy
// that allows just that. It reads nothing, so it leaves no audit record.
func (s *Service) RequiredPermissions(_ context.Context, _ access.Scope, in api.RequiredPermissionsIn) (api.RequiredPermissions, error) {
	chosen, err := chosenFeatures(in.Features)
	if err != nil {
		return api.RequiredPermissions{}, err
	}
	out := api.RequiredPermissions{Features: make([]api.FeaturePermissions, len(chosen)), Policy: PermissionsPolicy(chosen)}
	for i, f := range chosen {
		out.Features[i] = api.FeaturePermissions{Feature: f.name, Title: f.title, Actions: f.sorted()}
	}
	return out, nil
}

func chosenFeatures(names string) ([]feature, error) {
	if strings.TrimSpace(names) == "" {
		return features, nil
	}
	var out []feature
	for name := range strings.SplitSeq(names, ",") {
		name = strings.TrimSpace(name)
		at := slices.IndexFunc(features, func(f feature) bool { return f.name == name })
		if at < 0 {
			return nil, ErrFeature.Saying("There is no feature %q. There are: %s.", name, strings.Join(featureNames(), ", ")).At("query.features", "names no feature")
		}
		out = append(out, features[at])
	}
	return out, nil
}

func featureNames() []string {
	out := make([]string, len(features))
	for i, f := range features {
		out[i] = f.name
	}
	return out
}

// sorted are the feature's actions, each once.
func (f feature) sorted() []string {
	out := slices.Clone(f.actions)
	slices.Sort(out)
	return slices.Compact(out)
}

// PermissionsPolicy is an identity policy that allows what the features need, as
// indented JSON: one statement for each service, and one for passing roles, which is
// kept to the service that they are passed to.
func PermissionsPolicy(chosen []feature) string {
	byService := map[string][]string{}
	passed := map[string]bool{}
	for _, f := range chosen {
		for _, action := range f.sorted() {
			if action == "iam:PassRole" {
				passed[f.passed] = true
				continue
			}
			service, _, _ := strings.Cut(action, ":")
			byService[service] = append(byService[service], action)
		}
	}
	type statement struct {
		Sid       string
		Effect    string
		Action    []string
		Resource  string
		Condition map[string]map[string]string `json:",omitempty"`
	}
	var statements []statement
	for _, service := range slices.Sorted(maps.Keys(byService)) {
		actions := byService[service]
		slices.Sort(actions)
		statements = append(statements, statement{"Use" + strings.ToUpper(service[:1]) + sidRest.Replace(service[1:]), "Allow", slices.Compact(actions), "*", nil})
	}
	for _, to := range slices.Sorted(maps.Keys(passed)) {
		statements = append(statements, statement{
			"PassRole", "Allow", []string{"iam:PassRole"}, "arn:aws:iam::*:role/*", map[string]map[string]string{"StringEquals": {"iam:PassedToService": to}},
		})
	}
	written, err := json.MarshalIndent(struct {
		Version   string
		Statement []statement
	}{"2012-10-17", statements}, "", "  ")
	if err != nil {
		panic(err) // texts can always be written
	}
	return string(written) + "\n"
}

// sidRest leaves out what a statement id may not hold.
var sidRest = strings.NewReplacer("-", "")

// PermissionsPage is docs/aws-permissions.md, for people.
func PermissionsPage() string {
	var out strings.Builder
	out.WriteString("# AWS permissions\n\n" +
		"What an AWS credential must allow for each part of the product. Made by `make gen` from the one table that a test holds against\n" +
		"every AWS operation that the code calls (`backend/internal/iam/permissions.go`). `GET /api/v1/iam/required-permissions?features=…`\n" +
		"gives the policy that allows just the features that you name, or all of them. Planning a change needs the reading actions only;\n" +
		"the writing ones are needed when the plan is applied or taken back.\n")
	for _, f := range features {
		fmt.Fprintf(&out, "\n## `%s`\n\n%s.\n\n", f.name, f.title)
		for _, action := range f.sorted() {
			fmt.Fprintf(&out, "- `%s`", action)
			if action == "iam:PassRole" {
				fmt.Fprintf(&out, ", to `%s` only", f.passed)
			}
			out.WriteString("\n")
		}
	}
	out.WriteString("\n## All of it\n\nThe policy for every feature:\n\n```json\n" + PermissionsPolicy(features) + "```\n")
	return out.String()
}

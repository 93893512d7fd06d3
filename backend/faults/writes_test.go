package faults

import (
	"testing"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/orgfake"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/ssoadminfake"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Documents of the writes.
const (
	trustEC2   = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}`
	readBucket = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"}]}`
)

// done applies a plan in fair weather.
func (c *cloud) done(t *testing.T, plan api.Plan, err error) api.Plan {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	applied, err := c.Plans.Apply(t.Context(), api.ApplyPlanIn{ID: plan.ID, Body: api.ApplyPlanRequest{Hash: plan.Hash}})
	if err != nil || applied.Plan.State != "applied" {
		t.Fatalf("%s: %s, %v", plan.Title, applied.Plan.State, err)
	}
	return applied.Plan
}

// iamWrites are one of each kind of plan for IAM.
func iamWrites(t *testing.T, c *cloud) []planned {
	ctx := t.Context()
	user := func(t *testing.T, name string) api.IAMNamed {
		t.Helper()
		plan, err := c.IAM.CreateUser(ctx, api.CreateIAMUserIn{Body: api.CreateIAMUserRequest{UserName: name}})
		c.done(t, plan, err)
		return api.IAMNamed{Name: name}
	}
	role := func(t *testing.T, name string) api.IAMNamed {
		t.Helper()
		plan, err := c.IAM.CreateRole(ctx, api.CreateIAMRoleIn{Body: api.CreateIAMRoleRequest{RoleName: name, TrustPolicy: raw(trustEC2)}})
		c.done(t, plan, err)
		return api.IAMNamed{Name: name}
	}
	policy := func(t *testing.T, name string) api.IAMPolicyArn {
		t.Helper()
		plan, err := c.IAM.CreatePolicy(ctx, api.CreateIAMPolicyIn{Body: api.CreateIAMPolicyRequest{PolicyName: name, Document: raw(readBucket)}})
		c.done(t, plan, err)
		return api.IAMPolicyArn{PolicyArn: "arn:aws:iam::" + plan.AccountID + ":policy/" + name}
	}
	return []planned{
		{operation: "CreateUser", plan: func(_ *testing.T, name string) (api.Plan, error) {
			return c.IAM.CreateUser(ctx, api.CreateIAMUserIn{Body: api.CreateIAMUserRequest{UserName: name}})
		}},
		{operation: "DeleteRole", plan: func(t *testing.T, name string) (api.Plan, error) {
			return c.IAM.DeleteRole(ctx, api.IAMForcedIn{IAMNamed: role(t, name)})
		}},
		{operation: "CreateAccessKey", plan: func(t *testing.T, name string) (api.Plan, error) {
			return c.IAM.CreateAccessKey(ctx, user(t, name))
		}},
		{operation: "CreateLoginProfile", plan: func(t *testing.T, name string) (api.Plan, error) {
			return c.IAM.CreatePassword(ctx, api.ConsolePasswordIn{IAMNamed: user(t, name)})
		}},
		{operation: "TagUser", plan: func(t *testing.T, name string) (api.Plan, error) {
			return c.IAM.Tag(ctx, "/iam/users/{name}", api.IAMTagsIn{IAMNamed: user(t, name), Body: api.IAMTagsRequest{Set: map[string]string{"team": "a"}}})
		}},
		{operation: "PutUserPolicy", plan: func(t *testing.T, name string) (api.Plan, error) {
			return c.IAM.PutInlinePolicy(ctx, "/iam/users/{name}", api.PutInlinePolicyIn{InlinePolicyIn: api.InlinePolicyIn{IAMNamed: user(t, name), PolicyName: "p"}, Body: api.IAMDocumentRequest{Document: raw(readBucket)}})
		}},
		{operation: "CreateGroup", plan: func(_ *testing.T, name string) (api.Plan, error) {
			return c.IAM.CreateGroup(ctx, api.CreateIAMGroupIn{Body: api.CreateIAMGroupRequest{GroupName: name}})
		}},
		{operation: "AddUserToGroup", plan: func(t *testing.T, name string) (api.Plan, error) {
			user(t, name)
			plan, err := c.IAM.CreateGroup(ctx, api.CreateIAMGroupIn{Body: api.CreateIAMGroupRequest{GroupName: name}})
			c.done(t, plan, err)
			return c.IAM.AddMember(ctx, api.GroupMemberIn{IAMNamed: api.IAMNamed{Name: name}, UserName: name})
		}},
		{operation: "CreateRole", plan: func(_ *testing.T, name string) (api.Plan, error) {
			return c.IAM.CreateRole(ctx, api.CreateIAMRoleIn{Body: api.CreateIAMRoleRequest{RoleName: name, TrustPolicy: raw(trustEC2)}})
		}},
		{operation: "PutRolePermissionsBoundary", plan: func(t *testing.T, name string) (api.Plan, error) {
			return c.IAM.SetBoundary(ctx, "/iam/roles/{name}", api.PermissionsBoundaryIn{IAMNamed: role(t, name), Body: api.PermissionsBoundaryRequest{PolicyArn: policy(t, name).PolicyArn}})
		}},
		{operation: "CreateInstanceProfile", plan: func(_ *testing.T, name string) (api.Plan, error) {
			return c.IAM.CreateInstanceProfile(ctx, api.CreateInstanceProfileIn{Body: api.CreateInstanceProfileRequest{InstanceProfileName: name}})
		}},
		{operation: "CreatePolicy", plan: func(_ *testing.T, name string) (api.Plan, error) {
			return c.IAM.CreatePolicy(ctx, api.CreateIAMPolicyIn{Body: api.CreateIAMPolicyRequest{PolicyName: name, Document: raw(readBucket)}})
		}},
		{operation: "CreatePolicyVersion", plan: func(t *testing.T, name string) (api.Plan, error) {
			return c.IAM.CreatePolicyVersion(ctx, api.CreateIAMPolicyVersionIn{IAMPolicyArn: policy(t, name), Body: api.CreateIAMPolicyVersionRequest{Document: raw(listBucket)}})
		}},
		{operation: "AttachRolePolicy", plan: func(t *testing.T, name string) (api.Plan, error) {
			role(t, name)
			return c.IAM.AttachPolicy(ctx, api.AttachPolicyIn{IAMPolicyArn: policy(t, name), Body: api.AttachPolicyRequest{PrincipalType: "role", PrincipalName: name}})
		}},
		{operation: "CreateAccountAlias", plan: func(t *testing.T, name string) (api.Plan, error) {
			if now, err := c.IAM.Account(ctx, api.OnAWS{}); err == nil && now.Alias != "" {
				plan, err := c.IAM.DeleteAlias(ctx, api.OnAWS{})
				c.done(t, plan, err)
			}
			return c.IAM.SetAlias(ctx, api.AccountAliasIn{Body: api.AccountAliasRequest{Alias: name}})
		}},
		{operation: "UpdateAccountPasswordPolicy", plan: func(_ *testing.T, name string) (api.Plan, error) {
			length := 8 + len(name)
			return c.IAM.SetPasswordPolicy(ctx, api.PasswordPolicyIn{Body: api.PasswordPolicyRequest{MinimumPasswordLength: &length}})
		}},
	}
}

// listBucket is a second version of the policies.
const listBucket = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::reports"}]}`

// centralWrites are one of each kind of plan for the organization and for IAM Identity
// Center.
func centralWrites(t *testing.T, c *cloud, org *orgfake.Fake, center *ssoadminfake.Fake) []planned {
	ctx := t.Context()
	return []planned{
		{operation: "CreatePolicy", plan: func(_ *testing.T, name string) (api.Plan, error) {
			return c.Organizations.CreatePolicy(ctx, api.CreateOrgPolicyIn{Body: api.CreateOrgPolicyRequest{Type: "SERVICE_CONTROL_POLICY", Name: name, Document: raw(orgfake.Full)}})
		}},
		{operation: "AttachPolicy", quiet: true, plan: func(_ *testing.T, name string) (api.Plan, error) {
			id := org.Make("SERVICE_CONTROL_POLICY", name, orgfake.Full)
			return c.Organizations.AttachPolicy(ctx, api.OrgAttachIn{OrgPolicyIn: api.OrgPolicyIn{PolicyID: id}, Body: api.OrgTargetRequest{TargetID: "222222222222"}})
		}},
		{operation: "CreatePermissionSet", plan: func(_ *testing.T, name string) (api.Plan, error) {
			return c.IdentityCenter.CreatePermissionSet(ctx, api.CreateICPermissionSetIn{Body: api.CreateICPermissionSetRequest{Name: name}})
		}},
		{operation: "CreateAccountAssignment", plan: func(_ *testing.T, name string) (api.Plan, error) {
			return c.IdentityCenter.Assign(ctx, api.ICAssignIn{Body: api.ICAssignRequest{
				PermissionSetID: center.Add(name).ID(), PrincipalType: "USER", PrincipalID: center.Person(name).ID, AccountIDs: []string{"222222222222"},
			}})
		}},
		{operation: "CreateUser", plan: func(_ *testing.T, name string) (api.Plan, error) {
			return c.IdentityCenter.CreateUser(ctx, api.CreateICUserIn{Body: api.ICUserRequest{UserName: name, DisplayName: &name, GivenName: &name, FamilyName: &name}})
		}},
		{operation: "CreateGroup", plan: func(_ *testing.T, name string) (api.Plan, error) {
			return c.IdentityCenter.CreateGroup(ctx, api.CreateICGroupIn{Body: api.ICGroupRequest{DisplayName: &name}})
		}},
		{operation: "CreateGroupMembership", plan: func(_ *testing.T, name string) (api.Plan, error) {
			return c.IdentityCenter.ChangeMembers(ctx, api.ICMembersIn{ICGroupIn: api.ICGroupIn{ID: center.Team(name).ID}, Body: api.ICMembersRequest{Add: []string{center.Person(name).ID}}})
		}},
	}
}

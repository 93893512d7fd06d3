package iam_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsiam "github.com/aws/aws-sdk-go-v2/service/iam"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/client"
)

// No list ends before its end, whatever AWS's own pages are.
func TestListsAreWhole(t *testing.T) {
	w, ctx := newWorld(t, testkit.NewSQLite(t)), t.Context()
	const n = 300
	group := "everybody"
	must(w.aws.CreateGroup(ctx, &awsiam.CreateGroupInput{GroupName: &group}))(t)
	for i := range n {
		name := fmt.Sprintf("user-%03d", i)
		w.user(name)
		must(w.aws.AddUserToGroup(ctx, &awsiam.AddUserToGroupInput{GroupName: &group, UserName: &name}))(t)
	}
	for _, limit := range []int{1, 50, 200} {
		seen, cursor, pieces := map[string]bool{}, "", 0
		for {
			piece := must(w.IAM.ListUsers(ctx, api.IAMUserListIn{Limit: limit, Cursor: cursor}))(t)
			for _, u := range piece.Items {
				if seen[u.UserName] {
					t.Fatalf("%s is there twice", u.UserName)
				}
				seen[u.UserName] = true
			}
			if pieces++; limit == 1 && pieces == 5 {
				break
			}
			if cursor = piece.NextCursor; cursor == "" {
				break
			}
		}
		if limit > 1 && len(seen) != n+1 { // and the administrator
			t.Errorf("in pieces of %d there are %d users", limit, len(seen))
		}
	}
	if got := must(w.IAM.GetGroup(ctx, named(group)))(t); len(got.Members) != n {
		t.Errorf("the group has %d members", len(got.Members))
	}
	plan := must(w.IAM.DeleteGroup(ctx, api.IAMForcedIn{IAMNamed: named(group), Force: true}))(t)
	if len(plan.Steps) != n+1 {
		t.Errorf("deleting the group takes %d steps", len(plan.Steps))
	}
}

func TestWhatAWSDoesNotTakeIsRefusedBefore(t *testing.T) {
	w, ctx := newWorld(t, testkit.NewSQLite(t)), t.Context()
	long := `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::` + strings.Repeat("x", 6200) + `"}]}`
	for name, err := range map[string]error{
		"name of a user":    second(w.IAM.CreateUser(ctx, api.CreateIAMUserIn{Body: api.CreateIAMUserRequest{UserName: "a b"}})),
		"long name":         second(w.IAM.CreateUser(ctx, api.CreateIAMUserIn{Body: api.CreateIAMUserRequest{UserName: strings.Repeat("a", 65)}})),
		"path":              second(w.IAM.CreateUser(ctx, api.CreateIAMUserIn{Body: api.CreateIAMUserRequest{UserName: "a", Path: "engineering"}})),
		"tag of AWS":        second(w.IAM.CreateUser(ctx, api.CreateIAMUserIn{Body: api.CreateIAMUserRequest{UserName: "a", Tags: map[string]string{"AWS:x": "y"}}})),
		"tags of one key":   second(w.IAM.CreateUser(ctx, api.CreateIAMUserIn{Body: api.CreateIAMUserRequest{UserName: "a", Tags: map[string]string{"Team": "y", "team": "z"}}})),
		"no document":       second(w.IAM.CreatePolicy(ctx, api.CreateIAMPolicyIn{Body: api.CreateIAMPolicyRequest{PolicyName: "p", Document: raw(`"{\"Version\":"`)}})),
		"long document":     second(w.IAM.CreatePolicy(ctx, api.CreateIAMPolicyIn{Body: api.CreateIAMPolicyRequest{PolicyName: "p", Document: raw(long)}})),
		"boundary":          second(w.IAM.SetBoundary(ctx, client.IAMUsers, api.PermissionsBoundaryIn{IAMNamed: named("a"), Body: api.PermissionsBoundaryRequest{PolicyArn: "arn:aws:s3:::x-y-z-1-2-3"}})),
		"session of a role": second(w.IAM.UpdateRole(ctx, api.UpdateIAMRoleIn{IAMNamed: named("a"), Body: api.UpdateIAMRoleRequest{MaxSessionDuration: 60}})),
		"alias":             second(w.IAM.SetAlias(ctx, api.AccountAliasIn{Body: api.AccountAliasRequest{Alias: "a--b"}})),
		"password policy":   second(w.IAM.SetPasswordPolicy(ctx, api.PasswordPolicyIn{Body: api.PasswordPolicyRequest{MinimumPasswordLength: aws.Int(5)}})),
		"nothing renamed":   second(w.IAM.UpdateUser(ctx, api.UpdateIAMUserIn{IAMNamed: named("a")})),
		"long name of role": second(w.IAM.DeleteRole(ctx, api.IAMForcedIn{IAMNamed: named(strings.Repeat("a", 65))})),
		"policy":            second(w.IAM.GetPolicy(ctx, api.IAMPolicyArn{PolicyArn: "arn:aws:iam::123:policy/xxxxxxxxxx"})),
	} {
		refused, ok := err.(*client.Error) //nolint:errorlint // the client gives it as it is
		if !ok || refused.Status != 422 {
			t.Errorf("%s: %v", name, err)
		}
	}
	if calls := w.wire.seen(); len(calls) != 0 {
		t.Errorf("AWS was asked %v", calls)
	}
}

func second[T any](_ T, err error) error { return err }

func TestPasswordPolicyKeepsWhatNobodyNamed(t *testing.T) {
	w, ctx := newWorld(t, testkit.NewSQLite(t)), t.Context()
	w.apply(must(w.IAM.SetPasswordPolicy(ctx, api.PasswordPolicyIn{Body: api.PasswordPolicyRequest{
		MinimumPasswordLength: aws.Int(14), RequireSymbols: aws.Bool(true), MaxPasswordAge: aws.Int(90), PasswordReusePrevention: aws.Int(5), AllowUsersToChangePassword: aws.Bool(true),
	}}))(t))
	plan := must(w.IAM.SetPasswordPolicy(ctx, api.PasswordPolicyIn{Body: api.PasswordPolicyRequest{RequireNumbers: aws.Bool(true)}}))(t)
	if plan.Summary[0] != "Digits are asked for: true instead of false." || !strings.Contains(string(plan.Steps[0].Input), `"MinimumPasswordLength":14`) {
		t.Errorf("%v, %s", plan.Summary, plan.Steps[0].Input)
	}
	w.apply(plan)
	got := must(w.IAM.PasswordPolicy(ctx, api.OnAWS{}))(t)
	want := api.IAMPasswordPolicy{
		Exists: true, MinimumPasswordLength: 14, RequireSymbols: true, RequireNumbers: true, AllowUsersToChangePassword: true,
		ExpirePasswords: true, MaxPasswordAge: 90, PasswordReusePrevention: 5,
	}
	if got.ExpirePasswords = true; got != want { // moto says that passwords do not end, whatever their age
		t.Errorf("%+v", got)
	}
	_, err := w.IAM.SetPasswordPolicy(ctx, api.PasswordPolicyIn{Body: api.PasswordPolicyRequest{RequireNumbers: aws.Bool(true)}})
	live.Refused(t, err, 409, "plan.nothing_to_do")
	w.apply(must(w.IAM.DeletePasswordPolicy(ctx, api.OnAWS{}))(t))
	if got := must(w.IAM.PasswordPolicy(ctx, api.OnAWS{}))(t); got.Exists {
		t.Errorf("%+v", got)
	}
}

func TestAccessKeysAreRotatedInSteps(t *testing.T) {
	w, ctx := newWorld(t, testkit.NewSQLite(t)), t.Context()
	w.user("ada")
	old := *must(w.aws.CreateAccessKey(ctx, &awsiam.CreateAccessKeyInput{UserName: aws.String("ada")}))(t).AccessKey.AccessKeyId
	step := func(step string) (api.Plan, error) {
		return w.IAM.RotateAccessKey(ctx, api.RotateAccessKeyIn{AccessKeyIn: api.AccessKeyIn{IAMNamed: named("ada"), AccessKeyID: old}, Body: api.RotateAccessKeyRequest{Step: step}})
	}
	for _, early := range []string{"deactivate", "delete"} {
		_, err := step(early)
		live.Refused(t, err, 409, "iam.rotation_order")
	}
	made := w.apply(must(step("create"))(t))
	_, err := step("create")
	live.Refused(t, err, 409, "iam.access_key_limit")
	w.apply(must(step("deactivate"))(t))
	w.apply(must(step("delete"))(t))
	keys := must(w.IAM.ListAccessKeys(ctx, named("ada")))(t).Items
	if len(keys) != 1 || keys[0].AccessKeyID != made.Secrets[0].Value || keys[0].Status != "Active" {
		t.Errorf("%+v, made %+v", keys, made)
	}
}

func TestNobodyDeletesTheUserOfTheCredential(t *testing.T) {
	w, ctx := newWorld(t, testkit.NewSQLite(t)), t.Context()
	_, err := w.IAM.DeleteUser(ctx, api.IAMForcedIn{IAMNamed: named("administrator"), Force: true})
	live.Refused(t, err, 409, "iam.own_credential")
}

func TestTheSixthVersionOfAPolicy(t *testing.T) {
	w, ctx := newWorld(t, testkit.NewSQLite(t)), t.Context()
	arn := w.policy("reader", readBucket)
	for range 4 {
		must(w.aws.CreatePolicyVersion(ctx, &awsiam.CreatePolicyVersionInput{PolicyArn: &arn, PolicyDocument: aws.String(readBucket)}))(t)
	}
	in := api.CreateIAMPolicyVersionIn{IAMPolicyArn: api.IAMPolicyArn{PolicyArn: arn}, Body: api.CreateIAMPolicyVersionRequest{Document: raw(writeBucket)}}
	_, err := w.IAM.CreatePolicyVersion(ctx, in)
	if refused := live.Refused(t, err, 409, "iam.version_limit"); !strings.Contains(refused.Detail, "deletes v2") { // v1 is in force
		t.Errorf("%q", refused.Detail)
	}
	in.Body.PruneOldest = true
	plan := must(w.IAM.CreatePolicyVersion(ctx, in))(t)
	if got := operations(plan); !slices.Equal(got, []string{"DeletePolicyVersion", "CreatePolicyVersion"}) {
		t.Errorf("steps %v", got)
	}
	if len(plan.Access.Grants) != 1 || plan.Access.Grants[0].Witness == nil || plan.Access.Grants[0].Witness.Action != "s3:PutObject" || len(plan.Access.Removes) != 0 {
		t.Errorf("access %+v", plan.Access)
	}
	w.apply(plan)
	var ids []string
	for _, v := range must(w.IAM.ListPolicyVersions(ctx, in.IAMPolicyArn))(t).Items {
		ids = append(ids, v.VersionID)
	}
	if !slices.Equal(ids, []string{"v6", "v5", "v4", "v3", "v1"}) {
		t.Errorf("versions %v", ids)
	}
}

func TestAccessThatAPlanGrantsAndRemoves(t *testing.T) {
	w, ctx := newWorld(t, testkit.NewSQLite(t)), t.Context()
	w.user("ada")
	put := func(document string) (api.Plan, error) {
		return w.IAM.PutInlinePolicy(ctx, client.IAMUsers, api.PutInlinePolicyIn{
			InlinePolicyIn: api.InlinePolicyIn{IAMNamed: named("ada"), PolicyName: "p"}, Body: api.IAMDocumentRequest{Document: raw(document)},
		})
	}
	first := must(put(writeBucket))(t)
	if len(first.Access.Grants) != 1 || len(first.Access.Removes) != 0 || first.Access.Grants[0].Subject != "the user ada" || !slices.Equal(first.Affected, []string{"arn:aws:iam::" + account + ":user/ada"}) {
		t.Errorf("%+v, affected %v", first.Access, first.Affected)
	}
	w.apply(first)
	// What another policy allows already is nothing new.
	arn := w.policy("reader", readBucket)
	attach := api.AttachPolicyIn{IAMPolicyArn: api.IAMPolicyArn{PolicyArn: arn}, Body: api.AttachPolicyRequest{PrincipalType: "user", PrincipalName: "ada"}}
	if plan := must(w.IAM.AttachPolicy(ctx, attach))(t); len(plan.Access.Grants)+len(plan.Access.Removes) != 0 {
		t.Errorf("attaching what she has grants %+v", plan.Access)
	}
	fewer := must(put(readBucket))(t)
	if len(fewer.Access.Removes) != 1 || fewer.Access.Removes[0].Witness.Action != "s3:PutObject" || len(fewer.Access.Grants) != 0 {
		t.Errorf("%+v", fewer.Access)
	}
	star := must(put(testkit.Everything))(t)
	if len(star.Findings) == 0 || star.Findings[0].Document != "p" {
		t.Errorf("findings %+v", star.Findings)
	}
	_, err := put(writeBucket)
	live.Refused(t, err, 409, "plan.nothing_to_do")
	// The text is sent as it is written.
	spaced := `"{\n  \"Version\": \"2012-10-17\", \"Statement\": []\n}"`
	if plan := must(put(spaced))(t); !strings.Contains(string(plan.Steps[0].Input), `\n  \"Version\": \"2012-10-17\"`) {
		t.Errorf("sends %s", plan.Steps[0].Input)
	}
}

// The addresses of the earlier system answer in its shape.
func TestBoundariesOfTheEarlierSystem(t *testing.T) {
	w, ctx := newWorld(t, testkit.NewSQLite(t)), t.Context()
	w.role("app")
	arn := w.policy("cap", readBucket)
	set := must(w.IAM.BoundarySet(ctx, api.BoundarySetIn{Body: api.BoundarySetRequest{ResourceType: "role", ResourceName: "app", BoundaryPolicyArn: arn}}))(t)
	if !set.Success || *set.BoundaryPolicyArn != arn || len(set.Plan.Access.Removes) != 1 {
		t.Errorf("%+v", set)
	}
	w.apply(set.Plan)
	if got := must(w.IAM.GetRole(ctx, named("app")))(t); got.PermissionsBoundaryArn != arn {
		t.Errorf("the role has %q", got.PermissionsBoundaryArn)
	}
	gone := must(w.IAM.BoundaryDelete(ctx, api.BoundaryDeleteIn{Body: api.BoundaryDeleteRequest{ResourceType: "role", ResourceName: "app"}}))(t)
	if !gone.Success || gone.BoundaryPolicyArn != nil || len(gone.Plan.Access.Grants) != 1 {
		t.Errorf("%+v", gone)
	}
	w.apply(gone.Plan)
	if got := must(w.IAM.GetRole(ctx, named("app")))(t); got.PermissionsBoundaryArn != "" {
		t.Errorf("the role has %q", got.PermissionsBoundaryArn)
	}
	w.user("ada")
	w.apply(must(w.IAM.SetBoundary(ctx, client.IAMUsers, api.PermissionsBoundaryIn{IAMNamed: named("ada"), Body: api.PermissionsBoundaryRequest{PolicyArn: arn}}))(t))
	_, err := w.IAM.DeletePolicy(ctx, api.DeleteIAMPolicyIn{IAMPolicyArn: api.IAMPolicyArn{PolicyArn: arn}, Force: true})
	if refused := live.Refused(t, err, 409, "iam.not_empty"); !strings.Contains(refused.Detail, "boundary of ada") {
		t.Errorf("%q", refused.Detail)
	}
	_, err = w.IAM.DeletePolicy(ctx, api.DeleteIAMPolicyIn{IAMPolicyArn: api.IAMPolicyArn{PolicyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess"}})
	live.Refused(t, err, 409, "iam.not_own_policy")
}

func TestStoredPoliciesAreDeployed(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		w, ctx := newWorld(t, d), t.Context()
		w.user("ada")
		text := "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [{ \"Effect\": \"Allow\", \"Action\": \"s3:GetObject\", \"Resource\": \"arn:aws:s3:::b/*\" }]\n}"
		quoted := fmt.Sprintf("%q", text)
		kept := must(w.Library.Store(ctx, api.StorePolicyIn{Body: api.StorePolicyRequest{Name: "reader", Document: raw(quoted)}}))(t)
		deploy := func(body api.DeployPolicyRequest) api.Plan {
			return must(w.Library.PlanDeployment(ctx, api.DeployPolicyIn{ID: kept.ID, Body: body}))(t)
		}
		apply := func(plan api.Plan) {
			t.Helper()
			done := must(w.Library.ApplyDeployment(ctx, api.ApplyPolicyIn{ID: kept.ID, Body: api.ApplyPolicyRequest{PlanID: plan.ID, Hash: plan.Hash}}))(t)
			if done.Plan.State != "applied" {
				t.Fatalf("%+v", done.Plan)
			}
		}
		made := deploy(api.DeployPolicyRequest{As: "managed", PolicyName: "reader"})
		if made.PolicyID != kept.ID || made.Steps[0].Operation != "iam:CreatePolicy" {
			t.Errorf("%+v", made)
		}
		apply(made)
		arn := api.IAMPolicyArn{PolicyArn: "arn:aws:iam::" + account + ":policy/reader"}
		if got := must(w.IAM.GetPolicy(ctx, arn))(t); got.Document != text {
			t.Errorf("AWS has %q, want %q", got.Document, text)
		}
		_, err := w.Library.PlanDeployment(ctx, api.DeployPolicyIn{ID: kept.ID, Body: api.DeployPolicyRequest{As: "managed", PolicyName: "reader"}})
		live.Refused(t, err, 409, "plan.nothing_to_do")
		must(w.Library.AddVersion(ctx, api.AddPolicyVersionIn{ID: kept.ID, Body: api.AddPolicyVersionRequest{Document: raw(writeBucket), Base: 1}}))(t)
		again := deploy(api.DeployPolicyRequest{As: "managed", PolicyName: "reader"})
		if again.Steps[0].Operation != "iam:CreatePolicyVersion" {
			t.Errorf("%+v", again.Steps)
		}
		apply(again)
		w.apply(must(w.Plans.Undo(ctx, api.ByID{ID: again.ID}))(t))
		if got := must(w.IAM.GetPolicy(ctx, arn))(t); got.Document != text || len(got.Versions) != 1 {
			t.Errorf("taken back, AWS has %+v", got)
		}
		inline := deploy(api.DeployPolicyRequest{As: "inline", Version: 1, PolicyName: "reader", PrincipalType: "user", PrincipalName: "ada"})
		apply(inline)
		if got := must(w.IAM.GetInlinePolicy(ctx, client.IAMUsers, api.InlinePolicyIn{IAMNamed: named("ada"), PolicyName: "reader"}))(t); got.Document != text {
			t.Errorf("inline is %q", got.Document)
		}
		other := must(w.IAM.CreateGroup(ctx, api.CreateIAMGroupIn{Body: api.CreateIAMGroupRequest{GroupName: "g"}}))(t)
		_, err = w.Library.ApplyDeployment(ctx, api.ApplyPolicyIn{ID: kept.ID, Body: api.ApplyPolicyRequest{PlanID: other.ID, Hash: other.Hash}})
		live.Refused(t, err, 404, "plan.not_found")
	})
}

func TestTheAccountAndItsReport(t *testing.T) {
	w, ctx := newWorld(t, testkit.NewSQLite(t)), t.Context()
	w.user("ada")
	got := must(w.IAM.Account(ctx, api.OnAWS{}))(t)
	if got.AccountID != account || got.Summary["Users"] != 2 {
		t.Errorf("%+v", got)
	}
	report := must(w.IAM.CredentialReport(ctx, api.OnAWS{}))(t)
	for range 5 {
		if report.State == "ready" {
			break
		}
		report = must(w.IAM.CredentialReport(ctx, api.OnAWS{}))(t)
	}
	if report.State != "ready" || !slices.ContainsFunc(report.Rows, func(r map[string]string) bool { return r["user"] == "ada" && r["arn"] != "" }) {
		t.Errorf("%+v", report)
	}
}

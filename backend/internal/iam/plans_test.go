package iam_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsiam "github.com/aws/aws-sdk-go-v2/service/iam"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

func TestAPlanChangesNothingUntilItIsAppliedByItsHash(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		w, ctx := newWorld(t, d), t.Context()
		plan := must(w.IAM.CreateUser(ctx, api.CreateIAMUserIn{Body: api.CreateIAMUserRequest{UserName: "ada", Path: "/math/", Tags: map[string]string{"team": "analysts"}}}))(t)
		if plan.State != "planned" || plan.AccountID != account || len(plan.Hash) != 64 || len(plan.Steps) != 1 || plan.CreatedBy != w.Email {
			t.Fatalf("%+v", plan)
		}
		if got, want := string(plan.Steps[0].Input), `{"Path":"/math/","Tags":[{"Key":"team","Value":"analysts"}],"UserName":"ada"}`; got != want {
			t.Errorf("the step sends %s, want %s", got, want)
		}
		if plan.Steps[0].Target != "arn:aws:iam::"+account+":user/math/ada" || !plan.Steps[0].Reversible || plan.Steps[0].State != "pending" {
			t.Errorf("%+v", plan.Steps[0])
		}
		if life := plan.ExpiresAt.Sub(plan.CreatedAt); life != 30*time.Minute {
			t.Errorf("it lives %s", life)
		}
		if w.wire.count("CreateUser") != 0 {
			t.Error("planning has made the user")
		}
		other := plan
		other.Hash = strings.Repeat("0", 64)
		_, err := w.try(other)
		live.Refused(t, err, 409, "plan.other_hash")
		if w.wire.count("CreateUser") != 0 {
			t.Error("a wrong hash has made the user")
		}
		done := w.apply(plan)
		if done.Plan.AppliedAt == nil || done.Plan.Steps[0].State != "done" || len(done.Secrets) != 0 {
			t.Errorf("%+v", done)
		}
		got := must(w.aws.GetUser(ctx, &awsiam.GetUserInput{UserName: aws.String("ada")}))(t)
		if *got.User.Path != "/math/" || len(got.User.Tags) != 1 {
			t.Errorf("AWS has %+v", got.User)
		}
		_, err = w.try(plan)
		live.Refused(t, err, 409, "plan.over")
		if w.wire.count("CreateUser") != 1 {
			t.Errorf("CreateUser was sent %d times", w.wire.count("CreateUser"))
		}

		back := must(w.Plans.Undo(ctx, api.ByID{ID: plan.ID}))(t)
		if back.UndoOf != plan.ID || !slices.Equal(operations(back), []string{"DeleteUser"}) {
			t.Errorf("%+v", back)
		}
		w.apply(back)
		if _, err := w.aws.GetUser(ctx, &awsiam.GetUserInput{UserName: aws.String("ada")}); err == nil {
			t.Error("the user is there still")
		}
		list := must(w.Plans.List(ctx, api.PlanListIn{}))(t)
		if len(list.Items) != 2 || list.Items[0].ID != back.ID || list.Items[1].State != "applied" || list.Items[1].Steps != 1 {
			t.Errorf("%+v", list)
		}
		first := must(w.Plans.List(ctx, api.PlanListIn{Page: api.Page{Limit: 1}}))(t)
		if second := must(w.Plans.List(ctx, api.PlanListIn{Page: api.Page{Limit: 1, Cursor: first.NextCursor}}))(t); second.Items[0].ID != plan.ID || second.NextCursor != "" {
			t.Errorf("the second piece is %+v", second)
		}
		audit := must(w.Audit.List(ctx, api.AuditListIn{Page: api.Page{Limit: 200}}))(t)
		var actions []string
		for _, r := range slices.Backward(audit.Items) {
			if strings.HasPrefix(r.Action, "plans.") || r.Action == "aws.iam:CreateUser" {
				actions = append(actions, r.Action)
			}
		}
		if want := []string{"plans.planned", "plans.apply_began", "plans.step_began", "aws.iam:CreateUser", "plans.applied"}; len(actions) < 5 || !slices.Equal(actions[:5], want) {
			t.Errorf("the audit log says %v, want %v", actions, want)
		}
	})
}

func TestDriftIsRefusedAndNamed(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		w, ctx := newWorld(t, d), t.Context()
		w.user("ada")
		arn := w.policy("reader", readBucket)
		plan := must(w.IAM.AttachPolicy(ctx, api.AttachPolicyIn{IAMPolicyArn: api.IAMPolicyArn{PolicyArn: arn}, Body: api.AttachPolicyRequest{PrincipalType: "user", PrincipalName: "ada"}}))(t)
		// Meanwhile somebody else changes what the policy says.
		must(w.aws.CreatePolicyVersion(ctx, &awsiam.CreatePolicyVersionInput{PolicyArn: &arn, PolicyDocument: aws.String(writeBucket), SetAsDefault: true}))(t)
		_, err := w.try(plan)
		refused := live.Refused(t, err, 409, "plan.drift")
		if !strings.Contains(refused.Detail, "document is not the same") || !strings.Contains(refused.Detail, "default_version") || !strings.Contains(refused.Detail, arn) {
			t.Errorf("the drift is told as %q", refused.Detail)
		}
		if w.wire.count("AttachUserPolicy") != 0 {
			t.Error("it was attached all the same")
		}
		if now := must(w.Plans.Get(ctx, api.ByID{ID: plan.ID}))(t); now.State != "planned" {
			t.Errorf("the plan is %s", now.State)
		}
	})
}

// everythingOn hangs one of everything on a user.
func everythingOn(w *world, name, arn string) {
	w.t.Helper()
	ctx, t := w.t.Context(), w.t
	w.user(name)
	must(w.aws.CreateAccessKey(ctx, &awsiam.CreateAccessKeyInput{UserName: &name}))(t)
	must(w.aws.CreateLoginProfile(ctx, &awsiam.CreateLoginProfileInput{UserName: &name, Password: aws.String("Quiet-Harbour-77")}))(t)
	device := must(w.aws.CreateVirtualMFADevice(ctx, &awsiam.CreateVirtualMFADeviceInput{VirtualMFADeviceName: &name}))(t)
	must(w.aws.EnableMFADevice(ctx, &awsiam.EnableMFADeviceInput{UserName: &name, SerialNumber: device.VirtualMFADevice.SerialNumber, AuthenticationCode1: aws.String("123456"), AuthenticationCode2: aws.String("654321")}))(t)
	must(w.aws.UploadSSHPublicKey(ctx, &awsiam.UploadSSHPublicKeyInput{UserName: &name, SSHPublicKeyBody: aws.String("ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQ " + name)}))(t)
	must(w.aws.UploadSigningCertificate(ctx, &awsiam.UploadSigningCertificateInput{UserName: &name, CertificateBody: aws.String(certificate(t))}))(t)
	w.wire.mu.Lock()
	w.wire.services[name] = []string{"ACCAEXAMPLE123456789"}
	w.wire.mu.Unlock()
	group := name + "s"
	must(w.aws.CreateGroup(ctx, &awsiam.CreateGroupInput{GroupName: &group}))(t)
	must(w.aws.AddUserToGroup(ctx, &awsiam.AddUserToGroupInput{GroupName: &group, UserName: &name}))(t)
	must(w.aws.PutUserPolicy(ctx, &awsiam.PutUserPolicyInput{UserName: &name, PolicyName: aws.String("inline"), PolicyDocument: aws.String(writeBucket)}))(t)
	must(w.aws.AttachUserPolicy(ctx, &awsiam.AttachUserPolicyInput{UserName: &name, PolicyArn: &arn}))(t)
	must(w.aws.TagUser(ctx, &awsiam.TagUserInput{UserName: &name, Tags: tags("team", "x")}))(t)
}

func TestForcedDeletionListsAllThatGoesFirst(t *testing.T) {
	w, ctx := newWorld(t, testkit.NewSQLite(t)), t.Context()
	everythingOn(w, "ada", w.policy("reader", readBucket))
	_, err := w.IAM.DeleteUser(ctx, api.IAMForcedIn{IAMNamed: named("ada")})
	if refused := live.Refused(t, err, 409, "iam.not_empty"); !strings.Contains(refused.Detail, "10 things") {
		t.Errorf("told as %q", refused.Detail)
	}
	plan := must(w.IAM.DeleteUser(ctx, api.IAMForcedIn{IAMNamed: named("ada"), Force: true}))(t)
	if got, want := operations(plan), []string{
		"DeleteAccessKey", "DeleteLoginProfile", "DeactivateMFADevice", "DeleteVirtualMFADevice", "DeleteSSHPublicKey", "DeleteSigningCertificate",
		"DeleteServiceSpecificCredential", "RemoveUserFromGroup", "DeleteUserPolicy", "DetachUserPolicy", "DeleteUser",
	}; !slices.Equal(got, want) {
		t.Errorf("the steps are %v, want %v", got, want)
	}
	warned := strings.Join(plan.Warnings, "\n")
	for _, lasting := range []string{"Step 1 cannot be taken back", "Step 2 cannot", "Step 3 cannot", "Step 4 cannot", "Step 7 cannot"} {
		if !strings.Contains(warned, lasting) {
			t.Errorf("no warning %q in:\n%s", lasting, warned)
		}
	}
	if len(plan.Access.Removes) != 1 || plan.Access.Removes[0].Witness == nil || len(plan.Access.Grants) != 0 {
		t.Errorf("access: %+v", plan.Access)
	}
	w.apply(plan)
	if _, err := w.aws.GetUser(ctx, &awsiam.GetUserInput{UserName: aws.String("ada")}); err == nil {
		t.Error("the user is there still")
	}
	// What can be taken back comes back.
	w.apply(must(w.Plans.Undo(ctx, api.ByID{ID: plan.ID}))(t))
	again := must(w.IAM.GetUser(ctx, api.IAMUserIn{UserName: "ada"}))(t)
	if !slices.Equal(again.Groups, []string{"adas"}) || !slices.Equal(again.InlinePolicies, []string{"inline"}) || len(again.AttachedPolicies) != 1 ||
		again.Tags["team"] != "x" || len(again.AccessKeys) != 0 || again.HasConsolePassword {
		t.Errorf("the user is again %+v", again)
	}
}

// The answer to each step in turn is lost, as when the network or the server breaks;
// the plan then goes on where it was.
func TestForcedDeletionGoesOnWhereItWasBroken(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		w, ctx := newWorld(t, d), t.Context()
		arn := w.policy("reader", readBucket)
		const steps = 11
		for n := 1; n <= steps; n++ {
			for _, how := range []verb{lose, drop} {
				if d.Dialect == testkit.Postgres && (n%5 != 1 || how == drop) {
					continue // what differs there is how steps are kept
				}
				name := "user" + string(rune('a'+n)) + map[verb]string{lose: "lost", drop: "dropped"}[how]
				everythingOn(w, name, arn)
				plan := must(w.IAM.DeleteUser(ctx, api.IAMForcedIn{IAMNamed: named(name), Force: true}))(t)
				if len(plan.Steps) != steps {
					t.Fatalf("%d steps", len(plan.Steps))
				}
				w.wire.set(func(action string, write int) verb {
					if write == n {
						return how
					}
					return pass
				})
				broken := must(w.try(plan))(t)
				w.wire.set(nil)
				if broken.Plan.State != "failed_partially" || broken.Plan.Error == "" || broken.Plan.Steps[n-1].State != "started" {
					t.Fatalf("broken at step %d: %s, step %+v", n, broken.Plan.State, broken.Plan.Steps[n-1])
				}
				for i, s := range broken.Plan.Steps {
					if want := map[bool]string{true: "done", false: "pending"}[i < n-1]; i != n-1 && s.State != want {
						t.Errorf("broken at step %d: step %d is %s", n, i+1, s.State)
					}
				}
				w.apply(plan)
				if _, err := w.aws.GetUser(ctx, &awsiam.GetUserInput{UserName: &name}); err == nil {
					t.Errorf("broken at step %d: the user is there still", n)
				}
			}
		}
	})
}

func TestRefusedHalfWayThePlanSaysWhatIsDone(t *testing.T) {
	w, ctx := newWorld(t, testkit.NewSQLite(t)), t.Context()
	everythingOn(w, "ada", w.policy("reader", readBucket))
	plan := must(w.IAM.DeleteUser(ctx, api.IAMForcedIn{IAMNamed: named("ada"), Force: true}))(t)
	w.wire.set(func(action string, _ int) verb {
		if action == "DeleteUserPolicy" {
			return refuse
		}
		return pass
	})
	half := must(w.try(plan))(t)
	if half.Plan.State != "failed_partially" || !strings.Contains(half.Plan.Error, "lacks the permission iam:DeleteUserPolicy") {
		t.Errorf("%s: %s", half.Plan.State, half.Plan.Error)
	}
	if s := half.Plan.Steps[8]; s.State != "failed" || s.Error == "" || half.Plan.Steps[7].State != "done" || half.Plan.Steps[9].State != "pending" {
		t.Errorf("%+v", half.Plan.Steps)
	}
	// What is done can be taken back, or the rest done once the permission is there.
	back := must(w.Plans.Undo(ctx, api.ByID{ID: plan.ID}))(t)
	if got := operations(back); !slices.Equal(got, []string{"AddUserToGroup", "UploadSigningCertificate", "UploadSSHPublicKey"}) {
		t.Errorf("it is taken back by %v", got)
	}
	w.wire.set(nil)
	w.apply(plan)
}

// A server hangs in the middle of a plan: nobody else gets in while it may be alive,
// somebody else goes on when it is not, and the first one changes the plan no more.
func TestOneOfTwoAppliesWins(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		w, ctx := newWorld(t, d), t.Context()
		w.user("ada")
		plan := must(w.IAM.CreateAccessKey(ctx, named("ada")))(t)
		arrived, release := make(chan struct{}), make(chan struct{})
		w.wire.set(func(action string, _ int) verb {
			if action == "CreateAccessKey" {
				close(arrived)
				<-release
			}
			return pass
		})
		first := make(chan api.AppliedPlan, 1)
		go func() {
			done, err := w.try(plan)
			if err != nil {
				t.Errorf("the first one: %v", err)
			}
			first <- done
		}()
		<-arrived
		_, err := w.try(plan)
		live.Refused(t, err, 409, "plan.busy")
		w.server.DB.Exec(t, `update plans set lease_until = ? where id = ?`, time.Now().UTC().Add(-time.Second).Truncate(time.Microsecond), plan.ID)
		w.wire.set(nil)
		second := w.apply(plan)
		if len(second.Secrets) != 2 || w.wire.count("CreateAccessKey") != 2 { // the first one had not reached AWS
			t.Errorf("the second one has %d secrets after %d calls", len(second.Secrets), w.wire.count("CreateAccessKey"))
		}
		close(release)
		// The first one made a key after all: nobody else has its secret, so it is answered.
		if late := <-first; len(late.Secrets) != 2 || late.Secrets[0] == second.Secrets[0] || late.Plan.State != "applied" {
			t.Errorf("the first one has %d secrets of a plan that is %s", len(late.Secrets), late.Plan.State)
		}
	})
}

// The key was made, and its secret was in the answer that never came.
func TestAKeyWhoseSecretIsLostIsNotMadeTwice(t *testing.T) {
	w, ctx := newWorld(t, testkit.NewSQLite(t)), t.Context()
	w.user("ada")
	plan := must(w.IAM.CreateAccessKey(ctx, named("ada")))(t)
	w.wire.set(func(action string, _ int) verb { return map[bool]verb{true: lose}[action == "CreateAccessKey"] })
	if broken := must(w.try(plan))(t); broken.Plan.State != "failed_partially" {
		t.Errorf("it is %s", broken.Plan.State)
	}
	w.wire.set(nil)
	done := w.apply(plan)
	keys := must(w.IAM.ListAccessKeys(ctx, named("ada")))(t).Items
	if len(keys) != 1 || len(done.Secrets) != 0 || !strings.Contains(done.Plan.Steps[0].Note, keys[0].AccessKeyID) {
		t.Fatalf("keys %+v, note %q", keys, done.Plan.Steps[0].Note)
	}
	w.apply(must(w.Plans.Undo(ctx, api.ByID{ID: plan.ID}))(t))
	if keys := must(w.IAM.ListAccessKeys(ctx, named("ada")))(t).Items; len(keys) != 0 {
		t.Errorf("keys %+v", keys)
	}
}

func TestAPlanEndsAndIsNotChangedInTheDatabase(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		w, ctx := newWorld(t, d), t.Context()
		plan := must(w.IAM.CreateUser(ctx, api.CreateIAMUserIn{Body: api.CreateIAMUserRequest{UserName: "ada"}}))(t)
		w.server.DB.Exec(t, `update plan_steps set input = '{"UserName":"eve"}' where plan_id = ?`, plan.ID)
		_, err := w.try(plan)
		live.Refused(t, err, 409, "plan.other_hash")
		w.server.DB.Exec(t, `update plans set expires_at = ? where id = ?`, time.Now().UTC().Add(-time.Second).Truncate(time.Microsecond), plan.ID)
		if got := must(w.Plans.Get(ctx, api.ByID{ID: plan.ID}))(t); got.State != "expired" {
			t.Errorf("it is %s", got.State)
		}
		_, err = w.try(plan)
		live.Refused(t, err, 409, "plan.expired")
		if w.wire.count("CreateUser") != 0 {
			t.Error("AWS was asked")
		}
	})
}

func TestWhoMayPlanAndWhoMayApply(t *testing.T) {
	w, ctx := newWorld(t, testkit.NewSQLite(t)), t.Context()
	operator := w.server.Seed(t, "operator@example.com")
	w.server.Join(t, operator, w.Workspace, "operator")
	as := operator.InWorkspace(w.Workspace)
	plan := must(as.IAM.CreateUser(ctx, api.CreateIAMUserIn{Body: api.CreateIAMUserRequest{UserName: "ada"}}))(t)
	_, err := as.Plans.Apply(ctx, api.ApplyPlanIn{ID: plan.ID, Body: api.ApplyPlanRequest{Hash: plan.Hash}})
	live.Refused(t, err, 403, "access.forbidden")
	if plan.CreatedBy != operator.Email {
		t.Errorf("planned by %s", plan.CreatedBy)
	}
	w.apply(plan)
}

func TestACredentialOfAnotherAccountOrWithoutPermission(t *testing.T) {
	w, ctx := newWorld(t, testkit.NewSQLite(t)), t.Context()
	reader := w.credential("Read only", w.cloud.User(t, "reader", testkit.Allow("iam:Get*", "iam:List*")))
	on := api.OnAWS{CredentialID: reader}
	plan := must(w.IAM.CreateUser(ctx, api.CreateIAMUserIn{OnAWS: on, Body: api.CreateIAMUserRequest{UserName: "ada"}}))(t)
	_, err := w.try(plan)
	refused := live.Refused(t, err, 502, "aws.refused")
	if !strings.Contains(refused.Detail, "lacks the permission iam:CreateUser") || refused.AWS == nil || refused.AWS.Code != "AccessDenied" {
		t.Errorf("%q, %+v", refused.Detail, refused.AWS)
	}
	if got := must(w.Plans.Get(ctx, api.ByID{ID: plan.ID}))(t); got.State != "failed" || !strings.Contains(got.Error, "iam:CreateUser") || got.Steps[0].State != "failed" {
		t.Errorf("%+v", got)
	}
	blind := w.credential("Blind", w.cloud.User(t, "blind", testkit.Allow("s3:ListAllMyBuckets")))
	_, err = w.IAM.CreateUser(ctx, api.CreateIAMUserIn{OnAWS: api.OnAWS{CredentialID: blind}, Body: api.CreateIAMUserRequest{UserName: "ada"}})
	if refused := live.Refused(t, err, 502, "aws.refused"); !strings.Contains(refused.Detail, "lacks the permission iam:GetUser") {
		t.Errorf("%q", refused.Detail)
	}
	_, err = w.IAM.ListGroups(ctx, api.IAMPage{OnAWS: api.OnAWS{CredentialID: blind}})
	if refused := live.Refused(t, err, 502, "aws.refused"); !strings.Contains(refused.Detail, "lacks the permission iam:ListGroups") {
		t.Errorf("%q", refused.Detail)
	}
}

// Secrets are in one answer, and nowhere in the database.
func TestSecretsAreAnsweredOnce(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		w, ctx := newWorld(t, d), t.Context()
		w.user("ada")
		key := must(w.IAM.CreateAccessKey(ctx, named("ada")))(t)
		password := must(w.IAM.CreatePassword(ctx, api.ConsolePasswordIn{IAMNamed: named("ada")}))(t)
		if got, want := string(password.Steps[0].Input), `{"PasswordResetRequired":true,"UserName":"ada"}`; got != want {
			t.Errorf("the step shows %s, want %s", got, want)
		}
		made := map[string]string{}
		for _, s := range slices.Concat(w.apply(key).Secrets, w.apply(password).Secrets) {
			made[s.Name] = s.Value
		}
		if len(made["secret_access_key"]) < 20 || len(made["password"]) != 32 || !strings.HasPrefix(made["access_key_id"], "AKIA") {
			t.Fatalf("secrets %v", made)
		}
		if !strings.ContainsAny(made["password"], "!@#$%^&*()_+-=[]{}") || !strings.ContainsAny(made["password"], "23456789") {
			t.Error("the password is too plain")
		}
		// The key works.
		if _, err := iamAt(w.cloud.Endpoint, testkit.Key{ID: made["access_key_id"], Secret: made["secret_access_key"]}).GetUser(ctx, &awsiam.GetUserInput{}); err == nil || !strings.Contains(err.Error(), "AccessDenied") {
			t.Errorf("with the key: %v", err)
		}
		dump := string(d.Dump(t))
		for _, name := range []string{"secret_access_key", "password"} {
			if strings.Contains(dump, made[name]) {
				t.Errorf("the %s is in the database", name)
			}
		}
		if !strings.Contains(dump, made["access_key_id"]) {
			t.Error("the id of the key is not in the database either, so the search proves nothing")
		}
	})
}

// A policy that is made and attached by one plan tells what changes for each of those
// whom it is attached to, and is refused as a whole when one of them is not there.
func TestANewPolicyIsAttachedAtOnce(t *testing.T) {
	w, ctx := newWorld(t, testkit.NewSQLite(t)), t.Context()
	w.role("app")
	ask := func(names ...string) (api.Plan, error) {
		var to []api.AttachPolicyRequest
		for _, name := range names {
			to = append(to, api.AttachPolicyRequest{PrincipalType: "role", PrincipalName: name})
		}
		return w.IAM.CreatePolicy(ctx, api.CreateIAMPolicyIn{Body: api.CreateIAMPolicyRequest{
			PolicyName: "sender", Document: []byte(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"*"}]}`), AttachTo: to,
		}})
	}
	_, err := ask("app", "nobody")
	live.Refused(t, err, 404, "iam.not_found")
	plan := must(ask("app", "app"))(t)
	if len(plan.Steps) != 2 || plan.Steps[1].Operation != "iam:AttachRolePolicy" || len(plan.Access.Grants) != 1 || len(plan.Affected) != 1 || !strings.HasSuffix(plan.Affected[0], ":role/app") {
		t.Errorf("%+v", plan)
	}
	applied := must(w.Plans.Apply(ctx, api.ApplyPlanIn{ID: plan.ID, Body: api.ApplyPlanRequest{Hash: plan.Hash}}))(t)
	if role := must(w.IAM.GetRole(ctx, named("app")))(t); applied.Plan.State != "applied" || len(role.AttachedPolicies) != 1 || !strings.HasSuffix(role.AttachedPolicies[0].Arn, ":policy/sender") {
		t.Errorf("%+v %+v", applied.Plan, role.AttachedPolicies)
	}
}

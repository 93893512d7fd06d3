package accountaudit_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/client"
)

// reading is what an audit asks for, all of it.
var reading = []string{
	"iam:GetAccountAuthorizationDetails", "iam:GenerateCredentialReport", "iam:GetCredentialReport", "iam:GetAccountSummary", "iam:GetAccountPasswordPolicy",
	"iam:ListVirtualMFADevices", "iam:ListMFADevices", "iam:ListSAMLProviders", "iam:ListOpenIDConnectProviders", "iam:ListServerCertificates",
}

// auditor adds the key of a user who may do the actions as a credential.
func auditor(t *testing.T, emulator *testkit.AWS, p *live.Person, name string, actions ...string) int64 {
	t.Helper()
	key := emulator.User(t, name, testkit.Allow(actions...))
	c, err := p.Vault.Add(t.Context(), api.AddCredentialIn{Body: api.AddCredentialRequest{Label: name, AccessKeyID: key.ID, SecretAccessKey: key.Secret}})
	if err != nil {
		t.Fatal(err)
	}
	return c.ID
}

// audited runs an audit to its end and gives all of it.
func audited(t *testing.T, p *live.Person, credential int64) api.AccountAudit {
	t.Helper()
	job, err := p.AccountAudits.Start(t.Context(), api.StartAccountAuditIn{CredentialID: credential})
	if err != nil {
		t.Fatal(err)
	}
	job, err = client.FollowJob(t.Context(), p.Client, job.ID, func(api.Job) error { return nil })
	if err != nil || job.State != api.JobSucceeded {
		t.Fatalf("the job ended as %+v %+v, %v", job, job.Error, err)
	}
	list, err := p.AccountAudits.List(t.Context(), api.AccountAuditListIn{})
	if err != nil || len(list.Items) == 0 || list.Items[0].JobID != job.ID {
		t.Fatalf("listed %+v, %v", list, err)
	}
	out, err := p.AccountAudits.Get(t.Context(), api.AccountAuditIn{ID: list.Items[0].ID, Page: api.Page{Limit: 200}})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// found gives the finding of a check about a resource.
func found(a *api.AccountAudit, code, resource string) *api.AuditFinding {
	i := slices.IndexFunc(a.Items, func(f api.AuditFinding) bool { return f.Code == code && strings.HasSuffix(f.Resource, resource) })
	if i < 0 {
		return nil
	}
	return &a.Items[i]
}

func TestAnAccountIsAuditedAndCompared(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		emulator := testkit.StartAWS(t)
		ctx, account := t.Context(), emulator.IAM()
		s := live.Start(t, d, func(c *server.Config) { c.AWSEndpointURL = emulator.Endpoint })
		p := s.Seed(t, "p@example.com")
		credential := auditor(t, emulator, p, "auditor", reading...)
		must := func(_ any, err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		must(account.CreateGroup(ctx, &iam.CreateGroupInput{GroupName: aws.String("empty")}))
		must(account.CreateRole(ctx, &iam.CreateRoleInput{RoleName: aws.String("open"), AssumeRolePolicyDocument: aws.String(
			`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}`)}))
		must(account.CreateUser(ctx, &iam.CreateUserInput{UserName: aws.String("console")}))
		must(account.CreateLoginProfile(ctx, &iam.CreateLoginProfileInput{UserName: aws.String("console"), Password: aws.String("Quiet-Harbour-77")}))
		must(account.CreatePolicy(ctx, &iam.CreatePolicyInput{PolicyName: aws.String("spare"), PolicyDocument: aws.String(testkit.Allow("s3:GetObject"))}))

		first := audited(t, p, credential)
		for code, resource := range map[string]string{
			"GROUP_EMPTY": ":group/empty", "TRUST_PUBLIC": ":role/open", "USER_NO_MFA": ":user/console", "ADMIN_PRINCIPAL": ":user/administrator",
			"POLICY_UNATTACHED": ":policy/spare", "POLICY_INLINE": ":user/auditor", "PASSWORD_POLICY_NONE": ":root",
		} {
			f := found(&first, code, resource)
			if f == nil {
				t.Errorf("%s on %s was not found", code, resource)
			} else if f.State != "new" || f.Title == "" || f.Why == "" || f.Fix.Text == "" || len(f.Evidence) == 0 || f.Exception != nil {
				t.Errorf("%s: %+v", code, f)
			}
		}
		if first.PreviousID != nil || first.Users != 3 || first.Findings.Critical == 0 || first.New != len(first.Items) {
			t.Errorf("the first audit: %+v", first.AccountAuditSummary)
		}
		for _, c := range first.Checks {
			if !c.Checked {
				t.Errorf("%s was not checked: %+v", c.Code, c.Missing)
			}
		}

		// What it has read is kept, sealed, and can be asked about.
		kept, err := p.AccountAudits.Snapshots(ctx, api.AccountSnapshotListIn{AccountID: first.AccountID})
		if err != nil || len(kept.Items) != 1 || kept.Items[0].AuditID != first.ID || kept.Items[0].Users != 3 || kept.Items[0].Size == 0 {
			t.Fatalf("%+v, %v", kept, err)
		}
		can, err := p.Policies.WhoCan(ctx, api.WhoCanIn{Body: api.WhoCanRequest{Action: "iam:CreateUser", SnapshotID: kept.Items[0].ID}})
		if err != nil || len(can.Allowed) != 1 || !strings.HasSuffix(can.Allowed[0].PrincipalARN, ":user/administrator") {
			t.Errorf("of the snapshot: %+v, %v", can, err)
		}
		stranger := s.Seed(t, "stranger@example.com")
		_, err = stranger.Policies.WhoCan(ctx, api.WhoCanIn{Body: api.WhoCanRequest{Action: "iam:CreateUser", SnapshotID: kept.Items[0].ID}})
		live.Refused(t, err, 404, "accountaudit.no_snapshot")
		// An exception is shown with its finding, and ends by itself.
		exception, err := p.AccountAudits.Except(ctx, api.ExceptFindingIn{Body: api.ExceptFindingRequest{
			AccountID: first.AccountID, Code: "GROUP_EMPTY", Resource: found(&first, "GROUP_EMPTY", "empty").Resource, Reason: "It is for the next team", ExpiresAt: time.Now().Add(time.Hour),
		}})
		if err != nil {
			t.Fatal(err)
		}
		// What is mended is fixed, what is new is new.
		must(account.UpdateAssumeRolePolicy(ctx, &iam.UpdateAssumeRolePolicyInput{RoleName: aws.String("open"), PolicyDocument: aws.String(found(&first, "TRUST_PUBLIC", "open").Fix.Document)}))
		must(account.CreateGroup(ctx, &iam.CreateGroupInput{GroupName: aws.String("another")}))
		second := audited(t, p, credential)
		if kept, err = p.AccountAudits.Snapshots(ctx, api.AccountSnapshotListIn{}); err != nil || len(kept.Items) != 2 {
			t.Fatalf("%+v, %v", kept, err)
		}
		var both api.CompareSnapshotsIn
		both.Body.BeforeID, both.Body.AfterID = kept.Items[1].ID, kept.Items[0].ID
		diff, err := p.AccountAudits.CompareSnapshots(ctx, both)
		if err != nil || len(diff.Groups.Added) != 1 || len(diff.Principals.Changed) != 1 || len(diff.Exposures.Removed) != 1 {
			t.Errorf("%+v, %v", diff, err)
		}
		_, err = stranger.AccountAudits.CompareSnapshots(ctx, both)
		live.Refused(t, err, 404, "accountaudit.no_snapshot")
		if err := p.AccountAudits.ForgetSnapshot(ctx, api.ByID{ID: kept.Items[1].ID}); err != nil {
			t.Error(err)
		}
		for _, want := range []struct{ code, resource, state string }{
			{"TRUST_PUBLIC", ":role/open", "fixed"}, {"GROUP_EMPTY", ":group/another", "new"}, {"GROUP_EMPTY", ":group/empty", "unchanged"},
		} {
			if f := found(&second, want.code, want.resource); f == nil || f.State != want.state {
				t.Errorf("%+v: %+v", want, f)
			}
		}
		if second.PreviousID == nil || *second.PreviousID != first.ID || second.Fixed == 0 || second.New != 1 || second.Excepted != 1 {
			t.Errorf("the second audit: %+v, %d excepted", second.AccountAuditSummary, second.Excepted)
		}
		if f := found(&second, "GROUP_EMPTY", ":group/empty"); f.Exception == nil || f.Exception.ID != exception.ID || f.Exception.CreatedBy != p.Email {
			t.Errorf("with an exception: %+v", f)
		}
		s.DB.Exec(t, `update finding_exceptions set expires_at = ?`, time.Now().UTC().Add(-time.Second))
		again, err := p.AccountAudits.Get(ctx, api.AccountAuditIn{ID: second.ID, Code: "GROUP_EMPTY", State: "unchanged"})
		if err != nil || len(again.Items) != 1 || again.Items[0].Exception != nil || again.Excepted != 0 {
			t.Errorf("after its end: %+v, %v", again.Items, err)
		}
		live.Refused(t, p.AccountAudits.EndException(ctx, api.ByID{ID: exception.ID}), 404, "accountaudit.no_exception")
	})
}

// What the credential may not read is named with its permission, and findings that
// could not be looked at again are not taken for fixed.
func TestMissingPermissionsAreNamed(t *testing.T) {
	emulator := testkit.StartAWS(t)
	s := live.Start(t, testkit.NewSQLite(t), func(c *server.Config) { c.AWSEndpointURL = emulator.Endpoint })
	p := s.Seed(t, "p@example.com")
	full := auditor(t, emulator, p, "full", reading...)
	partial := auditor(t, emulator, p, "partial", "iam:GetAccountAuthorizationDetails", "iam:ListUsers", "iam:ListAccessKeys", "iam:GetAccessKeyLastUsed", "iam:GetLoginProfile", "iam:ListMFADevices")
	if _, err := emulator.IAM().CreateLoginProfile(t.Context(), &iam.CreateLoginProfileInput{UserName: aws.String("full"), Password: aws.String("Quiet-Harbour-77")}); err != nil {
		t.Fatal(err)
	}
	first := audited(t, p, full)
	if found(&first, "PASSWORD_POLICY_NONE", ":root") == nil || found(&first, "USER_NO_MFA", ":user/full") == nil {
		t.Fatalf("at first %+v", first.Items)
	}
	second := audited(t, p, partial)
	missing := map[string]string{}
	for _, c := range second.Checks {
		if !c.Checked {
			missing[c.Code] = c.Missing[0].Permission
		}
	}
	for code, permission := range map[string]string{
		"ROOT_ACCESS_KEY": "iam:GetAccountSummary", "ROOT_USED": "iam:GenerateCredentialReport", "PASSWORD_POLICY_NONE": "iam:GetAccountPasswordPolicy",
		"CERTIFICATE_EXPIRED": "iam:ListServerCertificates", "SAML_EXPIRED": "iam:ListSAMLProviders",
	} {
		if missing[code] != permission {
			t.Errorf("%s lacks %q, want %q", code, missing[code], permission)
		}
	}
	// Each user was asked about instead of the report.
	if f := found(&second, "USER_NO_MFA", ":user/full"); f == nil || f.State != "unchanged" {
		t.Errorf("user by user: %+v", f)
	}
	if f := found(&second, "PASSWORD_POLICY_NONE", ":root"); f == nil || f.State != "not_checked" {
		t.Errorf("what could not be looked at again: %+v", f)
	}
	if second.Fixed != 0 {
		t.Errorf("%d findings are taken for fixed", second.Fixed)
	}
	none := audited(t, p, auditor(t, emulator, p, "none", "s3:ListAllMyBuckets"))
	for _, c := range none.Checks {
		if c.Checked {
			t.Errorf("%s was checked without permissions", c.Code)
		}
	}
}

func TestExceptionsAreChecked(t *testing.T) {
	s := live.Start(t, testkit.NewSQLite(t))
	owner, operator := s.Seed(t, "owner@example.com"), s.Seed(t, "operator@example.com")
	s.Join(t, operator, owner.Workspace, "operator")
	good := api.ExceptFindingRequest{AccountID: "123456789012", Code: "KEY_OLD", Resource: "*", Reason: "Rotated by the vendor", ExpiresAt: time.Now().Add(time.Hour)}
	for name, change := range map[string]func(*api.ExceptFindingRequest){
		"no such check": func(r *api.ExceptFindingRequest) { r.Code = "NOTHING" },
		"over already":  func(r *api.ExceptFindingRequest) { r.ExpiresAt = time.Now().Add(-time.Minute) },
		"for ever":      func(r *api.ExceptFindingRequest) { r.ExpiresAt = time.Now().Add(400 * 24 * time.Hour) },
	} {
		in := good
		change(&in)
		_, err := owner.AccountAudits.Except(t.Context(), api.ExceptFindingIn{Body: in})
		if refusal := live.Refused(t, err, 422, "accountaudit.bad_exception"); len(refusal.Errors) == 0 {
			t.Errorf("%s: no field is named", name)
		}
	}
	_, err := operator.InWorkspace(owner.Workspace).AccountAudits.Except(t.Context(), api.ExceptFindingIn{Body: good})
	live.Refused(t, err, 403, "access.forbidden")
	if _, err := owner.AccountAudits.Except(t.Context(), api.ExceptFindingIn{Body: good}); err != nil {
		t.Fatal(err)
	}
	list, err := operator.InWorkspace(owner.Workspace).AccountAudits.Exceptions(t.Context(), api.Page{})
	if err != nil || len(list.Items) != 1 || list.Items[0].Reason != good.Reason {
		t.Errorf("%+v, %v", list, err)
	}
}

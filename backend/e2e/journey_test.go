package e2e

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

func TestMain(m *testing.M) { os.Exit(live.Main(m)) }

// account is the account that the emulator plays.
const account = "123456789012"

// reading are the actions that the IAM pages need.
var reading = testkit.Allow("iam:ListUsers", "iam:GetUser", "iam:ListUserTags", "iam:ListGroupsForUser", "iam:ListAttachedUserPolicies",
	"iam:ListUserPolicies", "iam:ListAccessKeys", "iam:ListMFADevices", "iam:GetLoginProfile")

// at makes a server use an endpoint as AWS.
func at(endpoint string) live.Settings {
	return func(c *server.Config) { c.AWSEndpointURL = endpoint }
}

// add stores a key in the person's vault.
func add(t *testing.T, p *live.Person, label string, key testkit.Key) api.Credential {
	t.Helper()
	c, err := p.Vault.Add(t.Context(), api.AddCredentialIn{Body: api.AddCredentialRequest{Label: label, AccessKeyID: key.ID, SecretAccessKey: key.Secret}})
	if err != nil {
		t.Fatalf("adding %s: %v", label, err)
	}
	return c
}

// records gives the workspace's audit records, oldest first.
func records(t *testing.T, p *live.Person) []api.AuditRecord {
	t.Helper()
	list, err := p.Audit.List(t.Context(), api.AuditListIn{Page: api.Page{Limit: 200}})
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(list.Items)
	return list.Items
}

// actions are the actions of records, failures marked.
func actions(all []api.AuditRecord) []string {
	var out []string
	for _, r := range all {
		if name := r.Action; r.Success {
			out = append(out, name)
		} else {
			out = append(out, name+" failed")
		}
	}
	return out
}

// From an empty database to the users of an AWS account, and every step in the
// audit log, the opening of the key before its use.
func TestFromRegistrationToAWS(t *testing.T) {
	emulator := testkit.StartAWS(t)
	key := emulator.User(t, "copilot", reading)
	people := seedUsers(t, emulator, 60)
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d, at(emulator.Endpoint))
		p := s.Register(t, "journey@example.com")
		stored := add(t, p, "Production", key)
		if stored.AWSAccountID != "" || stored.AWSArn != "" || stored.VerifiedAt != nil || !stored.IsDefault || stored.AccessKeyIDPreview != "AKIA..." {
			t.Errorf("before it is verified: %+v", stored)
		}
		who, err := p.Vault.Verify(t.Context(), api.ByID{ID: stored.ID})
		if err != nil {
			t.Fatal(err)
		}
		arn := "arn:aws:iam::" + account + ":user/copilot"
		if who.AccountID != account || who.Arn != arn || who.UserID == "" || who.Credential.AWSAccountID != account || who.Credential.VerifiedAt == nil {
			t.Errorf("verified: %+v", who)
		}
		if again, err := p.Vault.Get(t.Context(), api.ByID{ID: stored.ID}); err != nil || again.AWSAccountID != account || again.AWSArn != arn || again.VerifiedAt == nil || again.LastUsedAt == nil {
			t.Errorf("stored after verifying: %+v, %v", again, err)
		}

		list, err := p.IAM.ListUsers(t.Context(), api.IAMUserListIn{PathPrefix: "/e2e/", Limit: 200})
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, u := range list.Items {
			names = append(names, u.UserName)
			if u.Path != "/e2e/" || u.Arn != "arn:aws:iam::"+account+":user/e2e/"+u.UserName || u.UserID == "" || u.CreatedAt.IsZero() {
				t.Errorf("user %+v", u)
			}
		}
		if slices.Sort(names); !slices.Equal(names, people) || list.NextCursor != "" {
			t.Errorf("%d users, cursor %q:\n%v\nwant %v", len(names), list.NextCursor, names, people)
		}

		want := []string{
			"accounts.registered", "accounts.login", "vault.credential_added",
			"vault.credential_opened", "aws.sts:GetCallerIdentity", "vault.credential_verified",
			"vault.credential_opened", "aws.iam:ListUsers",
		}
		all := records(t, p)
		if diff := cmp.Diff(want, actions(all)); diff != "" {
			t.Errorf("audit log (-want +got):\n%s", diff)
		}
		last := all[len(all)-1]
		if last.AWSAccountID != account || last.AWSRegion != "us-east-1" || last.UserEmail != p.Email || last.IPAddress != "127.0.0.1" || last.UserAgent == "" || last.RequestID == "" || last.Details["duration_ms"] == "" {
			t.Errorf("the record of a call of AWS does not say enough: %+v", last)
		}
		if opened := all[len(all)-2]; opened.Details["purpose"] != "iam:ListUsers" || opened.ResourceID != fmt.Sprint(stored.ID) {
			t.Errorf("the record of the opening: %+v", opened)
		}
		if verdict, err := p.Audit.Verify(t.Context()); err != nil || !verdict.Valid || verdict.Records != int64(len(want)) {
			t.Errorf("audit chain: %+v, %v", verdict, err)
		}
	})
}

// seedUsers makes n IAM users under the path /e2e/ and gives their names,
// sorted.
func seedUsers(t *testing.T, emulator *testkit.AWS, n int) []string {
	t.Helper()
	var names []string
	for i := range n {
		name := fmt.Sprintf("person-%03d@example.com", i)
		names = append(names, name)
		if _, err := emulator.IAM().CreateUser(t.Context(), &iam.CreateUserInput{UserName: &name, Path: aws.String("/e2e/")}); err != nil {
			t.Fatal(err)
		}
	}
	return names
}

func TestOneUserWithEverything(t *testing.T) {
	emulator := testkit.StartAWS(t)
	key, admin, ctx := emulator.User(t, "copilot", reading), emulator.IAM(), t.Context()
	name := aws.String("rich.user+test=x,y@example.com")
	check := func(_ any, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	check(admin.CreateUser(ctx, &iam.CreateUserInput{UserName: name, Path: aws.String("/team/"), Tags: []types.Tag{{Key: aws.String("team"), Value: aws.String("platform")}}}))
	check(admin.CreateGroup(ctx, &iam.CreateGroupInput{GroupName: aws.String("developers")}))
	check(admin.AddUserToGroup(ctx, &iam.AddUserToGroupInput{GroupName: aws.String("developers"), UserName: name}))
	made, err := admin.CreatePolicy(ctx, &iam.CreatePolicyInput{PolicyName: aws.String("ReadOnly"), PolicyDocument: aws.String(testkit.Allow("s3:GetObject"))})
	check(made, err)
	check(admin.AttachUserPolicy(ctx, &iam.AttachUserPolicyInput{UserName: name, PolicyArn: made.Policy.Arn}))
	check(admin.PutUserPolicy(ctx, &iam.PutUserPolicyInput{UserName: name, PolicyName: aws.String("inline"), PolicyDocument: aws.String(testkit.Allow("s3:ListBucket"))}))
	accessKey, err := admin.CreateAccessKey(ctx, &iam.CreateAccessKeyInput{UserName: name})
	check(accessKey, err)
	check(admin.UpdateAccessKey(ctx, &iam.UpdateAccessKeyInput{UserName: name, AccessKeyId: accessKey.AccessKey.AccessKeyId, Status: types.StatusTypeInactive}))
	check(admin.CreateLoginProfile(ctx, &iam.CreateLoginProfileInput{UserName: name, Password: aws.String("Quiet-Harbour-77")}))

	s := live.Start(t, testkit.NewSQLite(t), at(emulator.Endpoint))
	p := s.Seed(t, "p@example.com")
	add(t, p, "Production", key)
	got, err := p.IAM.GetUser(ctx, api.IAMUserIn{UserName: *name})
	if err != nil {
		t.Fatal(err)
	}
	want := api.IAMUserDetail{
		IAMUser:          api.IAMUser{UserName: *name, Arn: "arn:aws:iam::" + account + ":user/team/" + *name, Path: "/team/"},
		Tags:             map[string]string{"team": "platform"},
		Groups:           []string{"developers"},
		AttachedPolicies: []api.IAMAttachedPolicy{{Name: "ReadOnly", Arn: "arn:aws:iam::" + account + ":policy/ReadOnly"}},
		InlinePolicies:   []string{"inline"}, AccessKeys: []api.IAMAccessKey{{AccessKeyID: *accessKey.AccessKey.AccessKeyId, Status: "Inactive"}},
		MFADevices: []api.IAMMFADevice{}, HasConsolePassword: true,
	}
	ignore := cmp.Options{cmpopts.IgnoreFields(api.IAMUser{}, "UserID", "CreatedAt"), cmpopts.IgnoreFields(api.IAMAccessKey{}, "CreatedAt")}
	if diff := cmp.Diff(want, got, ignore); diff != "" {
		t.Errorf("user (-want +got):\n%s", diff)
	}

	plain, err := p.IAM.GetUser(ctx, api.IAMUserIn{UserName: "copilot"})
	if err != nil || plain.HasConsolePassword || len(plain.Groups) != 0 || plain.Groups == nil || plain.Tags == nil {
		t.Errorf("a user with little: %+v, %v", plain, err)
	}
	problem := refusal(t)(p.IAM.GetUser(ctx, api.IAMUserIn{UserName: "nobody"}))
	if problem.Status != 404 || problem.Code != "iam.user_not_found" {
		t.Errorf("a user that is not there: %+v", problem)
	}
	if all := actions(records(t, p)); !slices.Contains(all, "aws.iam:GetLoginProfile failed") || strings.Count(strings.Join(all, " "), "vault.credential_opened") != 3 {
		t.Errorf("audit log: %v", all)
	}
}

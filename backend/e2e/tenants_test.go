package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// signedWith fails when AWS has seen any other key than the given ones.
func signedWith(t *testing.T, tap *testkit.Tap, keys ...testkit.Key) {
	t.Helper()
	allowed := map[string]bool{}
	for _, k := range keys {
		allowed[k.ID] = true
	}
	for _, c := range tap.Calls() {
		if !allowed[c.AccessKeyID] {
			t.Errorf("%s was signed with the key %q", c.Action, c.AccessKeyID)
		}
	}
}

// A tenant's key is used for that tenant, whatever another one asks for.
func TestForeignKeysAreNeverUsed(t *testing.T) {
	emulator := testkit.StartAWS(t)
	adas, bobs := emulator.User(t, "ada", reading), emulator.User(t, "bob", testkit.Everything)
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		tap := testkit.NewTap(t, emulator.Endpoint)
		s := live.Start(t, d, at(tap.URL))
		ada, bob := s.Seed(t, "ada@example.com"), s.Seed(t, "bob@example.com")
		bobsKey := add(t, bob, "Bob's", bobs)

		// Without a key of her own there is none: not Bob's, not the server's.
		if problem := refusal(t)(ada.IAM.ListUsers(t.Context(), api.IAMUserListIn{})); problem.Status != 409 || problem.Code != "vault.no_credentials" {
			t.Errorf("without a key: %+v", problem)
		}
		add(t, ada, "Ada's", adas)
		for name, got := range map[string]*api.Problem{
			"his key by id":              refusal(t)(ada.IAM.ListUsers(t.Context(), api.IAMUserListIn{CredentialID: bobsKey.ID})),
			"his key by id, for a user":  refusal(t)(ada.IAM.GetUser(t.Context(), api.IAMUserIn{CredentialID: bobsKey.ID, UserName: "bob"})),
			"his workspace":              refusal(t)(ada.InWorkspace(bob.Workspace).IAM.ListUsers(t.Context(), api.IAMUserListIn{})),
			"his workspace and his key":  refusal(t)(ada.InWorkspace(bob.Workspace).IAM.ListUsers(t.Context(), api.IAMUserListIn{CredentialID: bobsKey.ID})),
			"verifying his key":          refusal(t)(ada.Vault.Verify(t.Context(), api.ByID{ID: bobsKey.ID})),
			"verifying in his workspace": refusal(t)(ada.InWorkspace(bob.Workspace).Vault.Verify(t.Context(), api.ByID{ID: bobsKey.ID})),
		} {
			if got.Status != 404 {
				t.Errorf("%s: %d %s", name, got.Status, got.Code)
			}
		}
		if calls := tap.Calls(); len(calls) != 0 {
			t.Errorf("AWS was called: %v", calls)
		}
		if _, err := ada.IAM.ListUsers(t.Context(), api.IAMUserListIn{}); err != nil {
			t.Error(err)
		}
		signedWith(t, tap, adas)
	})
}

// Under load, too, every tenant is who AWS says the tenant's own key is.
func TestTenantsAtOnceUseTheirOwnKeys(t *testing.T) {
	emulator := testkit.StartAWS(t)
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d, at(emulator.Endpoint))
		var all sync.WaitGroup
		for i := range 8 {
			name := fmt.Sprintf("%s-tenant-%d", d.Dialect, i)
			p := s.Seed(t, name+"@example.com")
			stored := add(t, p, "Own", emulator.User(t, name, reading))
			for range 2 {
				all.Go(func() {
					for range 5 {
						who, err := p.Vault.Verify(t.Context(), api.ByID{ID: stored.ID})
						if want := "arn:aws:iam::" + account + ":user/" + name; err != nil || who.Arn != want {
							t.Errorf("%s is %q, %v", name, who.Arn, err)
						}
					}
				})
			}
		}
		all.Wait()
	})
}

// The header chooses among a workspace's own keys; without it the default is
// used, and setting another default changes that.
func TestChoosingAmongOwnKeys(t *testing.T) {
	emulator := testkit.StartAWS(t)
	one, two := emulator.User(t, "one", reading), emulator.User(t, "two", reading)
	tap := testkit.NewTap(t, emulator.Endpoint)
	s := live.Start(t, testkit.NewSQLite(t), at(tap.URL))
	p := s.Seed(t, "p@example.com")
	add(t, p, "One", one)
	second := add(t, p, "Two", two)
	use := func(id int64) string {
		t.Helper()
		if _, err := p.IAM.ListUsers(t.Context(), api.IAMUserListIn{CredentialID: id}); err != nil {
			t.Fatal(err)
		}
		calls := tap.Calls()
		return calls[len(calls)-1].AccessKeyID
	}
	if got := use(0); got != one.ID {
		t.Errorf("the default is %s, want %s", got, one.ID)
	}
	if got := use(second.ID); got != two.ID {
		t.Errorf("chosen by the header: %s, want %s", got, two.ID)
	}
	if _, err := p.Vault.SetDefault(t.Context(), api.ByID{ID: second.ID}); err != nil {
		t.Fatal(err)
	}
	if got := use(0); got != two.ID {
		t.Errorf("the new default is %s, want %s", got, two.ID)
	}
}

// A temporary key works with its session token.
func TestTemporaryKey(t *testing.T) {
	emulator := testkit.StartAWS(t)
	caller, ctx := emulator.User(t, "caller", testkit.Allow("sts:AssumeRole")), t.Context()
	trust := `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::` + account + `:user/caller"},"Action":"sts:AssumeRole"}]}`
	role, err := emulator.IAM().CreateRole(ctx, &iam.CreateRoleInput{RoleName: aws.String("visitor"), AssumeRolePolicyDocument: &trust})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := emulator.IAM().PutRolePolicy(ctx, &iam.PutRolePolicyInput{RoleName: aws.String("visitor"), PolicyName: aws.String("read"), PolicyDocument: aws.String(reading)}); err != nil {
		t.Fatal(err)
	}
	client := sts.NewFromConfig(aws.Config{Region: "us-east-1", BaseEndpoint: &emulator.Endpoint, Credentials: credentials.NewStaticCredentialsProvider(caller.ID, caller.Secret, "")})
	session, err := client.AssumeRole(ctx, &sts.AssumeRoleInput{RoleArn: role.Role.Arn, RoleSessionName: aws.String("test")})
	if err != nil {
		t.Fatal(err)
	}
	s := live.Start(t, testkit.NewSQLite(t), at(emulator.Endpoint))
	p := s.Seed(t, "p@example.com")
	stored, err := p.Vault.Add(ctx, api.AddCredentialIn{Body: api.AddCredentialRequest{
		Label: "Session", AccessKeyID: *session.Credentials.AccessKeyId, SecretAccessKey: *session.Credentials.SecretAccessKey, SessionToken: *session.Credentials.SessionToken,
	}})
	if err != nil || !stored.Temporary || stored.AccessKeyIDPreview != "ASIA..." {
		t.Fatalf("%+v, %v", stored, err)
	}
	who, err := p.Vault.Verify(ctx, api.ByID{ID: stored.ID})
	if err != nil || who.Arn != "arn:aws:sts::"+account+":assumed-role/visitor/test" {
		t.Errorf("%+v, %v", who, err)
	}
	if _, err := p.IAM.ListUsers(ctx, api.IAMUserListIn{}); err != nil {
		t.Error(err)
	}
}

// Nothing of the server's own AWS surroundings is ever used: neither keys nor
// endpoints in its environment, nor profile files, nor a role of its machine.
func TestServersOwnSurroundingsAreNeverUsed(t *testing.T) {
	emulator := testkit.StartAWS(t)
	weak := emulator.User(t, "weak", testkit.Allow("s3:ListAllMyBuckets"))
	tap, trap := testkit.NewTap(t, emulator.Endpoint), testkit.NewTap(t, "")
	files := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(files, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	admin := emulator.Admin
	keys := "aws_access_key_id = " + admin.ID + "\naws_secret_access_key = " + admin.Secret + "\n"
	s := live.Serve(
		t, testkit.NewSQLite(t), "AWS_ENDPOINT_URL="+tap.URL, // the one setting that is ours
		"AWS_ACCESS_KEY_ID="+admin.ID, "AWS_SECRET_ACCESS_KEY="+admin.Secret, "AWS_SESSION_TOKEN=x", "AWS_PROFILE=admin", "AWS_DEFAULT_REGION=eu-west-1",
		"AWS_SHARED_CREDENTIALS_FILE="+write("credentials", "[default]\n"+keys+"[admin]\n"+keys),
		"AWS_CONFIG_FILE="+write("config", "[profile admin]\nregion = eu-west-1\nendpoint_url = "+trap.URL+"\n"+keys),
		"AWS_ENDPOINT_URL_IAM="+trap.URL, "AWS_ENDPOINT_URL_STS="+trap.URL,
		"AWS_CONTAINER_CREDENTIALS_FULL_URI="+trap.URL+"/credentials", "AWS_EC2_METADATA_SERVICE_ENDPOINT="+trap.URL,
		"AWS_WEB_IDENTITY_TOKEN_FILE="+write("token", "x"), "AWS_ROLE_ARN=arn:aws:iam::"+account+":role/admin",
	)
	p := s.Seed(t, "p@example.com")
	if problem := refusal(t)(p.IAM.ListUsers(t.Context(), api.IAMUserListIn{})); problem.Code != "vault.no_credentials" {
		t.Errorf("without a key: %+v", problem)
	}
	stored := add(t, p, "Weak", weak)
	if problem := refusal(t)(p.IAM.ListUsers(t.Context(), api.IAMUserListIn{})); problem.AWS == nil || problem.AWS.Code != "AccessDenied" {
		t.Errorf("with a key that may not: %+v", problem)
	}
	who, err := p.Vault.Verify(t.Context(), api.ByID{ID: stored.ID})
	if err != nil || !strings.HasSuffix(who.Arn, ":user/weak") {
		t.Errorf("verified: %+v, %v", who, err)
	}
	signedWith(t, tap, weak)
	if calls := tap.Calls(); len(calls) != 2 {
		t.Errorf("AWS saw %v", calls)
	}
	if calls := trap.Calls(); len(calls) != 0 {
		t.Errorf("the trap saw %v", calls)
	}
}

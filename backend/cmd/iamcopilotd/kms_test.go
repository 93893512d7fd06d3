package main

import (
	"net/http"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// The master key goes to AWS KMS and back while the program's own command does
// the work; the server's AWS credentials open it, and nothing else.
func TestMasterKeyInKMS(t *testing.T) {
	aws := testkit.StartAWS(t)
	weak := aws.User(t, "weak", testkit.Allow("s3:ListAllMyBuckets"))
	key := "kms:" + aws.EncryptionKey(t)
	testkit.Surroundings(t, aws.Admin)
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		tap := testkit.NewTap(t, aws.Endpoint)
		t.Setenv("AWS_ENDPOINT_URL", tap.URL)
		t.Setenv("SECRET_KEY", live.Secret)
		s := live.Start(t, d)
		p := s.Seed(t, "p@example.com")
		stored, err := p.Vault.Add(t.Context(), api.AddCredentialIn{Body: api.AddCredentialRequest{Label: "Weak", AccessKeyID: weak.ID, SecretAccessKey: weak.Secret}})
		if err != nil {
			t.Fatal(err)
		}

		t.Setenv("MASTER_KEY", key)
		if code, out, stderr := command(t, d, "rotate-keys"); code != 0 || !strings.Contains(out, "nothing is left") {
			t.Fatalf("to KMS: exit code %d\n%s%s", code, out, stderr)
		}
		inKMS := live.Start(t, d, func(c *server.Config) { c.SecretKey, c.MasterKey, c.AWSEndpointURL = "", key, tap.URL })
		q := inKMS.As(t, p)
		if _, err := q.Vault.Verify(t.Context(), api.ByID{ID: stored.ID}); err != nil {
			t.Errorf("a credential from before: %v", err)
		}
		if _, err := q.IAM.ListUsers(t.Context(), api.IAMUserListIn{}); err == nil {
			t.Error("a tenant's call went through by rights that only the server has")
		}
		stranger := inKMS.As(t, s.Seed(t, "q@example.com"))
		_, err = stranger.IAM.ListUsers(t.Context(), api.IAMUserListIn{})
		live.Refused(t, err, http.StatusConflict, "vault.no_credentials")
		for _, call := range tap.Calls() {
			// AWS KMS speaks JSON, in which the tap sees no action.
			if want := map[bool]string{true: aws.Admin.ID, false: weak.ID}[call.Action == ""]; call.AccessKeyID != want {
				t.Errorf("%q was signed with %s", call.Action, call.AccessKeyID)
			}
		}

		t.Setenv("MASTER_KEY", "")
		t.Setenv("MASTER_KEY_PREVIOUS", key)
		t.Setenv("SECRET_KEY", next)
		if code, out, stderr := command(t, d, "rotate-keys"); code != 0 || !strings.Contains(out, idOf(t, next)) {
			t.Fatalf("back: exit code %d\n%s%s", code, out, stderr)
		}
		t.Setenv("MASTER_KEY_PREVIOUS", "")
		if code, out, stderr := command(t, d, "audit", "verify"); code != 0 || strings.Contains(out, "BROKEN") {
			t.Errorf("exit code %d\n%s%s", code, out, stderr)
		}
		if code, _, stderr := command(t, d, "migrate"); code != 0 {
			t.Errorf("without KMS: %s", stderr)
		}
	})
}

func TestKMSThatIsGoneStopsTheStart(t *testing.T) {
	testkit.Surroundings(t, testkit.Key{ID: "AKIAIOSFODNN7EXAMPLE", Secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"})
	t.Setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
	t.Setenv("MASTER_KEY", "kms:arn:aws:kms:us-east-1:123456789012:key/1234")
	code, _, stderr := command(t, testkit.NewSQLite(t), "migrate")
	if code != 1 || !strings.Contains(stderr, "MASTER_KEY") || !strings.Contains(stderr, "does not answer") || strings.Contains(stderr, "wJalr") {
		t.Errorf("exit code %d: %s", code, stderr)
	}
}

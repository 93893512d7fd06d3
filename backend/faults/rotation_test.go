package faults

import (
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// A server is killed in the middle of the rotation of an access key, at each
// call of AWS: before it arrives, and after it was made but not answered; and
// between two calls, where the keys change places in the vault. The server that starts next goes on. In the end there is one key in AWS, it is the
// vault's, and the chain of the audit log is whole.
func TestKilledWhileAKeyIsRotated(t *testing.T) {
	t.Parallel()
	emulator := testkit.StartAWS(t)
	testkit.Databases(t, func(whole *testing.T, d testkit.Database) {
		t := whole
		tap := testkit.NewTap(t, emulator.Endpoint)
		env := "AWS_ENDPOINT_URL=" + tap.URL
		server := live.Serve(t, d, env)
		p := server.Seed(t, "p@example.com")
		for _, c := range []struct {
			name   string
			action string // killed at this call
			nth    int    // the how many-th of that name
			made   bool   // the call arrives all the same
			step   string // where the rotation stands then; empty: there is none yet
		}{
			{"while whose key it is is asked", "GetCallerIdentity", 1, true, ""},
			{"before a key is made", "CreateAccessKey", 1, false, "creating"},
			{"while a key is made", "CreateAccessKey", 1, true, "creating"},
			{"while the new key is verified", "GetCallerIdentity", 2, true, "created"},
			{"before the old key is deactivated", "UpdateAccessKey", 1, false, "switched"},
			{"while the old key is deactivated", "UpdateAccessKey", 1, true, "switched"},
			{"before the old key is deleted", "DeleteAccessKey", 1, false, "deactivated"},
			{"while the old key is deleted", "DeleteAccessKey", 1, true, "deactivated"},
		} {
			t.Run(c.name, func(t *testing.T) {
				user := strings.ReplaceAll(c.name, " ", "-") + "-" + d.Dialect
				key := emulator.User(t, user, testkit.Allow(rotates...))
				stored, err := p.Vault.Add(t.Context(), api.AddCredentialIn{Body: api.AddCredentialRequest{Label: c.name, AccessKeyID: key.ID, SecretAccessKey: key.Secret}})
				if err != nil {
					t.Fatal(err)
				}
				seen := 0
				tap.Hold(func(call testkit.Call) {
					if call.Action != c.action {
						return
					}
					if seen++; seen != c.nth {
						return
					}
					server.Kill(t)
					if !c.made {
						panic(http.ErrAbortHandler) // the call is lost on the way
					}
				})
				if _, err := p.Vault.Rotate(t.Context(), api.RotateIn{ID: stored.ID}); err == nil {
					t.Fatal("it was not broken off")
				}
				tap.Hold(nil)
				server = live.Serve(whole, d, env) // it serves those after this one, too
				p = server.As(t, p)
				if step := stepOf(t, server, stored.ID); step != c.step {
					t.Errorf("it stands at %q, want %q", step, c.step)
				}
				goesOn(t, server, p, stored.ID)
				rotatedOnce(t, emulator, tap, p, stored.ID, user, key.ID)
				consistent(t, server.Server)
				verified(t, server.Server, p)
			})
		}
		t.Run("before the keys change places", func(t *testing.T) {
			user := "changing-places-" + d.Dialect
			key := emulator.User(t, user, testkit.Allow(rotates...))
			stored, err := p.Vault.Add(t.Context(), api.AddCredentialIn{Body: api.AddCredentialRequest{Label: "places", AccessKeyID: key.ID, SecretAccessKey: key.Secret}})
			if err != nil {
				t.Fatal(err)
			}
			var all sync.WaitGroup
			seen := 0
			tap.Hold(func(call testkit.Call) {
				if call.Action != "GetCallerIdentity" {
					return
				}
				if seen++; seen != 2 { // the second one verifies the new key
					return
				}
				holdChange(t, server.DB, d)
				all.Go(func() {
					until(t, "the new key is verified", recovery, func() bool { return stepOf(t, server, stored.ID) == "verified" })
					server.Kill(t)
				})
			})
			if _, err := p.Vault.Rotate(t.Context(), api.RotateIn{ID: stored.ID}); err == nil {
				t.Fatal("it was not broken off")
			}
			all.Wait()
			tap.Hold(nil)
			releaseChange(t, server.DB, d)
			if step := stepOf(t, server, stored.ID); step != "verified" {
				t.Errorf("it stands at %q", step)
			}
			server = live.Serve(whole, d, env)
			p = server.As(t, p)
			goesOn(t, server, p, stored.ID)
			rotatedOnce(t, emulator, tap, p, stored.ID, user, key.ID)
			consistent(t, server.Server)
			verified(t, server.Server, p)
		})
	})
}

// rotates are the actions that a key needs to be rotated, and one to try it with.
var rotates = []string{"iam:ListAccessKeys", "iam:CreateAccessKey", "iam:UpdateAccessKey", "iam:DeleteAccessKey", "iam:GetAccessKeyLastUsed", "iam:ListUsers"}

// stepOf is where the rotation of a credential stands; empty when there is none.
func stepOf(t *testing.T, server *live.Program, id int64) string {
	t.Helper()
	return server.DB.Text(t, `select coalesce(max(step), '') from credential_rotations where credential_id = ?`, id)
}

// holdChange keeps a change of a credential from ending, in the middle of its
// transaction, until its server is killed.
func holdChange(t *testing.T, handle *testkit.Handle, d testkit.Database) {
	t.Helper()
	if d.Dialect == testkit.SQLite {
		handle.Exec(t, `create trigger held before update on user_aws_credentials begin
			select (with recursive n(i) as (select 1 union all select i + 1 from n where i < 1000000000000) select count(*) from n); end`)
		return
	}
	handle.Exec(t, `create function held() returns trigger language plpgsql as $$ begin perform pg_sleep(3600); return new; end $$`)
	handle.Exec(t, `create trigger held before update on user_aws_credentials for each row execute function held()`)
}

// releaseChange takes back holdChange, and what the killed server left in Postgres,
// which notices only later that nobody listens.
func releaseChange(t *testing.T, handle *testkit.Handle, d testkit.Database) {
	t.Helper()
	if d.Dialect == testkit.SQLite {
		handle.Exec(t, `drop trigger held`)
		return
	}
	handle.Exec(t, `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'iamcopilot'`)
	handle.Exec(t, `drop trigger held on user_aws_credentials`)
	handle.Exec(t, `drop function held()`)
}

// goesOn lets the dead server's claim run out and asks for the rotation again, or
// for the first time where none had begun.
func goesOn(t *testing.T, server *live.Program, p *live.Person, id int64) {
	t.Helper()
	past := time.Now().UTC().Add(-time.Second)
	server.DB.Exec(t, `update credential_rotations set lease_until = ? where credential_id = ?`, past, id)
	rotation, err := p.Vault.Rotate(t.Context(), api.RotateIn{ID: id})
	if err != nil || rotation.Step != "deleted" || rotation.Open {
		t.Fatalf("it does not go on: %+v, %v", rotation, err)
	}
}

// rotatedOnce holds AWS and the vault against each other after a rotation.
func rotatedOnce(t *testing.T, emulator *testkit.AWS, tap *testkit.Tap, p *live.Person, id int64, user, old string) {
	t.Helper()
	keys, err := emulator.IAM().ListAccessKeys(t.Context(), &iam.ListAccessKeysInput{UserName: &user})
	if err != nil || len(keys.AccessKeyMetadata) != 1 {
		t.Fatalf("%d keys in AWS, want one; %v", len(keys.AccessKeyMetadata), err)
	}
	only := keys.AccessKeyMetadata[0]
	if only.Status != types.StatusTypeActive || aws.ToString(only.AccessKeyId) == old {
		t.Errorf("the key in AWS is %s, the old one: %t", only.Status, aws.ToString(only.AccessKeyId) == old)
	}
	if _, err := p.IAM.ListUsers(t.Context(), api.IAMUserListIn{CredentialID: id}); err != nil {
		t.Fatalf("the vault's key does not work: %v", err)
	}
	calls := tap.Calls()
	if last := calls[len(calls)-1]; last.Action != "ListUsers" || last.AccessKeyID != aws.ToString(only.AccessKeyId) {
		t.Errorf("the vault uses another key than the one in AWS: %+v", last)
	}
}

package vault_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

func TestAKeyIsRotated(t *testing.T) {
	withKey(t, mayRotate, func(t *testing.T, r *rotating) {
		if state, err := r.Vault.Rotation(t.Context(), api.ByID{ID: r.stored.ID}); err != nil || state.Rotation != nil {
			t.Errorf("before: %+v, %v", state.Rotation, err)
		}
		got, err := r.rotate(t, r.Person, 0)
		if err != nil || got.Step != "deleted" || got.UserName != r.user || got.Open {
			t.Fatalf("%+v, %v", got, err)
		}
		r.rotated(t)
		for _, action := range []string{"started", "created", "verified", "switched", "deactivated", "deleted"} {
			if n := r.server.DB.Int(t, `select count(*) from audit_logs where action = ? and success and details like ?`, "vault.rotation_"+action, "%"+r.user+"%"); n != 1 {
				t.Errorf("%d records of vault.rotation_%s", n, action)
			}
		}
		c, err := r.Vault.Get(t.Context(), api.ByID{ID: r.stored.ID})
		if err != nil || c.KeyAgeDays == nil || *c.KeyAgeDays != 0 || c.AWSAccountID != "123456789012" {
			t.Errorf("%+v, %v", c, err)
		}
		// And once more, since the first is over.
		r.key.ID = ""
		for id := range r.keys(t) {
			r.key.ID = id
		}
		if _, err := r.rotate(t, r.Person, 0); err != nil {
			t.Fatal(err)
		}
		r.rotated(t)
	})
}

// Whatever breaks off, and wherever: a server that knows nothing of it goes on,
// with one new key in the end and none that nobody knows.
func TestABrokenRotationGoesOn(t *testing.T) {
	t.Parallel()
	emulator := testkit.StartAWS(t)
	for _, c := range []struct {
		name, cut, lost string
		step            string // where it stands then
		hold            func(l *line) func(string)
	}{
		{"before a key is made", "CreateAccessKey", "", "creating", nil},
		{"while a key is made", "", "CreateAccessKey", "creating", nil},
		{"before the key is verified", "", "", "created", func(l *line) func(string) {
			return func(action string) {
				if action == "CreateAccessKey" {
					l.set("GetCallerIdentity", "", nil)
				}
			}
		}},
		{"before the old key is deactivated", "UpdateAccessKey", "", "switched", nil},
		{"while the old key is deactivated", "", "UpdateAccessKey", "switched", nil},
		{"before the old key is deleted", "DeleteAccessKey", "", "deactivated", nil},
		{"while the old key is deleted", "", "DeleteAccessKey", "deactivated", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			testkit.Databases(t, func(t *testing.T, d testkit.Database) {
				r := newRotating(t, emulator, d, mayRotate)
				r.line.set(c.cut, c.lost, nil)
				if c.hold != nil {
					r.line.set("", "", c.hold(r.line))
				}
				if _, err := r.rotate(t, r.Person, 0); err == nil {
					t.Fatal("it was not broken off")
				}
				state, err := r.Vault.Rotation(t.Context(), api.ByID{ID: r.stored.ID})
				if err != nil || state.Rotation == nil || state.Rotation.Step != c.step || !state.Rotation.Open || state.Rotation.Problem == "" || state.Rotation.NextAttempt == nil {
					t.Fatalf("%+v, %v", state.Rotation, err)
				}
				r.line.set("", "", nil)
				other := r.another(t)
				if got, err := r.rotate(t, other.As(t, r.Person), 0); err != nil || got.ID != state.Rotation.ID || got.Step != "deleted" {
					t.Fatalf("%+v, %v", got, err)
				}
				r.rotated(t)
			})
		})
	}
}

// A server that is killed leaves its lease behind. Nobody touches the rotation
// until it is over; then another server goes on by itself.
func TestAKilledServersRotationGoesOnByItself(t *testing.T) {
	withKey(t, mayRotate, func(t *testing.T, r *rotating) {
		r.line.set("", "CreateAccessKey", nil)
		if _, err := r.rotate(t, r.Person, 0); err == nil {
			t.Fatal("it was not broken off")
		}
		r.line.set("", "", nil)
		now := time.Now().UTC()
		r.server.DB.Exec(t, `update credential_rotations set lease = 'the dead', lease_until = ?`, now.Add(time.Hour))
		_, err := r.rotate(t, r.Person, 0)
		live.Refused(t, err, http.StatusConflict, "vault.rotating")
		_, err = r.Vault.CancelRotation(t.Context(), api.ByID{ID: r.stored.ID})
		live.Refused(t, err, http.StatusConflict, "vault.rotating")

		r.server.DB.Exec(t, `update credential_rotations set lease_until = ?`, now.Add(-time.Second))
		r.server.DB.Exec(t, `update vault_due set due_at = ?`, now.Add(-time.Second))
		// Two of them at once.
		for range 2 {
			r.another(t, func(c *server.Config) { c.RotationsEvery = 50 * time.Millisecond })
		}
		r.until(t, "deleted")
		r.rotated(t)
		if n := r.line.arrived("CreateAccessKey"); n != 2 {
			t.Errorf("%d keys were made, want the lost one and another", n)
		}
	})
}

// until waits for a rotation to come to a step.
func (r *rotating) until(t *testing.T, step string) {
	t.Helper()
	for end := time.Now().Add(time.Minute); ; time.Sleep(50 * time.Millisecond) {
		state, err := r.Vault.Rotation(t.Context(), api.ByID{ID: r.stored.ID})
		if err == nil && state.Rotation != nil && state.Rotation.Step == step {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("it does not come to %s: %+v, %v", step, state.Rotation, err)
		}
	}
}

func TestOfManyRotationsAtOnceOneGoesOn(t *testing.T) {
	withKey(t, mayRotate, func(t *testing.T, r *rotating) {
		other := r.another(t)
		people := []*live.Person{r.Person, other.As(t, r.Person), r.server.As(t, r.Person), other.As(t, r.Person), r.server.As(t, r.Person), other.As(t, r.Person)}
		release := make(chan struct{})
		r.line.set("", "", func(action string) {
			if action == "CreateAccessKey" {
				<-release
			}
		})
		results := make(chan error, len(people))
		for _, p := range people {
			go func() {
				_, err := r.rotate(t, p, 0)
				results <- err
			}()
		}
		for range len(people) - 1 {
			live.Refused(t, <-results, http.StatusConflict, "vault.rotating")
		}
		close(release)
		if err := <-results; err != nil {
			t.Error(err)
		}
		if n := r.line.arrived("CreateAccessKey"); n != 1 {
			t.Errorf("%d keys were made", n)
		}
		r.rotated(t)
	})
}

func TestTheOldKeyIsKeptForAWhile(t *testing.T) {
	withKey(t, mayRotate, func(t *testing.T, r *rotating) {
		_, err := r.rotate(t, r.Person, 8)
		live.Refused(t, err, http.StatusUnprocessableEntity, "web.invalid")
		got, err := r.rotate(t, r.Person, 2)
		if err != nil || got.Step != "deactivated" || !got.Open || got.KeepOldUntil == nil || got.Problem != "" {
			t.Fatalf("%+v, %v", got, err)
		}
		if left := time.Until(*got.KeepOldUntil); left < 47*time.Hour || left > 49*time.Hour {
			t.Errorf("kept for %v", left)
		}
		keys := r.keys(t)
		if keys[r.key.ID] != string(types.StatusTypeInactive) || len(keys) != 2 {
			t.Errorf("keys %v", keys)
		}
		r.another(t, func(c *server.Config) { c.RotationsEvery = 50 * time.Millisecond })
		time.Sleep(300 * time.Millisecond)
		if len(r.keys(t)) != 2 {
			t.Error("the old key is gone before its time")
		}
		past := time.Now().UTC().Add(-time.Second)
		r.server.DB.Exec(t, `update credential_rotations set keep_old_until = ?`, past)
		r.server.DB.Exec(t, `update vault_due set due_at = ?`, past)
		r.until(t, "deleted")
		r.rotated(t)
	})
}

func TestARotationIsCancelled(t *testing.T) {
	withKey(t, mayRotate, func(t *testing.T, r *rotating) {
		_, err := r.Vault.CancelRotation(t.Context(), api.ByID{ID: r.stored.ID})
		live.Refused(t, err, http.StatusConflict, "vault.no_rotation")
		for _, lost := range []bool{false, true} {
			r.line.set("", "", func(action string) {
				if action == "CreateAccessKey" && !lost {
					r.line.set("GetCallerIdentity", "", nil)
				}
			})
			if lost {
				r.line.set("", "CreateAccessKey", nil)
			}
			if _, err := r.rotate(t, r.Person, 0); err == nil {
				t.Fatal("it was not broken off")
			}
			r.line.set("", "", nil)
			if len(r.keys(t)) != 2 {
				t.Fatalf("keys %v", r.keys(t))
			}
			label, id, secret := "Renamed", keyID, secret
			if _, err := r.Vault.Update(t.Context(), api.UpdateCredentialIn{ID: r.stored.ID, Body: api.UpdateCredentialRequest{Label: &label}}); err != nil {
				t.Errorf("a label can be changed meanwhile: %v", err)
			}
			_, err := r.Vault.Update(t.Context(), api.UpdateCredentialIn{ID: r.stored.ID, Body: api.UpdateCredentialRequest{AccessKeyID: &id, SecretAccessKey: &secret}})
			live.Refused(t, err, http.StatusConflict, "vault.rotation_open")
			live.Refused(t, r.Vault.Delete(t.Context(), api.ByID{ID: r.stored.ID}), http.StatusConflict, "vault.rotation_open")

			got, err := r.Vault.CancelRotation(t.Context(), api.ByID{ID: r.stored.ID})
			if err != nil || got.Step != "cancelled" || got.Open {
				t.Fatalf("%+v, %v", got, err)
			}
			if keys := r.keys(t); len(keys) != 1 || keys[r.key.ID] != string(types.StatusTypeActive) {
				t.Errorf("keys %v", keys)
			}
		}
		r.line.set("UpdateAccessKey", "", nil)
		if _, err := r.rotate(t, r.Person, 0); err == nil {
			t.Fatal("it was not broken off")
		}
		r.line.set("", "", nil)
		_, err = r.Vault.CancelRotation(t.Context(), api.ByID{ID: r.stored.ID})
		live.Refused(t, err, http.StatusConflict, "vault.rotation_switched")
		if _, err := r.rotate(t, r.Person, 0); err != nil {
			t.Fatal(err)
		}
		r.rotated(t)
	})
}

func TestWhatIsNotRotated(t *testing.T) {
	withKey(t, mayRotate, func(t *testing.T, r *rotating) {
		second, err := r.emulator.IAM().CreateAccessKey(t.Context(), &iam.CreateAccessKeyInput{UserName: &r.user})
		if err != nil {
			t.Fatal(err)
		}
		other := aws.ToString(second.AccessKey.AccessKeyId)
		_, err = r.rotate(t, r.Person, 0)
		refusal := live.Refused(t, err, http.StatusConflict, "vault.two_keys")
		for _, want := range []string{r.user, "AKIA…" + r.key.ID[len(r.key.ID)-4:] + " (this one, active", "AKIA…" + other[len(other)-4:], "Delete the one"} {
			if !strings.Contains(refusal.Detail, want) {
				t.Errorf("%q does not say %q", refusal.Detail, want)
			}
		}
		if strings.Contains(refusal.Detail, other) || len(r.keys(t)) != 2 || r.line.arrived("CreateAccessKey") != 0 {
			t.Errorf("%q, keys %v", refusal.Detail, r.keys(t))
		}
		temporary := add(t, r.Person, api.AddCredentialRequest{Label: "Short", AccessKeyID: temporary, SessionToken: "token"})
		role := addRole(t, r.Person, api.AddRoleCredentialRequest{Label: "Role", BaseCredentialID: r.stored.ID, RoleArn: "arn:aws:iam::123456789012:role/x"})
		for _, id := range []int64{temporary.ID, role.ID} {
			_, err := r.Vault.Rotate(t.Context(), api.RotateIn{ID: id})
			live.Refused(t, err, http.StatusConflict, "vault.cannot_rotate")
		}
		operator := r.server.Seed(t, "operator@example.com")
		r.server.Join(t, operator, r.Workspace, "operator")
		_, err = operator.InWorkspace(r.Workspace).Vault.Rotate(t.Context(), api.RotateIn{ID: r.stored.ID})
		live.Refused(t, err, http.StatusForbidden, "access.forbidden")
		if n := r.server.DB.Int(t, `select count(*) from credential_rotations`); n != 0 {
			t.Errorf("%d rotations have been begun", n)
		}
	})
}

func TestAMissingPermissionIsNamed(t *testing.T) {
	t.Parallel()
	emulator := testkit.StartAWS(t)
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		for i, action := range []string{"iam:ListAccessKeys", "iam:CreateAccessKey", "iam:UpdateAccessKey", "iam:DeleteAccessKey"} {
			t.Run(fmt.Sprint(i), func(t *testing.T) {
				fresh := testkit.NewSQLite(t)
				if d.Dialect == testkit.Postgres {
					fresh = testkit.NewPostgres(t)
				}
				allowed := slices.DeleteFunc(slices.Clone(mayRotate), func(a string) bool { return a == action })
				r := newRotating(t, emulator, fresh, allowed)
				_, err := r.rotate(t, r.Person, 0)
				refusal := live.Refused(t, err, http.StatusBadGateway, "aws.refused")
				if !strings.Contains(refusal.Detail, "do not allow "+action) {
					t.Errorf("%q does not name %s", refusal.Detail, action)
				}
				c, err := r.Vault.Get(t.Context(), api.ByID{ID: r.stored.ID})
				if err != nil {
					t.Fatal(err)
				}
				stuck := slices.ContainsFunc(c.Warnings, func(w api.CredentialWarning) bool {
					return w.Code == "rotation_stuck" && strings.Contains(w.Message, action)
				})
				if want := action == "iam:UpdateAccessKey" || action == "iam:DeleteAccessKey"; stuck != want {
					t.Errorf("warnings %+v, want one of the rotation: %v", c.Warnings, want)
				}
				policy := testkit.Allow(mayRotate...)
				if _, err := emulator.IAM().PutUserPolicy(t.Context(), &iam.PutUserPolicyInput{UserName: &r.user, PolicyName: aws.String("test"), PolicyDocument: &policy}); err != nil {
					t.Fatal(err)
				}
				if _, err := r.rotate(t, r.Person, 0); err != nil {
					t.Fatal(err)
				}
				r.rotated(t)
			})
		}
	})
}

// A key that somebody else may have made meanwhile is not deleted.
func TestAKeyOfSomebodyElseIsLeftAlone(t *testing.T) {
	withKey(t, mayRotate, func(t *testing.T, r *rotating) {
		r.line.set("CreateAccessKey", "", nil)
		if _, err := r.rotate(t, r.Person, 0); err == nil {
			t.Fatal("it was not broken off")
		}
		r.line.set("", "", nil)
		made, err := r.emulator.IAM().CreateAccessKey(t.Context(), &iam.CreateAccessKeyInput{UserName: &r.user})
		if err != nil {
			t.Fatal(err)
		}
		theirs := aws.ToString(made.AccessKey.AccessKeyId)
		r.server.DB.Exec(t, `update credential_rotations set create_sent_at = ?`, time.Now().UTC().Add(-time.Hour))
		_, err = r.rotate(t, r.Person, 0)
		refusal := live.Refused(t, err, http.StatusConflict, "vault.unsure_key")
		if !strings.Contains(refusal.Detail, theirs[len(theirs)-4:]) || len(r.keys(t)) != 2 {
			t.Errorf("%q, keys %v", refusal.Detail, r.keys(t))
		}
		_, err = r.Vault.CancelRotation(t.Context(), api.ByID{ID: r.stored.ID})
		live.Refused(t, err, http.StatusConflict, "vault.unsure_key")
		if _, err := r.emulator.IAM().DeleteAccessKey(t.Context(), &iam.DeleteAccessKeyInput{UserName: &r.user, AccessKeyId: &theirs}); err != nil {
			t.Fatal(err)
		}
		if got, err := r.rotate(t, r.Person, 0); err != nil || got.Step != "cancelled" {
			t.Errorf("%+v, %v", got, err)
		}
	})
}

// When the old key is gone, the new one deletes itself; and a credential of which
// no new key is known does not stay for ever.
func TestARotationEndsWithoutTheOldKey(t *testing.T) {
	withKey(t, mayRotate, func(t *testing.T, r *rotating) {
		r.line.set("", "", func(action string) {
			if action == "CreateAccessKey" {
				r.line.set("GetCallerIdentity", "", nil)
			}
		})
		if _, err := r.rotate(t, r.Person, 0); err == nil {
			t.Fatal("it was not broken off")
		}
		r.line.set("", "", nil)
		if _, err := r.emulator.IAM().DeleteAccessKey(t.Context(), &iam.DeleteAccessKeyInput{UserName: &r.user, AccessKeyId: &r.key.ID}); err != nil {
			t.Fatal(err)
		}
		if got, err := r.Vault.CancelRotation(t.Context(), api.ByID{ID: r.stored.ID}); err != nil || got.Step != "cancelled" || len(r.keys(t)) != 0 {
			t.Fatalf("%+v, %v, keys %v", got, err, r.keys(t))
		}

		other := r.emulator.User(t, r.user+"-2", testkit.Allow(mayRotate...))
		stored := add(t, r.Person, api.AddCredentialRequest{Label: "Other", AccessKeyID: other.ID, SecretAccessKey: other.Secret})
		r.line.set("CreateAccessKey", "", nil)
		for try := range 3 {
			if try > 0 {
				live.Refused(t, r.Vault.Delete(t.Context(), api.ByID{ID: stored.ID}), http.StatusConflict, "vault.rotation_open")
			}
			if _, err := r.Vault.Rotate(t.Context(), api.RotateIn{ID: stored.ID}); err == nil {
				t.Fatal("it was not broken off")
			}
		}
		if err := r.Vault.Delete(t.Context(), api.ByID{ID: stored.ID}); err != nil {
			t.Error(err)
		}
		if n := r.server.DB.Int(t, `select count(*) from vault_due`); n != 0 {
			t.Errorf("%d things are due", n)
		}
	})
}

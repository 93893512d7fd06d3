package vault_test

import (
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// mayAssume lets a role of the emulator assume others.
func mayAssume(t *testing.T, emulator *testkit.AWS, arn string) {
	t.Helper()
	name := arn[strings.LastIndex(arn, "/")+1:]
	_, err := emulator.IAM().PutRolePolicy(t.Context(), &iam.PutRolePolicyInput{RoleName: &name, PolicyName: aws.String("assume"), PolicyDocument: aws.String(testkit.Allow("sts:AssumeRole"))})
	if err != nil {
		t.Fatal(err)
	}
}

func TestRolesAssumedWithASignIn(t *testing.T) {
	t.Parallel()
	withPortal(t, func(t *testing.T, p *portal) {
		ctx := t.Context()
		mayAssume(t, p.emulator, "role/portal-role")
		target, _ := roleIn(t, p.emulator, "target-"+strings.ToLower(strings.ReplaceAll(t.Name(), "/", "-")))
		added := p.add(t, api.AddIdentityCenterRequest{Label: "Portal"})
		role := addRole(t, p.Person, api.AddRoleCredentialRequest{Label: "Target", BaseCredentialID: added.Credential.ID, RoleArn: target})
		if role.AWSRegion != "eu-central-1" || role.AssumeRole.BaseCredentialID != added.Credential.ID {
			t.Errorf("%+v", role)
		}
		list := func() error {
			_, err := p.IAM.ListUsers(ctx, api.IAMUserListIn{CredentialID: role.ID})
			return err
		}
		live.Refused(t, list(), http.StatusConflict, "vault.no_role")
		account, name := "123456789012", "ReadOnly"
		if _, err := p.Vault.Update(ctx, api.UpdateCredentialIn{ID: added.Credential.ID, Body: api.UpdateCredentialRequest{AWSAccountID: &account, RoleName: &name}}); err != nil {
			t.Fatal(err)
		}
		needed := live.Refused(t, list(), http.StatusConflict, "vault.sign_in_needed")
		if !strings.Contains(needed.Detail, "Target is assumed with Portal") {
			t.Errorf("whose sign-in? %s", needed.Detail)
		}
		live.Refused(t, second(p.Vault.Session(ctx, api.SessionIn{ID: role.ID})), http.StatusConflict, "vault.sign_in_needed")
		p.Approve(t, added.SignIn.UserCode)
		p.comes(t, added.Credential.ID, "signed_in")

		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				if err := list(); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if n := p.Calls("GetRoleCredentials"); n != 1 {
			t.Errorf("%d keys were asked for, want one for all", n)
		}
		for action, want := range map[string]int64{"aws.sts:AssumeRole": 1, "aws.sso:GetRoleCredentials": 1} {
			if n := p.server.DB.Int(t, `select count(*) from audit_logs where action = ? and success`, action); n != want {
				t.Errorf("%d records of %s, want %d", n, action, want)
			}
		}
		who, err := p.Vault.Verify(ctx, api.ByID{ID: role.ID})
		if err != nil || !strings.Contains(who.Arn, "assumed-role/target-") {
			t.Errorf("%+v, %v", who, err)
		}
		session, err := p.Vault.Session(ctx, api.SessionIn{ID: role.ID, Body: api.SessionRequest{ReadOnly: true, DurationSeconds: 900}})
		if err != nil || session.SessionToken == "" {
			t.Error(err)
		}
		live.Refused(t, second(p.Vault.Session(ctx, api.SessionIn{ID: role.ID, Body: api.SessionRequest{DurationSeconds: 3601}})), http.StatusUnprocessableEntity, "vault.bad_session")
		live.Refused(t, second(p.Vault.Session(ctx, api.SessionIn{ID: role.ID, Body: api.SessionRequest{MFASerial: "arn:aws:iam::123456789012:mfa/p", MFACode: "123456"}})), http.StatusUnprocessableEntity, "vault.mfa_needed")
		live.Refused(t, p.Vault.Delete(ctx, api.ByID{ID: added.Credential.ID}), http.StatusConflict, "vault.in_use")

		// The sign-in is ended elsewhere: the role's sessions, though they last,
		// are not used from when that is known.
		p.EndSessions()
		p.EndAccessTokens()
		live.Refused(t, second(p.Vault.SignInAccounts(ctx, api.SignInAccountsIn{ID: added.Credential.ID})), http.StatusConflict, "vault.sign_in_needed")
		needed = live.Refused(t, list(), http.StatusConflict, "vault.sign_in_needed")
		if !strings.Contains(needed.Detail, "Portal") {
			t.Errorf("whose sign-in? %s", needed.Detail)
		}
		sign, err := p.Vault.StartSignIn(ctx, api.SignInIn{ID: added.Credential.ID})
		if err != nil {
			t.Fatal(err)
		}
		p.Approve(t, sign.UserCode)
		p.comes(t, added.Credential.ID, "signed_in")
		if err := list(); err != nil {
			t.Error(err)
		}
	})
}

func TestRolesAssumedWithRoles(t *testing.T) {
	t.Parallel()
	emulator := testkit.StartAWS(t)
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		prefix := strings.ToLower(strings.ReplaceAll(t.Name(), "/", "-"))
		first, user := roleIn(t, emulator, prefix+"-first")
		mayAssume(t, emulator, first)
		last, _ := roleIn(t, emulator, prefix+"-last")
		w := newWire(t, emulator.Endpoint)
		s := live.Start(t, d, func(c *server.Config) { c.AWSEndpointURL = w.url })
		p := s.Seed(t, "p@example.com")
		base := add(t, p, api.AddCredentialRequest{Label: "Base", AccessKeyID: user.ID, SecretAccessKey: user.Secret})
		one := addRole(t, p, api.AddRoleCredentialRequest{Label: "First", BaseCredentialID: base.ID, RoleArn: first, DurationSeconds: 7200})
		two := addRole(t, p, api.AddRoleCredentialRequest{Label: "Last", BaseCredentialID: one.ID, RoleArn: last, DurationSeconds: 1800})
		for range 2 {
			who, err := p.Vault.Verify(t.Context(), api.ByID{ID: two.ID})
			if err != nil || !strings.Contains(who.Arn, "assumed-role/"+prefix+"-last/") {
				t.Fatalf("%+v, %v", who, err)
			}
		}
		asked := w.asked("AssumeRole") // verifying edits the last role, so its session is asked for twice; that behind it is used again
		if len(asked) != 3 || asked[0].Get("RoleArn") != first || asked[1].Get("RoleArn") != last || asked[2].Get("RoleArn") != last || asked[1].Get("DurationSeconds") != "1800" {
			t.Errorf("asked %v", asked)
		}
		list := func() {
			t.Helper()
			if _, err := p.IAM.ListUsers(t.Context(), api.IAMUserListIn{CredentialID: two.ID}); err != nil {
				t.Fatal(err)
			}
		}
		list()
		before := len(w.asked("AssumeRole"))
		list()
		if n := len(w.asked("AssumeRole")); n != before {
			t.Errorf("%d more sessions were asked for", n-before)
		}
		label := "Renamed"
		if _, err := p.Vault.Update(t.Context(), api.UpdateCredentialIn{ID: base.ID, Body: api.UpdateCredentialRequest{Label: &label}}); err != nil {
			t.Fatal(err)
		}
		if list(); len(w.asked("AssumeRole")) != before+2 {
			t.Errorf("%d sessions after an edit of what all begins with, want 2", len(w.asked("AssumeRole"))-before)
		}
	})
}

func TestBasesThatAreNotTaken(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		trap := testkit.NewTap(t, "")
		s := live.Start(t, d, func(c *server.Config) { c.AWSEndpointURL = trap.URL })
		p := s.Seed(t, "p@example.com")
		const arn, serial = "arn:aws:iam::123456789012:role/x", "arn:aws:iam::123456789012:mfa/p"
		key := add(t, p, named("Key"))
		roles := []api.Credential{key}
		for _, label := range []string{"One", "Two", "Three", "Four"} {
			roles = append(roles, addRole(t, p, api.AddRoleCredentialRequest{Label: label, BaseCredentialID: roles[len(roles)-1].ID, RoleArn: arn}))
		}
		guarded := addRole(t, p, api.AddRoleCredentialRequest{Label: "Guarded", BaseCredentialID: key.ID, RoleArn: arn, MFASerial: serial})
		long := addRole(t, p, api.AddRoleCredentialRequest{Label: "Long", BaseCredentialID: key.ID, RoleArn: arn, DurationSeconds: 7200})
		other := addRole(t, p, api.AddRoleCredentialRequest{Label: "Other", BaseCredentialID: key.ID, RoleArn: arn})
		lone := addRole(t, p, api.AddRoleCredentialRequest{Label: "Lone", BaseCredentialID: key.ID, RoleArn: arn})
		foreign := s.Seed(t, "q@example.com")
		theirs := add(t, foreign, named("Theirs"))
		for _, c := range []struct {
			name string
			in   api.AddRoleCredentialRequest
			code string
			says string
		}{
			{"the fifth role", api.AddRoleCredentialRequest{BaseCredentialID: roles[4].ID}, "vault.bad_base", "4 roles"},
			{"with a code behind it", api.AddRoleCredentialRequest{BaseCredentialID: guarded.ID}, "vault.bad_base", "Guarded"},
			{"with a code of its own", api.AddRoleCredentialRequest{BaseCredentialID: roles[1].ID, MFASerial: serial}, "vault.bad_base", "IAM user"},
			{"for longer than an hour", api.AddRoleCredentialRequest{BaseCredentialID: roles[1].ID, DurationSeconds: 3601}, "vault.bad_base", "an hour"},
			{"of another workspace", api.AddRoleCredentialRequest{BaseCredentialID: theirs.ID}, "vault.not_found", ""},
		} {
			c.in.Label, c.in.RoleArn = "x", arn
			status := http.StatusUnprocessableEntity
			if c.code == "vault.not_found" {
				status = http.StatusNotFound
			}
			refused := live.Refused(t, second(p.Vault.AddRole(t.Context(), api.AddRoleCredentialIn{Body: c.in})), status, c.code)
			if !strings.Contains(refused.Detail, c.says) {
				t.Errorf("%s: %s", c.name, refused.Detail)
			}
		}
		change := func(role, base int64) error {
			_, err := p.Vault.Update(t.Context(), api.UpdateCredentialIn{ID: role, Body: api.UpdateCredentialRequest{BaseCredentialID: &base}})
			return err
		}
		for _, c := range []struct {
			name       string
			role, base int64
			code       string
			says       string
		}{
			{"itself", roles[2].ID, roles[2].ID, "vault.bad_base", "with itself"},
			{"what is assumed with it", roles[1].ID, roles[3].ID, "vault.bad_base", "with itself"},
			{"another role", roles[2].ID, other.ID, "", ""},
			{"the one before", roles[2].ID, roles[1].ID, "", ""},
			{"as many as may be", other.ID, roles[3].ID, "", ""},
			{"what is assumed with it, from elsewhere", roles[1].ID, other.ID, "vault.bad_base", "with itself"},
			{"too many, with those above", roles[1].ID, lone.ID, "vault.bad_base", "would be 5"},
			{"a code in between", roles[2].ID, guarded.ID, "vault.bad_base", "Guarded"},
			{"for longer than an hour", long.ID, roles[1].ID, "vault.bad_base", "an hour"},
			{"with a code of its own", guarded.ID, roles[1].ID, "vault.bad_base", "IAM user"},
			{"of a key", key.ID, roles[1].ID, "vault.bad_credential", ""},
		} {
			err := change(c.role, c.base)
			if c.code == "" {
				if err != nil {
					t.Errorf("%s: %v", c.name, err)
				}
				continue
			}
			if refused := live.Refused(t, err, http.StatusUnprocessableEntity, c.code); !strings.Contains(refused.Detail, c.says) {
				t.Errorf("%s: %s", c.name, refused.Detail)
			}
		}
		live.Refused(t, change(roles[1].ID, theirs.ID), http.StatusNotFound, "vault.not_found")
		// A ring that comes about by hand is refused when it is used.
		s.DB.Exec(t, `update user_aws_credentials set base_credential_id = ? where id = ?`, roles[3].ID, roles[1].ID)
		live.Refused(t, second(p.IAM.ListUsers(t.Context(), api.IAMUserListIn{CredentialID: roles[2].ID})), http.StatusUnprocessableEntity, "vault.bad_base")
		if calls := trap.Calls(); len(calls) != 0 {
			t.Errorf("AWS saw %v", calls)
		}
	})
}

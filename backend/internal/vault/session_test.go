package vault_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// wire stands before the emulator and keeps what was asked of STS.
type wire struct {
	url string
	mu  sync.Mutex
	all []url.Values
}

func newWire(t *testing.T, endpoint string) *wire {
	t.Helper()
	target, err := url.Parse(endpoint)
	if err != nil {
		t.Fatal(err)
	}
	w := &wire{}
	onward := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(target)
		r.Out.Host = r.In.Host
	}}
	server := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(body))
		form, _ := url.ParseQuery(string(body))
		w.mu.Lock()
		w.all = append(w.all, form)
		w.mu.Unlock()
		onward.ServeHTTP(out, r)
	}))
	t.Cleanup(server.Close)
	w.url = server.URL
	return w
}

// asked are the calls of an action so far.
func (w *wire) asked(action string) (out []url.Values) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, form := range w.all {
		if form.Get("Action") == action {
			out = append(out, form)
		}
	}
	return out
}

const trust = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}`

// roleIn makes a role in the emulator that may list users, and a user that may
// assume it.
func roleIn(t *testing.T, emulator *testkit.AWS, name string) (arn string, user testkit.Key) {
	t.Helper()
	made, err := emulator.IAM().CreateRole(t.Context(), &iam.CreateRoleInput{RoleName: &name, AssumeRolePolicyDocument: aws.String(trust)})
	if err != nil {
		t.Fatal(err)
	}
	_, err = emulator.IAM().PutRolePolicy(t.Context(), &iam.PutRolePolicyInput{RoleName: &name, PolicyName: aws.String("list"), PolicyDocument: aws.String(testkit.Allow("iam:ListUsers", "sts:GetCallerIdentity"))})
	if err != nil {
		t.Fatal(err)
	}
	return *made.Role.Arn, emulator.User(t, name+"-user", testkit.Allow("sts:AssumeRole", "sts:GetSessionToken", "sts:GetFederationToken"))
}

// withAWS runs fn on each database, with an emulator, a role in it, and a
// credential of a user that may assume the role.
func withAWS(t *testing.T, fn func(t *testing.T, s *live.Server, p *live.Person, w *wire, arn string, base api.Credential)) {
	emulator := testkit.StartAWS(t)
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		arn, user := roleIn(t, emulator, "auditor-"+strings.ToLower(strings.ReplaceAll(t.Name(), "/", "-")))
		w := newWire(t, emulator.Endpoint)
		s := live.Start(t, d, func(c *server.Config) { c.AWSEndpointURL = w.url })
		p := s.Seed(t, "p+x@example.com")
		base := add(t, p, api.AddCredentialRequest{Label: "Base", AccessKeyID: user.ID, SecretAccessKey: user.Secret})
		fn(t, s, p, w, arn, base)
	})
}

func addRole(t *testing.T, p *live.Person, in api.AddRoleCredentialRequest) api.Credential {
	t.Helper()
	c, err := p.Vault.AddRole(t.Context(), api.AddRoleCredentialIn{Body: in})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestRolesServeOtherRooms(t *testing.T) {
	t.Parallel()
	withAWS(t, func(t *testing.T, s *live.Server, p *live.Person, w *wire, arn string, base api.Credential) {
		role := addRole(t, p, api.AddRoleCredentialRequest{
			Label: "Role", BaseCredentialID: base.ID, RoleArn: arn, ExternalID: "ext-1", DurationSeconds: 900, RoleSessionName: "copilot.test",
		})
		if role.Kind != "assume_role" || role.AccessKeyIDPreview != "" || role.AssumeRole == nil || role.AssumeRole.RoleArn != arn || role.AWSAccountID != "123456789012" || role.AWSRegion != base.AWSRegion {
			t.Errorf("%+v", role)
		}
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				list, err := p.IAM.ListUsers(t.Context(), api.IAMUserListIn{CredentialID: role.ID})
				if err != nil || len(list.Items) == 0 {
					t.Errorf("%d users, %v", len(list.Items), err)
				}
			})
		}
		all.Wait()
		asked := w.asked("AssumeRole")
		if len(asked) != 1 {
			t.Fatalf("the role was assumed %d times, want once", len(asked))
		}
		for name, want := range map[string]string{"RoleArn": arn, "ExternalId": "ext-1", "DurationSeconds": "900", "RoleSessionName": "copilot.test", "Policy": "", "SerialNumber": ""} {
			if got := asked[0].Get(name); got != want {
				t.Errorf("%s is %q, want %q", name, got, want)
			}
		}
		who, err := p.Vault.Verify(t.Context(), api.ByID{ID: role.ID})
		if err != nil || !strings.Contains(who.Arn, "assumed-role/") {
			t.Errorf("%+v, %v", who, err)
		}
		label := "Renamed"
		if _, err := p.Vault.Update(t.Context(), api.UpdateCredentialIn{ID: base.ID, Body: api.UpdateCredentialRequest{Label: &label}}); err != nil {
			t.Fatal(err)
		}
		if _, err := p.IAM.ListUsers(t.Context(), api.IAMUserListIn{CredentialID: role.ID}); err != nil || len(w.asked("AssumeRole")) != 2 { // once more: what it is assumed with was edited
			t.Errorf("assumed %d times, %v", len(w.asked("AssumeRole")), err)
		}
		for action, want := range map[string]int64{"vault.credential_opened": 10, "aws.sts:AssumeRole": 2} {
			if n := s.DB.Int(t, `select count(*) from audit_logs where action = ?`, action); n != want {
				t.Errorf("%d records of %s, want %d", n, action, want)
			}
		}
		live.Refused(t, p.Vault.Delete(t.Context(), api.ByID{ID: base.ID}), http.StatusConflict, "vault.in_use")
		if err := p.Vault.Delete(t.Context(), api.ByID{ID: role.ID}); err != nil {
			t.Error(err)
		}
		if err := p.Vault.Delete(t.Context(), api.ByID{ID: base.ID}); err != nil {
			t.Error(err)
		}
	})
}

func TestSessions(t *testing.T) {
	t.Parallel()
	withAWS(t, func(t *testing.T, s *live.Server, p *live.Person, w *wire, arn string, base api.Credential) {
		role := addRole(t, p, api.AddRoleCredentialRequest{Label: "Role", BaseCredentialID: base.ID, RoleArn: arn})
		guarded := addRole(t, p, api.AddRoleCredentialRequest{Label: "Guarded", BaseCredentialID: base.ID, RoleArn: arn, MFASerial: "arn:aws:iam::123456789012:mfa/p"})
		const document = `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "iam:ListUsers", "Resource": "*"}]}`
		compact := strings.NewReplacer(": ", ":", ", ", ",").Replace(document)
		quoted, err := json.Marshal(document)
		if err != nil {
			t.Fatal(err)
		}
		const readOnly = "arn:aws:iam::aws:policy/ReadOnlyAccess"
		for _, c := range []struct {
			name   string
			id     int64
			body   api.SessionRequest
			action string
			want   map[string]string
		}{
			{"a role", role.ID, api.SessionRequest{}, "AssumeRole", map[string]string{"RoleArn": arn, "DurationSeconds": "3600", "RoleSessionName": "p+x@example.com", "Policy": "", "PolicyArns.member.1.arn": ""}},
			{"a role, read only", role.ID, api.SessionRequest{ReadOnly: true, DurationSeconds: 900}, "AssumeRole", map[string]string{"PolicyArns.member.1.arn": readOnly, "Policy": "", "DurationSeconds": "900"}},
			{"a role, narrowed", role.ID, api.SessionRequest{SessionPolicy: json.RawMessage(document)}, "AssumeRole", map[string]string{"Policy": compact, "PolicyArns.member.1.arn": ""}},
			{"a role, with a code", guarded.ID, api.SessionRequest{MFACode: "123456"}, "AssumeRole", map[string]string{"SerialNumber": "arn:aws:iam::123456789012:mfa/p", "TokenCode": "123456"}},
			{"a key", base.ID, api.SessionRequest{}, "GetSessionToken", map[string]string{"DurationSeconds": "3600", "SerialNumber": ""}},
			{"a key, with a code", base.ID, api.SessionRequest{MFASerial: "arn:aws:iam::123456789012:mfa/p", MFACode: "654321"}, "GetSessionToken", map[string]string{"SerialNumber": "arn:aws:iam::123456789012:mfa/p", "TokenCode": "654321"}},
			{"a key, read only", base.ID, api.SessionRequest{ReadOnly: true}, "GetFederationToken", map[string]string{"Name": "p+x@example.com", "PolicyArns.member.1.arn": readOnly, "Policy": ""}},
			{"a key, narrowed by a text", base.ID, api.SessionRequest{SessionPolicy: quoted}, "GetFederationToken", map[string]string{"Policy": compact, "PolicyArns.member.1.arn": ""}},
		} {
			before := len(w.asked(c.action))
			got, err := p.Vault.Session(t.Context(), api.SessionIn{ID: c.id, Body: c.body})
			if err != nil {
				t.Errorf("%s: %v", c.name, err)
				continue
			}
			if got.AccessKeyID == "" || got.SecretAccessKey == "" || got.SessionToken == "" || got.ExpiresAt.IsZero() || got.ReadOnly != c.body.ReadOnly {
				t.Errorf("%s: the answer is not complete", c.name)
			}
			asked := w.asked(c.action)
			if len(asked) != before+1 {
				t.Errorf("%s: %d calls of %s", c.name, len(asked)-before, c.action)
				continue
			}
			for name, want := range c.want {
				if got := asked[before].Get(name); got != want {
					t.Errorf("%s: %s is %q, want %q", c.name, name, got, want)
				}
			}
			if c.name == "a role" { // it is good for what the role may
				client := sts.NewFromConfig(aws.Config{Region: "us-east-1", BaseEndpoint: &w.url, Credentials: credentials.NewStaticCredentialsProvider(got.AccessKeyID, got.SecretAccessKey, got.SessionToken)})
				who, err := client.GetCallerIdentity(t.Context(), &sts.GetCallerIdentityInput{})
				if err != nil || !strings.Contains(aws.ToString(who.Arn), "assumed-role/") {
					t.Errorf("the session is not the role's: %v", err)
				}
			}
			if n := s.DB.Int(t, `select count(*) from audit_logs where details like ?`, "%"+got.SecretAccessKey+"%"); n != 0 {
				t.Errorf("%s: the secret is in the audit log", c.name)
			}
		}
		list, err := p.Audit.List(t.Context(), api.AuditListIn{Action: "vault.session_issued"})
		if err != nil || len(list.Items) != 8 || list.Items[0].Details["session_policy"] != compact || list.Items[1].Details["read_only"] != "true" || list.Items[7].Details["session_name"] != "p+x@example.com" {
			t.Errorf("recorded as %+v, %v", list.Items, err)
		}
		keyWithADevice(t, p, w, base, role)
	})
}

// keyWithADevice gives an access key the MFA device of its user: whole sessions of the
// key take a code of it, those that AWS takes no code for do not.
func keyWithADevice(t *testing.T, p *live.Person, w *wire, base, role api.Credential) {
	t.Helper()
	const device, other = "arn:aws:iam::123456789012:mfa/keyed", "arn:aws:iam::123456789012:mfa/other"
	give := func(serial string) {
		c, err := p.Vault.Update(t.Context(), api.UpdateCredentialIn{ID: base.ID, Body: api.UpdateCredentialRequest{MFASerial: &serial}})
		if err != nil || c.MFASerial != serial {
			t.Fatalf("%+v, %v", c, err)
		}
	}
	session := func(id int64, body api.SessionRequest) error {
		_, err := p.Vault.Session(t.Context(), api.SessionIn{ID: id, Body: body})
		return err
	}
	give(device)
	if refused := live.Refused(t, session(base.ID, api.SessionRequest{}), 422, "vault.mfa_needed"); !strings.Contains(refused.Detail, device) {
		t.Errorf("the sentence must name the device: %s", refused.Detail)
	}
	for serial, body := range map[string]api.SessionRequest{device: {MFACode: "654321"}, other: {MFASerial: other, MFACode: "654321"}} {
		if err := session(base.ID, body); err != nil {
			t.Error(err)
		}
		asked := w.asked("GetSessionToken")
		if last := asked[len(asked)-1]; last.Get("SerialNumber") != serial || last.Get("TokenCode") != "654321" {
			t.Errorf("asked with %q, want %q", last.Get("SerialNumber"), serial)
		}
	}
	if err := errors.Join(session(base.ID, api.SessionRequest{ReadOnly: true}), session(role.ID, api.SessionRequest{})); err != nil {
		t.Errorf("a narrowed session, or a role: %v", err)
	}
	if _, err := p.Vault.Verify(t.Context(), api.ByID{ID: base.ID}); err != nil {
		t.Errorf("the key itself: %v", err)
	}
	serial := device
	_, err := p.Vault.Update(t.Context(), api.UpdateCredentialIn{ID: role.ID, Body: api.UpdateCredentialRequest{MFASerial: &serial}})
	live.Refused(t, err, 422, "vault.bad_credential")
	give("")
	if err := session(base.ID, api.SessionRequest{}); err != nil {
		t.Error(err)
	}
}

func TestSessionsThatAreRefused(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		trap := testkit.NewTap(t, "")
		s := live.Start(t, d, func(c *server.Config) { c.AWSEndpointURL = trap.URL })
		p := s.Seed(t, "p@example.com")
		const serial, arn = "arn:aws:iam::123456789012:mfa/p", "arn:aws:iam::123456789012:role/x"
		base := add(t, p, named("Base"))
		short := add(t, p, api.AddCredentialRequest{Label: "Short", AccessKeyID: temporary, SessionToken: "token"})
		keyed := add(t, p, api.AddCredentialRequest{Label: "Keyed", MFASerial: serial})
		role := addRole(t, p, api.AddRoleCredentialRequest{Label: "Role", BaseCredentialID: base.ID, RoleArn: arn})
		guarded := addRole(t, p, api.AddRoleCredentialRequest{Label: "Guarded", BaseCredentialID: base.ID, RoleArn: arn, MFASerial: serial})
		good := json.RawMessage(`{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}`)
		long := json.RawMessage(fmt.Sprintf(`{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/%s"}}`, strings.Repeat("x", 2048)))
		for _, c := range []struct {
			name   string
			id     int64
			body   api.SessionRequest
			status int
			code   string
		}{
			{"of a temporary key", short.ID, api.SessionRequest{}, 409, "vault.already_temporary"},
			{"without the code", guarded.ID, api.SessionRequest{}, 422, "vault.mfa_needed"},
			{"a code of no device", role.ID, api.SessionRequest{MFACode: "123456"}, 422, "vault.mfa_needed"},
			{"a key with its own device, without the code", keyed.ID, api.SessionRequest{}, 422, "vault.mfa_needed"},
			{"a device without its code", base.ID, api.SessionRequest{MFASerial: serial}, 422, "vault.mfa_needed"},
			{"a code for a narrowed key", base.ID, api.SessionRequest{ReadOnly: true, MFASerial: serial, MFACode: "123456"}, 422, "vault.bad_session"},
			{"narrowed twice", role.ID, api.SessionRequest{ReadOnly: true, SessionPolicy: good}, 422, "vault.bad_session"},
			{"narrowed by nonsense", role.ID, api.SessionRequest{SessionPolicy: json.RawMessage(`{"Version":"x"}`)}, 422, "vault.bad_session"},
			{"narrowed by no JSON", role.ID, api.SessionRequest{SessionPolicy: json.RawMessage(`"{"`)}, 422, "vault.bad_session"},
			{"narrowed by a novel", role.ID, api.SessionRequest{SessionPolicy: long}, 422, "vault.bad_session"},
			{"too short", role.ID, api.SessionRequest{DurationSeconds: 899}, 422, "web.invalid"},
			{"too long", role.ID, api.SessionRequest{DurationSeconds: 43201}, 422, "web.invalid"},
		} {
			live.Refused(t, second(p.Vault.Session(t.Context(), api.SessionIn{ID: c.id, Body: c.body})), c.status, c.code)
			if len(trap.Calls()) != 0 {
				t.Fatalf("%s: AWS was asked", c.name)
			}
		}
		mfa := live.Refused(t, second(p.IAM.ListUsers(t.Context(), api.IAMUserListIn{CredentialID: guarded.ID})), 422, "vault.mfa_needed")
		if !strings.Contains(mfa.Detail, serial) {
			t.Errorf("the sentence must name the device: %s", mfa.Detail)
		}
		text := secret
		live.Refused(t, second(p.Vault.Update(t.Context(), api.UpdateCredentialIn{ID: role.ID, Body: api.UpdateCredentialRequest{SecretAccessKey: &text}})), 422, "vault.bad_credential")
		for name, in := range map[string]api.AddRoleCredentialRequest{
			"a user":                              {Label: "x", BaseCredentialID: base.ID, RoleArn: "arn:aws:iam::123456789012:user/x"},
			"too short a session":                 {Label: "x", BaseCredentialID: base.ID, RoleArn: arn, DurationSeconds: 60},
			"a session name with blanks":          {Label: "x", BaseCredentialID: base.ID, RoleArn: arn, RoleSessionName: "a b"},
			"a line break in the external id":     {Label: "x", BaseCredentialID: base.ID, RoleArn: arn, ExternalID: "a\nb"},
			"a Region that is another host, role": {Label: "x", BaseCredentialID: base.ID, RoleArn: arn, AWSRegion: "evil.example"},
		} {
			if _, err := p.Vault.AddRole(t.Context(), api.AddRoleCredentialIn{Body: in}); err == nil {
				t.Errorf("%s is taken", name)
			}
		}
		foreign := s.Seed(t, "q@example.com")
		live.Refused(t, second(foreign.Vault.AddRole(t.Context(), api.AddRoleCredentialIn{Body: api.AddRoleCredentialRequest{Label: "x", BaseCredentialID: base.ID, RoleArn: arn}})), 404, "vault.not_found")
		for _, member := range []string{"auditor", "viewer"} {
			m := s.Seed(t, member+"@example.com")
			s.Join(t, m, p.Workspace, member)
			live.Refused(t, second(m.InWorkspace(p.Workspace).Vault.Session(t.Context(), api.SessionIn{ID: role.ID})), 403, "access.forbidden")
		}
		if n := s.DB.Int(t, `select count(*) from audit_logs where action = 'vault.session_issued'`); n != 0 || len(trap.Calls()) != 0 {
			t.Errorf("%d sessions recorded, %d calls of AWS", n, len(trap.Calls()))
		}
		// A workspace goes with its roles and what they are assumed with.
		s.DB.Exec(t, `delete from memberships where workspace_id = ?`, p.Workspace)
		s.DB.Exec(t, `delete from workspaces where id = ?`, p.Workspace)
		if n := s.DB.Int(t, `select count(*) from user_aws_credentials`); n != 0 {
			t.Errorf("%d credentials are left", n)
		}
	})
}

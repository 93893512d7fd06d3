package vault_test

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/client"
	ssooidc "github.com/iam-copilot/iam-copilot/shared/identitycentertest"
)

const startURL = "https://d-1234567890.awsapps.com/start"

// portal is a server with an Identity Center whose roles are good in the emulator.
type portal struct {
	*live.Person
	*ssooidc.Fake
	server   *live.Server
	database testkit.Database
	endpoint string
	emulator *testkit.AWS
}

func withPortal(t *testing.T, fn func(t *testing.T, p *portal)) {
	emulator := testkit.StartAWS(t)
	arn, _ := roleIn(t, emulator, "portal-role")
	target, err := url.Parse(emulator.Endpoint)
	if err != nil {
		t.Fatal(err)
	}
	issuer := sts.NewFromConfig(aws.Config{Region: "us-east-1", BaseEndpoint: &emulator.Endpoint, Credentials: credentials.NewStaticCredentialsProvider(emulator.Admin.ID, emulator.Admin.Secret, "")})
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		f := ssooidc.New(t)
		f.Issue = func(_, role string) (ssooidc.Key, error) {
			out, err := issuer.AssumeRole(context.Background(), &sts.AssumeRoleInput{RoleArn: &arn, RoleSessionName: aws.String(role)})
			if err != nil {
				return ssooidc.Key{}, err
			}
			c := out.Credentials
			return ssooidc.Key{AccessKeyID: *c.AccessKeyId, SecretAccessKey: *c.SecretAccessKey, SessionToken: *c.SessionToken, Until: *c.Expiration}, nil
		}
		front := httptest.NewServer(f.Before(&httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(target)
			r.Out.Host = r.In.Host
		}}))
		t.Cleanup(front.Close)
		p := &portal{Fake: f, database: d, endpoint: front.URL, emulator: emulator}
		p.server = p.another(t)
		p.Person = p.server.Seed(t, "p@example.com")
		fn(t, p)
	})
}

func (p *portal) another(t *testing.T) *live.Server {
	t.Helper()
	return live.Start(t, p.database, func(c *server.Config) { c.AWSEndpointURL = p.endpoint })
}

// add stores a role of Identity Center; its sign-in is under way then.
func (p *portal) add(t *testing.T, in api.AddIdentityCenterRequest) api.AddedIdentityCenter {
	t.Helper()
	if in.StartURL == "" {
		in.StartURL, in.SSORegion = startURL, "eu-central-1"
	}
	added, err := p.Vault.AddIdentityCenter(t.Context(), api.AddIdentityCenterIn{Body: in})
	if err != nil {
		t.Fatal(err)
	}
	return added
}

// comes asks until the sign-in is in a state, as often as it may.
func (p *portal) comes(t *testing.T, id int64, state string) api.SignIn {
	t.Helper()
	for range 12 {
		got, err := p.Vault.SignIn(t.Context(), api.ByID{ID: id})
		if err != nil {
			t.Fatal(err)
		}
		if got.State == state {
			return got
		}
		if got.State != "pending" {
			t.Fatalf("it is %s, not %s: %s", got.State, state, got.Message)
		}
		time.Sleep(time.Duration(got.PollAfterSeconds) * time.Second)
	}
	t.Fatalf("it does not come to %s", state)
	return api.SignIn{}
}

// signedIn is a credential that somebody has signed in for.
func (p *portal) signedIn(t *testing.T) api.Credential {
	t.Helper()
	added := p.add(t, api.AddIdentityCenterRequest{Label: "Portal", AWSAccountID: "123456789012", RoleName: "ReadOnly"})
	p.Approve(t, added.SignIn.UserCode)
	p.comes(t, added.Credential.ID, "signed_in")
	return added.Credential
}

func TestSignInByDevice(t *testing.T) {
	t.Parallel()
	withPortal(t, func(t *testing.T, p *portal) {
		ctx := t.Context()
		added := p.add(t, api.AddIdentityCenterRequest{Label: "Portal"})
		c, sign := added.Credential, added.SignIn
		if c.Kind != "identity_center" || c.AWSRegion != "eu-central-1" || !c.IsDefault || c.AccessKeyIDPreview != "" || c.KeyAgeDays != nil || c.IdentityCenter == nil || c.IdentityCenter.StartURL != startURL || c.IdentityCenter.SignInState != "pending" {
			t.Errorf("%+v", c)
		}
		if sign.State != "pending" || sign.UserCode == "" || !strings.Contains(sign.VerificationURIComplete, sign.UserCode) || sign.PendingUntil == nil || sign.PollAfterSeconds < 1 || sign.AuthorizationURL != "" {
			t.Errorf("%+v", sign)
		}
		if got, err := p.Vault.SignIn(ctx, api.ByID{ID: c.ID}); err != nil || got.State != "pending" || p.Calls("CreateToken") != 0 {
			t.Errorf("too early to ask AWS: %+v, %v, %d calls", got, err, p.Calls("CreateToken"))
		}
		_, err := p.IAM.ListUsers(ctx, api.IAMUserListIn{CredentialID: c.ID})
		live.Refused(t, err, http.StatusConflict, "vault.no_role")
		_, err = p.Vault.SignInAccounts(ctx, api.SignInAccountsIn{ID: c.ID})
		live.Refused(t, err, http.StatusConflict, "vault.sign_in_needed")

		// Another one who may sign in does not see the code of this one.
		admin := p.server.Seed(t, "admin@example.com")
		p.server.Join(t, admin, p.Workspace, "admin")
		if got, err := admin.InWorkspace(p.Workspace).Vault.SignIn(ctx, api.ByID{ID: c.ID}); err != nil || got.State != "pending" || got.UserCode != "" || got.VerificationURIComplete != "" {
			t.Errorf("another admin is shown %+v, %v", got, err)
		}

		time.Sleep(time.Second)
		if got, err := p.Vault.SignIn(ctx, api.ByID{ID: c.ID}); err != nil || got.State != "pending" || p.Calls("CreateToken") != 1 {
			t.Errorf("before anybody agreed: %+v, %v, %d calls", got, err, p.Calls("CreateToken"))
		}
		p.Approve(t, sign.UserCode)
		if got := p.comes(t, c.ID, "signed_in"); got.UserCode != "" || got.SignedInAt == nil || got.ExpiresAt == nil || got.PollAfterSeconds != 0 {
			t.Errorf("%+v", got)
		}

		accounts, err := p.Vault.SignInAccounts(ctx, api.SignInAccountsIn{ID: c.ID})
		if err != nil || len(accounts.Items) != 1 || accounts.Items[0] != (api.SignInAccount{AccountID: "123456789012", Name: "Production", Email: "aws@example.com"}) {
			t.Errorf("%+v, %v", accounts, err)
		}
		_, err = p.Vault.SignInRoles(ctx, api.SignInRolesIn{ID: c.ID})
		live.Refused(t, err, http.StatusUnprocessableEntity, "vault.bad_sign_in")
		roles, err := p.Vault.SignInRoles(ctx, api.SignInRolesIn{ID: c.ID, AccountID: "123456789012", Limit: 1})
		if err != nil || len(roles.Items) != 1 || roles.Items[0].RoleName != "ReadOnly" || roles.NextCursor == "" {
			t.Errorf("%+v, %v", roles, err)
		}
		account, role := "123456789012", "ReadOnly"
		if c, err = p.Vault.Update(ctx, api.UpdateCredentialIn{ID: c.ID, Body: api.UpdateCredentialRequest{AWSAccountID: &account, RoleName: &role}}); err != nil || c.IdentityCenter.RoleName != role || c.IdentityCenter.SignInState != "signed_in" {
			t.Fatalf("%+v, %v", c, err)
		}

		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				if list, err := p.IAM.ListUsers(ctx, api.IAMUserListIn{CredentialID: c.ID}); err != nil || len(list.Items) == 0 {
					t.Errorf("%d users, %v", len(list.Items), err)
				}
			})
		}
		all.Wait()
		if n := p.Calls("GetRoleCredentials"); n != 1 {
			t.Errorf("%d keys were asked for, want one for all", n)
		}
		who, err := p.Vault.Verify(ctx, api.ByID{ID: c.ID})
		if err != nil || !strings.Contains(who.Arn, "assumed-role/portal-role/ReadOnly") {
			t.Errorf("%+v, %v", who, err)
		}
		session, err := p.Vault.Session(ctx, api.SessionIn{ID: c.ID})
		if err != nil || session.SessionToken == "" || session.ExpiresAt.Before(time.Now()) || p.Calls("GetRoleCredentials") != 2 {
			t.Errorf("a session: %v", err)
		}
		_, err = p.Vault.Session(ctx, api.SessionIn{ID: c.ID, Body: api.SessionRequest{ReadOnly: true}})
		live.Refused(t, err, http.StatusUnprocessableEntity, "vault.bad_session")

		dump := p.database.Dump(t)
		for _, secret := range p.Secrets() {
			if bytes.Contains(dump, []byte(secret)) {
				t.Errorf("the database holds %s…", secret[:8])
			}
		}
		for _, action := range []string{"vault.sign_in_begun", "vault.signed_in", "aws.sso-oauth:RegisterClient", "aws.sso:ListAccounts"} {
			if n := p.server.DB.Int(t, `select count(*) from audit_logs where action = ? and success`, action); n != 1 {
				t.Errorf("%d records of %s", n, action)
			}
		}
	})
}

func TestSignInsThatEndBadly(t *testing.T) {
	t.Parallel()
	withPortal(t, func(t *testing.T, p *portal) {
		added := p.add(t, api.AddIdentityCenterRequest{Label: "Portal", AWSAccountID: "123456789012", RoleName: "ReadOnly"})
		id := added.Credential.ID
		for _, c := range []struct {
			state string
			end   func(userCode string)
		}{
			{"denied", func(code string) { p.Deny(t, code) }},
			{"expired", func(code string) { p.Expire(t, code) }},
		} {
			sign, err := p.Vault.StartSignIn(t.Context(), api.SignInIn{ID: id})
			if err != nil || sign.State != "pending" || sign.UserCode == "" {
				t.Fatalf("%+v, %v", sign, err)
			}
			c.end(sign.UserCode)
			if got := p.comes(t, id, c.state); got.UserCode != "" || got.Message == "" {
				t.Errorf("%+v", got)
			}
			_, err = p.IAM.ListUsers(t.Context(), api.IAMUserListIn{CredentialID: id})
			live.Refused(t, err, http.StatusConflict, "vault.sign_in_needed")
		}
		// A code that nobody has asked AWS about is over as well.
		if _, err := p.Vault.StartSignIn(t.Context(), api.SignInIn{ID: id}); err != nil {
			t.Fatal(err)
		}
		p.server.DB.Exec(t, `update identity_center_sign_ins set pending_until = ?`, time.Now().UTC().Add(-time.Second))
		asked := p.Calls("CreateToken")
		if got := p.comes(t, id, "expired"); got.UserCode != "" || p.Calls("CreateToken") != asked {
			t.Errorf("%+v", got)
		}
		// AWS asks to be asked less often.
		sign, err := p.Vault.StartSignIn(t.Context(), api.SignInIn{ID: id})
		if err != nil {
			t.Fatal(err)
		}
		p.SlowDown()
		time.Sleep(time.Duration(sign.PollAfterSeconds) * time.Second)
		if got, err := p.Vault.SignIn(t.Context(), api.ByID{ID: id}); err != nil || got.State != "pending" || got.PollAfterSeconds < 6 {
			t.Errorf("after slow_down: %+v, %v", got, err)
		}
		// Where AWS does not let a sign-in begin, nothing is stored.
		p.RefuseClients()
		_, err = p.Vault.AddIdentityCenter(t.Context(), api.AddIdentityCenterIn{Body: api.AddIdentityCenterRequest{Label: "Other", StartURL: startURL, SSORegion: "us-east-1"}})
		live.Refused(t, err, http.StatusBadGateway, "aws.refused")
		if n := p.server.DB.Int(t, `select count(*) from user_aws_credentials`); n != 1 {
			t.Errorf("%d credentials", n)
		}
	})
}

// Tokens are renewed before their end, once, however many ask at how many servers.
func TestTokensAreRenewedOnce(t *testing.T) {
	t.Parallel()
	withPortal(t, func(t *testing.T, p *portal) {
		c := p.signedIn(t)
		other := p.another(t)
		people := []*live.Person{p.Person, other.As(t, p.Person)}
		p.server.DB.Exec(t, `update identity_center_sign_ins set access_token_expires_at = ?`, time.Now().UTC().Add(4*time.Minute))
		var all sync.WaitGroup
		for i := range 12 {
			all.Go(func() {
				if _, err := people[i%2].Vault.SignInAccounts(t.Context(), api.SignInAccountsIn{ID: c.ID}); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if n := p.Calls("CreateToken:refresh_token"); n != 1 {
			t.Errorf("renewed %d times", n)
		}
		if n := p.server.DB.Int(t, `select count(*) from audit_logs where action = 'vault.sign_in_renewed'`); n != 1 {
			t.Errorf("%d records", n)
		}
		// A token that AWS takes no more, before its time, is renewed as well.
		p.EndAccessTokens()
		if _, err := p.Vault.SignInAccounts(t.Context(), api.SignInAccountsIn{ID: c.ID}); err != nil || p.Calls("CreateToken:refresh_token") != 2 {
			t.Errorf("%v, renewed %d times", err, p.Calls("CreateToken:refresh_token"))
		}
		// The session is ended elsewhere: somebody has to sign in again.
		p.EndSessions()
		_, err := p.Vault.SignInAccounts(t.Context(), api.SignInAccountsIn{ID: c.ID})
		live.Refused(t, err, http.StatusConflict, "vault.sign_in_needed")
		got, err := p.Vault.Get(t.Context(), api.ByID{ID: c.ID})
		if err != nil || got.IdentityCenter.SignInState != "expired" || !slices.ContainsFunc(got.Warnings, func(w api.CredentialWarning) bool { return w.Code == "sign_in_needed" }) {
			t.Errorf("%+v, %v", got, err)
		}
		sign, err := p.Vault.StartSignIn(t.Context(), api.SignInIn{ID: c.ID})
		if err != nil {
			t.Fatal(err)
		}
		p.Approve(t, sign.UserCode)
		p.comes(t, c.ID, "signed_in")
		if _, err := p.IAM.ListUsers(t.Context(), api.IAMUserListIn{CredentialID: c.ID}); err != nil {
			t.Error(err)
		}
	})
}

func TestSignInByBrowser(t *testing.T) {
	t.Parallel()
	withPortal(t, func(t *testing.T, p *portal) {
		ctx, redirect := t.Context(), "http://127.0.0.1:41234/oauth/callback"
		added := p.add(t, api.AddIdentityCenterRequest{
			Label: "Desktop", AWSAccountID: "123456789012", RoleName: "Admin", SignInRequest: api.SignInRequest{Flow: "browser", RedirectURI: redirect},
		})
		id := added.Credential.ID
		if added.SignIn.State != "pending" || added.SignIn.Flow != "browser" || added.SignIn.UserCode != "" || added.SignIn.AuthorizationURL == "" {
			t.Fatalf("%+v", added.SignIn)
		}
		code, state := p.Visit(t, added.SignIn.AuthorizationURL)
		complete := func(by *client.Client, code, state string) (api.SignIn, error) {
			return by.Vault.CompleteSignIn(ctx, api.CompleteSignInIn{ID: id, Body: api.CompleteSignInRequest{Code: code, State: state}})
		}
		_, err := complete(p.Client, code, "another")
		live.Refused(t, err, http.StatusConflict, "vault.sign_in_state")
		admin := p.server.Seed(t, "admin@example.com")
		p.server.Join(t, admin, p.Workspace, "admin")
		_, err = complete(admin.InWorkspace(p.Workspace), code, state)
		live.Refused(t, err, http.StatusConflict, "vault.sign_in_state")
		if n := p.Calls("CreateToken"); n != 0 {
			t.Fatalf("AWS was asked %d times", n)
		}
		if got, err := complete(p.Client, code, state); err != nil || got.State != "signed_in" {
			t.Fatalf("%+v, %v", got, err)
		}
		_, err = complete(p.Client, code, state)
		live.Refused(t, err, http.StatusConflict, "vault.sign_in_state")
		if _, err := p.IAM.ListUsers(ctx, api.IAMUserListIn{CredentialID: id}); err != nil {
			t.Error(err)
		}
		// A code that AWS did not give.
		again, err := p.Vault.StartSignIn(ctx, api.SignInIn{ID: id, Body: &api.SignInRequest{Flow: "browser", RedirectURI: redirect}})
		if err != nil {
			t.Fatal(err)
		}
		_, state = p.Visit(t, again.AuthorizationURL)
		if got, err := complete(p.Client, "forged", state); err != nil || got.State != "failed" {
			t.Errorf("%+v, %v", got, err)
		}
	})
}

func TestSignInsThatAreNotTaken(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		trap := testkit.NewTap(t, "")
		s := live.Start(t, d, func(c *server.Config) { c.AWSEndpointURL = trap.URL })
		p := s.Seed(t, "p@example.com")
		good := api.AddIdentityCenterRequest{Label: "x", StartURL: startURL, SSORegion: "us-east-1"}
		for name, change := range map[string]func(*api.AddIdentityCenterRequest){
			"without TLS":                   func(r *api.AddIdentityCenterRequest) { r.StartURL = "http://d-1.awsapps.com/start" },
			"with a user name":              func(r *api.AddIdentityCenterRequest) { r.StartURL = "https://x@d-1.awsapps.com/start" },
			"a Region that is another host": func(r *api.AddIdentityCenterRequest) { r.SSORegion = "evil.example" },
			"an account of letters":         func(r *api.AddIdentityCenterRequest) { r.AWSAccountID = "12345678901x" },
			"a role with blanks":            func(r *api.AddIdentityCenterRequest) { r.RoleName = "a b" },
			"back to another computer": func(r *api.AddIdentityCenterRequest) {
				r.Flow, r.RedirectURI = "browser", "http://evil.example:80/oauth/callback"
			},
			"back by name": func(r *api.AddIdentityCenterRequest) {
				r.Flow, r.RedirectURI = "browser", "http://localhost:8000/oauth/callback"
			},
			"a browser without a way back": func(r *api.AddIdentityCenterRequest) { r.Flow = "browser" },
			"a device with a way back":     func(r *api.AddIdentityCenterRequest) { r.RedirectURI = "http://127.0.0.1:8000/oauth/callback" },
			"too many tags":                func(r *api.AddIdentityCenterRequest) { r.Tags = manyTags(51) },
			"a tag of AWS's own":           func(r *api.AddIdentityCenterRequest) { r.Tags = map[string]string{"aws:x": "y"} },
		} {
			in := good
			change(&in)
			_, err := p.Vault.AddIdentityCenter(t.Context(), api.AddIdentityCenterIn{Body: in})
			var refused *client.Error
			if !errors.As(err, &refused) || refused.Status != http.StatusUnprocessableEntity {
				t.Errorf("%s: %v", name, err)
			}
		}
		plain := add(t, p, named("Plain"))
		_, err := p.Vault.StartSignIn(t.Context(), api.SignInIn{ID: plain.ID})
		live.Refused(t, err, http.StatusConflict, "vault.not_identity_center")
		if got, err := p.Vault.SignIn(t.Context(), api.ByID{ID: plain.ID}); err != nil || got.State != "none" {
			t.Errorf("%+v, %v", got, err)
		}
		operator := s.Seed(t, "operator@example.com")
		s.Join(t, operator, p.Workspace, "operator")
		_, err = operator.InWorkspace(p.Workspace).Vault.AddIdentityCenter(t.Context(), api.AddIdentityCenterIn{Body: good})
		live.Refused(t, err, http.StatusForbidden, "access.forbidden")
		if calls := trap.Calls(); len(calls) != 0 {
			t.Errorf("AWS saw %v", calls)
		}
	})
}

package accounts_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/oidc"
	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

const ssoRoot = api.Base + "/auth/sso/example-corp/"

// ada is at the provider with a verified address.
var ada = oidc.Person{Subject: "ada", Email: "Ada@Example.com", Verified: true, Name: "Ada Lovelace"}

// world is a server with a provider.
type world struct {
	*live.Server

	t        *testing.T
	provider *oidc.Provider
}

// withProvider runs fn on both databases. The provider is one for both.
func withProvider(t *testing.T, o oidc.Options, fn func(w world), settings ...live.Settings) {
	t.Helper()
	o.RedirectURI = live.Page + ssoRoot + "callback"
	p := oidc.Start(t, o)
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		all := append([]live.Settings{func(c *server.Config) {
			c.PublicURL, c.OIDCIssuer, c.OIDCClientID, c.OIDCClientSecret, c.OIDCName = live.Page, p.Issuer, oidc.ClientID, o.Secret, "Example Corp"
		}}, settings...)
		fn(world{live.Start(t, d, all...), t, p})
	})
}

// tab is a browser that has begun to sign in.
type tab struct {
	w      world
	to     *url.URL // at the provider
	cookie string
}

// get opens a page of the server without following where it sends.
func (w world) get(path, cookie string) live.Answer {
	w.t.Helper()
	request, err := http.NewRequestWithContext(w.t.Context(), http.MethodGet, w.URL+path, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	if cookie != "" {
		request.Header.Set("Cookie", "iamcopilot_sso="+cookie)
	}
	answer, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	return live.Answer{Status: answer.StatusCode, Header: answer.Header}
}

func setCookie(a live.Answer, name string) *http.Cookie {
	for _, c := range (&http.Response{Header: a.Header}).Cookies() {
		if c.Name == name {
			return c
		}
	}
	return nil
}

func (w world) start(query url.Values) tab {
	w.t.Helper()
	answer := w.get(ssoRoot+"start?"+query.Encode(), "")
	cookie := setCookie(answer, "iamcopilot_sso")
	to, err := url.Parse(answer.Header.Get("Location"))
	if answer.Status != http.StatusFound || err != nil || !strings.HasPrefix(to.String(), w.provider.Issuer) || cookie == nil {
		w.t.Fatalf("%d %v", answer.Status, answer.Header)
	}
	if !cookie.HttpOnly || !cookie.Secure || cookie.SameSite != http.SameSiteLaxMode || cookie.Path != api.Base+"/auth/sso" || cookie.MaxAge != 600 {
		w.t.Errorf("%+v", cookie)
	}
	q := to.Query()
	if q.Get("code_challenge_method") != "S256" || len(q.Get("code_challenge")) != 43 || len(q.Get("nonce")) != 43 || len(q.Get("state")) != 43 {
		w.t.Errorf("%s", to)
	}
	return tab{w, to, cookie.Value}
}

// back is the server's answer when the browser comes back from the provider.
func (b tab) back(who oidc.Person) live.Answer {
	b.w.t.Helper()
	return b.w.get(b.w.provider.SignIn(b.w.t, b.to.String(), who).RequestURI(), b.cookie)
}

// failed expects the browser to be told a code on the page that signs in, and
// nobody to be signed in.
func (w world) failed(what string, a live.Answer, code string) {
	w.t.Helper()
	if a.Status != http.StatusFound || a.Header.Get("Location") != "/login#sso_error="+code || setCookie(a, "iamcopilot_refresh") != nil {
		w.t.Errorf("%s: %d %q, want %s", what, a.Status, a.Header.Get("Location"), code)
	}
}

// session is the person whom an answer has signed in.
func (w world) session(a live.Answer, page string) (*live.Person, api.TokenPair) {
	w.t.Helper()
	cookie := setCookie(a, "iamcopilot_refresh")
	if a.Status != http.StatusFound || a.Header.Get("Location") != page || cookie == nil || cookie.Value == "" {
		w.t.Fatalf("not signed in: %d %v", a.Status, a.Header)
	}
	c := w.Client(w.t)
	pair, err := c.Accounts.Refresh(w.t.Context(), api.RefreshIn{Body: &api.RefreshRequest{RefreshToken: cookie.Value}})
	if err != nil {
		w.t.Fatal(err)
	}
	c.SetTokens(pair)
	me, err := c.Accounts.Me(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	return &live.Person{Client: c, Email: me.Email, ID: me.ID}, pair
}

func TestSSO(t *testing.T) {
	withProvider(t, oidc.Options{Secret: "a-secret-of-the-client"}, func(w world) {
		t, ctx := w.t, w.t.Context()
		info, err := w.Client(t).Server.Info(ctx)
		if err != nil || len(info.SSO) != 1 || info.SSO[0] != (api.SSOProvider{ID: "example-corp", Name: "Example Corp"}) {
			t.Fatalf("%+v, %v", info, err)
		}
		begun := w.start(url.Values{"return_to": {"/policies?q=a#b"}})
		p, pair := w.session(begun.back(ada), "/policies?q=a#b")
		me, err := p.Accounts.Me(ctx)
		if err != nil || me.Email != "ada@example.com" || me.FullName != "Ada Lovelace" || !me.IsVerified || me.HasPassword || me.MFAEnabled {
			t.Errorf("%+v, %v", me, err)
		}
		if !slices.Equal(amr(t, pair.AccessToken), []string{"fed"}) {
			t.Errorf("%v", amr(t, pair.AccessToken))
		}
		again := ada
		again.Email = "ada.king@example.com" // she has married; the subject is the same
		if q, _ := w.session(w.start(nil).back(again), "/"); q.ID != p.ID || q.Email != "ada@example.com" {
			t.Errorf("%+v", q)
		}
		list, err := p.Accounts.Identities(ctx)
		if err != nil || len(list.Items) != 1 || list.Items[0].Provider != "Example Corp" || list.Items[0].Email != "ada.king@example.com" || list.Items[0].LastUsedAt == nil {
			t.Errorf("%+v, %v", list, err)
		}
		if n := w.DB.Int(t, `select count(*) from users`); n != 1 {
			t.Errorf("%d accounts", n)
		}
		// No password signs in to such an account, not even none.
		for _, password := range []string{"", live.Password} {
			live.Refused(t, second(login(t, w.Client(t), "ada@example.com", password)), http.StatusUnauthorized, "accounts.wrong_credentials")
		}
		// It proves itself by having signed in just now.
		live.Refused(t, p.Accounts.Disconnect(ctx, api.DisconnectIn{ByID: api.ByID{ID: list.Items[0].ID}}), http.StatusConflict, "accounts.last_way_in")
		w.DB.Exec(t, `update refresh_tokens set created_at = ?`, time.Now().UTC().Add(-6*time.Minute))
		live.Refused(t, change(t, p, "", live.Password), http.StatusForbidden, "accounts.sign_in_again")
		p, _ = w.session(w.start(nil).back(ada), "/")
		if err := change(t, p, "", live.Password); err != nil {
			t.Fatal(err)
		}
		live.Login(t, w.Client(t), "ada@example.com")
		live.Refused(t, p.Accounts.Disconnect(ctx, api.DisconnectIn{ByID: api.ByID{ID: list.Items[0].ID}}), http.StatusForbidden, "accounts.wrong_password")
		if err := p.Accounts.Disconnect(ctx, api.DisconnectIn{ByID: api.ByID{ID: list.Items[0].ID}, Body: proved()}); err != nil {
			t.Error(err)
		}
		w.failed("a connection that has ended", w.start(nil).back(ada), "accounts.sso_account_there")
	})
}

// What somebody tries who would have others finish his sign-in, or finish theirs.
func TestSSOAttacks(t *testing.T) {
	withProvider(t, oidc.Options{}, func(w world) {
		t := w.t
		returned := func(b tab) string { return w.provider.SignIn(t, b.to.String(), ada).RequestURI() }
		with := func(path, name, value string) string {
			u, err := url.Parse(path)
			if err != nil {
				t.Fatal(err)
			}
			q := u.Query()
			q.Set(name, value)
			return u.Path + "?" + q.Encode()
		}
		b := w.start(nil)
		good := returned(b)
		w.failed("no state", w.get(with(good, "state", ""), b.cookie), "accounts.sso_state")
		w.failed("a wrong state", w.get(with(good, "state", strings.Repeat("x", 43)), b.cookie), "accounts.sso_state")
		if a := w.get(good, b.cookie); setCookie(a, "iamcopilot_refresh") == nil || setCookie(a, "iamcopilot_sso").MaxAge >= 0 {
			t.Errorf("%d %v", a.Status, a.Header)
		}
		w.failed("a replayed answer", w.get(good, b.cookie), "accounts.sso_state")

		b = w.start(nil)
		w.failed("another browser", w.get(returned(b), w.start(nil).cookie), "accounts.sso_state")
		b = w.start(nil)
		w.failed("a browser without the cookie", w.get(returned(b), ""), "accounts.sso_state")

		// The code of one sign-in with the state of another: PKCE.
		b = w.start(nil)
		stolen, err := url.Parse(returned(w.start(nil)))
		if err != nil {
			t.Fatal(err)
		}
		w.failed("another sign-in's code", w.get(with(returned(b), "code", stolen.Query().Get("code")), b.cookie), "accounts.sso_refused")
		b = w.start(nil)
		w.failed("no code", w.get(with(returned(b), "code", ""), b.cookie), "accounts.sso_refused")
		b = w.start(nil)
		q := b.to.Query()
		q.Set("nonce", "of-another-sign-in")
		b.to.RawQuery = q.Encode()
		w.failed("another nonce", w.get(returned(b), b.cookie), "accounts.sso_refused")
		b = w.start(nil)
		w.failed("another provider's answer", w.get(with(returned(b), "iss", "https://evil.example"), b.cookie), "accounts.sso_refused")
		b = w.start(nil)
		w.failed("somebody who does not want to", b.back(oidc.Declines), "accounts.sso_refused")

		b = w.start(nil)
		late := returned(b)
		w.DB.Exec(t, `update tickets set expires_at = ? where purpose = 'accounts.sso_signing_in'`, time.Now().UTC().Add(-time.Second))
		w.failed("after ten minutes", w.get(late, b.cookie), "accounts.sso_state")
		w.DB.Exec(t, `update users set is_active = ?`, false)
		w.failed("a closed account", w.start(nil).back(ada), "accounts.sso_refused")

		for _, page := range []string{
			"https://evil.example/", "//evil.example", `/\evil.example`, `\/evil.example`, "/ /evil.example", "/\t/evil.example", "javascript:alert(1)", "evil.example", "/api/v1/auth/sso/example-corp/start",
		} {
			a := w.get(ssoRoot+"start?"+url.Values{"return_to": {page}}.Encode(), "")
			if a.Status != http.StatusUnprocessableEntity || a.Header.Get("Location") != "" {
				t.Errorf("return_to %q: %d %q", page, a.Status, a.Header.Get("Location"))
			}
		}
		for _, path := range []string{"start", "callback"} {
			if a := w.get(api.Base+"/auth/sso/other/"+path, ""); a.Status != http.StatusNotFound {
				t.Errorf("another provider's %s: %d", path, a.Status)
			}
		}
		// Nothing that went to the provider lies in the database.
		b = w.start(nil)
		for _, name := range []string{"state", "nonce", "code_challenge"} {
			if n := w.DB.Int(t, `select count(*) from tickets where subject like ?`, "%"+b.to.Query().Get(name)+"%"); n != 0 {
				t.Errorf("the database holds the %s", name)
			}
		}
	})
}

// An address joins an account only where both sides have proved it, or its owner
// says so: somebody may have opened the account to be there first.
func TestSSOAccounts(t *testing.T) {
	withProvider(t, oidc.Options{}, func(w world) {
		unverified := ada
		unverified.Verified = false
		w.failed("an address that the provider has not verified", w.start(nil).back(unverified), "accounts.sso_unverified")
		w.failed("no address", w.start(nil).back(oidc.Person{Subject: "nobody", Verified: true}), "accounts.sso_unverified")
		squatter := w.Seed(w.t, "ada@example.com")
		w.DB.Exec(w.t, `update users set is_verified = ? where id = ?`, true, squatter.ID)
		w.failed("an account that is there", w.start(nil).back(ada), "accounts.sso_account_there")
		if n := w.DB.Int(w.t, `select count(*) from identities`); n != 0 {
			w.t.Errorf("%d connections", n)
		}
	})
	withProvider(t, oidc.Options{Sparse: true}, func(w world) {
		outsider := ada
		outsider.Subject, outsider.Email = "eve", "eve@sub.example.com"
		w.failed("another domain", w.start(nil).back(outsider), "accounts.sso_domain")
		outsider.Email = "eve@example.com@evil.example"
		w.failed("no address", w.start(nil).back(outsider), "accounts.sso_unverified")
		unverified := ada
		unverified.Verified = false
		w.failed("an unverified address", w.start(nil).back(unverified), "accounts.sso_unverified")
		w.failed("no account", w.start(nil).back(ada), "accounts.sso_no_account")
		p := w.Seed(w.t, "ada@example.com")
		w.failed("an account whose address was not proved here", w.start(nil).back(ada), "accounts.sso_account_there")
		w.DB.Exec(w.t, `update users set is_verified = ? where id = ?`, true, p.ID)
		if q, _ := w.session(w.start(nil).back(ada), "/"); q.ID != p.ID {
			w.t.Errorf("%+v", q)
		}
		list, err := p.Audit.List(w.t.Context(), api.AuditListIn{Action: "accounts.identity_connected", Page: api.Page{Limit: 1}})
		if err != nil || len(list.Items) != 1 || list.Items[0].Details["email"] != ada.Email {
			w.t.Errorf("%+v, %v", list, err)
		}
	}, func(c *server.Config) {
		c.OIDCAllowedDomains, c.OIDCRegistration, c.OIDCLink = "example.org, Example.com", "existing", "verified"
	})
}

// Its owner connects an account while signed in, in the browser that asked.
func TestSSOConnect(t *testing.T) {
	withProvider(t, oidc.Options{}, func(w world) {
		t, ctx := w.t, w.t.Context()
		p, q := w.Seed(t, "p@example.com"), w.Seed(t, "q@example.com")
		connect := func(p *live.Person) tab {
			t.Helper()
			body := `{"provider":"example-corp","current_password":"` + live.Password + `"}`
			a := w.Do(t, live.Request{Method: http.MethodPost, Path: api.Base + "/auth/me/identities", Token: p.Token, Body: body})
			var at api.ConnectAt
			a.JSON(t, &at)
			to, err := url.Parse(at.URL)
			cookie := setCookie(a, "iamcopilot_sso")
			if err != nil || cookie == nil || a.Status != http.StatusOK {
				t.Fatalf("%d %s", a.Status, a.Body)
			}
			return tab{w, to, cookie.Value}
		}
		live.Refused(t, second(p.Accounts.Connect(ctx, api.ConnectIn{Body: api.ConnectRequest{Provider: "example-corp", PasswordRequest: api.PasswordRequest{CurrentPassword: "Wrong-Harbour-77"}}})), http.StatusForbidden, "accounts.wrong_password")
		live.Refused(t, second(p.Accounts.Connect(ctx, api.ConnectIn{Body: api.ConnectRequest{Provider: "other", PasswordRequest: proved()}})), http.StatusNotFound, "accounts.no_provider")

		// The thief's own beginning, finished in the browser of somebody else.
		theirs := connect(q)
		w.failed("another browser", w.get(w.provider.SignIn(t, theirs.to.String(), ada).RequestURI(), w.start(nil).cookie), "accounts.sso_state")
		settings := func(a live.Answer, want string) {
			t.Helper()
			if got := a.Header.Get("Location"); a.Status != http.StatusFound || got != "/settings?tab=security#"+want || setCookie(a, "iamcopilot_refresh") != nil {
				t.Errorf("%d %q, want %s", a.Status, got, want)
			}
		}
		unverified := ada
		unverified.Verified = false
		settings(connect(p).back(unverified), "sso_error=accounts.sso_unverified")
		settings(connect(p).back(ada), "sso=connected")
		settings(connect(p).back(ada), "sso=connected")
		settings(connect(q).back(ada), "sso_error=accounts.sso_elsewhere")
		if signed, _ := w.session(w.start(nil).back(ada), "/"); signed.ID != p.ID {
			t.Errorf("%+v", signed)
		}
		left := connect(q)
		if err := q.Accounts.LogoutAll(ctx); err != nil {
			t.Fatal(err)
		}
		bob := ada
		bob.Subject = "bob"
		settings(left.back(bob), "sso_error=accounts.sso_state")
		if n := w.DB.Int(t, `select count(*) from identities`); n != 1 {
			t.Errorf("%d connections", n)
		}
	})
}

// The account's own second factor is asked for, unless the provider says that it
// has asked for one, and the setting believes it.
func TestSSOSecondFactor(t *testing.T) {
	twice := ada
	twice.AMR = []string{"pwd", "mfa"}
	withProvider(t, oidc.Options{}, func(w world) {
		t := w.t
		p, _ := w.session(w.start(nil).back(ada), "/")
		if err := change(t, p, "", live.Password); err != nil {
			t.Fatal(err)
		}
		a, _ := withApp(t, w.Server, p)
		answer := w.start(url.Values{"return_to": {"/policies"}}).back(twice)
		to, err := url.Parse(answer.Header.Get("Location"))
		if err != nil || to.Path != "/login" || to.RawQuery != "" || setCookie(answer, "iamcopilot_refresh") != nil {
			t.Fatalf("%d %v", answer.Status, answer.Header)
		}
		told, err := url.ParseQuery(to.Fragment)
		if err != nil || told.Get("return_to") != "/policies" {
			t.Errorf("%s", to)
		}
		pair, err := finish(t, w.Client(t), told.Get("mfa_token"), a.fresh())
		if err != nil || !slices.Equal(amr(t, pair.AccessToken), []string{"fed", "otp", "mfa"}) {
			t.Errorf("%+v, %v", pair, err)
		}
	})
	withProvider(t, oidc.Options{}, func(w world) {
		t := w.t
		p, _ := w.session(w.start(nil).back(ada), "/")
		if err := change(t, p, "", live.Password); err != nil {
			t.Fatal(err)
		}
		withApp(t, w.Server, p)
		if answer := w.start(nil).back(ada); !strings.HasPrefix(answer.Header.Get("Location"), "/login#mfa_token=") {
			t.Errorf("one factor: %v", answer.Header)
		}
		_, pair := w.session(w.start(nil).back(twice), "/")
		if !slices.Equal(amr(t, pair.AccessToken), []string{"fed", "mfa"}) || w.DB.Int(t, `select count(*) from refresh_tokens where amr = 'fed mfa' and mfa`) != 1 {
			t.Errorf("%v", amr(t, pair.AccessToken))
		}
		byACR := ada
		byACR.ACR = "urn:example:two"
		w.session(w.start(nil).back(byACR), "/")
	}, func(c *server.Config) { c.OIDCTrustedMFA = "mfa, urn:example:two" })
}

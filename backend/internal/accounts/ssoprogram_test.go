package accounts_test

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/oidc"
	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

const (
	loopback = "http://127.0.0.1:53682/done"
	verifier = "a-verifier-of-a-program-which-is-long-enough-43"
)

func challenge(verifier string) string {
	sum := sha256.Sum256([]byte(verifier))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// A program gets a code at its own address, which it alone can exchange.
func TestSSOLoopback(t *testing.T) {
	withProvider(t, oidc.Options{}, func(w world) {
		t := w.t
		begin := func() tab {
			return w.start(url.Values{"redirect_uri": {loopback}, "code_challenge": {challenge(verifier)}, "state": {"s t"}})
		}
		code := func() string {
			t.Helper()
			answer := begin().back(ada)
			to, err := url.Parse(answer.Header.Get("Location"))
			if err != nil || !strings.HasPrefix(to.String(), loopback+"?") || to.Query().Get("state") != "s t" || setCookie(answer, "iamcopilot_refresh") != nil {
				t.Fatalf("%d %v", answer.Status, answer.Header)
			}
			return to.Query().Get("code")
		}
		exchange := func(code, verifier, redirect string) (api.TokenPair, error) {
			return w.Client(t).Accounts.SSOExchange(t.Context(), api.SSOExchangeIn{Body: api.SSOExchangeRequest{Code: code, CodeVerifier: verifier, RedirectURI: redirect}})
		}
		spent := func(what string, err error) {
			t.Helper()
			t.Log(what)
			live.Refused(t, err, http.StatusUnauthorized, "accounts.sso_code_spent")
		}
		good := code()
		pair, err := exchange(good, verifier, loopback)
		if err != nil || pair.RefreshToken == "" {
			t.Fatalf("%+v, %v", pair, err)
		}
		c := w.Client(t)
		c.SetTokens(pair)
		if me, err := c.Accounts.Me(t.Context()); err != nil || me.Email != "ada@example.com" {
			t.Errorf("%+v, %v", me, err)
		}
		spent("twice", second(exchange(good, verifier, loopback)))
		stolen := code()
		spent("another verifier", second(exchange(stolen, strings.Repeat("x", 43), loopback)))
		spent("the right one after it", second(exchange(stolen, verifier, loopback)))
		spent("another port", second(exchange(code(), verifier, "http://127.0.0.1:53683/done")))
		old := code()
		w.DB.Exec(t, `update tickets set expires_at = ? where purpose = 'accounts.sso_code'`, time.Now().UTC().Add(-time.Second))
		spent("after a minute", second(exchange(old, verifier, loopback)))
		declined := begin().back(oidc.Declines).Header.Get("Location")
		if to, err := url.Parse(declined); err != nil || !strings.HasPrefix(declined, loopback+"?") || to.Query().Get("error") != "access_denied" || to.Query().Get("state") != "s t" {
			t.Errorf("%s", declined)
		}
		for _, address := range []string{
			"http://evil.example:80/", "https://127.0.0.1:1/", "http://127.0.0.1/", "http://localhost:1/", "http://127.0.0.1:1@evil.example/", "http://127.0.0.1.evil.example:1/", "http://10.0.0.1:1/",
			"http://127.0.0.1:1/?a=b", "http://127.0.0.1:1/#a", "iamcopilot://done", `http://127.0.0.1:1\@evil.example/`,
		} {
			a := w.get(ssoRoot+"start?"+url.Values{"redirect_uri": {address}, "code_challenge": {challenge(verifier)}}.Encode(), "")
			if a.Status != http.StatusUnprocessableEntity {
				t.Errorf("redirect_uri %q: %d", address, a.Status)
			}
		}
		if a := w.get(ssoRoot+"start?"+url.Values{"redirect_uri": {loopback}}.Encode(), ""); a.Status != http.StatusUnprocessableEntity {
			t.Errorf("no challenge: %d", a.Status)
		}
	})
}

// A provider that is down stops neither the start of the server nor those who
// sign in otherwise.
func TestSSOProviderDown(t *testing.T) {
	withProvider(t, oidc.Options{}, func(w world) {
		t := w.t
		b := w.start(nil)
		returned := w.provider.SignIn(t, b.to.String(), ada).RequestURI()
		down := live.Start(t, testkit.NewSQLite(t), func(c *server.Config) {
			c.PublicURL, c.OIDCIssuer, c.OIDCClientID, c.OIDCName = live.Page, "http://127.0.0.1:1", oidc.ClientID, "Example Corp"
		})
		down.Register(t, "p@example.com")
		ask := func(accept string) live.Answer {
			request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, down.URL+ssoRoot+"start", nil)
			if err != nil {
				t.Fatal(err)
			}
			request.Header.Set("Accept", accept)
			answer, err := http.DefaultTransport.RoundTrip(request)
			if err != nil {
				t.Fatal(err)
			}
			_ = answer.Body.Close()
			return live.Answer{Status: answer.StatusCode, Header: answer.Header}
		}
		for range 2 { // asked, and left alone
			if a := ask("application/json"); a.Status != http.StatusServiceUnavailable || a.Header.Get("Retry-After") == "" {
				t.Errorf("%d %v", a.Status, a.Header)
			}
		}
		w.failed("a person", ask("text/html,*/*"), "accounts.provider_down")
		if t.Name() == "TestSSOProviderDown/postgres" { // the last one: the provider is of both
			w.provider.Stop()
			w.failed("gone meanwhile", w.get(returned, b.cookie), "accounts.provider_down")
		}
	})
}

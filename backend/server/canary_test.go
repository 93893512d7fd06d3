package server_test

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
	trace "go.opentelemetry.io/proto/otlp/trace/v1"

	"github.com/iam-copilot/iam-copilot/backend/internal/platform/web"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/otlp"
	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/client"
)

// forms are the ways in which a secret could turn up in a text or a dump.
func forms(secret string) map[string][]byte {
	quoted, err := json.Marshal(secret)
	if err != nil {
		panic(err) // a text can always be written
	}
	all := map[string][]byte{
		"as it is": []byte(secret), "in JSON": bytes.Trim(quoted, `"`), "in an address": []byte(url.QueryEscape(secret)),
		"in hexadecimal": []byte(hex.EncodeToString([]byte(secret))), "in upper-case hexadecimal": []byte(strings.ToUpper(hex.EncodeToString([]byte(secret)))),
	}
	// In base64 a text looks different at each of three offsets; the first
	// and last signs also depend on what stands around it.
	for offset := range 3 {
		for name, encoding := range map[string]*base64.Encoding{"base64": base64.StdEncoding, "base64url": base64.URLEncoding} {
			encoded := encoding.EncodeToString(append(make([]byte, offset), secret...))
			if from, to := (offset*8+5)/6, (offset+len(secret))*8/6; to-from > 10 {
				all[fmt.Sprintf("in %s at offset %d", name, offset)] = []byte(encoded[from:to])
			}
		}
	}
	return all
}

func TestFormsFindASecret(t *testing.T) {
	const secret = "wJalr/XUtn+FEMI?K7MDENG>bPxRfi"
	for _, around := range []string{"", "a", "ab", "abc"} {
		text := around + secret + around
		for _, hidden := range []string{
			text, hex.EncodeToString([]byte(text)), base64.StdEncoding.EncodeToString([]byte(text)), base64.RawURLEncoding.EncodeToString([]byte(text)),
			url.QueryEscape(text), fmt.Sprintf(`{"a":%q}`, text), fmt.Sprintf("%X", text),
		} {
			if !slices.ContainsFunc(slices.Collect(maps.Values(forms(secret))), func(f []byte) bool { return strings.Contains(hidden, string(f)) }) {
				t.Errorf("not found in %s", hidden)
			}
		}
	}
}

// journal notes every answer that goes through it.
type journal struct {
	mu      sync.Mutex
	answers []note
}

type note struct{ operation, text string }

func (j *journal) RoundTrip(q *http.Request) (*http.Response, error) {
	answer, err := http.DefaultTransport.RoundTrip(q)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(answer.Body)
	_ = answer.Body.Close()
	if err != nil {
		return nil, err
	}
	answer.Body = io.NopCloser(bytes.NewReader(body))
	j.mu.Lock()
	defer j.mu.Unlock()
	j.answers = append(j.answers, note{q.Method + " " + strings.TrimPrefix(q.URL.Path, api.Base), fmt.Sprint(answer.Status, answer.Header, string(body))})
	return answer, nil
}

// canaries are the secrets of one life with the product.
type canaries map[string]string

// plant makes a secret that is found nowhere else.
func (c canaries) plant(name, before, after string) string {
	c[name] = before + rand.Text()[:20] + after
	return c[name]
}

// Secrets go in and are used, and then they are nowhere: not in an answer, the
// log, the metrics, or the database.
func TestSecretsAreNowhere(t *testing.T) {
	emulator := testkit.StartAWS(t)
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		secrets, wire := canaries{"SECRET_KEY": live.Secret}, &journal{}
		metrics := secrets.plant("METRICS_TOKEN", "metrics-", "")
		if u, err := url.Parse(d.URL); err == nil && u.User != nil {
			secrets["the database's password"], _ = u.User.Password()
		}
		collector := otlp.New(t)
		s := live.Serve(t, d, "LOG_LEVEL=debug", "AWS_ENDPOINT_URL="+emulator.Endpoint, "METRICS_TOKEN="+metrics,
			"OTEL_EXPORTER_OTLP_ENDPOINT="+collector.URL, "OTEL_BSP_SCHEDULE_DELAY=50")
		c := s.Client(t, client.WithHTTPClient(&http.Client{Transport: wire}))
		key := emulator.User(t, "canary-"+d.Dialect, testkit.Allow("iam:ListUsers"))
		secrets["secret access key"] = key.Secret
		secrets["access key id"] = key.ID

		leadALife(t, c, secrets, key)
		walk(t, s.Server, c, wire)

		if answer := s.Do(t, live.Request{Method: http.MethodGet, Path: "/metrics", Token: metrics}); answer.Status == http.StatusOK {
			search(t, "the metrics", answer.Body, secrets)
		} else {
			t.Errorf("metrics: status %d", answer.Status)
		}
		for _, n := range wire.answers {
			// What is shown once is shown in one answer, and nowhere else.
			if shown := map[string]string{
				"POST /auth/login": "token of", "POST /auth/refresh": "token of", "POST /auth/me/tokens": "personal access token",
				"POST /auth/me/mfa/totp": "authenticator", "POST /auth/me/mfa/totp/confirm": "recovery code",
			}[n.operation]; shown != "" {
				search(t, "the answer to "+n.operation, []byte(n.text), without(secrets, shown))
			} else {
				search(t, "the answer to "+n.operation, []byte(n.text), secrets)
			}
		}
		search(t, "the log", []byte(s.Log.String()), secrets)
		collector.Wait(t, func(s *trace.Span) bool { return s.GetName() == "GET /metrics" })
		search(t, "the traces", collector.Raw(), secrets)
		dump := d.Dump(t)
		search(t, "the database", dump, secrets)
		for what, text := range map[string][]byte{"Canary label": dump, "listening": []byte(s.Log.String()), "/api/v1/auth/me": []byte(s.Log.String())} {
			if !bytes.Contains(text, []byte(what)) {
				t.Errorf("%q is not where it should be, so the search proves nothing", what)
			}
		}
	})
}

func without(secrets canaries, part string) canaries {
	rest := maps.Clone(secrets)
	maps.DeleteFunc(rest, func(name, _ string) bool { return strings.Contains(name, part) })
	return rest
}

func search(t *testing.T, where string, text []byte, secrets canaries) {
	t.Helper()
	for name, secret := range secrets {
		for form, bytesOf := range forms(secret) {
			if at := bytes.Index(text, bytesOf); at >= 0 {
				t.Errorf("%s holds the %s %s: …%q…", where, name, form, text[max(0, at-60):min(len(text), at+len(bytesOf)+20)])
			}
		}
	}
}

// must fails the test when a step that should work does not.
func must[T any](t *testing.T, step string) func(T, error) T {
	return func(out T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", step, err)
		}
		return out
	}
}

// leadALife registers, signs in well and badly, and stores, uses and replaces
// credentials, good and bad ones.
func leadALife(t *testing.T, c *client.Client, secrets canaries, key testkit.Key) {
	t.Helper()
	ctx := t.Context()
	email, password := "canary@example.com", secrets.plant("password", "Pw9-", "")
	must[api.Registered](t, "register")(c.Accounts.Register(ctx, api.RegisterIn{Body: api.RegisterRequest{Email: email, Password: password}}))
	login := func(password string) (api.TokenPair, error) {
		return c.Accounts.Login(ctx, api.LoginIn{Body: api.LoginRequest{Email: email, Password: password}})
	}
	_, _ = login(secrets.plant("wrong password", "Wr0ng-", ""))
	_, _ = c.Accounts.Register(ctx, api.RegisterIn{Body: api.RegisterRequest{Email: "other@example.com", Password: secrets.plant("weak password", "weak", "")}})
	keep := func(name string, pair api.TokenPair) api.TokenPair {
		secrets["access token of "+name], secrets["refresh token of "+name] = pair.AccessToken, pair.RefreshToken
		return pair
	}
	first := keep("the first sign-in", must[api.TokenPair](t, "sign in")(login(password)))
	second := keep("the renewal", must[api.TokenPair](t, "renew")(c.Accounts.Refresh(ctx, api.RefreshIn{Body: &api.RefreshRequest{RefreshToken: first.RefreshToken}})))
	c.SetTokens(api.TokenPair{AccessToken: second.AccessToken})

	_ = c.Accounts.ChangePassword(ctx, api.ChangePasswordIn{Body: api.ChangePasswordRequest{CurrentPassword: secrets.plant("wrong current password", "Wr0ng-", ""), NewPassword: password}})
	next := secrets.plant("new password", "Nw9-", "")
	if err := c.Accounts.ChangePassword(ctx, api.ChangePasswordIn{Body: api.ChangePasswordRequest{CurrentPassword: password, NewPassword: next}}); err != nil {
		t.Fatal(err)
	}
	must[api.User](t, "change the address")(c.Accounts.ChangeEmail(ctx, api.ChangeEmailIn{Body: api.ChangeEmailRequest{Email: "canary2@example.com", CurrentPassword: next}}))

	token := must[api.CreatedToken](t, "make a token")(c.Accounts.CreateToken(ctx, api.CreateTokenIn{Body: api.CreateTokenRequest{Name: "Canary token", Scopes: []string{"vault.read"}, CurrentPassword: next}}))
	secrets["personal access token"] = token.Token[len(token.Preview)-len("…"):] // lists show how it begins
	app := must[api.TOTPEnrolment](t, "enrol an app")(c.Accounts.EnrolTOTP(ctx, api.EnrolTOTPIn{Body: api.PasswordRequest{CurrentPassword: next}}))
	secrets["secret of the authenticator app"] = app.Secret
	code, err := totp.GenerateCode(app.Secret, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	recovery := must[api.RecoveryCodes](t, "confirm the app")(c.Accounts.ConfirmTOTP(ctx, api.ConfirmTOTPIn{Body: api.CodeRequest{Code: code}}))
	secrets["recovery code"], secrets["recovery code, plain"] = recovery.RecoveryCodes[0], strings.ReplaceAll(recovery.RecoveryCodes[0], "-", "")
	pair := must[api.TokenPair](t, "sign in again")(c.Accounts.Login(ctx, api.LoginIn{Body: api.LoginRequest{Email: "canary2@example.com", Password: next}}))
	secrets["token of a right password"] = pair.MFAToken
	_, _ = c.Accounts.LoginMFA(ctx, api.LoginMFAIn{Body: api.LoginMFARequest{MFAToken: pair.MFAToken, Code: secrets.plant("wrong code", "code", "")}})

	add := func(in api.AddCredentialRequest) (api.Credential, error) {
		return c.Vault.Add(ctx, api.AddCredentialIn{Body: in})
	}
	good := must[api.Credential](t, "add a key")(add(api.AddCredentialRequest{Label: "Canary label", AccessKeyID: key.ID, SecretAccessKey: key.Secret}))
	must[api.CallerIdentity](t, "verify")(c.Vault.Verify(ctx, api.ByID{ID: good.ID}))
	must[api.IAMUserList](t, "list users")(c.IAM.ListUsers(ctx, api.IAMUserListIn{}))
	_, _ = c.IAM.GetUser(ctx, api.IAMUserIn{UserName: "administrator"}) // AccessDenied
	temporary := must[api.Credential](t, "add a temporary key")(add(api.AddCredentialRequest{
		Label: "Temporary", AccessKeyID: secrets.plant("temporary key id", "ASIA", ""), SecretAccessKey: secrets.plant("temporary secret", "tmp/", "+x"),
		SessionToken: secrets.plant("session token", "session/", "=="),
	}))
	_, _ = c.Vault.Verify(ctx, api.ByID{ID: temporary.ID}) // AWS does not know it
	id, secret := secrets.plant("replaced key id", "AKIA", ""), secrets.plant("replaced secret", "repl+", "")
	must[api.Credential](t, "replace a key")(c.Vault.Update(ctx, api.UpdateCredentialIn{ID: temporary.ID, Body: api.UpdateCredentialRequest{AccessKeyID: &id, SecretAccessKey: &secret}}))
	_, _ = c.Vault.Verify(ctx, api.ByID{ID: temporary.ID})

	// What is refused is not repeated either.
	_, _ = add(api.AddCredentialRequest{Label: "Canary label", AccessKeyID: secrets.plant("key id of a taken label", "AKIA", ""), SecretAccessKey: secrets.plant("secret of a taken label", "taken/", "")})
	_, _ = add(api.AddCredentialRequest{Label: "", AccessKeyID: secrets.plant("malformed key id", "akia/", "!"), SecretAccessKey: secrets.plant("secret of a malformed key", "bad/", "")})
	_, _ = add(api.AddCredentialRequest{Label: "Too long", AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: secrets.plant("overlong secret", "long/", strings.Repeat("x", 300))})
	_, _ = add(api.AddCredentialRequest{Label: "Swapped", AccessKeyID: secrets.plant("secret in the field of the id", "swap/", "abc"), SecretAccessKey: "short"})
	if err := c.Vault.Delete(ctx, api.ByID{ID: temporary.ID}); err != nil {
		t.Fatal(err)
	}
}

// walk calls every route, with bodies that hold secrets in the wrong places.
func walk(t *testing.T, s *live.Server, c *client.Client, wire *journal) {
	t.Helper()
	h := &http.Client{Transport: wire}
	token := c.Tokens().AccessToken
	// Signing out comes last: the walk needs its session.
	routes := server.Routes()
	slices.SortStableFunc(routes, func(a, b web.Route) int {
		return strings.Count(a.Path, "logout") - strings.Count(b.Path, "logout")
	})
	for _, r := range routes {
		for _, body := range []string{"", "{}", `{"password":"` + token + `","x":1}`, `{"label": ` + token, `"` + token + `"`} {
			request, err := http.NewRequestWithContext(t.Context(), r.Method, s.URL+api.Base+parameter.ReplaceAllString(r.Path, missing), strings.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			request.Header.Set("Content-Type", "application/json")
			request.Header.Set("Authorization", "Bearer "+token)
			answer, err := h.Do(request)
			if err != nil {
				t.Fatalf("%s %s: %v", r.Method, r.Path, err)
			}
			_ = answer.Body.Close()
		}
	}
}

package accounts_test

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	vw "github.com/descope/virtualwebauthn"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/client"
)

// atPage gives the server the address that passkeys are for.
func atPage(c *server.Config) { c.PublicURL = live.Page }

// key is an authenticator with one passkey, and the page that it is used on.
type key struct {
	vw.Credential

	page vw.RelyingParty
	auth vw.Authenticator
}

// wholeKey is the length of a P-256 key in COSE form with both coordinates of 32
// bytes (RFC 9053, section 7.1.1). The software authenticator leaves leading
// zeros out, which no real one does, so that one key in 128 is none.
const wholeKey = 77

func newKey() *key {
	credential := vw.NewCredential(vw.KeyTypeEC2)
	for len(credential.Key.AttestationData()) != wholeKey {
		credential = vw.NewCredential(vw.KeyTypeEC2)
	}
	return &key{
		Credential: credential, page: vw.RelyingParty{ID: "iam.example.com", Name: "IAM Copilot", Origin: live.Page},
		auth: vw.NewAuthenticator(),
	}
}

// create makes the passkey that options ask for.
func (k *key) create(t testing.TB, options api.PasskeyOptions) api.PasskeyAnswer {
	t.Helper()
	var asked struct {
		User struct {
			ID string `json:"id"`
		} `json:"user"`
		Selection struct {
			ResidentKey      string `json:"residentKey"`
			UserVerification string `json:"userVerification"`
		} `json:"authenticatorSelection"`
		Attestation string `json:"attestation"`
	}
	if err := json.Unmarshal(options.PublicKey, &asked); err != nil || asked.Selection.ResidentKey != "required" || asked.Selection.UserVerification != "required" || asked.Attestation != "none" {
		t.Fatalf("%v: %s", err, options.PublicKey)
	}
	parsed, err := vw.ParseAttestationOptions(string(options.PublicKey))
	if err != nil {
		t.Fatal(err)
	}
	if k.auth.Options.UserHandle, err = base64.RawURLEncoding.DecodeString(asked.User.ID); err != nil {
		t.Fatal(err)
	}
	return api.PasskeyAnswer{Ticket: options.Ticket, Credential: json.RawMessage(vw.CreateAttestationResponse(k.page, k.auth, k.Credential, *parsed))}
}

// sign answers options with the passkey, which counts.
func (k *key) sign(t testing.TB, options api.PasskeyOptions) api.PasskeyAnswer {
	t.Helper()
	parsed, err := vw.ParseAssertionOptions(string(options.PublicKey))
	if err != nil {
		t.Fatal(err)
	}
	k.Counter++
	return api.PasskeyAnswer{Ticket: options.Ticket, Credential: json.RawMessage(vw.CreateAssertionResponse(k.page, k.auth, k.Credential, *parsed))}
}

func proved() api.PasswordRequest { return api.PasswordRequest{CurrentPassword: live.Password} }

// add adds a passkey to a person's account; proof is what is asked for besides
// the password.
func (k *key) add(t testing.TB, p *live.Person, name string, proof ...api.PasswordRequest) api.AddedPasskey {
	t.Helper()
	body := proved()
	if len(proof) > 0 {
		body = proof[0]
	}
	options, err := p.Accounts.PasskeyOptions(t.Context(), api.PasskeyOptionsIn{Body: body})
	if err != nil {
		t.Fatal(err)
	}
	added, err := p.Accounts.AddPasskey(t.Context(), api.AddPasskeyIn{Body: api.AddPasskeyRequest{PasskeyAnswer: k.create(t, options), Name: name}})
	if err != nil {
		t.Fatal(err)
	}
	return added
}

// proof is the password and a passkey.
func (k *key) proof(t testing.TB, p *live.Person) api.PasswordRequest {
	t.Helper()
	options, err := p.Accounts.PasskeyProof(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	answer, body := k.sign(t, options), proved()
	body.Passkey = &answer
	return body
}

func options(t testing.TB, c *client.Client) api.PasskeyOptions {
	t.Helper()
	out, err := c.Accounts.LoginPasskeyOptions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func enter(t testing.TB, c *client.Client, a api.PasskeyAnswer) (api.TokenPair, error) {
	t.Helper()
	return c.Accounts.LoginPasskey(t.Context(), api.LoginPasskeyIn{Body: a})
}

// amr is what an access token says of how its session was begun.
func amr(t testing.TB, token string) []string {
	t.Helper()
	body, err := base64.RawURLEncoding.DecodeString(strings.Split(token, ".")[1])
	if err != nil {
		t.Fatal(err)
	}
	var claims struct {
		AMR []string `json:"amr"`
	}
	if err := json.Unmarshal(body, &claims); err != nil {
		t.Fatal(err)
	}
	return claims.AMR
}

func TestPasskeys(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d, atPage)
		other := live.Start(t, d, atPage) // a second server on the same database
		p, ctx := s.Register(t, "p@example.com"), t.Context()
		stale := s.Client(t)
		live.Login(t, stale, p.Email)
		stale.SetTokens(api.TokenPair{AccessToken: stale.Tokens().AccessToken})

		live.Refused(t, second(p.Accounts.PasskeyOptions(ctx, api.PasskeyOptionsIn{Body: api.PasswordRequest{CurrentPassword: "Wrong-Harbour-77"}})), http.StatusForbidden, "accounts.wrong_password")
		laptop := newKey()
		added := laptop.add(t, p, "Laptop")
		if added.Name != "Laptop" || added.ID == 0 || len(added.RecoveryCodes) != 10 {
			t.Fatalf("%+v", added)
		}
		live.Refused(t, second(stale.Accounts.Me(ctx)), http.StatusUnauthorized, "access.sign_in") // it has shown no second factor
		if me, err := p.Accounts.Me(ctx); err != nil || !me.MFAEnabled || !me.HasPassword {
			t.Errorf("%+v, %v", me, err)
		}
		if status, err := p.Accounts.MFA(ctx); err != nil || !status.Enabled || status.EnabledAt == nil || status.TOTP || status.Passkeys != 1 || status.RecoveryCodesLeft != 10 {
			t.Errorf("%+v, %v", status, err)
		}

		// The options from one server, the answer to the other.
		c := other.Client(t)
		pair, err := enter(t, c, laptop.sign(t, options(t, s.Client(t))))
		if err != nil || pair.MFARequired || !slices.Equal(amr(t, pair.AccessToken), []string{"pop", "mfa"}) {
			t.Fatalf("%+v, %v", pair, err)
		}
		c.SetTokens(pair)
		if me, err := c.Accounts.Me(ctx); err != nil || me.Email != p.Email {
			t.Errorf("%+v, %v", me, err)
		}
		next, err := c.Accounts.Refresh(ctx, api.RefreshIn{Body: &api.RefreshRequest{RefreshToken: pair.RefreshToken}})
		if err != nil || !slices.Equal(amr(t, next.AccessToken), []string{"pop", "mfa"}) {
			t.Errorf("%+v, %v", next, err)
		}
		if n := s.DB.Int(t, `select count(*) from refresh_tokens where user_id = ? and mfa and amr = 'pop mfa'`, p.ID); n != 1 {
			t.Errorf("%d sessions have a second factor", n)
		}

		// A second one takes both factors; a code or a passkey will do.
		live.Refused(t, second(p.Accounts.PasskeyOptions(ctx, api.PasskeyOptionsIn{Body: proved()})), http.StatusForbidden, "accounts.wrong_second_factor")
		phone := newKey()
		if added := phone.add(t, p, "Phone", laptop.proof(t, p)); len(added.RecoveryCodes) != 0 {
			t.Errorf("%+v", added)
		}
		body := proved()
		body.Code = added.RecoveryCodes[0]
		newKey().add(t, p, "Spare\nkey", body)
		list, err := p.Accounts.Passkeys(ctx)
		if err != nil || len(list.Items) != 3 || list.Items[0].LastUsedAt == nil || list.Items[1].LastUsedAt != nil || list.Items[2].Name != "Spare key" {
			t.Fatalf("%+v, %v", list, err)
		}
		if renamed, err := p.Accounts.RenamePasskey(ctx, api.RenamePasskeyIn{ByID: api.ByID{ID: list.Items[2].ID}, Body: api.RenamePasskeyRequest{Name: "Old key"}}); err != nil || renamed.Name != "Old key" {
			t.Errorf("%+v, %v", renamed, err)
		}

		// A passkey that has gone signs in no more, though its owner has it still.
		gone := list.Items[0].ID
		live.Refused(t, p.Accounts.DeletePasskey(ctx, api.DeletePasskeyIn{ByID: api.ByID{ID: gone}, Body: proved()}), http.StatusForbidden, "accounts.wrong_second_factor")
		before := laptop.sign(t, options(t, s.Client(t)))
		if err := p.Accounts.DeletePasskey(ctx, api.DeletePasskeyIn{ByID: api.ByID{ID: gone}, Body: phone.proof(t, p)}); err != nil {
			t.Fatal(err)
		}
		live.Refused(t, second(enter(t, s.Client(t), before)), http.StatusUnauthorized, "accounts.passkey_refused")
		live.Refused(t, second(enter(t, s.Client(t), laptop.sign(t, options(t, s.Client(t))))), http.StatusUnauthorized, "accounts.passkey_refused")
		live.Refused(t, p.Accounts.DeletePasskey(ctx, api.DeletePasskeyIn{ByID: api.ByID{ID: gone}, Body: phone.proof(t, p)}), http.StatusNotFound, "accounts.passkey_not_found")

		// With the last one the second factor goes, as with an app.
		for _, left := range []int64{list.Items[2].ID, list.Items[1].ID} {
			if err := p.Accounts.DeletePasskey(ctx, api.DeletePasskeyIn{ByID: api.ByID{ID: left}, Body: phone.proof(t, p)}); err != nil {
				t.Fatal(err)
			}
		}
		if me, err := p.Accounts.Me(ctx); err != nil || me.MFAEnabled {
			t.Errorf("%+v, %v", me, err)
		}
		if n := s.DB.Int(t, `select (select count(*) from refresh_tokens where user_id = ? and mfa) + (select count(*) from recovery_codes)`, p.ID); n != 0 {
			t.Errorf("%d sessions and codes are left of the second factor", n)
		}
		records, err := p.Audit.List(ctx, api.AuditListIn{Page: api.Page{Limit: 200}})
		if err != nil {
			t.Fatal(err)
		}
		for _, action := range []string{"accounts.passkey_added", "accounts.passkey_renamed", "accounts.passkey_deleted", "accounts.mfa_enabled"} {
			if !slices.ContainsFunc(records.Items, func(r api.AuditRecord) bool { return r.Action == action && r.Success }) {
				t.Errorf("no record of %s", action)
			}
		}
	})
}

func TestPasskeyAsSecondFactor(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d, atPage)
		p, q, ctx := s.Seed(t, "p@example.com"), s.Seed(t, "q@example.com"), t.Context()
		mine, his := newKey(), newKey()
		mine.add(t, p, "Mine")
		his.add(t, q, "His")
		asked := func(token string) api.PasskeyOptions {
			t.Helper()
			out, err := s.Client(t).Accounts.LoginMFAPasskey(ctx, api.LoginMFAPasskeyIn{Body: api.MFATokenRequest{MFAToken: token}})
			if err != nil {
				t.Fatal(err)
			}
			return out
		}
		answer := func(token string, a api.PasskeyAnswer) (api.TokenPair, error) {
			return s.Client(t).Accounts.LoginMFA(ctx, api.LoginMFAIn{Body: api.LoginMFARequest{MFAToken: token, Passkey: &a}})
		}
		refused := func(what string, err error) {
			t.Helper()
			t.Log(what)
			live.Refused(t, err, http.StatusUnauthorized, "accounts.passkey_refused")
		}

		token, his2 := password(t, s, p.Email), password(t, s, q.Email)
		refused("another account's passkey", second(answer(token, his.sign(t, asked(token)))))
		refused("another account's challenge", second(answer(token, mine.sign(t, asked(his2)))))
		refused("the challenge of another password", second(answer(token, mine.sign(t, asked(password(t, s, p.Email))))))
		refused("a challenge for signing in without one", second(answer(token, mine.sign(t, options(t, s.Client(t))))))
		refused("a challenge for proving", second(answer(token, *mine.proof(t, p).Passkey)))

		token = password(t, s, p.Email)
		good := mine.sign(t, asked(token))
		pair, err := answer(token, good)
		if err != nil || !slices.Equal(amr(t, pair.AccessToken), []string{"pwd", "pop", "mfa"}) {
			t.Fatalf("%+v, %v", pair, err)
		}
		live.Refused(t, second(answer(token, good)), http.StatusUnauthorized, "accounts.mfa_token_ended")
		refused("a replay with another password", second(answer(password(t, s, p.Email), good)))
		list, err := p.Audit.List(ctx, api.AuditListIn{Action: "accounts.login", Success: "true", Page: api.Page{Limit: 1}})
		if err != nil || len(list.Items) != 1 || list.Items[0].Details["second_factor"] != "passkey" {
			t.Errorf("%+v, %v", list, err)
		}
		live.Refused(t, second(s.Client(t).Accounts.LoginMFAPasskey(ctx, api.LoginMFAPasskeyIn{Body: api.MFATokenRequest{MFAToken: "x"}})), http.StatusUnauthorized, "accounts.mfa_token_ended")
	})
}

// What somebody tries who has seen an answer, or has a page of his own.
func TestPasskeyAttacks(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d, atPage)
		p, q, ctx := s.Seed(t, "p@example.com"), s.Seed(t, "q@example.com"), t.Context()
		k := newKey()
		k.add(t, p, "Key")
		refused := func(what string, a api.PasskeyAnswer) {
			t.Helper()
			if _, err := enter(t, s.Client(t), a); err == nil {
				t.Errorf("%s signs in", what)
			} else {
				live.Refused(t, err, http.StatusUnauthorized, "accounts.passkey_refused")
			}
		}

		good := k.sign(t, options(t, s.Client(t)))
		if _, err := enter(t, s.Client(t), good); err != nil {
			t.Fatal(err)
		}
		refused("a replayed answer", good)
		again := good
		again.Ticket = options(t, s.Client(t)).Ticket
		refused("an answer with another challenge's ticket", again)

		thief := *k
		thief.page.Origin = "https://iam.example.com.evil.example"
		refused("another origin", thief.sign(t, options(t, s.Client(t))))
		thief.page = k.page
		thief.page.Origin = "http://iam.example.com"
		refused("plain HTTP", thief.sign(t, options(t, s.Client(t))))
		thief.page = k.page
		thief.page.ID = "example.com"
		refused("another relying party", thief.sign(t, options(t, s.Client(t))))
		thief.page = k.page
		thief.auth.Options.UserNotVerified = true
		refused("an authenticator that has not asked for its owner", thief.sign(t, options(t, s.Client(t))))
		thief.auth.Options.UserNotVerified = false
		thief.auth.Options.UserHandle = []byte("somebody else")
		refused("another user handle", thief.sign(t, options(t, s.Client(t))))
		thief.auth.Options = k.auth.Options
		thief.Key = vw.NewCredential(vw.KeyTypeEC2).Key
		refused("another private key", thief.sign(t, options(t, s.Client(t))))
		thief.Key = k.Key
		refused("an unknown passkey", newKey().sign(t, options(t, s.Client(t))))
		refused("nonsense", api.PasskeyAnswer{Ticket: options(t, s.Client(t)).Ticket, Credential: json.RawMessage(`{"id":"x"}`)})
		refused("a challenge for proving", *k.proof(t, p).Passkey)

		// A wrong answer uses the challenge up: the right one comes too late.
		asked := options(t, s.Client(t))
		refused("a wrong answer", newKey().sign(t, asked))
		refused("the right answer after it", k.sign(t, asked))

		old := k.sign(t, options(t, s.Client(t)))
		s.DB.Exec(t, `update tickets set expires_at = ? where purpose = 'accounts.passkey_login'`, time.Now().UTC().Add(-time.Second))
		refused("an answer after five minutes", old)

		// A challenge for one account's new passkey is no good for another's.
		asked, err := p.Accounts.PasskeyOptions(ctx, api.PasskeyOptionsIn{Body: k.proof(t, p)})
		if err != nil {
			t.Fatal(err)
		}
		made := newKey().create(t, asked)
		live.Refused(t, second(q.Accounts.AddPasskey(ctx, api.AddPasskeyIn{Body: api.AddPasskeyRequest{PasskeyAnswer: made, Name: "Stolen"}})), http.StatusForbidden, "accounts.wrong_passkey")
		elsewhere := *p
		elsewhere.Session = s.NewSession(t, p)
		elsewhere.Client = s.Client(t, client.WithTokens(api.TokenPair{AccessToken: s.Sign(t, elsewhere.Claims())}))
		live.Refused(t, second(elsewhere.Accounts.AddPasskey(ctx, api.AddPasskeyIn{Body: api.AddPasskeyRequest{PasskeyAnswer: made, Name: "From another session"}})), http.StatusForbidden, "accounts.wrong_passkey")
		signed := newKey().create(t, asked)
		signed.Ticket = options(t, s.Client(t)).Ticket
		live.Refused(t, second(p.Accounts.AddPasskey(ctx, api.AddPasskeyIn{Body: api.AddPasskeyRequest{PasskeyAnswer: signed, Name: "Cross purpose"}})), http.StatusForbidden, "accounts.wrong_passkey")
		body := api.PasswordRequest{CurrentPassword: live.Password}
		foreign := k.sign(t, options(t, s.Client(t)))
		body.Passkey = &foreign
		live.Refused(t, second(p.Accounts.PasskeyOptions(ctx, api.PasskeyOptionsIn{Body: body})), http.StatusForbidden, "accounts.wrong_passkey")
		if n := s.DB.Int(t, `select count(*) from passkeys`); n != 1 {
			t.Errorf("%d passkeys", n)
		}

		// The same authenticator cannot be added twice, nor to another account.
		asked, err = q.Accounts.PasskeyOptions(ctx, api.PasskeyOptionsIn{Body: proved()})
		if err != nil {
			t.Fatal(err)
		}
		copied := *k
		live.Refused(t, second(q.Accounts.AddPasskey(ctx, api.AddPasskeyIn{Body: api.AddPasskeyRequest{PasskeyAnswer: copied.create(t, asked), Name: "Copy"}})), http.StatusConflict, "accounts.passkey_there")
	})
}

// A copy of a passkey counts for itself, so that one of the two falls behind.
func TestClonedPasskey(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		box := testkit.NewMailbox(t, testkit.MailboxOptions{})
		s := live.Start(t, d, live.WithMail(box))
		p := s.Seed(t, "p@example.com")
		k := newKey()
		k.add(t, p, "Key")
		clone := *k
		for range 3 {
			if _, err := enter(t, s.Client(t), k.sign(t, options(t, s.Client(t)))); err != nil {
				t.Fatal(err)
			}
		}
		before := s.DB.Int(t, `select count(*) from refresh_tokens where user_id = ? and not revoked`, p.ID)
		live.Refused(t, second(enter(t, s.Client(t), clone.sign(t, options(t, s.Client(t))))), http.StatusForbidden, "accounts.passkey_cloned")
		clone.Counter = k.Counter - 1
		live.Refused(t, second(enter(t, s.Client(t), clone.sign(t, options(t, s.Client(t))))), http.StatusForbidden, "accounts.passkey_cloned")
		if after := s.DB.Int(t, `select count(*) from refresh_tokens where user_id = ? and not revoked`, p.ID); after != before {
			t.Errorf("%d sessions before, %d after", before, after)
		}
		list, err := p.Audit.List(t.Context(), api.AuditListIn{Action: "accounts.login", Success: "false", Page: api.Page{Limit: 10}})
		if err != nil || len(list.Items) != 2 || list.Items[0].Details["outcome"] != "cloned_passkey" || list.Items[0].ResourceType != "passkey" {
			t.Errorf("%+v, %v", list, err)
		}
		letter := box.Wait(t, p.Email, "There seem to be two copies of a passkey of yours", 0)
		if !strings.Contains(letter.Text, "“Key”") {
			t.Errorf("%s", letter.Text)
		}
		if _, err := enter(t, s.Client(t), k.sign(t, options(t, s.Client(t)))); err != nil {
			t.Errorf("the one that has counted on: %v", err)
		}
	})
}

// One answer, many times at once and at two servers: it signs in once.
func TestPasskeyAnswerWorksOnce(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d, atPage)
		other := live.Start(t, d, atPage)
		p := s.Seed(t, "p@example.com")
		k := newKey()
		k.add(t, p, "Key")
		answer := k.sign(t, options(t, s.Client(t)))
		var won atomic.Int32
		var all sync.WaitGroup
		for i := range 10 {
			all.Go(func() {
				if _, err := enter(t, []*live.Server{s, other}[i%2].Client(t), answer); err == nil {
					won.Add(1)
				}
			})
		}
		all.Wait()
		if won.Load() != 1 {
			t.Errorf("the answer worked %d times", won.Load())
		}
	})
}

// An app and a passkey stand beside each other, and either may go.
func TestAppBesidePasskey(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d, atPage)
		p, ctx := s.Seed(t, "p@example.com"), t.Context()
		k := newKey()
		first := k.add(t, p, "Key")
		live.Refused(t, second(p.Accounts.EnrolTOTP(ctx, api.EnrolTOTPIn{Body: proved()})), http.StatusForbidden, "accounts.wrong_second_factor")
		enrolled, err := p.Accounts.EnrolTOTP(ctx, api.EnrolTOTPIn{Body: k.proof(t, p)})
		if err != nil {
			t.Fatal(err)
		}
		a := app{t, s, enrolled.Secret}
		codes, err := p.Accounts.ConfirmTOTP(ctx, api.ConfirmTOTPIn{Body: api.CodeRequest{Code: a.code(0)}})
		if err != nil || len(codes.RecoveryCodes) != 0 {
			t.Fatalf("%+v, %v", codes, err)
		}
		if status, err := p.Accounts.MFA(ctx); err != nil || !status.TOTP || status.Passkeys != 1 || status.RecoveryCodesLeft != 10 {
			t.Errorf("%+v, %v", status, err)
		}
		if _, err := finish(t, s.Client(t), password(t, s, p.Email), a.fresh()); err != nil {
			t.Error(err)
		}
		if err := p.Accounts.DisableTOTP(ctx, api.PasswordAndCodeIn{Body: api.PasswordAndCodeRequest{CurrentPassword: live.Password, Code: first.RecoveryCodes[0]}}); err != nil {
			t.Fatal(err)
		}
		if me, err := p.Accounts.Me(ctx); err != nil || !me.MFAEnabled {
			t.Errorf("the passkey is a second factor still: %+v, %v", me, err)
		}
		live.Refused(t, p.Accounts.DisableTOTP(ctx, api.PasswordAndCodeIn{Body: api.PasswordAndCodeRequest(k.proof(t, p))}), http.StatusConflict, "accounts.mfa_off")
		proof := k.proof(t, p)
		if err := p.Accounts.DeleteMe(ctx, api.DeleteMeIn{Body: api.DeleteMeRequest{CurrentPassword: live.Password, Passkey: proof.Passkey}}); err != nil {
			t.Fatal(err)
		}
		if n := s.DB.Int(t, `select count(*) from passkeys`); n != 0 {
			t.Errorf("%d passkeys of nobody", n)
		}
		live.Refused(t, second(enter(t, s.Client(t), k.sign(t, options(t, s.Client(t))))), http.StatusUnauthorized, "accounts.passkey_refused")
	})
}

// Browsers offer no passkeys for an address without a name.
func TestNoPasskeysWithoutName(t *testing.T) {
	for page, want := range map[string]string{
		"https://iam.example.com": "iam.example.com", "http://localhost:8000": "localhost", "http://127.0.0.1:8000": "", "https://192.0.2.7": "", "http://iam.example.com": "",
	} {
		s := live.Start(t, testkit.NewSQLite(t), func(c *server.Config) { c.PublicURL = page })
		info, err := s.Client(t).Server.Info(t.Context())
		if err != nil || info.PasskeyRPID != want {
			t.Errorf("%s: %+v, %v", page, info, err)
		}
		if _, err := s.Client(t).Accounts.LoginPasskeyOptions(t.Context()); want == "" {
			live.Refused(t, err, http.StatusConflict, "accounts.no_passkeys")
		} else if err != nil {
			t.Error(err)
		}
	}
}

package accounts_test

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/client"
)

// app is an authenticator app.
type app struct {
	t      *testing.T
	s      *live.Server
	secret string
}

// code is the code that the app shows so many periods from now.
func (a app) code(periods int) string {
	a.t.Helper()
	code, err := totp.GenerateCode(a.secret, time.Now().Add(time.Duration(periods)*30*time.Second))
	if err != nil {
		a.t.Fatal(err)
	}
	return code
}

// fresh is a code that has not been used: it forgets which ones were.
func (a app) fresh() string {
	a.t.Helper()
	a.s.DB.Exec(a.t, `update user_totp set last_step = 0`)
	return a.code(0)
}

// wrong is a code that the app shows neither now nor soon.
func (a app) wrong() string {
	a.t.Helper()
	for i := 0; ; i++ {
		wrong := fmt.Sprintf("%06d", i)
		if !strings.Contains(a.code(-2)+a.code(-1)+a.code(0)+a.code(1)+a.code(2), wrong) {
			return wrong
		}
	}
}

// withApp turns the second factor of a person on.
func withApp(t *testing.T, s *live.Server, p *live.Person) (app, []string) {
	t.Helper()
	enrolled, err := p.Accounts.EnrolTOTP(t.Context(), api.EnrolTOTPIn{Body: api.PasswordRequest{CurrentPassword: live.Password}})
	if err != nil {
		t.Fatal(err)
	}
	a := app{t, s, enrolled.Secret}
	codes, err := p.Accounts.ConfirmTOTP(t.Context(), api.ConfirmTOTPIn{Body: api.CodeRequest{Code: a.code(0)}})
	if err != nil {
		t.Fatal(err)
	}
	return a, codes.RecoveryCodes
}

// password shows the password and gives the token for the second step.
func password(t *testing.T, s *live.Server, email string) string {
	t.Helper()
	pair, err := login(t, s.Client(t), email, live.Password)
	if err != nil || !pair.MFARequired || pair.MFAToken == "" || pair.AccessToken != "" || pair.RefreshToken != "" || pair.ExpiresIn != 300 {
		t.Fatalf("%+v, %v", pair, err)
	}
	return pair.MFAToken
}

func finish(t *testing.T, c *client.Client, token, code string) (api.TokenPair, error) {
	t.Helper()
	return c.Accounts.LoginMFA(t.Context(), api.LoginMFAIn{Body: api.LoginMFARequest{MFAToken: token, Code: code}})
}

func TestSecondFactor(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d)
		p, ctx := s.Seed(t, "p@example.com"), t.Context()
		other := s.Client(t)
		live.Login(t, other, p.Email)
		other.SetTokens(api.TokenPair{AccessToken: other.Tokens().AccessToken})

		live.Refused(t, second(p.Accounts.EnrolTOTP(ctx, api.EnrolTOTPIn{Body: api.PasswordRequest{CurrentPassword: "Wrong-Harbour-77"}})), http.StatusForbidden, "accounts.wrong_password")
		enrolled, err := p.Accounts.EnrolTOTP(ctx, api.EnrolTOTPIn{Body: api.PasswordRequest{CurrentPassword: live.Password}})
		if err != nil || len(enrolled.Secret) != 32 || !strings.HasPrefix(enrolled.OTPAuthURL, "otpauth://totp/IAM%20Copilot:p@example.com?") || !strings.HasPrefix(enrolled.QRCode, "data:image/png;base64,iVBOR") {
			t.Fatalf("%+v, %v", enrolled, err)
		}
		a := app{t, s, enrolled.Secret}
		if _, err := login(t, s.Client(t), p.Email, live.Password); err != nil {
			t.Errorf("before a code has confirmed it: %v", err)
		}
		live.Refused(t, second(p.Accounts.ConfirmTOTP(ctx, api.ConfirmTOTPIn{Body: api.CodeRequest{Code: a.wrong()}})), http.StatusForbidden, "accounts.wrong_second_factor")
		first := a.code(0)
		codes, err := p.Accounts.ConfirmTOTP(ctx, api.ConfirmTOTPIn{Body: api.CodeRequest{Code: first[:3] + " " + first[3:]}})
		if err != nil || len(codes.RecoveryCodes) != 10 || len(codes.RecoveryCodes[0]) != 19 {
			t.Fatalf("%+v, %v", codes, err)
		}
		live.Refused(t, second(other.Accounts.Me(ctx)), http.StatusUnauthorized, "access.sign_in") // it has shown no second factor
		if me, err := p.Accounts.Me(ctx); err != nil || !me.MFAEnabled {
			t.Errorf("%+v, %v", me, err)
		}
		if status, err := p.Accounts.MFA(ctx); err != nil || !status.Enabled || status.EnabledAt == nil || status.RecoveryCodesLeft != 10 {
			t.Errorf("%+v, %v", status, err)
		}
		live.Refused(t, second(p.Accounts.EnrolTOTP(ctx, api.EnrolTOTPIn{Body: api.PasswordRequest{CurrentPassword: live.Password}})), http.StatusConflict, "accounts.mfa_on")
		live.Refused(t, second(p.Accounts.ConfirmTOTP(ctx, api.ConfirmTOTPIn{Body: api.CodeRequest{Code: a.code(1)}})), http.StatusConflict, "accounts.mfa_on")

		token := password(t, s, p.Email)
		live.Refused(t, second(finish(t, s.Client(t), token, first)), http.StatusUnauthorized, "accounts.wrong_code") // it confirmed the app
		c := s.Client(t)
		pair, err := finish(t, c, token, a.code(1))
		if err != nil || pair.AccessToken == "" || pair.RefreshToken == "" || pair.MFARequired {
			t.Fatalf("%+v, %v", pair, err)
		}
		c.SetTokens(pair)
		if _, err := c.Accounts.Me(ctx); err != nil {
			t.Error(err)
		}
		live.Refused(t, second(finish(t, s.Client(t), token, a.fresh())), http.StatusUnauthorized, "accounts.mfa_token_ended")
		list, err := p.Audit.List(ctx, api.AuditListIn{Action: "accounts.login", Success: "true", Page: api.Page{Limit: 1}})
		if err != nil || len(list.Items) != 1 || list.Items[0].Details["second_factor"] != "totp" {
			t.Errorf("%+v, %v", list, err)
		}
	})
}

// Somebody looks over a shoulder and types the same code, many times at once
// and with passwords shown before: it works once.
func TestCodeWorksOnce(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d, func(c *server.Config) { c.TrustedProxies = "127.0.0.1" })
		p := s.Seed(t, "p@example.com")
		a, recovery := withApp(t, s, p)
		for name, code := range map[string]string{"app": a.fresh(), "recovery code": strings.ToLower(recovery[3])} {
			var tokens []string
			for range 6 {
				tokens = append(tokens, password(t, s, p.Email))
			}
			var won atomic.Int32
			var all sync.WaitGroup
			for i := range 12 {
				all.Go(func() {
					if _, err := finish(t, s.Client(t, live.From(fmt.Sprintf("203.0.113.%d", i))), tokens[i%6], code); err == nil {
						won.Add(1)
					}
				})
			}
			all.Wait()
			if won.Load() != 1 {
				t.Errorf("%s: the code worked %d times", name, won.Load())
			}
			s.DB.Exec(t, `update tickets set attempts = 0`)
		}
		if status, err := p.Accounts.MFA(t.Context()); err != nil || status.RecoveryCodesLeft != 9 {
			t.Errorf("%+v, %v", status, err)
		}
	})
}

// A code of a time step before one that was taken is a code that somebody has
// seen earlier.
func TestEarlierCodeIsRefused(t *testing.T) {
	s := live.Start(t, testkit.NewSQLite(t))
	p := s.Seed(t, "p@example.com")
	a, _ := withApp(t, s, p)
	if _, err := finish(t, s.Client(t), password(t, s, p.Email), a.code(1)); err != nil {
		t.Fatal(err)
	}
	token := password(t, s, p.Email)
	for _, periods := range []int{-3, -1, 0, 1, 3} {
		live.Refused(t, second(finish(t, s.Client(t), token, a.code(periods))), http.StatusUnauthorized, "accounts.wrong_code")
	}
}

func TestGuessingCodesIsSlowedDown(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d, func(c *server.Config) { c.TrustedProxies = "127.0.0.1" })
		p := s.Seed(t, "p@example.com")
		a, _ := withApp(t, s, p)
		thief := s.Client(t, live.From("203.0.113.66"))
		token := password(t, s, p.Email)
		for range 5 {
			live.Refused(t, second(finish(t, thief, token, a.wrong())), http.StatusUnauthorized, "accounts.wrong_code")
		}
		live.Refused(t, second(finish(t, thief, token, a.fresh())), http.StatusUnauthorized, "accounts.mfa_token_ended") // one password, five codes
		token = password(t, s, p.Email)
		for range 5 {
			live.Refused(t, second(finish(t, thief, token, a.wrong())), http.StatusUnauthorized, "accounts.wrong_code")
		}
		token = password(t, s, p.Email)
		if refused := live.Refused(t, second(finish(t, thief, token, a.fresh())), http.StatusTooManyRequests, "accounts.too_many_attempts"); refused.RetryAfter < time.Second {
			t.Errorf("wait %s", refused.RetryAfter)
		}
		if _, err := finish(t, s.Client(t, live.From("198.51.100.7")), token, a.fresh()); err != nil {
			t.Errorf("the owner, from elsewhere: %v", err)
		}
	})
}

// The token between password and code is good for nothing else, not for long,
// and not beyond a change of the password.
func TestTokenBetweenTheSteps(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d)
		p := s.Seed(t, "p@example.com")
		a, _ := withApp(t, s, p)
		token := password(t, s, p.Email)
		if got := s.Do(t, live.Request{Method: http.MethodGet, Path: api.Base + "/auth/me", Token: token}).Status; got != http.StatusUnauthorized {
			t.Errorf("as an access token: status %d", got)
		}
		live.Refused(t, second(s.Client(t).Accounts.Refresh(t.Context(), api.RefreshIn{Body: &api.RefreshRequest{RefreshToken: token}})), http.StatusUnauthorized, "accounts.refresh_refused")
		live.Refused(t, resetTo(t, s, token, "Another-Harbour-88"), http.StatusUnprocessableEntity, "accounts.link_spent")
		live.Refused(t, verify(t, s, token), http.StatusUnprocessableEntity, "accounts.link_spent")
		if err := change(t, p, live.Password, "Another-Harbour-88"); err != nil {
			t.Fatal(err)
		}
		live.Refused(t, second(finish(t, s.Client(t), token, a.fresh())), http.StatusUnauthorized, "accounts.mfa_token_ended")
		if err := change(t, p, "Another-Harbour-88", live.Password); err != nil {
			t.Fatal(err)
		}
		token = password(t, s, p.Email)
		if err := p.Accounts.LogoutAll(t.Context()); err != nil {
			t.Fatal(err)
		}
		live.Refused(t, second(finish(t, s.Client(t), token, a.fresh())), http.StatusUnauthorized, "accounts.mfa_token_ended")
		token = password(t, s, p.Email)
		s.DB.Exec(t, `update tickets set expires_at = ?`, time.Now().UTC().Add(-time.Second))
		live.Refused(t, second(finish(t, s.Client(t), token, a.fresh())), http.StatusUnauthorized, "accounts.mfa_token_ended")
		token = password(t, s, p.Email)
		s.DB.Exec(t, `update users set is_active = ? where id = ?`, false, p.ID)
		live.Refused(t, second(finish(t, s.Client(t), token, a.fresh())), http.StatusUnauthorized, "accounts.mfa_token_ended")
	})
}

func TestTurningTheSecondFactorOff(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d)
		p, ctx := s.Seed(t, "p@example.com"), t.Context()
		off := func(password, code string) error {
			return p.Accounts.DisableTOTP(ctx, api.PasswordAndCodeIn{Body: api.PasswordAndCodeRequest{CurrentPassword: password, Code: code}})
		}
		live.Refused(t, off(live.Password, "123456"), http.StatusConflict, "accounts.mfa_off")
		a, old := withApp(t, s, p)
		live.Refused(t, off("Wrong-Harbour-77", a.fresh()), http.StatusForbidden, "accounts.wrong_password")
		live.Refused(t, off(live.Password, a.wrong()), http.StatusForbidden, "accounts.wrong_second_factor")

		codes, err := p.Accounts.NewRecoveryCodes(ctx, api.PasswordAndCodeIn{Body: api.PasswordAndCodeRequest{CurrentPassword: live.Password, Code: old[0]}})
		if err != nil || len(codes.RecoveryCodes) != 10 {
			t.Fatal(err)
		}
		live.Refused(t, off(live.Password, old[1]), http.StatusForbidden, "accounts.wrong_second_factor") // the old ones have ended
		token := password(t, s, p.Email)
		if err := off(live.Password, codes.RecoveryCodes[0]); err != nil {
			t.Fatal(err)
		}
		live.Refused(t, second(finish(t, s.Client(t), token, codes.RecoveryCodes[1])), http.StatusUnauthorized, "accounts.mfa_token_ended")
		if _, err := login(t, s.Client(t), p.Email, live.Password); err != nil {
			t.Error(err)
		}
		for _, table := range []string{"user_totp", "recovery_codes"} {
			if n := s.DB.Int(t, `select count(*) from `+table); n != 0 {
				t.Errorf("%d rows stay in %s", n, table)
			}
		}
		withApp(t, s, p) // and on again
	})
}

// One person's codes are of no use for another.
func TestCodesOfOthers(t *testing.T) {
	s := live.Start(t, testkit.NewSQLite(t))
	ada, bob := s.Seed(t, "ada@example.com"), s.Seed(t, "bob@example.com")
	a, adas := withApp(t, s, ada)
	withApp(t, s, bob)
	token := password(t, s, bob.Email)
	for _, code := range []string{a.fresh(), adas[0]} {
		live.Refused(t, second(finish(t, s.Client(t), token, code)), http.StatusUnauthorized, "accounts.wrong_code")
	}
}

// A thief of the database has neither the secrets of the apps nor the codes; a
// secret that is moved to another account does not open.
func TestSecondFactorInTheDatabase(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d)
		ada, bob := s.Seed(t, "ada@example.com"), s.Seed(t, "bob@example.com")
		a, codes := withApp(t, s, ada)
		token := password(t, s, ada.Email)
		withApp(t, s, bob)
		dump := d.Dump(t)
		for _, secret := range append([]string{a.secret, token, strings.ReplaceAll(codes[1], "-", "")}, codes...) {
			if bytes.Contains(dump, []byte(secret)) {
				t.Errorf("%s is in the database", secret)
			}
		}
		s.DB.Exec(t, `update user_totp set encrypted_secret = (select encrypted_secret from user_totp where user_id = ?) where user_id = ?`, ada.ID, bob.ID)
		if _, err := finish(t, s.Client(t), password(t, s, bob.Email), a.fresh()); err == nil {
			t.Error("Bob's account takes codes of Ada's app")
		}
	})
}

// Whoever resets the password through the mailbox still needs the second factor.
func TestResetDoesNotPassTheSecondFactor(t *testing.T) {
	mailed(t, func(t *testing.T, s *live.Server, box *testkit.Mailbox) {
		p := s.Seed(t, "p@example.com")
		a, _ := withApp(t, s, p)
		box.Wait(t, p.Email, "Two-factor sign-in has been turned on", 0)
		if err := resetTo(t, s, forget(t, s, box, p.Email, 0), "Another-Harbour-88"); err != nil {
			t.Fatal(err)
		}
		pair, err := login(t, s.Client(t), p.Email, "Another-Harbour-88")
		if err != nil || !pair.MFARequired {
			t.Fatalf("%+v, %v", pair, err)
		}
		if _, err := finish(t, s.Client(t), pair.MFAToken, a.fresh()); err != nil {
			t.Error(err)
		}
	})
}

// A password that is changed while somebody signs in with the old one: no
// session may begin that the change was to end.
func TestSignInDuringAChangeOfThePassword(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d, func(c *server.Config) { c.TrustedProxies = "127.0.0.1" })
		p := s.Seed(t, "p@example.com")
		for round := range 5 {
			from, to := fmt.Sprintf("Round-Harbour-%d", round), fmt.Sprintf("Round-Harbour-%d", round+1)
			if round == 0 {
				from = live.Password
			}
			var all sync.WaitGroup
			for i := range 4 {
				all.Go(func() { _, _ = login(t, s.Client(t, live.From(fmt.Sprintf("203.0.113.%d", i))), p.Email, from) })
			}
			all.Go(func() {
				if err := change(t, p, from, to); err != nil {
					t.Error(err)
				}
			})
			all.Wait()
			if n := s.DB.Int(t, `select count(*) from refresh_tokens where user_id = ? and id <> ? and not revoked`, p.ID, p.Session); n != 0 {
				t.Fatalf("round %d: %d sessions of the old password live on", round, n)
			}
		}
	})
}

// Owner and thief both have the password and change it at the same time, to
// something of their own: the first one wins, and the other one is told.
func TestPasswordIsChangedByOne(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d)
		p := s.Seed(t, "p@example.com")
		var won atomic.Int32
		var all sync.WaitGroup
		for i := range 6 {
			all.Go(func() {
				if change(t, p, live.Password, fmt.Sprintf("Round-Harbour-%d", i)) == nil {
					won.Add(1)
				}
			})
		}
		all.Wait()
		if won.Load() != 1 {
			t.Errorf("%d changes succeeded", won.Load())
		}
	})
}

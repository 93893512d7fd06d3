package accounts_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/client"
)

// mailed runs fn on each database with a server that sends mail.
func mailed(t *testing.T, fn func(t *testing.T, s *live.Server, box *testkit.Mailbox)) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		box := testkit.NewMailbox(t, testkit.MailboxOptions{})
		fn(t, live.Start(t, d, live.WithMail(box), func(c *server.Config) { c.TrustedProxies = "127.0.0.1" }), box)
	})
}

func verify(t *testing.T, s *live.Server, secret string) error {
	t.Helper()
	return second(s.Client(t).Accounts.VerifyEmail(t.Context(), api.VerifyEmailIn{Body: api.SecretRequest{Token: secret}}))
}

// post sends a body to a public route as a stranger.
func post(t *testing.T, s *live.Server, path, body string) live.Answer {
	t.Helper()
	return s.Do(t, live.Request{Method: http.MethodPost, Path: api.Base + path, Body: body})
}

// quiet waits until no letter is on its way.
func quiet(t *testing.T, s *live.Server) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); s.DB.Int(t, `select count(*) from mail_outbox`) > 0; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("letters stay in the outbox")
		}
	}
}

func TestAccountOpensWithTheProofOfItsAddress(t *testing.T) {
	mailed(t, func(t *testing.T, s *live.Server, box *testkit.Mailbox) {
		c := s.Client(t)
		out, err := c.Accounts.Register(t.Context(), api.RegisterIn{Body: api.RegisterRequest{Email: "P@Example.com", Password: live.Password, FullName: "Ada"}})
		if err != nil || out.ID != 0 || !out.VerificationRequired || out.Email != "p@example.com" {
			t.Fatalf("%+v, %v", out, err)
		}
		live.Refused(t, second(login(t, c, "p@example.com", live.Password)), http.StatusUnauthorized, "accounts.wrong_credentials")
		l := box.Wait(t, "p@example.com", "Open your IAM Copilot account", 0)
		if !strings.Contains(l.Text, live.Page+"/verify-email#token=") {
			t.Errorf("the link is not to the server's own page:\n%s", l.Text)
		}
		if n := s.DB.Int(t, `select count(*) from users`); n != 0 {
			t.Errorf("%d accounts before the proof", n)
		}
		if err := verify(t, s, l.Secret(t)); err != nil {
			t.Fatal(err)
		}
		live.Refused(t, verify(t, s, l.Secret(t)), http.StatusUnprocessableEntity, "accounts.link_spent")
		pair, err := login(t, c, "p@example.com", live.Password)
		if err != nil {
			t.Fatal(err)
		}
		c.SetTokens(pair)
		if me, err := c.Accounts.Me(t.Context()); err != nil || !me.IsVerified || me.FullName != "Ada" {
			t.Errorf("%+v, %v", me, err)
		}
		if list, err := c.Workspaces.List(t.Context(), api.Page{}); err != nil || len(list.Items) != 1 || list.Items[0].Role != "owner" {
			t.Errorf("%+v, %v", list, err)
		}
		if info, err := c.Server.Info(t.Context()); err != nil || !info.Mail {
			t.Errorf("%+v, %v", info, err)
		}
	})
}

// Registering, forgetting and asking again do and answer the same for an
// address with an account, one that waits for its proof, and a stranger's.
func TestNoAnswerTellsWhoHasAnAccount(t *testing.T) {
	mailed(t, func(t *testing.T, s *live.Server, box *testkit.Mailbox) {
		s.Seed(t, "here@example.com")
		closed := s.Seed(t, "closed@example.com")
		s.DB.Exec(t, `update users set is_active = ? where id = ?`, false, closed.ID)
		for _, c := range []struct {
			path, body string
			hashes     int
		}{
			{"/auth/register", `{"email":%q,"password":"Quiet-Harbour-77"}`, 1},
			{"/auth/forgot-password", `{"email":%q}`, 0},
			{"/auth/verify-email/resend", `{"email":%q}`, 0},
		} {
			var first string
			for _, email := range []string{"here@example.com", "closed@example.com", "nobody@example.com"} {
				before := hashed(t, s)
				answer := post(t, s, c.path, fmt.Sprintf(c.body, email))
				text := strings.ReplaceAll(createdAt.ReplaceAllString(answer.WithoutID(), ""), email, "ADDRESS")
				if answer.Status != http.StatusAccepted || hashed(t, s)-before != c.hashes {
					t.Errorf("%s for %s: status %d, %d hashes: %s", c.path, email, answer.Status, hashed(t, s)-before, answer.Body)
				}
				if first == "" {
					first = text
				}
				if text != first {
					t.Errorf("%s tells addresses apart:\n%s\n%s", c.path, first, text)
				}
			}
		}
		quiet(t, s)
		letters := map[string]string{}
		for _, l := range box.All() {
			letters[l.To] += l.Subject + "; "
		}
		if l := letters["here@example.com"]; !strings.Contains(l, "already") || !strings.Contains(l, "Reset your") {
			t.Errorf("whoever has an account got %s", l)
		}
		if l := letters["nobody@example.com"]; strings.Contains(l, "Reset") || !strings.Contains(l, "Open your IAM Copilot account") {
			t.Errorf("a stranger got %s", l)
		}
		if l := letters["closed@example.com"]; strings.Contains(l, "Reset") || strings.Contains(l, "Open your") {
			t.Errorf("whose account is closed got %s", l)
		}
	})
}

// Somebody who registers an address before its owner does gets nothing by it:
// each link opens the account with the password it was asked for with, and one
// of them opens it once.
func TestOneOfManyLinksOpensTheAccount(t *testing.T) {
	mailed(t, func(t *testing.T, s *live.Server, box *testkit.Mailbox) {
		var secrets []string
		for i := range 4 {
			if _, err := register(t, s.Client(t), "p@example.com", fmt.Sprintf("Quiet-Harbour-7%d", i)); err != nil {
				t.Fatal(err)
			}
			secrets = append(secrets, box.Wait(t, "p@example.com", "Open your", i).Secret(t))
		}
		var won atomic.Int32
		var all sync.WaitGroup
		for _, secret := range append(secrets, secrets...) {
			all.Go(func() {
				var p *client.Error
				switch err := verify(t, s, secret); {
				case err == nil:
					won.Add(1)
				case !errors.As(err, &p) || (p.Code != "accounts.link_spent" && p.Code != "accounts.email_taken"):
					t.Error(err)
				}
			})
		}
		all.Wait()
		for table, want := range map[string]int64{"users": 1, "workspaces": 1, "memberships": 1, "registrations": 0} {
			if n := s.DB.Int(t, `select count(*) from `+table); n != want {
				t.Errorf("%d rows in %s, want %d", n, table, want)
			}
		}
		working := 0
		for i := range 4 {
			if _, err := login(t, s.Client(t), "p@example.com", fmt.Sprintf("Quiet-Harbour-7%d", i)); err == nil {
				working++
			}
		}
		if won.Load() != 1 || working != 1 {
			t.Errorf("%d links worked, and %d passwords", won.Load(), working)
		}
	})
}

func TestLinksEnd(t *testing.T) {
	mailed(t, func(t *testing.T, s *live.Server, box *testkit.Mailbox) {
		if _, err := register(t, s.Client(t), "p@example.com", live.Password); err != nil {
			t.Fatal(err)
		}
		secret := box.Wait(t, "p@example.com", "Open your", 0).Secret(t)
		if n := s.DB.Int(t, `select count(*) from tickets where expires_at > ?`, time.Now().UTC().Add(24*time.Hour)); n != 0 {
			t.Error("a link lives for more than a day")
		}
		s.DB.Exec(t, `update tickets set expires_at = ?`, time.Now().UTC().Add(-time.Second))
		live.Refused(t, verify(t, s, secret), http.StatusUnprocessableEntity, "accounts.link_spent")
		for _, nonsense := range []string{"x", strings.Repeat("A", 43), secret + "A", secret[1:]} {
			live.Refused(t, verify(t, s, nonsense), http.StatusUnprocessableEntity, "accounts.link_spent")
		}
		// Asking again gives a link that is good, as long as the registration is.
		if _, err := s.Client(t).Accounts.ResendVerification(t.Context(), api.EmailIn{Body: api.EmailRequest{Email: "p@example.com"}}); err != nil {
			t.Fatal(err)
		}
		again := box.Wait(t, "p@example.com", "Open your", 1).Secret(t)
		s.DB.Exec(t, `update registrations set expires_at = ?`, time.Now().UTC().Add(-time.Second))
		live.Refused(t, verify(t, s, again), http.StatusUnprocessableEntity, "accounts.link_spent")
		if n := s.DB.Int(t, `select count(*) from users`); n != 0 {
			t.Errorf("%d accounts", n)
		}
	})
}

// An account from before the server sent mail is verified without losing it.
func TestAccountsOfBeforeAreVerified(t *testing.T) {
	mailed(t, func(t *testing.T, s *live.Server, box *testkit.Mailbox) {
		p := s.Seed(t, "p@example.com")
		live.Login(t, s.Client(t), p.Email)
		if _, err := p.Accounts.ResendVerification(t.Context(), api.EmailIn{Body: api.EmailRequest{Email: p.Email}}); err != nil {
			t.Fatal(err)
		}
		if err := verify(t, s, box.Wait(t, p.Email, "Verify your", 0).Secret(t)); err != nil {
			t.Fatal(err)
		}
		if me, err := p.Accounts.Me(t.Context()); err != nil || !me.IsVerified {
			t.Errorf("%+v, %v", me, err)
		}
	})
}

func TestNewAddressCountsWhenItIsProved(t *testing.T) {
	mailed(t, func(t *testing.T, s *live.Server, box *testkit.Mailbox) {
		p, other := s.Seed(t, "old@example.com"), s.Seed(t, "taken@example.com")
		to := func(email string) api.User {
			u, err := p.Accounts.ChangeEmail(t.Context(), api.ChangeEmailIn{Body: api.ChangeEmailRequest{Email: email, CurrentPassword: live.Password}})
			if err != nil || u.Email != "old@example.com" {
				t.Fatalf("%+v, %v", u, err)
			}
			return u
		}
		// A reset link to the old mailbox must not outlive the change.
		if _, err := s.Client(t).Accounts.ForgotPassword(t.Context(), api.EmailIn{Body: api.EmailRequest{Email: p.Email}}); err != nil {
			t.Fatal(err)
		}
		reset := box.Wait(t, p.Email, "Reset your", 0).Secret(t)

		to("taken@example.com") // answers like any other
		box.Wait(t, other.Email, "entered for another account", 0)
		to("new@example.com")
		if l := box.Wait(t, "old@example.com", "about to change", 1); !strings.Contains(l.Text, "new@example.com") || !strings.Contains(l.Text, "127.0.0.1") {
			t.Errorf("the old address is told:\n%s", l.Text)
		}
		secret := box.Wait(t, "new@example.com", "Confirm your new", 0).Secret(t)
		if _, err := login(t, s.Client(t), "old@example.com", live.Password); err != nil {
			t.Errorf("before the proof: %v", err)
		}
		var all sync.WaitGroup
		var won atomic.Int32
		for range 6 {
			all.Go(func() {
				if verify(t, s, secret) == nil {
					won.Add(1)
				}
			})
		}
		all.Wait()
		if me, err := p.Accounts.Me(t.Context()); err != nil || me.Email != "new@example.com" || !me.IsVerified || won.Load() != 1 {
			t.Errorf("%+v, %v, %d times", me, err, won.Load())
		}
		box.Wait(t, "old@example.com", "has been changed", 0)
		live.Refused(t, resetTo(t, s, reset, "Another-Harbour-88"), http.StatusUnprocessableEntity, "accounts.link_spent")
	})
}

// Two people ask for one address; whoever proves it second is told so.
func TestAddressIsProvedByTwo(t *testing.T) {
	mailed(t, func(t *testing.T, s *live.Server, box *testkit.Mailbox) {
		var secrets []string
		for i, email := range []string{"a@example.com", "b@example.com"} {
			p := s.Seed(t, email)
			if _, err := p.Accounts.ChangeEmail(t.Context(), api.ChangeEmailIn{Body: api.ChangeEmailRequest{Email: "new@example.com", CurrentPassword: live.Password}}); err != nil {
				t.Fatal(err)
			}
			secrets = append(secrets, box.Wait(t, "new@example.com", "Confirm", i).Secret(t))
		}
		if err := verify(t, s, secrets[0]); err != nil {
			t.Fatal(err)
		}
		live.Refused(t, verify(t, s, secrets[1]), http.StatusConflict, "accounts.email_taken")
	})
}

// A mailbox gets so many letters and no more, whoever asks, and nobody can
// tell from the answers.
func TestStrangersCannotFloodAMailbox(t *testing.T) {
	mailed(t, func(t *testing.T, s *live.Server, box *testkit.Mailbox) {
		s.Seed(t, "p@example.com")
		for i := range 12 {
			c := s.Client(t, live.From(fmt.Sprintf("203.0.113.%d", i)))
			if _, err := c.Accounts.ForgotPassword(t.Context(), api.EmailIn{Body: api.EmailRequest{Email: "P@example.com"}}); err != nil {
				t.Fatal(err)
			}
		}
		quiet(t, s)
		if n := len(box.All()); n != 5 {
			t.Errorf("%d letters, want 5", n)
		}
		c := s.Client(t, live.From("203.0.113.99"))
		for i := range 60 {
			if _, err := c.Accounts.ForgotPassword(t.Context(), api.EmailIn{Body: api.EmailRequest{Email: fmt.Sprintf("p%d@example.com", i)}}); err != nil {
				t.Fatal(err)
			}
		}
		live.Refused(t, second(c.Accounts.ForgotPassword(t.Context(), api.EmailIn{Body: api.EmailRequest{Email: "another@example.com"}})), http.StatusTooManyRequests, "accounts.too_many_attempts")
	})
}

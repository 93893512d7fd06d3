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

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/client"
)

func resetTo(t *testing.T, s *live.Server, secret, password string) error {
	t.Helper()
	return second(s.Client(t).Accounts.ResetPassword(t.Context(), api.ResetPasswordIn{Body: api.ResetPasswordRequest{Token: secret, NewPassword: password}}))
}

// forget asks for a letter with a link, and gives its secret.
func forget(t *testing.T, s *live.Server, box *testkit.Mailbox, email string, before int, options ...client.Option) string {
	t.Helper()
	if _, err := s.Client(t, options...).Accounts.ForgotPassword(t.Context(), api.EmailIn{Body: api.EmailRequest{Email: email}}); err != nil {
		t.Fatal(err)
	}
	return box.Wait(t, email, "Reset your IAM Copilot password", before).Secret(t)
}

func TestResettingThePassword(t *testing.T) {
	mailed(t, func(t *testing.T, s *live.Server, box *testkit.Mailbox) {
		p := s.Seed(t, "p@example.com")
		thief := s.Client(t)
		stolen := live.Login(t, thief, p.Email)
		secret := forget(t, s, box, p.Email, 0, live.From("203.0.113.7"))
		if l := box.Wait(t, p.Email, "Reset your", 0); !strings.Contains(l.Text, live.Page+"/reset-password#token=") || !strings.Contains(l.Text, "203.0.113.7") {
			t.Errorf("%s", l.Text)
		}
		live.Refused(t, resetTo(t, s, secret, "weak"), http.StatusUnprocessableEntity, "accounts.weak_password") // does not use the link up
		const next = "Another-Harbour-88"
		if err := resetTo(t, s, secret, next); err != nil {
			t.Fatal(err)
		}
		live.Refused(t, resetTo(t, s, secret, "Third-Harbour-99"), http.StatusUnprocessableEntity, "accounts.link_spent")
		thief.SetTokens(api.TokenPair{AccessToken: stolen.AccessToken})
		live.Refused(t, second(thief.Accounts.Me(t.Context())), http.StatusUnauthorized, "access.sign_in")
		live.Refused(t, second(thief.Accounts.Refresh(t.Context(), api.RefreshIn{Body: &api.RefreshRequest{RefreshToken: stolen.RefreshToken}})), http.StatusUnauthorized, "accounts.refresh_refused")
		live.Refused(t, second(p.Accounts.Me(t.Context())), http.StatusUnauthorized, "access.sign_in")
		live.Refused(t, second(login(t, s.Client(t), p.Email, live.Password)), http.StatusUnauthorized, "accounts.wrong_credentials")
		owner := s.Client(t)
		pair, err := login(t, owner, p.Email, next)
		if err != nil {
			t.Fatal(err)
		}
		owner.SetTokens(pair)
		if me, err := owner.Accounts.Me(t.Context()); err != nil || !me.IsVerified {
			t.Errorf("%+v, %v", me, err)
		}
		box.Wait(t, p.Email, "Your password has been changed", 0)
		for action, want := range map[string]string{"accounts.password_reset_requested": "203.0.113.7", "accounts.password_reset": "127.0.0.1"} {
			list, err := owner.Audit.List(t.Context(), api.AuditListIn{Action: action})
			if err != nil || len(list.Items) != 1 || list.Items[0].IPAddress != want || !list.Items[0].Success {
				t.Errorf("%s: %+v, %v", action, list.Items, err)
			}
		}
	})
}

// Many use one link, and several links, at the same time, with passwords of
// their own: one of them has its way.
func TestResetIsWonByOne(t *testing.T) {
	mailed(t, func(t *testing.T, s *live.Server, box *testkit.Mailbox) {
		s.Seed(t, "p@example.com")
		secrets := []string{forget(t, s, box, "p@example.com", 0), forget(t, s, box, "p@example.com", 1)}
		var won atomic.Int32
		var all sync.WaitGroup
		for i := range 12 {
			all.Go(func() {
				if resetTo(t, s, secrets[i%2], fmt.Sprintf("Another-Harbour-%d", 100+i)) == nil {
					won.Add(1)
				}
			})
		}
		all.Wait()
		working := 0
		for i := range 12 {
			if _, err := login(t, s.Client(t, live.From(fmt.Sprintf("203.0.113.%d", i))), "p@example.com", fmt.Sprintf("Another-Harbour-%d", 100+i)); err == nil {
				working++
			}
		}
		if won.Load() != 1 || working != 1 {
			t.Errorf("%d resets succeeded, and %d passwords work", won.Load(), working)
		}
	})
}

func TestResetLinkIsForNothingElse(t *testing.T) {
	mailed(t, func(t *testing.T, s *live.Server, box *testkit.Mailbox) {
		p := s.Seed(t, "p@example.com")
		secret := forget(t, s, box, p.Email, 0)
		live.Refused(t, verify(t, s, secret), http.StatusUnprocessableEntity, "accounts.link_spent")
		if n := s.DB.Int(t, `select count(*) from tickets where expires_at > ?`, time.Now().UTC().Add(time.Hour)); n != 0 {
			t.Error("a reset link lives for more than an hour")
		}
		if err := change(t, p, live.Password, "Another-Harbour-88"); err != nil {
			t.Fatal(err)
		}
		live.Refused(t, resetTo(t, s, secret, "Third-Harbour-99"), http.StatusUnprocessableEntity, "accounts.link_spent") // the password is known after all
		if _, err := p.Accounts.ResendVerification(t.Context(), api.EmailIn{Body: api.EmailRequest{Email: p.Email}}); err != nil {
			t.Fatal(err)
		}
		live.Refused(t, resetTo(t, s, box.Wait(t, p.Email, "Verify", 0).Secret(t), "Third-Harbour-99"), http.StatusUnprocessableEntity, "accounts.link_spent")

		late := forget(t, s, box, p.Email, 1)
		s.DB.Exec(t, `update users set is_active = ? where id = ?`, false, p.ID)
		live.Refused(t, resetTo(t, s, late, "Third-Harbour-99"), http.StatusUnprocessableEntity, "accounts.link_spent")
	})
}

// A thief of the database finds no secret of a link, neither before the letter
// is sent nor after.
func TestSecretsOfLinksAreNotInTheDatabase(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		hold := make(chan struct{})
		var waiting atomic.Int32
		box := testkit.NewMailbox(t, testkit.MailboxOptions{Recipient: func(string) error {
			waiting.Add(1)
			<-hold
			return nil
		}})
		s := live.Start(t, d, live.WithMail(box))
		s.Seed(t, "p@example.com")
		if _, err := s.Client(t).Accounts.ForgotPassword(t.Context(), api.EmailIn{Body: api.EmailRequest{Email: "p@example.com"}}); err != nil {
			t.Fatal(err)
		}
		for end := time.Now().Add(20 * time.Second); waiting.Load() == 0 && time.Now().Before(end); {
			time.Sleep(5 * time.Millisecond)
		}
		before := d.Dump(t)
		close(hold)
		secret := box.Wait(t, "p@example.com", "Reset", 0).Secret(t)
		quiet(t, s)
		if !bytes.Contains(before, []byte("accounts.reset_password")) {
			t.Error("the ticket is not in the database, so the search proves nothing")
		}
		for what, dump := range map[string][]byte{"before": before, "after": d.Dump(t)} {
			if bytes.Contains(dump, []byte(secret)) {
				t.Errorf("the secret is in the database %s the letter was sent", what)
			}
		}
	})
}

// A server that somebody runs for themselves shows the link in its log; one
// that others reach does not, and sends nothing.
func TestWithoutAMailServer(t *testing.T) {
	ask := func(p *live.Program) {
		t.Helper()
		if _, err := p.Client(t).Accounts.ForgotPassword(t.Context(), api.EmailIn{Body: api.EmailRequest{Email: "p@example.com"}}); err != nil {
			t.Fatal(err)
		}
	}
	local := live.Serve(t, testkit.NewSQLite(t), "PORT=0")
	local.Seed(t, "p@example.com")
	ask(local)
	const link = "/reset-password#token="
	for end := time.Now().Add(20 * time.Second); !strings.Contains(local.Log.String(), link); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("no link in the log:\n%s", local.Log)
		}
	}
	_, rest, _ := strings.Cut(local.Log.String(), link)
	if err := resetTo(t, local.Server, rest[:43], "Another-Harbour-88"); err != nil {
		t.Error(err)
	}
	for name, d := range map[string]testkit.Database{"public": testkit.NewSQLite(t), "Postgres": testkit.NewPostgres(t)} {
		var env []string
		if name == "public" {
			env = []string{"PUBLIC_URL=https://iam.example.com"}
		}
		p := live.Serve(t, d, env...)
		p.Seed(t, "p@example.com")
		ask(p)
		if n := p.DB.Int(t, `select count(*) from mail_outbox`); n != 0 || strings.Contains(p.Log.String(), link) {
			t.Errorf("%s: %d letters wait; the log:\n%s", name, n, p.Log)
		}
	}
}

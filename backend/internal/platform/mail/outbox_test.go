package mail_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/mail"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
)

// post is one outbox with what belongs to it.
type post struct {
	*mail.Outbox

	db    *db.DB
	scope access.Scope
	raw   *testkit.Handle

	mu       sync.Mutex
	outcomes map[string]int
}

// newPost makes an outbox on a database; it composes letters of the kind
// test.note, whose subject is the order's.
func newPost(t *testing.T, d testkit.Database, sender mail.Sender) *post {
	t.Helper()
	database, err := db.Open(t.Context(), d.URL, 8)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = database.Close() })
	if err := database.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	p := &post{db: database, scope: access.NewGuard(nil).Public(access.Actor{}), raw: d.Open(t), outcomes: map[string]int{}}
	p.Outbox = mail.NewOutbox(mail.OutboxConfig{DB: database, Scope: p.scope, Sender: sender, Log: slog.New(slog.DiscardHandler), Count: func(outcome string) {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.outcomes[outcome]++
	}})
	p.Handle("test.note", func(_ context.Context, o mail.Order) (*mail.Letter, error) {
		switch o.Data["subject"] {
		case "nothing to tell":
			return nil, nil
		case "panic":
			panic("a mistake in a composer")
		}
		return &mail.Letter{Subject: o.Data["subject"], Paragraphs: []string{"Text."}}, nil
	})
	t.Cleanup(p.Close)
	return p
}

func (p *post) order(ctx context.Context, to, subject string) error {
	return p.Enqueue(ctx, p.scope, mail.Order{Kind: "test.note", To: to, Data: map[string]string{"subject": subject}})
}

func (p *post) waiting(t *testing.T) int64 { return p.raw.Int(t, `select count(*) from mail_outbox`) }

// until waits for something that the workers do on their own.
func until(t *testing.T, what string, is func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !is(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("it never comes about that %s", what)
		}
	}
}

func smtpOf(box *testkit.Mailbox) mail.Sender {
	return mail.NewSMTP(mail.Config{Host: "127.0.0.1", Port: box.Port, Encryption: mail.Plain, From: "a@example.com"}, nil)
}

func TestOutboxFollowsTheTransaction(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		box := testkit.NewMailbox(t, testkit.MailboxOptions{})
		p := newPost(t, d, smtpOf(box))
		p.Start()
		undone := errors.New("undone")
		err := p.db.Tx(t.Context(), p.scope, func(ctx context.Context) error {
			if err := p.order(ctx, "p@example.com", "never happened"); err != nil {
				return err
			}
			return undone
		})
		if !errors.Is(err, undone) {
			t.Fatal(err)
		}
		for i := range 20 {
			if err := p.order(t.Context(), fmt.Sprintf("p%d@example.com", i), "happened"); err != nil {
				t.Fatal(err)
			}
		}
		if err := p.order(t.Context(), "p@example.com", "nothing to tell"); err != nil {
			t.Fatal(err)
		}
		until(t, "the outbox is empty", func() bool { return p.waiting(t) == 0 })
		letters := map[string]int{}
		for _, l := range box.All() {
			letters[l.To+" "+l.Subject]++
		}
		if len(letters) != 20 || len(box.All()) != 20 || letters["p7@example.com happened"] != 1 {
			t.Errorf("%v", letters)
		}
		if err := p.Enqueue(t.Context(), p.scope, mail.Order{Kind: "test.unknown"}); err == nil {
			t.Error("an order that nobody can compose was taken")
		}
	})
}

// Two servers with one outbox send each letter once.
func TestServersShareTheOutbox(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		box := testkit.NewMailbox(t, testkit.MailboxOptions{})
		one, two := newPost(t, d, smtpOf(box)), newPost(t, d, smtpOf(box))
		for i := range 60 {
			if err := one.order(t.Context(), fmt.Sprintf("p%d@example.com", i), "once"); err != nil {
				t.Fatal(err)
			}
		}
		one.Start()
		two.Start()
		until(t, "the outbox is empty", func() bool { return one.waiting(t) == 0 })
		if n := len(box.All()); n != 60 {
			t.Errorf("%d letters arrived, want 60", n)
		}
	})
}

// A mail server that fails, then one that is slow: nothing is lost, and
// whoever asks for a letter waits for neither.
func TestNoLetterIsLost(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		var failing atomic.Bool
		failing.Store(true)
		hold, once := make(chan struct{}), sync.Once{}
		release := func() { once.Do(func() { close(hold) }) }
		defer release()
		box := testkit.NewMailbox(t, testkit.MailboxOptions{Recipient: func(to string) error {
			if failing.Load() {
				return errors.New("try again")
			}
			if to == "slow@example.com" {
				<-hold
			}
			return nil
		}})
		p := newPost(t, d, smtpOf(box))
		p.Start()
		if err := p.order(t.Context(), "p@example.com", "kept"); err != nil {
			t.Fatal(err)
		}
		until(t, "the letter is put back", func() bool {
			return p.raw.Int(t, `select count(*) from mail_outbox where attempts = 1 and last_error <> ''`) == 1
		})
		failing.Store(false)
		if due := p.raw.Int(t, `select count(*) from mail_outbox where next_attempt_at > ?`, time.Now().UTC().Add(5*time.Second)); due != 1 {
			t.Error("it is tried again without a pause")
		}
		p.raw.Exec(t, `update mail_outbox set next_attempt_at = ?`, time.Now().UTC().Add(-time.Second))
		box.Wait(t, "p@example.com", "kept", 0)

		if err := p.order(t.Context(), "slow@example.com", "slow"); err != nil {
			t.Fatal(err)
		}
		for i := range 10 {
			if err := p.order(t.Context(), "quick@example.com", fmt.Sprintf("quick %d", i)); err != nil {
				t.Fatal(err)
			}
		}
		for i := range 10 {
			box.Wait(t, "quick@example.com", fmt.Sprintf("quick %d", i), 0)
		}
		release()
		box.Wait(t, "slow@example.com", "slow", 0)
	})
}

// A server that dies while it sends leaves the letter to the next one.
func TestLettersOfADeadServerAreSent(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		box := testkit.NewMailbox(t, testkit.MailboxOptions{})
		p := newPost(t, d, smtpOf(box))
		if err := p.order(t.Context(), "p@example.com", "left behind"); err != nil {
			t.Fatal(err)
		}
		// As a server that was killed in the midst of sending leaves it.
		p.raw.Exec(t, `update mail_outbox set attempts = 1, next_attempt_at = ?`, time.Now().UTC().Add(time.Second))
		p.Start()
		box.Wait(t, "p@example.com", "left behind", 0)
	})
}

// A server that stops while a mail server keeps it waiting puts the letter
// back, and does not wait.
func TestStoppingPutsTheLetterBack(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		hold, asked := make(chan struct{}), make(chan struct{}, 1)
		stuck := testkit.NewMailbox(t, testkit.MailboxOptions{Recipient: func(string) error {
			asked <- struct{}{}
			<-hold
			return errors.New("gone")
		}})
		p := newPost(t, d, smtpOf(stuck))
		p.Start()
		if err := p.order(t.Context(), "p@example.com", "put back"); err != nil {
			t.Fatal(err)
		}
		<-asked
		p.Close()
		close(hold)
		if n := p.raw.Int(t, `select count(*) from mail_outbox where last_error = 'the server stopped' and next_attempt_at <= ?`, time.Now().UTC()); n != 1 {
			t.Error("the letter is not put back")
		}
		box := testkit.NewMailbox(t, testkit.MailboxOptions{})
		newPost(t, d, smtpOf(box)).Start()
		box.Wait(t, "p@example.com", "put back", 0)
	})
}

func TestLettersAreGivenUp(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		p := newPost(t, d, refusing{})
		p.Start()
		for _, to := range []string{"gone@example.com", "old@example.com"} {
			if err := p.order(t.Context(), to, "x"); err != nil {
				t.Fatal(err)
			}
		}
		if err := p.order(t.Context(), "p@example.com", "panic"); err != nil {
			t.Fatal(err)
		}
		until(t, "one is given up, two are put back", func() bool {
			return p.raw.Int(t, `select count(*) from mail_outbox where failed_at is not null`) == 1 &&
				p.raw.Int(t, `select count(*) from mail_outbox where failed_at is null and last_error <> ''`) == 2
		})
		if why := p.raw.Text(t, `select last_error from mail_outbox where recipient = 'gone@example.com'`); !strings.Contains(why, "refuses") {
			t.Errorf("given up because %q", why)
		}
		p.raw.Exec(t, `update mail_outbox set created_at = ?, next_attempt_at = ? where recipient = 'old@example.com'`,
			time.Now().UTC().Add(-5*24*time.Hour), time.Now().UTC().Add(-time.Second))
		until(t, "the old one is given up too", func() bool {
			return p.raw.Int(t, `select count(*) from mail_outbox where failed_at is not null`) == 2
		})
		p.raw.Exec(t, `update mail_outbox set failed_at = ? where failed_at is not null`, time.Now().UTC().Add(-31*24*time.Hour))
		until(t, "they are forgotten", func() bool { return p.waiting(t) == 1 })
	})
}

// refusing knows one reader who is not there, and fails for others.
type refusing struct{}

func (refusing) Send(_ context.Context, m mail.Message) error {
	if m.To == "gone@example.com" {
		return fmt.Errorf("%w: 550", mail.ErrRefused)
	}
	return errors.New("not now")
}

func TestServerWithoutMailDropsOrders(t *testing.T) {
	p := newPost(t, testkit.NewSQLite(t), nil)
	p.Start()
	if err := p.order(t.Context(), "p@example.com", "x"); err != nil || p.waiting(t) != 0 || p.Enabled() {
		t.Errorf("%v, %d waiting", err, p.waiting(t))
	}
}

func TestLettersThatWaitAreCounted(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		p := newPost(t, d, mail.Journal{Log: slog.New(slog.DiscardHandler)})
		count := func(want int64, oldest time.Duration) {
			t.Helper()
			if letters, waited, err := p.Waiting(t.Context()); err != nil || letters != want || waited < oldest || waited > oldest+time.Hour {
				t.Errorf("%d letters, the oldest for %s, %v; want %d for %s", letters, waited, err, want, oldest)
			}
		}
		count(0, 0)
		for i := range 3 {
			if err := p.Enqueue(t.Context(), p.scope, mail.Order{Kind: "test.note", To: fmt.Sprintf("p%d@example.com", i)}); err != nil {
				t.Fatal(err)
			}
		}
		count(3, 0)
		now := time.Now().UTC()
		p.raw.Exec(t, `update mail_outbox set created_at = ? where recipient = 'p1@example.com'`, now.Add(-2*time.Hour))
		p.raw.Exec(t, `update mail_outbox set created_at = ?, failed_at = ? where recipient = 'p2@example.com'`, now.Add(-9*time.Hour), now)
		count(2, 2*time.Hour) // one was given up, and waits no more
	})
}

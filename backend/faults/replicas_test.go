package faults

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"testing"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Servers that start at the same moment on an empty database make its tables
// once, and one root key, so that each takes the others' tokens.
func TestServersStartAtOnce(t *testing.T) {
	t.Parallel()
	d := testkit.NewPostgres(t)
	servers := make([]*server.Server, 4)
	problems := make([]error, len(servers))
	var all sync.WaitGroup
	for i := range servers {
		config := live.Config(t, d)
		all.Go(func() { servers[i], problems[i] = server.New(context.Background(), config) })
	}
	all.Wait()
	for i, s := range servers {
		if problems[i] != nil {
			t.Errorf("server %d: %v", i, problems[i])
			continue
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
	if n := d.Open(t).Int(t, `select count(*) from server_keys where name = 'root'`); n != 1 {
		t.Errorf("%d root keys", n)
	}
	one, two := live.Start(t, d), live.Start(t, d)
	p := one.Register(t, "p@example.com")
	if me, err := two.As(t, p).Accounts.Me(t.Context()); err != nil || me.ID != p.ID {
		t.Errorf("at the other server: %+v, %v", me, err)
	}
}

// Two servers with letters to send send each once.
func TestTwoServersDoAJobOnce(t *testing.T) {
	t.Parallel()
	d, box := testkit.NewPostgres(t), testkit.NewMailbox(t, testkit.MailboxOptions{})
	programs := []*live.Program{
		live.Serve(t, d, "SMTP_URL="+box.URL(), "MAIL_FROM=a@example.com", "PUBLIC_URL="+live.Page),
		live.Serve(t, d, "SMTP_URL="+box.URL(), "MAIL_FROM=a@example.com", "PUBLIC_URL="+live.Page),
	}
	const letters = 20
	for i := range letters {
		a := programs[i%2].Do(t, live.Request{
			Method: http.MethodPost, Path: api.Base + "/auth/register",
			Body: fmt.Sprintf(`{"email":"person%d@example.com","password":%q}`, i, live.Password),
		})
		if a.Status != http.StatusAccepted {
			t.Fatalf("status %d: %s", a.Status, a.Body)
		}
	}
	for i := range letters {
		box.Wait(t, fmt.Sprintf("person%d@example.com", i), "", 0)
	}
	// What is sent is struck off; nothing is left that either could send again.
	until(t, "the outbox is empty", recovery, func() bool {
		return programs[0].DB.Int(t, `select count(*) from mail_outbox`) == 0
	})
	if n := len(box.All()); n != letters {
		t.Errorf("%d letters arrived, want %d", n, letters)
	}
}

package load

import (
	"context"
	"fmt"
	"net/http"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Servers that start at the same moment, sessions and limits across them, and then
// every server replaced three times while the master key is replaced, by the steps
// of docs/operations.md and docs/scaling.md, under load: every request is answered
// as it should be.
func TestSeveralServersBehindNginx(t *testing.T) {
	t.Parallel()
	f := launch(t, 2)
	one := f.servers[0]
	if n := one.DB.Int(t, `select count(*) from (select version_id from goose_db_version group by version_id having count(*) > 1) x`); n != 0 {
		t.Errorf("%d migrations ran twice", n)
	}
	if n := one.DB.Int(t, `select count(*) from server_keys where name = 'root'`); n != 1 {
		t.Errorf("%d root keys", n)
	}
	t.Run("a session", func(t *testing.T) { f.sessions(t) })
	t.Run("limits", func(t *testing.T) { f.limits(t) })

	long := lasting(t, "SCALE", 0)
	rate, pause := 30.0, 300*time.Millisecond
	if long > 0 {
		rate, pause = 100, long/7
	}
	c := gather(t, one.Server, f.nginx.Client(), f.nginx.URL, 20, 8)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	tallies := make(chan []tally, 1)
	go func() { tallies <- drive(ctx, c.mixed(rate)) }()
	began := time.Now()
	steps := 0
	then := func(do func()) { // with load before, between and after
		time.Sleep(pause)
		do()
		steps++
	}
	next := strings.Repeat("7e", 32)
	then(func() { f.replace(t, "SECRET_KEY_PREVIOUS="+next) })
	then(func() { f.replace(t, "SECRET_KEY="+next, "SECRET_KEY_PREVIOUS="+live.Secret) })
	then(func() { f.rotateKeys(t, next, live.Secret) })
	then(func() { f.replace(t, "SECRET_KEY="+next) })
	time.Sleep(pause)
	stop()
	requests := answered(t, <-tallies)
	t.Logf("%d requests in %s, while %d servers were replaced", requests, time.Since(began).Round(time.Second), (steps-1)*len(f.servers))
	if requests < 20 {
		t.Errorf("only %d requests: this proves nothing", requests)
	}
	c.verified(t)
}

// sessions begins a session at one server and goes on at the other.
func (f *fleet) sessions(t *testing.T) {
	one, two := f.servers[0], f.servers[1]
	email := "session@example.com"
	p := one.Register(t, email)
	there := two.As(t, p)
	if me, err := there.Accounts.Me(t.Context()); err != nil || me.ID != p.ID {
		t.Fatalf("at the other server: %+v, %v", me, err)
	}
	pair, err := two.Client(t).Accounts.Refresh(t.Context(), api.RefreshIn{Body: &api.RefreshRequest{RefreshToken: p.Tokens().RefreshToken}})
	if err != nil {
		t.Fatalf("refreshed at the other server: %v", err)
	}
	me := live.Request{Method: http.MethodGet, Path: api.Base + "/auth/me", Token: pair.AccessToken}
	if got := one.Do(t, me); got.Status != http.StatusOK {
		t.Errorf("with the other server's token: status %d: %s", got.Status, got.Body)
	}
	if err := there.Accounts.LogoutAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	for i, s := range f.servers {
		if got := s.Do(t, me); got.Status != http.StatusUnauthorized {
			t.Errorf("server %d after signing out: status %d", i, got.Status)
		}
	}
}

// limits guesses a password at both servers by turns, until both refuse.
func (f *fleet) limits(t *testing.T) {
	email := "limits@example.com"
	f.servers[0].Seed(t, email)
	guess := func(s *live.Program) int {
		return s.Do(t, live.Request{Method: http.MethodPost, Path: api.Base + "/auth/login", Body: fmt.Sprintf(`{"email":%q,"password":"Wrong-Harbour-77"}`, email)}).Status
	}
	for i := range 10 {
		if status := guess(f.servers[i%2]); status != http.StatusUnauthorized {
			t.Fatalf("guess %d: status %d", i+1, status)
		}
	}
	for i, s := range f.servers {
		if status := guess(s); status != http.StatusTooManyRequests {
			t.Errorf("after ten guesses at both, server %d answers %d", i, status)
		}
	}
	if f.redis.Keys(t) == 0 {
		t.Error("nothing is counted in Redis")
	}
}

// rotateKeys runs the operator's command.
func (f *fleet) rotateKeys(t *testing.T, key, previous string) {
	t.Helper()
	command := exec.CommandContext(t.Context(), live.Build(t), "rotate-keys")
	command.Dir = t.TempDir()
	command.Env = []string{"DATABASE_URL=" + f.database.URL, "SECRET_KEY=" + key, "SECRET_KEY_PREVIOUS=" + previous, "HOME=" + command.Dir}
	out, err := command.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "nothing is left") {
		t.Errorf("rotate-keys: %v\n%s", err, out)
	}
}

// A job whose server is killed goes on at the other, and is done once.
func TestAJobGoesOnAtAnotherServer(t *testing.T) {
	t.Parallel()
	emulator := testkit.StartAWS(t)
	d := testkit.NewPostgres(t)
	held, release := make(chan *live.Program, 1), make(chan struct{})
	var first atomic.Bool
	var servers [2]*live.Program
	for i := range servers {
		tap := testkit.NewTap(t, emulator.Endpoint)
		servers[i] = live.Serve(t, d, "AWS_ENDPOINT_URL="+tap.URL)
		tap.Hold(func(call testkit.Call) {
			if call.Action == "GetAccountAuthorizationDetails" && first.CompareAndSwap(false, true) {
				held <- servers[i]
				<-release
			}
		})
	}
	let := sync.OnceFunc(func() { close(release) })
	t.Cleanup(let) // before the taps are closed, which wait for what they hold
	p := servers[0].Seed(t, "p@example.com")
	if _, err := p.Vault.Add(t.Context(), api.AddCredentialIn{Body: api.AddCredentialRequest{Label: "AWS", AccessKeyID: emulator.Admin.ID, SecretAccessKey: emulator.Admin.Secret}}); err != nil {
		t.Fatal(err)
	}
	job, err := p.AccountAudits.Start(t.Context(), api.StartAccountAuditIn{})
	if err != nil {
		t.Fatal(err)
	}
	var working *live.Program
	select {
	case working = <-held:
	case <-time.After(time.Minute):
		t.Fatal("no server works on the job")
	}
	working.Kill(t)
	let()
	other := servers[0]
	if working == other {
		other = servers[1]
	}
	// The dead server's claim runs out.
	if n := other.DB.Exec(t, `update job_queue set due_at = ? where job_id = ? and server <> ''`, time.Now().UTC().Add(-time.Minute), job.ID); n != 1 {
		t.Fatalf("%d claims of the dead server", n)
	}
	p = other.As(t, p)
	for end := time.Now().Add(4 * time.Minute); job.State != api.JobSucceeded; time.Sleep(100 * time.Millisecond) {
		if job, err = p.Jobs.Get(t.Context(), api.ByID{ID: job.ID}); err != nil || job.Error != nil || time.Now().After(end) {
			t.Fatalf("%+v %+v, %v", job, job.Error, err)
		}
	}
	if n := other.DB.Int(t, `select count(*) from audit_logs where action = 'accountaudit.finished'`); n != 1 {
		t.Errorf("done %d times", n)
	}
}

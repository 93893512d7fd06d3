package faults

import (
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// recovery is how long the server may take to find that what was away is back.
const recovery = time.Minute

// counts are the answers of a load by what they were.
type counts struct{ good, unavailable, other atomic.Int64 }

func (c *counts) add(t *testing.T, a live.Answer, err error) {
	switch {
	case err == nil && a.Status < 300:
		c.good.Add(1)
	case err == nil && (isProblem(a, http.StatusServiceUnavailable, "db.unavailable") || isProblem(a, http.StatusServiceUnavailable, "web.timeout")):
		c.unavailable.Add(1)
	default:
		c.other.Add(1)
		t.Errorf("status %d, %v: %s", a.Status, err, a.Body)
	}
}

// Postgres goes away and comes back while people read and write. Whoever asks
// meanwhile is told so; afterwards the server works as before, by itself.
func TestPostgresRestarts(t *testing.T) {
	t.Parallel()
	cluster := testkit.StartCluster(t)
	d := cluster.Database(t)
	server := live.Serve(t, d)
	p := server.Seed(t, "p@example.com")
	t.Cleanup(func() {
		if t.Failed() {
			t.Log(failures(server.Log))
		}
	})
	healthy := func() bool {
		a, err := try(server.URL, get(p, "/auth/me"))
		return err == nil && a.Status == http.StatusOK
	}
	var acknowledged sync.Map
	for range rounds(1, 5) {
		var seen counts
		end, all := make(chan struct{}), sync.WaitGroup{}
		for range 4 {
			all.Go(func() {
				for {
					select {
					case <-end:
						return
					default:
					}
					read, err := try(server.URL, get(p, credentials))
					seen.add(t, read, err)
					q := wish(credentials, p.Token, "", credential(time.Now().Format(time.RFC3339Nano)))
					written, err := try(server.URL, q)
					seen.add(t, written, err)
					if written.Status == http.StatusCreated {
						acknowledged.Store(q.Body, true)
					}
				}
			})
		}
		time.Sleep(300 * time.Millisecond)
		cluster.Stop()
		until(t, "somebody is told that the database is away", recovery, func() bool { return seen.unavailable.Load() > 0 })
		if a, err := try(server.URL, live.Request{Method: http.MethodGet, Path: "/healthz"}); err != nil || a.Status != http.StatusOK {
			t.Errorf("healthz without a database: %d, %v", a.Status, err)
		}
		if a, err := try(server.URL, live.Request{Method: http.MethodGet, Path: "/readyz"}); err != nil || a.Status != http.StatusServiceUnavailable {
			t.Errorf("readyz without a database: %d, %v", a.Status, err)
		}
		time.Sleep(300 * time.Millisecond)
		cluster.Start(t)
		until(t, "the server works again", recovery, healthy)
		before := seen.good.Load()
		until(t, "those who asked all along are answered", recovery, func() bool { return seen.good.Load() > before+20 })
		close(end)
		all.Wait()
		n := int64(0)
		acknowledged.Range(func(any, any) bool { n++; return true })
		server.DB = d.Open(t) // the connections of the old one were cut
		if stored := server.DB.Int(t, `select count(*) from user_aws_credentials`); stored < n {
			t.Errorf("%d were acknowledged, %d are there", n, stored)
		}
		t.Logf("%d answered, %d told to wait", seen.good.Load(), seen.unavailable.Load())
		consistent(t, server.Server)
		verified(t, server.Server, p)
	}
	server.Terminate(t)
	if code := server.Wait(t.Context(), t); code != 0 {
		t.Errorf("exit code %d", code)
	}
}

// Redis goes away and comes back: limits are counted by the server alone
// meanwhile, nobody is refused or let through without a count, and nothing waits.
func TestRedisGoesAway(t *testing.T) {
	t.Parallel()
	redis, box := testkit.StartRedis(t), 0
	server := live.Serve(t, testkit.NewSQLite(t), "REDIS_URL="+redis.URL, "TRUSTED_PROXIES=127.0.0.1")
	p := server.Seed(t, "p@example.com")
	// attempts signs in with wrong passwords as a new person at a new address,
	// and gives how many it takes until that is too many.
	attempts := func() int {
		box++
		email, from := "nobody"+string(rune('a'+box))+"@example.com", "192.0.2."+string(rune('0'+box))
		for n := range 50 {
			a, err := try(server.URL, live.Request{
				Method: http.MethodPost, Path: api.Base + "/auth/login", Body: `{"email":"` + email + `","password":"Wrong-Harbour-77"}`,
				Header: map[string]string{"X-Forwarded-For": from},
			})
			if err != nil || a.Status == http.StatusTooManyRequests {
				if err != nil || a.Header.Get("Retry-After") == "" {
					t.Errorf("refused as too many: %v, Retry-After %q", err, a.Header.Get("Retry-After"))
				}
				return n
			}
			if a.Status != http.StatusUnauthorized {
				t.Errorf("status %d: %s", a.Status, a.Body)
			}
		}
		return 50
	}
	with := attempts()
	redis.Stop()
	start := time.Now()
	without := attempts()
	if a, err := try(server.URL, get(p, "/auth/me")); err != nil || a.Status != http.StatusOK {
		t.Errorf("without Redis: %d, %v", a.Status, err)
	}
	if took := time.Since(start); took > 30*time.Second {
		t.Errorf("without Redis everything took %s", took)
	}
	if with == 50 || without != with {
		t.Errorf("too many after %d attempts with Redis, after %d without", with, without)
	}
	if a, err := try(server.URL, live.Request{Method: http.MethodGet, Path: "/readyz"}); err != nil || a.Status != http.StatusOK {
		t.Errorf("readyz without Redis, which it can do without: %d, %v: %s", a.Status, err, a.Body)
	}
	redis.Start(t)
	until(t, "Redis is used again", recovery, func() bool { return redis.Keys(t) > 0 || attempts() == 0 })
}

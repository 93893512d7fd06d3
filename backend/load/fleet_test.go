package load

import (
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
)

// fleet is several servers on one Postgres and one Redis behind nginx.
type fleet struct {
	nginx    *testkit.Nginx
	database testkit.Database
	redis    *testkit.OwnRedis
	servers  []*live.Program
	env      []string // the settings that all of them have
}

// launch starts n servers at the same moment on an empty database.
func launch(t *testing.T, n int, env ...string) *fleet {
	t.Helper()
	live.Build(t)
	f := &fleet{nginx: testkit.StartNginx(t, configuration), database: testkit.NewPostgres(t), redis: testkit.StartRedis(t), servers: make([]*live.Program, n)}
	f.env = append([]string{"REDIS_URL=" + f.redis.URL, "TRUSTED_PROXIES=127.0.0.1", "PUBLIC_URL=" + f.nginx.URL, "REGISTRATIONS_PER_HOUR=10000"}, env...)
	var all sync.WaitGroup
	for i := range f.servers {
		all.Go(func() { f.servers[i] = f.start(t) })
	}
	all.Wait()
	if t.Failed() {
		t.FailNow() // one of them did not start, and the goroutine ended
	}
	f.direct(t)
	return f
}

func (f *fleet) start(t testing.TB, env ...string) *live.Program {
	t.Helper()
	return live.Serve(t, f.database, slices.Concat(f.env, env)...)
}

// direct makes nginx send requests to all servers but those.
func (f *fleet) direct(t testing.TB, without ...*live.Program) {
	t.Helper()
	var urls []string
	for _, s := range f.servers {
		if !slices.Contains(without, s) {
			urls = append(urls, s.URL)
		}
	}
	f.nginx.Use(t, urls...)
}

// replace puts new servers with other settings into the place of all, one after
// the other: taken out of the proxy, told to stop, and another put in.
func (f *fleet) replace(t *testing.T, env ...string) {
	t.Helper()
	for i, old := range f.servers {
		began := time.Now()
		f.direct(t, old)
		out := time.Since(began)
		old.Terminate(t)
		if code := old.Wait(t.Context(), t); code != 0 {
			t.Errorf("exit code %d\n%s", code, old.Log)
		}
		ended := time.Since(began)
		f.servers[i] = f.start(t, env...)
		f.direct(t)
		t.Logf("server %d: out of the proxy after %s, ended after %s, its successor started in %s, in the proxy after %s", i, out.Round(time.Millisecond),
			ended.Round(time.Millisecond), f.servers[i].Took.Round(time.Millisecond), time.Since(began).Round(time.Millisecond))
	}
}

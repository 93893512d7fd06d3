package load

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
)

// Mixed load for a while, with faults in turn: Redis gone, every connection to
// Postgres cut, a server killed. Meanwhile memory, goroutines, open files and
// connections of the server that is never killed must not grow; requests outside
// of the faults are answered as they should be, and the chains are whole at the end.
//
// SOAK says for how long; the short form, in `make test`, has each fault once and is
// too short to see anything grow.
func TestSoak(t *testing.T) {
	t.Parallel()
	length := lasting(t, "SOAK", 8*time.Second)
	f := launch(t, 2)
	steady := f.servers[0]
	c := gather(t, steady.Server, f.nginx.Client(), f.nginx.URL, 20, 8)
	var trouble trouble
	kinds := c.mixed(25)
	for i := range kinds {
		kinds[i].ask = trouble.excuse(kinds[i].ask)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	tallies := make(chan []tally, 1)
	go func() { tallies <- drive(ctx, kinds) }()

	var samples []sample
	faults := []func(*testing.T){f.withoutRedis, f.cutPostgres, f.killOne}
	every := length / time.Duration(4*len(faults)) // four rounds in the long form
	if length < time.Minute {
		every = length / time.Duration(len(faults)+1)
	}
	began, next, n := time.Now(), time.Now().Add(every), 0
	for time.Since(began) < length || n < len(faults) {
		samples = append(samples, look(t, steady))
		if n < 4*len(faults) && time.Now().After(next) {
			next = next.Add(every)
			trouble.begin()
			faults[n%len(faults)](t)
			trouble.end()
			n++
		}
		time.Sleep(min(length/200, 5*time.Second))
	}
	stop()
	requests := answered(t, <-tallies)
	t.Logf("%d requests in %s, %d faults, %d answers wrong while there were faults", requests, length, n, trouble.excused.Load())
	if n < len(faults) || requests < 20 {
		t.Errorf("%d requests and %d faults: this proves nothing", requests, n)
	}
	t.Logf("%d audit records, every chain whole", c.verified(t))
	if len(samples) >= 60 && length >= 5*time.Minute {
		flat(t, samples)
	}
}

// trouble knows when something was broken on purpose.
type trouble struct {
	now     atomic.Bool
	since   atomic.Int64 // when the last fault ended
	excused atomic.Int64
}

// recovery is how long after a fault answers may still be wrong.
const recovery = 6 * time.Second

func (r *trouble) begin() { r.now.Store(true) }

func (r *trouble) end() {
	r.since.Store(time.Now().UnixNano())
	r.now.Store(false)
}

// excuse makes a request that fails during a fault, or just after it, count as
// answered.
func (r *trouble) excuse(ask func(context.Context) error) func(context.Context) error {
	return func(ctx context.Context) error {
		before := r.now.Load()
		err := ask(ctx)
		if err != nil && (before || r.now.Load() || time.Since(time.Unix(0, r.since.Load())) < recovery) {
			r.excused.Add(1)
			return nil
		}
		return err
	}
}

// withoutRedis takes Redis away for some seconds.
func (f *fleet) withoutRedis(t *testing.T) {
	f.redis.Stop()
	time.Sleep(time.Second)
	f.redis.Start(t)
}

// cutPostgres ends every connection that the servers have to Postgres.
func (f *fleet) cutPostgres(t *testing.T) {
	cut := f.servers[0].DB.Int(t, `select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = current_database() and usename <> current_user`)
	if cut == 0 {
		t.Error("there was no connection to cut")
	}
}

// killOne kills the last server and starts another in its place.
func (f *fleet) killOne(t *testing.T) {
	last := len(f.servers) - 1
	f.servers[last].Kill(t)
	f.servers[last] = f.start(t)
	f.direct(t)
}

// sample is how a server stood at a moment.
type sample struct{ memory, goroutines, files, connections float64 }

// look asks a server for its own figures, and Postgres for the connections of all.
func look(t *testing.T, s *live.Program) sample {
	t.Helper()
	got := s.Do(t, live.Request{Method: http.MethodGet, Path: "/metrics"})
	if got.Status != http.StatusOK {
		t.Fatalf("/metrics: status %d", got.Status)
	}
	values := map[string]float64{}
	for scanner := bufio.NewScanner(strings.NewReader(string(got.Body))); scanner.Scan(); {
		var name string
		var value float64
		if n, _ := fmt.Sscan(scanner.Text(), &name, &value); n == 2 {
			values[name] = value
		}
	}
	out := sample{values["process_resident_memory_bytes"] / (1 << 20), values["go_goroutines"], values["process_open_fds"], 0}
	if out.memory == 0 || out.goroutines == 0 || out.files == 0 {
		t.Fatal("/metrics does not tell memory, goroutines and open files")
	}
	out.connections = float64(s.DB.Int(t, `select count(*) from pg_stat_activity where datname = current_database() and usename <> current_user`))
	return out
}

// flat holds the last quarter of the samples against the second: what leaks grows
// from one to the other, and what merely fills (caches, pools) has done so before.
func flat(t *testing.T, samples []sample) {
	t.Helper()
	quarter := len(samples) / 4
	for _, m := range []struct {
		what        string
		of          func(sample) float64
		share, more float64 // how much more is no leak: a share and a number
	}{
		{"MiB of memory", func(s sample) float64 { return s.memory }, 0.15, 16},
		{"goroutines", func(s sample) float64 { return s.goroutines }, 0.15, 20},
		{"open files", func(s sample) float64 { return s.files }, 0.15, 20},
		{"connections to Postgres", func(s sample) float64 { return s.connections }, 0.15, 8},
	} {
		early, late := middle(samples[quarter:2*quarter], m.of), middle(samples[3*quarter:], m.of)
		t.Logf("%-24s %.0f in the second quarter, %.0f in the last", m.what, early, late)
		if late > early*(1+m.share)+m.more {
			t.Errorf("%s grow from %.0f to %.0f", m.what, early, late)
		}
	}
}

// middle is the median of one figure.
func middle(samples []sample, of func(sample) float64) float64 {
	values := make([]float64, len(samples))
	for i, s := range samples {
		values[i] = of(s)
	}
	slices.Sort(values)
	return values[len(values)/2]
}

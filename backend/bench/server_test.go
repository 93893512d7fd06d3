package bench

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/crypto/bcrypt"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// clients is how many connections ask at once.
const clients = 16

// me is the request for one's own profile: a token to check, one query.
func me(p *live.Program, token string) request {
	return request{http.MethodGet, p.URL + api.Base + "/auth/me", token, "", http.StatusOK}
}

// once keeps the testing package from running a benchmark of fixed length
// again with another count.
func once(b *testing.B) { b.ReportMetric(0, "ns/op") }

func BenchmarkMe(b *testing.B) {
	once(b)
	for _, c := range []struct {
		database testkit.Database
		target   string
	}{{testkit.NewPostgres(b), "≥ 0.33"}, {testkit.NewSQLite(b), ""}} {
		server, bare := live.Serve(b, c.database), startHello(b)
		token := server.Seed(b, "bench@example.com").Token
		var ours, theirs []float64
		for round := range 6 {
			_, h := run(b, clients, time.Second, 0, func(int) request { return request{http.MethodGet, bare + "/", "", "", http.StatusOK} })
			_, m := run(b, clients, time.Second, 0, func(int) request { return me(server, token) })
			if round > 0 { // the first one warms up
				ours, theirs = append(ours, m), append(theirs, h)
			}
		}
		ratio := median(ours) / median(theirs)
		b.ReportMetric(ratio, c.database.Dialect+"-ratio")
		note(fmt.Sprintf("GET /auth/me on %s against a bare Fiber hello", c.database.Dialect), fmt.Sprintf("%.2f", ratio), c.target, ratio >= 1.0/3)
		note("", fmt.Sprintf("%.0f of %.0f/s", median(ours), median(theirs)), "", true)
	}
}

// bcryptAlone is how many passwords a second all cores check when they do
// nothing else.
func bcryptAlone(b *testing.B, length time.Duration) float64 {
	b.Helper()
	stored, err := bcrypt.GenerateFromPassword([]byte(live.Password), 12)
	if err != nil {
		b.Fatal(err)
	}
	var done atomic.Int64
	var all sync.WaitGroup
	start := time.Now()
	for range runtime.NumCPU() {
		all.Go(func() {
			for time.Since(start) < length {
				_ = bcrypt.CompareHashAndPassword(stored, []byte(live.Password))
				done.Add(1)
			}
		})
	}
	all.Wait()
	return float64(done.Load()) / time.Since(start).Seconds()
}

// people are accounts whose passwords are hashed at the product's cost, each
// with the request that signs them in.
func people(b *testing.B, server *live.Program, n int) []request {
	b.Helper()
	stored, err := bcrypt.GenerateFromPassword([]byte(live.Password), 12)
	if err != nil {
		b.Fatal(err)
	}
	var out []request
	for i := range n {
		email := fmt.Sprintf("person%d@example.com", i)
		p := server.Seed(b, email)
		server.DB.Exec(b, `update users set hashed_password = ? where id = ?`, string(stored), p.ID)
		out = append(out, request{
			http.MethodPost, server.URL + api.Base + "/auth/login", "", fmt.Sprintf(`{"email":%q,"password":%q}`, email, live.Password), http.StatusOK,
		})
	}
	return out
}

func BenchmarkLogin(b *testing.B) {
	once(b)
	server := live.Serve(b, testkit.NewPostgres(b))
	logins := people(b, server, 64)
	var ours, theirs []float64
	for range 3 {
		theirs = append(theirs, bcryptAlone(b, 5*time.Second))
		_, rate := run(b, clients, 8*time.Second, 0, func(i int) request { return logins[i] })
		ours = append(ours, rate)
	}
	ratio := median(ours) / median(theirs)
	b.ReportMetric(ratio, "ratio")
	note("sign-ins against bcrypt-12 alone on all cores", fmt.Sprintf("%.0f %%", 100*ratio), "≥ 90 %", ratio >= 0.9)
	note("", fmt.Sprintf("%.1f of %.1f/s", median(ours), median(theirs)), "", true)
}

func BenchmarkMeWhileOthersSignIn(b *testing.B) {
	once(b)
	server := live.Serve(b, testkit.NewPostgres(b))
	token, logins := server.Seed(b, "bench@example.com").Token, people(b, server, 64)
	for _, c := range []struct {
		name   string
		count  int
		pause  time.Duration
		target string
	}{{"16 clients as fast as they can", clients, 0, "≤ 5.0"}, {"16 clients, 20 ms between requests", clients, 20 * time.Millisecond, "≤ 5.0"}} {
		ask := func(length time.Duration) (time.Duration, time.Duration, float64) {
			took, rate := run(b, c.count, length, c.pause, func(int) request { return me(server, token) })
			return at(took, 0.99), at(took, 0.5), rate
		}
		ask(time.Second)
		quiet, quietMedian, quietRate := ask(5 * time.Second)
		storm := make(chan float64)
		go func() {
			_, rate := run(b, len(logins), 8*time.Second, 0, func(i int) request { return logins[i] })
			storm <- rate
		}()
		time.Sleep(time.Second)
		busy, busyMedian, busyRate := ask(5 * time.Second)
		rate := <-storm
		ratio := float64(busy) / float64(quiet)
		b.ReportMetric(ratio, "p99-ratio")
		note("p99 of me, 64 signing in : quiet, "+c.name, fmt.Sprintf("%.1f", ratio), c.target, ratio <= 5)
		note(fmt.Sprintf("  p99 %s → %s, median %s → %s", short(quiet), short(busy), short(quietMedian), short(busyMedian)),
			fmt.Sprintf("%.0f → %.0f/s", quietRate, busyRate), "", true)
		note("  sign-ins meanwhile", fmt.Sprintf("%.1f/s", rate), "", true)
	}
}

func short(d time.Duration) string { return d.Round(10 * time.Microsecond).String() }

func BenchmarkIdleMemoryAndStart(b *testing.B) {
	once(b)
	for _, d := range []testkit.Database{testkit.NewSQLite(b), testkit.NewPostgres(b)} {
		var starts []float64
		var first time.Duration
		var memory float64
		for i := range 5 {
			server := live.Serve(b, d)
			if i == 0 {
				first = server.Took // makes the schema
			} else {
				starts = append(starts, server.Took.Seconds())
			}
			if answer := server.Do(b, live.Request{Method: http.MethodGet, Path: "/readyz"}); answer.Status != http.StatusOK {
				b.Fatalf("readyz: %d", answer.Status)
			}
			time.Sleep(time.Second)
			memory = max(memory, resident(b, server.PID()))
			server.Kill(b)
		}
		b.ReportMetric(median(starts), d.Dialect+"-s")
		b.ReportMetric(memory, d.Dialect+"-MB")
		note("start of the program on "+d.Dialect, fmt.Sprintf("%.2f s", median(starts)), "< 1 s", median(starts) < 1)
		note("  its first start, which makes the tables", fmt.Sprintf("%.2f s", first.Seconds()), "", true)
		note("idle memory on "+d.Dialect, fmt.Sprintf("%.0f MB", memory), "< 80 MB", memory < 80)
	}
}

// resident is the memory of a process that is really there, in megabytes
// ("proc_pid_status", Linux manual pages).
func resident(b *testing.B, pid int) float64 {
	b.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		b.Fatal(err)
	}
	for line := range bytes.Lines(status) {
		if rest, ok := strings.CutPrefix(string(line), "VmRSS:"); ok {
			kilobytes, err := strconv.ParseFloat(strings.Fields(rest)[0], 64)
			if err != nil {
				b.Fatal(err)
			}
			return kilobytes / 1024
		}
	}
	b.Fatal("the system does not say how much memory the program has")
	return 0
}

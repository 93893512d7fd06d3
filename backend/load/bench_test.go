package load

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
	"golang.org/x/crypto/bcrypt"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/backend/server"
)

// clients is how many ask at once when a limit is looked for.
const clients = 16

// saturate asks from all clients, each again as soon as it is answered, and gives
// the answers per second.
func saturate(b *testing.B, length time.Duration, ask func(context.Context) error) float64 {
	b.Helper()
	var all sync.WaitGroup
	var done atomic.Int64
	var problems [clients]error
	start := time.Now()
	for i := range clients {
		all.Go(func() {
			for time.Since(start) < length {
				if problems[i] = ask(b.Context()); problems[i] != nil {
					return
				}
				done.Add(1)
			}
		})
	}
	all.Wait()
	if err := errors.Join(problems[:]...); err != nil {
		b.Fatal(err)
	}
	return float64(done.Load()) / time.Since(start).Seconds()
}

// bare measures what this machine does with nothing of ours: an answer of Fiber, a
// row of Postgres by its key, a password checked by bcrypt.
func bare(b *testing.B, c *crowd, length time.Duration) map[string]float64 {
	b.Helper()
	app := fiber.New(fiber.Config{DisableStartupMessage: true})
	app.Get("/*", func(r *fiber.Ctx) error { return r.SendString("hello") })
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- app.Listener(listener) }()
	hello := &crowd{http: c.http, url: "http://" + listener.Addr().String()}
	out := map[string]float64{"fiber": saturate(b, length, func(ctx context.Context) error {
		return hello.exchange(ctx, http.MethodGet, "/", "", "", http.StatusOK, nil)
	})}
	c.http.CloseIdleConnections() // or it waits for them
	if err := errors.Join(app.ShutdownWithTimeout(time.Minute), <-ended); err != nil {
		b.Fatal(err)
	}
	out["postgres"] = saturate(b, length, func(context.Context) error {
		if c.server.DB.Int(b, `select id from users where id = ?`, c.somebody().ID) == 0 {
			return errors.New("nobody has this id")
		}
		return nil
	})
	stored, err := bcrypt.GenerateFromPassword([]byte(live.Password), 12)
	if err != nil {
		b.Fatal(err)
	}
	out["bcrypt"] = saturate(b, length, func(context.Context) error {
		return bcrypt.CompareHashAndPassword(stored, []byte(live.Password))
	})
	return out
}

// BenchmarkLoad measures single kinds of requests on Postgres: how many a second
// there can be, beside the bare limit that matters for each, and how long they take
// at a quarter, a half and three quarters of that. LOAD says how long each
// measurement lasts. With LOAD_PROFILE, a folder, the server is part of this program
// and each kind's use of the processor is written there.
func BenchmarkLoad(b *testing.B) {
	b.ReportMetric(0, "ns/op") // keeps it from being run again with another count
	length, folder := lasting(b, "LOAD", time.Second), os.Getenv("LOAD_PROFILE")
	d := testkit.NewPostgres(b)
	var s *live.Server
	if folder != "" {
		s = live.Start(b, d, func(c *server.Config) { c.PasswordCost, c.DatabaseConns = 12, 20 })
	} else {
		s = live.Serve(b, d, "LOG_LEVEL=info").Server
	}
	client := &http.Client{Timeout: time.Minute, Transport: &http.Transport{MaxIdleConnsPerHost: mostUnderWay}}
	b.Cleanup(client.CloseIdleConnections)
	c := gather(b, s, client, s.URL, 20, 4*clients)
	stored, err := bcrypt.GenerateFromPassword([]byte(live.Password), 12)
	if err != nil {
		b.Fatal(err)
	}
	s.DB.Exec(b, `update users set hashed_password = ?`, string(stored))
	limits := bare(b, c, length)
	fmt.Printf("\nOn %d processors, which generator, server and database share; %s each.\n\n", runtime.NumCPU(), length)
	fmt.Printf("| bare limit | per second |\n| --- | --- |\n| answers of Fiber | %.0f |\n| rows of Postgres by key | %.0f |\n| passwords by bcrypt, cost 12 | %.1f |\n\n", limits["fiber"], limits["postgres"], limits["bcrypt"])
	fmt.Println("| request | at most per second | of the bare limit | at 25 %: 50, 95, 99 of 100 within | at 50 % | at 75 % |\n| --- | --- | --- | --- | --- | --- |")
	for _, k := range []struct {
		name, against string
		ask           func(context.Context) error
	}{
		{"`POST /auth/login`", "bcrypt", c.login},
		{"`GET /auth/me`", "postgres", c.get("/auth/me")},
		{"`POST /auth/refresh`", "postgres", c.refresh},
		{"`GET /auth/aws-credentials`", "postgres", c.get("/auth/aws-credentials")},
		{"a credential stored, read, deleted", "postgres", c.keep},
		{"`POST /policies/generate`", "fiber", c.post("/policies/generate", sentence)},
		{"`POST /policies/validate`", "fiber", c.post("/policies/validate", document)},
		{"`GET /auth/audit-log?limit=50`", "postgres", c.get("/auth/audit-log?limit=50")},
	} {
		stop := profile(b, folder, k.name)
		most := saturate(b, length, k.ask)
		stop()
		fmt.Printf("| %s | %.1f | %.2f of %s |", k.name, most, most/limits[k.against], k.against)
		for _, part := range []float64{0.25, 0.5, 0.75} {
			ctx, cancel := context.WithTimeout(b.Context(), length)
			y := kind{k.name, most * part, k.ask}.drive(ctx)
			cancel()
			if y.wrong > 0 {
				b.Errorf("%s at %.0f/s: %d answered wrongly; the first: %v", k.name, most*part, y.wrong, y.first)
			}
			fmt.Printf(" %s |", y.short())
		}
		fmt.Println()
	}
}

// short writes within how many milliseconds 50, 95 and 99 of 100 answers came.
func (y tally) short() string {
	if len(y.took) == 0 {
		return "none came"
	}
	in := func(p float64) float64 { return float64(y.at(p)) / float64(time.Millisecond) }
	return fmt.Sprintf("%.1f, %.1f, %.1f ms", in(0.5), in(0.95), in(0.99))
}

// profile begins to write how the processor is used into a file of the folder.
func profile(b *testing.B, folder, name string) (stop func()) {
	b.Helper()
	if folder == "" {
		return func() {}
	}
	name = strings.Trim(strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return '-'
	}, name), "-")
	file, err := os.Create(filepath.Join(folder, name+".pprof"))
	if err != nil {
		b.Fatal(err)
	}
	if err := pprof.StartCPUProfile(file); err != nil {
		b.Fatal(err)
	}
	return func() {
		pprof.StopCPUProfile()
		if err := file.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

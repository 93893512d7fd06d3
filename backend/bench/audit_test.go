package bench

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// BenchmarkRefresh is how many refresh tokens are exchanged a second, each
// client on with its own session.
func BenchmarkRefresh(b *testing.B) {
	once(b)
	server := live.Start(b, testkit.NewPostgres(b))
	pairs := make([]api.TokenPair, clients)
	for i := range pairs {
		email := fmt.Sprintf("refresh%d@example.com", i)
		server.Seed(b, email)
		pairs[i] = live.Login(b, server.Client(b), email)
	}
	const length = 5 * time.Second
	var done atomic.Int64
	var all sync.WaitGroup
	start := time.Now()
	for i := range pairs {
		c := server.Client(b)
		all.Go(func() {
			token := pairs[i].RefreshToken
			for time.Since(start) < length {
				next, err := c.Accounts.Refresh(context.Background(), api.RefreshIn{Body: &api.RefreshRequest{RefreshToken: token}})
				if err != nil {
					b.Error(err)
					return
				}
				token = next.RefreshToken
				done.Add(1)
			}
		})
	}
	all.Wait()
	rate := float64(done.Load()) / time.Since(start).Seconds()
	b.ReportMetric(rate, "refresh/s")
	note("refresh tokens exchanged on postgres, 16 clients, client and server in one process", fmt.Sprintf("%.0f/s", rate), "", true)
}

// roots derives chain keys that are good for a benchmark.
type roots struct{}

func (roots) Derive(label string, n int) ([]byte, error) {
	return slices.Repeat([]byte(label), n)[:n], nil
}

// opened is a database of the program with its tables.
func opened(b *testing.B, d testkit.Database) *db.DB {
	b.Helper()
	out, err := db.Open(context.Background(), d.URL, clients)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = out.Close() })
	if err := out.Migrate(context.Background()); err != nil {
		b.Fatal(err)
	}
	return out
}

// each does something from a number of workers for a while, and gives how often
// a second.
func each(b *testing.B, workers int, length time.Duration, do func(worker int) error) float64 {
	b.Helper()
	var done atomic.Int64
	var all sync.WaitGroup
	start := time.Now()
	for i := range workers {
		all.Go(func() {
			for time.Since(start) < length {
				if err := do(i); err != nil {
					b.Error(err)
					return
				}
				done.Add(1)
			}
		})
	}
	all.Wait()
	return float64(done.Load()) / time.Since(start).Seconds()
}

// BenchmarkAuditAppend is what the record costs in the transaction of a change:
// changes a second with it against those without, each worker in its own workspace.
func BenchmarkAuditAppend(b *testing.B) {
	once(b)
	for _, given := range []testkit.Database{testkit.NewPostgres(b), testkit.NewSQLite(b)} {
		d := opened(b, given)
		log, guard := audit.New(d, roots{}), access.NewGuard(nil)
		scopes := make([]access.Scope, clients)
		handle := given.Open(b)
		for i := range scopes {
			id := handle.Int(b, `insert into workspaces (name, personal, created_at) values ('bench', ?, ?) returning id`, false, db.Now())
			scopes[i] = guard.System("bench", id)
		}
		change := func(record bool) func(int) error {
			return func(worker int) error {
				sc := scopes[worker]
				return d.Tx(context.Background(), sc, func(ctx context.Context) error {
					id, err := sc.Workspace()
					if err != nil {
						return err
					}
					if err := d.For(ctx, sc).Exec(`update workspaces set name = ? where id = ?`, time.Now().String(), id).Error; err != nil || !record {
						return err
					}
					return log.Record(ctx, sc, audit.Entry{Action: "bench.changed", ResourceType: "workspace", ResourceID: strconv.FormatInt(id, 10)})
				})
			}
		}
		var with, without []float64
		for range 3 {
			without = append(without, each(b, clients, 2*time.Second, change(false)))
			with = append(with, each(b, clients, 2*time.Second, change(true)))
		}
		ratio := median(with) / median(without)
		b.ReportMetric(ratio, given.Dialect+"-ratio")
		note("changes with their audit record against those without, on "+given.Dialect, fmt.Sprintf("%.2f", ratio), "", true)
		note("", fmt.Sprintf("%.0f of %.0f/s", median(with), median(without)), "", true)
		noteShare(b, given.Dialect, 1/median(with)-1/median(without))
	}
}

// noteShare is what part of a real change its record takes: what one record costs
// while the machine is busy, in seconds, of what an edit of a credential costs
// through the whole server then, which writes one record as well.
func noteShare(b *testing.B, dialect string, cost float64) {
	b.Helper()
	database := testkit.NewSQLite(b)
	if dialect == "postgres" {
		database = testkit.NewPostgres(b)
	}
	server := live.Serve(b, database)
	edits := make([]request, clients)
	for i := range edits {
		p := server.Seed(b, fmt.Sprintf("edit%d@example.com", i))
		c, err := p.Vault.Add(context.Background(), api.AddCredentialIn{Body: api.AddCredentialRequest{Label: "x", AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "wJalrXUtnFEMIK7MDENG"}})
		if err != nil {
			b.Fatal(err)
		}
		edits[i] = request{http.MethodPatch, fmt.Sprintf("%s%s/auth/aws-credentials/%d", server.URL, api.Base, c.ID), p.Token, `{"aws_region":"eu-central-1"}`, http.StatusOK}
	}
	_, rate := run(b, clients, 3*time.Second, 0, func(client int) request { return edits[client] })
	b.ReportMetric(cost*rate, dialect+"-share")
	note("  the record's part of an edit of a credential over HTTP, on "+dialect, fmt.Sprintf("%.0f %%", 100*cost*rate), "< 20 %", cost*rate < 0.2)
	note("", fmt.Sprintf("%.0f edits/s", rate), "", true)
}

// auditRows is how many records the log has that is asked; BENCH_AUDIT_ROWS sets it.
func auditRows(b *testing.B) int {
	b.Helper()
	text := os.Getenv("BENCH_AUDIT_ROWS")
	if text == "" {
		return 200_000
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		b.Fatalf("BENCH_AUDIT_ROWS=%q: %v", text, err)
	}
	return n
}

// BenchmarkAuditQuery asks for a day's records of one action, days all over a
// year. BENCH_AUDIT_ROWS=10000000 is the size of the design's target.
func BenchmarkAuditQuery(b *testing.B) {
	once(b)
	d := testkit.NewPostgres(b)
	server := live.Serve(b, d)
	p, rows := server.Seed(b, "bench@example.com"), auditRows(b)
	end := time.Now().UTC().Truncate(time.Hour)
	begin := end.AddDate(-1, 0, 0)
	for month := begin; month.Before(end.AddDate(0, 1, 0)); month = month.AddDate(0, 1, 1-month.Day()) {
		name := month.Format("200601")
		server.DB.Exec(b, `create table if not exists audit_months.m`+name+` partition of audit_logs for values in (`+name+`)`)
	}
	server.DB.Exec(b, `insert into audit_logs (workspace_id, seq, at, user_id, user_email, action, success, hash, month)
		select ?, n, at, ?, 'bench@example.com', 'bench.action_' || (n % 40), true, '\x00', to_char(at at time zone 'UTC', 'YYYYMM')::integer from (
			select n, cast(? as timestamptz) + n / cast(? as float8) * (cast(? as timestamptz) - cast(? as timestamptz)) as at
			from generate_series(1, cast(? as bigint)) n) x`, p.Workspace, p.ID, begin, rows, end, begin, rows)
	server.DB.Exec(b, `insert into audit_heads (workspace_id, seq, hash) values (?, ?, '\x00')`, p.Workspace, rows)
	server.DB.Exec(b, `analyze audit_logs`)
	day := atomic.Int64{}
	took, rate := run(b, 4, 5*time.Second, 0, func(int) request {
		from := begin.AddDate(0, 0, int(day.Add(83)%360))
		return request{
			http.MethodGet, server.URL + api.Base + "/auth/audit-log?limit=50&action=bench.action_7&from=" + from.Format(time.RFC3339) + "&to=" + from.AddDate(0, 0, 1).Format(time.RFC3339),
			p.Token, "", http.StatusOK,
		}
	})
	b.ReportMetric(float64(at(took, 0.99).Milliseconds()), "p99-ms")
	note(fmt.Sprintf("p99 of an action's records of one day, of %d", rows), short(at(took, 0.99)), "< 50 ms", at(took, 0.99) < 50*time.Millisecond)
	note(fmt.Sprintf("  median %s", short(at(took, 0.5))), fmt.Sprintf("%.0f/s", rate), "", true)
}

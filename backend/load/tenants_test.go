package load

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
)

// size is a whole number from a setting.
func size(b *testing.B, setting string, otherwise int) int {
	b.Helper()
	text := os.Getenv(setting)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		b.Fatalf("setting %s=%q is no number", setting, text)
	}
	return n
}

// BenchmarkTenants asks a Postgres with many tenants (TENANTS) and a long audit log
// (AUDIT_ROWS, over the thirteen months that are kept, a tenth of them one tenant's)
// what the product asks it. The target's size is 100,000 and 50,000,000, which takes
// some 15 GB; the rows are made by Postgres, and their chains say nothing.
func BenchmarkTenants(b *testing.B) {
	b.ReportMetric(0, "ns/op") // keeps it from being run again with another count
	tenants, rows, length := size(b, "TENANTS", 2000), size(b, "AUDIT_ROWS", 100_000), lasting(b, "LOAD", time.Second)
	d := testkit.NewPostgres(b)
	s := live.Serve(b, d).Server
	client := &http.Client{Timeout: time.Minute, Transport: &http.Transport{MaxIdleConnsPerHost: clients}}
	b.Cleanup(client.CloseIdleConnections)
	c := gather(b, s, client, s.URL, 20, 0)
	began := time.Now()
	populate(b, s, tenants)
	begin := fillLog(b, s, c.people[0].Workspace, rows)
	s.DB.Exec(b, `vacuum analyze`)
	fmt.Printf("\n%d tenants, %d audit records, %s in Postgres, made in %s.\n\n| request | per second | 50, 95, 99 of 100 within |\n| --- | --- | --- |\n", tenants, rows,
		s.DB.Text(b, `select pg_size_pretty(pg_database_size(current_database()))`), time.Since(began).Round(time.Second))

	large := c.people[0]
	day := func(p *member, filter string) func(context.Context) error {
		turn := make(chan int, 1)
		turn <- 0
		return func(ctx context.Context) error {
			n := <-turn
			turn <- n + 1
			from := begin.AddDate(0, 0, n*83%360)
			return c.exchange(ctx, http.MethodGet, "/auth/audit-log?limit=50"+filter+"&from="+from.Format(time.RFC3339)+"&to="+from.AddDate(0, 0, 1).Format(time.RFC3339), c.token(p), "", http.StatusOK, nil)
		}
	}
	for _, k := range []kind{
		{"`GET /auth/me`", 100, c.get("/auth/me")},
		{"`GET /auth/aws-credentials`", 100, c.get("/auth/aws-credentials")},
		{"`GET /workspaces`", 50, c.get("/workspaces")},
		{"a credential stored, read, deleted", 20, c.keep},
		{"the newest 50 records of a small tenant", 50, c.get("/auth/audit-log?limit=50")},
		{"the newest 50 records of the large one", 50, func(ctx context.Context) error {
			return c.exchange(ctx, http.MethodGet, "/auth/audit-log?limit=50", c.token(large), "", http.StatusOK, nil)
		}},
		{"one action's records of one day, of the large one", 50, day(large, "&action=load.action_7")},
		{"all records of one day, of the large one", 50, day(large, "")},
	} {
		ctx, cancel := context.WithTimeout(b.Context(), length)
		y := k.drive(ctx)
		cancel()
		if y.wrong > 0 {
			b.Errorf("%s: %d answered wrongly; the first: %v", k.name, y.wrong, y.first)
		}
		fmt.Printf("| %s | %.0f | %s |\n", k.name, k.rate, y.short())
	}
}

// populate makes tenants, each with an owner.
func populate(b *testing.B, s *live.Server, tenants int) {
	b.Helper()
	now := time.Now().UTC()
	s.DB.Exec(b, `insert into workspaces (name, personal, created_at) select 'tenant ' || n, true, ? from generate_series(1, cast(? as bigint)) n`, now, tenants)
	s.DB.Exec(b, `insert into users (email, hashed_password, full_name, is_active, is_verified, personal_workspace_id, default_workspace_id, created_at, updated_at)
		select 'tenant' || id || '@example.com', '', name, true, true, id, id, ?, ? from workspaces where name like 'tenant %'`, now, now)
	s.DB.Exec(b, `insert into memberships (workspace_id, user_id, role, created_at) select personal_workspace_id, id, 'owner', ? from users where email like 'tenant%'`, now)
}

// fillLog makes audit records of the last twelve months: a tenth in the large
// workspace, the others by turns in all. It gives when they begin.
func fillLog(b *testing.B, s *live.Server, large int64, rows int) time.Time {
	b.Helper()
	end := time.Now().UTC().Truncate(time.Hour)
	begin := end.AddDate(-1, 0, 0)
	for month := begin; month.Before(end.AddDate(0, 1, 0)); month = month.AddDate(0, 1, 1-month.Day()) {
		name := month.Format("200601")
		s.DB.Exec(b, `create table if not exists audit_months.m`+name+` partition of audit_logs for values in (`+name+`)`)
	}
	const part = 1_000_000 // rows in a statement
	for first := 1; first <= rows; first += part {
		s.DB.Exec(b, `insert into audit_logs (workspace_id, seq, at, user_email, action, success, hash, month)
			select w, n, at, 'tenant@example.com', 'load.action_' || (n / 10 % 40), true, '\x00', to_char(at at time zone 'UTC', 'YYYYMM')::integer from (
				select n, case when n % 10 = 0 then cast(? as bigint) else ids.low + n % (ids.high - ids.low + 1) end as w,
					cast(? as timestamptz) + n / cast(? as float8) * (cast(? as timestamptz) - cast(? as timestamptz)) as at
				from generate_series(cast(? as bigint), cast(? as bigint)) n, (select min(id) as low, max(id) as high from workspaces where id <> ?) ids) x`,
			large, begin, rows, end, begin, first, min(rows, first+part-1), large)
	}
	s.DB.Exec(b, `insert into audit_heads (workspace_id, seq, hash) select id, cast(? as bigint), '\x00' from workspaces
		on conflict (workspace_id) do update set seq = excluded.seq, hash = excluded.hash`, rows)
	return begin
}

package bench

import (
	"context"
	"database/sql"
	"fmt"
	"testing"
	"time"

	"gorm.io/gorm"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
)

// benchWorkspaces is how many workspaces have a row in each of the databases.
const benchWorkspaces = 64

// headed is a database of the program with a row in each of some workspaces.
func headed(b *testing.B) (*db.DB, testkit.Database, *testkit.Handle) {
	b.Helper()
	given := testkit.NewPostgres(b)
	d, handle := opened(b, given), given.Open(b)
	for id := range benchWorkspaces {
		handle.Exec(b, `insert into audit_heads (workspace_id, seq, hash) values (?, 1, '\x00')`, id+1)
	}
	handle.Exec(b, `analyze audit_heads`)
	return d, given, handle
}

// BenchmarkRowSecurity is what the wall of the database costs: a row by its key as
// the product reads it, with its policies and the workspace that is set on the
// connection, against the same statement through the same library and role in a
// database whose table has no row security and whose connections are told no
// workspace. Each client is in its own workspace, so connections change theirs all
// the time. Bare pgx as a superuser tells what the library costs beside it.
func BenchmarkRowSecurity(b *testing.B) {
	once(b)
	guard := access.NewGuard(nil)
	walled, given, _ := headed(b)
	open, _, handle := headed(b)
	handle.Exec(b, `alter table audit_heads no force row level security`)
	handle.Exec(b, `alter table audit_heads disable row level security`)
	bare, err := sql.Open("pgx", given.AdminURL())
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = bare.Close() }()
	bare.SetMaxOpenConns(clients)
	bare.SetMaxIdleConns(clients)

	read := func(h *gorm.DB, worker int) error {
		var seq int64
		found := h.Raw(`select seq from audit_heads where workspace_id = ?`, worker+1).Scan(&seq)
		if found.Error == nil && found.RowsAffected != 1 {
			return fmt.Errorf("%d rows of workspace %d", found.RowsAffected, worker+1)
		}
		return found.Error
	}
	var with, without, alone, one []float64
	ctx := context.Background()
	for range 5 {
		without = append(without, each(b, clients, 2*time.Second, func(worker int) error {
			return read(open.For(ctx, guard.Public(access.Actor{})), worker)
		}))
		with = append(with, each(b, clients, 2*time.Second, func(worker int) error {
			return read(walled.For(ctx, guard.System("bench", int64(worker+1))), worker)
		}))
		one = append(one, each(b, clients, 2*time.Second, func(int) error {
			return read(walled.For(ctx, guard.System("bench", 1)), 0)
		}))
		alone = append(alone, each(b, clients, 2*time.Second, func(worker int) error {
			var seq int64
			return bare.QueryRowContext(ctx, `select seq from audit_heads where workspace_id = $1`, worker+1).Scan(&seq)
		}))
	}
	cost := median(without) / median(with)
	b.ReportMetric(cost, "cost")
	note("a row by its key with row security: times its cost without", fmt.Sprintf("%.2f", cost), "< 1.3", cost < 1.3)
	note("  with, and without", fmt.Sprintf("%.0f, %.0f/s", median(with), median(without)), "", true)
	note("  with, all clients in one workspace", fmt.Sprintf("%.0f/s", median(one)), "", true)
	note("  bare pgx as a superuser", fmt.Sprintf("%.0f/s", median(alone)), "", true)
}

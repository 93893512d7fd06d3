package db

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"gorm.io/gorm"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
)

// Two processes on one file, such as a server and `iamcopilotd audit verify`,
// wait for each other, also in transactions that read before they write.
func TestTwoProcessesShareOneSQLiteFile(t *testing.T) {
	ctx, database := context.Background(), testkit.NewSQLite(t)
	sc := access.NewGuard(nil).Public(access.Actor{})
	var all sync.WaitGroup
	for range 2 {
		d, err := Open(ctx, database.URL, 4)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = d.Close() })
		if err := d.Migrate(ctx); err != nil {
			t.Fatal(err)
		}
		for range 4 {
			all.Go(func() {
				for range 50 {
					err := d.Tx(ctx, sc, func(ctx context.Context) error {
						var n int64
						if err := d.For(ctx, sc).Raw(`select count(*) from workspaces`).Scan(&n).Error; err != nil {
							return err
						}
						return d.For(ctx, sc).Exec(`insert into workspaces (name, created_at) values (?, ?)`, n, Now()).Error
					})
					if err != nil {
						t.Error(err)
						return
					}
				}
			})
		}
	}
	all.Wait()
	h := database.Open(t)
	if n, distinct := h.Int(t, `select count(*) from workspaces`), h.Int(t, `select count(distinct name) from workspaces`); n != 400 || distinct != n {
		t.Errorf("%d rows with %d different counts: transactions saw each other half-done", n, distinct)
	}
}

// A failed transaction leaves the one writing connection fit for the next.
func TestWriterIsFitAfterAFailure(t *testing.T) {
	ctx := context.Background()
	d, err := Open(ctx, testkit.NewSQLite(t).URL, 2)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	if err := d.Migrate(ctx); err != nil {
		t.Fatal(err)
	}
	sc := access.NewGuard(nil).Public(access.Actor{})
	write := func(ctx context.Context) error {
		return d.For(ctx, sc).Exec(`insert into workspaces (name, created_at) values ('x', ?)`, Now()).Error
	}
	for name, spoil := range map[string]func(ctx context.Context) error{
		"an error of the caller": func(context.Context) error { return errors.New("no") },
		"a bad statement":        func(ctx context.Context) error { return d.For(ctx, sc).Exec(`insert into nothing values (1)`).Error },
		"a context that ends": func(ctx context.Context) error {
			ctx, cancel := context.WithTimeout(ctx, time.Millisecond)
			defer cancel()
			<-ctx.Done()
			return d.For(ctx, sc).Exec(`insert into workspaces (name, created_at) values ('x', ?)`, Now()).Error
		},
		"a broken reference, found at the end": func(ctx context.Context) error {
			return d.For(ctx, sc).Session(&gorm.Session{}).Exec(`pragma defer_foreign_keys = 1; insert into memberships (workspace_id, user_id, role, created_at) values (99, 99, 'owner', ?)`, Now()).Error
		},
	} {
		if err := d.Tx(ctx, sc, func(ctx context.Context) error {
			if err := write(ctx); err != nil {
				return err
			}
			return spoil(ctx)
		}); err == nil {
			t.Errorf("%s: the transaction did not fail", name)
		}
		if err := d.Tx(ctx, sc, write); err != nil {
			t.Errorf("after %s: %v", name, err)
		}
	}
}

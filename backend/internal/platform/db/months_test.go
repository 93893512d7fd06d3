package db

import (
	"database/sql"
	"fmt"
	"io/fs"
	"testing"

	"github.com/pressly/goose/v3"
)

// Records that were written before there were months keep every byte, in the
// partition of their month; a clock that went back does not put one before the
// record it follows.
func TestRecordsMoveIntoTheirMonths(t *testing.T) {
	each(t, func(t *testing.T, d *DB, admin *sql.DB) {
		files, err := fs.Sub(migrationFiles, "migrations/"+string(d.dialect))
		if err != nil {
			t.Fatal(err)
		}
		dialect := map[Dialect]goose.Dialect{Postgres: goose.DialectPostgres, SQLite: goose.DialectSQLite3}[d.dialect]
		provider, err := goose.NewProvider(dialect, admin, files, goose.WithLogger(goose.NopLogger()))
		if err != nil {
			t.Fatal(err)
		}
		exec := func(statement string) {
			t.Helper()
			if _, err := admin.ExecContext(ctx, statement); err != nil {
				t.Fatalf("%s: %v", statement, err)
			}
		}
		if _, err := provider.DownTo(ctx, 12); err != nil {
			t.Fatal(err)
		}
		for i, at := range []string{"2025-01-31 23:59:59.999999+00:00", "2025-03-01 00:00:00+00:00", "2025-02-28 12:00:00+00:00", "2025-03-02 00:00:00+00:00"} {
			exec(fmt.Sprintf("insert into audit_logs (workspace_id, seq, at, action, success, details, hash) values (7, %d, '%s', 'test.step', true, '{\"n\":\"%d\"}', 'hash %d')", i+1, at, i, i))
		}
		exec("insert into audit_heads (workspace_id, seq, hash) values (7, 4, 'hash 3')")
		if _, err := provider.Up(ctx); err != nil {
			t.Fatal(err)
		}
		list := func(query string) (out string) {
			t.Helper()
			rows, err := admin.QueryContext(ctx, query)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = rows.Close() }()
			for rows.Next() {
				var one string
				if err := rows.Scan(&one); err != nil {
					t.Fatal(err)
				}
				out += one + "\n"
			}
			return out
		}
		text := "cast(hash as text)"
		if d.dialect == Postgres {
			text = "convert_from(hash, 'UTF8')"
		}
		got := list("select cast(seq as text) || ' ' || cast(month as text) || ' ' || details || ' ' || " + text + " from audit_logs order by seq")
		want := "1 202501 {\"n\":\"0\"} hash 0\n2 202503 {\"n\":\"1\"} hash 1\n3 202503 {\"n\":\"2\"} hash 2\n4 202503 {\"n\":\"3\"} hash 3\n"
		if got != want {
			t.Errorf("records:\n%swant:\n%s", got, want)
		}
		if got := list("select cast(month as text) from audit_heads"); got != "202503\n" {
			t.Errorf("the head's month is %s", got)
		}
		if d.dialect == Postgres {
			if got := list("select distinct tableoid::regclass::text from audit_logs order by 1"); got != "audit_months.m202501\naudit_months.m202503\n" {
				t.Errorf("the records lie in %s", got)
			}
		}
	})
}

package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"gorm.io/gorm"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
)

// note is a stand-in for a room's table: the audit heads have a workspace and
// little else.
type note struct {
	WorkspaceID int64 `gorm:"primaryKey;autoIncrement:false"`
	Seq         int64
	Hash        []byte
}

func (note) TableName() string { return "audit_heads" }

var (
	guard = access.NewGuard(nil)
	ctx   = context.Background()
)

func workspaceScope(id int64) access.Scope { return guard.System("test", id) }

// each runs fn on a fresh, migrated database of each kind. admin reaches the
// same database past all walls.
func each(t *testing.T, fn func(t *testing.T, d *DB, admin *sql.DB)) {
	t.Run("sqlite", func(t *testing.T) {
		d := opened(t, "sqlite:///"+filepath.Join(t.TempDir(), "test.sqlite"))
		admin, err := d.write.DB()
		if err != nil {
			t.Fatal(err)
		}
		fn(t, d, admin)
	})
	t.Run("postgres", func(t *testing.T) {
		address, admin := freshPostgres(t)
		fn(t, opened(t, address), admin)
	})
}

func opened(t *testing.T, address string) *DB {
	t.Helper()
	d, err := Open(ctx, address, 8)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	if err := d.Migrate(ctx); err != nil {
		t.Fatal(err)
	}
	return d
}

// freshPostgres makes an empty database for one test.
func freshPostgres(t *testing.T) (address string, admin *sql.DB) {
	t.Helper()
	base := os.Getenv("TEST_POSTGRES_URL")
	if base == "" {
		t.Fatal("TEST_POSTGRES_URL is not set: run the tests by `make test`, which starts a Postgres")
	}
	u, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	name := fmt.Sprintf("db_test_%d", time.Now().UnixNano())
	run := func(statement string) {
		pool, err := sql.Open("pgx", base)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = pool.Close() }()
		if _, err := pool.ExecContext(ctx, statement); err != nil {
			t.Fatal(err)
		}
	}
	run("create database " + name)
	t.Cleanup(func() { run("drop database " + name + " with (force)") })
	u.Path = "/" + name
	admin, err = sql.Open("pgx", u.String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = admin.Close() })
	return u.String(), admin
}

func put(t *testing.T, d *DB, workspace int64) {
	t.Helper()
	sc := workspaceScope(workspace)
	err := d.Tx(ctx, sc, func(ctx context.Context) error {
		return d.For(ctx, sc).Create(&note{Seq: workspace * 10, Hash: []byte{1}}).Error
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestRowsOfAnotherWorkspaceAreNotThere(t *testing.T) {
	each(t, func(t *testing.T, d *DB, _ *sql.DB) {
		put(t, d, 1)
		put(t, d, 2)
		for id := int64(1); id <= 2; id++ {
			var rows []note
			if err := d.For(ctx, workspaceScope(id)).Find(&rows).Error; err != nil {
				t.Fatal(err)
			}
			if len(rows) != 1 || rows[0].Seq != id*10 {
				t.Errorf("workspace %d sees %+v", id, rows)
			}
		}
		var stolen note
		err := d.For(ctx, workspaceScope(1)).Where("workspace_id = ?", 2).Take(&stolen).Error
		if !errors.Is(err, gorm.ErrRecordNotFound) {
			t.Errorf("asking for another workspace's row by name: %v, %+v", err, stolen)
		}
		err = d.Tx(ctx, workspaceScope(1), func(ctx context.Context) error {
			h := d.For(ctx, workspaceScope(1))
			changed := h.Model(&note{}).Where("workspace_id = ?", 2).Update("seq", 99)
			deleted := h.Where("workspace_id = ?", 2).Delete(&note{})
			if changed.RowsAffected+deleted.RowsAffected != 0 {
				t.Errorf("%d rows of another workspace changed, %d deleted", changed.RowsAffected, deleted.RowsAffected)
			}
			return errors.Join(changed.Error, deleted.Error)
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestARowIsStampedWithTheScopesWorkspaceWhateverItSays(t *testing.T) {
	each(t, func(t *testing.T, d *DB, admin *sql.DB) {
		sc := workspaceScope(5)
		err := d.Tx(ctx, sc, func(ctx context.Context) error {
			return d.For(ctx, sc).Create(&note{WorkspaceID: 6, Seq: 1, Hash: []byte{1}}).Error
		})
		if err != nil {
			t.Fatal(err)
		}
		var got int64
		if err := admin.QueryRowContext(ctx, "select workspace_id from audit_heads").Scan(&got); err != nil || got != 5 {
			t.Errorf("the row is in workspace %d (%v), want 5", got, err)
		}
	})
}

func TestTenantsTablesRefuseWhoeverIsInNoWorkspace(t *testing.T) {
	each(t, func(t *testing.T, d *DB, _ *sql.DB) {
		put(t, d, 1)
		for name, sc := range map[string]access.Scope{"zero": {}, "public": guard.Public(access.Actor{})} {
			var rows []note
			if err := d.For(ctx, sc).Find(&rows).Error; err == nil {
				t.Errorf("%s scope: read %d rows", name, len(rows))
			}
			err := d.Tx(ctx, sc, func(ctx context.Context) error {
				return d.For(ctx, sc).Create(&note{Seq: 1, Hash: []byte{1}}).Error
			})
			if err == nil {
				t.Errorf("%s scope: wrote a row", name)
			}
		}
	})
}

func TestATransactionBelongsToOneWorkspace(t *testing.T) {
	each(t, func(t *testing.T, d *DB, _ *sql.DB) {
		err := d.Tx(ctx, workspaceScope(1), func(ctx context.Context) error {
			if err := d.For(ctx, workspaceScope(2)).Find(&[]note{}).Error; err == nil {
				t.Error("a handle of another workspace works inside the transaction")
			}
			if err := d.Tx(ctx, workspaceScope(2), func(context.Context) error { return nil }); err == nil {
				t.Error("a transaction of another workspace joined")
			}
			return d.For(ctx, workspaceScope(1)).Create(&note{Seq: 1, Hash: []byte{1}}).Error
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestAFailedTransactionLeavesNothing(t *testing.T) {
	each(t, func(t *testing.T, d *DB, admin *sql.DB) {
		sc, broken := workspaceScope(1), errors.New("broken")
		err := d.Tx(ctx, sc, func(ctx context.Context) error {
			return d.Tx(ctx, sc, func(ctx context.Context) error {
				if err := d.For(ctx, sc).Create(&note{Seq: 1, Hash: []byte{1}}).Error; err != nil {
					return err
				}
				return broken
			})
		})
		if !errors.Is(err, broken) {
			t.Fatal(err)
		}
		var n int
		if err := admin.QueryRowContext(ctx, "select count(*) from audit_heads").Scan(&n); err != nil || n != 0 {
			t.Errorf("%d rows are left (%v)", n, err)
		}
	})
}

func TestAdoptMovesOnlyATransactionOfNoWorkspace(t *testing.T) {
	each(t, func(t *testing.T, d *DB, admin *sql.DB) {
		public := guard.Public(access.Actor{})
		err := d.Tx(ctx, public, func(ctx context.Context) error {
			ctx, err := d.Adopt(ctx, workspaceScope(3))
			if err != nil {
				return err
			}
			if _, err := d.Adopt(ctx, workspaceScope(4)); err == nil {
				t.Error("a transaction was adopted twice")
			}
			return d.For(ctx, workspaceScope(3)).Create(&note{Seq: 1, Hash: []byte{1}}).Error
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.Adopt(ctx, workspaceScope(3)); err == nil {
			t.Error("adopted without a transaction")
		}
		// The connection goes back to its pool in no workspace.
		for range 20 {
			if err := d.For(ctx, public).Find(&[]note{}).Error; err == nil {
				t.Fatal("a connection was left in a workspace")
			}
		}
		var n int
		if err := admin.QueryRowContext(ctx, "select count(*) from audit_heads where workspace_id = 3").Scan(&n); err != nil || n != 1 {
			t.Errorf("%d rows (%v), want 1", n, err)
		}
	})
}

// TestRowSecurity speaks raw SQL as the application's role: what a hole in the
// code above would let an attacker do.
func TestRowSecurity(t *testing.T) {
	address, admin := freshPostgres(t)
	d := opened(t, address)
	put(t, d, 1)
	put(t, d, 2)
	for _, table := range tenantTables(t, admin) {
		var enabled, forced bool
		err := admin.QueryRowContext(ctx, "select relrowsecurity, relforcerowsecurity from pg_class where relname = $1 and relkind in ('r', 'p')", table).Scan(&enabled, &forced)
		if err != nil || !enabled || !forced {
			t.Errorf("table %s has a workspace but no forced row security (%v)", table, err)
		}
	}
	pool, err := d.tenant.DB()
	if err != nil {
		t.Fatal(err)
	}
	inOne := withTenant(ctx, 1)
	count := func(query string) (n int) {
		t.Helper()
		if err := pool.QueryRowContext(inOne, query).Scan(&n); err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		return n
	}
	if n := count("select count(*) from audit_heads"); n != 1 {
		t.Errorf("raw SQL sees %d rows, want 1", n)
	}
	if n := count("select count(*) from audit_heads where workspace_id = 2 or true"); n != 1 {
		t.Errorf("an injected condition sees %d rows, want 1", n)
	}
	if n := count("select count(*) from pg_roles where rolname = current_user and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)"); n != 0 {
		t.Error("the application's role may do too much")
	}
	for _, statement := range []string{
		"insert into audit_heads values (2, 1, '')",
		"alter table audit_heads disable row level security",
		"drop policy workspace on audit_heads",
		"truncate audit_logs",
		"delete from audit_logs",
		"update audit_logs set success = true",
		"delete from audit_retention",
		"update audit_retention set last_seq = 1",
		"select * from audit_months.others",
		"drop table audit_months.others",
		"create table audit_months.mine (n integer)",
		"drop trigger audit_logs_no_update on audit_logs",
		"select version_id from goose_db_version",
	} {
		if _, err := pool.ExecContext(inOne, statement); err == nil {
			t.Errorf("the application's role may: %s", statement)
		}
	}
	if _, err := pool.ExecContext(ctx, "select 1"); !errors.Is(err, errNoTenant) {
		t.Errorf("the tenant pool takes a statement of no workspace: %v", err)
	}
	open, err := d.open.DB()
	if err != nil {
		t.Fatal(err)
	}
	var n int
	if err := open.QueryRowContext(ctx, "select count(*) from audit_heads").Scan(&n); err != nil || n != 0 {
		t.Errorf("the pool of no workspace sees %d rows of workspaces (%v)", n, err)
	}
}

// tenantTables are the tables that have a workspace, save the one that says
// who may enter it.
func tenantTables(t *testing.T, admin *sql.DB) (names []string) {
	t.Helper()
	rows, err := admin.QueryContext(ctx, "select table_name from information_schema.columns where table_schema = 'public' and column_name = 'workspace_id' and table_name <> 'memberships'")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	if len(names) < 4 {
		t.Fatalf("found only %v", names)
	}
	return names
}

// TestConnectionsChangeWorkspaceUnderLoad has many workspaces share few
// connections: none may ever see another's row.
func TestConnectionsChangeWorkspaceUnderLoad(t *testing.T) {
	each(t, func(t *testing.T, d *DB, _ *sql.DB) {
		const workspaces = 20
		for id := int64(1); id <= workspaces; id++ {
			put(t, d, id)
		}
		var all sync.WaitGroup
		for worker := range 32 {
			all.Go(func() {
				for i := range 50 {
					id := int64((worker*7+i)%workspaces) + 1
					var rows []note
					if err := d.For(ctx, workspaceScope(id)).Find(&rows).Error; err != nil {
						t.Error(err)
						return
					}
					if len(rows) != 1 || rows[0].WorkspaceID != id {
						t.Errorf("workspace %d sees %+v", id, rows)
						return
					}
				}
			})
		}
		all.Wait()
	})
}

func TestTwoServersMigrateAtOnce(t *testing.T) {
	address, admin := freshPostgres(t)
	var all sync.WaitGroup
	for range 4 {
		d, err := Open(ctx, address, 2)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = d.Close() }()
		all.Go(func() {
			if err := d.Migrate(ctx); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	var twice int
	err := admin.QueryRowContext(ctx, "select count(*) from (select version_id from goose_db_version group by 1 having count(*) > 1) x").Scan(&twice)
	if err != nil || twice != 0 {
		t.Errorf("%d migrations ran twice (%v)", twice, err)
	}
}

// TestDialectsHaveTheSameSchema compares tables and columns.
func TestDialectsHaveTheSameSchema(t *testing.T) {
	schemas := map[string]string{}
	each(t, func(t *testing.T, d *DB, admin *sql.DB) {
		query := `select table_name || '.' || column_name from information_schema.columns where table_schema = 'public' and table_name <> 'goose_db_version' order by 1`
		if d.dialect == SQLite {
			query = `select m.name || '.' || p.name from sqlite_master m join pragma_table_info(m.name) p where m.type = 'table' and m.name not like 'sqlite_%' and m.name <> 'goose_db_version' order by 1`
		}
		rows, err := admin.QueryContext(ctx, query)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = rows.Close() }()
		var all []string
		for rows.Next() {
			var column string
			if err := rows.Scan(&column); err != nil {
				t.Fatal(err)
			}
			all = append(all, column)
		}
		schemas[string(d.dialect)] = strings.Join(all, "\n")
	})
	if schemas["sqlite"] != schemas["postgres"] || len(schemas["sqlite"]) < 500 {
		t.Errorf("the dialects differ:\n--- sqlite\n%s\n--- postgres\n%s", schemas["sqlite"], schemas["postgres"])
	}
}

func TestReadersOfSQLiteCannotWrite(t *testing.T) {
	d := opened(t, "sqlite:///"+filepath.Join(t.TempDir(), "test.sqlite"))
	if err := d.For(ctx, workspaceScope(1)).Create(&note{Seq: 1, Hash: []byte{1}}).Error; err == nil {
		t.Error("a write outside a transaction went through")
	}
}

func TestSQLiteFileIsForItsOwnerOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "test.sqlite")
	opened(t, "sqlite:///"+path)
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v (%v), want 0600", info.Mode().Perm(), err)
	}
}

func TestBadAddresses(t *testing.T) {
	for address, want := range map[string]string{
		"":                            "must begin with",
		"mysql://x":                   "must begin with",
		"sqlite:///":                  "path of a file",
		"postgresql://u:hunter2@[::1": "not a valid",
		"postgresql://u:hunter2@127.0.0.1:1/x?connect_timeout=1": "cannot connect",
	} {
		d, err := Open(ctx, address, 1)
		if err == nil {
			_ = d.Close()
			t.Errorf("%q was opened", address)
			continue
		}
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", address, err, want)
		}
		if strings.Contains(err.Error(), "hunter2") {
			t.Errorf("the error tells the password: %v", err)
		}
	}
}

func TestADatabaseThatIsAwayIsUnavailable(t *testing.T) {
	address, admin := freshPostgres(t)
	d := opened(t, address)
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	name := strings.TrimPrefix(u.Path, "/")
	base, err := sql.Open("pgx", os.Getenv("TEST_POSTGRES_URL"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = base.Close() }()
	_ = admin.Close()
	if _, err := base.ExecContext(ctx, "alter database "+name+" allow_connections false"); err != nil {
		t.Fatal(err)
	}
	if _, err := base.ExecContext(ctx, "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", name); err != nil {
		t.Fatal(err)
	}
	err = d.Tx(ctx, workspaceScope(1), func(ctx context.Context) error {
		return d.For(ctx, workspaceScope(1)).Find(&[]note{}).Error
	})
	if !errors.Is(err, ErrUnavailable) {
		t.Errorf("got %v, want ErrUnavailable", err)
	}
	if _, err := base.ExecContext(ctx, "alter database "+name+" allow_connections true"); err != nil {
		t.Fatal(err)
	}
	if err := d.For(ctx, workspaceScope(1)).Find(&[]note{}).Error; err != nil {
		t.Errorf("the database is back, but: %v", err)
	}
}

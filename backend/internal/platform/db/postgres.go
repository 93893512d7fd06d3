package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
)

// appRole is the role that requests run as. It is no superuser and owns no
// table, so row level security binds it, and the audit log is append-only.
const appRole = "iamcopilot_app"

// migrationLock is the advisory lock that lets one server migrate at a time.
const migrationLock = 0x1a3c0b11

// errAddress says nothing of the address: the parser's words may hold the password.
var errAddress = errors.New("database address: it is not a valid postgresql:// URL")

// ownerConns is how many jobs maintain the database at once.
const ownerConns = 2

func openPostgres(ctx context.Context, rawURL string, maxConns int) (*DB, error) {
	config, err := pgx.ParseConfig(rawURL)
	if err != nil {
		return nil, errAddress
	}
	if config.RuntimeParams["application_name"] == "" {
		config.RuntimeParams["application_name"] = "iamcopilot"
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = 5 * time.Second
	}
	owner := stdlib.GetConnector(*config)
	app := stdlib.GetConnector(*config, stdlib.OptionAfterConnect(becomeApp))

	d := &DB{dialect: Postgres, address: rawURL}
	d.migrate = func(ctx context.Context) error { return migratePostgres(ctx, owner, rawURL) }
	if d.open, err = d.pool(app, maxConns); err != nil {
		return nil, err
	}
	if d.tenant, err = d.pool(tenantConnector{app}, maxConns); err != nil {
		return nil, err
	}
	d.write = d.tenant
	if d.owner, err = d.pool(owner, ownerConns); err != nil {
		return nil, err
	}
	probe := sql.OpenDB(owner)
	defer func() { _ = probe.Close() }()
	if err := probe.PingContext(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("database: cannot connect: %w", err), d.Close())
	}
	return d, nil
}

// becomeApp gives up the rights of the login role for the connection's life.
func becomeApp(ctx context.Context, conn *pgx.Conn) error {
	_, err := conn.Exec(ctx, `set role `+appRole)
	return err
}

func (d *DB) pool(connector driver.Connector, maxConns int) (*gorm.DB, error) {
	pool := sql.OpenDB(connector)
	pool.SetMaxOpenConns(maxConns)
	pool.SetMaxIdleConns(maxConns)
	pool.SetConnMaxIdleTime(5 * time.Minute)
	pool.SetConnMaxLifetime(time.Hour)
	d.close = append(d.close, pool.Close)
	h, err := gorm.Open(postgres.New(postgres.Config{Conn: pool, WithoutQuotingCheck: false}), withoutPing(gormConfig()))
	if err != nil {
		return nil, err
	}
	return h, errors.Join(h.Use(tenantPlugin{}), h.Use(faultPlugin{}))
}

// withoutPing keeps gorm from connecting before the application's role exists.
func withoutPing(c *gorm.Config) *gorm.Config {
	c.DisableAutomaticPing = true
	return c
}

func migratePostgres(ctx context.Context, owner driver.Connector, address string) error {
	pool := sql.OpenDB(owner)
	defer func() { _ = pool.Close() }()
	conn, err := pool.Conn(ctx)
	if err != nil {
		return fmt.Errorf("database: cannot connect: %w", err)
	}
	defer func() { _ = conn.Close() }()
	if _, err := conn.ExecContext(ctx, `select pg_advisory_lock($1)`, migrationLock); err != nil {
		return fmt.Errorf("database: waiting for the migration lock: %w", err)
	}
	defer func() {
		_, _ = conn.ExecContext(context.WithoutCancel(ctx), `select pg_advisory_unlock($1)`, migrationLock)
	}()
	if err := ensureRole(ctx, conn); err != nil {
		return err
	}
	if err := runGoose(ctx, Postgres, pool); err != nil {
		return err
	}
	for _, grant := range []string{
		`grant usage on schema public to ` + appRole,
		`grant select, insert, update, delete on all tables in schema public to ` + appRole,
		`grant usage, select on all sequences in schema public to ` + appRole,
		`revoke update, delete on audit_logs, audit_retention from ` + appRole,
		`revoke all on goose_db_version from ` + appRole,
	} {
		if _, err := conn.ExecContext(ctx, grant); err != nil {
			return fmt.Errorf("database: %s: %w", grant, err)
		}
	}
	return migrateQueue(ctx, address, conn)
}

// ensureRole makes the application's role, or explains what to ask the
// database's administrator for. Roles belong to the whole cluster, so another
// database's server may make it at the same moment.
func ensureRole(ctx context.Context, conn *sql.Conn) error {
	member, err := isMember(ctx, conn)
	if err != nil || member {
		return err
	}
	_, refused := conn.ExecContext(ctx, `create role `+appRole+` nologin nosuperuser nobypassrls`)
	var pg *pgconn.PgError
	lost := errors.As(refused, &pg) && (pg.Code == "42710" || pg.Code == "23505") // duplicate_object, or lost the race for it
	if refused == nil || lost {
		// Since Postgres 16 the maker of a role may not at once act as it.
		_, refused = conn.ExecContext(ctx, `grant `+appRole+` to current_user`)
	}
	if member, err = isMember(ctx, conn); err != nil || member {
		return err
	}
	return fmt.Errorf("database: the role %s, which keeps tenants apart, cannot be used by this login; have an administrator run: create role %s nologin; grant %s to <this login>: %w", appRole, appRole, appRole, refused)
}

// isMember tells whether the login may act as the application's role.
func isMember(ctx context.Context, conn *sql.Conn) (bool, error) {
	var member bool
	err := conn.QueryRowContext(ctx, `select coalesce((select pg_has_role(current_user, oid, 'member') from pg_roles where rolname = $1), false)`, appRole).Scan(&member)
	if err != nil {
		return false, fmt.Errorf("database: looking at role %s: %w", appRole, err)
	}
	return member, nil
}

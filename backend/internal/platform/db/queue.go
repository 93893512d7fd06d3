package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"
)

// QueueSchema is the schema of the tables that River keeps on Postgres. They are
// apart from ours: row security does not bind them, and they hold no tenant's data.
const QueueSchema = "river"

// Pool opens a pool of its own on Postgres for a library that asks for one. Its
// connections have the rights of the application's role and are in no workspace.
func (d *DB) Pool(ctx context.Context, maxConns int32) (*pgxpool.Pool, error) {
	if d.dialect != Postgres {
		return nil, errors.New("db: only Postgres has such pools")
	}
	return pgxPool(ctx, d.address, maxConns, becomeApp, d.traced)
}

func pgxPool(ctx context.Context, address string, maxConns int32, connected func(context.Context, *pgx.Conn) error, traced bool) (*pgxpool.Pool, error) {
	config, err := pgxpool.ParseConfig(address)
	if err != nil {
		return nil, errAddress
	}
	config.MaxConns, config.AfterConnect = maxConns, connected
	config.MaxConnIdleTime = 5 * time.Minute
	if traced {
		config.ConnConfig.Tracer = poolTracer{}
	}
	if config.ConnConfig.RuntimeParams["application_name"] == "" {
		config.ConnConfig.RuntimeParams["application_name"] = "iamcopilot"
	}
	return pgxpool.NewWithConfig(ctx, config)
}

// migrateQueue brings River's tables to the version of this program by River's
// own migrations, and lets the application's role use them. The caller holds the
// migration lock on conn.
func migrateQueue(ctx context.Context, address string, conn *sql.Conn) error {
	if _, err := conn.ExecContext(ctx, `create schema if not exists `+QueueSchema); err != nil {
		return fmt.Errorf("database: the schema %s, for the queue of jobs, cannot be made; have an administrator run: create schema %s authorization <this login>: %w", QueueSchema, QueueSchema, err)
	}
	pool, err := pgxPool(ctx, address, 2, nil, false)
	if err != nil {
		return err
	}
	defer pool.Close()
	migrator, err := rivermigrate.New(riverpgxv5.New(pool), &rivermigrate.Config{Schema: QueueSchema, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return fmt.Errorf("database: reading the queue's migrations: %w", err)
	}
	if _, err := migrator.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return fmt.Errorf("database: migrating the queue: %w", err)
	}
	for _, grant := range []string{
		`grant usage on schema ` + QueueSchema + ` to ` + appRole,
		`grant select, insert, update, delete on all tables in schema ` + QueueSchema + ` to ` + appRole,
		`grant usage, select on all sequences in schema ` + QueueSchema + ` to ` + appRole,
		`revoke insert, update, delete on ` + QueueSchema + `.river_migration from ` + appRole,
	} {
		if _, err := conn.ExecContext(ctx, grant); err != nil {
			return fmt.Errorf("database: %s: %w", grant, err)
		}
	}
	return nil
}

// Package db opens the database, Postgres or SQLite, and hands out handles
// that are bound to a Scope.
//
// Three walls keep tenants apart. The Scope is proof of access, asked for by
// every handle. A gorm plugin adds the workspace to every statement on a table
// that has one, and refuses the statement when there is none. On Postgres, row
// level security does the same again for any SQL at all, with the workspace
// set on the connection when it is used.
package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
)

// Dialect is which database stands behind a DB.
type Dialect string

// The two dialects.
const (
	Postgres Dialect = "postgres"
	SQLite   Dialect = "sqlite"
)

// ErrUnavailable is what callers see when the database cannot be reached.
var ErrUnavailable = fault.Declare(fault.Unavailable, "db.unavailable", "The database cannot be reached just now. Try again in a moment.")

// ErrFull is what callers see when the database has no room to write. Nothing
// of what they wanted has been stored; reading still works.
var ErrFull = fault.Declare(fault.Unavailable, "db.full", "The server cannot store that: its disk is full. Whoever runs it has to make room; what is stored can still be read.")

// DB is an open database. It is safe for concurrent use.
type DB struct {
	dialect Dialect
	address string   // Postgres only
	traced  bool     // statements belong to traces
	open    *gorm.DB // rows of no workspace: accounts, sessions, memberships
	tenant  *gorm.DB // rows of the workspace in the scope
	write   *gorm.DB // SQLite: the one writer; Postgres: the tenant pool
	owner   *gorm.DB // for maintenance, with the rights of the tables' owner
	close   []func() error
	migrate func(ctx context.Context) error
}

// Open connects to url, which is postgresql://… or sqlite:///path. It does not
// change the schema: call Migrate for that. maxConns bounds each pool.
func Open(ctx context.Context, rawURL string, maxConns int) (*DB, error) {
	scheme, _, _ := strings.Cut(rawURL, "://")
	switch scheme {
	case "postgres", "postgresql":
		return openPostgres(ctx, rawURL, maxConns)
	case "sqlite":
		u, err := url.Parse(rawURL)
		if err != nil {
			return nil, fmt.Errorf("database address: %w", err)
		}
		return openSQLite(ctx, strings.TrimPrefix(u.Path, "/"), maxConns)
	default:
		return nil, fmt.Errorf("database address must begin with postgresql:// or sqlite:///, not %q", scheme)
	}
}

// Dialect tells which database it is.
func (d *DB) Dialect() Dialect { return d.dialect }

// Migrate brings the schema to the version of this program. Two servers may
// call it at once: one waits for the other.
func (d *DB) Migrate(ctx context.Context) error { return d.migrate(ctx) }

// Close ends all connections.
func (d *DB) Close() error {
	var errs []error
	for _, c := range d.close {
		errs = append(errs, c())
	}
	return errors.Join(errs...)
}

// Ping tells whether the database answers.
func (d *DB) Ping(ctx context.Context) error {
	pool, err := d.open.DB()
	if err != nil {
		return err
	}
	return pool.PingContext(ctx)
}

// Stats is the state of the pool that serves workspaces.
func (d *DB) Stats() sql.DBStats {
	pool, err := d.tenant.DB()
	if err != nil {
		return sql.DBStats{}
	}
	return pool.Stats()
}

type txKey struct{}

// running is a transaction that is under way in a context.
type running struct {
	db        *gorm.DB
	workspace int64 // 0: the rows of no workspace
}

// For gives a handle for the rows that the scope may reach. Inside Tx it is
// the transaction. A scope that proves nothing gives a handle on which every
// statement fails.
func (d *DB) For(ctx context.Context, sc access.Scope) *gorm.DB {
	workspaceID, err := workspaceOf(sc)
	if err != nil {
		return failed(d.open.WithContext(ctx), err)
	}
	if tx, ok := ctx.Value(txKey{}).(running); ok {
		if workspaceID != 0 && tx.workspace != workspaceID {
			return failed(tx.db, errors.New("db: a transaction of one workspace was used for another"))
		}
		return tx.db.WithContext(withTenant(ctx, tx.workspace))
	}
	if workspaceID == 0 {
		return d.open.WithContext(ctx)
	}
	return d.tenant.WithContext(withTenant(ctx, workspaceID))
}

// Tx runs fn in one transaction: all of it happens, or nothing. Calls of For
// with the context that fn gets join it, and so does a Tx inside a Tx. On
// SQLite the transaction takes the write lock at its start.
func (d *DB) Tx(ctx context.Context, sc access.Scope, fn func(ctx context.Context) error) error {
	workspaceID, err := workspaceOf(sc)
	if err != nil {
		return err
	}
	if tx, ok := ctx.Value(txKey{}).(running); ok {
		if workspaceID != 0 && tx.workspace != workspaceID {
			return errors.New("db: a transaction of one workspace was used for another")
		}
		return fn(ctx)
	}
	pool := d.open
	if workspaceID != 0 {
		pool = d.tenant
	}
	if d.dialect == SQLite {
		pool = d.write
	}
	ctx = withTenant(ctx, workspaceID)
	return Classify(pool.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := fn(context.WithValue(ctx, txKey{}, running{tx, workspaceID})); err != nil {
			return err
		}
		if last, ok := ctx.Value(commitKey{}).(func(*gorm.DB) error); ok {
			return last(tx)
		}
		return nil
	}))
}

type commitKey struct{}

// BeforeCommit gives a context whose transactions call last in the end, with
// the transaction: what it writes commits with them, and its error undoes them.
func BeforeCommit(ctx context.Context, last func(tx *gorm.DB) error) context.Context {
	return context.WithValue(ctx, commitKey{}, last)
}

// Single gives a handle for one statement that changes rows of no workspace
// and is a transaction by itself.
func (d *DB) Single(ctx context.Context, sc access.Scope) *gorm.DB {
	if _, ok := ctx.Value(txKey{}).(running); ok || d.dialect == Postgres {
		return d.For(ctx, sc)
	}
	if err := sc.Valid(); err != nil {
		return failed(d.write.WithContext(ctx), err)
	}
	return d.write.WithContext(ctx)
}

// Adopt moves a running transaction that belongs to no workspace into the
// scope's workspace, for the one case in which a workspace is made and filled
// in the same transaction: registration.
func (d *DB) Adopt(ctx context.Context, sc access.Scope) (context.Context, error) {
	workspaceID, err := sc.Workspace()
	if err != nil {
		return nil, err
	}
	tx, ok := ctx.Value(txKey{}).(running)
	if !ok || tx.workspace != 0 {
		return nil, errors.New("db: adopt needs a running transaction of no workspace")
	}
	if d.dialect == Postgres {
		err = tx.db.Exec(`select set_config('`+tenantSetting+`', ?, true)`, fmt.Sprint(workspaceID)).Error
		if err != nil {
			return nil, err
		}
	}
	return context.WithValue(withTenant(ctx, workspaceID), txKey{}, running{tx.db, workspaceID}), nil
}

// workspaceOf is the scope's workspace, 0 for a valid scope that has none.
func workspaceOf(sc access.Scope) (int64, error) {
	if err := sc.Valid(); err != nil {
		return 0, err
	}
	id, err := sc.Workspace()
	if err != nil {
		return 0, nil //nolint:nilerr // a public or personal scope has no workspace, and needs none
	}
	return id, nil
}

func failed(h *gorm.DB, err error) *gorm.DB {
	h = h.Session(&gorm.Session{NewDB: true})
	_ = h.AddError(err)
	return h
}

// Now is the time as both databases can hold it: UTC, whole microseconds.
func Now() time.Time { return time.Now().UTC().Truncate(time.Microsecond) }

// UTC is a time that may be missing, in UTC.
func UTC(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	at := t.UTC()
	return &at
}

func gormConfig() *gorm.Config {
	return &gorm.Config{
		SkipDefaultTransaction: true, // Tx is the only maker of transactions
		TranslateError:         true, // gorm.ErrDuplicatedKey on both databases
		NowFunc:                Now,
		Logger:                 quiet{},
	}
}

// quiet keeps gorm from printing SQL, whose values may be secret. Errors are
// returned, and logged where they are handled.
type quiet struct{}

func (quiet) LogMode(logger.LogLevel) logger.Interface { return quiet{} }
func (quiet) Info(context.Context, string, ...any)     {}
func (quiet) Warn(ctx context.Context, msg string, _ ...any) {
	slog.WarnContext(ctx, "database", "message", msg)
}
func (quiet) Error(context.Context, string, ...any) {}
func (quiet) Trace(context.Context, time.Time, func() (string, int64), error) {
}

// NoRows tells whether a single-row query found nothing.
func NoRows(err error) bool {
	return errors.Is(err, sql.ErrNoRows) || errors.Is(err, gorm.ErrRecordNotFound)
}

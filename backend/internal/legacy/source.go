package legacy

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"strings"

	"github.com/glebarez/sqlite"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// The tables of the earlier system that are read.
const (
	usersTable       = "users"
	credentialsTable = "user_aws_credentials"
	auditTable       = "audit_logs"
	tokensTable      = "refresh_tokens"
)

// source is the database of the earlier system, seen at one moment. Nothing is
// ever written to it.
type source struct {
	pool   *sql.DB
	tx     *sql.Tx
	holder string // how the dialect writes a first value
	tables map[string]bool
}

// errSource marks that the earlier database cannot be read.
var errSource = errors.New("the earlier database cannot be read")

// openSource opens a postgresql:// address, a sqlite:/// address, or the path of
// a SQLite file.
func openSource(ctx context.Context, from string) (*source, error) {
	s := &source{holder: "$1"}
	scheme, rest, isURL := strings.Cut(from, "://")
	// SQLAlchemy writes its driver behind a plus: postgresql+asyncpg://
	scheme, _, _ = strings.Cut(scheme, "+")
	switch {
	case isURL && (scheme == "postgresql" || scheme == "postgres"):
		config, err := pgx.ParseConfig("postgresql://" + rest)
		if err != nil {
			return nil, errors.New("the address is not a valid postgresql:// URL") // the parser's words may hold the password
		}
		s.pool = stdlib.OpenDB(*config)
	case isURL && scheme != "sqlite":
		return nil, fmt.Errorf("the address must begin with postgresql:// or be a SQLite file, not %q", scheme)
	default:
		path := from
		if isURL {
			path = strings.TrimPrefix(rest, "/")
		}
		if info, err := os.Stat(path); err != nil || info.IsDir() {
			return nil, errors.Join(fmt.Errorf("there is no SQLite file %s", path), err)
		}
		pool, err := sql.Open(sqlite.DriverName, "file:"+(&url.URL{Path: path}).EscapedPath()+"?mode=ro&_pragma=query_only(1)&_pragma=busy_timeout(5000)")
		if err != nil {
			return nil, err
		}
		s.pool, s.holder = pool, "?"
	}
	if err := s.begin(ctx); err != nil {
		return nil, errors.Join(err, s.close())
	}
	return s, nil
}

// begin starts the one transaction in which everything is read.
func (s *source) begin(ctx context.Context) (err error) {
	options := &sql.TxOptions{}
	list := `select name from sqlite_master where type = 'table'`
	if s.holder == "$1" {
		options = &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
		list = `select table_name from information_schema.tables where table_schema = any(current_schemas(false))`
	}
	if s.tx, err = s.pool.BeginTx(ctx, options); err != nil {
		return fmt.Errorf("%w: %w", errSource, err)
	}
	rows, err := s.tx.QueryContext(ctx, list)
	if err != nil {
		return fmt.Errorf("%w: %w", errSource, err)
	}
	defer func() { _ = rows.Close() }()
	s.tables = map[string]bool{}
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return err
		}
		s.tables[name] = true
	}
	if err := rows.Err(); err != nil {
		return err
	}
	if !s.tables[usersTable] {
		return fmt.Errorf("the earlier database has no table users: %w", fs.ErrNotExist)
	}
	return nil
}

func (s *source) close() error {
	var errs []error
	if s.tx != nil {
		if err := s.tx.Rollback(); !errors.Is(err, sql.ErrTxDone) {
			errs = append(errs, err)
		}
	}
	return errors.Join(append(errs, s.pool.Close())...)
}

// each gives the rows of a table to fn, by id; those of one user when user is
// not nil. A table that is not there has no rows.
func (s *source) each(ctx context.Context, table string, user any, fn func(row) error) error {
	if !s.tables[table] {
		return nil
	}
	query, args := "select * from "+table+" order by id", []any(nil) //nolint:gosec // one of the names in s.tables
	if user != nil {
		query, args = "select * from "+table+" where user_id = "+s.holder+" order by id", []any{user}
	}
	rows, err := s.tx.QueryContext(ctx, query, args...)
	if err != nil {
		return fmt.Errorf("%w: table %s: %w", errSource, table, err)
	}
	defer func() { _ = rows.Close() }()
	names, err := rows.Columns()
	if err != nil {
		return err
	}
	for rows.Next() {
		values := make([]any, len(names))
		into := make([]any, len(names))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			return fmt.Errorf("%w: table %s: %w", errSource, table, err)
		}
		r := row{}
		for i, name := range names {
			r[name] = values[i]
		}
		if err := fn(r); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("%w: table %s: %w", errSource, table, err)
	}
	return nil
}

// count tells how many rows of a table a condition holds for.
func (s *source) count(ctx context.Context, table, condition string) (n int, err error) {
	if !s.tables[table] {
		return 0, nil
	}
	err = s.tx.QueryRowContext(ctx, "select count(*) from "+table+" where "+condition).Scan(&n)
	return n, err
}

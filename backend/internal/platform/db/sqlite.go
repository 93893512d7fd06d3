package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync"

	"github.com/glebarez/sqlite"
	"gorm.io/gorm"
)

// openSQLite opens the file with one writer and a pool of readers. Readers
// never wait for the writer (write-ahead log), and cannot write at all.
func openSQLite(ctx context.Context, path string, maxConns int) (*DB, error) {
	if path == "" {
		return nil, fmt.Errorf("database address: sqlite:///… needs the path of a file")
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("database: %w", err)
	}
	// Made here so that nobody else can read it, whatever the umask says.
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600) //nolint:gosec // the path is the operator's own setting
	if err != nil {
		return nil, fmt.Errorf("database: %w", err)
	}
	if err := file.Close(); err != nil {
		return nil, fmt.Errorf("database: %w", err)
	}
	d := &DB{dialect: SQLite}
	writing, err := newImmediateConnector(sqliteDSN(path))
	if err != nil {
		return nil, fmt.Errorf("database: %w", err)
	}
	writer, err := d.sqlitePool(path, sql.OpenDB(writing), 1)
	if err != nil {
		return nil, err
	}
	reading, err := sql.Open(sqlite.DriverName, sqliteDSN(path)+"&_pragma=query_only(1)")
	if err != nil {
		return nil, fmt.Errorf("database: %w", err)
	}
	reader, err := d.sqlitePool(path, reading, maxConns)
	if err != nil {
		return nil, err
	}
	d.write, d.open, d.tenant, d.owner = writer, reader, reader, writer
	var once sync.Mutex
	d.migrate = func(ctx context.Context) error {
		once.Lock()
		defer once.Unlock()
		pool, err := writer.DB()
		if err != nil {
			return err
		}
		return runGoose(ctx, SQLite, pool)
	}
	pool, err := writer.DB()
	if err != nil {
		return nil, err
	}
	if err := pool.PingContext(ctx); err != nil {
		return nil, fmt.Errorf("database: cannot open %s: %w", path, err)
	}
	return d, nil
}

// sqliteDSN is the file with what every connection sets.
func sqliteDSN(path string) string {
	return "file:" + (&url.URL{Path: path}).EscapedPath() +
		"?_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)&_pragma=foreign_keys(1)&_time_format=sqlite"
}

func (d *DB) sqlitePool(path string, pool *sql.DB, conns int) (*gorm.DB, error) {
	pool.SetMaxOpenConns(conns)
	pool.SetMaxIdleConns(conns)
	d.close = append(d.close, pool.Close)
	h, err := gorm.Open(sqlite.Dialector{Conn: pool}, withoutPing(gormConfig()))
	if err != nil {
		return nil, fmt.Errorf("database: cannot open %s: %w", path, err)
	}
	return h, errors.Join(h.Use(tenantPlugin{}), h.Use(faultPlugin{}))
}

package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"

	"github.com/glebarez/sqlite"
)

// immediateConnector makes connections to SQLite whose transactions take the
// write lock at their start, waiting for it when another process has it. A
// transaction that reads first and takes the lock later fails at once instead
// of waiting ("BEGIN TRANSACTION", SQLite documentation). The driver's own
// setting for it (_txlock) is lost when the form of times is set too.
type immediateConnector struct {
	driver driver.Driver
	dsn    string
}

func newImmediateConnector(dsn string) (immediateConnector, error) {
	pool, err := sql.Open(sqlite.DriverName, dsn) // only to get at the driver
	if err != nil {
		return immediateConnector{}, err
	}
	return immediateConnector{pool.Driver(), dsn}, pool.Close()
}

func (c immediateConnector) Driver() driver.Driver { return c.driver }

func (c immediateConnector) Connect(context.Context) (driver.Conn, error) {
	opened, err := c.driver.Open(c.dsn)
	if err != nil {
		return nil, err
	}
	conn, ok := opened.(sqliteConn)
	if !ok {
		return nil, errors.Join(errors.New("db: not a connection of the SQLite driver"), opened.Close())
	}
	return immediateConn{conn}, nil
}

// sqliteConn is what the driver's connections can do.
type sqliteConn interface {
	driver.Conn
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.Pinger
}

type immediateConn struct{ sqliteConn }

func (c immediateConn) BeginTx(ctx context.Context, _ driver.TxOptions) (driver.Tx, error) {
	if _, err := c.ExecContext(ctx, "begin immediate", nil); err != nil {
		return nil, err
	}
	return immediateTx{c}, nil
}

type immediateTx struct{ conn immediateConn }

// Commit ends the transaction also when it cannot be committed, so that the
// connection is fit for the next one.
func (t immediateTx) Commit() error {
	_, err := t.conn.ExecContext(context.Background(), "commit", nil)
	if err != nil {
		// SQLite has rolled back by itself after some errors, and then
		// refuses to do it again.
		_ = t.Rollback()
	}
	return err
}

func (t immediateTx) Rollback() error {
	_, err := t.conn.ExecContext(context.Background(), "rollback", nil)
	return err
}

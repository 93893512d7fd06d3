package db

import (
	"context"
	"database/sql/driver"
	"errors"
	"strconv"

	"github.com/jackc/pgx/v5/stdlib"
)

// tenantConnector makes connections that carry the workspace of whoever uses
// them. The workspace is set when a statement of another workspace arrives,
// and kept until then, so that a run of statements for one workspace pays for
// it once. (Setting it in database/sql's ResetSession would miss connections
// that are opened while others wait.)
type tenantConnector struct{ driver.Connector }

func (c tenantConnector) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	pg, ok := conn.(*stdlib.Conn)
	if !ok {
		return nil, errors.New("db: not a pgx connection")
	}
	return &tenantConn{Conn: pg}, nil
}

// tenantConn is one connection with the workspace it is set to.
type tenantConn struct {
	*stdlib.Conn
	workspace int64 // 0: none yet
	inTx      bool
}

// enter sets the connection to the context's workspace. A context without one
// is refused: this pool is only for the rows of workspaces.
func (c *tenantConn) enter(ctx context.Context) error {
	want := tenantOf(ctx)
	switch {
	case want == c.workspace && want != 0:
		return nil
	case want == 0:
		return errNoTenant
	case c.inTx:
		return errors.New("db: a transaction of one workspace was used for another")
	}
	// Forget first: if the statement fails half-way the setting is unknown.
	c.workspace = 0
	_, err := c.Conn.Conn().Exec(ctx, `select set_config('`+tenantSetting+`', $1, false)`, strconv.FormatInt(want, 10))
	if err != nil {
		return err
	}
	c.workspace = want
	return nil
}

func (c *tenantConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	if err := c.enter(ctx); err != nil {
		return nil, err
	}
	return c.Conn.QueryContext(ctx, query, args)
}

func (c *tenantConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	if err := c.enter(ctx); err != nil {
		return nil, err
	}
	return c.Conn.ExecContext(ctx, query, args)
}

// PrepareContext is refused: a prepared statement would run later without
// passing enter. pgx caches prepared statements by itself.
func (c *tenantConn) PrepareContext(context.Context, string) (driver.Stmt, error) {
	return nil, errors.New("db: prepared statements are not used on the tenant pool")
}

// Prepare is refused like PrepareContext.
func (c *tenantConn) Prepare(query string) (driver.Stmt, error) {
	return c.PrepareContext(context.Background(), query)
}

func (c *tenantConn) BeginTx(ctx context.Context, opts driver.TxOptions) (driver.Tx, error) {
	if err := c.enter(ctx); err != nil {
		return nil, err
	}
	tx, err := c.Conn.BeginTx(ctx, opts)
	if err != nil {
		return nil, err
	}
	c.inTx = true
	return &tenantTx{tx, c}, nil
}

type tenantTx struct {
	driver.Tx
	conn *tenantConn
}

func (t *tenantTx) Commit() error {
	t.conn.inTx = false
	return t.Tx.Commit()
}

func (t *tenantTx) Rollback() error {
	t.conn.inTx = false
	return t.Tx.Rollback()
}

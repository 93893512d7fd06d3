package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"
)

// Classify turns the errors of a database that cannot be reached into
// ErrUnavailable, and leaves others as they are.
func Classify(err error) error {
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	if !errors.Is(err, ErrFull) && full(err) {
		return ErrFull.Because(err)
	}
	var connect *pgconn.ConnectError
	var network net.Error
	var pg *pgconn.PgError
	switch {
	case errors.Is(err, ErrUnavailable), errors.Is(err, ErrFull):
		return err
	case errors.Is(err, driver.ErrBadConn), errors.Is(err, sql.ErrConnDone), errors.As(err, &connect), errors.As(err, &network), pgconn.SafeToRetry(err):
		return ErrUnavailable.Because(err)
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF), errors.Is(err, net.ErrClosed): // cut while an answer was read
		return ErrUnavailable.Because(err)
	case errors.As(err, &pg) && unavailableCode(pg.Code):
		return ErrUnavailable.Because(err)
	}
	var lite interface{ Code() int }
	if errors.As(err, &lite) && slices.Contains(unavailableResults, lite.Code()&0xff) {
		return ErrUnavailable.Because(err)
	}
	return err
}

// unavailableResults are SQLite's primary result codes which mean that the
// file cannot be used for now: BUSY and LOCKED (another process holds it for
// too long), IOERR and CANTOPEN ("Result and Error Codes",
// SQLite documentation).
var unavailableResults = []int{5, 6, 10, 14}

// full tells whether the database's disk is full: SQLite's FULL, Postgres's
// disk_full.
func full(err error) bool {
	var lite interface{ Code() int }
	var pg *pgconn.PgError
	return errors.As(err, &lite) && lite.Code()&0xff == 13 || errors.As(err, &pg) && pg.Code == "53100"
}

// unavailableCode tells whether an SQLSTATE means that the server is not there
// for now: connection exceptions, insufficient resources (disk full, too many
// connections) and operator intervention ("PostgreSQL error codes").
func unavailableCode(code string) bool {
	return strings.HasPrefix(code, "08") || strings.HasPrefix(code, "53") || strings.HasPrefix(code, "57P")
}

// faultPlugin classifies the errors of every statement.
type faultPlugin struct{}

func (faultPlugin) Name() string { return "fault" }

func (faultPlugin) Initialize(h *gorm.DB) error {
	cb := h.Callback()
	classify := func(h *gorm.DB) { h.Error = Classify(h.Error) }
	return errors.Join(
		cb.Query().After("gorm:after_query").Register("fault:query", classify),
		cb.Row().After("gorm:row").Register("fault:row", classify),
		cb.Raw().After("gorm:raw").Register("fault:raw", classify),
		cb.Create().After("gorm:after_create").Register("fault:create", classify),
		cb.Update().After("gorm:after_update").Register("fault:update", classify),
		cb.Delete().After("gorm:after_delete").Register("fault:delete", classify),
	)
}

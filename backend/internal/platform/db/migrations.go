package db

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
)

//go:embed migrations
var migrationFiles embed.FS

// ErrNewer says that a newer version of the product has migrated a database.
var ErrNewer = errors.New("the database was used by a newer version of IAM Copilot; update the program first")

func runGoose(ctx context.Context, dialect Dialect, pool *sql.DB) error {
	files, err := fs.Sub(migrationFiles, "migrations/"+string(dialect))
	if err != nil {
		return err
	}
	gooseDialect := goose.DialectPostgres
	if dialect == SQLite {
		gooseDialect = goose.DialectSQLite3
	}
	provider, err := goose.NewProvider(gooseDialect, pool, files, goose.WithLogger(goose.NopLogger()))
	if err != nil {
		return fmt.Errorf("database: reading the migrations: %w", err)
	}
	if dialect == SQLite {
		// A file is used by one program at a time; that one is an older version
		// than the last, and would write what the newer does not expect.
		current, known, err := provider.GetVersions(ctx)
		if err != nil {
			return fmt.Errorf("database: reading its version: %w", err)
		}
		if current > known {
			return fmt.Errorf("%w: it is at migration %d, and this version knows %d", ErrNewer, current, known)
		}
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("database: migrating: %w", err)
	}
	return nil
}

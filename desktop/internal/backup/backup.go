// Package backup writes everything that "this computer" keeps into one file,
// sealed under a passphrase, and puts such a file back in its place.
//
// A backup holds the database, which is consistent although the application goes
// on writing, and the master key that opens it. It holds no names of files: what
// is restored lies where this version of the product wants it.
package backup

import (
	"compress/gzip"
	"context"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/glebarez/sqlite"

	"github.com/iam-copilot/iam-copilot/desktop/internal/atomicfile"
	"github.com/iam-copilot/iam-copilot/desktop/internal/local"
)

// Extension is how the names of backups end.
const Extension = ".iamcopilot"

// Contents says what a backup holds.
type Contents struct {
	// MadeBy is the version of the product that made it.
	MadeBy string `json:"made_by"`
	// MadeAt is when it was made.
	MadeAt time.Time `json:"made_at"`
	// Bytes is the size of the database.
	Bytes int64 `json:"bytes"`
}

// manifest is the beginning of what is sealed.
type manifest struct {
	Contents
	MasterKey string `json:"master_key"` // in hexadecimal digits
}

// maxManifest bounds the manifest, in bytes.
const maxManifest = 4 << 10

// Source is what a backup is made of.
type Source struct {
	DataDir   string
	MasterKey []byte
	// Version is the product's.
	Version string
}

// Create writes a backup to path, over a file that is there. Nothing is left
// when it fails. The error is masterkey.ErrWeakPassphrase when the passphrase is
// too easy to guess.
func Create(ctx context.Context, source Source, path, passphrase string) (made Contents, err error) {
	if _, err := os.Stat(filepath.Join(source.DataDir, local.DatabaseName)); err != nil {
		return made, fmt.Errorf("there is no data on this computer to back up: %w", err)
	}
	work, err := os.MkdirTemp(source.DataDir, "backup-")
	if err != nil {
		return made, fmt.Errorf("the backup cannot be made: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(work)) }()
	copied := filepath.Join(work, local.DatabaseName)
	if err := copyDatabase(ctx, filepath.Join(source.DataDir, local.DatabaseName), copied); err != nil {
		return made, err
	}
	database, err := os.Open(copied) //nolint:gosec // just made
	if err != nil {
		return made, err
	}
	defer func() { _ = database.Close() }()
	info, err := database.Stat()
	if err != nil {
		return made, err
	}
	m := manifest{
		Contents:  Contents{MadeBy: source.Version, MadeAt: time.Now().UTC().Truncate(time.Second), Bytes: info.Size()},
		MasterKey: hex.EncodeToString(source.MasterKey),
	}
	err = atomicfile.WriteWith(path, func(to io.Writer) error { return write(to, passphrase, m, database) })
	return m.Contents, err
}

func write(to io.Writer, passphrase string, m manifest, database io.Reader) error {
	sealed, err := newSealer(to, passphrase)
	if err != nil {
		return err
	}
	content, err := json.Marshal(m)
	if err != nil {
		return err
	}
	packed := gzip.NewWriter(sealed)
	if _, err := packed.Write(append(binary.BigEndian.AppendUint32(nil, uint32(len(content))), content...)); err != nil { //nolint:gosec // a few hundred bytes
		return err
	}
	if _, err := io.Copy(packed, database); err != nil {
		return err
	}
	return errors.Join(packed.Close(), sealed.Close())
}

// copyDatabase makes a consistent copy, while others write ("VACUUM INTO",
// SQLite documentation).
func copyDatabase(ctx context.Context, from, to string) (err error) {
	pool, err := openDatabase(from, "ro")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, pool.Close()) }()
	if _, err := pool.ExecContext(ctx, "VACUUM INTO ?", to); err != nil {
		return fmt.Errorf("the database cannot be copied: %w", err)
	}
	return os.Chmod(to, 0o600)
}

func openDatabase(path, mode string) (*sql.DB, error) {
	return sql.Open(sqlite.DriverName, "file:"+(&url.URL{Path: filepath.ToSlash(path)}).EscapedPath()+"?mode="+mode+"&_pragma=busy_timeout(5000)")
}

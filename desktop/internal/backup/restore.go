package backup

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/iam-copilot/iam-copilot/desktop/internal/local"
	"github.com/iam-copilot/iam-copilot/desktop/internal/masterkey"
	"github.com/iam-copilot/iam-copilot/desktop/internal/restored"
	"github.com/iam-copilot/iam-copilot/desktop/internal/settings"
)

// Restored says what a restore has done.
type Restored struct {
	Contents
	// Kept is the folder, within the data folder, that holds what was there
	// before; empty when there was nothing.
	Kept string `json:"kept"`
}

// Restore puts a backup in the place of what is kept on this computer. It opens
// and checks the whole backup before it changes anything, and puts the old data
// aside. The key goes into the keyring, or under the backup's passphrase where
// there is none.
//
// The data folder must not be open in any program: the error is
// settings.ErrOccupied otherwise. Other errors are ErrNoBackup, ErrDamaged,
// ErrNewer and masterkey.ErrWrongPassphrase.
func Restore(ctx context.Context, dataDir string, ring masterkey.Ring, path, passphrase, version string) (done Restored, err error) {
	if err := settings.Prepare(dataDir); err != nil {
		return done, err
	}
	release, err := settings.Occupy(dataDir)
	if err != nil {
		return done, err
	}
	defer release()
	if err := restored.Finish(dataDir); err != nil {
		return done, err
	}
	staged, err := os.MkdirTemp(dataDir, restored.StagePrefix)
	if err != nil {
		return done, fmt.Errorf("the backup cannot be restored: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(staged))
		}
	}()
	m, key, err := unpack(path, passphrase, filepath.Join(staged, local.DatabaseName))
	if err != nil {
		return done, err
	}
	if err := check(ctx, staged, key, version); err != nil {
		return done, err
	}
	if err := masterkey.Adopt(ctx, staged, ring, key, passphrase); err != nil {
		return done, fmt.Errorf("the key of the backup cannot be protected here: %w", err)
	}
	done.Contents = m.Contents
	done.Kept, err = restored.Replace(dataDir, filepath.Base(staged), time.Now())
	return done, err
}

// unpack opens a backup and writes its database to a new file.
func unpack(path, passphrase, to string) (m manifest, key []byte, err error) {
	file, err := os.Open(path) //nolint:gosec // the file that the person has chosen
	if err != nil {
		return m, nil, fmt.Errorf("the backup cannot be opened: %w", err)
	}
	defer func() { _ = file.Close() }()
	if info, err := file.Stat(); err != nil || !info.Mode().IsRegular() {
		return m, nil, ErrNoBackup
	}
	opened, err := newOpener(bufio.NewReaderSize(file, 256<<10), passphrase)
	if err != nil {
		return m, nil, err
	}
	packed, err := gzip.NewReader(opened)
	if err != nil {
		return m, nil, damaged(err)
	}
	if m, err = readManifest(packed); err != nil {
		return m, nil, err
	}
	if key, err = hex.DecodeString(m.MasterKey); err != nil {
		return m, nil, ErrDamaged
	}
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600) //nolint:gosec // within the folder that was just made
	if err != nil {
		return m, nil, err
	}
	// One byte more than promised shows that there is more.
	n, err := io.Copy(out, io.LimitReader(packed, m.Bytes+1))
	if err := errors.Join(err, out.Sync(), out.Close()); err != nil {
		return m, nil, damaged(err)
	}
	if n != m.Bytes {
		return m, nil, ErrDamaged
	}
	return m, key, nil
}

func readManifest(from io.Reader) (m manifest, err error) {
	length := make([]byte, 4)
	if _, err := io.ReadFull(from, length); err != nil {
		return m, damaged(err)
	}
	size := binary.BigEndian.Uint32(length)
	if size > maxManifest {
		return m, ErrDamaged
	}
	content := make([]byte, size)
	if _, err := io.ReadFull(from, content); err != nil {
		return m, damaged(err)
	}
	if err := decodeStrict(content, &m); err != nil || m.Bytes <= 0 {
		return m, ErrDamaged
	}
	return m, nil
}

// damaged keeps what this package says of a backup, and what the disk says.
func damaged(err error) error {
	var disk *os.PathError
	if errors.Is(err, ErrDamaged) || errors.As(err, &disk) {
		return err
	}
	return fmt.Errorf("%w (%w)", ErrDamaged, err)
}

// check opens the database as the application does, after SQLite has looked at
// all of it.
func check(ctx context.Context, dir string, key []byte, version string) error {
	pool, err := openDatabase(filepath.Join(dir, local.DatabaseName), "rw")
	if err != nil {
		return err
	}
	var verdict string
	err = pool.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&verdict)
	if err := errors.Join(err, pool.Close()); err != nil {
		return fmt.Errorf("%w: its database does not open: %w", ErrDamaged, err)
	}
	if verdict != "ok" {
		return fmt.Errorf("%w: its database is not sound: %s", ErrDamaged, verdict)
	}
	backend, err := local.Start(ctx, local.Config{DataDir: dir, MasterKey: key, Version: version})
	if errors.Is(err, local.ErrNewer) {
		return ErrNewer
	}
	if err != nil {
		return fmt.Errorf("the backup does not open: %w", err)
	}
	return backend.Close()
}

// Package atomicfile writes small private files so that a crash at any moment
// leaves either the old content or the new one, never a part.
package atomicfile

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
)

// Write replaces the file at path with data. The file, and any folder that has
// to be made for it, can be read by its owner only. Data is on the disk when
// Write returns without an error.
func Write(path string, data []byte) error {
	return WriteWith(path, func(to io.Writer) error {
		_, err := to.Write(data)
		return err
	})
}

// WriteWith is Write for content that is too large to hold: fill writes it. A
// link at path is replaced, not followed.
func WriteWith(path string, fill func(to io.Writer) error) (err error) {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("make the folder of %s: %w", filepath.Base(path), err)
	}
	// CreateTemp makes the file with mode 0600, and in the same folder, since a
	// rename across file systems would not be atomic.
	file, err := os.CreateTemp(dir, "."+filepath.Base(path)+".*")
	if err != nil {
		return fmt.Errorf("write %s: %w", filepath.Base(path), err)
	}
	defer func() {
		if err != nil {
			err = fmt.Errorf("write %s: %w", filepath.Base(path), errors.Join(err, os.Remove(file.Name())))
		}
	}()
	if err := fill(file); err != nil {
		return errors.Join(err, file.Close())
	}
	if err := errors.Join(file.Sync(), file.Close()); err != nil {
		return err
	}
	if err := os.Rename(file.Name(), path); err != nil {
		return err
	}
	return syncDir(dir)
}

// syncDir makes a rename survive a loss of power. Windows keeps no such state
// of a folder and refuses to be asked.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir) //nolint:gosec // the folder that was just written to
	if err != nil {
		return nil //nolint:nilerr // the file is in place; only its durability is less certain
	}
	// Some file systems cannot sync a folder, and then need not be asked.
	_ = d.Sync()
	return d.Close()
}

package awsconfig

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/iam-copilot/iam-copilot/desktop/internal/atomicfile"
)

// Edit changes a file: it is read, changed, and written in one go, readable for
// its owner only. What was there before is kept beside it, in the file whose
// name comes back; empty: there was none, or nothing has changed.
//
// A symbolic link stays one; the file that it leads to is changed, when it is a
// regular file of the same user.
func Edit(path string, credentials bool, change func(*File) error) (backup string, err error) {
	target, err := resolve(path)
	if err != nil {
		return "", err
	}
	before, err := read(target)
	if err != nil {
		return "", err
	}
	file, err := Parse(before, credentials)
	if err != nil {
		return "", fmt.Errorf("%s: %w", path, err)
	}
	if err := change(file); err != nil {
		return "", err
	}
	after := file.Bytes()
	if bytes.Equal(before, after) {
		return "", nil
	}
	if before != nil {
		if backup, err = keep(target, before); err != nil {
			return "", err
		}
	}
	// Another program may have written it meanwhile.
	if now, err := read(target); err != nil || !bytes.Equal(now, before) {
		return backup, errors.Join(fmt.Errorf("%s has changed meanwhile; nothing was written", path), err)
	}
	return backup, atomicfile.Write(target, after)
}

// resolve gives the file that a path leads to.
func resolve(path string) (string, error) {
	_, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return path, nil
	case err != nil:
		return "", err
	}
	target, err := filepath.EvalSymlinks(path)
	if err != nil {
		return "", fmt.Errorf("%s is a link that leads nowhere: %w", path, err)
	}
	info, err := os.Lstat(target)
	if err != nil {
		return "", err
	}
	if !info.Mode().IsRegular() {
		return "", fmt.Errorf("%s is no regular file", target)
	}
	if !ownFile(info) {
		return "", fmt.Errorf("%s belongs to somebody else, and is left alone", target)
	}
	return target, nil
}

// keep writes a copy beside a file, under a name that is not taken.
func keep(path string, content []byte) (string, error) {
	stamp := time.Now().UTC().Format("20060102T150405Z")
	for n := range 100 {
		backup := fmt.Sprintf("%s.backup-%s", path, stamp)
		if n > 0 {
			backup += fmt.Sprintf("-%d", n)
		}
		file, err := os.OpenFile(backup, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600) //nolint:gosec // beside the user's own file
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return "", fmt.Errorf("the backup cannot be made: %w", err)
		}
		_, err = file.Write(content)
		if err := errors.Join(err, file.Sync(), file.Close()); err != nil {
			return "", fmt.Errorf("the backup cannot be made: %w", err)
		}
		return backup, nil
	}
	return "", errors.New("the backup cannot be made: all names are taken")
}

package settings

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// ErrOccupied says that a program has the data of a folder open.
var ErrOccupied = errors.New("IAM Copilot is open and uses the data; close it first")

const occupyName = "open.lock"

// Use marks the data of a folder as open until release is called. Several may
// use it at a time. The error is ErrOccupied while somebody exchanges it.
func Use(dir string) (release func(), err error) { return hold(dir, false) }

// Occupy keeps all others from opening the data of a folder until release is
// called. The error is ErrOccupied while somebody has it open.
func Occupy(dir string) (release func(), err error) { return hold(dir, true) }

func hold(dir string, alone bool) (release func(), err error) {
	file, err := os.OpenFile(filepath.Join(dir, occupyName), os.O_CREATE|os.O_RDWR, 0o600) //nolint:gosec // the user's own folder
	if err != nil {
		return nil, fmt.Errorf("the data folder cannot be used: %w", err)
	}
	if err := tryLock(file, alone); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return func() { _ = file.Close() }, nil // the system lets go of the lock
}

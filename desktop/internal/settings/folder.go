package settings

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// DataDirVariable names the environment variable that moves the data folder.
const DataDirVariable = "IAM_COPILOT_DATA_DIR"

// DataDir is the folder that holds everything the desktop application and the
// command line keep: the database, the protected key, sessions and settings.
// It is iam-copilot in the user's configuration folder unless
// IAM_COPILOT_DATA_DIR names another. Nothing is made yet: see Prepare.
func DataDir() (string, error) {
	dir := os.Getenv(DataDirVariable)
	if dir == "" {
		base, err := os.UserConfigDir()
		if err != nil {
			return "", fmt.Errorf("there is no folder for the data: %w; name one with %s", err, DataDirVariable)
		}
		dir = filepath.Join(base, "iam-copilot")
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("the data folder: %w", err)
	}
	return dir, nil
}

// Prepare makes the data folder where there is none, and takes other readers
// away, should a careless hand have let them in.
func Prepare(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("the data folder cannot be made: %w", err)
	}
	info, err := os.Stat(dir)
	if err != nil {
		return fmt.Errorf("the data folder: %w", err)
	}
	if !info.IsDir() {
		return errors.New("the data folder " + dir + " is a file")
	}
	if info.Mode().Perm()&0o077 == 0 {
		return nil
	}
	if err := os.Chmod(dir, 0o700); err != nil { //nolint:gosec // a folder needs its execute bit
		return fmt.Errorf("the data folder is open to others, and cannot be closed: %w", err)
	}
	return nil
}

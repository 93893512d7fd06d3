// Package restored exchanges the data of a data folder for other data, in steps
// that are finished at the next start when the program ends in between.
package restored

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/iam-copilot/iam-copilot/desktop/internal/atomicfile"
)

const (
	// StagePrefix begins the names of folders that hold what is to be put in
	// place: a database, and the file that tells where its key is.
	StagePrefix = "restore-"
	keptPrefix  = "before-restore-"
	journalName = "restore.json"
)

// journal says which folders take part in an exchange.
type journal struct {
	Staged string `json:"staged"`
	Kept   string `json:"kept"`
}

// Replace puts what lies in the folder staged, within dataDir, in the place of
// the data there. The old data is kept in another folder of dataDir, whose name
// is given; empty when there was none.
func Replace(dataDir, staged string, now time.Time) (kept string, err error) {
	j := journal{Staged: staged, Kept: keptPrefix + now.UTC().Format("20060102T150405.000Z")}
	content, err := json.Marshal(j)
	if err != nil {
		return "", err
	}
	if err := atomicfile.Write(filepath.Join(dataDir, journalName), content); err != nil {
		return "", err
	}
	if err := Finish(dataDir); err != nil {
		return "", err
	}
	if _, err := os.Stat(filepath.Join(dataDir, j.Kept)); err != nil {
		return "", nil //nolint:nilerr // nothing was there before
	}
	return j.Kept, nil
}

// Finish ends an exchange that was begun, if there is one. Call it before the
// data of a folder is opened.
func Finish(dataDir string) error {
	path := filepath.Join(dataDir, journalName)
	content, err := os.ReadFile(path) //nolint:gosec // the user's own folder
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("the note of a restore cannot be read: %w", err)
	}
	var j journal
	if err := json.Unmarshal(content, &j); err != nil || !ours(j.Staged, StagePrefix) || !ours(j.Kept, keptPrefix) {
		return fmt.Errorf("the file %s, which notes a restore under way, is damaged", journalName)
	}
	if err := exchange(dataDir, filepath.Join(dataDir, j.Staged), filepath.Join(dataDir, j.Kept)); err != nil {
		return fmt.Errorf("a restore cannot be finished: %w", err)
	}
	return os.Remove(path)
}

// ours tells whether a name is one that this package gives: no path leads out
// of the data folder.
func ours(name, prefix string) bool {
	rest, ok := strings.CutPrefix(name, prefix)
	return ok && rest != "" && filepath.Base(name) == name && !strings.ContainsAny(name, `/\:`)
}

// exchange can be begun again after every step. Whatever of the old data is
// still there goes first; it is told from the new by the staging folder, whose
// files move last of all, the database before the file that names its key.
func exchange(dataDir, staged, kept string) error {
	const key, database = "key.json", "iam-copilot.sqlite"
	if exists(filepath.Join(staged, database)) {
		entries, err := os.ReadDir(dataDir)
		if err != nil {
			return err
		}
		for _, entry := range entries {
			if !protected(entry.Name()) {
				continue
			}
			if err := os.MkdirAll(kept, 0o700); err != nil {
				return err
			}
			if err := os.Rename(filepath.Join(dataDir, entry.Name()), filepath.Join(kept, entry.Name())); err != nil {
				return err
			}
		}
	}
	for _, name := range []string{database, key} {
		if !exists(filepath.Join(staged, name)) {
			continue // moved already
		}
		if err := os.Rename(filepath.Join(staged, name), filepath.Join(dataDir, name)); err != nil {
			return err
		}
	}
	return os.RemoveAll(staged)
}

// protected tells what belongs to one key: the key's file, the database with
// its logs, sealed files, and sessions of AWS.
func protected(name string) bool {
	return name == "key.json" || strings.HasPrefix(name, "iam-copilot.sqlite") || strings.HasSuffix(name, ".sealed") || name == "aws-sessions"
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

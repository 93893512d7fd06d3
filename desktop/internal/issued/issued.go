// Package issued keeps the short-lived AWS sessions that a server has issued,
// sealed, so that programs which ask again get the same one until shortly
// before its end, and many that ask at once cause one request.
package issued

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"

	"github.com/iam-copilot/iam-copilot/desktop/internal/sealed"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Early is how long before its end a session is renewed.
const Early = 5 * time.Minute

// longest is how long AWS lets a session last at most ("DurationSeconds",
// AssumeRole and GetSessionToken, AWS STS API reference); a file that is older
// holds nothing that is good.
const longest = 36 * time.Hour

// Session is a session of AWS and the credential that it comes from.
type Session struct {
	api.SessionCredentials
	Label     string `json:"label"`
	Kind      string `json:"kind"`
	AccountID string `json:"account_id"`
}

// good tells whether the session lasts until a time.
func (s Session) good(until time.Time) bool {
	return s.AccessKeyID != "" && s.ExpiresAt.After(until)
}

// Store is the sessions that one server has issued to one person. Programs may
// share it.
type Store struct {
	dir string
	key []byte
	now func() time.Time
}

// Open gives the store of a server's sessions in a data folder. Nothing is made
// yet. Stores of another key or server are apart.
func Open(dir string, key []byte, server string) *Store {
	return &Store{dir: filepath.Join(dir, "aws-sessions", name(key, server)), key: key, now: time.Now}
}

// name makes a file name of something that others need not know.
func name(key []byte, what string) string {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte("iamcopilot/aws-sessions/v1\x00" + what))
	return hex.EncodeToString(mac.Sum(nil)[:16])
}

// Get gives the session that is kept under an id, or has another issued when it
// is about to end, or when anew is true. Callers in any number of processes
// wait for one of them to do so. A kept session that is still good is given
// when the server is out of reach: see Temporary.
func (s *Store) Get(ctx context.Context, id string, anew bool, issue func(context.Context) (Session, error)) (Session, error) {
	file, err := sealed.New(filepath.Join(s.dir, name(s.key, id)+".sealed"), s.key, "AWS session")
	if err != nil {
		return Session{}, err
	}
	if !anew {
		if kept := s.load(file); kept.good(s.now().Add(Early)) {
			return kept, nil
		}
	}
	asked := s.now()
	unlock, err := s.lock(ctx, file.Path())
	if err != nil {
		return Session{}, err
	}
	defer unlock()
	kept := s.load(file)
	if kept.good(s.now().Add(Early)) && (!anew || modified(file.Path()).After(asked)) {
		return kept, nil // somebody else was faster
	}
	fresh, err := issue(ctx)
	if err != nil {
		var temporary Temporary
		if errors.As(err, &temporary) && kept.good(s.now()) {
			return kept, nil
		}
		return Session{}, err
	}
	if err := s.save(file, fresh); err != nil {
		return Session{}, err
	}
	s.prune()
	return fresh, nil
}

// Temporary marks an error of issuing a session that says nothing about
// whether the caller may have one: the server is out of reach or in trouble.
type Temporary struct{ Cause error }

// Error is the cause's.
func (t Temporary) Error() string { return t.Cause.Error() }

// Unwrap gives the cause.
func (t Temporary) Unwrap() error { return t.Cause }

// load gives the kept session. One that cannot be read is none: another is
// issued in its place.
func (s *Store) load(file *sealed.File) (kept Session) {
	content, err := file.Load()
	if err != nil || content == nil || json.Unmarshal(content, &kept) != nil {
		return Session{}
	}
	return kept
}

func (s *Store) save(file *sealed.File, fresh Session) error {
	content, err := json.Marshal(fresh)
	if err != nil {
		return err
	}
	return file.Save(content)
}

// lock waits until no other process has a session issued under the same id.
func (s *Store) lock(ctx context.Context, path string) (unlock func(), err error) {
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return nil, fmt.Errorf("the folder for AWS sessions cannot be made: %w", err)
	}
	type held struct {
		unlock func()
		err    error
	}
	locks := make(chan held, 1)
	go func() {
		unlock, err := lockedfile.MutexAt(path + ".lock").Lock()
		locks <- held{unlock, err}
	}()
	select {
	case l := <-locks:
		if l.err != nil {
			return nil, fmt.Errorf("the kept AWS session cannot be locked: %w", l.err)
		}
		return l.unlock, nil
	case <-ctx.Done():
		go func() {
			if l := <-locks; l.err == nil {
				l.unlock()
			}
		}()
		return nil, context.Cause(ctx)
	}
}

// prune removes what nobody has renewed for longer than any session lasts.
func (s *Store) prune() {
	for _, path := range s.files() {
		if at := modified(path); !at.IsZero() && s.now().Sub(at) > longest {
			_ = os.Remove(path) // if not now, then next time
		}
	}
}

// Clear removes every session of the store.
func (s *Store) Clear() error {
	var failed error
	for _, path := range s.files() {
		if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
			failed = errors.Join(failed, fmt.Errorf("remove a kept AWS session: %w", err))
		}
	}
	return failed
}

func (s *Store) files() []string {
	// The pattern is right, so that there is no error.
	paths, _ := filepath.Glob(filepath.Join(s.dir, "*.sealed"))
	return paths
}

func modified(path string) time.Time {
	info, err := os.Stat(path)
	if err != nil {
		return time.Time{}
	}
	return info.ModTime()
}

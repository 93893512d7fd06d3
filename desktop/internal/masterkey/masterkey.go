// Package masterkey keeps the one secret that protects everything else the
// desktop application stores: 32 random bytes, from which the backend's keys
// and the key of the session files are derived.
//
// The system's keyring holds the key. Where there is none, the key lies in the
// data folder, sealed under a passphrase. It never lies there in the open, and
// a new key is never made while an old one may still protect something.
package masterkey

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"github.com/rogpeppe/go-internal/lockedfile"

	"github.com/iam-copilot/iam-copilot/desktop/internal/keyring"
)

// Protection is how the key is kept.
type Protection string

// The kinds of protection.
const (
	Keyring    Protection = "keyring"    // the system's keyring holds it
	Passphrase Protection = "passphrase" // it is sealed under a passphrase
	Locked     Protection = "locked"     // it is not open
)

// Reason says why a key is locked, that is, what would open it.
type Reason string

// The reasons.
const (
	NotOpened          Reason = "not_opened"          // Open has not finished yet
	Idle               Reason = "idle"                // nobody was here for a while, or the person locked it
	NeedsNewPassphrase Reason = "new_passphrase"      // no keyring, and no key yet: choose a passphrase
	NeedsPassphrase    Reason = "passphrase"          // a passphrase seals the key
	KeyringUnavailable Reason = "keyring_unavailable" // the keyring that holds the key does not open
	KeyMissing         Reason = "key_missing"         // data is there, but its key is not
	Unreadable         Reason = "unreadable"          // the key file is damaged or cannot be read
)

// Ring is a place for short secrets; keyring.System is one.
type Ring interface {
	Get(ctx context.Context, account string) (string, error)
	Set(ctx context.Context, account, secret string) error
}

// Holder opens the key of one data folder and keeps it in memory. It is safe
// for concurrent use.
type Holder struct {
	dir  string
	ring Ring

	opening sync.Mutex // one attempt at a time

	mu     sync.Mutex
	key    []byte
	kept   Protection
	reason Reason
	cause  error
}

// New gives the holder of a data folder's key, which is locked at first.
func New(dir string, ring Ring) *Holder {
	return &Holder{dir: dir, ring: ring, kept: Locked, reason: NotOpened}
}

// State tells how the key is protected or, when it is locked, why, with the
// cause where there is one.
func (h *Holder) State() (Protection, Reason, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.kept, h.reason, h.cause
}

// Key is the key, or nil while it is locked. The caller must not change it.
func (h *Holder) Key() []byte {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.key
}

// Open opens the key, or makes one in a new data folder. passphrase may be
// empty; it is used when no keyring is available. ctx bounds the wait for the
// keyring. Whether it worked is told by State; the error is its cause, for
// those who need the key at once.
func (h *Holder) Open(ctx context.Context, passphrase string) error {
	h.opening.Lock()
	defer h.opening.Unlock()
	if h.Key() != nil {
		return nil
	}
	// Two programs that start at once in a new folder must make one key.
	unlock, err := lockedfile.MutexAt(filepath.Join(h.dir, "key.lock")).Lock()
	if err != nil {
		return h.locked(Unreadable, fmt.Errorf("the data folder cannot be used: %w", err))
	}
	defer unlock()
	f, err := readFile(h.dir)
	switch {
	case err != nil:
		return h.locked(Unreadable, err)
	case f == nil:
		return h.create(ctx, passphrase)
	case f.Protection == Keyring:
		return h.openKeyring(ctx, f)
	default:
		return h.openPassphrase(f, passphrase)
	}
}

// Forget locks the key again: the next Open asks keyring or person once more.
// What was opened with the key before must be closed first.
func (h *Holder) Forget() {
	h.opening.Lock()
	defer h.opening.Unlock()
	reason := Idle
	if kept, _, _ := h.State(); kept == Passphrase {
		reason = NeedsPassphrase
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.key, h.kept, h.reason, h.cause = nil, Locked, reason, nil
}

// Protect seals an open key under a passphrase from now on, instead of the
// keyring or of another passphrase. The error is ErrWeakPassphrase when it is
// too easy to guess.
func (h *Holder) Protect(ctx context.Context, passphrase string) error {
	h.opening.Lock()
	defer h.opening.Unlock()
	key := h.Key()
	if key == nil {
		return errors.New("the key is locked")
	}
	if err := CheckPassphrase(passphrase); err != nil {
		return err
	}
	unlock, err := lockedfile.MutexAt(filepath.Join(h.dir, "key.lock")).Lock()
	if err != nil {
		return fmt.Errorf("the data folder cannot be used: %w", err)
	}
	defer unlock()
	f, err := readFile(h.dir)
	if err != nil {
		return err
	}
	if f == nil || !f.accepts(key) {
		return fmt.Errorf("%w: it is not that of the key", ErrDamaged)
	}
	before := f.Protection
	f.Protection = Passphrase
	if f.Wrapped, err = wrap(key, passphrase, f.ID); err != nil {
		return err
	}
	if err := f.write(h.dir); err != nil {
		return err
	}
	if ring, can := h.ring.(interface {
		Delete(ctx context.Context, account string) error
	}); can && before == Keyring {
		// The keyring would open it without the passphrase.
		if err := ring.Delete(ctx, f.account()); err != nil && !errors.Is(err, keyring.ErrNotFound) {
			return fmt.Errorf("the passphrase protects the key, but the keyring still holds it, too: %w", err)
		}
	}
	return h.opened(key, Passphrase)
}

func (h *Holder) create(ctx context.Context, passphrase string) error {
	if found := protectedData(h.dir); found != "" {
		return h.locked(KeyMissing, fmt.Errorf("%s is there, but key.json, which tells where its key is, is missing from the same folder", found))
	}
	f, key, err := newKey()
	if err != nil {
		return h.locked(Unreadable, err)
	}
	if reason, err := f.protect(ctx, h.dir, h.ring, key, passphrase); err != nil {
		return h.locked(reason, err)
	}
	return h.opened(key, f.Protection)
}

// protect puts key into the keyring, or seals it under passphrase where there
// is none, and writes the file. When that fails, the reason says what would help.
func (f *file) protect(ctx context.Context, dir string, ring Ring, key []byte, passphrase string) (Reason, error) {
	f.Protection = Keyring
	if err := f.store(ctx, ring, key); err != nil {
		if passphrase == "" {
			return NeedsNewPassphrase, err
		}
		if err := CheckPassphrase(passphrase); err != nil {
			return NeedsNewPassphrase, err
		}
		f.Protection = Passphrase
		if f.Wrapped, err = wrap(key, passphrase, f.ID); err != nil {
			return Unreadable, err
		}
	}
	if err := f.write(dir); err != nil {
		return Unreadable, err
	}
	return "", nil
}

// Adopt protects a key that was made before, such as one that a backup holds,
// in a folder that has none: in the keyring, or under passphrase where there is
// no keyring.
func Adopt(ctx context.Context, dir string, ring Ring, key []byte, passphrase string) error {
	if len(key) != keySize {
		return fmt.Errorf("%w: the key has %d bytes", ErrDamaged, len(key))
	}
	f, err := newFile(key)
	if err != nil {
		return err
	}
	_, err = f.protect(ctx, dir, ring, key, passphrase)
	return err
}

// store puts a new key into the keyring and reads it back: a keyring that
// forgets must be found out before anything depends on it.
func (f *file) store(ctx context.Context, ring Ring, key []byte) error {
	secret := hex.EncodeToString(key)
	if err := ring.Set(ctx, f.account(), secret); err != nil {
		return err
	}
	back, err := ring.Get(ctx, f.account())
	if err != nil {
		return err
	}
	if back != secret {
		return fmt.Errorf("%w: it gives back something else than was stored", keyring.ErrUnavailable)
	}
	return nil
}

func (h *Holder) openKeyring(ctx context.Context, f *file) error {
	secret, err := h.ring.Get(ctx, f.account())
	if errors.Is(err, keyring.ErrNotFound) {
		return h.locked(KeyMissing, fmt.Errorf("the keyring has no entry %q of %q", f.account(), keyring.Service))
	}
	if err != nil {
		return h.locked(KeyringUnavailable, err)
	}
	key, err := hex.DecodeString(secret)
	if err != nil || !f.accepts(key) {
		return h.locked(KeyMissing, fmt.Errorf("the entry %q of %q in the keyring is not the key of this folder", f.account(), keyring.Service))
	}
	return h.opened(key, Keyring)
}

func (h *Holder) openPassphrase(f *file, passphrase string) error {
	if passphrase == "" {
		return h.locked(NeedsPassphrase, errors.New("a passphrase protects the data"))
	}
	key, err := f.Wrapped.unwrap(passphrase, f.ID)
	if err != nil {
		reason := NeedsPassphrase
		if errors.Is(err, ErrDamaged) {
			reason = Unreadable
		}
		return h.locked(reason, err)
	}
	if !f.accepts(key) {
		return h.locked(Unreadable, ErrDamaged)
	}
	return h.opened(key, Passphrase)
}

func (h *Holder) opened(key []byte, kept Protection) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.key, h.kept, h.reason, h.cause = key, kept, "", nil
	return nil
}

func (h *Holder) locked(reason Reason, cause error) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.kept, h.reason, h.cause = Locked, reason, cause
	return cause
}

// protectedData names a file of the folder that is worth nothing without its
// key, if there is one.
func protectedData(dir string) string {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return ""
	}
	for _, entry := range entries {
		switch filepath.Ext(entry.Name()) {
		case ".sqlite", ".sealed":
			return entry.Name()
		}
	}
	return ""
}

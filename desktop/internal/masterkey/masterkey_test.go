//go:build linux

package masterkey

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/desktop/internal/keyring"
	"github.com/iam-copilot/iam-copilot/desktop/internal/keyring/keyringtest"
)

func TestMain(m *testing.M) { keyringtest.Main(m) }

const good = "correct horse battery staple"

// open opens a folder's key as a fresh start of the program does.
func open(t *testing.T, dir, passphrase string) (*Holder, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	h := New(dir, keyring.NewSystem())
	return h, h.Open(ctx, passphrase)
}

func wantState(t *testing.T, h *Holder, protection Protection, reason Reason) {
	t.Helper()
	gotProtection, gotReason, cause := h.State()
	if gotProtection != protection || gotReason != reason {
		t.Errorf("state %s, %q (%v); want %s, %q", gotProtection, gotReason, cause, protection, reason)
	}
	if (h.Key() != nil) != (protection != Locked) {
		t.Errorf("protection %s, and a key of %d bytes", gotProtection, len(h.Key()))
	}
}

// wantNowhere looks for the key in every file of the folder.
func wantNowhere(t *testing.T, dir string, key []byte) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if bytes.Contains(content, key) || bytes.Contains(content, []byte(hex.EncodeToString(key))) {
			t.Errorf("%s holds the key in the open", path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestKeyringKeepsTheKey(t *testing.T) {
	keyringtest.Run(t, keyringtest.Unlocked, func(t *testing.T) {
		dir := t.TempDir()
		first, err := open(t, dir, "")
		if err != nil {
			t.Fatal(err)
		}
		wantState(t, first, Keyring, "")
		if len(first.Key()) != 32 || bytes.Equal(first.Key(), make([]byte, 32)) {
			t.Fatalf("the key is %x", first.Key())
		}
		wantNowhere(t, dir, first.Key())
		if info, err := os.Stat(filepath.Join(dir, fileName)); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("the key file: %v, %v", info.Mode(), err)
		}

		second, err := open(t, dir, "a passphrase that is not needed")
		if err != nil {
			t.Fatal(err)
		}
		wantState(t, second, Keyring, "")
		if !bytes.Equal(first.Key(), second.Key()) {
			t.Error("the second start has another key")
		}
		other, err := open(t, t.TempDir(), "")
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Equal(first.Key(), other.Key()) {
			t.Error("two data folders share a key")
		}
	})
}

func TestManyStartsMakeOneKey(t *testing.T) {
	keyringtest.Run(t, keyringtest.Unlocked, func(t *testing.T) {
		dir := t.TempDir()
		keys := make([][]byte, 6)
		var starts sync.WaitGroup
		for i := range keys {
			starts.Go(func() {
				h := New(dir, keyring.NewSystem())
				if err := h.Open(t.Context(), ""); err != nil {
					t.Error(err)
				}
				keys[i] = h.Key()
			})
		}
		starts.Wait()
		for _, key := range keys {
			if !bytes.Equal(key, keys[0]) {
				t.Fatal("two starts at once made two keys")
			}
		}
	})
}

// TestALostKeyIsNotReplaced holds that data is never orphaned by a new key.
func TestALostKeyIsNotReplaced(t *testing.T) {
	keyringtest.Run(t, keyringtest.Unlocked, func(t *testing.T) {
		dir := t.TempDir()
		first, err := open(t, dir, "")
		if err != nil {
			t.Fatal(err)
		}
		f, err := readFile(dir)
		if err != nil {
			t.Fatal(err)
		}
		ring, ctx := keyring.NewSystem(), t.Context()

		if err := ring.Set(ctx, f.account(), hex.EncodeToString(make([]byte, 32))); err != nil {
			t.Fatal(err)
		}
		h, err := open(t, dir, good)
		if err == nil {
			t.Error("another key was taken for the right one")
		}
		wantState(t, h, Locked, KeyMissing)

		if err := ring.Delete(ctx, f.account()); err != nil {
			t.Fatal(err)
		}
		h, err = open(t, dir, good)
		if err == nil || !strings.Contains(err.Error(), f.account()) {
			t.Errorf("a key that is gone: %v, want the entry's name", err)
		}
		wantState(t, h, Locked, KeyMissing)

		// Put back, for instance from a backup of the keyring, it opens again.
		if err := ring.Set(ctx, f.account(), hex.EncodeToString(first.Key())); err != nil {
			t.Fatal(err)
		}
		if err := h.Open(ctx, ""); err != nil {
			t.Fatal(err)
		}
		wantState(t, h, Keyring, "")
	})
}

func TestDataWithoutItsKeyFile(t *testing.T) {
	keyringtest.Run(t, keyringtest.Unlocked, func(t *testing.T) {
		for _, name := range []string{"iam-copilot.sqlite", "session-window.sealed"} {
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o600); err != nil {
				t.Fatal(err)
			}
			h, err := open(t, dir, good)
			if err == nil || !strings.Contains(err.Error(), name) {
				t.Errorf("%s without a key file: %v", name, err)
			}
			wantState(t, h, Locked, KeyMissing)
			if _, err := os.Stat(filepath.Join(dir, fileName)); !errors.Is(err, os.ErrNotExist) {
				t.Errorf("a new key file was made beside %s", name)
			}
		}
	})
}

func TestPassphraseWhereThereIsNoKeyring(t *testing.T) {
	for _, state := range []keyringtest.State{keyringtest.NoBus, keyringtest.Absent, keyringtest.Locked} {
		t.Run(string(state), func(t *testing.T) {
			keyringtest.Run(t, state, func(t *testing.T) {
				dir := t.TempDir()
				h, err := open(t, dir, "")
				if !errors.Is(err, keyring.ErrUnavailable) {
					t.Errorf("the cause is %v", err)
				}
				wantState(t, h, Locked, NeedsNewPassphrase)
				for _, weak := range []string{"short", "aaaaaaaaaaaaaaaa", "password1234"} {
					if err := h.Open(t.Context(), weak); !errors.Is(err, ErrWeakPassphrase) {
						t.Errorf("the passphrase %q: %v", weak, err)
					}
					wantState(t, h, Locked, NeedsNewPassphrase)
				}
				if _, err := os.Stat(filepath.Join(dir, fileName)); !errors.Is(err, os.ErrNotExist) {
					t.Fatal("a key file was made without a passphrase")
				}
				if err := h.Open(t.Context(), good); err != nil {
					t.Fatal(err)
				}
				wantState(t, h, Passphrase, "")
				wantNowhere(t, dir, h.Key())

				again, err := open(t, dir, "")
				if err == nil {
					t.Error("it opened without the passphrase")
				}
				wantState(t, again, Locked, NeedsPassphrase)
				if err := again.Open(t.Context(), good+"!"); !errors.Is(err, ErrWrongPassphrase) {
					t.Errorf("a wrong passphrase: %v", err)
				}
				wantState(t, again, Locked, NeedsPassphrase)
				if err := again.Open(t.Context(), good); err != nil {
					t.Fatal(err)
				}
				if !bytes.Equal(h.Key(), again.Key()) {
					t.Error("the second start has another key")
				}
			})
		})
	}
}

func TestAKeyringThatWentAway(t *testing.T) {
	keyringtest.Run(t, keyringtest.NoBus, func(t *testing.T) {
		dir := t.TempDir()
		f, _, err := newKey()
		if err != nil {
			t.Fatal(err)
		}
		if err := f.write(dir); err != nil {
			t.Fatal(err)
		}
		h, err := open(t, dir, good)
		if !errors.Is(err, keyring.ErrUnavailable) {
			t.Errorf("the cause is %v", err)
		}
		wantState(t, h, Locked, KeyringUnavailable)
	})
}

func TestASilentKeyringIsGivenUp(t *testing.T) {
	keyringtest.Run(t, keyringtest.Silent, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		h := New(t.TempDir(), keyring.NewSystem())
		if err := h.Open(ctx, ""); !errors.Is(err, keyring.ErrUnavailable) {
			t.Errorf("the cause is %v", err)
		}
		wantState(t, h, Locked, NeedsNewPassphrase)
		// A passphrase need not wait for the keyring's answer to the first call.
		if err := h.Open(ctx, good); err != nil {
			t.Fatal(err)
		}
		wantState(t, h, Passphrase, "")
	})
}

// TestAPassphraseTakesTheKeyringsPlace holds that the keyring does not open what
// a passphrase protects from then on, and that a lock asks for what protects.
func TestAPassphraseTakesTheKeyringsPlace(t *testing.T) {
	keyringtest.Run(t, keyringtest.Unlocked, func(t *testing.T) {
		dir := t.TempDir()
		h, err := open(t, dir, "")
		if err != nil {
			t.Fatal(err)
		}
		key := bytes.Clone(h.Key())
		h.Forget()
		wantState(t, h, Locked, Idle)
		if err := h.Open(t.Context(), ""); err != nil || !bytes.Equal(h.Key(), key) {
			t.Fatalf("the keyring does not open it again: %v", err)
		}
		if err := h.Protect(t.Context(), "short"); !errors.Is(err, ErrWeakPassphrase) {
			t.Errorf("a weak passphrase: %v", err)
		}
		f, err := readFile(dir)
		if err != nil {
			t.Fatal(err)
		}
		if err := h.Protect(t.Context(), good); err != nil {
			t.Fatal(err)
		}
		wantState(t, h, Passphrase, "")
		if _, err := keyring.NewSystem().Get(t.Context(), f.account()); !errors.Is(err, keyring.ErrNotFound) {
			t.Errorf("the keyring still has the key: %v", err)
		}
		h.Forget()
		wantState(t, h, Locked, NeedsPassphrase)
		if err := h.Open(t.Context(), ""); err == nil {
			t.Error("it opens without the passphrase")
		}
		if err := h.Open(t.Context(), good); err != nil || !bytes.Equal(h.Key(), key) {
			t.Errorf("the passphrase does not open it: %v", err)
		}
		wantNowhere(t, dir, key)
	})
}

//go:build linux

package keyring

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/desktop/internal/keyring/keyringtest"
)

func TestMain(m *testing.M) { keyringtest.Main(m) }

func within(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	t.Cleanup(cancel)
	return ctx
}

func TestUnlockedKeyring(t *testing.T) {
	keyringtest.Run(t, keyringtest.Unlocked, func(t *testing.T) {
		ctx, ring := within(t), NewSystem()
		if _, err := ring.Get(ctx, "key/1"); !errors.Is(err, ErrNotFound) {
			t.Fatalf("an empty keyring answers %v", err)
		}
		for _, secret := range []string{"first", "second", strings.Repeat("x", MaxSecret), "ünïcode \n and lines"} {
			if err := ring.Set(ctx, "key/1", secret); err != nil {
				t.Fatal(err)
			}
			if got, err := ring.Get(ctx, "key/1"); err != nil || got != secret {
				t.Fatalf("read %q, %v; want %q", got, err, secret)
			}
		}
		if _, err := ring.Get(ctx, "key/2"); !errors.Is(err, ErrNotFound) {
			t.Errorf("another account answers %v", err)
		}
		if err := ring.Set(ctx, "key/1", strings.Repeat("x", MaxSecret+1)); err == nil {
			t.Error("a secret that Windows would refuse was taken")
		}
		if err := ring.Delete(ctx, "key/1"); err != nil {
			t.Fatal(err)
		}
		if err := ring.Delete(ctx, "key/1"); !errors.Is(err, ErrNotFound) {
			t.Errorf("deleting twice answers %v", err)
		}
	})
}

func TestManyAtOnce(t *testing.T) {
	keyringtest.Run(t, keyringtest.Unlocked, func(t *testing.T) {
		ctx, ring := within(t), NewSystem()
		failed := make(chan error, 8)
		for range cap(failed) {
			go func() {
				err := ring.Set(ctx, "key", "secret")
				if err == nil {
					_, err = ring.Get(ctx, "key")
				}
				failed <- err
			}()
		}
		for range cap(failed) {
			if err := <-failed; err != nil {
				t.Error(err)
			}
		}
	})
}

// TestKeyringsThatCannotBeUsed holds for each way in which there is no keyring
// that the answer comes in bounded time and is never "not found": a caller
// would then make a new key and lose what the old one protects.
func TestKeyringsThatCannotBeUsed(t *testing.T) {
	for _, state := range []keyringtest.State{keyringtest.Locked, keyringtest.Silent, keyringtest.Absent, keyringtest.NoBus} {
		t.Run(string(state), func(t *testing.T) {
			keyringtest.Run(t, state, func(t *testing.T) {
				ring := NewSystem()
				for name, call := range map[string]func(context.Context) error{
					"Get":    func(ctx context.Context) error { _, err := ring.Get(ctx, "key"); return err },
					"Set":    func(ctx context.Context) error { return ring.Set(ctx, "key", "secret") },
					"Delete": func(ctx context.Context) error { return ring.Delete(ctx, "key") },
				} {
					ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
					err := call(ctx)
					cancel()
					if !errors.Is(err, ErrUnavailable) {
						t.Errorf("%s answers %v", name, err)
					}
				}
			})
		})
	}
}

func TestAnEndedContextAsksNobody(t *testing.T) {
	keyringtest.Run(t, keyringtest.Silent, func(t *testing.T) {
		ring := NewSystem()
		ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
		defer cancel()
		if _, err := ring.Get(ctx, "key"); !errors.Is(err, ErrUnavailable) {
			t.Fatalf("the first call answers %v", err)
		}
		// The first call still waits; the second must not wait for it.
		if _, err := ring.Get(ctx, "key"); !errors.Is(err, ErrUnavailable) {
			t.Errorf("the second call answers %v", err)
		}
	})
}

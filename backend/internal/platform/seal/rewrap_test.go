package seal_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/seal"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
)

var next = strings.Repeat("7e", 32)

func keyring(t *testing.T, secret, previous string) *seal.Keyring {
	t.Helper()
	k, err := seal.ParseKeyring(secret, previous)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// workspaces is an empty database of each kind with n workspaces.
func workspaces(t *testing.T, n int, fn func(t *testing.T, d *db.DB)) {
	testkit.Databases(t, func(t *testing.T, database testkit.Database) {
		d, err := db.Open(ctx, database.URL, 8)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = d.Close() })
		if err := d.Migrate(ctx); err != nil {
			t.Fatal(err)
		}
		admin := database.Open(t)
		for i := range n {
			admin.Exec(t, "insert into workspaces (name, created_at) values (?, '2026-01-01')", fmt.Sprint(i))
		}
		fn(t, d)
	})
}

// While data keys are re-wrapped, servers that have both master keys, whichever
// of them is the current one, seal and open as ever.
func TestRewrappingUnderLoad(t *testing.T) {
	const n = 30
	workspaces(t, n, func(t *testing.T, d *db.DB) {
		before, after := seal.New(keyring(t, secret, next), d), seal.New(keyring(t, next, secret), d)
		values := make([][]byte, n+1)
		for id := 1; id <= n-5; id++ { // five get their first key meanwhile
			values[id] = sealed(t, before, int64(id), 7)
		}
		var loads sync.WaitGroup
		var stop atomic.Bool
		var opened atomic.Int64
		for _, s := range []*seal.Sealer{before, after} {
			loads.Go(func() {
				for i := 0; !stop.Load(); i++ {
					id := i%n + 1
					if values[id] != nil {
						if got, err := s.Open(ctx, scope(int64(id)), column, 7, values[id]); err != nil || !bytes.Equal(got, plain) {
							t.Errorf("workspace %d: %v", id, err)
							return
						}
					}
					own, err := s.Seal(ctx, scope(int64(id)), column, 8, plain)
					if err != nil {
						t.Errorf("workspace %d: %v", id, err)
						return
					}
					if _, err := s.Open(ctx, scope(int64(id)), column, 8, own); err != nil {
						t.Errorf("workspace %d: %v", id, err)
						return
					}
					opened.Add(1)
				}
			})
		}
		for opened.Load() < 10 && !t.Failed() {
			_, _ = after.Foreign(ctx, scope(1))
		}
		for range 3 {
			for id := int64(1); id <= n; id++ {
				if _, err := after.Rewrap(ctx, scope(id)); err != nil {
					t.Errorf("workspace %d: %v", id, err)
				}
			}
		}
		stop.Store(true)
		loads.Wait()
		alone := seal.New(keyring(t, next, ""), d)
		for id := int64(1); id <= n; id++ {
			if _, err := after.Rewrap(ctx, scope(id)); err != nil { // first keys that the other server made since
				t.Error(err)
			}
			if left, err := alone.Foreign(ctx, scope(id)); err != nil || left != 0 {
				t.Errorf("workspace %d: %d keys left, %v", id, left, err)
			}
			if values[id] == nil {
				continue
			}
			if got, err := alone.Open(ctx, scope(id), column, 7, values[id]); err != nil || !bytes.Equal(got, plain) {
				t.Errorf("with the new key alone, workspace %d: %v", id, err)
			}
		}
	})
}

func TestRewrappingNamesAKeyThatIsMissing(t *testing.T) {
	workspaces(t, 2, func(t *testing.T, d *db.DB) {
		old := keyring(t, secret, "")
		value := sealed(t, seal.New(old, d), 1, 7)
		third := keyring(t, strings.Repeat("33", 32), "")
		s := seal.New(keyring(t, next, strings.Repeat("33", 32)), d)
		_, err := s.Rewrap(ctx, scope(1))
		if !errors.Is(err, seal.ErrOtherMaster) || !strings.Contains(err.Error(), "data key 1 of workspace 1") || !strings.Contains(err.Error(), old.Current().ID()) ||
			!strings.Contains(err.Error(), third.Current().ID()) || !strings.Contains(err.Error(), "SECRET_KEY_PREVIOUS") {
			t.Errorf("got %v", err)
		}
		if n, err := s.Foreign(ctx, scope(1)); err != nil || n != 1 {
			t.Errorf("%d keys left, %v", n, err)
		}
		if done, err := s.Rewrap(ctx, scope(2)); err != nil || done != 0 {
			t.Errorf("a workspace without keys: %d, %v", done, err)
		}
		if got, err := seal.New(old, d).Open(ctx, scope(1), column, 7, value); err != nil || !bytes.Equal(got, plain) {
			t.Errorf("nothing may have changed: %v", err)
		}
	})
}

func TestARewrapThatIsRolledBackChangesNothing(t *testing.T) {
	workspaces(t, 1, func(t *testing.T, d *db.DB) {
		old, broken := seal.New(keyring(t, secret, ""), d), errors.New("broken")
		value := sealed(t, old, 1, 7)
		s := seal.New(keyring(t, next, secret), d)
		err := d.Tx(ctx, scope(1), func(ctx context.Context) error {
			if n, err := s.Rewrap(ctx, scope(1)); err != nil || n != 1 {
				t.Errorf("%d, %v", n, err)
			}
			return broken
		})
		if !errors.Is(err, broken) {
			t.Fatal(err)
		}
		for name, opener := range map[string]*seal.Sealer{"old": old, "both": s, "old, started anew": seal.New(keyring(t, secret, ""), d)} {
			if got, err := opener.Open(ctx, scope(1), column, 7, value); err != nil || !bytes.Equal(got, plain) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func TestTheRootOutlivesTheMasterKey(t *testing.T) {
	public := guard.Public(access.Actor{})
	load := func(t *testing.T, d *db.DB, k *seal.Keyring) (string, error) {
		root, err := seal.LoadRoot(ctx, d, public, k)
		if err != nil {
			return "", err
		}
		derived, err := root.Derive("test", 32)
		if err != nil {
			t.Fatal(err)
		}
		return string(derived), nil
	}
	for name, n := range map[string]int{"a new database": 0, "one that was in use before": 1} {
		t.Run(name, func(t *testing.T) {
			workspaces(t, n, func(t *testing.T, d *db.DB) {
				old := keyring(t, secret, "")
				first, err := load(t, d, old)
				if err != nil {
					t.Fatal(err)
				}
				ofMaster, err := old.Current().Derive("test", 32)
				if err != nil || (first == string(ofMaster)) != (n > 0) {
					t.Errorf("a database in use must keep its keys, a new one get its own (%v)", err)
				}
				if _, err := load(t, d, keyring(t, next, "")); !errors.Is(err, seal.ErrOtherMaster) || !strings.Contains(err.Error(), old.Current().ID()) {
					t.Errorf("with another master key: %v", err)
				}
				both := keyring(t, next, secret)
				for i, want := range []bool{true, false} {
					if changed, err := seal.RewrapRoot(ctx, d, public, both); err != nil || changed != want {
						t.Errorf("run %d: %v, %v", i, changed, err)
					}
				}
				for name, k := range map[string]*seal.Keyring{"both": both, "new alone": keyring(t, next, ""), "old, and new as an opener": keyring(t, secret, next)} {
					if got, err := load(t, d, k); err != nil || got != first {
						t.Errorf("%s: another root, %v", name, err)
					}
				}
			})
		})
	}
}

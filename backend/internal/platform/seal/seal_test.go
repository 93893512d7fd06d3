package seal_test

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/seal"
)

var (
	ctx    = context.Background()
	guard  = access.NewGuard(nil)
	column = seal.Register("test_table", "encrypted_secret")
	other  = seal.Register("test_table", "encrypted_other")
	plain  = []byte("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
)

const secret = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"

func scope(workspace int64) access.Scope { return guard.System("test", workspace) }

// database is an empty one with workspaces 1 and 2.
func database(t *testing.T) *db.DB {
	t.Helper()
	d, err := db.Open(ctx, "sqlite:///"+filepath.Join(t.TempDir(), "test.sqlite"), 4)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	if err := d.Migrate(ctx); err != nil {
		t.Fatal(err)
	}
	public := guard.Public(access.Actor{})
	err = d.Tx(ctx, public, func(ctx context.Context) error {
		return d.For(ctx, public).Exec("insert into workspaces (id, name, created_at) values (1, 'a', '2026-01-01'), (2, 'b', '2026-01-01')").Error
	})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func sealer(t *testing.T, d *db.DB, secret string) *seal.Sealer {
	t.Helper()
	master, err := seal.NewMaster(secret)
	if err != nil {
		t.Fatal(err)
	}
	return seal.New(seal.NewKeyring(master), d)
}

func sealed(t *testing.T, s *seal.Sealer, workspace, row int64) []byte {
	t.Helper()
	out, err := s.Seal(ctx, scope(workspace), column, row, plain)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestSealAndOpen(t *testing.T) {
	d := database(t)
	s := sealer(t, d, secret)
	a, b := sealed(t, s, 1, 7), sealed(t, s, 1, 7)
	if bytes.Equal(a, b) {
		t.Error("sealing twice gives the same bytes: the nonce is not random")
	}
	if bytes.Contains(a, plain[:8]) {
		t.Error("the sealed value holds the plain one")
	}
	for name, opener := range map[string]*seal.Sealer{"the same server": s, "another server": sealer(t, d, secret)} {
		got, err := opener.Open(ctx, scope(1), column, 7, a)
		if err != nil || !bytes.Equal(got, plain) {
			t.Errorf("%s: got %q, %v", name, got, err)
		}
	}
}

// TestMovedValuesDoNotOpen moves a sealed value as somebody who can write to
// the database would.
func TestMovedValuesDoNotOpen(t *testing.T) {
	s := sealer(t, database(t), secret)
	value := sealed(t, s, 1, 7)
	sealed(t, s, 2, 7) // workspace 2 has a key too
	for name, open := range map[string]func() ([]byte, error){
		"another row":       func() ([]byte, error) { return s.Open(ctx, scope(1), column, 8, value) },
		"another column":    func() ([]byte, error) { return s.Open(ctx, scope(1), other, 7, value) },
		"another workspace": func() ([]byte, error) { return s.Open(ctx, scope(2), column, 7, value) },
	} {
		if got, err := open(); !errors.Is(err, seal.ErrBroken) {
			t.Errorf("%s: got %q, %v", name, got, err)
		}
	}
	if _, err := s.Open(ctx, access.Scope{}, column, 7, value); err == nil {
		t.Error("the zero scope opens")
	}
	if _, err := s.Seal(ctx, guard.Public(access.Actor{}), column, 7, plain); err == nil {
		t.Error("a public scope seals")
	}
}

func TestChangedValuesDoNotOpen(t *testing.T) {
	s := sealer(t, database(t), secret)
	value := sealed(t, s, 1, 7)
	for i := range value {
		changed := bytes.Clone(value)
		changed[i] ^= 0x80
		if got, err := s.Open(ctx, scope(1), column, 7, changed); err == nil {
			t.Fatalf("byte %d changed: opens as %q", i, got)
		}
	}
	for _, n := range []int{0, 1, 5, 16, len(value) - 1} {
		if _, err := s.Open(ctx, scope(1), column, 7, value[:n]); err == nil {
			t.Errorf("cut to %d bytes: opens", n)
		}
	}
}

func TestAnotherMasterKeySaysWhatToDo(t *testing.T) {
	d := database(t)
	value := sealed(t, sealer(t, d, secret), 1, 7)
	_, err := sealer(t, d, strings.Repeat("ab", 32)).Open(ctx, scope(1), column, 7, value)
	if err == nil || !strings.Contains(err.Error(), "SECRET_KEY") {
		t.Errorf("got %v", err)
	}
	if err != nil && (strings.Contains(err.Error(), secret) || strings.Contains(err.Error(), "abab")) {
		t.Error("the error tells a key")
	}
}

// TestAKeyThatWasRolledBackIsForgotten seals in a transaction that fails: the
// key it made is not stored, so nothing may be sealed under it afterwards.
func TestAKeyThatWasRolledBackIsForgotten(t *testing.T) {
	d := database(t)
	s, broken := sealer(t, d, secret), errors.New("broken")
	err := d.Tx(ctx, scope(1), func(ctx context.Context) error {
		if _, err := s.Seal(ctx, scope(1), column, 7, plain); err != nil {
			return err
		}
		return broken
	})
	if !errors.Is(err, broken) {
		t.Fatal(err)
	}
	fresh := sealer(t, d, secret)
	byOther := sealed(t, fresh, 1, 8)
	if got, err := s.Open(ctx, scope(1), column, 8, byOther); err != nil || !bytes.Equal(got, plain) {
		t.Errorf("the first server opens with the forgotten key: %v", err)
	}
	own := sealed(t, s, 1, 9)
	if got, err := fresh.Open(ctx, scope(1), column, 9, own); err != nil || !bytes.Equal(got, plain) {
		t.Errorf("the first server sealed with the forgotten key: %v", err)
	}
}

func TestManyServersMakeOneFirstKey(t *testing.T) {
	d := database(t)
	values := make([][]byte, 16)
	var all sync.WaitGroup
	for i := range values {
		s := sealer(t, d, secret)
		all.Go(func() {
			var err error
			if values[i], err = s.Seal(ctx, scope(1), column, int64(i), plain); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	s := sealer(t, d, secret)
	for i, value := range values {
		if _, err := s.Open(ctx, scope(1), column, int64(i), value); err != nil {
			t.Errorf("value %d does not open: %v", i, err)
		}
	}
}

func TestMasterKeys(t *testing.T) {
	for _, bad := range []string{"", "short", strings.Repeat("a", 31)} {
		if _, err := seal.NewMaster(bad); err == nil {
			t.Errorf("%q is taken as a key", bad)
		}
	}
	a, err := seal.NewMaster(secret)
	if err != nil {
		t.Fatal(err)
	}
	b, err := seal.NewMaster("a passphrase of an earlier deployment")
	if err != nil {
		t.Fatal(err)
	}
	if a.ID() == b.ID() || strings.Contains(secret, a.ID()) {
		t.Error("the key's name is not its own, or tells of it")
	}
	one, err1 := a.Derive("one", 32)
	two, err2 := a.Derive("two", 32)
	if err1 != nil || err2 != nil || bytes.Equal(one, two) {
		t.Error("two labels give one key")
	}
}

func TestColumnsAreRegisteredOnce(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a column was registered twice")
		}
	}()
	seal.Register("test_table", "encrypted_secret")
}

func BenchmarkOpen(b *testing.B) {
	d, err := db.Open(ctx, "sqlite:///"+filepath.Join(b.TempDir(), "bench.sqlite"), 1)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = d.Close() }()
	if err := d.Migrate(ctx); err != nil {
		b.Fatal(err)
	}
	public := guard.Public(access.Actor{})
	if err := d.Tx(ctx, public, func(ctx context.Context) error {
		return d.For(ctx, public).Exec("insert into workspaces (id, name, created_at) values (1, 'a', '2026-01-01')").Error
	}); err != nil {
		b.Fatal(err)
	}
	master, err := seal.NewMaster(secret)
	if err != nil {
		b.Fatal(err)
	}
	s := seal.New(seal.NewKeyring(master), d)
	value, err := s.Seal(ctx, scope(1), column, 1, plain)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := s.Open(ctx, scope(1), column, 1, value); err != nil {
			b.Fatal(err)
		}
	}
}

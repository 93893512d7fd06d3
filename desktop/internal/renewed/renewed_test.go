package renewed

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/catalog/snapshot"
)

// packed is a small catalog of a day.
func packed(t *testing.T, date string) []byte {
	t.Helper()
	s := snapshot.Snapshot{Date: date, Services: []catalog.Service{{Prefix: "widget", Name: "AWS Widget"}}}
	p, err := s.Pack(nil)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestUse(t *testing.T) {
	dir := t.TempDir()
	embedded, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	if err := Use(dir); err != nil {
		t.Errorf("without a file: %v", err)
	}
	if err := Remove(dir); err != nil {
		t.Errorf("removing what is not there: %v", err)
	}
	if err := Store(dir, packed(t, embedded.Date)); err != nil {
		t.Fatal(err)
	}
	if err := Use(dir); err != nil {
		t.Errorf("a file that is no newer: %v", err)
	}
	if catalog.Info().Date != embedded.Date || catalog.Known("widget") {
		t.Error("a file that is no newer was used")
	}
	if err := Store(dir, packed(t, "2999-01-01")); err != nil {
		t.Fatal(err)
	}
	if err := Use(dir); err != nil {
		t.Errorf("a newer file: %v", err)
	}
	if !catalog.Known("widget") || catalog.Known("s3") {
		t.Error("a newer file was not used")
	}
}

func TestUseRefusesDamage(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, name)
	if err := Store(dir, packed(t, "2999-01-01")); err != nil {
		t.Fatal(err)
	}
	sound, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	flipped := append([]byte{}, sound...)
	flipped[len(flipped)-1] ^= 1
	for what, data := range map[string][]byte{
		"empty": {}, "another file": []byte("{}"), "only the magic": []byte(magic), "cut": sound[:len(sound)-1], "one bit": flipped,
	} {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := Use(dir); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: error %v, want ErrDamaged", what, err)
		}
	}
	// What is sealed but not a catalog is refused, too.
	if err := Store(dir, []byte("something else")); err != nil {
		t.Fatal(err)
	}
	if err := Use(dir); !errors.Is(err, ErrDamaged) {
		t.Errorf("sealed nonsense: error %v", err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(path, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := Use(dir); !errors.Is(err, ErrDamaged) {
		t.Errorf("a folder: error %v", err)
	}
}

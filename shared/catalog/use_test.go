package catalog

import (
	"errors"
	"testing"
)

func TestUseComesTooLate(t *testing.T) {
	Info()
	if !InUse() {
		t.Error("the catalog is said not to be in use")
	}
	if err := Use([]byte(embedded)); !errors.Is(err, ErrInUse) {
		t.Errorf("error %v, want ErrInUse", err)
	}
}

func TestDamagedSnapshots(t *testing.T) {
	for name, packed := range map[string]string{
		"empty": "", "another file": "{}", "cut in the index": embedded[:200], "only the magic": embedded[:8],
	} {
		if err := Use([]byte(packed)); err == nil || errors.Is(err, ErrInUse) {
			t.Errorf("Use, %s: error %v", name, err)
		}
		if _, err := Describe([]byte(packed)); err == nil {
			t.Errorf("Describe, %s: no error", name)
		}
		if _, err := Unpack([]byte(packed)); err == nil {
			t.Errorf("Unpack, %s: no error", name)
		}
	}
	// What Describe does not read, Unpack does.
	damaged := []byte(embedded)
	for i := len(damaged) / 2; i < len(damaged); i++ {
		damaged[i] = 0xff // no deflate stream begins with it
	}
	if _, err := Describe(damaged); err != nil {
		t.Errorf("Describe: %v", err)
	}
	if _, err := Unpack(damaged); err == nil {
		t.Error("Unpack found no damage")
	}
}

func TestServicesAreThoseOfTheEmbeddedSnapshot(t *testing.T) {
	about, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	embeddedServices, err := EmbeddedServices()
	if err != nil {
		t.Fatal(err)
	}
	inUse := Services()
	if len(inUse) != about.Services || len(embeddedServices) != about.Services {
		t.Fatalf("%d and %d services, want %d", len(inUse), len(embeddedServices), about.Services)
	}
	for i := range inUse {
		if inUse[i].Prefix != embeddedServices[i].Prefix || len(inUse[i].Actions) != len(embeddedServices[i].Actions) {
			t.Errorf("service %d: %s and %s", i, inUse[i].Prefix, embeddedServices[i].Prefix)
		}
	}
}

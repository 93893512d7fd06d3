package sealed

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

var key = bytes.Repeat([]byte{9}, 32)

func newFile(t *testing.T, path string, key []byte, purpose string) *File {
	t.Helper()
	f, err := New(path, key, purpose)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestSaveAndLoad(t *testing.T) {
	f := newFile(t, filepath.Join(t.TempDir(), "session.sealed"), key, "session")
	if content, err := f.Load(); content != nil || err != nil {
		t.Fatalf("before the first save: %q, %v", content, err)
	}
	for _, want := range []string{"secret", "", "another secret"} {
		if err := f.Save([]byte(want)); err != nil {
			t.Fatal(err)
		}
		got, err := f.Load()
		if err != nil || got == nil || string(got) != want {
			t.Errorf("read %q, %v; want %q", got, err, want)
		}
	}
	raw, err := os.ReadFile(f.Path())
	if err != nil || bytes.Contains(raw, []byte("another secret")) {
		t.Errorf("the file holds the secret in the open (%v)", err)
	}
	for range 2 {
		if err := f.Remove(); err != nil {
			t.Fatal(err)
		}
	}
	if content, err := f.Load(); content != nil || err != nil {
		t.Errorf("after removing: %q, %v", content, err)
	}
}

func TestAForeignOrChangedFileDoesNotOpen(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.sealed")
	f := newFile(t, path, key, "session")
	if err := f.Save([]byte("secret")); err != nil {
		t.Fatal(err)
	}
	if _, err := newFile(t, path, bytes.Repeat([]byte{8}, 32), "session").Load(); !errors.Is(err, ErrBroken) {
		t.Errorf("another key: %v", err)
	}
	if _, err := newFile(t, path, key, "command line session").Load(); !errors.Is(err, ErrBroken) {
		t.Errorf("another purpose: %v", err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := range raw {
		changed := bytes.Clone(raw)
		changed[i] ^= 1
		if err := os.WriteFile(path, changed, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := f.Load(); !errors.Is(err, ErrBroken) {
			t.Fatalf("byte %d changed: %v", i, err)
		}
	}
	for _, cut := range []int{0, 1, 20, len(raw) - 1} {
		if err := os.WriteFile(path, raw[:cut], 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := f.Load(); !errors.Is(err, ErrBroken) {
			t.Fatalf("cut to %d bytes: %v", cut, err)
		}
	}
}

func TestNewRefusesAShortKey(t *testing.T) {
	if _, err := New("x", []byte("short"), "session"); err == nil {
		t.Error("a short key was taken")
	}
}

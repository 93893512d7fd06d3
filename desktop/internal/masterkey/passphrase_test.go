//go:build linux

package masterkey

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestWrapAndUnwrap(t *testing.T) {
	key := bytes.Repeat([]byte{7}, keySize)
	w, err := wrap(key, "Zwölf große Äpfel im Korb", "id")
	if err != nil {
		t.Fatal(err)
	}
	// The same words from a keyboard that sends letter and accent apart.
	if got, err := w.unwrap("Zwo\u0308lf große A\u0308pfel im Korb", "id"); err != nil || !bytes.Equal(got, key) {
		t.Errorf("decomposed letters: %x, %v", got, err)
	}
	other, err := wrap(key, "Zwölf große Äpfel im Korb", "id")
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(w.Salt, other.Salt) || bytes.Equal(w.Nonce, other.Nonce) || bytes.Equal(w.Sealed, other.Sealed) {
		t.Error("sealing twice gives the same")
	}
}

func TestAChangedFileDoesNotOpen(t *testing.T) {
	const passphrase = "correct horse battery staple"
	key := bytes.Repeat([]byte{7}, keySize)
	tests := []struct {
		name   string
		change func(w *wrapped)
		id     string
		want   error
	}{
		{"another id", func(*wrapped) {}, "id2", ErrWrongPassphrase},
		{"ciphertext", func(w *wrapped) { w.Sealed[0] ^= 1 }, "id", ErrWrongPassphrase},
		{"cut ciphertext", func(w *wrapped) { w.Sealed = w.Sealed[:10] }, "id", ErrWrongPassphrase},
		{"nonce", func(w *wrapped) { w.Nonce[0] ^= 1 }, "id", ErrWrongPassphrase},
		{"salt", func(w *wrapped) { w.Salt[0] ^= 1 }, "id", ErrWrongPassphrase},
		{"fewer passes", func(w *wrapped) { w.Time = 1 }, "id", ErrWrongPassphrase},
		{"other derivation", func(w *wrapped) { w.KDF = "sha256" }, "id", ErrDamaged},
		{"other cipher", func(w *wrapped) { w.Cipher = "none" }, "id", ErrDamaged},
		{"all of the memory", func(w *wrapped) { w.MemoryKiB = 1 << 31 }, "id", ErrDamaged},
		{"hardly any memory", func(w *wrapped) { w.MemoryKiB = 8 }, "id", ErrDamaged},
		{"no passes", func(w *wrapped) { w.Time = 0 }, "id", ErrDamaged},
		{"passes for hours", func(w *wrapped) { w.Time = 1 << 30 }, "id", ErrDamaged},
		{"no lanes", func(w *wrapped) { w.Lanes = 0 }, "id", ErrDamaged},
		{"short nonce", func(w *wrapped) { w.Nonce = w.Nonce[:12] }, "id", ErrDamaged},
		{"no salt", func(w *wrapped) { w.Salt = nil }, "id", ErrDamaged},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w, err := wrap(key, passphrase, "id")
			if err != nil {
				t.Fatal(err)
			}
			test.change(w)
			if got, err := w.unwrap(passphrase, test.id); !errors.Is(err, test.want) {
				t.Errorf("unwrap gives %x, %v; want %v", got, err, test.want)
			}
		})
	}
}

func TestReadFileRefusesNonsense(t *testing.T) {
	sound, _, err := newKey()
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]func(f *file) any{
		"no JSON":                     func(*file) any { return nil },
		"another version":             func(f *file) any { f.Version = 2; return f },
		"no id":                       func(f *file) any { f.ID = ""; return f },
		"no check":                    func(f *file) any { f.Check = nil; return f },
		"unknown protection":          func(f *file) any { f.Protection = "plain"; return f },
		"passphrase without a key":    func(f *file) any { f.Protection = Passphrase; return f },
		"keyring, and a key in there": func(f *file) any { f.Wrapped = &wrapped{}; return f },
	}
	for name, change := range tests {
		t.Run(name, func(t *testing.T) {
			f := *sound
			dir := t.TempDir()
			content, err := json.Marshal(change(&f))
			if err != nil {
				t.Fatal(err)
			}
			if name == "no JSON" {
				content = []byte("{")
			}
			if err := os.WriteFile(filepath.Join(dir, fileName), content, 0o600); err != nil {
				t.Fatal(err)
			}
			if _, err := readFile(dir); !errors.Is(err, ErrDamaged) {
				t.Errorf("readFile gives %v", err)
			}
			h, err := open(t, dir, "")
			if err == nil {
				t.Error("it opened")
			}
			wantState(t, h, Locked, Unreadable)
		})
	}
}

// Package sealed keeps small secrets in files that only the holder of the
// master key can read or change.
package sealed

import (
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"

	"golang.org/x/crypto/chacha20poly1305"

	"github.com/iam-copilot/iam-copilot/desktop/internal/atomicfile"
)

// ErrBroken says that a file was not sealed with this key for this purpose, or
// was changed since.
var ErrBroken = errors.New("the sealed file does not open")

// version is the first byte of every file; it is part of what is vouched for.
const version = 1

// File is one sealed file.
type File struct {
	path    string
	purpose string
	aead    cipher.AEAD
}

// New gives the file at path, sealed under a key that is derived from
// masterKey for purpose alone. The file need not exist.
func New(path string, masterKey []byte, purpose string) (*File, error) {
	if len(masterKey) < 32 {
		return nil, errors.New("sealed: the master key is too short")
	}
	key, err := hkdf.Key(sha256.New, masterKey, nil, "iamcopilot/desktop-sealed/v1/"+purpose, chacha20poly1305.KeySize)
	if err != nil {
		return nil, err
	}
	aead, err := chacha20poly1305.NewX(key)
	if err != nil {
		return nil, err
	}
	return &File{path: path, purpose: purpose, aead: aead}, nil
}

// Path is where the file lies.
func (f *File) Path() string { return f.path }

// Load gives the content, or nil where there is no file. The error is
// ErrBroken when the file was not written by Save with the same key.
func (f *File) Load() ([]byte, error) {
	raw, err := os.ReadFile(f.path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the %s: %w", f.purpose, err)
	}
	if len(raw) < 1+f.aead.NonceSize() || raw[0] != version {
		return nil, ErrBroken
	}
	nonce, ciphertext := raw[1:1+f.aead.NonceSize()], raw[1+f.aead.NonceSize():]
	content, err := f.aead.Open([]byte{}, nonce, ciphertext, f.header())
	if err != nil {
		return nil, ErrBroken
	}
	return content, nil
}

// Save replaces the content, atomically.
func (f *File) Save(content []byte) error {
	nonce := make([]byte, f.aead.NonceSize())
	if _, err := rand.Read(nonce); err != nil {
		return err
	}
	raw := f.aead.Seal(append([]byte{version}, nonce...), nonce, content, f.header())
	if err := atomicfile.Write(f.path, raw); err != nil {
		return fmt.Errorf("save the %s: %w", f.purpose, err)
	}
	return nil
}

// Remove deletes the file. That there is none is no error.
func (f *File) Remove() error {
	if err := os.Remove(f.path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("remove the %s: %w", f.purpose, err)
	}
	return nil
}

func (f *File) header() []byte { return append([]byte{version}, f.purpose...) }

// Package renewed keeps the AWS catalog that was fetched after the program was built, in the data folder, and puts it
// in the place of the embedded one when a program starts.
package renewed

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/iam-copilot/iam-copilot/desktop/internal/atomicfile"
	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

// name is the file in the data folder: magic, the SHA-256 of the rest, and the packed catalog.
const (
	name  = "aws-catalog.bin"
	magic = "IAMCAT1\n"
)

// maxSize is far beyond any catalog, in bytes: the embedded one has half a million.
const maxSize = 64 << 20

// ErrDamaged says that the file is not as it was written.
var ErrDamaged = errors.New("the renewed AWS catalog is damaged; fetch it again with iamcopilot catalog update")

// Store keeps a packed catalog, which must be sound: see catalog.Unpack. Programs that start from now on use it.
func Store(dataDir string, packed []byte) error {
	sum := sha256.Sum256(packed)
	return atomicfile.Write(filepath.Join(dataDir, name), bytes.Join([][]byte{[]byte(magic), sum[:], packed}, nil))
}

// Remove forgets the renewed catalog, if there is one.
func Remove(dataDir string) error {
	if err := os.Remove(filepath.Join(dataDir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("forget the renewed AWS catalog: %w", err)
	}
	return nil
}

// Use makes this program answer from the renewed catalog, where there is one and it is of a later day than the embedded
// one; an update of the program may have overtaken it. After an error the embedded catalog is used.
func Use(dataDir string) error {
	packed, err := read(filepath.Join(dataDir, name))
	if err != nil || packed == nil {
		return err
	}
	about, err := catalog.Describe(packed)
	if err != nil {
		return ErrDamaged
	}
	embedded, err := catalog.Embedded()
	if err != nil {
		return err
	}
	if about.Date <= embedded.Date {
		return nil
	}
	return catalog.Use(packed)
}

// read returns nil where there is no file.
func read(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("the renewed AWS catalog: %w", err)
	case !info.Mode().IsRegular() || info.Size() > maxSize:
		return nil, ErrDamaged
	}
	data, err := os.ReadFile(path) //nolint:gosec // in the data folder
	if err != nil {
		return nil, fmt.Errorf("the renewed AWS catalog: %w", err)
	}
	data, ok := bytes.CutPrefix(data, []byte(magic))
	if !ok || len(data) < sha256.Size {
		return nil, ErrDamaged
	}
	sum, packed := data[:sha256.Size], data[sha256.Size:]
	if want := sha256.Sum256(packed); !bytes.Equal(sum, want[:]) {
		return nil, ErrDamaged
	}
	return packed, nil
}

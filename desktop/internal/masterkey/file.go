package masterkey

import (
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/iam-copilot/iam-copilot/desktop/internal/atomicfile"
)

const (
	fileName = "key.json"
	keySize  = 32
)

// ErrDamaged says that the key file is not what this program has written.
var ErrDamaged = errors.New("the file key.json is damaged")

// file tells how the key of a data folder is protected. It holds no secret
// that is not sealed.
type file struct {
	Version    int        `json:"version"`
	Protection Protection `json:"protection"`
	// ID is random. It names the key in the keyring, so that two data folders
	// never share or overwrite a key.
	ID string `json:"id"`
	// Check is derived from the key and proves that a key is the right one. A
	// random key of 256 bits cannot be guessed from it.
	Check []byte `json:"check"`
	// Wrapped is the key under the passphrase; nil when a keyring holds it.
	Wrapped *wrapped `json:"wrapped,omitempty"`
}

// readFile gives the key file of a data folder, or nil where there is none.
func readFile(dir string) (*file, error) {
	content, err := os.ReadFile(filepath.Join(dir, fileName)) //nolint:gosec // the user's own folder
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil //nolint:nilnil // no file is no error
	}
	if err != nil {
		return nil, fmt.Errorf("the key file cannot be read: %w", err)
	}
	var f file
	if err := json.Unmarshal(content, &f); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	sound := f.Version == 1 && f.ID != "" && len(f.Check) == sha256.Size &&
		(f.Protection == Keyring && f.Wrapped == nil || f.Protection == Passphrase && f.Wrapped != nil)
	if !sound {
		return nil, fmt.Errorf("%w: it was written by another version, or changed by hand", ErrDamaged)
	}
	return &f, nil
}

func (f *file) write(dir string) error {
	content, err := json.MarshalIndent(f, "", "  ")
	if err != nil {
		return err
	}
	return atomicfile.Write(filepath.Join(dir, fileName), append(content, '\n'))
}

// account is the key's name in the keyring.
func (f *file) account() string { return "master-key/" + f.ID }

// accepts tells whether key is the one that the file was made for.
func (f *file) accepts(key []byte) bool {
	check, err := checkOf(key)
	return err == nil && len(key) == keySize && subtle.ConstantTimeCompare(check, f.Check) == 1
}

func checkOf(key []byte) ([]byte, error) {
	return hkdf.Key(sha256.New, key, nil, "iamcopilot/desktop-key-check/v1", sha256.Size)
}

// newKey makes a key and the file for it, not protected or written yet.
func newKey() (*file, []byte, error) {
	key := make([]byte, keySize)
	if _, err := rand.Read(key); err != nil {
		return nil, nil, err
	}
	f, err := newFile(key)
	return f, key, err
}

// newFile is the file for a key, under a name of its own.
func newFile(key []byte) (*file, error) {
	id := make([]byte, 8)
	if _, err := rand.Read(id); err != nil {
		return nil, err
	}
	check, err := checkOf(key)
	if err != nil {
		return nil, err
	}
	return &file{Version: 1, Protection: Keyring, ID: hex.EncodeToString(id), Check: check}, nil
}

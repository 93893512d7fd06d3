// Package seal encrypts the secrets of workspaces before they touch the
// database.
//
// It is envelope encryption. A master key, which is never in the database,
// wraps one data key per workspace; the data key seals single fields with
// AES-256-GCM and a random nonce. The field's place (table, column, workspace,
// row) is bound into the seal as associated data, so a sealed value that is
// moved to another row, column or tenant does not open.
//
// Layout of a sealed field, version 1:
//
//	byte 0       1, the version
//	bytes 1–4    version of the workspace's data key, big endian
//	bytes 5–16   nonce
//	rest         AES-256-GCM ciphertext and tag
package seal

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
)

const (
	fieldVersion = 1
	fieldHeader  = 1 + 4
	nonceSize    = 12
	keySize      = 32
)

// ErrBroken is given when a sealed value does not open: it was changed, moved
// to another place, or sealed under another key.
var ErrBroken = errors.New("seal: the value does not open here: it was changed or moved, or the master key is another one")

// Column names a column that holds sealed values. Register every one, so that
// rotating keys finds them all; a test compares the register with the schema.
type Column struct{ Table, Name string }

var (
	columnsMu sync.Mutex
	columns   []Column
)

// Register declares a sealed column, once, as a package variable of its room.
func Register(table, name string) Column {
	columnsMu.Lock()
	defer columnsMu.Unlock()
	c := Column{table, name}
	if slices.Contains(columns, c) {
		panic("seal: column " + table + "." + name + " is registered twice")
	}
	columns = append(columns, c)
	return c
}

// Columns lists every sealed column.
func Columns() []Column {
	columnsMu.Lock()
	defer columnsMu.Unlock()
	return slices.Clone(columns)
}

// Sealer seals and opens fields with the data key of the scope's workspace.
// It is safe for concurrent use.
type Sealer struct {
	keys  *Keyring
	store keyStore

	mu    sync.RWMutex
	cache map[keyID]unwrapped
}

// unwrapped is a data key in memory, as a ready cipher, with the wrapped bytes
// it came from: a key that was made in a transaction that did not commit is
// told by them from the one that was stored after it.
type unwrapped struct {
	aead    cipher.AEAD
	wrapped []byte
}

type keyID struct {
	workspace int64
	version   uint32
}

// cacheLimit bounds how many data keys are held unwrapped in memory.
const cacheLimit = 10_000

// New makes a sealer whose data keys are wrapped by the keyring's master key and
// kept in db.
func New(keys *Keyring, db database) *Sealer {
	return &Sealer{keys: keys, store: keyStore{db}, cache: map[keyID]unwrapped{}}
}

// Seal encrypts plaintext for one row of column in the scope's workspace. The
// workspace's data key is made at its first use; call it inside the
// transaction that stores the row.
func (s *Sealer) Seal(ctx context.Context, sc access.Scope, column Column, row int64, plaintext []byte) ([]byte, error) {
	workspace, err := sc.Workspace()
	if err != nil {
		return nil, err
	}
	id, aead, err := s.current(ctx, sc, workspace)
	if err != nil {
		return nil, err
	}
	sealed := make([]byte, fieldHeader+nonceSize, fieldHeader+nonceSize+len(plaintext)+aead.Overhead())
	sealed[0] = fieldVersion
	binary.BigEndian.PutUint32(sealed[1:], id.version)
	nonce := sealed[fieldHeader:]
	if _, err := rand.Read(nonce); err != nil {
		return nil, err
	}
	return aead.Seal(sealed, nonce, plaintext, place(column, workspace, row)), nil
}

// Open decrypts what Seal made for the same column, row and workspace.
func (s *Sealer) Open(ctx context.Context, sc access.Scope, column Column, row int64, sealed []byte) ([]byte, error) {
	workspace, err := sc.Workspace()
	if err != nil {
		return nil, err
	}
	if len(sealed) < fieldHeader+nonceSize {
		return nil, ErrBroken
	}
	if sealed[0] != fieldVersion {
		return nil, fmt.Errorf("seal: version %d of the format is not known to this program", sealed[0])
	}
	id := keyID{workspace, binary.BigEndian.Uint32(sealed[1:])}
	nonce, ciphertext := sealed[fieldHeader:fieldHeader+nonceSize], sealed[fieldHeader+nonceSize:]
	if known, ok := s.cached(id); ok {
		if plaintext, err := known.aead.Open(nil, nonce, ciphertext, place(column, workspace, row)); err == nil {
			return plaintext, nil
		}
	}
	stored, err := s.store.version(ctx, sc, id.version)
	if err != nil {
		return nil, fmt.Errorf("seal: reading data key %d: %w", id.version, err)
	}
	aead, err := s.ready(id, stored)
	if err != nil {
		return nil, err
	}
	plaintext, err := aead.Open(nil, nonce, ciphertext, place(column, workspace, row))
	if err != nil {
		return nil, ErrBroken
	}
	return plaintext, nil
}

// place is the associated data of a field: each part preceded by its length,
// so that no two places have the same bytes.
func place(c Column, workspace, row int64) []byte {
	b := make([]byte, 0, 96)
	for _, part := range []string{"iamcopilot/field/v1", c.Table, c.Name} {
		b = binary.BigEndian.AppendUint32(b, uint32(len(part))) //nolint:gosec // names of tables and columns are short
		b = append(b, part...)
	}
	b = binary.BigEndian.AppendUint64(b, uint64(workspace)) //nolint:gosec // ids are positive
	return binary.BigEndian.AppendUint64(b, uint64(row))    //nolint:gosec // ids are positive
}

func newAEAD(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

package seal

import (
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
)

// Master is the key that wraps data keys. Every other key of the server comes
// from the same secret under a label of its own, so that none of them tells
// anything of another.
type Master struct {
	secret []byte
	id     string
	aead   cipher.AEAD
	from   string // the setting it comes from, for messages
	kms    bool   // its secret lies in the database, wrapped by a key of AWS KMS
}

// NewMaster takes the server's secret: 64 hexadecimal digits, as
// `openssl rand -hex 32` prints them. Any other text of at least 32 characters
// is taken as it is, since deployments of the earlier system have such ones.
func NewMaster(secret string) (*Master, error) {
	raw, err := hex.DecodeString(secret)
	if err != nil || len(raw) != 32 {
		raw = []byte(secret)
	}
	if len(raw) < 32 {
		return nil, errors.New("it must be 64 hexadecimal digits (make one with: openssl rand -hex 32)")
	}
	return masterOf(raw)
}

// masterOf makes the master key of a secret.
func masterOf(raw []byte) (*Master, error) {
	m := &Master{secret: raw, from: "SECRET_KEY"}
	fingerprint, err := m.Derive("iamcopilot/master-id/v1", 6)
	if err != nil {
		return nil, err
	}
	m.id = hex.EncodeToString(fingerprint)
	key, err := m.Derive("iamcopilot/master-wrap/v1", keySize)
	if err != nil {
		return nil, err
	}
	m.aead, err = newAEAD(key)
	return m, err
}

// ID is a name for the key that tells nothing of it.
func (m *Master) ID() string { return m.id }

// Derive makes n bytes for one purpose, named by label (HKDF with SHA-256, RFC 5869).
func (m *Master) Derive(label string, n int) ([]byte, error) {
	return hkdf.Key(sha256.New, m.secret, nil, label, n)
}

// wrap encrypts a key for one place: nonce, ciphertext and tag.
func (m *Master) wrap(place, key []byte) ([]byte, error) {
	nonce := make([]byte, nonceSize)
	if _, err := rand.Read(nonce); err != nil {
		return nil, err
	}
	return m.aead.Seal(nonce, nonce, key, place), nil
}

func (m *Master) unwrap(place, wrapped []byte) ([]byte, error) {
	if len(wrapped) < nonceSize {
		return nil, ErrBroken
	}
	key, err := m.aead.Open(nil, wrapped[:nonceSize], wrapped[nonceSize:], place)
	if err != nil {
		return nil, ErrBroken
	}
	return key, nil
}

func wrapPlace(id keyID) []byte {
	b := []byte("iamcopilot/data-key/v1")
	b = binary.BigEndian.AppendUint64(b, uint64(id.workspace)) //nolint:gosec // ids are positive
	return binary.BigEndian.AppendUint32(b, id.version)
}

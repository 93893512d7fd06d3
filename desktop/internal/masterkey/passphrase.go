package masterkey

import (
	"crypto/rand"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/chacha20poly1305"
	"golang.org/x/text/unicode/norm"

	"github.com/iam-copilot/iam-copilot/shared/strength"
)

// The cost of Argon2id is the second recommendation of RFC 9106, section 4
// ("Parameter Choice"): 64 MiB, three passes, four lanes.
const (
	argonTime      = 3
	argonMemoryKiB = 64 << 10
	argonLanes     = 4
	saltSize       = 16
)

// Bounds on what a key file may ask for, so that a tampered one cannot make
// the program use all memory. The lower ones keep it from being weakened.
const (
	maxArgonTime      = 16
	maxArgonMemoryKiB = 1 << 20
)

// MinPassphrase is how many characters a passphrase has at least.
const MinPassphrase = 12

// minScore is the least grade of package strength, from 0 to 4, that a passphrase
// needs: at 3, guessing takes more than 10^8 tries, each of which Argon2id
// makes cost 64 MiB.
const minScore = 3

var (
	// ErrWrongPassphrase says that the passphrase does not open the key.
	ErrWrongPassphrase = errors.New("the passphrase is not right")
	// ErrWeakPassphrase says that a new passphrase is too easy to guess.
	ErrWeakPassphrase = errors.New("the passphrase is too easy to guess: use at least 12 characters, for instance four or five unrelated words")
)

// wrapped is a key under a passphrase, as the key file holds it.
type wrapped struct {
	KDF       string `json:"kdf"` // argon2id
	Time      uint32 `json:"time"`
	MemoryKiB uint32 `json:"memory_kib"`
	Lanes     uint8  `json:"lanes"`
	Salt      []byte `json:"salt"`
	Cipher    string `json:"cipher"` // xchacha20-poly1305
	Nonce     []byte `json:"nonce"`
	Sealed    []byte `json:"sealed"`
}

// SealKey seals a key under a passphrase, for a file that leaves this computer.
// purpose is bound to it. The error is ErrWeakPassphrase when it is too easy to
// guess.
func SealKey(key []byte, passphrase, purpose string) (json.RawMessage, error) {
	if err := CheckPassphrase(passphrase); err != nil {
		return nil, err
	}
	w, err := wrap(key, passphrase, purpose)
	if err != nil {
		return nil, err
	}
	return json.Marshal(w)
}

// OpenKey opens what SealKey has made. The error is ErrWrongPassphrase, also
// when it was changed since, or ErrDamaged when it makes no sense at all.
func OpenKey(sealed json.RawMessage, passphrase, purpose string) ([]byte, error) {
	var w wrapped
	if err := json.Unmarshal(sealed, &w); err != nil {
		return nil, ErrDamaged
	}
	return w.unwrap(passphrase, purpose)
}

// CheckPassphrase tells whether a new passphrase is good enough; the error is
// ErrWeakPassphrase otherwise.
func CheckPassphrase(passphrase string) error {
	if utf8.RuneCountInString(passphrase) < MinPassphrase || strength.Score(passphrase) < minScore {
		return ErrWeakPassphrase
	}
	return nil
}

// wrap seals key under a passphrase. id names the key; it is bound to the
// ciphertext, so that the sealed key of another file does not pass for this.
func wrap(key []byte, passphrase, id string) (*wrapped, error) {
	w := &wrapped{
		KDF: "argon2id", Time: argonTime, MemoryKiB: argonMemoryKiB, Lanes: argonLanes, Salt: make([]byte, saltSize),
		Cipher: "xchacha20-poly1305", Nonce: make([]byte, chacha20poly1305.NonceSizeX),
	}
	for _, random := range [][]byte{w.Salt, w.Nonce} {
		if _, err := rand.Read(random); err != nil {
			return nil, err
		}
	}
	aead, err := chacha20poly1305.NewX(w.derive(passphrase))
	if err != nil {
		return nil, err
	}
	w.Sealed = aead.Seal(nil, w.Nonce, key, w.header(id))
	return w, nil
}

// unwrap opens the key, or gives ErrWrongPassphrase: a wrong passphrase and a
// changed file cannot be told apart.
func (w *wrapped) unwrap(passphrase, id string) ([]byte, error) {
	switch {
	case w.KDF != "argon2id" || w.Cipher != "xchacha20-poly1305":
		return nil, fmt.Errorf("%w: it was made with %q and %q, which this version does not know", ErrDamaged, w.KDF, w.Cipher)
	case w.Time < 1 || w.Time > maxArgonTime || w.MemoryKiB < 8<<10 || w.MemoryKiB > maxArgonMemoryKiB || w.Lanes < 1,
		len(w.Salt) < saltSize, len(w.Nonce) != chacha20poly1305.NonceSizeX:
		return nil, fmt.Errorf("%w: its numbers make no sense", ErrDamaged)
	}
	aead, err := chacha20poly1305.NewX(w.derive(passphrase))
	if err != nil {
		return nil, err
	}
	key, err := aead.Open(nil, w.Nonce, w.Sealed, w.header(id))
	if err != nil {
		return nil, ErrWrongPassphrase
	}
	return key, nil
}

// derive makes the key that seals the key. Composed and decomposed letters are
// the same to a person and come from different keyboards, hence the
// normalisation (Unicode form NFKC).
func (w *wrapped) derive(passphrase string) []byte {
	return argon2.IDKey([]byte(norm.NFKC.String(passphrase)), w.Salt, w.Time, w.MemoryKiB, w.Lanes, chacha20poly1305.KeySize)
}

// header is what the seal vouches for beside the key. Time, memory and lanes
// are part of it, although a change of them would already give another key.
func (w *wrapped) header(id string) []byte {
	b := []byte("iamcopilot/desktop-key/v1\x00")
	b = binary.BigEndian.AppendUint32(b, w.Time)
	b = binary.BigEndian.AppendUint32(b, w.MemoryKiB)
	b = append(b, w.Lanes)
	b = append(b, w.Salt...)
	return append(b, id...)
}

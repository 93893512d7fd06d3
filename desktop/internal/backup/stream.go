package backup

import (
	"bytes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"golang.org/x/crypto/chacha20poly1305"

	"github.com/iam-copilot/iam-copilot/desktop/internal/masterkey"
)

// The form of a backup: the mark, the length of the header and the header, then
// pieces of 64 KiB, each sealed with XChaCha20-Poly1305 under a key of this file
// alone. The nonce counts the pieces and marks the last one, so none can be
// exchanged, left out or cut off at the end (the STREAM construction of Hoang,
// Reyhanitabar, Rogaway and Vizár, "Online Authenticated-Encryption and its
// Nonce-Reuse Misuse-Resistance").
const (
	mark      = "iamcopilot-backup\n"
	version   = 1
	pieceSize = 64 << 10
	maxHeader = 4 << 10
	purpose   = "backup"
)

var (
	// ErrNoBackup says that a file is no backup of this product.
	ErrNoBackup = errors.New("this file is no backup of IAM Copilot")
	// ErrDamaged says that a backup was changed, or is not whole.
	ErrDamaged = errors.New("the backup is damaged: it was changed, or its end is missing")
	// ErrNewer says that a newer version of the product has made the backup.
	ErrNewer = errors.New("a newer version of IAM Copilot has made this backup; update the application first")
)

// header is what can be read without the passphrase.
type header struct {
	Version int             `json:"version"`
	Key     json.RawMessage `json:"key"` // the key of the pieces, under the passphrase
}

// sealer writes pieces. Close writes the last one.
type sealer struct {
	to      io.Writer
	aead    cipher.AEAD
	vouched []byte // the header's digest
	piece   []byte
	count   uint32
}

// newSealer writes the beginning of a backup.
func newSealer(to io.Writer, passphrase string) (*sealer, error) {
	key := make([]byte, chacha20poly1305.KeySize)
	if _, err := rand.Read(key); err != nil {
		return nil, err
	}
	wrapped, err := masterkey.SealKey(key, passphrase, purpose)
	if err != nil {
		return nil, err
	}
	head, err := json.Marshal(header{Version: version, Key: wrapped})
	if err != nil {
		return nil, err
	}
	start := binary.BigEndian.AppendUint32([]byte(mark), uint32(len(head))) //nolint:gosec // a few hundred bytes
	if _, err := to.Write(append(start, head...)); err != nil {
		return nil, err
	}
	aead, err := chacha20poly1305.NewX(key)
	if err != nil {
		return nil, err
	}
	digest := sha256.Sum256(head)
	return &sealer{to: to, aead: aead, vouched: digest[:], piece: make([]byte, 0, pieceSize)}, nil
}

func (s *sealer) Write(p []byte) (int, error) {
	written := len(p)
	for len(p) > 0 {
		// A full piece waits until more comes: only then it is not the last.
		if len(s.piece) == pieceSize {
			if err := s.flush(false); err != nil {
				return 0, err
			}
		}
		n := copy(s.piece[len(s.piece):pieceSize], p)
		s.piece, p = s.piece[:len(s.piece)+n], p[n:]
	}
	return written, nil
}

func (s *sealer) Close() error { return s.flush(true) }

func (s *sealer) flush(last bool) error {
	if s.count == 1<<32-1 {
		return errors.New("the data is too large for a backup")
	}
	_, err := s.to.Write(s.aead.Seal(nil, nonce(s.count, last), s.piece, s.vouched))
	s.piece = s.piece[:0]
	s.count++
	return err
}

func nonce(count uint32, last bool) []byte {
	n := make([]byte, chacha20poly1305.NonceSizeX)
	binary.BigEndian.PutUint32(n[len(n)-5:], count)
	if last {
		n[len(n)-1] = 1
	}
	return n
}

// opener reads pieces. It gives nothing that was not vouched for.
type opener struct {
	from    io.Reader
	aead    cipher.AEAD
	vouched []byte
	sealed  []byte // the next piece, read already to know whether it is the last
	next    int
	piece   []byte
	count   uint32
	last    bool
}

// newOpener reads the beginning of a backup and opens its key.
func newOpener(from io.Reader, passphrase string) (*opener, error) {
	start := make([]byte, len(mark)+4)
	if _, err := io.ReadFull(from, start); err != nil || string(start[:len(mark)]) != mark {
		return nil, ErrNoBackup
	}
	length := binary.BigEndian.Uint32(start[len(mark):])
	if length > maxHeader {
		return nil, ErrDamaged
	}
	head := make([]byte, length)
	if _, err := io.ReadFull(from, head); err != nil {
		return nil, ErrDamaged
	}
	var h header
	if err := json.Unmarshal(head, &h); err != nil || h.Version < 1 {
		return nil, ErrDamaged
	}
	if h.Version > version {
		return nil, ErrNewer
	}
	key, err := masterkey.OpenKey(h.Key, passphrase, purpose)
	switch {
	case errors.Is(err, masterkey.ErrDamaged):
		return nil, ErrDamaged
	case err != nil:
		return nil, err
	case len(key) != chacha20poly1305.KeySize:
		return nil, ErrDamaged
	}
	aead, err := chacha20poly1305.NewX(key)
	if err != nil {
		return nil, err
	}
	digest := sha256.Sum256(head)
	o := &opener{from: from, aead: aead, vouched: digest[:], sealed: make([]byte, pieceSize+aead.Overhead()+1)}
	return o, nil
}

func (o *opener) Read(p []byte) (int, error) {
	for len(o.piece) == 0 {
		if o.last {
			return 0, io.EOF
		}
		if err := o.open(); err != nil {
			return 0, err
		}
	}
	n := copy(p, o.piece)
	o.piece = o.piece[n:]
	return n, nil
}

// open reads one byte more than a piece: where there is none, it is the last.
func (o *opener) open() error {
	whole := pieceSize + o.aead.Overhead()
	n, err := io.ReadFull(o.from, o.sealed[o.next:])
	n += o.next
	switch {
	case err == nil:
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		o.last = true
	default:
		return fmt.Errorf("the backup cannot be read: %w", err)
	}
	end := min(n, whole)
	piece, err := o.aead.Open(nil, nonce(o.count, o.last), o.sealed[:end], o.vouched)
	if err != nil {
		return ErrDamaged
	}
	o.piece = piece
	o.count++
	if o.next = 0; !o.last {
		o.sealed[0], o.next = o.sealed[whole], 1
	}
	return nil
}

var _ io.WriteCloser = (*sealer)(nil)

// decodeStrict reads JSON that may say nothing but what is known.
func decodeStrict(content []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(content))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return err
	}
	if decoder.More() {
		return errors.New("more than one value")
	}
	return nil
}

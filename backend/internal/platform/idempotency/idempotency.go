// Package idempotency makes a request that creates something happen once,
// however often a client sends it: the answer is kept under the key that the
// client chose, and given again.
//
// A row is put down before the request runs, so that of several servers one
// runs it. Every transaction of the request marks the row as it commits, and
// fails when the row has passed to another attempt. So three things are told
// apart after a crash: a request that changed nothing may run again, one that
// was answered is answered again, and of one that was cut off in between the
// caller is told that nobody knows.
package idempotency

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"sync/atomic"
	"time"

	"gorm.io/gorm"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
)

// The faults of keys.
var (
	ErrMismatch   = fault.Declare(fault.Invalid, "request.idempotency_mismatch", "This Idempotency-Key came with another request before. Use a new key for a new request.")
	ErrInProgress = fault.Declare(fault.Conflict, "request.in_progress", "A request with this Idempotency-Key is under way. Ask again in a moment for its answer.")
	ErrUnknown    = fault.Declare(fault.Conflict, "request.outcome_unknown", "An earlier request with this Idempotency-Key was cut off after it had begun. Look whether it did what it should; to try again, use a new key.")
)

const (
	// Keep is how long an answer is given again.
	Keep = 24 * time.Hour
	// lease is how long a request may be under way: longer than any may take.
	lease = 3 * time.Minute
	// again is when a caller should ask for the answer of a request under way.
	again = time.Second
)

// Key is a client's key with all that it is good for: the same header of
// somebody else, in another workspace or for another route is another key.
type Key struct {
	Workspace int64
	User      int64
	Address   string // of a caller who has not signed in
	Route     string // method and pattern
	Value     string // the header
}

// Answer is what a request was answered.
type Answer struct {
	Status int `json:"-"`
	Type   string
	Body   []byte
}

// Deriver makes keys from the server's secret, one per label.
type Deriver interface {
	Derive(label string, n int) ([]byte, error)
}

// Store keeps answers. It is safe for concurrent use, and for several servers.
type Store struct {
	db   *db.DB
	now  func() time.Time
	mac  []byte
	seal cipher.AEAD
}

// New makes a store on a database, with keys from keys.
func New(database *db.DB, keys Deriver) (*Store, error) {
	s := &Store{db: database, now: db.Now}
	var err error
	if s.mac, err = keys.Derive("iamcopilot/idempotency/digest/v1", sha256.Size); err != nil {
		return nil, err
	}
	key, err := keys.Derive("iamcopilot/idempotency/answer/v1", 32)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	s.seal, err = cipher.NewGCM(block)
	return s, err
}

// Attempt is one run of a request.
type Attempt struct {
	store  *Store
	sc     access.Scope
	digest []byte
	number int64
	ended  atomic.Bool
}

// Begin asks to run a request, which is everything that makes it this one and
// no other. It gives an attempt when the caller should run it, the answer when
// it was answered before, or one of the package's faults. sc is a scope of no
// workspace.
func (s *Store) Begin(ctx context.Context, sc access.Scope, key Key, request ...[]byte) (*Attempt, *Answer, error) {
	digest := s.digest([]byte("key"), number(key.Workspace), number(key.User), []byte(key.Address), []byte(key.Route), []byte(key.Value))
	asked := s.digest(append([][]byte{[]byte("request")}, request...)...)
	// A row can end between two statements; more than a few times it does not.
	for range 5 {
		attempt, err := s.insert(ctx, sc, digest, asked)
		if err != nil || attempt != nil {
			return attempt, nil, err
		}
		known, err := s.find(ctx, sc, digest)
		if err != nil {
			return nil, nil, err
		}
		if known == nil {
			continue
		}
		now := s.now()
		if !known.over(now) {
			if !hmac.Equal(known.Request, asked) {
				return nil, nil, ErrMismatch.At("header.Idempotency-Key", "was used for another request")
			}
			answer, err := s.standing(known, now)
			return nil, answer, err
		}
		if attempt, err = s.takeOver(ctx, sc, known, asked); err != nil || attempt != nil {
			return attempt, nil, err
		}
	}
	return nil, nil, ErrInProgress.After(again)
}

// standing is what there is to say of a row that is not over.
func (s *Store) standing(known *row, now time.Time) (*Answer, error) {
	switch {
	case known.Status != 0:
		return s.open(known)
	case known.ExpiresAt.After(now):
		return nil, ErrInProgress.After(again)
	default:
		return nil, ErrUnknown
	}
}

// Context is that of the request's run: its transactions commit only while the
// attempt is the one that should.
func (a *Attempt) Context(ctx context.Context) context.Context {
	return db.BeforeCommit(ctx, func(tx *gorm.DB) error {
		if a.ended.Load() {
			return nil // what a request leaves behind in the background
		}
		done := tx.Exec(`update idempotency_keys set begun = ? where digest = ? and attempt = ?`, true, a.digest, a.number)
		if done.Error == nil && done.RowsAffected == 0 {
			return ErrInProgress.After(again)
		}
		return done.Error
	})
}

// Finish keeps the answer.
func (a *Attempt) Finish(ctx context.Context, answer Answer) error {
	a.ended.Store(true)
	plain, err := json.Marshal(answer)
	if err != nil {
		return err
	}
	nonce := make([]byte, a.store.seal.NonceSize())
	if _, err := rand.Read(nonce); err != nil {
		return err
	}
	sealed := a.store.seal.Seal(nonce, nonce, plain, place(a.digest, answer.Status))
	return a.store.db.Single(ctx, a.sc).Model(&row{}).Where("digest = ? and attempt = ?", a.digest, a.number).
		Updates(map[string]any{"status": answer.Status, "answer": sealed, "expires_at": a.store.now().Add(Keep)}).Error
}

// Abandon forgets the attempt: the next request with the key runs.
func (a *Attempt) Abandon(ctx context.Context) error {
	a.ended.Store(true)
	return a.store.db.Single(ctx, a.sc).Where("digest = ? and attempt = ?", a.digest, a.number).Delete(&row{}).Error
}

// open reads the answer of a row.
func (s *Store) open(known *row) (*Answer, error) {
	size := s.seal.NonceSize()
	if len(known.Answer) < size {
		return nil, errors.New("idempotency: the answer is damaged")
	}
	plain, err := s.seal.Open(nil, known.Answer[:size], known.Answer[size:], place(known.Digest, known.Status))
	if err != nil {
		return nil, fmt.Errorf("idempotency: the answer does not open: %w", err)
	}
	answer := Answer{Status: known.Status}
	return &answer, json.Unmarshal(plain, &answer)
}

// digest is an HMAC over parts, each preceded by its length. It is keyed, for
// bodies hold passwords that a plain hash would let a thief guess at.
func (s *Store) digest(parts ...[]byte) []byte {
	mac := hmac.New(sha256.New, s.mac)
	for _, part := range parts {
		var size [8]byte
		binary.BigEndian.PutUint64(size[:], uint64(len(part)))
		mac.Write(size[:])
		mac.Write(part)
	}
	return mac.Sum(nil)
}

func number(n int64) []byte { return strconv.AppendInt(nil, n, 10) }

// place binds an answer to its row.
func place(digest []byte, status int) []byte {
	return strconv.AppendInt(append([]byte("iamcopilot/idempotency/v1/"), digest...), int64(status), 10)
}

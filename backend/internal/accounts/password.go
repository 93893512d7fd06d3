package accounts

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"time"
	"unicode"

	"golang.org/x/crypto/bcrypt"
	"golang.org/x/text/unicode/norm"

	"github.com/iam-copilot/iam-copilot/shared/strength"
)

const (
	// BcryptCost is the work factor of password hashes.
	BcryptCost = 12
	// maxPasswordBytes is where bcrypt stops reading. A longer password is
	// refused, never cut.
	maxPasswordBytes = 72
	// leastScore is the grade of package strength (0–4) below which a password is among the
	// first that anybody would try.
	leastScore = 2
)

// checkPassword holds a new password against the rules; about are words that
// make a bad password for this person. It names every rule that is not met.
func checkPassword(field, password string, about ...string) error {
	password = norm.NFKC.String(password)
	if len(password) > maxPasswordBytes {
		return ErrPassword.Saying("The password is too long: %d bytes, and at most %d count.", len(password), maxPasswordBytes).
			At(field, fmt.Sprintf("must have at most %d bytes (letters beyond a–z may take two to four each)", maxPasswordBytes))
	}
	f, bad := ErrPassword, false
	must := func(met bool, rule string) {
		if !met {
			f, bad = f.At(field, rule), true
		}
	}
	must(len([]rune(password)) >= 8, "must have at least 8 characters")
	must(strings.ContainsFunc(password, unicode.IsUpper), "must have at least one uppercase letter")
	must(strings.ContainsFunc(password, unicode.IsLower), "must have at least one lowercase letter")
	must(strings.ContainsFunc(password, unicode.IsDigit), "must have at least one digit")
	if !bad {
		must(strength.Score(password, about...) >= leastScore, "is too easy to guess: it is, or resembles, one that many people use")
	}
	if bad {
		return f
	}
	return nil
}

// hasher runs bcrypt in a bounded pool, so that a storm of sign-ins queues
// here and starves nothing else.
type hasher struct {
	jobs  chan hashJob
	done  chan struct{}
	cost  int
	dummy []byte // a hash of the same cost, for accounts that do not exist
	wait  func(time.Duration)
}

type hashJob struct {
	ctx    context.Context
	asked  time.Time
	work   func() error
	answer chan error
}

// hashQueue is how many may wait for a place; beyond that a sign-in is told
// to come back. At nine hashes a second on two cores it is a wait of 15 s.
const hashQueue = 128

// newHasher starts one worker a core. The workers have a low priority where the
// system has such: they take all the time nobody else wants, and little more.
func newHasher(cost int, wait func(time.Duration)) (*hasher, error) {
	dummy, err := bcrypt.GenerateFromPassword([]byte("nobody has this password"), cost)
	if err != nil {
		return nil, err
	}
	h := &hasher{jobs: make(chan hashJob, hashQueue), done: make(chan struct{}), cost: cost, dummy: dummy, wait: wait}
	cores := runtime.NumCPU()
	for range cores {
		go h.run()
	}
	return h, nil
}

func (h *hasher) run() {
	runtime.LockOSThread() // the low priority belongs to this thread
	yieldPriority()
	for {
		select {
		case <-h.done:
			return
		case job := <-h.jobs:
			if job.ctx.Err() != nil {
				job.answer <- job.ctx.Err()
				continue
			}
			h.wait(time.Since(job.asked))
			job.answer <- job.work()
		}
	}
}

// close ends the workers once no request is under way any more.
func (h *hasher) close() { close(h.done) }

// do runs work when a place is free; ErrBusy when too many wait already.
func (h *hasher) do(ctx context.Context, work func() error) error {
	job := hashJob{ctx, time.Now(), work, make(chan error, 1)}
	select {
	case h.jobs <- job:
	default:
		return ErrBusy.After(5 * time.Second)
	}
	select {
	case err := <-job.answer:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// hash makes the stored form of a password.
func (h *hasher) hash(ctx context.Context, password string) (string, error) {
	var hashed []byte
	err := h.do(ctx, func() (err error) {
		hashed, err = bcrypt.GenerateFromPassword([]byte(norm.NFKC.String(password)), h.cost)
		return err
	})
	return string(hashed), err
}

// matches tells whether the password is the one that was hashed. An empty hash
// stands for an account that does not exist: the answer is no, and costs the
// same time.
func (h *hasher) matches(ctx context.Context, hashed, password string) (bool, error) {
	stored, exists := []byte(hashed), hashed != ""
	if !exists {
		stored = h.dummy
	}
	given := typed(hashed, password)
	tooLong := len(given) > maxPasswordBytes || len(norm.NFKC.String(password)) > maxPasswordBytes
	if tooLong {
		given = given[:min(len(given), maxPasswordBytes)] // spend the time; the answer is no
	}
	err := h.do(ctx, func() error { return bcrypt.CompareHashAndPassword(stored, given) })
	if errors.Is(err, bcrypt.ErrMismatchedHashAndPassword) {
		return false, nil
	}
	return err == nil && exists && !tooLong, err
}

// importedForm begins hashes that an earlier system made, of the password's bytes
// as they were typed; ours are of its NFKC form and begin with $2a$.
const importedForm = "$2b$"

// typed are the bytes of a password that a hash was made of.
func typed(hashed, password string) []byte {
	if strings.HasPrefix(hashed, importedForm) {
		return []byte(password)
	}
	return []byte(norm.NFKC.String(password))
}

// outdated tells whether a hash was made with another cost than today's, or by
// an earlier system.
func (h *hasher) outdated(hashed string) bool {
	cost, err := bcrypt.Cost([]byte(hashed))
	return err != nil || cost != h.cost || strings.HasPrefix(hashed, importedForm)
}

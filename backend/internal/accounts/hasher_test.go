package accounts

import (
	"context"
	"errors"
	"runtime"
	"testing"
	"time"

	"golang.org/x/crypto/bcrypt"

	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
)

func newTestHasher(t *testing.T) *hasher {
	t.Helper()
	h, err := newHasher(bcrypt.MinCost, func(time.Duration) {})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.close)
	return h
}

// occupy keeps every worker busy until the returned function is called.
func occupy(t *testing.T, h *hasher) (release func()) {
	t.Helper()
	busy, free := make(chan struct{}), make(chan struct{})
	for range runtime.NumCPU() {
		go func() {
			_ = h.do(context.Background(), func() error {
				busy <- struct{}{}
				<-free
				return nil
			})
		}()
	}
	for range runtime.NumCPU() {
		<-busy
	}
	return func() { close(free) }
}

// A storm of sign-ins waits in line up to a bound; beyond it, people are told
// when to come back. Those in line are served.
func TestStormOfSignIns(t *testing.T) {
	h := newTestHasher(t)
	release := occupy(t, h)
	waiting := make(chan error, hashQueue)
	for range hashQueue {
		go func() { waiting <- h.do(context.Background(), func() error { return nil }) }()
	}
	for len(h.jobs) < hashQueue {
		time.Sleep(time.Millisecond)
	}
	var refused *fault.Fault
	if err := h.do(context.Background(), func() error { return nil }); !errors.Is(err, ErrBusy) || !errors.As(err, &refused) || refused.RetryAfter() <= 0 {
		t.Errorf("beyond the line: %v", err)
	}
	release()
	for range hashQueue {
		if err := <-waiting; err != nil {
			t.Errorf("in the line: %v", err)
		}
	}
}

// Whoever went away while waiting costs nothing any more.
func TestNobodyHashesForWhoeverWentAway(t *testing.T) {
	h := newTestHasher(t)
	release := occupy(t, h)
	ctx, cancel := context.WithCancel(context.Background())
	worked, answer := make(chan struct{}, 1), make(chan error, 1)
	go func() {
		answer <- h.do(ctx, func() error {
			worked <- struct{}{}
			return nil
		})
	}()
	for len(h.jobs) == 0 {
		time.Sleep(time.Millisecond)
	}
	cancel()
	if err := <-answer; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	release()
	if err := h.do(context.Background(), func() error { return nil }); err != nil { // behind it in the line
		t.Error(err)
	}
	if len(worked) > 0 {
		t.Error("the work was done all the same")
	}
}

// The hash that stands for accounts that are not there costs what a real one
// costs.
func TestStandInHashCostsTheSame(t *testing.T) {
	h := newTestHasher(t)
	stored, err := h.hash(context.Background(), "Quiet-Harbour-77")
	if err != nil {
		t.Fatal(err)
	}
	real, err := bcrypt.Cost([]byte(stored))
	if err != nil {
		t.Fatal(err)
	}
	standIn, err := bcrypt.Cost(h.dummy)
	if err != nil || standIn != real {
		t.Errorf("costs %d and %d, %v", standIn, real, err)
	}
	if BcryptCost != 12 {
		t.Errorf("the product's cost is %d, the user's document says 12", BcryptCost)
	}
	for _, c := range []struct {
		hashed, password string
		want             bool
	}{
		{stored, "Quiet-Harbour-77", true},
		{stored, "quiet-harbour-77", false},
		{"", "Quiet-Harbour-77", false},
		{"", "nobody has this password", false}, // not even the stand-in's own
	} {
		if ok, err := h.matches(context.Background(), c.hashed, c.password); err != nil || ok != c.want {
			t.Errorf("%q against %q: %t, %v", c.password, c.hashed, ok, err)
		}
	}
}

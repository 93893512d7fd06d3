// Package keyring reaches the keyring of the operating system: the Secret
// Service on Linux, the Keychain on macOS, the Credential Manager on Windows.
//
// Every call is bounded in time. A locked keyring asks its owner for a
// password in a window of its own, and where nobody answers, or no such window
// can be shown, the call would otherwise never return.
package keyring

import (
	"context"
	"errors"
	"fmt"

	oskeyring "github.com/zalando/go-keyring"
)

// Service is the name under which every secret of this product is kept.
const Service = "IAM Copilot"

// MaxSecret is the longest secret that every system takes, in bytes: the
// Credential Manager of Windows refuses more than 2,560.
const MaxSecret = 2048

var (
	// ErrNotFound says that the keyring answered, and holds no such secret.
	ErrNotFound = errors.New("the keyring holds no such secret")
	// ErrUnavailable says that there is no keyring, that it is locked and was
	// not unlocked in time, or that it refused.
	ErrUnavailable = errors.New("the system's keyring is not available")
)

// System is the keyring of the operating system. It is safe for concurrent
// use; one call reaches the keyring at a time.
type System struct {
	// turn holds one token. A call that was given up keeps it until the
	// keyring answers after all, so that at most one waits in the background.
	turn chan struct{}
}

// NewSystem gives the keyring of the user who runs the program. It does not
// look whether there is one.
func NewSystem() *System { return &System{turn: make(chan struct{}, 1)} }

// Get reads a secret. The error is ErrNotFound or ErrUnavailable, the latter
// with its cause.
func (s *System) Get(ctx context.Context, account string) (string, error) {
	return s.call(ctx, func() (string, error) { return oskeyring.Get(Service, account) })
}

// Set writes a secret, over an older one of the same account. The error is
// ErrUnavailable with its cause.
func (s *System) Set(ctx context.Context, account, secret string) error {
	if len(secret) > MaxSecret {
		return fmt.Errorf("a secret of %d bytes does not fit the keyring, which takes %d", len(secret), MaxSecret)
	}
	_, err := s.call(ctx, func() (string, error) { return "", oskeyring.Set(Service, account, secret) })
	return err
}

// Delete removes a secret. The error is ErrNotFound or ErrUnavailable, the
// latter with its cause.
func (s *System) Delete(ctx context.Context, account string) error {
	_, err := s.call(ctx, func() (string, error) { return "", oskeyring.Delete(Service, account) })
	return err
}

// call runs ask, and gives up waiting for it when ctx ends.
func (s *System) call(ctx context.Context, ask func() (string, error)) (string, error) {
	select {
	case s.turn <- struct{}{}:
	case <-ctx.Done():
		return "", fmt.Errorf("%w: an earlier request still waits for its answer", ErrUnavailable)
	}
	type answer struct {
		secret string
		err    error
	}
	answered := make(chan answer, 1)
	go func() {
		defer func() { <-s.turn }()
		var a answer
		defer func() {
			// A keyring that speaks the protocol wrongly makes the library
			// panic; that must not end the program.
			if p := recover(); p != nil {
				a = answer{err: fmt.Errorf("it answered nonsense: %v", p)}
			}
			answered <- a
		}()
		a.secret, a.err = ask()
	}()
	select {
	case a := <-answered:
		switch {
		case a.err == nil:
			return a.secret, nil
		case errors.Is(a.err, oskeyring.ErrNotFound):
			return "", ErrNotFound
		default:
			return "", fmt.Errorf("%w: %w", ErrUnavailable, a.err)
		}
	case <-ctx.Done():
		return "", fmt.Errorf("%w: it did not answer in time, or nobody unlocked it", ErrUnavailable)
	}
}

package gateway

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// SessionID names a session that may be used again. Whatever an edit of the
// credentials changes must be part of it.
type SessionID struct {
	Workspace    int64
	CredentialID int64
	Version      string // changes with every edit of the credential or of its base
}

// Times of sessions.
const (
	renewBefore = 5 * time.Minute // a session is not used in its last minutes, so that no call outlives it
	renewTime   = time.Minute     // getting a new one
	maxSessions = 10_000
)

// Sessions keeps short-lived keys in memory until shortly before they end. It
// is safe for concurrent use, and asks once for any number of callers.
type Sessions struct {
	now func() time.Time

	mu  sync.Mutex
	all map[SessionID]*session
}

type session struct {
	ready chan struct{} // closed when the others are set
	key   Key
	until time.Time
	err   error
}

// NewSessions makes an empty cache. now is the clock.
func NewSessions(now func() time.Time) *Sessions {
	return &Sessions{now: now, all: map[SessionID]*session{}}
}

// Get gives the session's key, and calls renew for it when there is none that
// lasts. renew goes on when the caller that began it goes away, since others
// may wait for it; its error goes to all of them, and is not kept.
func (s *Sessions) Get(ctx context.Context, id SessionID, renew func(ctx context.Context) (key Key, until time.Time, err error)) (Key, error) {
	s.mu.Lock()
	known := s.all[id]
	if known == nil || s.over(known) {
		if len(s.all) >= maxSessions {
			s.sweep()
		}
		known = &session{ready: make(chan struct{})}
		s.all[id] = known
		go s.fill(context.WithoutCancel(ctx), id, known, renew)
	}
	s.mu.Unlock()
	select {
	case <-known.ready:
		return known.key, known.err
	case <-ctx.Done():
		return Key{}, noAnswer("the request for a session's keys", ctx.Err())
	}
}

// over tells whether a session that is there may not be used any more.
func (s *Sessions) over(known *session) bool {
	select {
	case <-known.ready:
		return known.err != nil || !s.now().Before(known.until.Add(-renewBefore))
	default: // being renewed
		return false
	}
}

// sweep forgets what is over, or everything when nothing is.
func (s *Sessions) sweep() {
	for id, known := range s.all {
		if s.over(known) {
			delete(s.all, id)
		}
	}
	if len(s.all) >= maxSessions {
		clear(s.all)
	}
}

func (s *Sessions) fill(ctx context.Context, id SessionID, known *session, renew func(context.Context) (Key, time.Time, error)) {
	ctx, cancel := context.WithTimeout(ctx, renewTime)
	defer cancel()
	defer func() {
		if r := recover(); r != nil { // nothing above would catch it
			known.err = fmt.Errorf("renewing a session: panic: %v", r)
		}
		close(known.ready)
		s.mu.Lock()
		defer s.mu.Unlock()
		if known.err != nil && s.all[id] == known {
			delete(s.all, id)
		}
	}()
	known.key, known.until, known.err = renew(ctx)
}

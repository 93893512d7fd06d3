package organizations

import (
	"sync"
	"time"
)

// An organization that was read is kept for a few minutes, because one look at it
// leads to many questions, and reading a large one takes AWS a while.
const (
	keptFor  = 3 * time.Minute
	keptMost = 8
)

// keptKey tells whose credential an organization was read with, so that nobody is
// answered from what another workspace, or a credential before its change, has seen.
type keptKey struct {
	workspace, credential int64
	accessKeyID           string
}

// kept holds the organizations read last. Its zero value is empty and ready to use.
type kept struct {
	mu    sync.Mutex
	known map[keptKey]*structure
}

// get gives an organization that is not too old; nil when there is none.
func (k *kept) get(key keptKey, now time.Time) *structure {
	k.mu.Lock()
	defer k.mu.Unlock()
	if s := k.known[key]; s != nil && now.Sub(s.readAt) < keptFor {
		return s
	}
	return nil
}

// put keeps an organization, and lets go of those that are too old or too many.
func (k *kept) put(key keptKey, s *structure) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.known == nil {
		k.known = map[keptKey]*structure{}
	}
	k.known[key] = s
	for len(k.known) > keptMost {
		oldest := key
		for other, o := range k.known {
			if o.readAt.Before(k.known[oldest].readAt) {
				oldest = other
			}
		}
		delete(k.known, oldest)
	}
}

// forget drops everything: something was changed.
func (k *kept) forget() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.known = nil
}

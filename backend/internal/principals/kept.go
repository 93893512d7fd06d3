package principals

import (
	"sync"
	"time"

	engine "github.com/iam-copilot/iam-copilot/shared/policy/access"
)

// An account that was read is kept for a few minutes, because one look at it leads to
// many questions, and reading a large one takes AWS half a minute.
const (
	keptFor  = 5 * time.Minute
	keptMost = 8
)

// keptKey tells whose account it is and by which key it was read, so that nobody is
// answered from what another workspace, or a credential before its change, has seen.
type keptKey struct {
	workspace, credential int64
	accessKeyID           string
}

type keptAccount struct {
	account *engine.Account
	readAt  time.Time
}

// kept holds the accounts read last. Its zero value is empty and ready to use.
type kept struct {
	mu       sync.Mutex
	accounts map[keptKey]keptAccount
}

// get gives an account that is not too old.
func (k *kept) get(key keptKey, now time.Time) (keptAccount, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	found, ok := k.accounts[key]
	return found, ok && now.Sub(found.readAt) < keptFor
}

// put keeps an account, and lets go of those that are too old or too many.
func (k *kept) put(key keptKey, one keptAccount) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.accounts == nil {
		k.accounts = map[keptKey]keptAccount{}
	}
	k.accounts[key] = one
	for other, a := range k.accounts {
		if one.readAt.Sub(a.readAt) >= keptFor {
			delete(k.accounts, other)
		}
	}
	for len(k.accounts) > keptMost {
		oldest := key
		for other, a := range k.accounts {
			if a.readAt.Before(k.accounts[oldest].readAt) {
				oldest = other
			}
		}
		delete(k.accounts, oldest)
	}
}

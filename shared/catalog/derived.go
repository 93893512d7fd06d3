package catalog

import (
	"sync"
	"sync/atomic"
)

// Derived makes a value that is computed from the snapshot in use: when it is asked for first, and again when it is
// asked for after another snapshot came into use. The value is shared: it must not be changed. A map that collects
// answers is asked for before the catalog is, so that none of the earlier snapshot gets into the later one's.
func Derived[T any](compute func() T) func() T {
	type derived struct {
		from  *store
		value T
	}
	var kept atomic.Pointer[derived]
	var computing sync.Mutex
	return func() T {
		if k := kept.Load(); k != nil && k.from == open() {
			return k.value
		}
		computing.Lock()
		defer computing.Unlock()
		// What is computed while a snapshot comes into use counts as the earlier one's, and is computed again.
		from := open()
		if k := kept.Load(); k != nil && k.from == from {
			return k.value
		}
		k := &derived{from, compute()}
		kept.Store(k)
		return k.value
	}
}

package load

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"time"
)

// kind is one kind of request, with how many of it come in a second.
type kind struct {
	name string
	rate float64
	ask  func(context.Context) error // nil when the answer was the right one
}

// tally is how the requests of one kind were answered.
type tally struct {
	name  string
	took  []time.Duration // of the right answers, sorted
	wrong int
	first error // the first wrong answer
}

// at is the time within which the part p of the answers came.
func (y tally) at(p float64) time.Duration {
	if len(y.took) == 0 {
		return 0
	}
	return y.took[min(len(y.took)-1, int(float64(len(y.took))*p))]
}

// mostUnderWay bounds the requests of one kind that wait for an answer: beyond
// it, a request that is due counts as refused.
const mostUnderWay = 2000

// drive sends every kind of request at its own rate until ctx ends, at random
// moments as independent people would, and waits for the last answers.
func drive(ctx context.Context, kinds []kind) []tally {
	out := make([]tally, len(kinds))
	var all sync.WaitGroup
	for i, k := range kinds {
		all.Go(func() { out[i] = k.drive(ctx) })
	}
	all.Wait()
	return out
}

func (k kind) drive(ctx context.Context) tally {
	var mu sync.Mutex
	y := tally{name: k.name}
	note := func(took time.Duration, err error) {
		mu.Lock()
		defer mu.Unlock()
		if err == nil {
			y.took = append(y.took, took)
			return
		}
		if y.wrong++; y.first == nil {
			y.first = err
		}
	}
	var all sync.WaitGroup
	places := make(chan struct{}, mostUnderWay)
	due := time.Now()
	for {
		due = due.Add(time.Duration(rand.ExpFloat64() / k.rate * float64(time.Second)))
		select {
		case <-ctx.Done():
			all.Wait()
			slices.Sort(y.took)
			return y
		case <-time.After(time.Until(due)):
		}
		select {
		case places <- struct{}{}:
		default:
			note(0, fmt.Errorf("%d requests wait for an answer", mostUnderWay))
			continue
		}
		since := due
		all.Go(func() {
			defer func() { <-places }()
			// What was due before the end is answered after it.
			err := k.ask(context.WithoutCancel(ctx))
			note(time.Since(since), err)
		})
	}
}

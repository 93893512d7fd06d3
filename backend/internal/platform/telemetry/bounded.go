package telemetry

import (
	"regexp"
	"sync"
)

// How many values a label takes that comes from outside.
const (
	mostOutcomes = 200
	mostMethods  = 10
)

// otherValue stands for what is one too many, or no word.
const otherValue = "other"

// word is the form of AWS's error codes, and of HTTP's methods.
var word = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9._-]{0,63}$`)

// Word tells whether a text has the form of AWS's error codes, and so holds nothing
// else that may come with an answer.
func Word(text string) bool { return word.MatchString(text) }

// bounded keeps the values of a label few: the first ones are themselves, all
// others are one.
type bounded struct {
	most int

	mu   sync.Mutex
	seen map[string]bool
}

func (b *bounded) bound(value string) string {
	if !word.MatchString(value) {
		return otherValue
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.seen[value] {
		return value
	}
	if len(b.seen) >= b.most {
		return otherValue
	}
	if b.seen == nil {
		b.seen = map[string]bool{}
	}
	b.seen[value] = true
	return value
}

package glob

import (
	"encoding/binary"
	"slices"
	"unicode/utf8"
)

// Budget bounds the work of searches that share it. It counts steps of some tens of nanoseconds.
type Budget struct{ Steps int }

// Spend takes n steps, and tells whether they were there.
func (b *Budget) Spend(n int) bool {
	b.Steps -= n
	return b.Steps >= 0
}

// maxText is the longest text a search builds, in characters: the longest ARN there is ("IAM identifiers").
const maxText = 2048

// Find looks for a text that all of pos match and none of neg. done is false when the budget, or the longest text, ran
// out first; found is false and done true when there certainly is none. Variables must have been filled.
func Find(pos, neg []*Glob, budget *Budget) (text string, found, done bool) {
	p := newProduct(append(slices.Clone(pos), neg...), budget)
	p.required = len(pos)
	done = p.walk(func(accepted []bool) bool {
		for i, ok := range accepted {
			if ok != (i < len(pos)) {
				return false
			}
		}
		found = true
		return true
	})
	if found {
		return p.text(), true, true
	}
	return "", false, done
}

// Signature is a way in which texts can match some patterns and not others, with such a text.
type Signature struct {
	Matches []bool
	Text    string
}

// Signatures gives every combination of the patterns that some text matches, shortest text first. done is false when
// there are more than limit, or the budget ran out. Variables must have been filled.
func Signatures(patterns []*Glob, limit int, budget *Budget) (list []Signature, done bool) {
	p := newProduct(patterns, budget)
	seen := map[string]bool{}
	tooMany := false
	done = p.walk(func(accepted []bool) bool {
		sign := make([]byte, len(accepted))
		for i, ok := range accepted {
			if ok {
				sign[i] = 1
			}
		}
		if seen[string(sign)] {
			return false
		}
		if len(list) == limit {
			tooMany = true
			return true
		}
		seen[string(sign)] = true
		list = append(list, Signature{slices.Clone(accepted), p.text()})
		return false
	})
	return list, done && !tooMany
}

// product reads texts with several patterns at once, each as the set of its places that the text can reach.
type product struct {
	patterns [][]rune
	required int    // so many of the first patterns must be able to match; the others must not be bound to
	others   []rune // characters that no pattern names: one, and the colon where it matters
	budget   *Budget
	states   []state
	at       int // the state being looked at
	accepted []bool
}

// state is a text read so far: where each pattern stands, and which step led here.
type state struct {
	places [][]uint64 // bit sets
	from   int
	by     rune
	length int
}

func newProduct(patterns []*Glob, budget *Budget) *product {
	p := &product{budget: budget, accepted: make([]bool, len(patterns))}
	used := map[rune]bool{}
	colon := false
	for _, g := range patterns {
		p.patterns = append(p.patterns, g.runes)
		for _, r := range g.runes {
			if r > 0 {
				used[r] = true
			}
			colon = colon || r == StarInPart || r == OneInPart
		}
	}
	p.others = []rune{unused(used)}
	if colon {
		p.others = append(p.others, ':')
	}
	return p
}

// unused picks a readable character that no pattern names.
func unused(used map[rune]bool) rune {
	for _, r := range "xyzqwvkjXYZQWVKJ0123456789abcdefghilmnoprstu" {
		if !used[r] {
			return r
		}
	}
	for r := rune(0x100); ; r++ {
		if !used[r] && utf8.ValidRune(r) {
			return r
		}
	}
}

// walk goes breadth first through the texts that can be told apart, and shows accept which patterns each matches,
// until accept returns true. It returns false when the budget ran out.
func (p *product) walk(accept func([]bool) bool) bool {
	start := state{from: -1}
	for _, pattern := range p.patterns {
		set := make([]uint64, len(pattern)/64+1)
		set[0] = 1
		closeStars(pattern, set)
		start.places = append(start.places, set)
	}
	p.states = append(p.states[:0], start)
	seen := map[string]bool{p.key(start.places): true}
	for p.at = 0; p.at < len(p.states); p.at++ {
		for i, pattern := range p.patterns {
			p.accepted[i] = has(p.states[p.at].places[i], len(pattern))
		}
		if accept(p.accepted) {
			return true
		}
		if p.states[p.at].length >= maxText {
			return false
		}
		for _, c := range p.choices() {
			next, ok := p.read(c)
			if !ok {
				continue
			}
			if !p.budget.Spend(4 + p.cost()) {
				return false
			}
			if key := p.key(next); !seen[key] {
				seen[key] = true
				p.states = append(p.states, state{places: next, from: p.at, by: c, length: p.states[p.at].length + 1})
			}
		}
	}
	return true
}

// cost is the number of words that the sets of one state take.
func (p *product) cost() int {
	n := 0
	for _, pattern := range p.patterns {
		n += len(pattern)/64 + 1
	}
	return n
}

// choices are the characters that lead to different states: those that some pattern waits for, and one for all others.
func (p *product) choices() []rune {
	out := slices.Clone(p.others)
	for i, set := range p.states[p.at].places {
		pattern := p.patterns[i]
		for j := range pattern {
			if has(set, j) && pattern[j] > 0 && !slices.Contains(out, pattern[j]) {
				out = append(out, pattern[j])
			}
		}
	}
	return out
}

// read gives the places after one more character; false when a required pattern cannot match any more, or another
// one cannot but match.
func (p *product) read(c rune) ([][]uint64, bool) {
	current := p.states[p.at].places
	out := make([][]uint64, len(current))
	for i, pattern := range p.patterns {
		set := make([]uint64, len(current[i]))
		alive := false
		for j := range pattern {
			if !has(current[i], j) {
				continue
			}
			if k, ok := step(pattern, j, c); ok {
				set[k/64] |= 1 << (k % 64)
				alive = true
			}
		}
		if !alive && i < p.required {
			return nil, false
		}
		closeStars(pattern, set)
		if n := len(pattern); p.required > 0 && i >= p.required && n > 0 && pattern[n-1] == Star && has(set, n-1) {
			return nil, false
		}
		out[i] = set
	}
	return out, true
}

// closeStars adds the places behind stars, which may match nothing.
func closeStars(pattern []rune, set []uint64) {
	for i, r := range pattern {
		if (r == Star || r == StarInPart) && has(set, i) {
			set[(i+1)/64] |= 1 << ((i + 1) % 64)
		}
	}
}

func has(set []uint64, i int) bool { return set[i/64]>>(i%64)&1 == 1 }

// key tells states apart.
func (p *product) key(places [][]uint64) string {
	var out []byte
	for _, set := range places {
		for _, word := range set {
			out = binary.LittleEndian.AppendUint64(out, word)
		}
	}
	return string(out)
}

// text is what was read to reach the state being looked at.
func (p *product) text() string {
	var out []rune
	for i := p.at; p.states[i].from >= 0; i = p.states[i].from {
		out = append(out, p.states[i].by)
	}
	slices.Reverse(out)
	return string(out)
}

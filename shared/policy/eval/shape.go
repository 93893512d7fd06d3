package eval

import (
	"strings"
	"unicode"
)

// shape is a pattern as a list of characters and wildcards, to compare patterns
// with each other.
type shape []rune

const (
	shapeStar rune = -1 - iota
	shapeOne
)

// maxShape bounds the comparison of two shapes; longer ones count as related in
// every way, which only leaves more cases to try.
const maxShape = 1 << 18

// knownPattern is a pattern among the cases of a key.
type knownPattern struct {
	shape
	fold  bool // compares without regard to case
	exact bool // the shape says exactly what matches; else it may say more
}

// shapeOf gives the shape of value j of a clause. A variable that may have any
// value counts as a star.
func (c *clause) shapeOf(call *Call, j int) knownPattern {
	tokens, fold := tokenize(c.raw[j], patternRules{wildcards: true, variables: true}), false
	out := knownPattern{exact: c.family != familyARN}
	if c.family != familyARN {
		tokens, fold = c.patterns[j].tokens, c.patterns[j].fold
	}
	out.fold = fold
	for _, t := range tokens {
		switch t.kind {
		case tokenText:
			out.text(t.text)
		case tokenOne:
			out.shape = append(out.shape, shapeOne)
		case tokenVariable:
			if value, ok, _ := t.ref.resolve(call); ok {
				out.text(value)
				continue
			}
			out.exact = false
			out.shape = append(out.shape, shapeStar)
		default:
			out.shape = append(out.shape, shapeStar)
		}
	}
	return out
}

func (p *knownPattern) text(s string) {
	if p.fold {
		s = strings.ToLower(s)
	}
	p.shape = append(p.shape, []rune(s)...)
}

func (p knownPattern) lower() shape {
	out := make(shape, len(p.shape))
	for i, r := range p.shape {
		if out[i] = r; r >= 0 {
			out[i] = unicode.ToLower(r)
		}
	}
	return out
}

// apart reports that no text matches both patterns.
func (p knownPattern) apart(q knownPattern) bool {
	a, b := p.shape, q.shape
	if p.fold != q.fold {
		a, b = p.lower(), q.lower()
	}
	return len(a)*len(b) <= maxShape && !intersect(a, b)
}

// within reports that every text that matches p matches q.
func (p knownPattern) within(q knownPattern) bool {
	a, b := p.shape, q.shape
	if !q.exact || p.fold && !q.fold {
		return false
	}
	if q.fold {
		a = p.lower()
	}
	return len(a)*len(b) <= maxShape && include(b, a)
}

// intersect reports whether some text matches both shapes.
func intersect(a, b shape) bool {
	// reach[j]: the part of a read so far and b[:j] can match the same text.
	reach := make([]bool, len(b)+1)
	for i := 0; i <= len(a); i++ {
		next := make([]bool, len(b)+1)
		for j := 0; j <= len(b); j++ {
			switch {
			case i == 0 && j == 0:
				next[j] = true
			case i > 0 && a[i-1] == shapeStar:
				next[j] = reach[j] || j > 0 && next[j-1]
			case j > 0 && b[j-1] == shapeStar:
				next[j] = next[j-1] || i > 0 && reach[j]
			case i > 0 && j > 0:
				next[j] = reach[j-1] && (a[i-1] == b[j-1] || a[i-1] == shapeOne || b[j-1] == shapeOne)
			}
		}
		reach = next
	}
	return reach[len(b)]
}

// include reports whether outer matches all that inner does: it reads inner as a
// text in which a wildcard is a character that only a wildcard as wide matches.
// It may miss an inclusion, never claim one.
func include(outer, inner shape) bool {
	reach := make([]bool, len(inner)+1)
	reach[0] = true
	for _, o := range outer {
		next := make([]bool, len(inner)+1)
		next[0] = reach[0] && o == shapeStar
		for j := 1; j <= len(inner); j++ {
			in := inner[j-1]
			switch o {
			case shapeStar:
				next[j] = reach[j] || next[j-1]
			case shapeOne:
				next[j] = reach[j-1] && in != shapeStar
			default:
				next[j] = reach[j-1] && in == o
			}
		}
		reach = next
	}
	return reach[len(inner)]
}

// possible reports whether a text can match exactly those of the patterns whose
// bit is set in chosen, as far as comparing them by twos tells.
func possible(patterns []knownPattern, chosen int) bool {
	for i, p := range patterns {
		if chosen>>i&1 == 0 {
			continue
		}
		for j, q := range patterns {
			switch {
			case i == j:
			case chosen>>j&1 == 0 && p.within(q):
				return false
			case chosen>>j&1 == 1 && j > i && p.apart(q):
				return false
			}
		}
	}
	return true
}

package eval

import (
	"strings"
	"unicode"

	"github.com/iam-copilot/iam-copilot/shared/policy/glob"
)

// maxShape bounds the comparison of two patterns; longer ones count as related in
// every way, which only leaves more cases to try.
const maxShape = 1 << 18

// knownPattern is a pattern among the cases of a key.
type knownPattern struct {
	glob  *glob.Glob
	fold  bool // compares without regard to case
	exact bool // the pattern says exactly what matches; else it may say more
}

// shapeOf gives the pattern of value j of a clause. A variable that may have any
// value counts as a star.
func (c *clause) shapeOf(call *Call, j int) knownPattern {
	tokens, fold := tokenize(c.raw[j], patternRules{wildcards: true, variables: true}), false
	out := knownPattern{exact: c.family != familyARN}
	if c.family != familyARN {
		tokens, fold = c.patterns[j].tokens, c.patterns[j].fold
	}
	out.fold = fold
	var runes []rune
	for _, t := range tokens {
		switch t.kind {
		case tokenText:
			runes = append(runes, out.runes(t.text)...)
		case tokenOne:
			runes = append(runes, glob.One)
		case tokenVariable:
			if value, ok, _ := t.ref.resolve(call); ok {
				runes = append(runes, out.runes(value)...)
				continue
			}
			out.exact = false
			runes = append(runes, glob.Star)
		default:
			runes = append(runes, glob.Star)
		}
	}
	out.glob = glob.New(runes)
	return out
}

func (p *knownPattern) runes(s string) []rune {
	if p.fold {
		s = strings.ToLower(s)
	}
	return []rune(s)
}

// lower gives the pattern in lower case.
func (p knownPattern) lower() *glob.Glob {
	out := make([]rune, len(p.glob.Runes()))
	for i, r := range p.glob.Runes() {
		if out[i] = r; r >= 0 {
			out[i] = unicode.ToLower(r)
		}
	}
	return glob.New(out)
}

// apart reports that no text matches both patterns.
func (p knownPattern) apart(q knownPattern) bool {
	a, b := p.glob, q.glob
	if p.fold != q.fold {
		a, b = p.lower(), q.lower()
	}
	return shortEnough(a, b) && a.Apart(b)
}

// within reports that every text that matches p matches q.
func (p knownPattern) within(q knownPattern) bool {
	a, b := p.glob, q.glob
	if !q.exact || p.fold && !q.fold {
		return false
	}
	if q.fold {
		a = p.lower()
	}
	return shortEnough(a, b) && b.Covers(a)
}

// shortEnough reports that two patterns are short enough to be compared.
func shortEnough(a, b *glob.Glob) bool { return len(a.Runes())*len(b.Runes()) <= maxShape }

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

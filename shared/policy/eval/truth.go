package eval

import (
	"slices"
	"strings"
)

// truth is a value of Kleene's three-valued logic. The order no < maybe < yes
// makes conjunction the minimum and disjunction the maximum.
type truth uint8

const (
	no truth = iota
	maybe
	yes
)

func truthOf(b bool) truth {
	if b {
		return yes
	}
	return no
}

func (t truth) not() truth { return yes - t }

// finding is a truth value together with the context keys it hangs on. The keys
// are only collected while explaining; they are nil unless the value is maybe.
type finding struct {
	truth   truth
	missing []string
}

func known(t truth) finding { return finding{truth: t} }

// and is the conjunction: keys of a maybe that a no makes irrelevant are dropped.
func (f finding) and(g finding) finding {
	switch {
	case f.truth == no || g.truth == yes:
		return f
	case g.truth == no || f.truth == yes:
		return g
	}
	return finding{maybe, mergeKeys(f.missing, g.missing)}
}

// or is the disjunction: keys of a maybe that a yes makes irrelevant are dropped.
func (f finding) or(g finding) finding {
	switch {
	case f.truth == yes || g.truth == no:
		return f
	case g.truth == yes || f.truth == no:
		return g
	}
	return finding{maybe, mergeKeys(f.missing, g.missing)}
}

func (f finding) not() finding { return finding{f.truth.not(), f.missing} }

// mergeKeys joins two lists of key names; names differing only in case are the
// same key. It never changes its arguments.
func mergeKeys(a, b []string) []string {
	if len(a) == 0 {
		return b
	}
	var out []string
	for _, k := range b {
		if !containsFold(a, k) {
			if out == nil {
				out = slices.Clone(a)
			}
			out = append(out, k)
		}
	}
	if out == nil {
		return a
	}
	return out
}

func containsFold(list []string, s string) bool {
	return slices.ContainsFunc(list, func(x string) bool { return strings.EqualFold(x, s) })
}

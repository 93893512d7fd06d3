package compare

import (
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy/glob"
)

// resourceText looks for a resource of the state, with variables filled. done is false
// when that is not certain.
func (c *comparison) resourceText(r *resourceState, action string, fill func(int) (string, bool)) (text string, found, done bool) {
	pattern := r.pattern.glob.Fill(fill)
	if pattern == nil {
		return "", false, true
	}
	var neg []*glob.Glob
	for _, a := range r.out {
		for _, q := range a.pieces {
			if g := q.glob.Fill(fill); g != nil && !g.Apart(pattern) {
				neg = append(neg, g)
			}
		}
	}
	search := resourceSearch{c: c, neg: neg, likely: likelyResources(action)}
	search.service, _, _ = strings.Cut(action, ":")
	return search.choose([]*glob.Glob{pattern}, r.in, fill)
}

// resourceSearch looks for a text that one pattern of each area matches.
type resourceSearch struct {
	c       *comparison
	neg     []*glob.Glob
	service string
	likely  []string // resources that the action takes
}

func (s *resourceSearch) choose(pos []*glob.Glob, in []*area, fill func(int) (string, bool)) (string, bool, bool) {
	if len(in) == 0 {
		return s.find(pos)
	}
	certain := true
	for _, q := range in[0].pieces {
		g := q.glob.Fill(fill)
		if g == nil {
			continue
		}
		apart := false
		for _, p := range pos {
			apart = apart || g.Apart(p)
		}
		if apart {
			continue
		}
		next := []*glob.Glob{g}
		for _, p := range pos {
			if !p.Covers(g) {
				next = append(next, p)
			}
		}
		text, found, done := s.choose(next, in[1:], fill)
		if found {
			return text, true, true
		}
		certain = certain && done
		if !s.c.budget.Spend(4) {
			return "", false, false
		}
	}
	return "", false, certain
}

// find tries readable texts first, then searches.
func (s *resourceSearch) find(pos []*glob.Glob) (string, bool, bool) {
	for _, text := range s.likely {
		if s.fits(text, pos) {
			return text, true, true
		}
	}
	for _, p := range pos {
		for _, text := range instances(p, s.service) {
			if s.fits(text, pos) {
				return text, true, true
			}
		}
	}
	return glob.Find(append(pos[:len(pos):len(pos)], anyText), s.neg, s.c.budget)
}

// anyText matches every text but the empty one.
var anyText = glob.Parse("?*")

func (s *resourceSearch) fits(text string, pos []*glob.Glob) bool {
	s.c.budget.Spend(1 + len(s.neg))
	for _, g := range pos {
		if !g.Match(text) {
			return false
		}
	}
	for _, g := range s.neg {
		if g.Match(text) {
			return false
		}
	}
	return text != ""
}

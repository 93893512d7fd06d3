package compare

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
	"github.com/iam-copilot/iam-copilot/shared/policy/glob"
)

// comparison is one search: for a request that the policies of side 0 allow and
// those of side 1 do not.
type comparison struct {
	sides      [2][]*eval.Policy
	statements []*statement
	variables  []eval.Variable
	keys       []*key
	keyIndex   map[string]*key
	conditions map[string]*condition // by what they say, so that equal ones are one
	areas      []*area
	areaIndex  map[string]*area
	relations  map[[2]int]relation // of a pattern to an area
	patterns   map[string]*piece   // resource patterns by their text
	budget     *glob.Budget

	denies       bool   // what is denied is compared
	hasPrincipal bool   // the policies name principals
	undecided    string // why the answer is not certain
}

// statement is a statement of either side, as a set of requests.
type statement struct {
	id         int
	side       int
	deny       bool
	view       eval.StatementView
	area       *area // nil: any resource
	outside    bool  // the resources are those outside the area
	conditions []*condition
}

// area is a set of resources: those that any of its patterns matches.
type area struct {
	id     int
	pieces []*piece
}

// piece is one resource pattern.
type piece struct {
	id   int
	glob *glob.Glob
}

func newComparison(a, b []*eval.Policy, opts Options) *comparison {
	steps := opts.Budget
	if steps == 0 {
		steps = DefaultBudget
	}
	c := &comparison{
		sides: [2][]*eval.Policy{a, b}, keyIndex: map[string]*key{}, conditions: map[string]*condition{},
		areaIndex: map[string]*area{}, relations: map[[2]int]relation{}, patterns: map[string]*piece{},
		budget: &glob.Budget{Steps: steps}, denies: opts.Denies,
	}
	for side, list := range c.sides {
		for _, p := range list {
			for _, view := range p.Statements() {
				c.add(side, view, opts.Denies)
			}
		}
	}
	return c
}

// add prepares one statement. When what is denied is compared, Deny statements take
// the place of Allow statements, and those are left out.
func (c *comparison) add(side int, view eval.StatementView, denies bool) {
	if denies && !view.Deny() {
		return
	}
	st := &statement{id: len(c.statements), side: side, deny: view.Deny() && !denies, view: view}
	patterns, negated, present := view.Resources(c.variable)
	if present {
		st.area, st.outside = c.area(patterns), negated
		if !negated && slices.ContainsFunc(patterns, (*glob.Glob).Any) {
			st.area = nil
		}
	}
	for _, v := range view.Conditions() {
		st.conditions = append(st.conditions, c.condition(v))
	}
	c.statements = append(c.statements, st)
}

// variable numbers policy variables.
func (c *comparison) variable(v eval.Variable) int {
	for i, known := range c.variables {
		if known.Key == v.Key && known.Default == v.Default && known.HasDefault == v.HasDefault {
			return i
		}
	}
	c.variables = append(c.variables, v)
	return len(c.variables) - 1
}

// area gives the one area for a set of patterns, whatever their order.
func (c *comparison) area(patterns []*glob.Glob) *area {
	pieces := make([]*piece, len(patterns))
	for i, g := range patterns {
		pieces[i] = c.piece(g)
	}
	slices.SortFunc(pieces, func(a, b *piece) int { return a.id - b.id })
	pieces = slices.Compact(pieces)
	var sign strings.Builder
	for _, p := range pieces {
		fmt.Fprintf(&sign, "%d ", p.id)
	}
	a, ok := c.areaIndex[sign.String()]
	if !ok {
		a = &area{id: len(c.areas), pieces: pieces}
		c.areas = append(c.areas, a)
		c.areaIndex[sign.String()] = a
	}
	return a
}

func (c *comparison) piece(g *glob.Glob) *piece {
	sign := string(encode(g.Runes()))
	p, ok := c.patterns[sign]
	if !ok {
		p = &piece{id: len(c.patterns), glob: g}
		c.patterns[sign] = p
	}
	return p
}

// encode writes runes, wildcards included, so that different patterns differ.
func encode(runes []rune) []byte {
	out := make([]byte, 0, len(runes)+8)
	for _, r := range runes {
		if r > 0 {
			out = utf8.AppendRune(out, r)
			continue
		}
		out = append(out, 0xff) // which no character has
		out = binary.AppendVarint(out, int64(r))
	}
	return out
}

// relation is how a pattern lies to an area, whatever the variables hold.
type relation uint8

const (
	notRelated relation = iota // not looked at yet
	within                     // the area covers all of the pattern
	disjoint                   // they have nothing in common
	crossing                   // neither is certain
)

// relate tells how a pattern lies to an area.
func (c *comparison) relate(p *piece, a *area) relation {
	at := [2]int{p.id, a.id}
	if r := c.relations[at]; r != notRelated {
		return r
	}
	r := disjoint
	for _, q := range a.pieces {
		c.budget.Spend(1 + cost(p, q))
		if q.glob.Covers(p.glob) {
			r = within
			break
		}
		if r == disjoint && !q.glob.Apart(p.glob) {
			r = crossing
		}
	}
	c.relations[at] = r
	return r
}

// cost is what relating two patterns takes, in steps.
func cost(p, q *piece) int { return len(p.glob.Runes()) * len(q.glob.Runes()) / 64 }

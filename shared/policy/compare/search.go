package compare

import (
	"fmt"
	"slices"

	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
	"github.com/iam-copilot/iam-copilot/shared/policy/glob"
)

// found is the outcome of a search: a witness, or why it is not certain that there is
// none; neither when there certainly is none.
type found struct {
	witness   *Witness
	undecided string
}

// search looks for a request that policies a allow and b do not.
func search(a, b []*eval.Policy, opts Options) found {
	return newComparison(a, b, opts).run(nil)
}

// focus narrows a search to some requests.
type focus struct {
	actions   func(lower string) bool
	named     []string // the patterns of actions
	resources []*glob.Glob
	caller    func(*caller) bool
	key       func(*key, *points) (set, bool) // the values that count; false: all
}

// run goes through the classes of actions and callers.
func (c *comparison) run(f *focus) found {
	callers := c.callers()
	for _, actions := range c.actionClasses(f) {
		for _, who := range callers {
			if f != nil && f.caller != nil && !f.caller(who) {
				continue
			}
			q := &question{c: c, actions: actions, caller: who, focus: f, active: actions.active.and(who.active)}
			if w := q.ask(); w != nil {
				return found{witness: w}
			}
			if c.budget.Steps < 0 {
				return found{undecided: "the policies are too complex to compare: the search was ended after its budget of steps"}
			}
		}
	}
	return found{undecided: c.undecided}
}

// giveUp notes why the answer is not certain.
func (c *comparison) giveUp(reason string) {
	if c.undecided == "" {
		c.undecided = reason
	}
}

// question is the search within one class of actions and one class of callers.
type question struct {
	c       *comparison
	actions *actionClass
	caller  *caller
	focus   *focus
	active  set
}

// ask goes through the Allow statements of side 0 that are about the classes.
func (q *question) ask() *Witness {
	var denied, covers [][]literal // by side 0's Deny statements; by those and side 1's Allow statements
	var taken [][]literal          // side 1's Deny statements
	for _, st := range q.c.statements {
		switch {
		case !q.active.has(st.id):
		case st.side == 0 && st.deny:
			denied = append(denied, st.literals())
		case st.side == 1 && st.deny:
			taken = append(taken, st.literals())
		case st.side == 1:
			covers = append(covers, st.literals())
		}
	}
	covers = append(covers, denied...)
	for _, st := range q.c.statements {
		if st.side != 0 || st.deny || !q.active.has(st.id) {
			continue
		}
		for _, p := range q.likelyFirst(q.c.sources(st)) {
			if w := q.from(st, p, denied, covers, taken); w != nil {
				return w
			}
			if q.c.budget.Steps < 0 {
				return nil
			}
		}
	}
	return nil
}

// sources are the patterns that make up the resources of a statement.
func (c *comparison) sources(st *statement) []*piece {
	if st.area == nil || st.outside {
		return []*piece{c.piece(everything)}
	}
	return st.area.pieces
}

// likelyFirst puts the patterns that the action's resources can match before the others,
// so that a witness is a request that AWS could get.
func (q *question) likelyFirst(pieces []*piece) []*piece {
	if len(pieces) < 2 {
		return pieces
	}
	taken := resourcePatterns(q.actions.actions[0])
	fits := func(p *piece) int {
		if slices.ContainsFunc(taken, func(g *glob.Glob) bool { return !g.Apart(p.glob) }) {
			return 0
		}
		return 1
	}
	out := slices.Clone(pieces)
	slices.SortStableFunc(out, func(a, b *piece) int { return fits(a) - fits(b) })
	return out
}

// everything is the pattern of any resource.
var everything = glob.Parse("*")

// from looks for a request within one pattern of an Allow statement: outside
// everything that side 1 allows, or inside something that it denies.
func (q *question) from(st *statement, p *piece, denied, covers, taken [][]literal) *Witness {
	s := &state{resource: resourceState{pattern: p}, keys: map[*key]keyState{}}
	if !q.begin(s) {
		return nil
	}
	if f := q.focus; f != nil && f.resources != nil && !q.c.assumeArea(&s.resource, q.c.area(f.resources), true) {
		return nil
	}
	for _, l := range st.literals() {
		if l.area != nil && l.want {
			continue // the pattern is one of the area's
		}
		if !q.c.assume(s, l) {
			return nil
		}
	}
	if w := q.outside(s.clone(), covers); w != nil {
		return w
	}
next:
	for _, region := range taken {
		in := s.clone()
		for _, l := range region {
			if !q.c.assume(in, l) {
				continue next
			}
		}
		if w := q.outside(in, denied); w != nil {
			return w
		}
	}
	return nil
}

// begin puts what is certain about the class of callers, and what the search is
// narrowed to, into a state.
func (q *question) begin(s *state) bool {
	for _, k := range q.c.keys {
		if k.variables {
			continue
		}
		now, changed := anything(q.c.settled(k)), false
		if r, ok := q.caller.keys[k]; ok {
			now.absent, now.empty, now.all, changed = r.absent, false, r.values, true
		}
		if q.focus != nil && q.focus.key != nil {
			if only, ok := q.focus.key(k, q.c.settled(k)); ok {
				now.all, changed = now.all.and(only), true
			}
		}
		if changed {
			s.keys[k] = now
		}
		if !q.c.possible(k, now) {
			return false
		}
	}
	return true
}

// literals are the facts that together make a request one that the statement is about.
func (st *statement) literals() []literal {
	var out []literal
	if st.area != nil {
		out = append(out, literal{area: st.area, want: !st.outside})
	}
	for _, cond := range st.conditions {
		out = append(out, literal{condition: cond, want: true})
	}
	return out
}

// outside looks for a request of the state that lies in none of the regions, each
// given by the literals that hold within it. It changes the state.
func (q *question) outside(s *state, regions [][]literal) *Witness {
	if q.c.budget.Steps < 0 {
		return nil
	}
	var left [][]literal
	for again := true; again; {
		again = false
		rest := regions
		left = left[:0:0]
		for _, region := range rest {
			unsure, missed := q.unsure(s, region)
			switch {
			case missed:
			case len(unsure) == 0:
				return nil // all of the state lies in the region
			case len(unsure) == 1:
				if !q.c.assume(s, unsure[0].not()) {
					return nil
				}
				again = true
			default:
				left = append(left, unsure)
			}
		}
		regions = left
	}
	if len(left) == 0 {
		return q.settle(s)
	}
	return q.branch(s, left)
}

// unsure gives the literals of a region that are not certain; missed is true when one
// certainly fails, so that nothing of the state lies in the region.
func (q *question) unsure(s *state, region []literal) (list []literal, missed bool) {
	for _, l := range region {
		switch q.c.test(s, l) {
		case fails:
			return nil, true
		case open:
			list = append(list, l)
		}
	}
	return list, false
}

// branch tries, for the region with the fewest open literals, each way to lie outside.
func (q *question) branch(s *state, regions [][]literal) *Witness {
	pick := 0
	for i, region := range regions {
		if len(region) < len(regions[pick]) {
			pick = i
		}
	}
	for _, l := range regions[pick] {
		q.c.budget.Spend(8)
		out := s.clone()
		if q.c.assume(out, l.not()) {
			if w := q.outside(out, regions); w != nil {
				return w
			}
		}
		// From here on the literal holds: outside was tried.
		if !q.c.assume(s, l) {
			return nil
		}
	}
	return nil
}

// settle makes a request of a state that lies in no region any more.
func (q *question) settle(s *state) *Witness {
	w, certain := q.witness(s)
	if w == nil && !certain {
		q.c.giveUp(q.doubt())
	}
	return w
}

// doubt says what keeps the search from a certain answer.
func (q *question) doubt() string {
	if len(q.c.variables) > 0 {
		return fmt.Sprintf("whether the policies differ hangs on what ${%s} holds", q.c.variables[0].Name)
	}
	return "the patterns overlap in too many ways to compare within the budget of steps"
}

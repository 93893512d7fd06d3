package compare

import "github.com/iam-copilot/iam-copilot/shared/policy/eval"

// literal is one fact about a request: its resource lies in an area, or a condition
// holds; or, when not wanted, the opposite.
type literal struct {
	area      *area
	condition *condition
	want      bool
}

func (l literal) not() literal {
	l.want = !l.want
	return l
}

// known is what is certain about a literal.
type known uint8

const (
	open known = iota
	holds
	fails
)

// state is a set of requests: those of one source that fulfil every literal assumed.
type state struct {
	resource resourceState
	keys     map[*key]keyState
}

// resourceState is a set of resources: those that match the pattern, lie in all areas
// of in and in none of out.
type resourceState struct {
	pattern *piece
	in, out []*area
}

// keyState is a set of values of one key, the absence of the key included.
type keyState struct {
	absent bool // the key may be absent
	empty  bool // a multivalued key may hold nothing but an empty text
	all    set  // every value must be one of these points
	some   []set
	said   []literal // for keys whose points hang on policy variables
}

func (s *state) clone() *state {
	out := &state{resource: s.resource, keys: make(map[*key]keyState, len(s.keys))}
	out.resource.in = s.resource.in[:len(s.resource.in):len(s.resource.in)]
	out.resource.out = s.resource.out[:len(s.resource.out):len(s.resource.out)]
	for k, v := range s.keys {
		v.some = v.some[:len(v.some):len(v.some)]
		v.said = v.said[:len(v.said):len(v.said)]
		out.keys[k] = v
	}
	return out
}

// assume adds a literal, and returns false when nothing is left for certain.
func (c *comparison) assume(s *state, l literal) bool {
	if l.area != nil {
		return c.assumeArea(&s.resource, l.area, l.want)
	}
	k := l.condition.key
	now := c.assumeCondition(c.stateOf(s, k), l)
	s.keys[k] = now
	return c.possible(k, now)
}

// test tells what is certain about a literal.
func (c *comparison) test(s *state, l literal) known {
	c.budget.Spend(1)
	if l.area != nil {
		return c.testArea(&s.resource, l)
	}
	k := l.condition.key
	now := c.stateOf(s, k)
	switch {
	case !c.possible(k, c.assumeCondition(now, l)):
		return fails
	case !c.possible(k, c.assumeCondition(now, l.not())):
		return holds
	}
	return open
}

func (c *comparison) assumeArea(r *resourceState, a *area, want bool) bool {
	switch at := c.testArea(r, literal{area: a, want: want}); {
	case at == holds:
		return true
	case at == fails:
		return false
	case want:
		r.in = append(r.in, a)
	default:
		r.out = append(r.out, a)
	}
	return true
}

// testArea tells whether all resources of the state lie in an area, or none.
func (c *comparison) testArea(r *resourceState, l literal) known {
	at := open
	switch c.relate(r.pattern, l.area) {
	case within:
		at = holds
	case disjoint:
		at = fails
	default:
		for _, in := range r.in {
			switch c.relateAreas(r.pattern, in, l.area) {
			case within:
				at = holds
			case disjoint:
				at = fails
			}
		}
		for _, out := range r.out {
			if c.relateAreas(r.pattern, l.area, out) == within {
				at = fails
			}
		}
	}
	if !l.want && at != open {
		return holds + fails - at
	}
	return at
}

// relateAreas tells how the part of an area that a pattern may reach lies to another.
func (c *comparison) relateAreas(p *piece, inner, outer *area) relation {
	if inner == outer {
		return within
	}
	all, none := true, true
	for _, q := range inner.pieces {
		if p.glob.Apart(q.glob) {
			continue
		}
		switch c.relate(q, outer) {
		case within:
			none = false
		case disjoint:
			all = false
		default:
			return crossing
		}
	}
	switch {
	case none:
		return disjoint
	case all:
		return within
	}
	return crossing
}

// stateOf gives what is known of a key so far: at first, anything.
func (c *comparison) stateOf(s *state, k *key) keyState {
	if now, ok := s.keys[k]; ok {
		return now
	}
	if k.variables {
		return keyState{}
	}
	return anything(c.settled(k))
}

func anything(p *points) keyState {
	return keyState{absent: true, empty: true, all: newSet(len(p.values)).complement(len(p.values))}
}

// settled gives the points of a key that hangs on no variable.
func (c *comparison) settled(k *key) *points {
	if k.points == nil {
		k.points = c.pointsOf(k, nil, func(int) (string, bool) { return "", false })
	}
	return k.points
}

// assumeCondition adds to a key's state that a condition holds, or does not.
func (c *comparison) assumeCondition(now keyState, l literal) keyState {
	if l.condition.key.variables {
		now.said = append(now.said[:len(now.said):len(now.said)], l)
		return now
	}
	return narrow(now, l, c.settled(l.condition.key))
}

// possible tells whether a key's state leaves any request.
func (c *comparison) possible(k *key, now keyState) bool {
	if k.variables {
		return !contradict(now.said)
	}
	return now.possible(k, c.settled(k))
}

// narrow keeps the values for which a condition holds, or does not.
func narrow(now keyState, l literal, p *points) keyState {
	v, k := l.condition.view, l.condition.key
	now.absent = now.absent && v.WhenAbsent() == l.want
	if isPresence(v) {
		if v.WhenPresent() != l.want {
			now.empty, now.all = false, newSet(len(p.values))
		}
		return now
	}
	match := p.matches[l.condition.id]
	inverse := match.complement(len(p.values))
	// What the condition asks of the values: that all of them are in the set, or some.
	ask, every := match, false
	switch {
	case v.ForAllValues():
		every = true
		if v.Negated() {
			ask = inverse
		}
	case v.ForAnyValue():
		if v.Negated() {
			ask = inverse
		}
	case v.Negated():
		ask, every = inverse, true
	}
	if k.multi {
		now.empty = now.empty && emptyHolds(l, p) == l.want
	}
	if !l.want {
		ask, every = ask.complement(len(p.values)), !every
	}
	if every || !k.multi {
		now.all = now.all.and(ask)
	} else {
		now.some = append(now.some[:len(now.some):len(now.some)], ask)
	}
	return now
}

// emptyHolds tells whether a condition holds for a key whose only value is an empty
// text, which set operators take for no value at all.
func emptyHolds(l literal, p *points) bool {
	v := l.condition.view
	switch {
	case v.ForAllValues():
		return true
	case v.ForAnyValue():
		return false
	}
	for i, text := range p.values {
		if text == "" {
			return p.matches[l.condition.id].has(i) != v.Negated()
		}
	}
	return v.Negated()
}

// possible tells whether any value, or the absence of the key, is left.
func (s keyState) possible(k *key, p *points) bool {
	if s.absent || k.multi && s.empty {
		return true
	}
	_, ok := s.values(k, p)
	return ok
}

// values gives values for the key that fulfil the state, as points; false when only
// absence, or nothing, does.
func (s keyState) values(k *key, p *points) ([]int, bool) {
	if !k.multi {
		i := s.all.first()
		return []int{i}, i >= 0
	}
	var out []int
	filled := false
	for _, ask := range s.some {
		i := s.all.and(ask).first()
		if i < 0 {
			return nil, false
		}
		out = append(out, i)
		filled = filled || p.values[i] != ""
	}
	for i, text := range p.values {
		if !filled && text != "" && s.all.has(i) {
			out, filled = append(out, i), true
		}
	}
	return out, filled
}

// contradict tells whether literals on a key whose values hang on variables cannot all
// hold, as far as their text shows.
func contradict(said []literal) bool {
	for i, a := range said {
		for _, b := range said[:i] {
			if a.want != b.want && (a.condition == b.condition || implies(a, b) || implies(b, a)) {
				return true
			}
		}
	}
	return false
}

// implies tells whether a, which is wanted, holding means that b's condition holds:
// the same operator that tests for more values.
func implies(a, b literal) bool {
	v, w := a.condition.view, b.condition.view
	if !a.want || v.Operator() != w.Operator() || isPresence(v) {
		return false
	}
	few, many := v.Values(), w.Values()
	if v.Negated() {
		few, many = many, few
	}
	has := make(map[string]bool, len(many))
	for _, text := range many {
		has[text] = true
	}
	for _, text := range few {
		if !has[text] {
			return false
		}
	}
	return true
}

// isPresence tells whether a condition asks for presence only.
func isPresence(v eval.ConditionView) bool { return v.Kind() == eval.Presence }

package compare

import (
	"slices"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
	"github.com/iam-copilot/iam-copilot/shared/policy/glob"
)

// Witness is a request that one policy allows and the other does not, in the form that
// eval.Request has.
type Witness struct {
	// AllowedBy is the policy that allows the request: "a" or "b".
	AllowedBy string `json:"allowed_by"`
	Principal string `json:"principal"`
	Action    string `json:"action"`
	Resource  string `json:"resource"`
	// Context holds the condition keys that the request has; one with an empty list is
	// absent although it would follow from the principal.
	Context map[string][]string `json:"context,omitempty"`
	// ResourceAccount owns the resource, where its ARN does not tell.
	ResourceAccount string `json:"resource_account,omitempty"`
}

// Call prepares the request for eval.
func (w *Witness) Call() (*eval.Call, error) {
	who, err := eval.ParsePrincipal(w.Principal)
	if err != nil {
		return nil, err
	}
	ctx, err := eval.NewContext(w.Context, nil)
	if err != nil {
		return nil, err
	}
	return eval.NewCall(who, w.Action, w.Resource, w.ResourceAccount, ctx)
}

// witness makes a request of a state and has eval confirm it. certain is false when
// there may be one that was not found.
func (q *question) witness(s *state) (w *Witness, certain bool) {
	tries, certain := []assignment{nil}, true
	if s.hangsOnVariables() {
		// What was not found for some values there may be for others.
		tries, certain = q.assignments(s), false
	}
	for _, values := range tries {
		w, sure := q.instantiate(s, values)
		if w != nil && q.confirmed(w) {
			return w, true
		}
		certain = certain && sure && w == nil
	}
	return nil, certain
}

// hangsOnVariables tells whether policy variables play a part in a state.
func (s *state) hangsOnVariables() bool {
	if s.resource.pattern.glob.HasVariables() {
		return true
	}
	for _, a := range append(s.resource.in[:len(s.resource.in):len(s.resource.in)], s.resource.out...) {
		for _, p := range a.pieces {
			if p.glob.HasVariables() {
				return true
			}
		}
	}
	for _, now := range s.keys {
		if len(now.said) > 0 {
			return true
		}
	}
	return false
}

// confirmed asks eval whether side 0 allows the request and side 1 does not.
func (q *question) confirmed(w *Witness) bool {
	call, err := w.Call()
	if err != nil {
		return false
	}
	if q.c.denies {
		return verdict(q.c.sides[0], call) == eval.ExplicitDeny && verdict(q.c.sides[1], call) != eval.ExplicitDeny
	}
	return verdict(q.c.sides[0], call) == eval.Allowed && verdict(q.c.sides[1], call) != eval.Allowed
}

// verdict is what policies attached together say of a request.
func verdict(list []*eval.Policy, call *eval.Call) eval.Decision {
	out := eval.ImplicitDeny
	for _, p := range list {
		switch d := p.Verdict(call); {
		case d == eval.ExplicitDeny:
			return d
		case d == eval.Allowed:
			out = d
		case d == eval.Unknown && out == eval.ImplicitDeny:
			out = d
		}
	}
	return out
}

// instantiate writes one request of a state, for some values of the policy variables.
func (q *question) instantiate(s *state, values assignment) (w *Witness, certain bool) {
	w = &Witness{Context: map[string][]string{}}
	fill := q.c.fill(values)
	text, found, done := q.c.resourceText(&s.resource, q.actions.actions[0], fill)
	if !found {
		return nil, done
	}
	w.Resource = text
	for i, v := range q.c.variables[:len(values)] {
		if _, also := q.c.keyIndex[v.Key]; !also {
			w.set(v.Name, v.Key, values[i])
		}
	}
	call, err := variableCall(q.c, values)
	if err != nil {
		return nil, false
	}
	for _, k := range q.c.keys {
		now, p, exact := q.keyPoints(s, k, call, values)
		certain = certain && exact
		if !now.possible(k, p) {
			return nil, exact
		}
		w.set(k.name, k.lower, pick(now, k, p))
	}
	w.Action = fittingAction(q.actions.actions, text)
	q.caller.complete(w, q.c.hasPrincipal)
	return w, true
}

// keyPoints gives the state of a key for some values of the policy variables.
func (q *question) keyPoints(s *state, k *key, call *eval.Call, values assignment) (keyState, *points, bool) {
	now := q.c.stateOf(s, k)
	p := k.points
	if k.variables && len(now.said) > 0 {
		p = q.c.pointsOf(k, call, q.c.fill(values))
		said := now.said
		now = anything(p)
		for _, l := range said {
			now = narrow(now, l, p)
		}
	}
	if p == nil {
		return keyState{absent: true}, &points{}, true
	}
	if value, fixed := values.of(q.c, k); fixed {
		now = now.only(value, p)
	}
	return now, p, p.exact
}

// only keeps one value of a key, or its absence.
func (s keyState) only(value []string, p *points) keyState {
	if len(value) == 0 {
		s.all, s.empty = newSet(len(p.values)), false
		return s
	}
	s.absent, s.empty = false, false
	keep := newSet(len(p.values))
	if i := slices.Index(p.values, value[0]); i >= 0 {
		keep.add(i)
	}
	s.all = s.all.and(keep)
	return s
}

// pick chooses values for a key; nil for its absence, which is the simplest.
func pick(now keyState, k *key, p *points) []string {
	if now.absent {
		return nil
	}
	chosen, ok := now.values(k, p)
	if !ok {
		return []string{""}
	}
	out := make([]string, len(chosen))
	for i, at := range chosen {
		out[i] = p.values[at]
	}
	return unique(out)
}

// set puts a key into the context; an absent one only where it would follow from the
// principal or the resource.
func (w *Witness) set(name, lower string, values []string) {
	switch {
	case len(values) > 0:
		w.Context[name] = values
	case eval.Derived(lower):
		w.Context[name] = []string{}
	}
}

// fittingAction picks the action whose resources look most like the one given.
func fittingAction(actions []string, resource string) string {
	_, ok := policy.ParseARN(resource)
	for _, action := range actions {
		known := catalog.LookupAction(action)
		if known == nil {
			continue
		}
		if !ok && len(known.Resources) == 0 {
			return action
		}
		if ok && slices.ContainsFunc(resourcePatterns(action), func(g *glob.Glob) bool { return g.Match(resource) }) {
			return action
		}
	}
	return actions[0]
}

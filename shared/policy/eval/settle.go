package eval

import (
	"slices"
	"strings"
)

// maxWorlds bounds the cases that settle tries; beyond it a decision stays unknown.
const maxWorlds = 1024

// settlement is what is left of an unknown decision once every case was tried.
type settlement struct {
	decision Decision
	missing  []string // sorted; empty unless the decision is Unknown
}

// settle looks again at a decision that three-valued logic leaves unknown.
//
// That logic forgets that two conditions on one key hang together: when one
// policy allows only if aws:RequestedRegion is eu-west-1 and another denies unless
// it is us-east-1, nothing can be allowed, although each alone is uncertain.
// settle therefore tries every case of the unknown keys that the conditions can
// tell apart, together. A decision that is the same in all cases is certain, and a
// key matters only when some other cases being equal its own makes a difference.
// The cases may include some that no request can produce, so that an answer is
// never certain wrongly.
func (s *Set) settle(c *Call, out outcome) settlement {
	left := settlement{Unknown, nil}
	if out.deny.truth == maybe {
		left.missing = out.deny.missing
	}
	if out.allow.truth == maybe {
		left.missing = mergeKeys(left.missing, out.allow.missing)
	}
	left.missing = sortedKeys(left.missing)

	keys := s.unknownKeys(c, left.missing)
	total := 1
	for _, k := range keys {
		if k.cases == nil || total*len(k.cases) > maxWorlds {
			return left
		}
		total *= len(k.cases)
	}
	if len(keys) == 0 {
		return left
	}
	decisions := s.tryAll(c, keys, total)
	if slices.Contains(decisions, Unknown) {
		return left
	}
	if d, same := agree(decisions); same {
		return settlement{decision: d}
	}
	left.missing = nil
	for i := range keys {
		if matters(keys, i, decisions) {
			left.missing = append(left.missing, c.spelling(&keys[i].key))
		}
	}
	left.missing = sortedKeys(left.missing)
	return left
}

// tryAll evaluates every combination of cases; combination n has case
// n / stride % len(cases) of each key, the first key varying fastest.
func (s *Set) tryAll(c *Call, keys []unknownKey, total int) []Decision {
	call := *c
	call.explain = false
	decisions := make([]Decision, total)
	world := make(map[*clause]truth)
	for n := range total {
		rest := n
		for _, k := range keys {
			chosen := k.cases[rest%len(k.cases)]
			rest /= len(k.cases)
			for i, cl := range k.clauses {
				world[cl] = truthOf(chosen[i])
			}
		}
		decisions[n] = s.evaluate(&evaluator{call: &call, world: world}).decision
	}
	return decisions
}

// agree joins the decisions of all cases: any denial is a denial, explicit only
// when it is so in every case.
func agree(decisions []Decision) (Decision, bool) {
	first := decisions[0]
	for _, d := range decisions[1:] {
		switch {
		case d == first:
		case d == Allowed || first == Allowed:
			return Unknown, false
		default:
			first = ImplicitDeny
		}
	}
	return first, true
}

// matters tells whether the case of key i alone can turn the decision between
// allowed and denied.
func matters(keys []unknownKey, i int, decisions []Decision) bool {
	stride := 1
	for _, k := range keys[:i] {
		stride *= len(k.cases)
	}
	n := len(keys[i].cases)
	for at, d := range decisions {
		if at/stride%n != 0 {
			continue
		}
		for j := 1; j < n; j++ {
			if (d == Allowed) != (decisions[at+j*stride] == Allowed) {
				return true
			}
		}
	}
	return false
}

// unknownKey is a key that is not known, with the clauses that test it and the
// cases they can tell apart: which of the clauses hold.
type unknownKey struct {
	key     contextKey
	clauses []*clause
	cases   [][]bool // nil when there are too many
}

// unknownKeys finds, for the keys the decision may hang on, the clauses that test
// them in statements about this action and resource.
func (s *Set) unknownKeys(c *Call, names []string) []unknownKey {
	var keys []unknownKey
	at := make(map[string]int)
	for _, p := range s.all() {
		for i := range p.statements {
			st := &p.statements[i]
			if !st.covers(c) || st.coversResource(c).truth == no {
				continue
			}
			for j := range st.conditions {
				cl := &st.conditions[j]
				if _, state := c.lookup(&cl.key); state != keyUnknown || !containsFold(names, cl.key.name) {
					continue
				}
				n, seen := at[cl.key.lower]
				if !seen {
					n = len(keys)
					at[cl.key.lower] = n
					keys = append(keys, unknownKey{key: cl.key})
				}
				keys[n].clauses = append(keys[n].clauses, cl)
			}
		}
	}
	for i := range keys {
		keys[i].cases = casesOf(c, keys[i].clauses)
	}
	return keys
}

// all gives every policy of the set.
func (s *Set) all() []*Policy {
	out := slices.Concat(s.Identity, s.Session)
	for _, levels := range [][][]*Policy{s.SCPs, s.RCPs} {
		for _, list := range levels {
			out = append(out, list...)
		}
	}
	for _, p := range []*Policy{s.Resource, s.Boundary} {
		if p != nil {
			out = append(out, p)
		}
	}
	return out
}

// spelling gives a key's name as the caller wrote it, else as the policy does.
func (c *Call) spelling(k *contextKey) string {
	if c.context != nil {
		if given, ok := c.context.unknown[k.lower]; ok {
			return given
		}
	}
	return k.name
}

func sortedKeys(keys []string) []string {
	if len(keys) == 0 {
		return nil
	}
	out := slices.Clone(keys)
	slices.SortFunc(out, func(a, b string) int {
		if d := strings.Compare(strings.ToLower(a), strings.ToLower(b)); d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	return out
}

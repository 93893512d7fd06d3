package compare

import (
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
	"github.com/iam-copilot/iam-copilot/shared/policy/glob"
)

// assignment gives each policy variable the value of its key: a list of one text, or
// none when the key is absent.
type assignment [][]string

// maxAssignments bounds the values that are tried for the variables of a state.
const maxAssignments = 64

// freshValues are texts that no policy is likely to name.
var freshValues = []string{"example-value", "zq7-other", "kx4"}

// assignments gives values of the policy variables to try in a state: those that
// conditions leave for their keys, some that no policy names, and those that make a
// pattern equal to another one.
func (q *question) assignments(s *state) []assignment {
	out := []assignment{make(assignment, len(q.c.variables))}
	for i, v := range q.c.variables {
		if j := slices.IndexFunc(q.c.variables[:i], func(u eval.Variable) bool { return u.Key == v.Key }); j >= 0 {
			for _, a := range out {
				a[i] = a[j]
			}
			continue
		}
		var next []assignment
		for _, value := range q.candidates(s, v) {
			for _, a := range out {
				if len(next) == maxAssignments {
					break
				}
				b := slices.Clone(a)
				b[i] = value
				next = append(next, b)
			}
		}
		out = next
	}
	return out
}

// candidates gives values to try for one variable.
func (q *question) candidates(s *state, v eval.Variable) [][]string {
	var out [][]string
	absent := true
	if k := q.c.keyIndex[v.Key]; k != nil && !k.variables {
		now, p := q.c.stateOf(s, k), q.c.settled(k)
		for i, text := range p.values {
			if now.all.has(i) && text != "" {
				out = append(out, []string{text})
			}
		}
		absent = now.absent
	} else {
		out = append(out, []string{freshValues[min(slices.Index(q.c.variables, v), len(freshValues)-1)]})
		for _, text := range q.c.lookalikes(v) {
			out = append(out, []string{text})
		}
	}
	if absent {
		out = append(out, nil)
	}
	return out
}

// lookalikes gives values of a variable for which a pattern that holds it may equal
// another pattern: what stands in the other one behind the same beginning.
func (c *comparison) lookalikes(v eval.Variable) []string {
	n := slices.Index(c.variables, v)
	var out []string
	for _, p := range c.patterns {
		at := slices.Index(p.glob.Runes(), glob.Variable(n))
		if at < 0 {
			continue
		}
		before, after := p.glob.Runes()[:at], p.glob.Runes()[at+1:]
		for _, other := range c.patterns {
			runes := other.glob.Runes()
			if len(runes) <= at || !slices.Equal(runes[:at], before) {
				continue
			}
			end := at
			for end < len(runes) && runes[end] > 0 && (len(after) == 0 || runes[end] != after[0]) {
				end++
			}
			if end > at {
				out = append(out, string(runes[at:end]))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// of gives the value that an assignment fixes for a key.
func (a assignment) of(c *comparison, k *key) (value []string, fixed bool) {
	for i, v := range c.variables[:len(a)] {
		if v.Key == k.lower {
			return a[i], true
		}
	}
	return nil, false
}

// fill puts the values of an assignment in place of variables, or their defaults.
func (c *comparison) fill(values assignment) func(int) (string, bool) {
	return func(n int) (string, bool) {
		if n >= len(values) {
			return "", false
		}
		switch v := c.variables[n]; {
		case len(values[n]) == 1:
			return values[n][0], true
		case v.HasDefault:
			return v.Default, true
		}
		return "", false
	}
}

// variableCall makes a request whose context holds the values of an assignment.
func variableCall(c *comparison, values assignment) (*eval.Call, error) {
	if len(values) == 0 {
		return nil, nil
	}
	known := map[string][]string{}
	for i, v := range c.variables {
		known[strings.ToLower(v.Key)] = values[i]
	}
	ctx, err := eval.NewContext(known, nil)
	if err != nil {
		return nil, err
	}
	who, err := eval.ParsePrincipal("*")
	if err != nil {
		return nil, err
	}
	return eval.NewCall(who, "sts:GetCallerIdentity", "*", "", ctx)
}

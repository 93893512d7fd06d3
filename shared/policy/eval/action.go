package eval

import (
	"fmt"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// manyActions is the number of names, or of patterns, from which an index beats
// comparing one by one.
const manyActions = 8

// actionSet holds the values of Action or NotAction, in lower case: action names
// do not differ by case ("IAM JSON policy elements: Action").
type actionSet struct {
	any       bool
	exact     []string
	lookup    map[string]struct{} // instead of exact, when there are many
	patterns  []*pattern
	byService map[string][]*pattern // those of the patterns that name one service, when there are many
}

func (a *actionSet) add(list *policy.List) error {
	for _, v := range list.Values {
		if len(v.Text) > maxPattern {
			return fmt.Errorf("an Action value is longer than %d bytes", maxPattern)
		}
		p := compilePattern(strings.ToLower(v.Text), patternRules{wildcards: true})
		switch p.form {
		case formAny:
			a.any = true
		case formExact:
			a.exact = append(a.exact, p.text)
		default:
			a.patterns = append(a.patterns, p)
		}
	}
	a.index()
	return nil
}

// index makes the lookups for sets of many values.
func (a *actionSet) index() {
	if len(a.exact) >= manyActions {
		a.lookup = make(map[string]struct{}, len(a.exact))
		for _, name := range a.exact {
			a.lookup[name] = struct{}{}
		}
		a.exact = nil
	}
	if len(a.patterns) < manyActions {
		return
	}
	a.byService = make(map[string][]*pattern)
	rest := a.patterns[:0]
	for _, p := range a.patterns {
		if service, _, ok := strings.Cut(p.tokens[0].text, ":"); ok {
			a.byService[service] = append(a.byService[service], p)
		} else {
			rest = append(rest, p)
		}
	}
	a.patterns = rest
}

// contains tests the action of a call.
func (a *actionSet) contains(c *Call) bool {
	if a.any {
		return true
	}
	for _, name := range a.exact {
		if name == c.actionLower {
			return true
		}
	}
	if a.lookup != nil {
		if _, ok := a.lookup[c.actionLower]; ok {
			return true
		}
	}
	if a.byService != nil && anyMatches(a.byService[c.service], c.actionLower) {
		return true
	}
	return anyMatches(a.patterns, c.actionLower)
}

func anyMatches(patterns []*pattern, s string) bool {
	for _, p := range patterns {
		if p.match(nil, s).truth == yes {
			return true
		}
	}
	return false
}

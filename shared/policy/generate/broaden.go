package generate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// How one policy goes beyond another.
const (
	// BroaderAction is an action that the other does not allow on anything.
	BroaderAction = "action"
	// BroaderResource is an action that the other allows on less.
	BroaderResource = "resource"
	// BroaderCondition is an action that the other allows on the same, but only under conditions.
	BroaderCondition = "condition"
	// BroaderDeny is something that the other denies and the policy does not.
	BroaderDeny = "deny"
)

// Broadening is one thing in which a policy goes beyond another.
type Broadening struct {
	// Kind is one of the constants.
	Kind string
	// Action is the action concerned, or the pattern when it stands for actions that the catalog does not know.
	Action string
	// Resource is what the policy allows it on.
	Resource string
	// Text says so in a sentence.
	Text string
}

// Broadenings tells in what a policy may allow more than another, statement by statement. It never overlooks a broadening;
// where the same access is merely written in another way, it may report one. Actions are compared one by one, as the
// catalog has them today.
func Broadenings(base, policy []Statement) []Broadening {
	b := &broadenings{base: base, seen: map[string]bool{}}
	for _, s := range policy {
		if s.Effect == allow {
			b.statement(s)
		}
	}
	for _, s := range base {
		if s.Effect == deny && !slices.ContainsFunc(policy, func(o Statement) bool { return o.Effect == deny && coversStatement(o, s) }) {
			b.add(BroaderDeny, strings.Join(append(slices.Clone(s.Action), s.NotAction...), ", "), strings.Join(s.Resource, ", "), "What %s denies on %s is not denied.")
		}
	}
	return b.found
}

// maxExpanded is how many actions a wildcard may stand for to be compared one by one; a wider one is compared as it is.
const maxExpanded = 50

type broadenings struct {
	base  []Statement
	found []Broadening
	seen  map[string]bool
}

func (b *broadenings) add(kind, action, resource, text string) {
	if key := kind + " " + action + " " + resource; !b.seen[key] {
		b.seen[key] = true
		b.found = append(b.found, Broadening{kind, action, resource, fmt.Sprintf(text, action, resource)})
	}
}

func (b *broadenings) statement(s Statement) {
	if len(s.NotAction) > 0 {
		b.add(BroaderAction, "all but "+strings.Join(s.NotAction, ", "), strings.Join(s.Resource, ", "), "It allows %s on %s.")
		return
	}
	for _, pattern := range s.Action {
		// A wildcard that the other has as well needs no look at what it stands for.
		actions := []string{pattern}
		if strings.ContainsAny(pattern, "*?") && !b.hasPattern(pattern) {
			if prefix, _, _ := strings.Cut(pattern, ":"); !strings.ContainsAny(prefix, "*?") {
				if expanded := catalog.Expand(pattern); len(expanded) > 0 && len(expanded) <= maxExpanded {
					actions = expanded
				}
			}
		}
		for _, action := range actions {
			for _, resource := range s.Resource {
				b.compare(action, resource, s.Condition)
			}
		}
	}
}

func (b *broadenings) hasPattern(pattern string) bool {
	return slices.ContainsFunc(b.base, func(o Statement) bool {
		return o.Effect == allow && slices.ContainsFunc(o.Action, func(a string) bool { return strings.EqualFold(a, pattern) })
	})
}

func (b *broadenings) compare(action, resource string, conditions map[string]map[string][]string) {
	hasAction, hasResource := false, false
	for _, o := range b.base {
		if o.Effect != allow || !coversAction(o.Action, action) {
			continue
		}
		hasAction = true
		if !coversResource(o.Resource, resource) {
			continue
		}
		hasResource = true
		if conditionsWithin(o.Condition, conditions) {
			return
		}
	}
	switch {
	case hasResource:
		b.add(BroaderCondition, action, resource, "%s on %s is allowed without a condition that it should have.")
	case hasAction:
		b.add(BroaderResource, action, resource, "%s is allowed on %s, which is more than is needed.")
	default:
		b.add(BroaderAction, action, resource, "%s on %s is allowed, which the built-in generator does not find in the description.")
	}
}

// coversAction tells whether patterns match all that an action, or another pattern, does.
func coversAction(patterns []string, action string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool { return policy.MatchAction(p, action) })
}

// coversResource tells whether patterns match all that a resource, or another pattern, does: a wildcard in the other is
// matched by a wildcard only, being no letter that a pattern names.
func coversResource(patterns []string, resource string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool {
		return p == resource || policy.MatchResource(p, resource) && !(strings.Contains(resource, "*") && strings.Contains(p, "?"))
	})
}

// conditionsWithin tells whether every test of one block stands in another, with no more values.
func conditionsWithin(base, conditions map[string]map[string][]string) bool {
	for operator, keys := range base {
		for key, values := range keys {
			own, ok := conditionOf(conditions, operator, key)
			if !ok || len(own) == 0 || slices.ContainsFunc(own, func(v string) bool { return !slices.Contains(values, v) }) {
				return false
			}
		}
	}
	return true
}

func conditionOf(conditions map[string]map[string][]string, operator, key string) ([]string, bool) {
	for k, values := range conditions[operator] {
		if strings.EqualFold(k, key) {
			return values, true
		}
	}
	return nil, false
}

// coversStatement tells whether a Deny denies all that another does.
func coversStatement(s, other Statement) bool {
	if len(other.NotAction) > 0 {
		return slices.Equal(s.NotAction, other.NotAction) && coversAll(s, other)
	}
	for _, a := range other.Action {
		if !coversAction(s.Action, a) {
			return false
		}
	}
	return len(s.Action) > 0 && coversAll(s, other)
}

func coversAll(s, other Statement) bool {
	for _, r := range other.Resource {
		if !coversResource(s.Resource, r) {
			return false
		}
	}
	return conditionsWithin(s.Condition, other.Condition)
}

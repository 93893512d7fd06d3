package impact

import (
	"fmt"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog/diff"
	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// condition looks for keys that a statement tests and that are gone, or of another type.
func (a *analysis) condition(st *policy.Statement) {
	for i := range st.Condition.Operators {
		op := &st.Condition.Operators[i]
		for j := range op.Keys {
			key := op.Keys[j].Name.Text
			for _, prefix := range a.changes.Services() {
				s := a.changes.services[prefix]
				path := policy.JoinPath(a.doc.StatementPath(st.Index), "Condition", op.Name.Text, key)
				if e, ok := s.key(st, op, &op.Keys[j]); ok {
					e.Service, e.Path, e.Pattern, e.Level = prefix, path, key, Breaking
					a.add(st, e)
				}
			}
		}
	}
}

// key tells what happened to a condition key for the actions of a statement.
func (s *service) key(st *policy.Statement, op *policy.ConditionOperator, tested *policy.ConditionKey) (Effect, bool) {
	operator, key, missing := op.Name.Text, tested.Name.Text, without(st, missingHolds(op.Name.Text, tested.Values.Texts()))
	var lost []string // actions, or types of resource, whose requests lost the key
	for _, c := range s.changes {
		switch {
		case c.Kind == diff.ConditionKey && keyMatches(c.Name, key) && c.Change == diff.Removed && s.touches(st, ""):
			return Effect{
				Kind: RemovedKey, Names: []string{c.Name},
				Detail: fmt.Sprintf("%s is gone: %s.", key, missing),
			}, true
		case c.Kind == diff.ConditionKey && keyMatches(c.Name, key) && c.Field == "type" && s.touches(st, ""):
			return Effect{
				Kind: KeyType, Names: []string{c.Name},
				Detail: fmt.Sprintf("%s is of the type %s instead of %s: check that %s fits it.", key, c.After, c.Before, operator),
			}, true
		case c.Kind == diff.Action && strings.HasSuffix(c.Field, "condition_keys") && anyKey(c.Removed, key) && s.touches(st, c.Name):
			lost = append(lost, c.Name)
		}
	}
	if len(lost) == 0 {
		return Effect{}, false
	}
	return Effect{
		Kind: RemovedKey, Names: lost,
		Detail: fmt.Sprintf("Requests for %s no longer carry %s: %s.", few(lost), key, missing),
	}, true
}

// touches tells whether a statement is about an action; for "", about any of the service.
func (s *service) touches(st *policy.Statement, action string) bool {
	if st.Action == nil {
		return true // NotAction: nearly everything
	}
	for _, text := range values(st.Action) {
		prefix, _, _ := strings.Cut(text, ":")
		if text == "*" || action == "" && strings.EqualFold(prefix, s.prefix) || action != "" && policy.MatchAction(text, action) {
			return true
		}
	}
	return false
}

func anyKey(published []string, key string) bool {
	for _, p := range published {
		if keyMatches(p, key) {
			return true
		}
	}
	return false
}

// keyMatches tells whether a key is the published one, whose variable part is written ${TagKey} or <key>.
func keyMatches(published, key string) bool {
	if at := strings.IndexAny(published, "$<"); at > 0 {
		return len(key) > at && strings.EqualFold(key[:at], published[:at])
	}
	return strings.EqualFold(published, key)
}

// without tells what a statement does once the key is missing from requests ("IAM JSON policy elements: Condition
// operators", IAM User Guide: a missing key fails a test, except negated ones, IfExists, ForAllValues and Null).
func without(st *policy.Statement, holds bool) string {
	switch {
	case st.IsAllow() && holds:
		return "the condition always holds, so the statement grants without this limit"
	case st.IsAllow():
		return "the condition never holds, so the statement grants nothing there"
	case holds:
		return "the condition always holds, so the statement always denies"
	}
	return "the condition never holds, so the statement denies nothing there"
}

func missingHolds(operator string, values []string) bool {
	op := strings.ToLower(operator)
	if op == "null" {
		return slices.ContainsFunc(values, func(v string) bool { return strings.EqualFold(v, "true") })
	}
	return strings.HasPrefix(op, "forallvalues:") || strings.HasSuffix(op, "ifexists") ||
		!strings.HasPrefix(op, "foranyvalue:") && strings.Contains(op, "not")
}

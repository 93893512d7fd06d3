package lint

import (
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

// exactKeys are the services whose pages list the keys of each action so reliably
// that an action without the key is an error. Of others it is a warning: AWS's own
// managed policies contradict their lists.
var exactKeys = setOf("s3", "iam", "sts", "kms", "dynamodb", "sns", "lambda", "secretsmanager")

// checkKeyActions compares the service's condition keys that the statement
// requires with what its actions know.
func (l *linter) checkKeyActions(s *statement) {
	if s.notAction || len(s.actions) == 0 {
		return
	}
	for i := range s.conditions {
		c := &s.conditions[i]
		if c.info.known == nil || c.info.service == nil || c.info.global || c.info.provider || !c.needsKey() {
			continue
		}
		var plain []string
		for j := range s.actions {
			a := &s.actions[j]
			if a.service == nil || !l.spend(8) || l.actionKnowsKey(a, c.info.known.Name) {
				continue
			}
			if a.wild || a.known != nil && !exactKeys[c.info.service.Prefix] {
				l.add("IAMC_CONDITION_KEY_NOT_SUPPORTED", l.actionPath(s, a), a.value.Span,
					"No request for %s carries the condition key %s, which this statement requires.", clip(a.value.Text), clip(c.key.Name.Text))
				continue
			}
			if a.known != nil {
				plain = append(plain, a.value.Text)
			}
		}
		if len(plain) > 0 {
			l.add("UNSUPPORTED_ACTION_FOR_CONDITION_KEY", l.conditionPath(s, c, -1), c.key.Name.Span,
				"Requests for %s never carry %s, so the statement never applies to them.", some(plain), clip(c.key.Name.Text))
		}
	}
}

// actionKnowsKey reports whether any action the pattern stands for has the key.
func (l *linter) actionKnowsKey(a *action, key string) bool {
	if a.service.Prefix != keyPrefix(key) && a.service.ConditionKey(key) == nil {
		return false
	}
	found := false
	l.matches(a, func(known *catalog.Action) bool {
		found = supportsKey(a.service, known, key)
		return !found
	})
	return found || l.exhausted()
}

func keyPrefix(key string) string {
	prefix, _, _ := strings.Cut(key, ":")
	return strings.ToLower(prefix)
}

// supportsKey reports whether requests for the action can carry the key: the
// action lists it, or a type of resource it acts on does.
func supportsKey(s *catalog.Service, a *catalog.Action, key string) bool {
	same := func(k string) bool { return strings.EqualFold(k, key) }
	if slices.ContainsFunc(a.ConditionKeys, same) {
		return true
	}
	for i := range a.Resources {
		r := &a.Resources[i]
		if slices.ContainsFunc(r.ConditionKeys, same) {
			return true
		}
		if t := s.ResourceType(r.Name); t != nil && slices.ContainsFunc(t.ConditionKeys, same) {
			return true
		}
	}
	return false
}

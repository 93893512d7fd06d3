package lint

import (
	"math/big"
	"strings"
)

var impossibleCodes = []CodeInfo{
	{
		Code: "IAMC_CONDITION_NEVER_TRUE", Type: TypeWarning, Title: "Condition never true",
		What:      "Two conditions of the statement contradict each other, so it never applies.",
		Example:   `{"StringEquals": {"aws:PrincipalTag/team": "blue"}, "StringNotEquals": {"aws:PrincipalTag/team": "blue"}}`,
		Fix:       "Remove one of them, or write two statements.",
		LearnMore: userGuide + "reference_policies_condition-logic-multiple-context-keys-or-values.html",
	},
}

// checkImpossible looks for pairs of conditions on one key that cannot both hold.
// All conditions of a statement must hold at once.
func (l *linter) checkImpossible(s *statement) {
	if len(s.conditions) < 2 {
		return
	}
	for i := range s.conditions {
		a := &s.conditions[i]
		for j := i + 1; j < len(s.conditions); j++ {
			b := &s.conditions[j]
			if !l.spend(1) {
				return
			}
			if !strings.EqualFold(a.key.Name.Text, b.key.Name.Text) {
				continue
			}
			if why := l.contradiction(a, b); why != "" {
				l.add("IAMC_CONDITION_NEVER_TRUE", l.conditionPath(s, b, -1), b.key.Values.Span, "%s %s, so the statement never applies.", clip(b.key.Name.Text), why)
				return
			}
		}
	}
}

// contradiction tells why two conditions on the same key cannot both hold, or
// returns "".
func (l *linter) contradiction(a, b *condition) string {
	if a.base == "" || b.base == "" || a.qualifier != "" || b.qualifier != "" {
		return ""
	}
	if a.family == familyNull || b.family == familyNull {
		return absent(a, b)
	}
	if a.ifExists && b.ifExists || l.hasTemplate(a) || l.hasTemplate(b) || a.family != b.family {
		return "" // both hold when the key is missing, or depend on the request
	}
	if !a.needsKey() && !b.needsKey() {
		return ""
	}
	switch a.family {
	case familyString:
		return l.disjointStrings(a, b)
	case familyBool:
		return differentBooleans(a, b)
	case familyNumeric:
		return emptyRange(a, b)
	}
	return ""
}

// absent reports a key that must be missing and must have a value.
func absent(a, b *condition) string {
	if b.family == familyNull {
		a, b = b, a
	}
	if len(a.key.Values.Values) != 1 {
		return ""
	}
	value := strings.ToLower(a.key.Values.Values[0].Text)
	switch {
	case b.family == familyNull:
		if len(b.key.Values.Values) == 1 && value != strings.ToLower(b.key.Values.Values[0].Text) {
			return "must be both there and missing"
		}
	case value == "true" && b.needsKey():
		return "must be missing and have a value"
	}
	return ""
}

func (l *linter) hasTemplate(c *condition) bool {
	for i := range c.key.Values.Values {
		if l.variables && strings.Contains(c.key.Values.Values[i].Text, "${") {
			return true
		}
	}
	return false
}

// disjointStrings compares a condition that needs one of its values with another
// that excludes them all, or that needs others.
func (l *linter) disjointStrings(a, b *condition) string {
	if !a.needsKey() {
		a, b = b, a
	}
	if len(a.key.Values.Values) == 0 || !l.spend(a.key.Values.Span.Length*b.key.Values.Span.Length/256) {
		return ""
	}
	fold := strings.HasSuffix(a.base, "IgnoreCase") || strings.HasSuffix(b.base, "IgnoreCase")
	if b.negated {
		// Every value of a must be excluded by b.
		for i := range a.key.Values.Values {
			if !excluded(a, b, a.key.Values.Values[i].Text, fold) {
				return ""
			}
		}
		return "must and must not have the same value"
	}
	if fold || b.ifExists && !a.needsKey() {
		return ""
	}
	for i := range a.key.Values.Values {
		for j := range b.key.Values.Values {
			x, y := a.key.Values.Values[i].Text, b.key.Values.Values[j].Text
			if !a.like {
				x = literal(x)
			}
			if !b.like {
				y = literal(y)
			}
			if x == "" || y == "" || overlaps(x, y) {
				return ""
			}
		}
	}
	return "must have two values at once"
}

// literal returns a text without wildcards, or "" for one whose * and ? would be
// taken for wildcards.
func literal(s string) string {
	if strings.ContainsAny(s, "*?") {
		return ""
	}
	return s
}

func excluded(a, b *condition, value string, fold bool) bool {
	if a.like && strings.ContainsAny(value, "*?") && !b.like {
		return false
	}
	for j := range b.key.Values.Values {
		other := b.key.Values.Values[j].Text
		switch {
		case fold:
			if strings.EqualFold(value, other) {
				return true
			}
		case b.like:
			if coversPattern(other, value, false) {
				return true
			}
		case value == other:
			return true
		}
	}
	return false
}

func differentBooleans(a, b *condition) string {
	if len(a.key.Values.Values) == 1 && len(b.key.Values.Values) == 1 &&
		!strings.EqualFold(a.key.Values.Values[0].Text, b.key.Values.Values[0].Text) {
		return "must be both true and false"
	}
	return ""
}

// emptyRange reports bounds that leave no number between them.
func emptyRange(a, b *condition) string {
	lowA, highA, ok := bounds(a)
	if !ok {
		return ""
	}
	lowB, highB, ok := bounds(b)
	if !ok {
		return ""
	}
	low, high := higherBound(lowA, lowB), lowerBound(highA, highB)
	if low.value == nil || high.value == nil {
		return ""
	}
	if order := low.value.Cmp(high.value); order > 0 || order == 0 && (low.open || high.open) {
		return "must be above one limit and below a smaller one"
	}
	return ""
}

// bound is a limit of a range; open means the limit itself is outside.
type bound struct {
	value *big.Rat
	open  bool
}

// bounds returns the range that a numeric condition with one value leaves.
func bounds(c *condition) (low, high bound, ok bool) {
	if len(c.key.Values.Values) != 1 || c.negated {
		return low, high, false
	}
	n, ok := rational(c.key.Values.Values[0].Text)
	if !ok {
		return low, high, false
	}
	switch c.base {
	case "NumericEquals":
		low, high = bound{n, false}, bound{n, false}
	case "NumericLessThan":
		high = bound{n, true}
	case "NumericLessThanEquals":
		high = bound{n, false}
	case "NumericGreaterThan":
		low = bound{n, true}
	case "NumericGreaterThanEquals":
		low = bound{n, false}
	}
	return low, high, true
}

func higherBound(a, b bound) bound {
	if a.value == nil || b.value != nil && (b.value.Cmp(a.value) > 0 || b.value.Cmp(a.value) == 0 && b.open) {
		return b
	}
	return a
}

func lowerBound(a, b bound) bound {
	if a.value == nil || b.value != nil && (b.value.Cmp(a.value) < 0 || b.value.Cmp(a.value) == 0 && b.open) {
		return b
	}
	return a
}

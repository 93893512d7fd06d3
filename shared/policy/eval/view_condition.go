package eval

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy/glob"
)

// ConditionView shows one line of a Condition element: an operator, a key, its
// values.
type ConditionView struct{ c *clause }

// ValueKind is how an operator reads the value of its key.
type ValueKind uint8

// The ways to read a value.
const (
	Presence ValueKind = iota // Null: whether there is a value at all
	Text
	Bool
	Number
	Date
	Address
	ARN
	Binary
)

// Kind tells how the operator reads the key.
func (v ConditionView) Kind() ValueKind {
	switch v.c.family {
	case familyNumeric:
		return Number
	case familyDate:
		return Date
	case familyBool:
		return Bool
	case familyBinary:
		return Binary
	case familyIP:
		return Address
	case familyARN:
		return ARN
	case familyNull:
		return Presence
	}
	return Text
}

// Key is the context key in lower case.
func (v ConditionView) Key() string { return v.c.key.lower }

// KeyName is the context key as the policy writes it.
func (v ConditionView) KeyName() string { return v.c.key.name }

// Operator is the operator's name in lower case, with set operator and IfExists.
func (v ConditionView) Operator() string { return strings.ToLower(v.c.name) }

// Values are the values as the policy writes them.
func (v ConditionView) Values() []string { return v.c.raw }

// Negated tells whether the operator asks that no value matches.
func (v ConditionView) Negated() bool { return v.c.negated }

// ForAllValues tells whether the operator asks something of every value of the key.
func (v ConditionView) ForAllValues() bool { return v.c.qualifier == forAllValues }

// ForAnyValue tells whether the operator asks something of some value of the key.
func (v ConditionView) ForAnyValue() bool { return v.c.qualifier == forAnyValue }

// FoldsCase tells whether the operator compares without regard to case.
func (v ConditionView) FoldsCase() bool {
	return v.c.family == familyBool || v.c.compare == compareEqualFold && v.c.family == familyString
}

// WhenAbsent is the result for a request without the key.
func (v ConditionView) WhenAbsent() bool { return v.c.whenAbsent() == yes }

// WhenPresent is the result of a Null operator for a request with the key.
func (v ConditionView) WhenPresent() bool { return v.c.sawFalse }

// Matches tells whether one value of the key matches any of the values, before
// negation. Variables are taken from the context of the call.
func (v ConditionView) Matches(c *Call, value string) bool {
	return v.c.matches(c, value).truth == yes
}

// Patterns gives the values of an operator on text, Booleans or ARNs as patterns; in
// lower case when it folds case. Values that match nothing are left out.
func (v ConditionView) Patterns(number NumberVariables) []*glob.Glob {
	var out []*glob.Glob
	for _, p := range v.c.patterns {
		out = append(out, globOf(p.tokens, number))
	}
	for _, p := range v.c.arns {
		if p.valid {
			out = append(out, p.glob(number))
		}
	}
	return out
}

// AnyARN is the pattern of every ARN.
var AnyARN = glob.New([]rune{
	'a', 'r', 'n', ':', glob.OneInPart, glob.StarInPart, ':', glob.OneInPart, glob.StarInPart, ':',
	glob.StarInPart, ':', glob.StarInPart, ':', glob.One, glob.Star,
})

func (p *arnPattern) glob(number NumberVariables) *glob.Glob {
	switch {
	case p.any:
		return AnyARN
	case p.dynamic != nil:
		// Where the parts end hangs on the variable's value; without colons in it,
		// they end here.
		parts, ok := splitTokens(p.dynamic)
		if !ok {
			return globOf(p.dynamic, number)
		}
		return joinParts(parts, number)
	}
	var parts [arnParts][]token
	for i := range parts {
		parts[i] = p.parts[i].tokens
	}
	return joinParts(parts, number)
}

// joinParts writes a pattern in which the wildcards of the first five parts stay in
// their part.
func joinParts(parts [arnParts][]token, number NumberVariables) *glob.Glob {
	var runes []rune
	for i, tokens := range parts {
		if i > 0 {
			runes = append(runes, ':')
		}
		for _, r := range globOf(tokens, number).Runes() {
			switch {
			case i < arnParts-1 && r == glob.Star:
				r = glob.StarInPart
			case i < arnParts-1 && r == glob.One:
				r = glob.OneInPart
			}
			runes = append(runes, r)
		}
	}
	return glob.New(runes)
}

// HasVariables tells whether a policy variable stands in a value.
func (v ConditionView) HasVariables() bool {
	return slices.ContainsFunc(v.c.patterns, func(p *pattern) bool { return len(p.variables) > 0 }) ||
		slices.ContainsFunc(v.c.arns, func(p *arnPattern) bool { return p.dynamic != nil })
}

// TellingNumbers gives numbers such that the conditions cannot tell any other number
// from one of them.
func TellingNumbers(list []ConditionView) []string {
	return numberValues(clausesOf(list, familyNumeric))[1:]
}

// TellingDates gives dates such that the conditions cannot tell any other date from
// one of them.
func TellingDates(list []ConditionView) []string {
	return dateValues(clausesOf(list, familyDate))[1:]
}

// TellingAddresses gives IP addresses such that the conditions cannot tell any other
// address from one of them: where their ranges begin, and what follows their ends.
func TellingAddresses(list []ConditionView) []string {
	addresses := []netip.Addr{netip.IPv4Unspecified(), netip.IPv6Unspecified()}
	for _, c := range clausesOf(list, familyIP) {
		for _, p := range c.prefixes {
			addresses = append(addresses, p.Masked().Addr())
			if next := lastOf(p).Next(); next.IsValid() {
				addresses = append(addresses, next)
			}
		}
	}
	slices.SortFunc(addresses, netip.Addr.Compare)
	var out []string
	for _, a := range slices.Compact(addresses) {
		if !a.Is4In6() { // read as the IPv4 address
			out = append(out, a.String())
		}
	}
	return out
}

// lastOf is the last address of a range.
func lastOf(p netip.Prefix) netip.Addr {
	b := p.Masked().Addr().AsSlice()
	for i := p.Bits(); i < len(b)*8; i++ {
		b[i/8] |= 1 << (7 - i%8)
	}
	a, _ := netip.AddrFromSlice(b)
	return a
}

func clausesOf(list []ConditionView, of family) []*clause {
	var out []*clause
	for _, v := range list {
		if v.c.family == of {
			out = append(out, v.c)
		}
	}
	return out
}

// Derived tells whether a key, in lower case, can follow from principal and
// resource, so that a request holds it though its context does not name it.
func Derived(key string) bool { return newContextKey(key).derived != derivedNot }

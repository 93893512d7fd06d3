package eval

import (
	"encoding/base64"
	"fmt"
	"net/netip"
	"strings"
	"time"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// clause is one line of a Condition element: an operator, a key, its values.
type clause struct {
	operator
	key  contextKey
	name string   // the operator as written
	raw  []string // the values as written

	patterns []*pattern    // String and Bool operators
	arns     []*arnPattern // ARN operators
	numbers  []decimal
	dates    []time.Time
	prefixes []netip.Prefix
	binaries []string // decoded

	sawTrue, sawFalse bool // the values of Null and Bool
	values            int  // how many of the values can match anything
	universal         bool // the values match everything that the key can hold
}

// compileCondition prepares a Condition element. All clauses must hold.
func compileCondition(block *policy.ConditionBlock, variables bool) ([]clause, error) {
	if block == nil {
		return nil, nil
	}
	var out []clause
	for i := range block.Operators {
		op := &block.Operators[i]
		parsed, err := parseOperator(op.Name.Text)
		if err != nil {
			return nil, err
		}
		for j := range op.Keys {
			c := clause{operator: parsed, key: newContextKey(op.Keys[j].Name.Text), name: op.Name.Text}
			for k := range op.Keys[j].Values.Values {
				if err := c.addValue(op.Keys[j].Values.Values[k].Text, variables); err != nil {
					return nil, fmt.Errorf("%s of %s: %w", op.Name.Text, op.Keys[j].Name.Text, err)
				}
			}
			out = append(out, c)
		}
	}
	return out, nil
}

// addValue prepares one value. A value that its operator cannot read, such as a
// word for a number, matches nothing.
func (c *clause) addValue(s string, variables bool) error {
	if len(s) > maxPattern {
		return fmt.Errorf("a condition value is longer than %d bytes", maxPattern)
	}
	before := c.values
	c.values++
	c.raw = append(c.raw, s)
	switch c.family {
	case familyString:
		p := compilePattern(s, patternRules{wildcards: c.compare == compareLike, variables: variables, fold: c.compare == compareEqualFold})
		c.patterns = append(c.patterns, p)
		c.universal = c.universal || p.universal()
	case familyBool:
		c.patterns = append(c.patterns, compilePattern(s, patternRules{variables: variables, fold: true}))
		c.sawTrue = c.sawTrue || strings.EqualFold(s, "true")
		c.sawFalse = c.sawFalse || strings.EqualFold(s, "false")
		c.universal = c.sawTrue && c.sawFalse
	case familyARN:
		p := compileARNPattern(s, variables)
		if !p.valid {
			c.values = before
		}
		c.arns = append(c.arns, p)
	case familyNumeric:
		if d, ok := parseDecimal(s); ok {
			c.numbers = append(c.numbers, d)
		} else {
			c.values = before
		}
	case familyDate:
		if t, ok := parseDate(s); ok {
			c.dates = append(c.dates, t)
		} else {
			c.values = before
		}
	case familyIP:
		if p, ok := parsePrefix(s); ok {
			c.prefixes = append(c.prefixes, p)
		} else {
			c.values = before
		}
	case familyBinary:
		if b, ok := parseBinary(s); ok {
			c.binaries = append(c.binaries, b)
		} else {
			c.values = before
		}
	case familyNull:
		c.sawTrue = c.sawTrue || strings.EqualFold(s, "true")
		c.sawFalse = c.sawFalse || strings.EqualFold(s, "false")
	}
	return nil
}

// conditions evaluates a Condition element: the conjunction of its clauses.
func (e *evaluator) conditions(list []clause) finding {
	result := known(yes)
	for i := range list {
		if result = result.and(e.clause(&list[i])); result.truth == no {
			return result
		}
	}
	return result
}

// clause evaluates one clause against the request context.
func (e *evaluator) clause(c *clause) finding {
	values, state := e.call.lookup(&c.key)
	switch state {
	case keyAbsent:
		return known(c.whenAbsent())
	case keyUnknown:
		if e.world != nil {
			if t, ok := e.world[c]; ok {
				return known(t)
			}
		}
		if t := c.whenUnknown(); t != maybe {
			return known(t)
		}
		return finding{maybe, e.call.nameMissing(nil, &c.key)}
	}
	return c.whenPresent(e.call, values)
}

// whenAbsent is the result for a key that is not in the request: false, or true
// for a negated operator, for IfExists, for ForAllValues, and for Null true.
// ForAnyValue needs a value, negated or not.
func (c *clause) whenAbsent() truth {
	switch {
	case c.family == familyNull:
		return truthOf(c.sawTrue)
	case c.ifExists || c.qualifier == forAllValues:
		return yes
	case c.qualifier == forAnyValue:
		return no
	}
	return truthOf(c.negated)
}

// whenUnknown is the result for a key that may be absent or hold any value: one
// that holds in every case is certain all the same.
func (c *clause) whenUnknown() truth {
	canHold, canFail := c.whenAbsent() == yes, c.whenAbsent() == no
	if c.family == familyNull {
		canHold, canFail = canHold || c.sawFalse, canFail || !c.sawFalse
	} else {
		matches, misses := c.values > 0, !c.universal
		if c.negated {
			matches, misses = misses, matches
		}
		canHold = canHold || matches
		canFail = canFail || misses
	}
	switch {
	case canHold && canFail:
		return maybe
	case canHold:
		return yes
	}
	return no
}

// whenPresent is the result for a key with values. Without a set operator, a key
// with several values matches when any of them does, and a negated operator
// holds when none does.
func (c *clause) whenPresent(call *Call, values []string) finding {
	if c.family == familyNull {
		return known(truthOf(c.sawFalse))
	}
	switch c.qualifier {
	case forAllValues:
		if isEmptySet(values) {
			return known(yes)
		}
		result := known(yes)
		for _, v := range values {
			if result = result.and(c.holds(call, v)); result.truth == no {
				break
			}
		}
		return result
	case forAnyValue:
		if isEmptySet(values) {
			return known(no)
		}
		result := known(no)
		for _, v := range values {
			if result = result.or(c.holds(call, v)); result.truth == yes {
				break
			}
		}
		return result
	}
	result := known(no)
	for _, v := range values {
		if result = result.or(c.matches(call, v)); result.truth == yes {
			break
		}
	}
	if c.negated {
		return result.not()
	}
	return result
}

// isEmptySet reports whether the values of a key resolve to an empty data set,
// such as an empty string, for which ForAllValues is true and ForAnyValue false
// ("Single-valued vs. multivalued context keys").
func isEmptySet(values []string) bool {
	for _, v := range values {
		if v != "" {
			return false
		}
	}
	return true
}

// holds tests one value of the request, with the operator's negation.
func (c *clause) holds(call *Call, v string) finding {
	f := c.matches(call, v)
	if c.negated {
		return f.not()
	}
	return f
}

// matches tests one value of the request against all values of the policy: any
// of them is enough.
func (c *clause) matches(call *Call, v string) finding {
	switch c.family {
	case familyNumeric:
		d, ok := parseDecimal(v)
		for i := range c.numbers {
			if ok && c.compare.holds(d.compare(c.numbers[i])) {
				return known(yes)
			}
		}
		return known(no)
	case familyDate:
		t, ok := parseDate(v)
		for i := range c.dates {
			if ok && c.compare.holds(t.Compare(c.dates[i])) {
				return known(yes)
			}
		}
		return known(no)
	case familyIP:
		addr, ok := parseAddr(v)
		for i := range c.prefixes {
			if ok && c.prefixes[i].Contains(addr) {
				return known(yes)
			}
		}
		return known(no)
	case familyBinary:
		b, ok := parseBinary(v)
		for i := range c.binaries {
			if ok && c.binaries[i] == b {
				return known(yes)
			}
		}
		return known(no)
	}
	return c.matchesText(call, v)
}

func (c *clause) matchesText(call *Call, v string) finding {
	result := known(no)
	if c.family == familyARN {
		for _, p := range c.arns {
			if result = result.or(p.match(call, v)); result.truth == yes {
				return result
			}
		}
		return result
	}
	if c.family == familyBool || c.compare == compareEqualFold {
		v = strings.ToLower(v)
	}
	for _, p := range c.patterns {
		if result = result.or(p.match(call, v)); result.truth == yes {
			return result
		}
	}
	return result
}

// parsePrefix reads an address or a CIDR range; an address alone is the range of
// itself ("IP address condition operators").
func parsePrefix(s string) (netip.Prefix, bool) {
	if !strings.Contains(s, "/") {
		addr, ok := parseAddr(s)
		return netip.PrefixFrom(addr, addr.BitLen()), ok
	}
	p, err := netip.ParsePrefix(s)
	if err != nil {
		return netip.Prefix{}, false
	}
	if p.Addr().Is4In6() && p.Bits() >= 96 {
		p = netip.PrefixFrom(p.Addr().Unmap(), p.Bits()-96)
	}
	return p, true
}

// parseAddr reads an address; an IPv4 address written as IPv6 is the IPv4 one.
func parseAddr(s string) (netip.Addr, bool) {
	addr, err := netip.ParseAddr(s)
	if err != nil || addr.Zone() != "" {
		return netip.Addr{}, false
	}
	return addr.Unmap(), true
}

// parseBinary decodes base-64 text, the form of binary values in policies and
// in simulated requests.
func parseBinary(s string) (string, bool) {
	b, err := base64.StdEncoding.DecodeString(s)
	return string(b), err == nil
}

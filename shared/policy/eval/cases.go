package eval

import (
	"math/big"
	"net/netip"
	"slices"
	"strings"
	"time"
)

const (
	maxCases = 64 // cases of one key
	maxFree  = 6  // conditions of one key whose truth is tried freely
)

// casesOf gives the cases that clauses on one key can tell apart: for each, which
// of the clauses hold. It may give cases that no value produces, never too few.
// It is nil when there are too many.
//
// A key that is tested without set operators is taken to be single-valued, as AWS
// demands ("Single-valued vs. multivalued context keys").
func casesOf(c *Call, clauses []*clause) [][]bool {
	absent := make([]bool, len(clauses))
	for i, cl := range clauses {
		absent[i] = cl.whenAbsent() == yes
	}
	var present [][]bool
	switch compared(clauses) {
	case comparedAsText:
		present = textCases(c, clauses)
	case comparedAsBool:
		present = valueCases(c, clauses, []string{"true", "false"})
	case comparedAsNumber:
		present = valueCases(c, clauses, numberValues(clauses))
	case comparedAsDate:
		present = valueCases(c, clauses, dateValues(clauses))
	case comparedAsAddress:
		present = rangeCases(clauses)
	default:
		present = freeCases(clauses)
	}
	if present == nil {
		return nil
	}
	return distinct(append([][]bool{absent}, present...))
}

// comparedAs is how the clauses on one key read its values.
type comparedAs uint8

const (
	comparedAsText comparedAs = 1 << iota
	comparedAsBool
	comparedAsNumber
	comparedAsDate
	comparedAsAddress
	comparedAsSet
)

// compared joins how the clauses read the key; a sum of several is returned when
// they differ, save that a Boolean is text as well.
func compared(clauses []*clause) comparedAs {
	var as comparedAs
	for _, cl := range clauses {
		switch {
		case cl.family == familyNull:
			continue
		case cl.qualifier != qualifierNone:
			as |= comparedAsSet
		}
		switch cl.family {
		case familyNumeric:
			as |= comparedAsNumber
		case familyDate:
			as |= comparedAsDate
		case familyIP:
			as |= comparedAsAddress
		case familyBool:
			as |= comparedAsBool
		default:
			as |= comparedAsText
		}
	}
	if as == 0 || as == comparedAsText|comparedAsBool {
		return comparedAsText
	}
	return as
}

// freeCases tries every combination of the clauses' results; equal clauses agree.
func freeCases(clauses []*clause) [][]bool {
	atoms := make(map[string]int)
	which := make([]int, len(clauses))
	for i, cl := range clauses {
		if cl.family == familyNull {
			which[i] = -1
			continue
		}
		sign := strings.ToLower(strings.TrimSuffix(strings.ToLower(cl.name), "ifexists")) + "\x00" + strings.Join(cl.raw, "\x00")
		if _, seen := atoms[sign]; !seen {
			atoms[sign] = len(atoms)
		}
		which[i] = atoms[sign]
	}
	if len(atoms) > maxFree {
		return nil
	}
	var out [][]bool
	for n := range 1 << len(atoms) {
		one := make([]bool, len(clauses))
		for i, cl := range clauses {
			if which[i] < 0 {
				one[i] = cl.sawFalse
			} else {
				one[i] = n>>which[i]&1 == 1
			}
		}
		out = append(out, one)
	}
	return out
}

// valueCases evaluates the clauses on each of the values.
func valueCases(c *Call, clauses []*clause, values []string) [][]bool {
	if len(values) > maxCases {
		return nil
	}
	var out [][]bool
	for _, v := range values {
		one := make([]bool, len(clauses))
		for i, cl := range clauses {
			f := cl.whenPresent(c, []string{v})
			if f.truth == maybe {
				return nil
			}
			one[i] = f.truth == yes
		}
		out = append(out, one)
	}
	return out
}

// numberValues gives every number of the clauses, one between each two, one below
// and one above all, and something that is no number.
func numberValues(clauses []*clause) []string {
	var numbers []*big.Rat
	for _, cl := range clauses {
		for _, raw := range cl.raw {
			if d, ok := parseDecimal(raw); ok {
				numbers = append(numbers, d.rat())
			}
		}
	}
	slices.SortFunc(numbers, (*big.Rat).Cmp)
	numbers = slices.CompactFunc(numbers, func(a, b *big.Rat) bool { return a.Cmp(b) == 0 })
	out := []string{"not a number"}
	one := big.NewRat(1, 1)
	for i, n := range numbers {
		if i == 0 {
			out = append(out, exactText(new(big.Rat).Sub(n, one)))
		} else {
			sum := new(big.Rat).Add(n, numbers[i-1])
			out = append(out, exactText(sum.Quo(sum, big.NewRat(2, 1))))
		}
		out = append(out, exactText(n))
		if i == len(numbers)-1 {
			out = append(out, exactText(new(big.Rat).Add(n, one)))
		}
	}
	return out
}

func (d decimal) rat() *big.Rat {
	text := "0" + d.integer + "." + d.fraction + "0"
	if d.negative {
		text = "-" + text
	}
	r, _ := new(big.Rat).SetString(text)
	return r
}

// exactText writes a number whose denominator is a product of twos and fives.
func exactText(r *big.Rat) string {
	digits, _ := r.FloatPrec()
	return r.FloatString(digits)
}

// dateValues gives every date of the clauses, one between each two, one before and
// one after all, and something that is no date.
func dateValues(clauses []*clause) []string {
	var dates []time.Time
	for _, cl := range clauses {
		dates = append(dates, cl.dates...)
	}
	slices.SortFunc(dates, time.Time.Compare)
	dates = slices.CompactFunc(dates, time.Time.Equal)
	out := []string{"not a date"}
	write := func(t time.Time) { out = append(out, t.UTC().Format(time.RFC3339Nano)) }
	for i, t := range dates {
		if i == 0 {
			write(t.Add(-time.Hour))
		} else {
			write(t.Add(-t.Sub(dates[i-1]) / 2))
		}
		write(t)
		if i == len(dates)-1 {
			write(t.Add(time.Hour))
		}
	}
	return out
}

// rangeCases gives one case for an address in each range, in that range and those
// around it but in no other, and one for an address outside all.
func rangeCases(clauses []*clause) [][]bool {
	var ranges []netip.Prefix
	for _, cl := range clauses {
		ranges = append(ranges, cl.prefixes...)
	}
	if len(ranges) >= maxCases {
		return nil
	}
	within := func(outer, inner netip.Prefix) bool {
		return outer.Bits() <= inner.Bits() && outer.Contains(inner.Addr())
	}
	var out [][]bool
	for n := -1; n < len(ranges); n++ {
		one := make([]bool, len(clauses))
		for i, cl := range clauses {
			if cl.family == familyNull {
				one[i] = cl.sawFalse
				continue
			}
			in := n >= 0 && slices.ContainsFunc(cl.prefixes, func(p netip.Prefix) bool { return within(p, ranges[n]) })
			one[i] = in != cl.negated
		}
		out = append(out, one)
	}
	return out
}

// textCases gives a case for every literal value of the clauses, and for any other
// text one for each combination of wildcard patterns it might match.
func textCases(c *Call, clauses []*clause) [][]bool {
	var literals []string
	patterns := make(map[string]int)
	var shapes []knownPattern
	which := make([][]int, len(clauses)) // indexes of the clause's patterns; -1: matches everything
	for i, cl := range clauses {
		for j, raw := range cl.raw {
			switch one, reach := cl.reach(c, j); reach {
			case reachAll:
				which[i] = append(which[i], -1)
			case reachMany:
				sign := cl.patternSign(raw)
				if _, seen := patterns[sign]; !seen {
					patterns[sign] = len(patterns)
					shapes = append(shapes, cl.shapeOf(c, j))
				}
				which[i] = append(which[i], patterns[sign])
			case reachOne:
				literals = append(literals, one)
			}
		}
	}
	if len(patterns) > maxFree || len(literals) > maxCases {
		return nil
	}
	out := valueCases(c, clauses, literals)
	if out == nil && len(literals) > 0 {
		return nil
	}
	for n := range 1 << len(patterns) {
		if !possible(shapes, n) {
			continue
		}
		one := make([]bool, len(clauses))
		for i, cl := range clauses {
			if cl.family == familyNull {
				one[i] = cl.sawFalse
				continue
			}
			in := slices.ContainsFunc(which[i], func(p int) bool { return p < 0 || n>>p&1 == 1 })
			one[i] = in != cl.negated
		}
		out = append(out, one)
	}
	return out
}

// reach is how many texts a value of a clause matches.
type reach uint8

const (
	reachNone reach = iota
	reachOne
	reachMany
	reachAll
)

// reach tells how many texts value j matches, and which one if only one.
func (c *clause) reach(call *Call, j int) (string, reach) {
	switch {
	case c.family == familyNull:
		return "", reachNone
	case c.family == familyBinary:
		return c.raw[j], reachOne
	case c.family == familyARN:
		if strings.ContainsAny(c.raw[j], "*?$") {
			return "", reachMany
		}
		return c.raw[j], reachOne
	case c.patterns[j].universal():
		return "", reachAll
	}
	text, how := c.patterns[j].reach(call)
	if c.patterns[j].fold && how == reachOne && strings.ToUpper(text) != text {
		return "", reachMany // each way to capitalize it
	}
	return text, how
}

func (p *pattern) reach(call *Call) (string, reach) {
	if p.form == formExact {
		return p.text, reachOne
	}
	text, how := "", reachOne
	for _, t := range p.tokens {
		switch t.kind {
		case tokenText:
			text += t.text
		case tokenVariable:
			value, ok, state := t.ref.resolve(call)
			switch {
			case state == keyUnknown:
				how = reachMany
			case !ok:
				return "", reachNone
			}
			text += value
		default:
			how = reachMany
		}
	}
	return text, how
}

// patternSign tells patterns apart that may match different texts.
func (c *clause) patternSign(raw string) string {
	switch {
	case c.family == familyARN:
		return "arn\x00" + raw
	case c.compare == compareEqualFold || c.family == familyBool:
		return "fold\x00" + strings.ToLower(raw)
	}
	return "text\x00" + raw
}

// distinct drops cases that are the same.
func distinct(cases [][]bool) [][]bool {
	var out [][]bool
	for _, one := range cases {
		if !slices.ContainsFunc(out, func(other []bool) bool { return slices.Equal(one, other) }) {
			out = append(out, one)
		}
	}
	if len(out) > maxCases {
		return nil
	}
	return out
}

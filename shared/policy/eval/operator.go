package eval

import (
	"fmt"
	"strings"
)

// family groups the condition operators that compare the same type of value.
type family uint8

const (
	familyString family = iota
	familyNumeric
	familyDate
	familyBool
	familyBinary
	familyIP
	familyARN
	familyNull
)

// comparison is how a value of a family is compared.
type comparison uint8

const (
	compareEqual comparison = iota
	compareEqualFold
	compareLike
	compareLess
	compareLessOrEqual
	compareGreater
	compareGreaterOrEqual
)

// holds tells whether an ordering (negative, zero, positive) of the request's
// value against the policy's value satisfies the comparison.
func (c comparison) holds(order int) bool {
	switch c {
	case compareLess:
		return order < 0
	case compareLessOrEqual:
		return order <= 0
	case compareGreater:
		return order > 0
	case compareGreaterOrEqual:
		return order >= 0
	default:
		return order == 0
	}
}

// qualifier is a set operator for multivalued context keys.
type qualifier uint8

const (
	qualifierNone qualifier = iota
	forAllValues
	forAnyValue
)

// operator is a condition operator, taken apart.
type operator struct {
	family    family
	compare   comparison
	negated   bool
	qualifier qualifier
	ifExists  bool
}

// operators are the condition operators of "IAM JSON policy elements: Condition
// operators", by lower-case name, without set operator and without IfExists.
var operators = map[string]operator{
	"stringequals":              {family: familyString},
	"stringnotequals":           {family: familyString, negated: true},
	"stringequalsignorecase":    {family: familyString, compare: compareEqualFold},
	"stringnotequalsignorecase": {family: familyString, compare: compareEqualFold, negated: true},
	"stringlike":                {family: familyString, compare: compareLike},
	"stringnotlike":             {family: familyString, compare: compareLike, negated: true},
	"numericequals":             {family: familyNumeric},
	"numericnotequals":          {family: familyNumeric, negated: true},
	"numericlessthan":           {family: familyNumeric, compare: compareLess},
	"numericlessthanequals":     {family: familyNumeric, compare: compareLessOrEqual},
	"numericgreaterthan":        {family: familyNumeric, compare: compareGreater},
	"numericgreaterthanequals":  {family: familyNumeric, compare: compareGreaterOrEqual},
	"dateequals":                {family: familyDate},
	"datenotequals":             {family: familyDate, negated: true},
	"datelessthan":              {family: familyDate, compare: compareLess},
	"datelessthanequals":        {family: familyDate, compare: compareLessOrEqual},
	"dategreaterthan":           {family: familyDate, compare: compareGreater},
	"dategreaterthanequals":     {family: familyDate, compare: compareGreaterOrEqual},
	"bool":                      {family: familyBool},
	"binaryequals":              {family: familyBinary},
	"ipaddress":                 {family: familyIP},
	"notipaddress":              {family: familyIP, negated: true},
	"arnequals":                 {family: familyARN},
	"arnnotequals":              {family: familyARN, negated: true},
	"arnlike":                   {family: familyARN},
	"arnnotlike":                {family: familyARN, negated: true},
	"null":                      {family: familyNull},
}

// parseOperator reads an operator's name, in any case, with its set operator and
// IfExists suffix.
func parseOperator(name string) (operator, error) {
	rest := strings.ToLower(name)
	q := qualifierNone
	if set, base, ok := strings.Cut(rest, ":"); ok {
		switch set {
		case "forallvalues":
			q = forAllValues
		case "foranyvalue":
			q = forAnyValue
		default:
			return operator{}, fmt.Errorf("condition operator %q: unknown set operator; use ForAllValues or ForAnyValue", name)
		}
		rest = base
	}
	base, ifExists := strings.CutSuffix(rest, "ifexists")
	op, ok := operators[base]
	switch {
	case !ok:
		return operator{}, fmt.Errorf("condition operator %q does not exist", name)
	case op.family == familyNull && ifExists:
		return operator{}, fmt.Errorf("condition operator %q: Null tests presence itself and takes no IfExists", name)
	}
	op.qualifier, op.ifExists = q, ifExists
	return op, nil
}

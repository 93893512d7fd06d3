package complete

import (
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// Operator is a condition operator without set operator and IfExists.
type Operator struct {
	Name  string
	Type  string // of the values it compares: String, Numeric, Date, Bool, Binary, IPAddress, ARN, or Null
	About string // what it compares, as a sentence
	// Negated operators also hold when the key is missing from the request.
	Negated bool
	// Wildcards tells whether * and ? in its values stand for other characters.
	Wildcards bool
}

// The types of condition key, and of the values that operators compare, as the
// catalog names them. typeNull is of Null alone, which takes keys of every type.
const (
	typeString  = "String"
	typeNumeric = "Numeric"
	typeDate    = "Date"
	typeBool    = "Bool"
	typeBinary  = "Binary"
	typeIP      = "IPAddress"
	typeARN     = "ARN"
	typeNull    = "Null"
)

// operators are those of "IAM JSON policy elements: Condition operators" in the
// IAM User Guide, in its order.
var operators = []Operator{
	{"StringEquals", typeString, "The key's value is one of those listed, letter by letter.", false, false},
	{"StringNotEquals", typeString, "The key's value is none of those listed.", true, false},
	{"StringEqualsIgnoreCase", typeString, "The key's value is one of those listed; capitals do not matter.", false, false},
	{"StringNotEqualsIgnoreCase", typeString, "The key's value is none of those listed; capitals do not matter.", true, false},
	{"StringLike", typeString, "The key's value matches one of the patterns, in which * and ? are wildcards.", false, true},
	{"StringNotLike", typeString, "The key's value matches none of the patterns, in which * and ? are wildcards.", true, true},
	{"NumericEquals", typeNumeric, "The key's value is one of the numbers.", false, false},
	{"NumericNotEquals", typeNumeric, "The key's value is none of the numbers.", true, false},
	{"NumericLessThan", typeNumeric, "The key's value is below the number.", false, false},
	{"NumericLessThanEquals", typeNumeric, "The key's value is the number or below it.", false, false},
	{"NumericGreaterThan", typeNumeric, "The key's value is above the number.", false, false},
	{"NumericGreaterThanEquals", typeNumeric, "The key's value is the number or above it.", false, false},
	{"DateEquals", typeDate, "The key's value is that point in time.", false, false},
	{"DateNotEquals", typeDate, "The key's value is another point in time.", true, false},
	{"DateLessThan", typeDate, "The key's value is before that point in time.", false, false},
	{"DateLessThanEquals", typeDate, "The key's value is that point in time or before it.", false, false},
	{"DateGreaterThan", typeDate, "The key's value is after that point in time.", false, false},
	{"DateGreaterThanEquals", typeDate, "The key's value is that point in time or after it.", false, false},
	{"Bool", typeBool, "The key's value is true, or is false, as written.", false, false},
	{"BinaryEquals", typeBinary, "The key's value has the bytes that are given in base64.", false, false},
	{"IpAddress", typeIP, "The address is in one of the ranges, IPv4 or IPv6.", false, false},
	{"NotIpAddress", typeIP, "The address is in none of the ranges.", true, false},
	{"ArnEquals", typeARN, "The ARN matches one of the patterns part by part: a wildcard does not cross a colon. The same as ArnLike.", false, true},
	{"ArnNotEquals", typeARN, "The ARN matches none of the patterns part by part. The same as ArnNotLike.", true, true},
	{"ArnLike", typeARN, "The ARN matches one of the patterns part by part: a wildcard does not cross a colon.", false, true},
	{"ArnNotLike", typeARN, "The ARN matches none of the patterns part by part.", true, true},
	{"Null", typeNull, "With true the key must be missing from the request, with false it must be there.", false, false},
}

// Operators lists the condition operators in the order of AWS's documentation.
func Operators() []Operator { return append([]Operator(nil), operators...) }

// KeyTypes lists the types of condition key that the operator takes: its own, and
// others that AWS lets it compare. Null takes every type.
func (o *Operator) KeyTypes() []string {
	switch o.Type {
	case typeString:
		return []string{typeString, typeARN}
	case typeNumeric:
		return []string{typeNumeric, typeDate} // times as seconds
	case typeNull:
		return []string{typeString, typeNumeric, typeDate, typeBool, typeBinary, typeIP, typeARN}
	}
	return []string{o.Type}
}

// Takes reports whether the operator compares keys of a type.
func (o *Operator) Takes(keyType string) bool { return contains(o.KeyTypes(), keyType) }

// Forms lists how the operator is written with a key: plain and with IfExists, or
// with set operators for a key that can have several values in a request.
func (o *Operator) Forms(multivalued bool) []string {
	switch {
	case o.Type == typeNull:
		return []string{o.Name}
	case multivalued:
		return []string{forAnyValue + o.Name, forAllValues + o.Name, forAnyValue + o.Name + ifExists, forAllValues + o.Name + ifExists}
	}
	return []string{o.Name, o.Name + ifExists}
}

const (
	forAllValues = "ForAllValues:"
	forAnyValue  = "ForAnyValue:"
	ifExists     = "IfExists"
)

// What the additions to an operator mean: "Condition operators" and "Set operators
// for multivalued context keys" in the IAM User Guide.
const (
	aboutIfExists     = "Also holds when the key is missing from the request."
	aboutForAnyValue  = "Holds when at least one of the key's values does."
	aboutForAllValues = "Holds when all of the key's values do, and also when the request has none: do not allow by it alone."
)

// usedOperator is an operator as a policy writes it.
type usedOperator struct {
	*Operator        // nil when there is none of that name
	set       string // ForAllValues:, ForAnyValue: or nothing
	ifExists  bool
}

// parseOperator reads an operator in any case.
func parseOperator(name string) usedOperator {
	var u usedOperator
	for _, set := range [...]string{forAllValues, forAnyValue} {
		if len(name) >= len(set) && strings.EqualFold(name[:len(set)], set) {
			u.set, name = set, name[len(set):]
			break
		}
	}
	if n := len(name) - len(ifExists); n > 0 && strings.EqualFold(name[n:], ifExists) {
		u.ifExists, name = true, name[:n]
	}
	for i := range operators {
		if strings.EqualFold(operators[i].Name, name) {
			u.Operator = &operators[i]
		}
	}
	return u
}

// operators offers the operators, with IfExists and set operators where the keys
// that stand under the operator already, or what was typed, make them suitable.
func (c *completer) operators() {
	types, multi, keys := c.keysBelow()
	block := c.t.at.container
	offer := func(o *Operator, set string, exists bool) {
		it := Item{Label: set + o.Name, Kind: ItemOperator, Detail: o.Type, Documentation: o.About}
		if exists {
			it.Label += ifExists
			it.Documentation += " " + aboutIfExists
		}
		switch set {
		case forAnyValue:
			it.Documentation += " " + aboutForAnyValue
		case forAllValues:
			it.Documentation += " " + aboutForAllValues
		}
		if c.present(block, it.Label) {
			return
		}
		it.Insert = it.Label
		if r := match(it.Label, c.typed); r != rankNo {
			c.add(c.name(it, "{}"), r)
		}
	}
	fit := func(o *Operator) bool {
		for _, t := range types {
			if !o.Takes(t) {
				return false
			}
		}
		return true
	}
	each := func(set string, exists bool) {
		for i := range operators {
			o := &operators[i]
			if fit(o) && (o.Type != typeNull || set == "" && !exists) {
				offer(o, set, exists)
			}
		}
	}
	// The forms in the order in which the keys below make them likely.
	if keys && multi {
		each(forAnyValue, false)
		each(forAllValues, false)
		each(forAnyValue, true)
		each(forAllValues, true)
		if o := &operators[len(operators)-1]; o.Type == typeNull {
			offer(o, "", false)
		}
		return
	}
	each("", false)
	each("", true)
	if !keys {
		each(forAnyValue, false)
		each(forAllValues, false)
		if c.typed != "" {
			each(forAnyValue, true)
			each(forAllValues, true)
		}
	}
}

// keysBelow tells of the keys that stand under the operator at the cursor: their
// types, whether one of them has several values, and whether there are any known.
func (c *completer) keysBelow() (types []string, multi, known bool) {
	at := c.t.at.token
	if at == none || c.t.nodes[at].first == none {
		return nil, false, false
	}
	object := c.t.nodes[at].first
	if c.t.nodes[object].typ != nodeObject {
		return nil, false, false
	}
	for k := c.t.nodes[object].first; k != none; k = c.t.nodes[k].next {
		key := c.lookupKey(c.t.text(k))
		if key == nil {
			continue
		}
		known = true
		multi = multi || key.Multivalued()
		if t := key.ElementType(); !contains(types, t) && !strings.ContainsAny(key.Name, "${<") {
			types = append(types, t)
		}
	}
	return types, multi, known
}

// hasVariables reports whether policy variables are replaced in the document: not
// in one that says it is of the earlier version.
func (c *completer) hasVariables() bool {
	root := c.t.nodes[0].first
	if root == none || c.t.nodes[root].typ != nodeObject {
		return true
	}
	earlier := false
	c.t.strings(c.t.member(root, elementVersion), func(_ int32, text string) { earlier = text == policy.Version2008 })
	return !earlier
}

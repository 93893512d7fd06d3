package lint

import (
	"encoding/base64"
	"math/big"
	"strconv"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

var valueCodes = []CodeInfo{
	{
		Code: "TYPE_MISMATCH", Type: TypeWarning, Title: "Type mismatch",
		What:    "The operator compares another type of value than the key holds.",
		Example: `{"StringEquals": {"aws:MultiFactorAuthPresent": "true"}}`,
		Fix:     "Use an operator of the key's type.",
	},
	{
		Code: "TYPE_MISMATCH_BOOLEAN", Type: TypeWarning, Title: "Type mismatch Boolean",
		What:    "The value of a Bool or Null condition is neither true nor false.",
		Example: `{"Bool": {"aws:SecureTransport": "yes"}}`,
		Fix:     `Write "true" or "false".`,
	},
	{
		Code: "TYPE_MISMATCH_DATE", Type: TypeWarning, Title: "Type mismatch date",
		What:    "The value of a date condition is not a date.",
		Example: `{"DateLessThan": {"aws:CurrentTime": "tomorrow"}}`,
		Fix:     "Write YYYY-MM-DD, or with a time YYYY-MM-DDThh:mm:ssZ.",
	},
	{
		Code: "INVALID_DATE_VALUE", Type: TypeWarning, Title: "Invalid date value",
		What:    "The date is written as a number of seconds, which is easy to misread.",
		Example: `{"DateLessThan": {"aws:CurrentTime": "1893456000"}}`,
		Fix:     "Write YYYY-MM-DD, or with a time YYYY-MM-DDThh:mm:ssZ.",
	},
	{
		Code: "TYPE_MISMATCH_NUMBER", Type: TypeWarning, Title: "Type mismatch number",
		What:    "The value of a numeric condition is not a number.",
		Example: `{"NumericLessThan": {"aws:MultiFactorAuthAge": "one hour"}}`,
		Fix:     "Write a number.",
	},
	{
		Code: "TYPE_MISMATCH_STRING", Type: TypeWarning, Title: "Type mismatch string",
		What:    "The value of a binary condition is not base64-encoded.",
		Example: `{"BinaryEquals": {"kms:RecipientAttestation:ImageSha384": "not base64!"}}`,
		Fix:     "Write the value in base64.",
	},
	{
		Code: "INVALID_CONDITION_DATA_TYPE", Type: TypeError, Title: "Invalid condition data type",
		What:    "The values of one key are of different JSON types.",
		Example: `{"StringEquals": {"aws:PrincipalTag/level": ["one", 2]}}`,
		Fix:     "Write all of them as strings.",
	},
	{
		Code: "INVALID_CONDITION_MULTIPLE_BOOLEAN", Type: TypeError, Title: "Invalid condition multiple Boolean",
		What:    "A Boolean condition has several values.",
		Example: `{"Bool": {"aws:SecureTransport": ["true", "false"]}}`,
		Fix:     "Keep one.",
	},
	{
		Code: "REDUNDANT_CONDITION_VALUE_NUM", Type: TypeSuggestion, Title: "Redundant condition value num",
		What:    "Of several limits only the widest has an effect, because one of the values need match.",
		Example: `{"NumericLessThan": {"aws:MultiFactorAuthAge": ["2700", "3600"]}}`,
		Fix:     "Keep the limit that was meant.",
	},
	{
		Code: "EMPTY_ARRAY_CONDITION", Type: TypeSuggestion, Title: "Empty array condition",
		What:    "The key has no values to be compared with.",
		Example: `{"StringEquals": {"aws:username": []}}`,
		Fix:     "Write the values, or remove the key.",
	},
	{
		Code: "EMPTY_ARRAY_CONDITION_FORALLVALUES", Type: TypeSuggestion, Title: "Empty array condition ForAllValues",
		What:    "With no values, ForAllValues only matches requests without the key.",
		Example: `{"ForAllValues:StringEquals": {"aws:TagKeys": []}}`,
		Fix:     `Write "Null": {"key": "true"} if that is meant.`,
	},
	{
		Code: "EMPTY_ARRAY_CONDITION_FORANYVALUE", Type: TypeSuggestion, Title: "Empty array condition ForAnyValue",
		What:    "With no values, ForAnyValue never matches.",
		Example: `{"ForAnyValue:StringEquals": {"aws:TagKeys": []}}`,
		Fix:     "Write the values.",
	},
	{
		Code: "EMPTY_ARRAY_CONDITION_IFEXISTS", Type: TypeSuggestion, Title: "Empty array condition IfExists",
		What:    "With no values, IfExists only matches requests without the key.",
		Example: `{"StringEqualsIfExists": {"aws:username": []}}`,
		Fix:     `Write "Null": {"key": "true"} if that is meant.`,
	},
}

// checkValues checks the values of one condition key.
func (l *linter) checkValues(s *statement, c *condition) {
	values := c.key.Values.Values
	if len(values) == 0 {
		l.checkNoValues(s, c)
		return
	}
	l.checkOperatorType(s, c)
	l.checkJSONTypes(s, c)
	if (c.family == familyBool || c.family == familyNull) && len(values) > 1 {
		l.add("INVALID_CONDITION_MULTIPLE_BOOLEAN", l.conditionPath(s, c, -1), c.key.Values.Span, "%s has %d values; a Boolean condition has one.", clip(c.key.Name.Text), len(values))
	}
	for i := range values {
		l.checkValue(s, c, i)
	}
	if c.family == familyNumeric && len(values) > 1 {
		l.checkRedundantNumbers(s, c)
	}
}

func (l *linter) checkNoValues(s *statement, c *condition) {
	if l.doc.Source()[c.key.Values.Span.Offset] != '[' {
		return
	}
	code, what := "EMPTY_ARRAY_CONDITION", "is not compared with anything"
	switch {
	case c.qualifier == forAllValues:
		code, what = "EMPTY_ARRAY_CONDITION_FORALLVALUES", "matches only requests without the key"
	case c.qualifier == forAnyValue:
		code, what = "EMPTY_ARRAY_CONDITION_FORANYVALUE", "never matches"
	case c.ifExists:
		code, what = "EMPTY_ARRAY_CONDITION_IFEXISTS", "matches only requests without the key"
	}
	l.add(code, l.conditionPath(s, c, -1), c.key.Values.Span, "%s has no values, so it %s.", clip(c.key.Name.Text), what)
}

// keyFamilies are the operators for each type of key: see "Condition operators".
// Times are also compared as numbers of seconds, ARNs also as strings.
var keyFamilies = map[string][]family{
	"String":    {familyString},
	"ARN":       {familyARN, familyString},
	"Numeric":   {familyNumeric},
	"Long":      {familyNumeric},
	"Bool":      {familyBool},
	"Date":      {familyDate, familyNumeric},
	"IPAddress": {familyIP},
	"Binary":    {familyBinary},
}

// checkOperatorType compares the operator's type with the key's.
func (l *linter) checkOperatorType(s *statement, c *condition) {
	if c.info.known == nil || c.family == familyNull || strings.ContainsAny(c.info.known.Name, "${<") {
		return // keys about one tag or one context entry hold what their owner chose
	}
	allowed, ok := keyFamilies[c.info.known.ElementType()]
	if !ok {
		return
	}
	for _, f := range allowed {
		if f == c.family {
			return
		}
	}
	l.add("TYPE_MISMATCH", l.conditionPath(s, c, -1), c.op.Name.Span, "%s is of type %s: use a %s operator instead of %s.",
		clip(c.key.Name.Text), c.info.known.ElementType(), allowed[0], c.op.Name.Text)
}

// checkJSONTypes finds lists that mix strings, numbers and Booleans.
func (l *linter) checkJSONTypes(s *statement, c *condition) {
	values := c.key.Values.Values
	for i := 1; i < len(values); i++ {
		if values[i].Type != values[0].Type && values[i].Type < policy.TypeNull && values[0].Type < policy.TypeNull {
			l.add("INVALID_CONDITION_DATA_TYPE", l.conditionPath(s, c, i), values[i].Span, "The values of %s mix a %s and a %s.", clip(c.key.Name.Text), values[0].Type, values[i].Type)
			return
		}
	}
}

// checkValue checks that a value has the type the operator compares.
func (l *linter) checkValue(s *statement, c *condition, i int) {
	v := &c.key.Values.Values[i]
	if v.Type > policy.TypeBool {
		return // reported by the parser
	}
	if v.IsString() && l.variables && strings.Contains(v.Text, "${") {
		return // checked with the variables
	}
	path := func() string { return l.conditionPath(s, c, i) }
	switch c.family {
	case familyBool, familyNull:
		if !strings.EqualFold(v.Text, "true") && !strings.EqualFold(v.Text, "false") {
			l.add("TYPE_MISMATCH_BOOLEAN", path(), v.Span, "%s is neither true nor false.", describe(v.Text))
		}
	case familyNumeric:
		if !isNumber(v.Text) {
			l.add("TYPE_MISMATCH_NUMBER", path(), v.Span, "%s is not a number.", describe(v.Text))
			l.refuseValue(path, v, "number")
		}
	case familyDate:
		switch {
		case isDigits(v.Text):
			if n, err := strconv.ParseInt(v.Text, 10, 64); err != nil || n < 0 {
				l.refuseValue(path, v, "time")
			}
			if c.is("aws:EpochTime") {
				return // whose values are seconds
			}
			l.add("INVALID_DATE_VALUE", path(), v.Span, "%s is a number of seconds; write the date as YYYY-MM-DD.", clip(v.Text))
		case !isDate(v.Text):
			l.add("TYPE_MISMATCH_DATE", path(), v.Span, "%s is not a date; write YYYY-MM-DD or an ISO 8601 time.", describe(v.Text))
			l.refuseValue(path, v, "date")
		}
	case familyBinary:
		if _, err := base64.StdEncoding.DecodeString(v.Text); err != nil || v.Text == "" {
			l.add("TYPE_MISMATCH_STRING", path(), v.Span, "%s is not base64.", describe(v.Text))
			l.refuseBinary(path, v)
		}
	case familyARN:
		if !isARNValue(v.Text) {
			l.refuseValue(path, v, "ARN")
		}
	}
}

// refuseValue reports a value that IAM refuses to store. AWS STS takes it in
// session policies, where the comparison then fails.
func (l *linter) refuseValue(path func() string, v *policy.Value, what string) {
	if l.isIAM() {
		l.malformed(path(), v.Span, "IAM refuses to store the policy: %s is not a valid %s.", describe(v.Text), what)
	}
}

func (l *linter) refuseBinary(path func() string, v *policy.Value) {
	if l.isIAM() || l.kind == policy.KindSession {
		l.malformed(path(), v.Span, "AWS refuses the policy: %s is not base64.", describe(v.Text))
	}
}

// isARNValue reports whether a value compared by an ARN operator is one. "*" and
// patterns that begin with a wildcard are taken for ARN patterns.
func isARNValue(s string) bool {
	return strings.HasPrefix(s, "arn:") || strings.HasPrefix(s, "*") || strings.HasPrefix(s, "arn*") || strings.HasPrefix(s, "?")
}

func isDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// isNumber accepts what AWS compares as a number: digits with an optional sign,
// decimal point and exponent.
func isNumber(s string) bool {
	if s == "" || len(s) > 100 {
		return false
	}
	for i := 0; i < len(s); i++ {
		if c := s[i]; !('0' <= c && c <= '9' || c == '+' || c == '-' || c == '.' || c == 'e' || c == 'E') {
			return false
		}
	}
	_, err := strconv.ParseFloat(s, 64)
	return err == nil
}

// checkRedundantNumbers finds several limits where one decides.
func (l *linter) checkRedundantNumbers(s *statement, c *condition) {
	var which string
	switch c.base {
	case "NumericLessThan", "NumericLessThanEquals":
		which = "greatest"
	case "NumericGreaterThan", "NumericGreaterThanEquals":
		which = "least"
	default:
		return
	}
	if c.negated {
		return
	}
	best := -1
	var limit *big.Rat
	for i := range c.key.Values.Values {
		n, ok := rational(c.key.Values.Values[i].Text)
		if !ok {
			return
		}
		if best < 0 || which == "greatest" && n.Cmp(limit) > 0 || which == "least" && n.Cmp(limit) < 0 {
			best, limit = i, n
		}
	}
	keep := &c.key.Values.Values[best]
	f := l.add("REDUNDANT_CONDITION_VALUE_NUM", l.conditionPath(s, c, -1), c.key.Values.Span,
		"Of the values of %s only the %s, %s, has an effect.", clip(c.key.Name.Text), which, keep.Text)
	f.Fix = replace(c.key.Values.Span, l.doc.Text(keep.Span), "Keep "+keep.Text)
}

// rational reads a number exactly. Exponents are bounded: a value such as 1e999999
// must not cost memory.
func rational(s string) (*big.Rat, bool) {
	if !isNumber(s) || len(s) > 40 {
		return nil, false
	}
	if at := strings.IndexAny(s, "eE"); at >= 0 {
		if n, err := strconv.Atoi(s[at+1:]); err != nil || n > 30 || n < -30 {
			return nil, false
		}
	}
	return new(big.Rat).SetString(s)
}

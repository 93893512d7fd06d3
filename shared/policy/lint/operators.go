package lint

import (
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

var operatorCodes = []CodeInfo{
	{
		Code: "INVALID_CONDITION_OPERATOR", Type: TypeError, Title: "Invalid condition operator",
		What:    "There is no such condition operator.",
		Example: `{"StringMatches": {"aws:username": "ana*"}}`,
		Fix:     "Use an operator of the type of the key, such as StringEquals or StringLike.",
	},
	{
		Code: "IAMC_OPERATOR_CASE", Type: TypeSuggestion, Title: "Operator in unusual case",
		What:      "AWS writes the operator with other capitals. It is understood, but tools that read the policy may not understand it.",
		Example:   `{"stringequals": {"aws:username": "ana"}}`,
		Fix:       "Write it as AWS does.",
		LearnMore: userGuide + "reference_policies_elements_condition_operators.html",
	},
	{
		Code: "NULL_WITH_IF_EXISTS", Type: TypeError, Title: "Null with if exists",
		What:    "Null tests whether a key is there; it cannot be combined with IfExists.",
		Example: `{"NullIfExists": {"aws:TokenIssueTime": "true"}}`,
		Fix:     "Write Null.",
	},
	{
		Code: "NULL_WITH_QUALIFIER", Type: TypeSuggestion, Title: "Null with qualifier",
		What:    "With ForAllValues or ForAnyValue, Null is always true or always false.",
		Example: `{"ForAllValues:Null": {"aws:TagKeys": "false"}}`,
		Fix:     "Write Null without the qualifier.",
	},
	{
		Code: "MISSING_QUALIFIER", Type: TypeError, Title: "Missing qualifier",
		What:    "A request carries several values for this key, so the operator needs ForAllValues or ForAnyValue to say which of them must match.",
		Example: `{"StringEquals": {"aws:TagKeys": ["team", "stage"]}}`,
		Fix:     "Write ForAnyValue: (at least one must match) or ForAllValues: (none may fail to match; also true when there is none).",
	},
	{
		Code: "FORALLVALUES_WITH_SINGLE_VALUED_KEY", Type: TypeSecurityWarning, Title: "ForAllValues with single valued key",
		What:    "ForAllValues is true when the key is missing from the request, so the statement also allows requests without the key.",
		Example: `{"ForAllValues:StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}`,
		Fix:     "Remove ForAllValues:.",
	},
	{
		Code: "FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE", Type: TypeSecurityWarning, Title: "ForAnyValue with audience claim type",
		What:    "The audience claim of this provider has a single value; a set operator on it can let in more than was meant.",
		Example: `{"ForAnyValue:StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"}}`,
		Fix:     "Remove ForAnyValue:.",
	},
	{
		Code: "CONFIRM_AUDIENCE_CLAIM_TYPE", Type: TypeSuggestion, Title: "Confirm audience claim type",
		What:    "A set operator on the audience claim only makes sense when the provider issues tokens with several audiences.",
		Example: `{"ForAllValues:StringEquals": {"idp.example.com:aud": "app"}}`,
		Fix:     "Remove the set operator unless the claim is a list.",
	},
}

// family groups operators by the type of value they compare.
type family uint8

const (
	familyUnknown family = iota
	familyString
	familyNumeric
	familyDate
	familyBool
	familyBinary
	familyIP
	familyARN
	familyNull
)

// String names the family as findings do.
func (f family) String() string {
	return [...]string{"unknown", "String", "Numeric", "Date", "Bool", "Binary", "IpAddress", "Arn", "Null"}[f]
}

// operator is a condition operator taken apart.
type operator struct {
	base      string // canonical, without qualifier and IfExists; empty when unknown
	family    family
	negated   bool
	like      bool   // wildcards have a meaning in its values
	qualifier string // "ForAllValues", "ForAnyValue" or ""
	ifExists  bool
	canonical bool // written in AWS's own capitals
}

const (
	forAllValues = "ForAllValues"
	forAnyValue  = "ForAnyValue"
)

// operators are those of "IAM JSON policy elements: Condition operators".
var operators = map[string]operator{
	"StringEquals":              {family: familyString},
	"StringNotEquals":           {family: familyString, negated: true},
	"StringEqualsIgnoreCase":    {family: familyString},
	"StringNotEqualsIgnoreCase": {family: familyString, negated: true},
	"StringLike":                {family: familyString, like: true},
	"StringNotLike":             {family: familyString, like: true, negated: true},
	"NumericEquals":             {family: familyNumeric},
	"NumericNotEquals":          {family: familyNumeric, negated: true},
	"NumericLessThan":           {family: familyNumeric},
	"NumericLessThanEquals":     {family: familyNumeric},
	"NumericGreaterThan":        {family: familyNumeric},
	"NumericGreaterThanEquals":  {family: familyNumeric},
	"DateEquals":                {family: familyDate},
	"DateNotEquals":             {family: familyDate, negated: true},
	"DateLessThan":              {family: familyDate},
	"DateLessThanEquals":        {family: familyDate},
	"DateGreaterThan":           {family: familyDate},
	"DateGreaterThanEquals":     {family: familyDate},
	"Bool":                      {family: familyBool},
	"BinaryEquals":              {family: familyBinary},
	"IpAddress":                 {family: familyIP},
	"NotIpAddress":              {family: familyIP, negated: true},
	"ArnEquals":                 {family: familyARN, like: true},
	"ArnNotEquals":              {family: familyARN, like: true, negated: true},
	"ArnLike":                   {family: familyARN, like: true},
	"ArnNotLike":                {family: familyARN, like: true, negated: true},
	"Null":                      {family: familyNull},
}

// lowerOperators finds an operator's canonical name by its name in lower case.
var lowerOperators = func() map[string]string {
	m := make(map[string]string, len(operators))
	for name := range operators {
		m[strings.ToLower(name)] = name
	}
	return m
}()

func parseOperator(name string) operator {
	rest, qualifier, ifExists := name, "", false
	for _, q := range [...]string{forAllValues, forAnyValue} {
		if len(rest) > len(q) && rest[len(q)] == ':' && strings.EqualFold(rest[:len(q)], q) {
			rest, qualifier = rest[len(q)+1:], q
			break
		}
	}
	const suffix = "IfExists"
	if n := len(rest) - len(suffix); n > 0 && strings.EqualFold(rest[n:], suffix) {
		rest, ifExists = rest[:n], true
	}
	base := rest
	op, ok := operators[base]
	if !ok && len(rest) < 40 {
		if base, ok = lowerOperators[strings.ToLower(rest)]; ok {
			op = operators[base]
		}
	}
	if !ok {
		return operator{}
	}
	op.base, op.qualifier, op.ifExists = base, qualifier, ifExists
	op.canonical = op.String() == name
	return op
}

// String writes the operator as AWS does.
func (o operator) String() string {
	s := o.base
	if o.ifExists {
		s += "IfExists"
	}
	if o.qualifier != "" {
		s = o.qualifier + ":" + s
	}
	return s
}

// needsKey reports whether the condition is false when the key is missing from
// the request, so that it limits the statement to requests that have it.
func (o operator) needsKey() bool {
	return o.base != "" && !o.negated && !o.ifExists && o.family != familyNull && o.qualifier != forAllValues
}

// condition is one key under one operator of a statement.
type condition struct {
	op  *policy.ConditionOperator
	key *policy.ConditionKey
	operator
	name string // the key in lower case
	info keyInfo
}

// prepareConditions lists a condition block key by key.
func prepareConditions(c *policy.ConditionBlock) []condition {
	if c == nil {
		return nil
	}
	n := 0
	for i := range c.Operators {
		n += len(c.Operators[i].Keys)
	}
	out := make([]condition, 0, n)
	for i := range c.Operators {
		op := &c.Operators[i]
		parsed := parseOperator(op.Name.Text)
		for j := range op.Keys {
			key := &op.Keys[j]
			out = append(out, condition{op: op, key: key, operator: parsed, name: strings.ToLower(key.Name.Text), info: lookupKey(key.Name.Text)})
		}
	}
	return out
}

// conditionPath names a key of a condition; i below zero names no value of it.
func (l *linter) conditionPath(s *statement, c *condition, i int) string {
	path := l.path(s, "Condition", c.op.Name.Text, c.key.Name.Text)
	if i >= 0 && !c.key.Values.Single {
		path = policy.JoinPath(path, i)
	}
	return path
}

// checkConditions checks operators, keys and values of every condition.
func (l *linter) checkConditions(s *statement) {
	if s.Condition == nil {
		return
	}
	for i := range s.Condition.Operators {
		l.checkOperator(s, &s.Condition.Operators[i])
	}
	for i := range s.conditions {
		c := &s.conditions[i]
		l.checkKey(s, c)
		if c.base == "" {
			continue
		}
		l.checkQualifier(s, c)
		l.checkValues(s, c)
		l.checkAddresses(s, c)
		l.checkWildcardValues(s, c)
		l.checkKeyRules(s, c)
	}
	l.checkKeyActions(s)
	l.checkImpossible(s)
}

func (l *linter) checkOperator(s *statement, op *policy.ConditionOperator) {
	o := parseOperator(op.Name.Text)
	path := func() string { return l.path(s, "Condition", op.Name.Text) }
	switch {
	case o.base == "":
		if len(op.Keys) == 0 {
			return // IAM stores it, and it tests nothing: reported as empty
		}
		f := l.add("INVALID_CONDITION_OPERATOR", path(), op.Name.Span, "There is no condition operator %s.", describe(op.Name.Text))
		if best := nearestOperator(op.Name.Text); best != "" {
			f.Message += " Did you mean " + best + "?"
			f.Fix = replaceText(&op.Name, best, "Use "+best)
		}
	case o.family == familyNull && o.ifExists:
		o.ifExists = false
		f := l.add("NULL_WITH_IF_EXISTS", path(), op.Name.Span, "Null cannot be combined with IfExists.")
		f.Fix = replaceText(&op.Name, o.String(), "Use "+o.String())
	case o.family == familyNull && o.qualifier != "":
		f := l.add("NULL_WITH_QUALIFIER", path(), op.Name.Span, "Null with %s is always %s.", o.qualifier, map[bool]string{true: "true", false: "false"}[o.qualifier == forAllValues])
		f.Fix = replaceText(&op.Name, "Null", "Use Null")
	case !o.canonical:
		f := l.add("IAMC_OPERATOR_CASE", path(), op.Name.Span, "AWS writes this operator %s.", o)
		f.Fix = replaceText(&op.Name, o.String(), "Write "+o.String())
	}
}

// nearestOperator finds what a misspelled operator was meant to be.
func nearestOperator(name string) string {
	prefix := ""
	rest := name
	if q, after, ok := strings.Cut(name, ":"); ok {
		prefix, rest = nearest(q, []string{forAllValues, forAnyValue}), after
		if prefix == "" {
			return ""
		}
		prefix += ":"
	}
	suffix := ""
	if before, ok := strings.CutSuffix(rest, "IfExists"); ok {
		rest, suffix = before, "IfExists"
	}
	names := make([]string, 0, len(operators))
	for n := range operators {
		names = append(names, n)
	}
	best := nearest(rest, names)
	if best == "" || suffix != "" && best == "Null" {
		return ""
	}
	return prefix + best + suffix
}

// checkQualifier compares the set operator with how many values the key has.
func (l *linter) checkQualifier(s *statement, c *condition) {
	if c.family == familyNull {
		return
	}
	name := c.key.Name.Text
	audience := strings.HasSuffix(name, ":aud") && c.info.provider
	switch {
	case c.qualifier == "" && c.info.multivalued():
		l.add("MISSING_QUALIFIER", l.conditionPath(s, c, -1), c.op.Name.Span,
			"A request has several values for %s: write ForAnyValue:%s or ForAllValues:%s.", clip(name), c.base, c.base)
	case c.qualifier == forAnyValue && audience && singleAudience(c.info.prefix):
		l.add("FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE", l.conditionPath(s, c, -1), c.op.Name.Span,
			"%s has a single value; remove ForAnyValue:.", clip(name)).Fix = l.dropQualifier(s, c)
	case c.qualifier != "" && audience:
		l.add("CONFIRM_AUDIENCE_CLAIM_TYPE", l.conditionPath(s, c, -1), c.op.Name.Span,
			"Unless the tokens of this provider name several audiences, %s has a single value and needs no %s.", clip(name), c.qualifier)
	case c.qualifier == forAllValues && s.allow && c.info.singleValued():
		l.add("FORALLVALUES_WITH_SINGLE_VALUED_KEY", l.conditionPath(s, c, -1), c.op.Name.Span,
			"ForAllValues is also true when %s is missing from the request.", clip(name)).Fix = l.dropQualifier(s, c)
	}
}

// dropQualifier removes the set operator where no other key depends on it and the
// plain operator is not there already.
func (l *linter) dropQualifier(s *statement, c *condition) *Fix {
	plain := c.operator
	plain.qualifier = ""
	if len(c.op.Keys) != 1 || s.hasOperator(plain.String()) {
		return nil
	}
	return replaceText(&c.op.Name, plain.String(), "Remove "+c.qualifier+":")
}

// hasOperator reports whether the statement's condition block has an operator
// written so.
func (s *statement) hasOperator(name string) bool {
	for i := range s.Condition.Operators {
		if s.Condition.Operators[i].Name.Text == name {
			return true
		}
	}
	return false
}

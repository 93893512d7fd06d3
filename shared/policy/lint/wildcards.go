package lint

import (
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

var wildcardCodes = []CodeInfo{
	{
		Code: "WILDCARD_WITHOUT_LIKE_OPERATOR", Type: TypeWarning, Title: "Wildcard without like operator",
		What:    "StringEquals takes * and ? for themselves.",
		Example: `{"StringEquals": {"aws:PrincipalTag/role": "admin-*"}}`,
		Fix:     "Use StringLike if a wildcard was meant.",
	},
	{
		Code: "WILDCARD_USAGE_TOO_PERMISSIVE", Type: TypeError, Title: "Wildcard usage too permissive",
		What:    "A wildcard in a key that identifies accounts, organizations or networks can match somebody else's.",
		Example: `{"StringLike": {"aws:PrincipalOrgID": "o-*"}}`,
		Fix:     "Write the values in full.",
	},
	{
		Code: "VARIABLE_USAGE_TOO_PERMISSIVE", Type: TypeError, Title: "Variable usage too permissive",
		What:    "A policy variable whose value the caller can influence stands in a key that identifies accounts, organizations or networks.",
		Example: `{"StringLike": {"aws:PrincipalOrgID": "${aws:PrincipalTag/org}"}}`,
		Fix:     "Write the values in full.",
	},
	{
		Code: "EQUIVALENT_TO_NULL_FALSE", Type: TypeSuggestion, Title: "Equivalent to null false",
		What:    `A comparison with "*" only tests that the key is there.`,
		Example: `{"StringLike": {"aws:PrincipalTag/team": "*"}}`,
		Fix:     `Write "Null": {"key": "false"}.`,
	},
	{
		Code: "EQUIVALENT_TO_NULL_TRUE", Type: TypeSuggestion, Title: "Equivalent to null true",
		What:    `A negated comparison with "*" only tests that the key is missing.`,
		Example: `{"StringNotLike": {"aws:PrincipalTag/team": "*"}}`,
		Fix:     `Write "Null": {"key": "true"}.`,
	},
	{
		Code: "REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION", Type: TypeSuggestion, Title: "Redundant key due to wildcard in condition",
		What:    "The comparison is true whether or not the key is there and whatever its value.",
		Example: `{"StringLikeIfExists": {"aws:PrincipalTag/team": "*"}}`,
		Fix:     "Remove the key.",
	},
	{
		Code: "REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION", Type: TypeSuggestion, Title: "Redundant statement due to wildcard in condition",
		What:    "The comparison is never true, so the statement never applies.",
		Example: `{"ForAnyValue:StringNotLike": {"aws:TagKeys": "*"}}`,
		Fix:     "Remove the key, or the statement.",
	},
	{
		Code: "INVALID_VPC_FORMAT", Type: TypeError, Title: "Invalid vpc format",
		What:    "The value is not the id of a VPC.",
		Example: `{"StringEquals": {"aws:SourceVpc": "10.0.0.0/16"}}`,
		Fix:     "Write vpc- followed by its 8 or 17 letters and digits.",
	},
	{
		Code: "INVALID_VPCE_FORMAT", Type: TypeError, Title: "Invalid vpce format",
		What:    "The value is not the id of a VPC endpoint.",
		Example: `{"StringEquals": {"aws:SourceVpce": "vpc-11223344556677889"}}`,
		Fix:     "Write vpce- followed by its 8 or 17 letters and digits.",
	},
	{
		Code: "INVALID_REGION", Type: TypeError, Title: "Invalid Region",
		What:    "There is no such Region.",
		Example: `{"StringEquals": {"aws:RequestedRegion": "us-east-9"}}`,
		Fix:     "Correct the Region.",
	},
	{
		Code: "INVALID_KMS_KEY_VALUE", Type: TypeError, Title: "Invalid kms key value",
		What:    "The key holds the ARN of a KMS key; ids and aliases alone never match.",
		Example: `{"StringEquals": {"s3:x-amz-server-side-encryption-aws-kms-key-id": "1234abcd-12ab-34cd-56ef-1234567890ab"}}`,
		Fix:     "Write arn:aws:kms:region:account:key/key-id.",
	},
}

// sensitiveKeys are those of "Sensitive condition keys" on the page of global
// condition keys.
var sensitiveKeys = map[string]bool{
	"aws:principalaccount": true, "aws:principalorgid": true, "aws:resourceaccount": true, "aws:resourceorgid": true,
	"aws:sourceaccount": true, "aws:sourceorgid": true, "aws:sourcevpc": true, "aws:sourcevpce": true,
	"aws:vpceaccount": true, "aws:vpceorgid": true,
}

// trustedVariables are filled by AWS with facts the caller cannot choose.
var trustedVariables = map[string]bool{
	"aws:principalaccount": true, "aws:principalorgid": true, "aws:principalorgpaths": true,
	"aws:resourceaccount": true, "aws:resourceorgid": true, "aws:sourceaccount": true, "aws:sourceorgid": true,
	"aws:ec2instancesourcevpc": true, "aws:sourcevpc": true, "aws:vpceaccount": true, "aws:vpceorgid": true,
}

// checkWildcardValues checks what wildcards in condition values mean.
func (l *linter) checkWildcardValues(s *statement, c *condition) {
	alone := len(c.key.Values.Values) > 0
	for i := range c.key.Values.Values {
		v := &c.key.Values.Values[i]
		if !v.IsString() {
			alone = false
			continue
		}
		l.checkFormats(s, c, i)
		l.checkWildcardValue(s, c, i)
		alone = alone && v.Text == "*"
	}
	if alone && c.like && c.family == familyString {
		l.checkStarOnly(s, c)
	}
}

func (l *linter) checkWildcardValue(s *statement, c *condition, i int) {
	v := &c.key.Values.Values[i]
	if c.family != familyString {
		return
	}
	wild := hasLiteralWildcard(v.Text, l.variables)
	if wild && !c.like {
		f := l.add("WILDCARD_WITHOUT_LIKE_OPERATOR", l.conditionPath(s, c, i), v.Span, "%s takes * and ? for themselves; use a Like operator if they are meant as wildcards.", c.op.Name.Text)
		f.Fix = l.useLike(s, c)
		return
	}
	if !c.like || c.negated && s.deny && c.is("aws:userid") {
		return
	}
	if wild && sensitiveKeys[c.name] && s.allow && !c.negated {
		l.add("WILDCARD_USAGE_TOO_PERMISSIVE", l.conditionPath(s, c, i), v.Span, "A wildcard in %s can match what is not yours; write the value in full.", c.key.Name.Text)
	}
	if wild && c.name == "aws:userid" && s.allow && !c.negated && broadUserID(v.Text) {
		l.add("WILDCARD_USAGE_TOO_PERMISSIVE", l.conditionPath(s, c, i), v.Span, "%s matches ids of other principals; put the wildcard after the colon.", clip(v.Text))
	}
}

// hasLiteralWildcard reports whether * or ? stand outside policy variables.
func hasLiteralWildcard(s string, variables bool) bool {
	if !policy.HasWildcard(s) {
		return false
	}
	if !variables || !strings.Contains(s, "${") {
		return true
	}
	t := policy.ParseTemplate(s, true)
	for i := range t.Parts {
		if t.Parts[i].Type == policy.PartAny || t.Parts[i].Type == policy.PartOne {
			return true
		}
	}
	return false
}

// broadUserID reports whether a pattern for aws:userid, which is
// principal-id:session-name, leaves the principal's id open in part.
func broadUserID(s string) bool {
	id, _, found := strings.Cut(s, ":")
	return policy.HasWildcard(id) && !(found && id == "*")
}

// useLike turns an equality operator into the one with wildcards, where no other
// key depends on it.
func (l *linter) useLike(s *statement, c *condition) *Fix {
	like := c.operator
	switch c.base {
	case "StringEquals":
		like.base = "StringLike"
	case "StringNotEquals":
		like.base = "StringNotLike"
	default:
		return nil
	}
	if len(c.op.Keys) != 1 || s.hasOperator(like.String()) {
		return nil
	}
	return replaceText(&c.op.Name, like.String(), "Use "+like.String())
}

// checkStarOnly looks at comparisons with "*" alone.
func (l *linter) checkStarOnly(s *statement, c *condition) {
	path, span, name := l.conditionPath(s, c, -1), c.key.Values.Span, clip(c.key.Name.Text)
	switch {
	case !c.negated && (c.ifExists || c.qualifier == forAllValues):
		l.add("REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION", path, span, "%s always matches, with and without the key.", name)
	case c.negated && c.qualifier == forAnyValue:
		l.add("REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION", path, span, "No value of %s fails to match *, so the statement never applies.", name)
	case !c.negated:
		l.add("EQUIVALENT_TO_NULL_FALSE", path, span, `The condition only tests that %s is there: write "Null": {"%s": "false"}.`, name, name).Fix = l.useNull(s, c, "false")
	default:
		l.add("EQUIVALENT_TO_NULL_TRUE", path, span, `The condition only tests that %s is missing: write "Null": {"%s": "true"}.`, name, name).Fix = l.useNull(s, c, "true")
	}
}

// useNull replaces a comparison with "*" by a test for presence. With a tag key an
// empty value is present too, so only the plain operators are replaced.
func (l *linter) useNull(s *statement, c *condition, value string) *Fix {
	if len(c.op.Keys) != 1 || s.hasOperator("Null") || c.qualifier != "" {
		return nil
	}
	return &Fix{Title: "Use Null", Edits: []Edit{
		{Offset: c.op.Name.Span.Offset, Length: c.op.Name.Span.Length, NewText: `"Null"`},
		{Offset: c.key.Values.Span.Offset, Length: c.key.Values.Span.Length, NewText: quote(value)},
	}}
}

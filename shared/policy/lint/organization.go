package lint

import (
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

var organizationCodes = []CodeInfo{
	{
		Code: "SCP_SYNTAX_ERROR_PRINCIPAL", Type: TypeError, Title: "SCP syntax error principal",
		What:    "Service control policies name no principal: they limit every principal of the accounts they are attached to.",
		Example: `{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}`,
		Fix:     "Remove the element; test aws:PrincipalArn in a condition.",
	},
	{
		Code: "RCP_SYNTAX_ERROR_PRINCIPAL", Type: TypeError, Title: "RCP syntax error principal",
		What:    `Statements of resource control policies are about everyone: "Principal": "*".`,
		Example: `{"Effect": "Deny", "Principal": {"AWS": "123456789012"}, "Action": "s3:*", "Resource": "*"}`,
		Fix:     `Write "Principal": "*" and test the principal in a condition.`,
	},
	{
		Code: "RCP_SYNTAX_ERROR_ALLOW", Type: TypeError, Title: "RCP syntax error allow",
		What:    "Only the policy RCPFullAWSAccess, which AWS attaches, allows anything. Resource control policies of your own deny.",
		Example: `{"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::example/*"}`,
		Fix:     "Deny what is not wanted.",
	},
	{
		Code: "RCP_SYNTAX_ERROR_NOTACTION", Type: TypeError, Title: "RCP syntax error NotAction",
		What:    "Resource control policies know no NotAction.",
		Example: `{"Effect": "Deny", "Principal": "*", "NotAction": "s3:GetObject", "Resource": "*"}`,
		Fix:     "List the actions in Action.",
	},
	{
		Code: "RCP_SYNTAX_ERROR_ACTION", Type: TypeError, Title: "RCP syntax error action",
		What:    `Resource control policies speak of a few services only, each named: "*" is refused.`,
		Example: `{"Effect": "Deny", "Principal": "*", "Action": "ec2:*", "Resource": "*"}`,
		Fix:     "Name actions of the services that support resource control policies.",
	},
	{
		Code: "RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY", Type: TypeWarning, Title: "RCP missing related principal condition key",
		What:    "Requests of AWS services carry no organization, so the statement also denies services that act for you.",
		Example: `{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {"StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}}`,
		Fix:     `Add "BoolIfExists": {"aws:PrincipalIsAWSService": "false"}.`,
	},
	{
		Code: "RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY", Type: TypeWarning, Title: "RCP missing related service principal condition key",
		What:    "The keys about the source of a service's request are missing from your own principals' requests, which the statement may deny.",
		Example: `{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {"StringNotEqualsIfExists": {"aws:SourceOrgID": "o-a1b2c3d4e5"}}}`,
		Fix:     `Add "BoolIfExists": {"aws:PrincipalIsAWSService": "true"}.`,
	},
	{
		Code: "RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK", Type: TypeWarning, Title: "RCP missing service condition key null check",
		What:    "Some integrations of services do not fill the key, and would be denied.",
		Example: `{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {"StringNotEqualsIfExists": {"aws:SourceOrgID": "o-a1b2c3d4e5"}, "BoolIfExists": {"aws:PrincipalIsAWSService": "true"}}}`,
		Fix:     `Add "Null": {"aws:SourceAccount": "false"}.`,
	},
}

// checkRCP checks a statement of a resource control policy, by "RCP syntax" in the
// AWS Organizations User Guide.
func (l *linter) checkRCP(s *statement) {
	if s.Element("NotPrincipal") != nil {
		l.add("RCP_SYNTAX_ERROR_PRINCIPAL", l.path(s, "NotPrincipal"), elementSpan(s.Statement, "NotPrincipal"), "Resource control policies know no NotPrincipal; test the principal in a condition.")
	}
	if p := s.Principal; p != nil && !onlyEveryone(p) {
		f := l.add("RCP_SYNTAX_ERROR_PRINCIPAL", l.path(s, "Principal"), p.Span, `The principal of a resource control policy is "*"; test it in a condition.`)
		if p.Everyone() {
			f.Fix = replace(p.Span, `"*"`, `Write "*"`)
		}
	}
	if s.notAction {
		l.add("RCP_SYNTAX_ERROR_NOTACTION", l.path(s, "NotAction"), elementSpan(s.Statement, "NotAction"), "Resource control policies know no NotAction.")
	}
	if s.allow && !isFullAccess(s) {
		l.add("RCP_SYNTAX_ERROR_ALLOW", l.path(s, "Effect"), s.Effect.Span, "Only AWS's own RCPFullAWSAccess allows; resource control policies of yours deny.")
	}
	for i := range s.actions {
		l.checkRCPAction(s, &s.actions[i])
	}
	if s.deny {
		l.checkRCPConditions(s)
	}
}

// onlyEveryone reports whether the principal is "*", written bare or as the only
// AWS principal: AWS Organizations accepts both.
func onlyEveryone(p *policy.PrincipalSet) bool {
	if p.Any {
		return true
	}
	return len(p.Entries) == 1 && p.Entries[0].Type.Text == policy.PrincipalAWS && p.Entries[0].Values.Single && p.Everyone()
}

// isFullAccess reports whether the statement is that of RCPFullAWSAccess.
func isFullAccess(s *statement) bool {
	return s.Condition == nil && !s.notAction && hasAllAction(s) && !s.notResource && s.everyResource() && s.Principal.Everyone()
}

func (l *linter) checkRCPAction(s *statement, a *action) {
	switch {
	case a.all && s.allow && isFullAccess(s):
	case a.all:
		l.add("RCP_SYNTAX_ERROR_ACTION", l.actionPath(s, a), a.value.Span, `A resource control policy names the services it speaks of: "*" is refused.`)
	case a.service != nil && !a.service.RCPSupported:
		l.add("RCP_SYNTAX_ERROR_ACTION", l.actionPath(s, a), a.value.Span, "%s does not support resource control policies.", a.service.Name)
	}
}

// checkRCPConditions looks for denials that reach AWS services by accident.
func (l *linter) checkRCPConditions(s *statement) {
	isService := s.has("aws:PrincipalIsAWSService")
	for i := range s.conditions {
		c := &s.conditions[i]
		switch {
		case c.family == familyNull:
		case !isService && c.negated && c.is("aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:PrincipalAccount", "aws:PrincipalArn"):
			l.add("RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY", l.conditionPath(s, c, -1), c.key.Name.Span,
				`%s also denies AWS services that act for you; add "BoolIfExists": {"aws:PrincipalIsAWSService": "false"}.`, c.key.Name.Text)
		case c.is("aws:SourceOrgID", "aws:SourceOrgPaths", "aws:SourceAccount", "aws:SourceArn") && c.negated:
			if !isService {
				l.add("RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY", l.conditionPath(s, c, -1), c.key.Name.Span,
					`%s is missing from requests of your own principals; add "BoolIfExists": {"aws:PrincipalIsAWSService": "true"}.`, c.key.Name.Text)
			}
			if c.is("aws:SourceOrgID", "aws:SourceOrgPaths") && !s.hasNull("aws:SourceAccount", "aws:SourceArn") {
				l.add("RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK", l.conditionPath(s, c, -1), c.key.Name.Span,
					`Some integrations of services do not fill %s; add "Null": {"aws:SourceAccount": "false"}.`, c.key.Name.Text)
			}
		}
	}
}

// hasNull reports whether the statement requires one of the keys to be there.
func (s *statement) hasNull(names ...string) bool {
	for i := range s.conditions {
		c := &s.conditions[i]
		if c.family == familyNull && c.is(names...) && len(c.key.Values.Values) == 1 && strings.EqualFold(c.key.Values.Values[0].Text, "false") {
			return true
		}
	}
	return false
}

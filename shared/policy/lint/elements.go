package lint

import (
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

var elementCodes = []CodeInfo{
	{
		Code: "MISSING_EFFECT", Type: TypeError, Title: "Missing effect",
		What:    "A statement does not say whether it allows or denies.",
		Example: `{"Action": "s3:GetObject", "Resource": "*"}`,
		Fix:     `Add "Effect": "Allow" or "Effect": "Deny".`,
	},
	{
		Code: "INVALID_EFFECT", Type: TypeError, Title: "Invalid effect",
		What:    "Effect is neither Allow nor Deny. The value is case-sensitive.",
		Example: `{"Effect": "allow", "Action": "s3:GetObject", "Resource": "*"}`,
		Fix:     "Write Allow or Deny.",
	},
	{
		Code: "MISSING_ACTION", Type: TypeError, Title: "Missing action",
		What:    "A statement has neither Action nor NotAction.",
		Example: `{"Effect": "Allow", "Resource": "*"}`,
		Fix:     "Add the actions the statement is about.",
	},
	{
		Code: "MISSING_RESOURCE", Type: TypeError, Title: "Missing resource",
		What:    "A statement has neither Resource nor NotResource. Only role trust policies go without.",
		Example: `{"Effect": "Allow", "Action": "s3:GetObject"}`,
		Fix:     "Add the ARNs the statement is about.",
	},
	{
		Code: "MISSING_PRINCIPAL", Type: TypeError, Title: "Missing principal",
		What:    "A statement of a resource-based policy does not say whom it is about.",
		Example: `{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::example/*"}`,
		Fix:     `Add a Principal, for example "Principal": {"AWS": "123456789012"}.`,
	},
	{
		Code: "UNSUPPORTED_PRINCIPAL", Type: TypeError, Title: "Unsupported principal",
		What:    "Identity-based policies, permissions boundaries and session policies name no principal: it is who they are attached to.",
		Example: `{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"}`,
		Fix:     "Remove the Principal element, or use the policy as a resource-based policy.",
	},
	{
		Code: "UNSUPPORTED_ELEMENT_COMBINATION", Type: TypeError, Title: "Unsupported element combination",
		What:    "A statement has an element together with its opposite, such as Action and NotAction.",
		Example: `{"Effect": "Allow", "Action": "s3:GetObject", "NotAction": "iam:*", "Resource": "*"}`,
		Fix:     "Keep one of the two; write two statements if both are meant.",
	},
	{
		Code: "EMPTY_ARRAY_ACTION", Type: TypeSuggestion, Title: "Empty array action",
		What:    "The list of actions is empty, so the statement does nothing.",
		Example: `{"Effect": "Allow", "Action": [], "Resource": "*"}`,
		Fix:     "List the actions, or remove the statement.",
	},
	{
		Code: "EMPTY_ARRAY_RESOURCE", Type: TypeSuggestion, Title: "Empty array resource",
		What:    "The list of resources is empty, so the statement does nothing.",
		Example: `{"Effect": "Allow", "Action": "s3:GetObject", "Resource": []}`,
		Fix:     "List the resources, or remove the statement.",
	},
	{
		Code: "EMPTY_OBJECT_CONDITION", Type: TypeSuggestion, Title: "Empty object condition",
		What:    "The condition block, or one of its operators, is empty and tests nothing.",
		Example: `{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": {}}`,
		Fix:     "Remove it, or write the condition that was meant.",
	},
}

// checkElements checks that a statement has the elements its kind of policy needs.
func (l *linter) checkElements(s *statement) {
	l.checkEffect(s)
	for _, pair := range [...][2]string{{"Action", "NotAction"}, {"Resource", "NotResource"}, {"Principal", "NotPrincipal"}} {
		if a, b := s.Element(pair[0]), s.Element(pair[1]); a != nil && b != nil {
			l.add("UNSUPPORTED_ELEMENT_COMBINATION", l.path(s, pair[1]), b.Span,
				"%s and %s cannot stand in the same statement; remove one of them.", pair[0], pair[1])
		}
	}
	if s.Element("Action") == nil && s.Element("NotAction") == nil {
		l.add("MISSING_ACTION", l.path(s), s.Span, "The statement has no Action and no NotAction element.")
	}
	l.checkEmptyLists(s)
	l.checkResourceElement(s)
	l.checkPrincipalElement(s)
	l.checkEmptyCondition(s)
}

func (l *linter) checkEffect(s *statement) {
	if s.Element("Effect") == nil {
		l.add("MISSING_EFFECT", l.path(s), s.Span, "The statement has no Effect; add Allow or Deny.")
		return
	}
	if !s.Effect.IsString() || s.allow || s.deny {
		return
	}
	f := l.add("INVALID_EFFECT", l.path(s, "Effect"), s.Effect.Span, "The effect %s is neither Allow nor Deny.", clip(s.Effect.Text))
	for _, effect := range [...]string{"Allow", "Deny"} {
		if strings.EqualFold(effect, s.Effect.Text) {
			f.Fix = replaceText(s.Effect, effect, "Write "+effect)
		}
	}
}

func (l *linter) checkEmptyLists(s *statement) {
	for _, e := range [...]struct {
		name, code string
		list       *policy.List
	}{
		{"Action", "EMPTY_ARRAY_ACTION", s.Action},
		{"NotAction", "EMPTY_ARRAY_ACTION", s.NotAction},
		{"Resource", "EMPTY_ARRAY_RESOURCE", s.Resource},
		{"NotResource", "EMPTY_ARRAY_RESOURCE", s.NotResource},
	} {
		if e.list == nil || len(e.list.Values) > 0 {
			continue
		}
		l.add(e.code, l.path(s, e.name), e.list.Span, "%s is an empty list, so the statement has no effect.", e.name)
		if l.isIAM() || l.kind == policy.KindSession {
			l.malformed(l.path(s, e.name), e.list.Span, "IAM refuses an empty list in %s.", e.name)
		}
	}
}

// checkResourceElement checks that Resource is there where it must be.
func (l *linter) checkResourceElement(s *statement) {
	missing := s.Element("Resource") == nil && s.Element("NotResource") == nil
	if l.kind == policy.KindTrust {
		if !missing {
			element := "Resource"
			if s.Element(element) == nil {
				element = "NotResource"
			}
			f := l.add("ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE", l.path(s, element), elementSpan(s.Statement, element),
				"A role trust policy is about the role it belongs to; it has no %s element.", element)
			f.Fix = removeElement(s.Statement, element, "Remove "+element)
		}
		return
	}
	if missing && !(l.kind == policy.KindResource && l.resourceImplied(s)) {
		l.add("MISSING_RESOURCE", l.path(s), s.Span, "The statement has no Resource and no NotResource element.")
	}
}

// resourceImplied reports whether the service stores its resource policies
// without a Resource element, as Amazon ECR does: see "Private repository policy
// examples in Amazon ECR" in the Amazon ECR User Guide.
func (l *linter) resourceImplied(s *statement) bool {
	if l.resourceType != "" {
		return l.resourceType == "AWS::ECR::Repository"
	}
	for i := range s.actions {
		if !strings.EqualFold(s.actions[i].prefix, "ecr") {
			return false
		}
	}
	return len(s.actions) > 0
}

// checkPrincipalElement checks that Principal is there where it must be and only
// there.
func (l *linter) checkPrincipalElement(s *statement) {
	hasPrincipal := s.Element("Principal") != nil
	hasNot := s.Element("NotPrincipal") != nil
	if l.kind.HasPrincipal() {
		if !hasPrincipal && !hasNot {
			l.add("MISSING_PRINCIPAL", l.path(s), s.Span, "The statement has no Principal element.")
		}
		return
	}
	for _, name := range [...]string{"Principal", "NotPrincipal"} {
		if s.Element(name) == nil {
			continue
		}
		code, message := "UNSUPPORTED_PRINCIPAL", "A policy of this kind (%s) has no %s element: it is about whoever it is attached to."
		if l.kind == policy.KindSCP {
			code, message = "SCP_SYNTAX_ERROR_PRINCIPAL", "A service control policy (%s) has no %s element; test aws:PrincipalArn in a condition instead."
		}
		f := l.add(code, l.path(s, name), elementSpan(s.Statement, name), message, l.kind, name)
		f.Fix = removeElement(s.Statement, name, "Remove "+name)
	}
}

func (l *linter) checkEmptyCondition(s *statement) {
	c := s.Condition
	if c == nil || l.doc.Text(c.Span) == "" || l.doc.Source()[c.Span.Offset] != '{' {
		return
	}
	if len(c.Operators) == 0 {
		f := l.add("EMPTY_OBJECT_CONDITION", l.path(s, "Condition"), c.Span, "The condition block is empty and tests nothing.")
		f.Fix = removeElement(s.Statement, "Condition", "Remove Condition")
		return
	}
	for i := range c.Operators {
		op := &c.Operators[i]
		if len(op.Keys) == 0 && l.doc.Source()[op.Span.Offset] == '{' {
			l.add("EMPTY_OBJECT_CONDITION", l.path(s, "Condition", op.Name.Text), op.Span, "The operator %s has no condition keys and tests nothing.", clip(op.Name.Text))
		}
	}
}

package lint

import (
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

var mfaCodes = []CodeInfo{
	{
		Code: "IAMC_MFA_DENY_WITHOUT_IF_EXISTS", Type: TypeSecurityWarning, Title: "MFA required without IfExists",
		What:      "Requests made with a user's access keys carry no aws:MultiFactorAuthPresent, so this Deny does not reach them.",
		Example:   `{"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "false"}}}`,
		Fix:       "Use BoolIfExists.",
		LearnMore: userGuide + "reference_policies_condition-keys.html#condition-keys-multifactorauthpresent",
	},
	{
		Code: "IAMC_MFA_ALLOW_IF_EXISTS", Type: TypeSecurityWarning, Title: "MFA optional in Allow",
		What:      "IfExists is true when the key is missing, so requests made with a user's access keys are allowed without MFA.",
		Example:   `{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "true"}}}`,
		Fix:       "Use Bool.",
		LearnMore: userGuide + "reference_policies_condition-keys.html#condition-keys-multifactorauthpresent",
	},
	{
		Code: "IAMC_MFA_ALLOW_WITHOUT_MFA", Type: TypeSecurityWarning, Title: "Allow only without MFA",
		What:      "The statement allows only requests that were made without MFA.",
		Example:   `{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "false"}}}`,
		Fix:       `Write "true" if MFA is to be required.`,
		LearnMore: userGuide + "reference_policies_condition-keys.html#condition-keys-multifactorauthpresent",
	},
	{
		Code: "IAMC_MFA_PRESENCE_TEST", Type: TypeSecurityWarning, Title: "MFA tested by presence",
		What:      "aws:MultiFactorAuthPresent is there, with the value false, in every session without MFA: that it is there proves nothing.",
		Example:   `{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"Null": {"aws:MultiFactorAuthPresent": "false"}}}`,
		Fix:       `Write "Bool": {"aws:MultiFactorAuthPresent": "true"}.`,
		LearnMore: userGuide + "reference_policies_condition-keys.html#condition-keys-multifactorauthpresent",
	},
	{
		Code: "IAMC_MFA_AGE_ALLOW_IF_EXISTS", Type: TypeSecurityWarning, Title: "MFA age optional in Allow",
		What:      "aws:MultiFactorAuthAge is missing when MFA was not used, and IfExists then allows the request.",
		Example:   `{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"NumericLessThanIfExists": {"aws:MultiFactorAuthAge": "3600"}}}`,
		Fix:       "Use the operator without IfExists.",
		LearnMore: userGuide + "reference_policies_condition-keys.html#condition-keys-multifactorauthage",
	},
}

// checkMFA looks for conditions on multi-factor authentication that do not do what
// they seem to.
func (l *linter) checkMFA(s *statement) {
	if !s.allow && !s.deny {
		return
	}
	for i := range s.conditions {
		c := &s.conditions[i]
		switch {
		case c.is("aws:MultiFactorAuthPresent"):
			l.checkMFAPresent(s, c)
		case c.is("aws:MultiFactorAuthAge") && s.allow && c.ifExists && c.family == familyNumeric && l.grantsAccess():
			l.add("IAMC_MFA_AGE_ALLOW_IF_EXISTS", l.conditionPath(s, c, -1), c.op.Name.Span, "Requests without MFA carry no aws:MultiFactorAuthAge, and %s allows them.", c.op.Name.Text).
				Fix = l.withIfExists(s, c, false)
		}
	}
}

func (l *linter) checkMFAPresent(s *statement, c *condition) {
	if len(c.key.Values.Values) != 1 {
		return
	}
	value := strings.ToLower(c.key.Values.Values[0].Text)
	path := l.conditionPath(s, c, -1)
	switch {
	case c.family == familyNull:
		// Null false in Allow, or Null true in Deny, takes a key that is there for a proof.
		if s.allow && value == "false" && l.grantsAccess() && !s.requiresMFA() || s.deny && value == "true" && !l.deniesWithoutMFA(s) {
			l.add("IAMC_MFA_PRESENCE_TEST", path, c.op.Name.Span, "aws:MultiFactorAuthPresent is also there, as false, in sessions without MFA; test its value.")
		}
	case c.family != familyBool:
	case s.deny && value == "false" && !c.ifExists && c.qualifier == "":
		if !l.deniesKeyMissing(s) {
			l.add("IAMC_MFA_DENY_WITHOUT_IF_EXISTS", path, c.op.Name.Span, "Requests with long-term access keys carry no aws:MultiFactorAuthPresent, so this Deny does not reach them.").
				Fix = l.withIfExists(s, c, true)
		}
	case s.allow && value == "true" && c.ifExists && l.grantsAccess():
		l.add("IAMC_MFA_ALLOW_IF_EXISTS", path, c.op.Name.Span, "Requests with long-term access keys carry no aws:MultiFactorAuthPresent, and BoolIfExists allows them.").
			Fix = l.withIfExists(s, c, false)
	case s.allow && value == "false" && l.kind == policy.KindIdentity:
		l.add("IAMC_MFA_ALLOW_WITHOUT_MFA", path, c.key.Values.Span, "The statement allows only requests made without MFA.")
	}
}

// requiresMFA reports whether another condition of the statement tests the value.
func (s *statement) requiresMFA() bool {
	for i := range s.conditions {
		c := &s.conditions[i]
		if c.family == familyBool && !c.ifExists && c.is("aws:MultiFactorAuthPresent") || c.family == familyNumeric && !c.ifExists && c.is("aws:MultiFactorAuthAge") {
			return true
		}
	}
	return false
}

// deniesKeyMissing reports whether another Deny of the document covers requests
// that carry no aws:MultiFactorAuthPresent.
func (l *linter) deniesKeyMissing(s *statement) bool {
	return l.otherDeny(s, func(c *condition, value string) bool {
		return c.family == familyNull && value == "true" && c.is("aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge") || c.family == familyBool && c.ifExists && value == "false"
	})
}

// deniesWithoutMFA reports whether another Deny of the document covers sessions
// made without MFA.
func (l *linter) deniesWithoutMFA(s *statement) bool {
	return l.otherDeny(s, func(c *condition, value string) bool {
		return c.family == familyBool && value == "false" && c.is("aws:MultiFactorAuthPresent")
	})
}

func (l *linter) otherDeny(s *statement, holds func(*condition, string) bool) bool {
	for i := range l.st {
		o := &l.st[i]
		if !o.deny || o.Index == s.Index {
			continue
		}
		for j := range o.conditions {
			c := &o.conditions[j]
			if len(c.key.Values.Values) == 1 && l.spend(1) && holds(c, strings.ToLower(c.key.Values.Values[0].Text)) {
				return true
			}
		}
	}
	return false
}

// withIfExists adds or removes IfExists where no other key depends on it.
func (l *linter) withIfExists(s *statement, c *condition, with bool) *Fix {
	op := c.operator
	op.ifExists = with
	if len(c.op.Keys) != 1 || s.hasOperator(op.String()) {
		return nil
	}
	return replaceText(&c.op.Name, op.String(), "Use "+op.String())
}

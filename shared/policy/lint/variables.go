package lint

import (
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

var variableCodes = []CodeInfo{
	{
		Code: "MISSING_BRACE_IN_VARIABLE", Type: TypeError, Title: "Missing brace in variable",
		What:    "A policy variable has no closing brace.",
		Example: `{"Resource": "arn:aws:s3:::example/${aws:username"}`,
		Fix:     "Add the brace.",
	},
	{
		Code: "MISSING_QUOTE_IN_VARIABLE", Type: TypeError, Title: "Missing quote in variable",
		What:    "The default value of a policy variable is not between single quotation marks.",
		Example: `{"Resource": "arn:aws:s3:::example/${aws:PrincipalTag/team, everyone}"}`,
		Fix:     "Write ${key, 'default'}.",
	},
	{
		Code: "UNSUPPORTED_SPACE_IN_VARIABLE", Type: TypeError, Title: "Unsupported space in variable",
		What:    "There is a space within the key of a policy variable.",
		Example: `{"Resource": "arn:aws:s3:::example/${ aws:username }"}`,
		Fix:     "Remove the space.",
	},
	{
		Code: "EMPTY_VARIABLE", Type: TypeError, Title: "Empty variable",
		What:    "A policy variable names no key.",
		Example: `{"Resource": "arn:aws:s3:::example/${}"}`,
		Fix:     "Name a key, or remove the variable.",
	},
	{
		Code: "VARIABLE_UNSUPPORTED_IN_ELEMENT", Type: TypeError, Title: "Variable unsupported in element",
		What:    "Policy variables have a meaning in Resource and Condition only.",
		Example: `{"Action": "s3:${aws:PrincipalTag/verb}Object"}`,
		Fix:     "Remove the variable.",
	},
	{
		Code: "VARIABLE_UNSUPPORTED_IN_VERSION", Type: TypeError, Title: "Variable unsupported in version",
		What:    "Without version 2012-10-17 a policy variable is plain text.",
		Example: `{"Version": "2008-10-17", "Statement": {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::example/${aws:username}/*"}}`,
		Fix:     `Write "Version": "2012-10-17".`,
	},
	{
		Code: "INVALID_VARIABLE_FOR_OPERATOR", Type: TypeError, Title: "Invalid variable for operator",
		What:    "Policy variables can be compared by String and Arn operators only.",
		Example: `{"NumericEquals": {"aws:MultiFactorAuthAge": "${aws:PrincipalTag/age}"}}`,
		Fix:     "Write the value itself.",
	},
}

// checkVariables checks policy variables wherever a statement has "${".
func (l *linter) checkVariables(s *statement) {
	if !strings.Contains(l.doc.Text(s.Span), "${") {
		return
	}
	for i := range s.resources {
		r := &s.resources[i]
		l.checkTemplate(r.value, func() string { return l.resourcePath(s, r) })
	}
	for i := range s.conditions {
		c := &s.conditions[i]
		for j := range c.key.Values.Values {
			v := &c.key.Values.Values[j]
			if v.IsString() && strings.Contains(v.Text, "${") {
				l.checkConditionVariable(s, c, j, v)
			}
		}
	}
	for i := range s.actions {
		a := &s.actions[i]
		l.variableNotSupported(a.value, func() string { return l.actionPath(s, a) }, s.actionElement())
	}
	for _, e := range [...]struct {
		name string
		set  *policy.PrincipalSet
	}{{"Principal", s.Principal}, {"NotPrincipal", s.NotPrincipal}} {
		l.checkPrincipalVariables(s, e.name, e.set)
	}
}

func (l *linter) checkPrincipalVariables(s *statement, element string, p *policy.PrincipalSet) {
	if p == nil {
		return
	}
	for i := range p.Entries {
		entry := &p.Entries[i]
		for j := range entry.Values.Values {
			v := &entry.Values.Values[j]
			l.variableNotSupported(v, func() string { return l.principalPath(s, element, entry, j) }, element)
		}
	}
}

// variableNotSupported reports a variable where none has a meaning.
func (l *linter) variableNotSupported(v *policy.Value, path func() string, element string) {
	start := strings.Index(v.Text, "${")
	if start < 0 || !v.IsString() {
		return
	}
	end := len(v.Text)
	if at := strings.IndexByte(v.Text[start:], '}'); at > 0 {
		end = start + at + 1
	}
	l.add("VARIABLE_UNSUPPORTED_IN_ELEMENT", path(), v.Sub(start, end), "%s knows no policy variables; remove %s.", element, clip(v.Text[start:end]))
}

// checkTemplate checks the form of the variables in a value, and that the
// document's version knows them.
func (l *linter) checkTemplate(v *policy.Value, path func() string) {
	if !strings.Contains(v.Text, "${") {
		return
	}
	t := policy.ParseTemplate(v.Text, true)
	for _, fault := range t.Faults {
		f := l.add(string(fault.Type), path(), v.Sub(fault.Start, fault.End), "%s", faultMessage(fault.Type, v.Text[fault.Start:fault.End]))
		if fault.Type == policy.FaultSpace {
			f.Fix = l.removeSpaces(v, fault)
		}
	}
	if !l.variables && len(t.Faults) == 0 && t.HasVariables() {
		f := l.add("VARIABLE_UNSUPPORTED_IN_VERSION", path(), v.Span, "Policy variables need version 2012-10-17; here %s is plain text.", clip(v.Text))
		if l.doc.Version.IsString() {
			f.Fix = replaceText(l.doc.Version, policy.Version2012, "Use version 2012-10-17")
		}
	}
}

func faultMessage(fault policy.FaultType, text string) string {
	switch fault {
	case policy.FaultMissingBrace:
		return "The policy variable " + clip(text) + " has no closing brace."
	case policy.FaultMissingQuote:
		return "The default value in " + clip(text) + " must stand between single quotation marks."
	case policy.FaultSpace:
		return "There is a space in the policy variable " + clip(text) + "."
	}
	return "The policy variable " + clip(text) + " names no key."
}

// removeSpaces corrects a variable whose only fault is spaces around its key.
func (l *linter) removeSpaces(v *policy.Value, fault policy.VariableFault) *Fix {
	inner := strings.TrimSuffix(strings.TrimPrefix(v.Text[fault.Start:fault.End], "${"), "}")
	fixed := "${" + strings.TrimSpace(inner) + "}"
	if t := policy.ParseTemplate(fixed, true); len(t.Faults) > 0 {
		return nil
	}
	return replaceText(v, v.Text[:fault.Start]+fixed+v.Text[fault.End:], "Remove the space")
}

func (l *linter) checkConditionVariable(s *statement, c *condition, i int, v *policy.Value) {
	path := func() string { return l.conditionPath(s, c, i) }
	if c.base != "" && c.family != familyString && c.family != familyARN {
		if l.variables {
			l.add("INVALID_VARIABLE_FOR_OPERATOR", path(), v.Span, "%s does not compare policy variables; only String and Arn operators do.", c.op.Name.Text)
		}
		return
	}
	l.checkTemplate(v, path)
	if !l.variables || !s.allow || c.negated || !l.kind.HasPrincipal() || !sensitiveKeys[c.name] {
		return
	}
	t := policy.ParseTemplate(v.Text, true)
	for j := range t.Parts {
		if p := &t.Parts[j]; p.Type == policy.PartVariable && !trustedVariables[strings.ToLower(p.Text)] {
			l.add("VARIABLE_USAGE_TOO_PERMISSIVE", path(), v.Sub(p.Start, p.End), "The caller can influence %s, so it must not decide what %s is.", clip(p.Text), c.key.Name.Text)
		}
	}
}

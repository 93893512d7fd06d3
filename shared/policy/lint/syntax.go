package lint

import (
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

var syntaxCodes = []CodeInfo{
	{
		Code: policy.CodeJSONSyntax, Type: TypeError, Title: "Json syntax error",
		What:    "The text is not JSON from its first to its last character. Nothing else is checked until it is.",
		Example: `{"Version": "2012-10-17", "Statement": [}`,
		Fix:     "Correct the text at the position shown: a missing or extra comma, brace, bracket or quotation mark.",
	},
	{
		Code: policy.CodeDataType, Type: TypeError, Title: "Data type mismatch",
		What:    "An element has another JSON type than the policy grammar gives it.",
		Example: `{"Effect": "Allow", "Action": {"s3": "GetObject"}, "Resource": "*"}`,
		Fix:     "Write the element as the grammar has it: strings or lists of strings for actions and resources, objects for conditions.",
	},
	{
		Code: policy.CodeInvalidElement, Type: TypeError, Title: "Invalid policy element",
		What:    "The policy or a statement has an element that the grammar does not know. Element names are case-sensitive.",
		Example: `{"effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}`,
		Fix:     "Remove the element, or correct its name.",
	},
	{
		Code: policy.CodeDuplicateKeyCase, Type: TypeError, Title: "Duplicate keys with different case",
		What:    "Condition keys are not case-sensitive, so two that differ only in their capitals are the same key twice.",
		Example: `{"StringEquals": {"aws:username": "ana", "aws:UserName": "ben"}}`,
		Fix:     "Keep one of them and list both values under it.",
	},
	{
		Code: policy.CodeDuplicateKey, Type: TypeError, Title: "Duplicate key",
		What:      "The same name appears twice in one JSON object. AWS refuses it; many JSON tools silently keep only one of the two.",
		Example:   `{"Effect": "Allow", "Effect": "Deny", "Action": "*", "Resource": "*"}`,
		Fix:       "Keep one of them, or list both values under one name.",
		LearnMore: userGuide + "reference_policies_grammar.html",
	},
	{
		Code: policy.CodeTooLarge, Type: TypeError, Title: "Document too large",
		What:      "The text is far larger than any policy AWS stores, so it was not read.",
		Example:   `a text of more than a mebibyte`,
		Fix:       "Check that this is the right file; split the policy into several.",
		LearnMore: userGuide + "reference_iam-quotas.html",
	},
	{
		Code: "INVALID_VERSION", Type: TypeError, Title: "Invalid version",
		What:    "Version names a version of the policy language that does not exist. It is not a date of yours.",
		Example: `{"Version": "2024-01-01", "Statement": []}`,
		Fix:     `Write "Version": "2012-10-17".`,
	},
	{
		Code: "MISSING_VERSION", Type: TypeWarning, Title: "Missing version",
		What:    "Without a Version element the old language version applies, in which policy variables such as ${aws:username} are plain text.",
		Example: `{"Statement": {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}}`,
		Fix:     `Add "Version": "2012-10-17".`,
	},
	{
		Code: "MISSING_STATEMENT", Type: TypeError, Title: "Missing statement",
		What:    "The policy has no Statement element, or an empty one.",
		Example: `{"Version": "2012-10-17"}`,
		Fix:     "Add at least one statement.",
	},
	{
		Code: "IAMC_OLD_VERSION", Type: TypeWarning, Title: "Old language version",
		What:      "IAM refuses managed policies of version 2008-10-17, and policy variables have no meaning in it.",
		Example:   `{"Version": "2008-10-17", "Statement": {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}}`,
		Fix:       `Write "Version": "2012-10-17".`,
		LearnMore: userGuide + "reference_policies_elements_version.html",
	},
	{
		Code: "IAMC_IGNORED_ELEMENT", Type: TypeWarning, Title: "Ignored element",
		What:      "Conditions at the top of the document has no effect: conditions belong into a statement's Condition element.",
		Example:   `{"Version": "2012-10-17", "Statement": [], "Conditions": {}}`,
		Fix:       "Move the conditions into the statements they are meant for.",
		LearnMore: userGuide + "reference_policies_elements_condition.html",
	},
}

// problems turns what the parser found into findings.
func (l *linter) problems() {
	for i := range l.doc.Problems {
		p := &l.doc.Problems[i]
		f := l.add(p.Code, p.Path, p.Span, "%s", p.Message)
		if p.Code == policy.CodeInvalidElement && !l.doc.Incomplete() {
			f.Fix = l.renameElement(p.Span)
		}
	}
}

// renameElement corrects an element whose name differs only in case from one that
// is not there yet.
func (l *linter) renameElement(name policy.Span) *Fix {
	known := []string{"Version", "Id", "Statement"}
	element := l.doc.Element
	for i := range l.doc.Statements {
		if st := &l.doc.Statements[i]; st.Span.Offset < name.Offset && name.Offset < st.Span.End() {
			known = []string{"Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"}
			element = st.Element
			break
		}
	}
	written := strings.Trim(l.doc.Text(name), `"`)
	for _, k := range known {
		if strings.EqualFold(k, written) && element(k) == nil {
			return replace(name, quote(k), "Rename to "+k)
		}
	}
	return nil
}

// checkDocument checks the elements outside the statements.
func (l *linter) checkDocument() {
	d := l.doc
	if d.Span.Length == 0 {
		return
	}
	start := d.Span
	start.Length = min(1, start.Length)
	switch {
	case d.Source()[d.Span.Offset] != '{':
		return // a type mismatch, reported
	case d.Version == nil:
		if d.Element("Version") == nil {
			f := l.add("MISSING_VERSION", "", start, `The policy has no Version element; add "Version": "2012-10-17".`)
			f.Fix = l.addVersion()
		}
	case !d.Version.IsString():
	case d.Version.Text == policy.Version2008:
		if l.kind == policy.KindIdentity || l.kind == policy.KindBoundary {
			f := l.add("IAMC_OLD_VERSION", "Version", d.Version.Span, "Version 2008-10-17 is refused for managed policies and knows no policy variables.")
			if !strings.Contains(d.Source(), "${") {
				f.Fix = replaceText(d.Version, policy.Version2012, "Use version 2012-10-17")
			}
		}
	case d.Version.Text != policy.Version2012:
		f := l.add("INVALID_VERSION", "Version", d.Version.Span, "The version %s does not exist. Use 2012-10-17 (or 2008-10-17).", clip(d.Version.Text))
		f.Fix = replaceText(d.Version, policy.Version2012, "Use version 2012-10-17")
	}
	if len(d.Statements) == 0 && !l.statementProblem() {
		span := start
		if d.HasStatement {
			span = d.StatementSpan
		}
		l.add("MISSING_STATEMENT", "Statement", span, "The policy has no statement.")
	}
	if e := d.Element("Conditions"); e != nil {
		l.add("IAMC_IGNORED_ELEMENT", "Conditions", e.Name.Span, "Conditions at the top of a policy has no effect; write Condition in each statement.")
	}
}

// statementProblem reports whether Statement is there but of a wrong type, which
// the parser has reported already.
func (l *linter) statementProblem() bool {
	for i := range l.doc.Problems {
		if strings.HasPrefix(l.doc.Problems[i].Path, "Statement") {
			return true
		}
	}
	return false
}

// addVersion inserts a Version element at the top, on a line of its own where the
// author writes one element a line. It changes what "${" means, so a document that
// has one gets no such repair.
func (l *linter) addVersion() *Fix {
	src := l.doc.Source()
	if strings.Contains(src, "${") || len(l.doc.Elements) == 0 {
		return nil
	}
	at := l.doc.Span.Offset + 1
	first := l.doc.Elements[0].Span.Offset
	lead := src[at:first] // white space before the first element
	text := lead + `"Version": "2012-10-17",`
	if lead == "" {
		text += " "
	}
	return &Fix{Title: `Add "Version": "2012-10-17"`, Edits: []Edit{{Offset: at, NewText: text}}}
}

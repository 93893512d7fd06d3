package lint

import (
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

var redundantCodes = []CodeInfo{
	{
		Code: "REDUNDANT_ACTION", Type: TypeSuggestion, Title: "Redundant action",
		What:    "Another value of the same list already stands for everything this one does.",
		Example: `{"Effect": "Allow", "Action": ["iam:Get*", "iam:GetCredentialReport"], "Resource": "*"}`,
		Fix:     "Remove the narrower value, or the wider one if less was meant.",
	},
	{
		Code: "REDUNDANT_RESOURCE", Type: TypeSuggestion, Title: "Redundant resource",
		What:    "Another value of the same list already stands for every resource this one does.",
		Example: `{"Effect": "Allow", "Action": "iam:GetRole", "Resource": ["arn:aws:iam::111122223333:role/jane*", "arn:aws:iam::111122223333:role/jane-admin"]}`,
		Fix:     "Remove the narrower value, or the wider one if less was meant.",
	},
	{
		Code: "REDUNDANT_STATEMENT", Type: TypeSuggestion, Title: "Redundant statement",
		What:    "Two statements say the same.",
		Example: `[{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}, {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]`,
		Fix:     "Remove one of them.",
	},
	{
		Code: "IAMC_STATEMENT_ALREADY_GRANTED", Type: TypeSuggestion, Title: "Statement already granted",
		What:      "Another statement, without conditions, already allows (or denies) everything this one does.",
		Example:   `[{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}, {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::example/*"}]`,
		Fix:       "Remove the narrower statement, or narrow the wider one.",
		LearnMore: userGuide + "reference_policies_evaluation-logic.html",
	},
	{
		Code: "IAMC_UNREACHABLE_STATEMENT", Type: TypeWarning, Title: "Unreachable statement",
		What:      "A Deny statement without conditions takes back everything this Allow statement gives, so it never has an effect.",
		Example:   `[{"Effect": "Deny", "Action": "s3:*", "Resource": "*"}, {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::example/*"}]`,
		Fix:       "Remove the statement, or narrow the Deny.",
		LearnMore: userGuide + "reference_policies_evaluation-logic.html",
	},
}

// checkStatements compares lists and statements with one another.
func (l *linter) checkStatements() {
	for i := range l.st {
		l.redundantActions(&l.st[i])
		l.redundantResources(&l.st[i])
	}
	for i := range l.st {
		l.compareStatement(i)
	}
}

// redundantActions finds actions that another action of the statement covers.
func (l *linter) redundantActions(s *statement) {
	if len(s.actions) < 2 {
		return
	}
	list, element := s.actionList(), s.actionElement()
	seen := make(map[string]bool, len(s.actions))
	var wide []*action // patterns, which may cover other actions
	for i := range s.actions {
		if a := &s.actions[i]; a.all || a.wild {
			wide = append(wide, a)
		}
	}
	for i := range s.actions {
		a := &s.actions[i]
		key := strings.ToLower(a.value.Text)
		if seen[key] {
			f := l.add("REDUNDANT_ACTION", l.actionPath(s, a), a.value.Span, "%s is in the list twice.", clip(a.value.Text))
			f.Fix = removeValue(list, a.index, "Remove the repeated action")
			continue
		}
		seen[key] = true
		for _, w := range wide {
			if w == a {
				continue
			}
			if !l.spend(effort(len(a.value.Text))) {
				return
			}
			if !w.all && (len(w.prefix) != len(a.prefix) || !strings.EqualFold(w.prefix, a.prefix)) {
				continue
			}
			if !coversPattern(w.value.Text, a.value.Text, true) && !w.all {
				continue
			}
			if (w.all && a.all || coversPattern(a.value.Text, w.value.Text, true)) && w.index > a.index {
				continue // they mean the same: the later one is reported
			}
			f := l.add("REDUNDANT_ACTION", l.valuePath(s, element, list, a.index), a.value.Span,
				"%s is already part of %s.", clip(a.value.Text), clip(w.value.Text))
			f.Fix = removeValue(list, a.index, "Remove the redundant action")
			break
		}
	}
}

// redundantResources finds resources that another resource of the statement covers.
func (l *linter) redundantResources(s *statement) {
	if len(s.resources) < 2 {
		return
	}
	list := s.resourceList()
	seen := make(map[string]bool, len(s.resources))
	var wide []*resource
	for i := range s.resources {
		if r := &s.resources[i]; policy.HasWildcard(r.value.Text) {
			wide = append(wide, r)
		}
	}
	for i := range s.resources {
		r := &s.resources[i]
		if seen[r.value.Text] {
			f := l.add("REDUNDANT_RESOURCE", l.resourcePath(s, r), r.value.Span, "%s is in the list twice.", clip(r.value.Text))
			f.Fix = removeValue(list, r.index, "Remove the repeated resource")
			continue
		}
		seen[r.value.Text] = true
		for _, w := range wide {
			if w == r {
				continue
			}
			if !l.spend(effort(len(r.value.Text))) {
				return
			}
			if !coversResource(w.value.Text, r.value.Text) {
				continue
			}
			if w.index > r.index && coversResource(r.value.Text, w.value.Text) {
				continue
			}
			f := l.add("REDUNDANT_RESOURCE", l.resourcePath(s, r), r.value.Span, "%s is already part of %s.", clip(r.value.Text), clip(w.value.Text))
			f.Fix = removeValue(list, r.index, "Remove the redundant resource")
			break
		}
	}
}

// compareStatement looks for an earlier equal statement, for a wider statement of
// the same effect, and for a Deny that takes everything back.
func (l *linter) compareStatement(i int) {
	s := &l.st[i]
	if !s.allow && !s.deny {
		return
	}
	for j := range l.st {
		o := &l.st[j]
		if i == j || !o.allow && !o.deny {
			continue
		}
		if !l.spend(4) {
			return
		}
		if s.deny && o.allow || o.notAction || o.notResource || o.Condition != nil && len(o.conditions) > 0 {
			if j < i && s.allow == o.allow && l.sameStatement(s, o) {
				l.reportSame(s, o)
				return
			}
			continue
		}
		if !l.coversStatement(o, s) {
			continue
		}
		same := l.coversStatement(s, o) && len(s.conditions) == 0
		switch {
		case s.allow && o.deny:
			l.add("IAMC_UNREACHABLE_STATEMENT", l.path(s), s.Span, "%s denies everything this statement allows.", l.doc.StatementPath(o.Index))
			return
		case same && j < i:
			l.reportSame(s, o)
			return
		case same:
		default:
			l.add("IAMC_STATEMENT_ALREADY_GRANTED", l.path(s), s.Span, "%s already %s everything this statement does.", l.doc.StatementPath(o.Index), verb(o))
			return
		}
	}
}

func verb(s *statement) string {
	if s.deny {
		return "denies"
	}
	return "allows"
}

func (l *linter) reportSame(s, o *statement) {
	l.add("REDUNDANT_STATEMENT", l.path(s), s.Span, "This statement says the same as %s.", l.doc.StatementPath(o.Index))
}

// sameStatement reports whether two statements are written alike but for their
// ids and white space.
func (l *linter) sameStatement(a, b *statement) bool {
	if len(a.Elements)-present(a.Sid) != len(b.Elements)-present(b.Sid) {
		return false
	}
	for i := range a.Elements {
		e := &a.Elements[i]
		if e.Name.Text == "Sid" {
			continue
		}
		o := b.Element(e.Name.Text)
		if o == nil || !l.spend(1+e.Value.Length/64) || !equalJSON(l.doc.Text(e.Value), l.doc.Text(o.Value)) {
			return false
		}
	}
	return true
}

func present(v *policy.Value) int {
	if v == nil {
		return 0
	}
	return 1
}

// equalJSON compares two pieces of JSON but for the white space between tokens.
func equalJSON(a, b string) bool {
	i, j, quoted := 0, 0, false
	for {
		if !quoted {
			for i < len(a) && isSpace(a[i]) {
				i++
			}
			for j < len(b) && isSpace(b[j]) {
				j++
			}
		}
		if i == len(a) || j == len(b) {
			return i == len(a) && j == len(b)
		}
		if a[i] != b[j] {
			return false
		}
		if a[i] == '\\' && quoted && i+1 < len(a) && j+1 < len(b) {
			if a[i+1] != b[j+1] {
				return false
			}
			i, j = i+2, j+2
			continue
		}
		if a[i] == '"' {
			quoted = !quoted
		}
		i++
		j++
	}
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// coversStatement reports whether outer, which must have no conditions and no Not
// elements but NotPrincipal, takes in every request that inner does.
func (l *linter) coversStatement(outer, inner *statement) bool {
	if inner.notAction && !hasAllAction(outer) || inner.notResource && !outer.everyResource() {
		return false
	}
	if len(outer.actions) == 0 || len(inner.actions) == 0 && !inner.notAction {
		return false
	}
	if l.kind != policy.KindTrust && (len(outer.resources) == 0 || len(inner.resources) == 0) {
		return false
	}
	if !l.coversPrincipals(outer, inner) {
		return false
	}
	if !inner.notAction && !l.coversActions(outer, inner) {
		return false
	}
	return inner.notResource || l.coversResources(outer, inner)
}

func hasAllAction(s *statement) bool {
	for i := range s.actions {
		if s.actions[i].all {
			return !s.notAction
		}
	}
	return false
}

func (l *linter) coversActions(outer, inner *statement) bool {
next:
	for i := range inner.actions {
		for j := range outer.actions {
			o := &outer.actions[j]
			if !l.spend(effort(len(o.value.Text))) {
				return false
			}
			if o.all || coversPattern(o.value.Text, inner.actions[i].value.Text, true) && !inner.actions[i].all {
				continue next
			}
		}
		return false
	}
	return true
}

func (l *linter) coversResources(outer, inner *statement) bool {
next:
	for i := range inner.resources {
		for j := range outer.resources {
			if !l.spend(effort(len(inner.resources[i].value.Text))) {
				return false
			}
			if coversResource(outer.resources[j].value.Text, inner.resources[i].value.Text) {
				continue next
			}
		}
		return false
	}
	return true
}

// coversPrincipals compares the principals of two statements: everyone, or the
// same ones as written.
func (l *linter) coversPrincipals(outer, inner *statement) bool {
	if outer.NotPrincipal != nil || inner.NotPrincipal != nil {
		return false
	}
	if outer.Principal == nil || inner.Principal == nil {
		return outer.Principal == nil && inner.Principal == nil
	}
	if outer.Principal.Everyone() {
		return true
	}
	return equalJSON(l.doc.Text(outer.Principal.Span), l.doc.Text(inner.Principal.Span))
}

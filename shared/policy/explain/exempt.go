package explain

import (
	"fmt"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
	"github.com/iam-copilot/iam-copilot/shared/policy/generate"
	"github.com/iam-copilot/iam-copilot/shared/policy/generate/denial"
)

// edited is a policy after an edit of one Deny statement that may take the request out of it.
type edited struct {
	kind  string
	title string
	text  string
}

// exempt takes the request out of a Deny statement by the narrowest edit that does it, as the evaluator says.
func (x *Explanation) exempt(r eval.Request, now eval.Answer, s eval.StatementTrace) (step, bool) {
	at := placeOf(s)
	doc := at.document(&r)
	if doc == nil {
		return step{}, false
	}
	parsed := policy.ParseString(doc.Text)
	if s.StatementIndex >= len(parsed.Statements) {
		return step{}, false
	}
	st := &parsed.Statements[s.StatementIndex]
	x.tellConditions(st)
	for _, e := range exemptions(doc.Text, st, r, at.kind) {
		after := at.put(r, e.text)
		answer, err := eval.Simulate(after)
		if err != nil || denials(answer, at) >= denials(now, at) {
			continue
		}
		c := Change{
			Kind: e.kind, Title: e.title, PolicyType: denial.PolicyType(at.kind), Level: at.levelPointer(), PolicyIndex: at.index, PolicyID: doc.ID,
			StatementIndex: s.StatementIndex, Sid: s.Sid, Before: doc.Text, After: e.text,
		}
		if changed := policy.ParseString(e.text); e.kind == EditStatement && s.StatementIndex < len(changed.Statements) {
			c.Statement = changed.Text(changed.Statements[s.StatementIndex].Span)
		}
		c.AlsoAllows = warnExempt(r, after, st, at.kind)
		return step{c, at}, true
	}
	return step{}, false
}

// denials counts the statements of one policy that deny a request.
func denials(answer eval.Answer, at place) int {
	n := 0
	if answer.Decision == eval.ExplicitDeny {
		for _, s := range answer.Statements {
			if placeOf(s) == at {
				n++
			}
		}
	}
	return n
}

// exemptions lists the edits that may take a request out of a Deny statement, the narrowest first. A policy of an identity
// is narrowed by action and resource; in a policy that holds for many principals, the caller is excepted.
func exemptions(source string, st *policy.Statement, r eval.Request, kind policy.Kind) []edited {
	name, entity := statementName(st), entityOf(r.Principal)
	var byCaller, byRequest []edited
	if entity != "" {
		byCaller = callerExcepted(source, st, r.Action, entity, name)
	}
	if st.NotAction != nil {
		byRequest = append(byRequest, edited{EditStatement, fmt.Sprintf("Except %s from %s: add it to NotAction.", r.Action, name), addToList(source, st.NotAction, r.Action)})
	}
	if st.NotResource != nil && r.Resource != "*" {
		byRequest = append(byRequest, edited{EditStatement, fmt.Sprintf("Except %s from %s: add it to NotResource.", r.Resource, name), addToList(source, st.NotResource, r.Resource)})
	}
	byRequest = append(byRequest, narrowed(source, st, r, name)...)
	if kind == policy.KindIdentity || kind == policy.KindSession || kind == policy.KindBoundary {
		return append(byRequest, byCaller...)
	}
	return append(byCaller, byRequest...)
}

// callerExcepted excepts a caller from a statement: where the action can be taken out of the others, for it alone.
func callerExcepted(source string, st *policy.Statement, action, entity, name string) []edited {
	var out []edited
	if rest, ok := withoutAction(source, st, action); ok {
		own := ownStatement(policy.ParseString(source), st, action, entity, freeSid(source, "Deny"+lettersOf(action)))
		out = append(out, edited{EditStatement, fmt.Sprintf("Take %s out of %s, and deny it in a statement of its own that excepts %s.", action, name, entity), appendText(rest, own)})
	}
	title := "Except %s from %s by a condition on aws:PrincipalArn."
	if _, ok := exceptedPrincipals(st); ok {
		title = "Except %s from %s: add it to the principals that its condition leaves out."
	}
	return append(out, edited{EditStatement, fmt.Sprintf(title, entity, name), exceptPrincipal(source, st, entity)})
}

// exceptPrincipal adds a principal to those that a statement leaves out.
func exceptPrincipal(source string, st *policy.Statement, entity string) string {
	if values, ok := exceptedPrincipals(st); ok {
		return addToList(source, values, entity)
	}
	return addCondition(source, st, "ArnNotEquals", "aws:PrincipalArn", entity)
}

// withoutAction takes an action out of a statement that denies others too; ok is false where the statement's patterns do
// not let it.
func withoutAction(source string, st *policy.Statement, action string) (string, bool) {
	if st.NotAction != nil {
		return addToList(source, st.NotAction, action), true
	}
	actions := st.Action.Texts()
	i := literal(actions, action)
	if i < 0 || len(actions) == 1 {
		return "", false
	}
	return setElement(source, st, "Action", "Action", listText(without(actions, i))), true
}

// ownStatement is the text of a statement that denies one action as another does, but to a principal.
func ownStatement(doc *policy.Document, st *policy.Statement, action, entity, sid string) string {
	statement := doc.Text(st.Span)
	if indent, own := indentOf(doc.Source(), st.Span); own {
		statement = strings.ReplaceAll(statement, "\n"+indent, "\n")
	}
	text := `{"Statement": [` + statement + "]}"
	parsed := func() *policy.Statement { return &policy.ParseString(text).Statements[0] }
	old := "Action"
	if st.NotAction != nil {
		old = "NotAction"
	}
	text = setElement(text, parsed(), old, "Action", quoted(action))
	if parsed().Element("Sid") != nil {
		text = setElement(text, parsed(), "Sid", "Sid", quoted(sid))
	}
	text = exceptPrincipal(text, parsed(), entity)
	return policy.ParseString(text).Text(parsed().Span)
}

// literal finds an action that a list names outright, and no pattern of the list matches besides; -1 when there is none.
func literal(actions []string, action string) int {
	if count(actions, func(a string) bool { return policy.MatchAction(a, action) }) != 1 {
		return -1
	}
	return slices.IndexFunc(actions, func(a string) bool { return strings.EqualFold(a, action) })
}

// narrowed takes the action or the resource of a request out of a statement that names them.
func narrowed(source string, st *policy.Statement, r eval.Request, name string) []edited {
	var out []edited
	if st.Action == nil || st.Resource == nil {
		return nil
	}
	actions, resources := st.Action.Texts(), st.Resource.Texts()
	exact := literal(actions, r.Action) >= 0
	if text, ok := withoutAction(source, st, r.Action); ok {
		// The action leaves the statement, and a statement of its own goes on denying it elsewhere.
		if rest, ok := elsewhere(st, r, freeSid(source, "Deny"+lettersOf(r.Action)+"Elsewhere")); ok {
			text = appendText(text, rest)
		}
		out = append(out, edited{EditStatement, fmt.Sprintf("Take %s out of %s where it acts on %s.", r.Action, name, r.Resource), text})
	}
	if i := slices.Index(resources, r.Resource); i >= 0 && len(resources) > 1 {
		out = append(out, edited{EditStatement, fmt.Sprintf("Take %s out of the resources of %s.", r.Resource, name), setElement(source, st, "Resource", "Resource", listText(without(resources, i)))})
	}
	if len(resources) == 1 && resources[0] == "*" && r.Resource != "*" {
		out = append(out, edited{EditStatement, fmt.Sprintf("Except %s from %s: write NotResource in place of Resource.", r.Resource, name), setElement(source, st, "Resource", "NotResource", quoted(r.Resource))})
	}
	// Nothing but this request, or nothing that can be kept apart from it, is in the statement.
	if doc := policy.ParseString(source); exact && len(actions) == 1 && len(resources) == 1 && (resources[0] == r.Resource) && len(doc.Statements) > 1 {
		out = append(out, edited{RemoveStatement, fmt.Sprintf("Remove %s, which denies nothing else.", name), removeStatement(source, st.Index)})
	}
	return out
}

// elsewhere is the text of a statement that goes on denying an action on everything but the request's resource; ok is
// false when nothing is left to deny.
func elsewhere(st *policy.Statement, r eval.Request, sid string) (string, bool) {
	if st.Condition != nil || st.Principal != nil || st.NotPrincipal != nil {
		return "", false
	}
	s := generate.Statement{Sid: sid, Effect: "Deny", Action: []string{r.Action}}
	resources := st.Resource.Texts()
	switch i := slices.Index(resources, r.Resource); {
	case len(resources) == 1 && resources[0] == "*" && r.Resource != "*":
		s.Resource = []string{r.Resource}
		return strings.Replace(statementText(s), `"Resource"`, `"NotResource"`, 1), true
	case i >= 0 && len(resources) > 1:
		s.Resource = without(resources, i)
		return statementText(s), true
	}
	return "", false
}

// exceptedPrincipals finds the list of principals that a statement's condition leaves out.
func exceptedPrincipals(st *policy.Statement) (*policy.List, bool) {
	if st.Condition == nil {
		return nil, false
	}
	for i := range st.Condition.Operators {
		o := &st.Condition.Operators[i]
		switch strings.TrimSuffix(o.Name.Text, "IfExists") {
		case "ArnNotEquals", "ArnNotLike", "StringNotEquals", "StringNotLike":
			for j := range o.Keys {
				if strings.EqualFold(o.Keys[j].Name.Text, "aws:PrincipalArn") {
					return &o.Keys[j].Values, true
				}
			}
		}
	}
	return nil, false
}

// entityOf is the ARN that aws:PrincipalArn holds for a caller; empty for callers that have none.
func entityOf(caller string) string {
	if element := generate.PrincipalElement(caller); len(element["AWS"]) == 1 {
		return element["AWS"][0]
	}
	return ""
}

func statementName(st *policy.Statement) string {
	if st.Sid.IsString() && st.Sid.Text != "" {
		return fmt.Sprintf("the statement %q", st.Sid.Text)
	}
	return fmt.Sprintf("statement [%d]", st.Index)
}

func without(list []string, i int) []string { return slices.Delete(slices.Clone(list), i, i+1) }

func count(list []string, is func(string) bool) int {
	n := 0
	for _, s := range list {
		if is(s) {
			n++
		}
	}
	return n
}

package impact

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/compare"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

// Edit is how a proposal answers an effect.
type Edit string

// The edits.
const (
	// RemoveAction takes an action out that AWS no longer has.
	RemoveAction Edit = "remove_action"
	// PinWildcard writes the actions that a wildcard reached before in its place.
	PinWildcard Edit = "pin_wildcard"
	// AddActions gives the permissions that an operation needs now.
	AddActions Edit = "add_actions"
)

// maxPinned is how many actions are written in place of a wildcard at most; policies have a limited size.
const maxPinned = 60

// Proposal is an edited policy that answers an effect.
type Proposal struct {
	Edit  Edit   `json:"edit"`
	Title string `json:"title"`
	// Document is the whole text, unchanged but for the edit.
	Document string `json:"document"`
	// Relation is how the edited policy relates to the one there is, proved with the catalog in use: equivalent,
	// broader, narrower, incomparable or unknown.
	Relation compare.Relation `json:"relation"`
	// Witness is a request on which they differ; nil when there is none.
	Witness *compare.Witness `json:"witness,omitempty"`
	// Cases are requests that the edited policy must allow or deny; each of them does.
	Cases []Case `json:"cases"`
}

// Case is a request with what a policy must say of it.
type Case struct {
	Name     string `json:"name"`
	Expect   string `json:"expect"` // allowed or denied
	Action   string `json:"action"`
	Resource string `json:"resource"`
}

// Propose answers an effect that Of found in the document with an edit, or nil with the reason why there is none: either
// no edit is right without knowing what the author wants, or the edit would not fit.
func (c *Changes) Propose(doc *policy.Document, kind policy.Kind, e Effect) (*Proposal, string) {
	i := slices.IndexFunc(doc.Statements, func(st policy.Statement) bool { return st.Index == e.Statement })
	if i < 0 {
		return nil, "The policy no longer has the statement."
	}
	st := &doc.Statements[i]
	at := slices.Index(st.Action.Texts(), e.Pattern)
	if at < 0 {
		return nil, advice(e)
	}
	if len(st.Action.Texts()) != len(st.Action.Values) {
		return nil, "The list of actions has an element that is no text, which AWS refuses."
	}
	p := &Proposal{Cases: []Case{}}
	var actions []string
	switch s := c.services[e.Service]; e.Kind {
	case RemovedAction:
		if actions = slices.Delete(slices.Clone(st.Action.Texts()), at, at+1); policy.HasWildcard(e.Pattern) && e.Level == Note {
			return nil, "Nothing needs to be done: the wildcard goes on to reach the others."
		}
		if len(actions) == 0 {
			return nil, "It is the statement's only action: delete the statement, or name what replaces the action."
		}
		p.Edit, p.Title = RemoveAction, "Take out "+e.Pattern
	case NewAction:
		if e.Level != Review {
			return nil, "Nothing needs to be done unless the new actions are not wanted."
		}
		reached := matching(e.Pattern, actionsOf(s.before))
		if len(reached) == 0 {
			return nil, e.Pattern + " reached nothing before: whoever wrote it had these actions in mind, or none."
		}
		if len(reached) > maxPinned {
			return nil, fmt.Sprintf("%s stands for %s: too many to write out. Narrow it, or deny what is not wanted.", e.Pattern, plural(len(reached), "action", "actions"))
		}
		actions = slices.Concat(st.Action.Texts()[:at], reached, st.Action.Texts()[at+1:])
		p.Edit, p.Title = PinWildcard, fmt.Sprintf("Write what %s reached before in its place", e.Pattern)
		p.Cases = append(p.Cases, caseOf("denied", e.Names[0], st), caseOf("allowed", reached[0], st))
	case DependentAction:
		if slices.ContainsFunc(e.Names, func(action string) bool { return !suits(st, action) }) {
			return nil, fmt.Sprintf("Add a statement that allows %s on the resources that it works on.", few(e.Names))
		}
		actions = append(slices.Clone(st.Action.Texts()), e.Names...)
		p.Edit, p.Title = AddActions, "Allow "+few(e.Names)+" too"
		for _, name := range e.Names {
			p.Cases = append(p.Cases, caseOf("allowed", name, st))
		}
	default:
		return nil, advice(e)
	}
	p.Document = replaced(doc, st.Action, actions)
	if why := p.prove(doc, kind); why != "" {
		return nil, why
	}
	return p, ""
}

// suits tells whether a statement's resources can be what an action works on. Nobody gets iam:PassRole on everything by
// an edit that was not asked for.
func suits(st *policy.Statement, action string) bool {
	known := catalog.LookupAction(action)
	prefix, _, _ := strings.Cut(action, ":")
	named := st.Resource.Texts()
	if slices.Contains(named, "*") {
		return !strings.EqualFold(action, "iam:PassRole")
	}
	return known != nil && fits(named, catalog.Lookup(prefix), taken(known))
}

// advice is what to do where no edit is surely right.
func advice(e Effect) string {
	switch e.Kind {
	case RemovedKey:
		return "Decide what the condition was for: another key may carry it, or the limit belongs into the resource."
	case KeyType:
		return "Choose the operator for the key's new type."
	case RemovedResource:
		return "Name the ARNs of the resources that the action works on now."
	case RequiredResource:
		return "Add the ARNs of the resources that the action requires."
	case RaisedLevel:
		return "Check that whoever has the policy should be able to do this."
	case NewAction:
		return "List what is wanted with Action instead of leaving out with NotAction, or add the new actions to the list."
	}
	return "The statement cannot be edited by itself."
}

// prove compares the edit with the policy there is, and keeps the cases that it meets.
func (p *Proposal) prove(doc *policy.Document, kind policy.Kind) string {
	edited := policy.ParseString(p.Document)
	after, err := eval.Compile(edited, kind, "")
	if err != nil {
		return "The edited policy is not one that AWS takes: " + err.Error()
	}
	before, err := eval.Compile(doc, kind, "")
	if err != nil {
		return "The policy is not one that AWS takes: " + err.Error()
	}
	r := compare.Policies(after, before, compare.Options{})
	p.Relation, p.Witness = r.Relation, r.Witness
	p.Cases = slices.DeleteFunc(p.Cases, func(c Case) bool { return !c.holds(after) })
	return ""
}

// holds tells whether a policy meets a case without conditions. A case that it does not meet, since another statement
// decides otherwise or since a condition does, is no test of the edit.
func (c Case) holds(p *eval.Policy) bool {
	who, err := eval.ParsePrincipal(eval.ExamplePrincipal(c.Resource))
	if err != nil {
		return false
	}
	ctx, err := eval.NewContext(nil, nil)
	if err != nil {
		return false
	}
	call, err := eval.NewCall(who, c.Action, c.Resource, "", ctx)
	if err != nil {
		return false
	}
	switch p.Verdict(call) {
	case eval.Allowed:
		return c.Expect == "allowed"
	case eval.ExplicitDeny, eval.ImplicitDeny:
		return c.Expect == "denied"
	}
	return false
}

// caseOf is a request for the action on a resource that the statement names.
func caseOf(expect, action string, st *policy.Statement) Case {
	resource := "*"
	for _, text := range values(st.Resource) {
		if text != "*" {
			resource = strings.NewReplacer("*", "example", "?", "x").Replace(text)
			break
		}
	}
	verb := "stays denied"
	if expect == "allowed" {
		verb = "stays allowed"
	}
	return Case{Name: action + " " + verb, Expect: expect, Action: action, Resource: resource}
}

// replaced writes other texts into a list of the document and leaves everything else as it is.
func replaced(doc *policy.Document, list *policy.List, texts []string) string {
	quoted := make([]string, len(texts))
	for i, t := range texts {
		q, _ := json.Marshal(t) //nolint:errchkjson // strings have a JSON form
		quoted[i] = string(q)
	}
	old := doc.Text(list.Span)
	between, head, tail := ", ", "[", "]"
	if first := strings.IndexByte(old, '"'); first > 0 && strings.Contains(old[:first], "\n") {
		head = old[:first]
		between = "," + head[strings.LastIndexByte(head, '\n'):]
		tail = old[strings.LastIndexByte(old, '"')+1:]
	}
	text := head + strings.Join(quoted, between) + tail
	if list.Single && len(quoted) == 1 {
		text = quoted[0]
	}
	src := doc.Source()
	return src[:list.Span.Offset] + text + src[list.Span.End():]
}

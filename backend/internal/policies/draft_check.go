package policies

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/generate"
	"github.com/iam-copilot/iam-copilot/shared/policy/lint"
)

// Sizes of a draft that is looked at.
const (
	maxDraftStatements = 25
	maxDraftList       = 200
	maxReason          = 300 // characters
)

// sketch is a draft as the model hands it over.
type sketch struct {
	Statements []struct {
		Sid, Effect, Reason string
		Actions, Resources  []string
		Conditions          []struct {
			Operator, Key string
			Values        []string
		}
	}
	Assumptions []string
}

// examine checks a draft. The problems are sentences for the model; without
// any, the draft may be used, and its notes say in what it goes beyond the
// built-in generator's answer.
func examine(answer json.RawMessage, w wish) (drafted, []string) {
	var s sketch
	if err := json.Unmarshal(answer, &s); err != nil {
		return drafted{}, []string{"The input of the tool does not follow its schema."}
	}
	c := &checker{wish: w}
	statements := c.statements(s)
	if len(c.problems) > 0 {
		return drafted{}, c.problems
	}
	document := generate.Print(statements)
	c.lint(document)
	c.examples(document)
	c.breadth(statements)
	if len(c.problems) > 0 {
		return drafted{}, c.problems
	}
	out := drafted{notes: c.notes}
	out.result = generate.Result{Document: document, Statements: statements, Explanations: c.choices, Kind: policy.KindIdentity}
	for _, a := range s.Assumptions[:min(len(s.Assumptions), maxDraftStatements)] {
		out.result.Assumptions = append(out.result.Assumptions, short(a))
	}
	if w.offline != nil {
		out.result.Principal = w.offline.Principal
	}
	return out, nil
}

// checker collects what is wrong with a draft and what is to be told of it.
type checker struct {
	wish
	problems, notes []string
	choices         []generate.Choice
}

func (c *checker) wrong(format string, values ...any) {
	if text := fmt.Sprintf(format, values...); !slices.Contains(c.problems, text) {
		c.problems = append(c.problems, text)
	}
}

// notInSid is what a statement's id may not hold.
var notInSid = regexp.MustCompile(`[^A-Za-z0-9]`)

// statements turns a sketch into statements, with every action in the
// catalog's spelling.
func (c *checker) statements(s sketch) []generate.Statement {
	if n := len(s.Statements); n == 0 || n > maxDraftStatements {
		c.wrong("There are %d statements; there must be 1 to %d.", n, maxDraftStatements)
		return nil
	}
	var out []generate.Statement
	for i, from := range s.Statements {
		to := generate.Statement{Sid: notInSid.ReplaceAllString(from.Sid, ""), Effect: from.Effect}
		if to.Sid == "" || slices.ContainsFunc(out, func(o generate.Statement) bool { return o.Sid == to.Sid }) {
			to.Sid = fmt.Sprintf("%sStatement%d", to.Sid, i+1)
		}
		if to.Effect != "Allow" && to.Effect != "Deny" {
			c.wrong("Statement %d has the effect %q.", i+1, short(to.Effect))
		}
		if n, m := len(from.Actions), len(from.Resources); n == 0 || m == 0 || n > maxDraftList || m > maxDraftList {
			c.wrong("Statement %d has %d actions and %d resources; each must be 1 to %d.", i+1, n, m, maxDraftList)
			continue
		}
		for _, a := range from.Actions {
			to.Action = appendNew(to.Action, c.action(a, to.Effect))
		}
		for _, r := range from.Resources {
			to.Resource = appendNew(to.Resource, c.resource(r))
		}
		for _, test := range from.Conditions {
			if to.Condition == nil {
				to.Condition = map[string]map[string][]string{}
			}
			if to.Condition[test.Operator] == nil {
				to.Condition[test.Operator] = map[string][]string{}
			}
			to.Condition[test.Operator][test.Key] = append(to.Condition[test.Operator][test.Key], test.Values...)
		}
		out = append(out, to)
		c.choices = append(c.choices, generate.Choice{Phrase: to.Sid, Decision: short(from.Reason), Actions: to.Action})
	}
	return out
}

func appendNew(items []string, item string) []string {
	if item == "" || slices.Contains(items, item) {
		return items
	}
	return append(items, item)
}

// action is an action as the catalog spells it. Wildcards pass where they only
// deny, and within a service where the built-in generator has them: for all of
// AWS there is no need of a model.
func (c *checker) action(text, effect string) string {
	text = strings.TrimSpace(text)
	if strings.ContainsAny(text, "*?") {
		switch {
		case effect == "Deny" && (text == "*" || len(catalog.Expand(text)) > 0), !strings.HasPrefix(text, "*") && c.offlineAllows(text):
			return text
		}
		c.wrong("The wildcard %q is too broad: write out the actions that are needed.", short(text))
		return ""
	}
	prefix, name, ok := strings.Cut(text, ":")
	if a := catalog.LookupAction(text); a != nil {
		return strings.ToLower(prefix) + ":" + a.Name
	}
	service := catalog.Lookup(prefix)
	if !ok || service == nil {
		c.wrong("%q is no action: its service prefix is not known.", short(text))
		return ""
	}
	hint := ""
	if near := generate.NearestActions(service, name); len(near) > 0 {
		hint = " Did you mean " + strings.Join(near, " or ") + "?"
	}
	c.wrong("AWS has no action %q.%s", short(text), hint)
	return ""
}

// offlineAllows tells whether the built-in generator allows a pattern as it is
// written.
func (c *checker) offlineAllows(pattern string) bool {
	return c.offline != nil && slices.ContainsFunc(c.offline.Statements, func(s generate.Statement) bool {
		return s.Effect == "Allow" && slices.ContainsFunc(s.Action, func(a string) bool { return strings.EqualFold(a, pattern) })
	})
}

// accountID is an account in an ARN.
var accountID = regexp.MustCompile(`^\d{12}$`)

// resource is a resource that can stand in a policy. Accounts that nobody
// named are made up.
func (c *checker) resource(text string) string {
	text = strings.TrimSpace(text)
	if text == "*" {
		return text
	}
	a, ok := policy.ParseARN(text)
	if !ok {
		c.wrong("%q is neither an ARN nor \"*\".", short(text))
		return ""
	}
	if accountID.MatchString(a.Account) && !strings.Contains(c.request.Description+" "+strings.Join(c.request.ResourceARNs, " "), a.Account) {
		c.wrong("The account %s in %q was not given: write \"*\" in its place.", a.Account, short(text))
	}
	return text
}

// lint holds a draft to the findings: no error, and no security warning that
// the built-in generator's answer does not have.
func (c *checker) lint(document string) {
	known := map[string]bool{}
	if c.offline != nil {
		for _, f := range lint.Check([]byte(c.offline.Document), lint.Options{Kind: policy.KindIdentity}) {
			known[f.Code] = true
		}
	}
	for _, f := range lint.Check([]byte(document), lint.Options{Kind: policy.KindIdentity}) {
		if f.Type == lint.TypeError || f.Type == lint.TypeSecurityWarning && !known[f.Code] {
			c.wrong("%s: %s (%s)", f.Path, f.Message, f.Code)
		}
	}
}

func (c *checker) examples(document string) {
	unmet, err := generate.CheckExamples(document, c.mustAllow, c.mustDeny)
	if err != nil {
		c.wrong("The examples could not be tried: %s.", err)
		return
	}
	for _, u := range unmet {
		c.wrong("%s", u.Problem)
	}
}

// breadth compares a draft with the built-in generator's answer. More on the
// same resources is told; whatever reaches further is a problem.
func (c *checker) breadth(statements []generate.Statement) {
	var base []generate.Statement
	services := map[string]bool{}
	if c.offline != nil {
		base = c.offline.Statements
		for _, s := range base {
			for _, a := range s.Action {
				prefix, _, _ := strings.Cut(a, ":")
				services[prefix] = true
			}
		}
	}
	for _, b := range generate.Broadenings(base, statements) {
		prefix, _, _ := strings.Cut(b.Action, ":")
		a := catalog.LookupAction(b.Action)
		reads := a != nil && (a.Level == catalog.Read || a.Level == catalog.List)
		switch {
		case b.Kind != generate.BroaderAction:
			c.wrong("%s", b.Text)
		case a == nil:
			c.wrong("%s", b.Text)
		case a.Level == catalog.PermissionsManagement, b.Action == "iam:PassRole", b.Action == "sts:AssumeRole":
			c.wrong("%s changes or hands on permissions, which was not asked for.", b.Action)
		case b.Resource == "*" && len(a.Resources) > 0 && !reads:
			c.wrong("%s is allowed on every resource: name the resources, if need be with wildcards in their ARNs.", b.Action)
		case c.offline != nil && !services[prefix] && !reads:
			c.wrong("%s is of a service that the description does not name.", b.Action)
		case c.offline != nil:
			c.notes = append(c.notes, "Beyond the built-in generator's answer: "+b.Text)
		}
	}
	if c.offline == nil {
		c.notes = append(c.notes, "The built-in generator does not understand the description, so there is no answer to compare the draft with: read every statement before using it.")
	}
}

// short keeps the beginning of a model's text, on one line.
func short(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > maxReason {
		return string(r[:maxReason]) + "…"
	}
	return s
}

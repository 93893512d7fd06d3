package eval

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The tests write policies in one line per statement:
//
//	Allow s3:GetObject, s3:PutObject on arn:aws:s3:::b/* to AWS:111122223333 if Bool aws:SecureTransport = true & …
//
// "Deny" in place of "Allow"; "except" before the actions for NotAction;
// "not on" for NotResource; "not to" for NotPrincipal; "to *" for everyone. Values
// are separated by commas, values of a condition by " | ", conditions by " & ".
// A first line "2008" sets the older Version, "no version" leaves it out.

// doc turns that notation into a policy document.
func doc(text string) Document {
	out := map[string]any{"Version": "2012-10-17"}
	var statements []any
	for _, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		switch line {
		case "":
		case "2008":
			out["Version"] = "2008-10-17"
		case "no version":
			delete(out, "Version")
		default:
			statements = append(statements, statementOf(line))
		}
	}
	out["Statement"] = statements
	data, err := json.Marshal(out)
	if err != nil {
		panic(err)
	}
	return Document{Text: string(data)}
}

func statementOf(line string) map[string]any {
	st := map[string]any{}
	if sid, rest, ok := strings.Cut(line, ": "); ok && !strings.ContainsAny(sid, " :") {
		st["Sid"], line = sid, rest
	}
	effect, rest, _ := strings.Cut(line, " ")
	st["Effect"] = effect
	if rest, cond, ok := strings.Cut(rest, " if "); ok {
		st["Condition"] = conditionOf(cond)
		line = rest
	} else {
		line = rest
	}
	for _, element := range []struct{ mark, name string }{
		{" not to ", "NotPrincipal"}, {" to ", "Principal"}, {" not on ", "NotResource"}, {" on ", "Resource"},
	} {
		if before, value, ok := strings.Cut(line, element.mark); ok {
			line = before
			if strings.HasSuffix(element.name, "Principal") {
				st[element.name] = principalsOf(value)
			} else {
				st[element.name] = listOf(value, ",")
			}
		}
	}
	if rest, ok := strings.CutPrefix(line, "except "); ok {
		st["NotAction"] = listOf(rest, ",")
	} else {
		st["Action"] = listOf(line, ",")
	}
	return st
}

func principalsOf(text string) any {
	if text == "*" {
		return "*"
	}
	out := map[string][]string{}
	for _, entry := range listOf(text, ",") {
		kind, value, ok := strings.Cut(entry, ":")
		if !ok {
			panic("principal " + entry)
		}
		out[kind] = append(out[kind], value)
	}
	return out
}

func conditionOf(text string) map[string]map[string][]string {
	out := map[string]map[string][]string{}
	for _, part := range strings.Split(text, " & ") {
		head, values, ok := strings.Cut(part, " =")
		op, key, ok2 := strings.Cut(head, " ")
		if !ok || !ok2 {
			panic("condition " + part)
		}
		if out[op] == nil {
			out[op] = map[string][]string{}
		}
		out[op][key] = listOf(strings.TrimPrefix(values, " "), "|")
	}
	return out
}

// variables hides the separators within ${…}.
var variables = regexp.MustCompile(`\$\{[^}]*\}`)

func listOf(text, separator string) []string {
	hidden := variables.ReplaceAllStringFunc(text, func(v string) string { return strings.ReplaceAll(v, separator, "\x01") })
	out := strings.Split(hidden, separator)
	for i := range out {
		out[i] = strings.ReplaceAll(out[i], "\x01", separator)
	}
	for i := range out {
		out[i] = strings.TrimSpace(out[i])
	}
	return out
}

// scenario is one evaluation case. Policies are in the notation above.
type scenario struct {
	name      string
	principal string // Alice when empty
	action    string // s3:GetObject when empty
	resource  string // an object of a bucket when empty
	account   string // account of the resource
	context   map[string]Values
	unknown   []string
	identity  []string
	policy    string // of the resource
	boundary  string
	session   []string
	scps      [][]string
	rcps      [][]string
	manager   string // management account
	want      Decision
	missing   []string
}

const (
	accountA = "111122223333"
	accountB = "444455556666"

	alice     = "arn:aws:iam::111122223333:user/Alice"
	bob       = "arn:aws:iam::111122223333:user/Bob"
	carol     = "arn:aws:iam::444455556666:user/Carol"
	rootA     = "arn:aws:iam::111122223333:root"
	rootB     = "arn:aws:iam::444455556666:root"
	roleDev   = "arn:aws:iam::111122223333:role/Dev"
	devMary   = "arn:aws:sts::111122223333:assumed-role/Dev/Mary"
	devJohn   = "arn:aws:sts::111122223333:assumed-role/Dev/John"
	federated = "arn:aws:sts::111122223333:federated-user/Alice"
	anonymous = "*"

	object  = "arn:aws:s3:::amzn-s3-demo-bucket/key"
	bucket  = "arn:aws:s3:::amzn-s3-demo-bucket"
	key     = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
	roleOps = "arn:aws:iam::111122223333:role/Ops"
)

func (s scenario) request() Request {
	r := Request{
		Principal: s.principal, Action: s.action, Resource: s.resource,
		Context: s.context, UnknownContext: s.unknown,
		ResourceAccount: s.account, ManagementAccount: s.manager,
		IdentityPolicies: docs(s.identity), SessionPolicies: docs(s.session),
		SCPs: levels(s.scps), RCPs: levels(s.rcps),
	}
	if r.Principal == "" {
		r.Principal = alice
	}
	if r.Action == "" {
		r.Action = "s3:GetObject"
	}
	if r.Resource == "" {
		r.Resource = object
	}
	if s.policy != "" {
		d := doc(s.policy)
		r.ResourcePolicy = &d
	}
	if s.boundary != "" {
		d := doc(s.boundary)
		r.PermissionBoundary = &d
	}
	return r
}

func docs(texts []string) []Document {
	var out []Document
	for _, text := range texts {
		out = append(out, doc(text))
	}
	return out
}

func levels(texts [][]string) [][]Document {
	var out [][]Document
	for _, level := range texts {
		out = append(out, docs(level))
	}
	return out
}

// run evaluates the scenarios, both ways: with explanation, and the decision alone.
func run(t *testing.T, section string, scenarios []scenario) {
	t.Helper()
	t.Run(section, func(t *testing.T) {
		seen := map[string]bool{}
		for _, s := range scenarios {
			if seen[s.name] {
				t.Errorf("two cases are named %q", s.name)
			}
			seen[s.name] = true
			t.Run(s.name, func(t *testing.T) { s.check(t) })
		}
	})
}

func (s scenario) check(t *testing.T) {
	t.Helper()
	r := s.request()
	answer, err := Simulate(r)
	if err != nil {
		t.Fatalf("%v", err)
	}
	missing := s.missing
	if missing == nil {
		missing = []string{}
	}
	if answer.Decision != s.want || !slices.Equal(answer.MissingContext, missing) {
		t.Errorf("decision %s, missing %q; want %s, missing %q\n%s", answer.Decision, answer.MissingContext, s.want, missing, describeAnswer(answer))
	}
	if got := decideOnly(t, r); got != answer.Decision {
		t.Errorf("Decide says %s, Explain %s", got, answer.Decision)
	}
	checkAnswer(t, answer)
}

// decideOnly evaluates a request without explanation.
func decideOnly(t fataler, r Request) Decision {
	t.Helper()
	set, call := prepare(t, r)
	return set.Decide(call)
}

// fataler is what tests, benchmarks and property tests have in common.
type fataler interface {
	Helper()
	Fatal(args ...any)
}

func prepare(t fataler, r Request) (*Set, *Call) {
	t.Helper()
	who, err := ParsePrincipal(r.Principal)
	if err != nil {
		t.Fatal(err)
	}
	known := map[string][]string{}
	for k, v := range r.Context {
		known[k] = v
	}
	ctx, err := NewContext(known, r.UnknownContext)
	if err != nil {
		t.Fatal(err)
	}
	call, err := NewCall(who, r.Action, r.Resource, r.ResourceAccount, ctx)
	if err != nil {
		t.Fatal(err)
	}
	set, err := new(simulator).compile(&r, call)
	if err != nil {
		t.Fatal(err)
	}
	return set, call
}

// checkAnswer tests what must hold of every answer.
func checkAnswer(t *testing.T, a Answer) {
	t.Helper()
	if (a.Decision == Unknown) != (len(a.MissingContext) > 0) {
		t.Errorf("decision %s with missing context %q", a.Decision, a.MissingContext)
	}
	if len(a.Stages) != 7 {
		t.Errorf("%d stages", len(a.Stages))
	}
	for _, st := range a.Stages {
		if !strings.HasSuffix(st.Reason, ".") || len(st.Reason) < 20 {
			t.Errorf("stage %s: reason %q is no sentence", st.Stage, st.Reason)
		}
		if (st.Outcome == Unknown) != (len(st.MissingContext) > 0) {
			t.Errorf("stage %s: outcome %s with missing context %q", st.Stage, st.Outcome, st.MissingContext)
		}
	}
	for _, st := range a.Statements {
		switch {
		case a.Decision == Allowed && st.Effect != "Allow", a.Decision == ExplicitDeny && st.Effect != "Deny", a.Decision == ImplicitDeny:
			t.Errorf("%s statement %+v decided %s", st.Effect, st, a.Decision)
		}
	}
	if a.Decision == ExplicitDeny && len(a.Statements) == 0 {
		t.Errorf("an explicit deny without a statement")
	}
	if !strings.HasSuffix(a.Reason, ".") {
		t.Errorf("reason %q is no sentence", a.Reason)
	}
}

func describeAnswer(a Answer) string {
	var b strings.Builder
	fmt.Fprintln(&b, a.Reason)
	for _, st := range a.Stages {
		fmt.Fprintf(&b, "  %-9s %-15s %s\n", st.Stage, st.Outcome, st.Reason)
	}
	return b.String()
}

// with makes a context: key, value, key, value, … ; values separated by "|".
func with(pairs ...string) map[string]Values {
	out := map[string]Values{}
	for i := 0; i < len(pairs); i += 2 {
		out[pairs[i]] = strings.Split(pairs[i+1], "|")
	}
	return out
}

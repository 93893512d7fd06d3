package usage

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/compare"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

// facts are what proposals rest on.
type facts struct {
	used   map[string]bool     // services, by prefix
	told   map[string]bool     // services of which AWS tells anything
	unused map[string][]string // tracked actions that were not used, by service
	keep   []string            // patterns of actions that stay

	principal string
	judging   *judging // nil when nothing is known from CloudTrail
	grants    []api.UsageGrant
}

func factsOf(r *api.UsageReport, keep []string) *facts {
	f := &facts{used: map[string]bool{}, told: map[string]bool{}, unused: map[string][]string{}, keep: keep, grants: r.Grants, principal: r.PrincipalARN}
	for i := range r.Services {
		prefix := strings.ToLower(r.Services[i].Service)
		f.told[prefix], f.used[prefix] = true, f.used[prefix] || r.Services[i].Used
	}
	for _, action := range r.UnusedActions {
		prefix, _, _ := strings.Cut(strings.ToLower(action), ":")
		if !f.kept(action) {
			f.unused[prefix] = append(f.unused[prefix], action)
		}
	}
	return f
}

// kept tells whether an action must stay.
func (f *facts) kept(action string) bool {
	return slices.ContainsFunc(f.keep, func(pattern string) bool { return policy.MatchAction(pattern, action) })
}

// keptOf lists what must stay of a service, as it was asked for.
func (f *facts) keptOf(prefix string) (out []string) {
	for _, k := range f.keep {
		of, _, _ := strings.Cut(strings.ToLower(k), ":")
		if k == "*" || of == prefix || (strings.ContainsAny(of, "*?") && policy.MatchAction(of, prefix)) {
			out = append(out, k)
		}
	}
	return out
}

// statement is a statement whose Action is looked at; the rest stays as it is.
type statement struct {
	Sid          json.RawMessage `json:"Sid,omitempty"`
	Effect       string          `json:"Effect"`
	Principal    json.RawMessage `json:"Principal,omitempty"`
	NotPrincipal json.RawMessage `json:"NotPrincipal,omitempty"`
	Action       words           `json:"Action,omitempty"`
	NotAction    json.RawMessage `json:"NotAction,omitempty"`
	Resource     json.RawMessage `json:"Resource,omitempty"`
	NotResource  json.RawMessage `json:"NotResource,omitempty"`
	Condition    json.RawMessage `json:"Condition,omitempty"`
}

type document struct {
	Version   json.RawMessage `json:"Version,omitempty"`
	ID        json.RawMessage `json:"Id,omitempty"`
	Statement statements      `json:"Statement"`
}

// words is a string or a list of strings.
type words []string

func (w *words) UnmarshalJSON(text []byte) error {
	var one string
	if json.Unmarshal(text, &one) == nil {
		*w = words{one}
		return nil
	}
	return json.Unmarshal(text, (*[]string)(w))
}

// statements is a statement or a list of them.
type statements []statement

func (s *statements) UnmarshalJSON(text []byte) error {
	var one statement
	if len(text) > 0 && text[0] == '{' {
		if err := json.Unmarshal(text, &one); err != nil {
			return err
		}
		*s = statements{one}
		return nil
	}
	return json.Unmarshal(text, (*[]statement)(s))
}

// propose makes smaller forms of a policy, in stages, each compared with it.
func (f *facts) propose(p held) api.UsagePolicy {
	out := api.UsagePolicy{PolicyID: p.id, AttachedTo: p.attachedTo, Stages: []api.UsageStage{}, Notes: []string{}}
	var whole document
	if err := json.Unmarshal([]byte(p.text), &whole); err != nil {
		out.Notes = append(out.Notes, "The policy cannot be read: "+err.Error()+".")
		return out
	}
	if slices.ContainsFunc(whole.Statement, func(s statement) bool { return s.Effect == "Allow" && len(s.NotAction) > 0 }) {
		out.Notes = append(out.Notes, "A statement allows by NotAction: it is left as it is.")
	}
	compiled, err := eval.Compile(policy.ParseString(string(p.text)), policy.KindIdentity, "")
	var cases []api.PolicyCase
	if err == nil {
		cases = f.cases(compiled)
	}
	current := whole
	for stage, smaller := range []func(string) (keep, removed []string){f.withoutServices, f.withoutActions} {
		var removed []string
		current, removed = current.with(smaller)
		if len(removed) == 0 {
			continue
		}
		out.Stages = append(out.Stages, tried(verified(stage+1, string(p.text), current, removed), cases))
	}
	if f.judging == nil || len(f.judging.seen) == 0 && len(f.judging.trail.Regions) == 0 {
		return out
	}
	if smaller, removed, narrowings := f.narrowed(current); len(removed)+len(narrowings) > 0 {
		stage := verified(3, string(p.text), smaller, removed)
		stage.Narrowed = append(stage.Narrowed, narrowings...)
		out.Stages = append(out.Stages, tried(stage, cases))
	}
	return out
}

// tried tries a proposal with cases.
func tried(s api.UsageStage, cases []api.PolicyCase) api.UsageStage {
	s.Cases = append(s.Cases, cases...)
	if len(cases) == 0 {
		return s
	}
	var p *eval.Policy
	if s.Document != "" {
		var err error
		if p, err = eval.Compile(policy.ParseString(s.Document), policy.KindIdentity, ""); err != nil {
			p = nil
		}
	}
	for i := range cases {
		if p == nil || !allows(p, &cases[i]) {
			s.Failed = append(s.Failed, cases[i].Name+", and is not allowed any more.")
		}
	}
	return s
}

// with is the document with each action of its Allow statements replaced by what is
// left of it. Statements of which nothing is left go.
func (d document) with(smaller func(action string) (keep, removed []string)) (out document, removed []string) {
	out = document{Version: d.Version, ID: d.ID}
	for _, s := range d.Statement {
		if s.Effect != "Allow" || len(s.Action) == 0 {
			out.Statement = append(out.Statement, s)
			continue
		}
		var left words
		for _, action := range s.Action {
			keep, gone := smaller(action)
			removed = append(removed, gone...)
			for _, k := range keep {
				if !slices.Contains(left, k) {
					left = append(left, k)
				}
			}
		}
		if s.Action = left; len(left) > 0 {
			out.Statement = append(out.Statement, s)
		}
	}
	return out, removed
}

// withoutServices keeps what is of a service that was used, or of which AWS tells
// nothing.
func (f *facts) withoutServices(action string) (keep, removed []string) {
	prefix, _, named := strings.Cut(strings.ToLower(action), ":")
	if !named || strings.ContainsAny(prefix, "*?") { // all services, or those of a pattern
		for used := range f.used {
			if f.used[used] && (!named || policy.MatchAction(prefix, used)) {
				rest := "*"
				if named {
					_, rest, _ = strings.Cut(action, ":")
				}
				keep = append(keep, used+":"+rest)
			}
		}
		for _, k := range f.keep {
			if policy.MatchAction(action, k) {
				keep = append(keep, k)
			}
		}
		slices.Sort(keep)
		return slices.Compact(keep), []string{action}
	}
	if f.used[prefix] || !f.told[prefix] {
		return []string{action}, nil
	}
	for _, k := range f.keptOf(prefix) {
		for _, name := range catalog.Expand(action) {
			if policy.MatchAction(k, name) {
				keep = append(keep, name)
			}
		}
	}
	return keep, []string{action}
}

// withoutActions takes away the tracked actions that were not used.
func (f *facts) withoutActions(action string) (keep, removed []string) {
	prefix, _, _ := strings.Cut(strings.ToLower(action), ":")
	for _, unused := range f.unused[prefix] {
		if policy.MatchAction(action, unused) {
			removed = append(removed, unused)
		}
	}
	if len(removed) == 0 {
		return []string{action}, nil
	}
	for _, name := range catalog.Expand(action) {
		if !slices.ContainsFunc(removed, func(x string) bool { return strings.EqualFold(x, name) }) {
			keep = append(keep, name)
		}
	}
	return keep, removed
}

// verified compares a smaller policy with what it comes from: one that allows more is
// a mistake, and is not proposed as verified.
func verified(stage int, before string, after document, removed []string) api.UsageStage {
	out := api.UsageStage{Stage: stage, Removed: append([]string{}, removed...), Narrowed: []api.UsageNarrowing{}, Cases: []api.PolicyCase{}, Failed: []string{}}
	if len(after.Statement) == 0 {
		out.Verified, out.Relation = true, string(compare.Narrower)
		return out
	}
	text, err := json.MarshalIndent(after, "", "  ")
	if err != nil {
		out.Reason = err.Error()
		return out
	}
	out.Document, out.Size = string(text), policy.Size(text)
	old, err := eval.Compile(policy.ParseString(before), policy.KindIdentity, "")
	if err != nil {
		out.Reason = "The policy as it is cannot be compared: " + err.Error() + "."
		return out
	}
	smaller, err := eval.Compile(policy.ParseString(out.Document), policy.KindIdentity, "")
	if err != nil {
		out.Reason = "The smaller policy cannot be compared: " + err.Error() + "."
		return out
	}
	r := compare.Policies(smaller, old, compare.Options{})
	out.Relation, out.Reason = string(r.Relation), r.Reason
	out.Verified = r.Relation == compare.Narrower || r.Relation == compare.Equivalent
	return out
}

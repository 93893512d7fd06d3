package usage

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

// narrowed is the document with only what is used of its Allow statements, on the
// resources that were seen. What cannot be observed, and what is to be kept, stays as
// it is, and so does a statement whose resources hang on the caller.
func (f *facts) narrowed(d document) (out document, removed []string, narrowings []api.UsageNarrowing) {
	out = document{Version: d.Version, ID: d.ID}
	for _, s := range d.Statement {
		var resources words
		plain := s.Effect == "Allow" && len(s.Action) > 0 && len(s.Resource) > 0 && json.Unmarshal(s.Resource, &resources) == nil
		if !plain || strings.Contains(string(s.Resource), "${") {
			out.Statement = append(out.Statement, s)
			continue
		}
		parts, gone := f.parts(s.Action, resources)
		removed = append(removed, gone...)
		for i, p := range parts {
			split := s
			split.Action = p.actions
			if i > 0 {
				split.Sid = nil // each may stand once
			}
			if p.resources != nil {
				text, err := json.Marshal(p.resources)
				if err != nil {
					continue
				}
				split.Resource = text
				narrowings = append(narrowings, api.UsageNarrowing{Actions: p.actions, Resources: p.resources})
			}
			out.Statement = append(out.Statement, split)
		}
	}
	return out, removed, narrowings
}

// part is what becomes of some actions of a statement: nil resources are those it has.
type part struct{ actions, resources []string }

// parts splits the actions of a statement by the resources that they are allowed on.
func (f *facts) parts(actions, resources []string) (out []part, removed []string) {
	byResources := map[string]int{}
	put := func(action string, on []string) {
		key := strings.Join(on, "\n")
		at, known := byResources[key]
		if !known {
			at, byResources[key] = len(out), len(out)
			out = append(out, part{resources: on})
		}
		if !slices.Contains(out[at].actions, action) {
			out[at].actions = append(out[at].actions, action)
		}
	}
	for _, pattern := range actions {
		all := catalog.Expand(pattern)
		same := len(all) > 0
		for _, action := range all {
			stays, on := f.stays(action, resources)
			same = same && stays && on == nil
		}
		if same || len(all) == 0 {
			put(pattern, nil)
			continue
		}
		for _, action := range all {
			if stays, on := f.stays(action, resources); stays {
				put(action, on)
			} else {
				removed = append(removed, action)
			}
		}
	}
	return out, removed
}

// stays tells whether an action stays in a statement, and on what: nil for all that the
// statement has.
func (f *facts) stays(action string, resources []string) (bool, []string) {
	state, _ := f.judging.state(action)
	switch {
	case f.kept(action) || state == api.UsageNotObservable:
		return true, nil
	case state == api.UsageUnused:
		return false, nil
	}
	seen := f.judging.seen[action]
	if seen == nil || !seen.Resources.Told() || seen.LastUsed.Before(f.judging.since) {
		return true, nil
	}
	var on []string
	for _, arn := range seen.Resources.List() {
		if slices.ContainsFunc(resources, func(p string) bool { return policy.MatchResource(p, arn) }) {
			on = append(on, arn)
		}
	}
	if len(on) == 0 { // it was used by what another statement allows
		return false, nil
	}
	if slices.Equal(on, slices.Sorted(slices.Values(resources))) {
		return true, nil
	}
	return true, on
}

// maxCases bounds the cases of a policy; perAction those of one action.
const (
	maxCases  = 100
	perAction = 2
)

// cases are requests that were seen and that the policy allows: what is proposed must
// allow them too.
func (f *facts) cases(p *eval.Policy) (out []api.PolicyCase) {
	for _, g := range f.grants {
		if g.State != api.UsageUsed || len(out) >= maxCases {
			continue
		}
		action, n := g.Actions[0], 0
		resources := g.Resources
		if a := catalog.LookupAction(action); a != nil && len(a.Resources) == 0 {
			resources = []string{"*"}
		}
		for _, arn := range resources {
			if arn == "*" && len(resources) > 1 || n == perAction {
				continue
			}
			if arn != "*" {
				arn = strings.NewReplacer("*", "x", "?", "x").Replace(arn)
			}
			c := api.PolicyCase{
				Name: fmt.Sprintf("%s on %s was seen", action, arn), Expect: "allowed", Principal: f.principal, Action: action, Resource: arn, UnknownContext: []string{"*"},
			}
			if len(c.Name) > 200 {
				c.Name = action + " was seen"
			}
			if allows(p, &c) {
				out, n = append(out, c), n+1
			}
		}
	}
	return out
}

// allows tells whether a policy by itself allows the request of a case.
func allows(p *eval.Policy, c *api.PolicyCase) bool {
	who, err := eval.ParsePrincipal(c.Principal)
	if err != nil {
		return false
	}
	ctx, err := eval.NewContext(nil, c.UnknownContext)
	if err != nil {
		return false
	}
	call, err := eval.NewCall(who, c.Action, c.Resource, "", ctx)
	return err == nil && p.Verdict(call) == eval.Allowed
}

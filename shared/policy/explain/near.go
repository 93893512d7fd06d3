package explain

import (
	"fmt"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
	"github.com/iam-copilot/iam-copilot/shared/policy/generate/denial"
)

// nearMisses tells of Allow statements that name the action and miss the request by their resource or condition.
func (x *Explanation) nearMisses(r eval.Request, answer eval.Answer) {
	const most = 5
	applies := map[string]bool{}
	for _, stage := range answer.Stages {
		for _, s := range stage.Statements {
			applies[fmt.Sprint(placeOf(s), s.StatementIndex)] = true
		}
	}
	for _, p := range places(r) {
		d := p.document(&r)
		doc := policy.ParseString(d.Text)
		for j := range doc.Statements {
			st := &doc.Statements[j]
			miss := nearMiss(st, r)
			if miss == "" || applies[fmt.Sprint(p, j)] || len(x.Details) >= most {
				continue
			}
			x.Details = append(x.Details, fmt.Sprintf("%s of the %s allows %s, %s.", capital(statementName(st)), named(denial.PolicyType(p.kind).Name(), d.ID), r.Action, miss))
		}
	}
}

// places lists where the policies of a request stand that can allow it.
func places(r eval.Request) []place {
	var out []place
	for i := range r.IdentityPolicies {
		out = append(out, place{kind: policy.KindIdentity, index: i})
	}
	if r.PermissionBoundary != nil {
		out = append(out, place{kind: policy.KindBoundary})
	}
	for i := range r.SessionPolicies {
		out = append(out, place{kind: policy.KindSession, index: i})
	}
	if r.ResourcePolicy != nil || r.TrustPolicy != nil {
		kind := policy.KindResource
		if strings.HasPrefix(strings.ToLower(r.Action), "sts:assumerole") {
			kind = policy.KindTrust
		}
		out = append(out, place{kind: kind})
	}
	for level := range r.SCPs {
		for i := range r.SCPs[level] {
			out = append(out, place{kind: policy.KindSCP, level: level, index: i})
		}
	}
	return out
}

// nearMiss says why an Allow statement for the action does not reach the request; empty for others.
func nearMiss(st *policy.Statement, r eval.Request) string {
	matches := func(list *policy.List, match func(string, string) bool, text string) bool {
		return list != nil && slices.ContainsFunc(list.Texts(), func(p string) bool { return match(p, text) })
	}
	if !st.IsAllow() || !matches(st.Action, policy.MatchAction, r.Action) {
		return ""
	}
	switch {
	case st.Resource != nil && slices.ContainsFunc(st.Resource.Texts(), func(p string) bool { return strings.Contains(p, "${") }):
		return ""
	case st.Resource != nil && !matches(st.Resource, policy.MatchResource, r.Resource):
		return "but not on " + r.Resource + ": it names " + listed(st.Resource.Texts())
	case st.NotResource != nil:
		return "but its NotResource leaves " + r.Resource + " out"
	case st.Condition != nil:
		var keys []string
		for i := range st.Condition.Operators {
			for j := range st.Condition.Operators[i].Keys {
				keys = append(keys, st.Condition.Operators[i].Keys[j].Name.Text)
			}
		}
		return "but under a condition on " + strings.Join(keys, ", ") + " that the request does not meet"
	case st.Principal != nil || st.NotPrincipal != nil:
		return "but to other principals"
	}
	return ""
}

package explain

import (
	"fmt"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
	"github.com/iam-copilot/iam-copilot/shared/policy/generate"
	"github.com/iam-copilot/iam-copilot/shared/policy/generate/denial"
	"github.com/iam-copilot/iam-copilot/shared/policy/lint"
)

// warnAdded says what an added Allow lets happen besides the denied request.
func (x *Explanation) warnAdded(s generate.Statement, kind policy.Kind) []string {
	out := []string{}
	if len(s.Resource) == 1 && strings.ContainsAny(s.Resource[0], "*?") {
		out = append(out, fmt.Sprintf("The statement covers every resource that matches %s.", s.Resource[0]))
	}
	switch kind {
	case policy.KindSCP:
		out = append(out, "The statement lets every principal of the accounts below do the action, as far as their own policies allow it.")
	case policy.KindBoundary:
		out = append(out, "The statement raises the limit of every user and role that has this boundary.")
	case policy.KindTrust:
		out = append(out, "Whoever may assume the role gets all of the role's permissions.")
	case policy.KindResource:
		if len(s.Principal["*"]) > 0 {
			out = append(out, "The statement lets everyone do the action, without signing in.")
		}
	}
	if kind == policy.KindResource || kind == policy.KindTrust {
		if who := s.Principal["AWS"]; len(who) == 1 && strings.Contains(who[0], ":role/") {
			out = append(out, "Every session of the role "+who[0]+" is meant, not only the one that was denied.")
		}
	}
	out = append(out, "The statement has no condition: it holds from any network, at any time, with or without MFA.")
	for _, f := range lint.Check([]byte(generate.Print([]generate.Statement{s})), lint.Options{Kind: kind}) {
		if f.Type == lint.TypeSecurityWarning {
			out = append(out, f.Message)
		}
	}
	return out
}

// Limits of the trying out of other actions for what a changed Deny would let happen: how many there are at most, and how
// much text of policies is read for them.
const (
	maxTried      = 60
	maxTriedBytes = 4 << 20
)

// triable is how many actions are tried with the policies of a request.
func triable(r eval.Request) int {
	size := 1
	for _, docs := range [][]eval.Document{r.IdentityPolicies, r.SessionPolicies, flat(r.SCPs), flat(r.RCPs), one(r.PermissionBoundary), one(r.ResourcePolicy), one(r.TrustPolicy)} {
		for _, d := range docs {
			size += len(d.Text)
		}
	}
	return min(maxTried, maxTriedBytes/size)
}

func one(d *eval.Document) []eval.Document {
	if d == nil {
		return nil
	}
	return []eval.Document{*d}
}

func flat(levels [][]eval.Document) []eval.Document { return slices.Concat(levels...) }

// warnExempt says what is no longer denied after an edit of a Deny statement, and which of it the other policies allow, as
// the evaluator finds by trying the statement's actions on the request's resource.
func warnExempt(before, after eval.Request, st *policy.Statement, kind policy.Kind) []string {
	out := []string{}
	var freed, allowed []string
	for _, action := range actionsOf(st, before.Action, triable(before)) {
		was, is := before, after
		was.Action, is.Action = action, action
		a, err := eval.Simulate(was)
		if err != nil {
			continue
		}
		b, err := eval.Simulate(is)
		if err != nil || a.Decision != eval.ExplicitDeny || b.Decision == eval.ExplicitDeny {
			continue
		}
		freed = append(freed, action)
		if b.Decision == eval.Allowed {
			allowed = append(allowed, action)
		}
	}
	if len(freed) > 0 {
		out = append(out, fmt.Sprintf("%s on %s is no longer denied by this statement either.", listed(freed), before.Resource))
	}
	if len(allowed) > 0 {
		out = append(out, fmt.Sprintf("By the policies that were given, these would be allowed as well: %s.", listed(allowed)))
	}
	elsewhere := before
	elsewhere.Resource = other(before.Resource)
	elsewhereAfter := after
	elsewhereAfter.Resource = elsewhere.Resource
	if elsewhere.Resource != "" {
		a, errA := eval.Simulate(elsewhere)
		b, errB := eval.Simulate(elsewhereAfter)
		if errA == nil && errB == nil && a.Decision == eval.ExplicitDeny && b.Decision != eval.ExplicitDeny {
			out = append(out, before.Action+" is no longer denied on other resources either.")
		}
	}
	if kind == policy.KindSCP || kind == policy.KindRCP || kind == policy.KindBoundary {
		out = append(out, "The "+denial.PolicyType(kind).Name()+" holds for others too: see who else meets the edited statement.")
	}
	return out
}

// actionsOf lists actions that a Deny statement may match besides one, of the same service first.
func actionsOf(st *policy.Statement, but string, most int) []string {
	var patterns []string
	if st.Action != nil {
		patterns = st.Action.Texts()
	} else {
		prefix, _, _ := strings.Cut(but, ":")
		patterns = []string{prefix + ":*"}
	}
	prefix, _, _ := strings.Cut(strings.ToLower(but), ":")
	var own, others []string
	for _, p := range patterns {
		if p == "*" {
			p = prefix + ":*" // the resource is one of this service's
		}
		for _, action := range catalog.Expand(p) {
			switch {
			case strings.EqualFold(action, but), slices.Contains(own, action), slices.Contains(others, action):
			case strings.HasPrefix(action, prefix+":"):
				own = append(own, action)
			default:
				others = append(others, action)
			}
		}
	}
	all := append(own, others...)
	return all[:min(len(all), most)]
}

// other is a resource beside one; empty where there is none of the kind.
func other(resource string) string {
	if a, ok := policy.ParseARN(resource); !ok || a.Resource == "" {
		return ""
	}
	return resource + "-other"
}

// listed names the first few, and how many more there are.
func listed(actions []string) string {
	const few = 5
	if len(actions) > few {
		return fmt.Sprintf("%s and %d more", strings.Join(actions[:few], ", "), len(actions)-few)
	}
	return strings.Join(actions, ", ")
}

// tellConditions says how the request could be made so that a Deny does not match.
func (x *Explanation) tellConditions(st *policy.Statement) {
	if st.Condition == nil {
		return
	}
	var tests []string
	for i := range st.Condition.Operators {
		o := &st.Condition.Operators[i]
		for j := range o.Keys {
			tests = append(tests, fmt.Sprintf("%s %s %s", o.Name.Text, o.Keys[j].Name.Text, strings.Join(o.Keys[j].Values.Texts(), " or ")))
		}
	}
	if len(tests) > 0 {
		x.advise("Without a change of policy: " + statementName(st) + " denies only while its condition holds (" + strings.Join(tests, "; ") + "). A request that does not meet it, such as one with MFA, from another address or in another Region, is not denied by it.")
	}
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

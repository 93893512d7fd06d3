package organizations

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

// namedText is a document with the name that explanations give it.
type namedText struct{ name, text string }

// The other policies of a request while only SCPs are asked about: they allow
// everything, so that what is denied is denied by SCPs.
const (
	everything   = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}`
	everyoneElse = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}`
)

// restrictions are SCPs or RCPs by level, ready to be asked. Those without levels, as
// in an organization whose SCPs are not enabled, restrict nothing.
type restrictions struct {
	set    *eval.Set
	levels [][]*eval.Policy
}

// restrict compiles SCPs by level, from the root to the account.
func restrict(levels [][]namedText, management string) (restrictions, error) {
	return restrictBy(typeSCP, levels, management)
}

// restrictBy compiles the policies of a type by level, from the root to the account.
func restrictBy(policyType string, levels [][]namedText, management string) (restrictions, error) {
	identity, err := eval.Compile(policy.ParseString(everything), policy.KindIdentity, "")
	if err != nil {
		return restrictions{}, err
	}
	resource, err := eval.Compile(policy.ParseString(everyoneElse), policy.KindResource, "")
	if err != nil {
		return restrictions{}, err
	}
	set := &eval.Set{Identity: []*eval.Policy{identity}, Resource: resource, ManagementAccount: management}
	kind, place := policy.KindSCP, &set.SCPs
	if policyType == typeRCP {
		kind, place = policy.KindRCP, &set.RCPs
	}
	if levels != nil {
		*place = make([][]*eval.Policy, len(levels))
	}
	for i, level := range levels {
		(*place)[i] = []*eval.Policy{}
		for _, p := range level {
			compiled, err := eval.Compile(policy.ParseString(p.text), kind, p.name)
			if err != nil {
				return restrictions{}, fmt.Errorf("the policy %s: %w", p.name, err)
			}
			(*place)[i] = append((*place)[i], compiled)
		}
	}
	return restrictions{set, *place}, nil
}

// decide tells whether the policies let a principal do something, in circumstances of
// which only the given keys are known; unknown is not allowed for sure.
func (r restrictions) decide(principal, action, resource string, known map[string][]string, unknown []string) (eval.Result, error) {
	return r.decideIn("", principal, action, resource, known, unknown)
}

// decideIn is decide about a resource of an account that its ARN need not tell.
func (r restrictions) decideIn(account, principal, action, resource string, known map[string][]string, unknown []string) (eval.Result, error) {
	who, err := eval.ParsePrincipal(principal)
	if err != nil {
		return eval.Result{}, err
	}
	circumstances, err := eval.NewContext(known, unknown)
	if err != nil {
		return eval.Result{}, err
	}
	call, err := eval.NewCall(who, action, resource, account, circumstances)
	if err != nil {
		return eval.Result{}, err
	}
	return r.set.Explain(call), nil
}

// hangsOnResource tells whether what they say of an action depends on what it is
// done to.
func (r restrictions) hangsOnResource(action string) bool {
	action = strings.ToLower(action)
	for _, level := range r.levels {
		for _, p := range level {
			for _, v := range p.Statements() {
				if v.CoversAction(action) && !anyResource(v) {
					return true
				}
			}
		}
	}
	return false
}

// anyResource tells whether a statement is about every resource.
func anyResource(v eval.StatementView) bool {
	patterns, negated, present := v.Resources(func(eval.Variable) int { return 0 })
	if !present {
		return true
	}
	if negated {
		return false
	}
	for _, g := range patterns {
		if g.Any() {
			return true
		}
	}
	return false
}

// deniesAnyResource tells whether one of the statements that deny does so whatever
// the resource is.
func (r restrictions) deniesAnyResource(result *eval.Result) bool {
	for _, t := range result.Statements {
		if t.Effect != "Deny" || t.Level == nil || t.Applies != "yes" {
			continue
		}
		views := r.levels[*t.Level][t.PolicyIndex].Statements()
		if i := slices.IndexFunc(views, func(v eval.StatementView) bool { return v.Index() == t.StatementIndex }); i >= 0 && anyResource(views[i]) {
			return true
		}
	}
	return false
}

// scpLevels gives the SCPs of an account by level with their texts; nil when SCPs
// are not enabled. A target in instead has those instead of what is attached to it.
func (o opened) scpLevels(ctx context.Context, account string, instead map[string][]namedText) ([][]namedText, error) {
	return o.textLevels(ctx, account, typeSCP, instead)
}

// textLevels is scpLevels for any type that is evaluated by level.
func (o opened) textLevels(ctx context.Context, account, policyType string, instead map[string][]namedText) ([][]namedText, error) {
	if !o.enabled(policyType) {
		return nil, nil
	}
	var ids []string
	for _, n := range o.way(account) {
		if _, replaced := instead[n.id]; !replaced {
			ids = append(ids, o.attached(n.id, policyType)...)
		}
	}
	texts, err := o.texts(ctx, ids...)
	if err != nil {
		return nil, err
	}
	levels := [][]namedText{}
	for _, n := range o.way(account) {
		level, replaced := instead[n.id]
		if !replaced {
			for _, id := range o.attached(n.id, policyType) {
				level = append(level, namedText{o.name(id), texts[id]})
			}
		}
		levels = append(levels, level)
	}
	return levels, nil
}

// name is a policy's name, or its id when it has none.
func (s *structure) name(id string) string {
	if p := s.policies[id]; p != nil && p.summary.Name != nil {
		return *p.summary.Name
	}
	return id
}

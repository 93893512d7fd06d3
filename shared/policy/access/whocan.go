package access

import (
	"fmt"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

// WhoCan answers who can do something.
type WhoCan struct {
	Action   string `json:"action"`
	Resource string `json:"resource"`
	// Allowed are the users and roles of the account that can, sorted by ARN. The
	// root user is not among them: it can do everything that SCPs, RCPs and explicit
	// denies leave to it.
	Allowed []Access `json:"allowed"`
	// Unknown are those of whom the snapshot does not tell enough, sorted by ARN.
	Unknown []Unresolved `json:"unknown"`
	// Outside are the callers outside the account whom the resource's policy lets in.
	Outside []Exposure `json:"outside,omitempty"`
	// Notes tell what the answer takes for granted.
	Notes []string `json:"notes,omitempty"`
}

// Access is that a principal is allowed something.
type Access struct {
	PrincipalARN string `json:"principal_arn"`
	// Conditions are what the access hangs on; empty when it hangs on nothing. One
	// of the statements that allow must have its conditions met, and none of those
	// that deny.
	Conditions []Condition `json:"conditions"`
	// Statements are those that decide.
	Statements []Statement `json:"statements"`
	// MissingContext names the context keys of the conditions, sorted.
	MissingContext []string `json:"missing_context,omitempty"`
	// AssignedTo tells, of a role of IAM Identity Center, which users and groups
	// have it.
	AssignedTo []string `json:"assigned_to,omitempty"`
}

// Unresolved is a principal of whom it cannot be said.
type Unresolved struct {
	PrincipalARN string `json:"principal_arn"`
	// Reason is a sentence.
	Reason string `json:"reason"`
	// MissingPolicies are the ARNs of policies that the snapshot lacks.
	MissingPolicies []string    `json:"missing_policies,omitempty"`
	Conditions      []Condition `json:"conditions"`
	Statements      []Statement `json:"statements"`
}

// WhoCan tells which principals of the account can do something. An error names
// what is wrong with the question.
//
// Role tags count as they stand, unless the role's trust policy lets tags be passed
// with a session; then conditions on them are listed.
func (a *Account) WhoCan(x Question) (WhoCan, error) {
	q, err := a.view(strings.ToLower(x.Action)).ask(x)
	if err != nil {
		return WhoCan{}, err
	}
	out := WhoCan{Action: x.Action, Resource: q.resource, Allowed: []Access{}, Unknown: []Unresolved{}, Notes: q.notes()}
	list := q.concerned()
	if q.policy != nil && q.policy.public {
		out.Allowed = make([]Access, 0, len(list)) // most of them, probably
	}
	for _, p := range list {
		v, err := q.decide(p, true)
		if err != nil {
			return WhoCan{}, err
		}
		q.report(&out, p, &v)
	}
	q.sessions(&out)
	if out.Outside, err = q.outside(x); err != nil {
		return WhoCan{}, err
	}
	slices.SortFunc(out.Allowed, func(a, b Access) int { return strings.Compare(a.PrincipalARN, b.PrincipalARN) })
	slices.SortFunc(out.Unknown, func(a, b Unresolved) int { return strings.Compare(a.PrincipalARN, b.PrincipalARN) })
	return out, nil
}

// concerned gives the principals who may be allowed.
func (q *question) concerned() []*Principal {
	switch {
	case q.policy == nil || !q.policy.public && len(q.policy.names) == 0:
		return q.candidates
	case q.policy.public:
		return q.account.principals
	}
	out := slices.Clone(q.candidates)
	for _, name := range q.policy.names {
		for _, p := range q.account.principals {
			if p.ARN == name || p.ID == name && name != "" {
				out = append(out, p)
			}
		}
	}
	slices.SortFunc(out, func(a, b *Principal) int { return a.number - b.number })
	return slices.Compact(out)
}

// report adds what was found about a principal to the answer.
func (q *question) report(out *WhoCan, p *Principal, v *verdict) {
	allowed := v.decision == eval.Allowed || v.decision == eval.Unknown
	statements, conditions := []Statement{}, []Condition{}
	if allowed {
		statements, conditions = q.reasonsOf(p, v)
	}
	switch {
	case len(v.missing) > 0:
		out.Unknown = append(out.Unknown, Unresolved{
			PrincipalARN: p.ARN, MissingPolicies: v.missing, Conditions: conditions, Statements: statements,
			Reason: "It depends on " + strings.Join(v.missing, " and ") + ", which the snapshot does not hold.",
		})
	case allowed && q.assumed != "":
		out.Unknown = append(out.Unknown, Unresolved{
			PrincipalARN: p.ARN, Conditions: conditions, Statements: statements,
			Reason: "Policies of the account allow it, but " + q.assumed + ".",
		})
	case allowed:
		out.Allowed = append(out.Allowed, Access{
			PrincipalARN: p.ARN, Conditions: conditions, Statements: statements,
			MissingContext: v.result.MissingContext, AssignedTo: p.AssignedTo,
		})
	}
}

// classReasons are the reasons of a class of principals.
type classReasons struct {
	known      bool
	statements []Statement
	places     []int // of the statements' policies among the principal's own; -1 for others
	own        bool  // some are its own
	conditions []Condition
}

// reasonsOf gives the reasons of a verdict. Principals with the same policies share
// them, but for whom the policies are attached to.
func (q *question) reasonsOf(p *Principal, v *verdict) ([]Statement, []Condition) {
	c := v.class
	if c == nil {
		c = &classReasons{}
	}
	if !c.known {
		c.known = true
		c.statements, c.places, c.conditions = q.found(p, &v.result)
		c.own = slices.ContainsFunc(c.places, func(n int) bool { return n >= 0 })
		return c.statements, c.conditions
	}
	if !c.own {
		return c.statements, c.conditions
	}
	q.gather(p)
	statements := slices.Clone(c.statements)
	for i, n := range c.places {
		if n >= 0 {
			statements[i].AttachedTo = q.identity[n].to
		}
	}
	return statements, c.conditions
}

// reasons gives the statements that decide, and the conditions of an answer that
// hangs on some.
func (q *question) reasons(p *Principal, r *eval.Result) ([]Statement, []Condition) {
	statements, _, conditions := q.found(p, r)
	return statements, conditions
}

// found is reasons, with the place of each statement's policy among the principal's
// identity-based ones.
func (q *question) found(p *Principal, r *eval.Result) (statements []Statement, places []int, conditions []Condition) {
	q.gather(p)
	statements, conditions = make([]Statement, 0, len(r.Statements)), []Condition{}
	certain := map[policy.Kind]bool{}
	add := func(t *eval.StatementTrace, s Statement) {
		place := -1
		if t.PolicyType == policy.KindIdentity {
			place = t.PolicyIndex
		}
		statements, places = append(statements, s), append(places, place)
	}
	if r.Decision == eval.Unknown {
		for i := range r.Stages {
			for j := range r.Stages[i].Statements {
				t := &r.Stages[i].Statements[j]
				if t.Effect != "Allow" || t.Applies != "yes" || t.PolicyType == policy.KindSCP || t.PolicyType == policy.KindRCP {
					continue
				}
				s, _ := q.traced(t, q.identity, p)
				add(t, s)
				certain[t.PolicyType] = t.PolicyType == policy.KindIdentity || t.PolicyType == policy.KindBoundary
			}
		}
	}
	for i := range r.Statements {
		t := &r.Statements[i]
		if t.Applies == "unknown" && t.Effect == "Allow" && certain[t.PolicyType] {
			continue // another statement allows without conditions
		}
		s, d := q.traced(t, q.identity, p)
		if slices.ContainsFunc(statements, s.same) {
			continue // the same policy, attached twice
		}
		add(t, s)
		if r.Decision == eval.Unknown && t.Applies == "unknown" {
			conditions = append(conditions, conditionsOf(d, s.PolicyID, t.StatementIndex, deciding(t.MissingContext, r.MissingContext))...)
		}
	}
	return statements, places, conditions
}

// deciding keeps the keys that the decision hangs on.
func deciding(keys, all []string) []string {
	var out []string
	for _, k := range keys {
		if slices.ContainsFunc(all, func(x string) bool { return strings.EqualFold(x, k) }) {
			out = append(out, k)
		}
	}
	if len(out) == 0 {
		return keys
	}
	return out
}

// sessions adds the sessions of roles that the resource's policy names: such a
// session is let in although its role may not be.
func (q *question) sessions(out *WhoCan) {
	if q.policy == nil {
		return
	}
	for _, name := range q.policy.names {
		arn, _ := policy.ParseARN(name)
		kind, rest := arn.ResourceType()
		if arn.Service != "sts" || arn.Account != q.account.ID || kind != "assumed-role" {
			continue
		}
		role, _, _ := strings.Cut(rest, "/")
		who, err := eval.ParsePrincipal(name)
		p, missing := q.account.Principal("role/" + role)
		if err != nil || missing != nil {
			continue
		}
		if slices.ContainsFunc(out.Allowed, func(a Access) bool { return a.PrincipalARN == p.ARN && len(a.Conditions) == 0 }) {
			continue
		}
		session := *p
		session.ARN, session.who = name, who
		if v, err := q.decide(&session, true); err == nil {
			q.report(out, &session, &v)
		}
	}
}

// notes tells what the answer takes for granted.
func (q *question) notes() []string {
	var out []string
	if q.assumed != "" {
		out = append(out, "Principals may be let in or kept out by a policy that is not known: "+q.assumed+".")
	}
	a := catalog.LookupAction(q.name)
	if a == nil && !catalog.Accepted(q.name) {
		out = append(out, fmt.Sprintf("The catalog of AWS actions has no %s.", q.name))
	}
	if a != nil && q.resource == "*" && slices.ContainsFunc(a.Resources, func(r catalog.ActionResource) bool { return r.Required }) {
		out = append(out, q.name+" works on resources: asked about \"*\", only principals with access to all of them are listed.")
	}
	if q.policy == nil && q.resource != "*" && len(q.account.snapshot.ResourcePolicies) == 0 && len(q.account.principals) > 0 {
		out = append(out, "The snapshot holds no resource policies: should the resource have one, it may change the answer.")
	}
	return out
}

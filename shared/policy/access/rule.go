package access

import (
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

// rule is a statement as it applies to one principal.
type rule struct {
	*outline
	at        attached
	kind      policy.Kind
	level     int // of SCPs and RCPs
	index     int // of the statement
	applies   eval.Decision
	resources []string // as written, with what is known of the principal filled in
	direct    bool     // a resource's policy grants to the principal itself, whatever limits it
	within    string   // the resource whose policy it is of
}

// always reports whether the rule's conditions are met in every request.
func (r *rule) always() bool { return r.applies == eval.Allowed }

// statement names the rule's statement.
func (r *rule) statement() Statement {
	s := Statement{PolicyType: r.kind, PolicyID: r.at.id, StatementIndex: r.index, Effect: "Allow"}
	if r.kind == policy.KindIdentity {
		s.AttachedTo = r.at.to
	}
	if r.deny {
		s.Effect = "Deny"
	}
	if r.kind == policy.KindSCP || r.kind == policy.KindRCP {
		level := r.level
		s.Level = &level
	}
	if st := r.at.statement(r.index); st != nil && st.Sid != nil {
		s.Sid = st.Sid.Text
	}
	return s
}

// conditions are the rule's conditions, unless they are always met.
func (r *rule) conditions() []Condition {
	if r.always() {
		return []Condition{}
	}
	out := conditionsOf(r.at.document, r.at.id, r.index, nil)
	if out == nil {
		out = []Condition{}
	}
	return out
}

// reaches reports whether the rule may be about a resource pattern, and whether it
// is about all of it.
func (r *rule) reaches(pattern string) (some, all bool) {
	if r.within != "" {
		// A resource's policy is about the resource and what is in it, whatever its
		// statements name.
		contained := inside(r.within)
		if !overlap(pattern, r.within) && !overlap(pattern, contained) {
			return false, false
		}
		if r.notResource || !includes(r.within, pattern) && !includes(contained, pattern) {
			some, _ = r.matches(pattern)
			return some, false
		}
	}
	return r.matches(pattern)
}

// matches is reaches by the statement's resources alone.
func (r *rule) matches(pattern string) (some, all bool) {
	for _, p := range r.resources {
		switch {
		case r.notResource && includes(p, pattern):
			return false, false
		case r.notResource:
			all = all || overlap(p, pattern)
		default:
			some = some || overlap(p, pattern)
			all = all || includes(p, pattern)
		}
	}
	if r.notResource {
		return true, !all
	}
	return some, all
}

// rules are the statements that apply to one principal.
type rules struct {
	allow    []*rule // of identity-based policies and of resources' policies
	deny     []*rule // of all policies
	boundary []*rule // Allow only
	scps     [][]*rule
	limited  bool // a permissions boundary is set
}

// all gives every rule.
func (r *rules) all() []*rule {
	out := append([]*rule(nil), r.allow...)
	out = append(append(out, r.deny...), r.boundary...)
	for _, level := range r.scps {
		out = append(out, level...)
	}
	return out
}

// rulesOf collects what applies to a principal. Statements whose conditions no
// request of the principal meets are left out.
func (a *Account) rulesOf(p *Principal) (*rules, error) {
	q, err := (&view{account: a}).prepare(Question{Action: "none:None"})
	if err != nil {
		return nil, err
	}
	c := &collector{q: q, p: p, out: &rules{limited: p.boundary != nil}}
	for _, at := range p.identity {
		c.add(at, policy.KindIdentity, 0)
	}
	if p.boundary != nil {
		c.add(*p.boundary, policy.KindBoundary, 0)
	}
	exempt := p.isServiceLinked() || a.ID == a.snapshot.ManagementAccount
	if !exempt {
		c.out.scps = make([][]*rule, len(a.scps.documents))
		for level, list := range a.scps.documents {
			for _, at := range list {
				c.add(at, policy.KindSCP, level)
			}
		}
		for level, list := range a.rcps.documents {
			for _, at := range list {
				c.add(at, policy.KindRCP, level)
			}
		}
	}
	for i := range a.snapshot.ResourcePolicies {
		r := a.resources[a.snapshot.ResourcePolicies[i].Resource]
		c.within = r.arn
		c.add(attached{r.document, r.arn, ""}, policy.KindResource, 0)
	}
	return c.out, c.err
}

// collector makes the rules of a principal.
type collector struct {
	q      *question
	p      *Principal
	out    *rules
	within string
	err    error
}

func (c *collector) add(at attached, kind policy.Kind, level int) {
	for i := range at.outlines {
		o := &at.outlines[i]
		if kind == policy.KindRCP && !o.deny {
			continue // RCPFullAWSAccess, always attached, allows everything
		}
		st := at.statement(i)
		r := &rule{outline: o, at: at, kind: kind, level: level, index: i, within: c.within}
		if r.applies, c.err = c.applies(at, st, kind); c.err != nil {
			return
		}
		if r.applies == eval.ImplicitDeny {
			continue
		}
		list := st.Resource
		if list == nil {
			list = st.NotResource
		}
		for _, v := range list.Texts() {
			r.resources = append(r.resources, c.fill(v, at.parsed().HasVariables()))
		}
		switch {
		case list == nil:
			r.resources = []string{"*"}
		case kind == policy.KindResource && !r.notResource:
			r.resources = c.limited(r.resources)
		}
		if kind == policy.KindResource && !r.deny && c.q.account.resources[c.within].account != c.q.account.ID {
			continue // across accounts, the principal's own policies must allow as well
		}
		r.direct = kind == policy.KindResource && (c.p.Type == TypeUser || st.Principal == nil || st.Principal.Everyone())
		switch {
		case r.deny:
			c.out.deny = append(c.out.deny, r)
		case kind == policy.KindBoundary:
			c.out.boundary = append(c.out.boundary, r)
		case kind == policy.KindSCP:
			c.out.scps[level] = append(c.out.scps[level], r)
		default:
			c.out.allow = append(c.out.allow, r)
		}
	}
}

// inside is the pattern of what a resource with a policy contains: the objects of a
// bucket, the versions of a function.
func inside(arn string) string {
	if a, _ := policy.ParseARN(arn); a.Service == "lambda" || a.Service == "logs" {
		return arn + ":*"
	}
	return arn + "/*"
}

// limited keeps of the patterns in a resource's policy what is about the resource.
func (c *collector) limited(patterns []string) []string {
	var out []string
	for _, p := range patterns {
		for _, arn := range []string{c.within, inside(c.within)} {
			switch {
			case includes(p, arn):
				out = append(out, arn)
			case overlap(p, arn):
				out = append(out, p)
			}
		}
	}
	return slices.Compact(out)
}

// applies tells whether a statement's conditions, and its Principal element, fit
// the principal: Allowed for always, Unknown for in some requests, ImplicitDeny for
// never. It asks package eval about the same statement with any action on any
// resource.
func (c *collector) applies(at attached, st *policy.Statement, kind policy.Kind) (eval.Decision, error) {
	named := st.Principal != nil || st.NotPrincipal != nil
	if st.Condition == nil && !named {
		return eval.Allowed, nil
	}
	tree := at.parsed()
	var b strings.Builder
	b.WriteString(`{"Version":"` + tree.VersionText() + `","Statement":[{"Effect":"` + effect(st) + `","Action":"*","Resource":"*"`)
	switch {
	case st.Principal != nil:
		b.WriteString(`,"Principal":` + tree.Text(st.Principal.Span))
	case st.NotPrincipal != nil:
		b.WriteString(`,"NotPrincipal":` + tree.Text(st.NotPrincipal.Span))
	}
	if st.Condition != nil {
		b.WriteString(`,"Condition":` + tree.Text(st.Condition.Span))
	}
	b.WriteString("}]}")
	compiled, err := eval.Compile(policy.ParseString(b.String()), policy.KindResource, "")
	if !named {
		compiled, err = eval.Compile(policy.ParseString(b.String()), policy.KindIdentity, "")
	}
	if err != nil {
		return "", err
	}
	set := &eval.Set{}
	switch {
	case named && st.IsDeny():
		set.Resource, set.Identity = compiled, []*eval.Policy{everything}
		if c.p.boundary != nil {
			set.Boundary = everythingBoundary
		}
	case named:
		set.Resource = compiled
	case st.IsDeny():
		set.Identity = []*eval.Policy{everything, compiled}
	default:
		set.Identity = []*eval.Policy{compiled}
	}
	c.q.identity = append(c.q.identity[:0], at)
	tests := c.q.tests(c.p)
	call, err := c.q.callOf(c.p, &tests)
	if err != nil {
		return "", err
	}
	switch d := set.Decide(call); {
	case st.IsDeny() && d == eval.ExplicitDeny:
		return eval.Allowed, nil
	case st.IsDeny() && d == eval.Allowed:
		return eval.ImplicitDeny, nil
	default:
		return d, nil
	}
}

var everythingBoundary = mustCompile(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}`, policy.KindBoundary)

// fill puts what the snapshot tells of the principal in the place of policy
// variables.
func (c *collector) fill(pattern string, variables bool) string {
	if !variables || !strings.Contains(pattern, "${") {
		return pattern
	}
	t := policy.ParseTemplate(pattern, true)
	var b strings.Builder
	for _, part := range t.Parts {
		value, known := "", false
		if part.Type == policy.PartVariable {
			value, known = c.value(strings.ToLower(part.Text))
		}
		if known && !policy.HasWildcard(value) {
			b.WriteString(value)
		} else {
			b.WriteString(pattern[part.Start:part.End])
		}
	}
	return b.String()
}

// value is what a variable stands for, given in lower case.
func (c *collector) value(key string) (string, bool) {
	p := c.p
	switch {
	case key == "aws:username" && p.Type == TypeUser:
		return p.Name, true
	case key == "aws:userid" && p.Type == TypeUser && p.ID != "":
		return p.ID, true
	case key == "aws:principalaccount":
		return c.q.account.ID, true
	case strings.HasPrefix(key, principalTag) && !p.sessionTags:
		value, ok := p.Tags[key[len(principalTag):]]
		return value, ok
	}
	return "", false
}

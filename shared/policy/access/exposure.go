package access

import (
	"fmt"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

// Reach is how wide an exposure is.
type Reach string

// The kinds of exposure, the widest first.
const (
	ReachPublic       Reach = "public"       // anybody, with or without an AWS account
	ReachOrganization Reach = "organization" // any account of an organization
	ReachAccount      Reach = "account"      // another account, or principals of it
	ReachFederated    Reach = "federated"    // whoever an identity provider vouches for
	ReachCanonical    Reach = "canonical"    // an account or CloudFront identity known by an opaque id
	ReachService      Reach = "service"      // an AWS service
)

// Exposure is that somebody outside the account can get in.
type Exposure struct {
	// Resource is the ARN of the role or resource whose policy lets them in.
	Resource string `json:"resource"`
	// Principal is who: "*", an account id, an ARN, a service or an identity provider.
	Principal string `json:"principal"`
	Reach     Reach  `json:"reach"`
	// Actions are what the policy lets them do; callers of other accounts need an
	// Allow of their own account as well.
	Actions []string `json:"actions"`
	// Conditions narrow it; empty when nothing does.
	Conditions []Condition `json:"conditions"`
	Statements []Statement `json:"statements"`
}

// ExposureOptions say what [Account.Exposures] looks for.
type ExposureOptions struct {
	// Services asks for AWS services too, which most trust policies let in.
	Services bool `json:"services,omitempty"`
}

// Exposures tells who outside the account can assume its roles and use its resources,
// as far as trust policies and the resource policies of the snapshot let them. Denies
// and RCPs are respected. The widest come first, then by resource.
func (a *Account) Exposures(o ExposureOptions) ([]Exposure, error) {
	out := []Exposure{}
	for _, p := range a.principals {
		if p.trust == nil || p.isServiceLinked() {
			continue
		}
		x := exposer{account: a, policy: attached{p.trust, p.ARN, ""}, resource: p.ARN, owner: a.ID, services: o.Services}
		if err := x.examine(nil, &out); err != nil {
			return nil, err
		}
	}
	for i := range a.snapshot.ResourcePolicies {
		r := a.resources[a.snapshot.ResourcePolicies[i].Resource]
		if r.account != a.ID {
			continue
		}
		x := exposer{account: a, policy: attached{r.document, r.arn, ""}, resource: r.arn, owner: r.account, services: o.Services}
		if err := x.examine(nil, &out); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(out, func(a, b Exposure) int {
		if d := slices.Index(reaches, a.Reach) - slices.Index(reaches, b.Reach); d != 0 {
			return d
		}
		if d := min(len(a.Conditions), 1) - min(len(b.Conditions), 1); d != 0 {
			return d
		}
		if d := strings.Compare(a.Resource, b.Resource); d != 0 {
			return d
		}
		return strings.Compare(a.Principal, b.Principal)
	})
	return out, nil
}

var reaches = []Reach{ReachPublic, ReachOrganization, ReachAccount, ReachFederated, ReachCanonical, ReachService}

// outsideAccount stands for an account that nothing is known of. AWS gives out no
// id of only zeros.
const outsideAccount = "000000000000"

// exposer looks at one policy.
type exposer struct {
	account  *Account
	policy   attached
	resource string
	owner    string
	services bool
}

// caller is somebody outside whom a policy names.
type caller struct {
	name  string
	reach Reach
	as    []string // principals to try, in the form of eval.ParsePrincipal
}

// examine adds whom the policy lets in. only, when given, are the action and the
// resource asked about.
func (x *exposer) examine(only *Question, out *[]Exposure) error {
	tree := x.policy.parsed()
	var callers []caller
	for i := range tree.Statements {
		if st := &tree.Statements[i]; st.IsAllow() {
			callers = x.callers(callers, st)
		}
	}
	for _, c := range callers {
		if err := x.try(c, only, out); err != nil {
			return err
		}
	}
	return nil
}

// callers adds those outside the account whom a statement names.
func (x *exposer) callers(list []caller, st *policy.Statement) []caller {
	add := func(c caller) {
		if !slices.ContainsFunc(list, func(o caller) bool { return o.name == c.name && o.reach == c.reach }) {
			list = append(list, c)
		}
	}
	everyone := caller{"*", ReachPublic, []string{"*", "arn:" + x.account.Partition + ":iam::" + outsideAccount + ":role/" + anything}}
	if st.Principal == nil || st.Principal.Everyone() {
		add(everyone)
		return list
	}
	for _, e := range st.Principal.Entries {
		for _, v := range e.Values.Values {
			name := v.Text
			switch e.Type.Text {
			case policy.PrincipalService:
				if x.services {
					add(caller{name, ReachService, []string{name}})
				}
			case policy.PrincipalFederated:
				add(caller{name, ReachFederated, []string{name}})
			case policy.PrincipalCanonicalUser:
				add(caller{name, ReachCanonical, []string{name}})
			case policy.PrincipalAWS:
				if c, outside := x.outsider(name); outside {
					add(c)
				}
			}
		}
	}
	return list
}

// outsider reads an entry under "AWS"; false when it names nobody outside.
func (x *exposer) outsider(name string) (caller, bool) {
	arn, ok := policy.ParseARN(name)
	switch {
	case policy.IsAccountID(name):
		arn.Account, arn.Resource = name, "root"
	case !ok:
		return caller{}, false // a deleted principal's unique id
	}
	switch {
	case arn.Account == x.owner:
		return caller{}, false
	case arn.Account == "cloudfront":
		return caller{name, ReachCanonical, []string{name}}, true
	case arn.Resource == "root":
		// The account may let any of its principals.
		return caller{arn.Account, ReachAccount, []string{"arn:" + x.account.Partition + ":iam::" + arn.Account + ":role/" + anything}}, true
	}
	return caller{name, ReachAccount, []string{name}}, true
}

// try asks what the caller is allowed, and adds it: one exposure for what hangs on
// the same conditions.
func (x *exposer) try(c caller, only *Question, out *[]Exposure) error {
	ctx, err := eval.NewContext(nil, []string{"*"})
	if only != nil {
		known, unknown := only.Context, only.UnknownContext
		if unknown == nil {
			unknown = []string{"*"}
		}
		ctx, err = eval.NewContext(known, unknown)
	}
	if err != nil {
		return err
	}
	q := &question{view: &view{account: x.account}, policy: &x.policy}
	set := &eval.Set{Identity: []*eval.Policy{everything}, Resource: x.policy.compiled, RCPs: x.account.rcps.compiled, ManagementAccount: x.account.snapshot.ManagementAccount}
	first := len(*out)
	for _, name := range c.as {
		who, err := eval.ParsePrincipal(name)
		if err != nil {
			return nil //nolint:nilerr // a principal that AWS would not know lets nobody in
		}
		for _, target := range x.targets(c, only) {
			call, err := eval.NewCall(who, target.action, target.resource, x.owner, ctx)
			if err != nil {
				return err
			}
			if d := set.DecideFast(call); d != eval.Allowed && d != eval.Unknown {
				continue
			}
			r := set.Explain(call)
			if r.Decision != eval.Allowed && r.Decision != eval.Unknown {
				continue
			}
			e := Exposure{Resource: x.resource, Principal: c.name, Reach: c.reach, Actions: []string{target.action}}
			e.Statements, e.Conditions = q.outsideReasons(&r)
			if e.Reach == ReachPublic && x.onlyOrganization(set, who, target, e.Conditions) {
				e.Reach = ReachOrganization
			}
			join(out, first, e)
		}
	}
	for i := first; i < len(*out); i++ {
		(*out)[i].Actions = x.folded((*out)[i].Actions)
	}
	return nil
}

// target is a request to try.
type target struct{ action, resource string }

// targets lists what to try: the actions that the policy's Allow statements name, on
// the resource and on what is in it.
func (x *exposer) targets(c caller, only *Question) []target {
	if only != nil {
		return []target{{only.Action, only.Resource}}
	}
	if x.policy.compiled.Kind() == policy.KindTrust {
		if c.reach == ReachFederated {
			return []target{{"sts:AssumeRoleWithSAML", x.resource}, {"sts:AssumeRoleWithWebIdentity", x.resource}}
		}
		return []target{{"sts:AssumeRole", x.resource}}
	}
	arn, _ := policy.ParseARN(x.resource)
	prefix := arn.Service
	var out []target
	s := catalog.Lookup(prefix)
	if s == nil {
		return nil
	}
	for i := range s.Actions {
		action := prefix + ":" + s.Actions[i].Name
		for j := range x.policy.outlines {
			if o := &x.policy.outlines[j]; !o.deny && o.coversAction(strings.ToLower(action)) {
				for _, resource := range x.places(j) {
					if t := (target{action, resource}); !slices.Contains(out, t) {
						out = append(out, t)
					}
				}
			}
		}
	}
	return out
}

// places are resources that a statement is about: the one that has the policy, and
// what is in it.
func (x *exposer) places(index int) []string {
	out := []string{x.resource, instance(inside(x.resource))}
	for _, v := range x.policy.statement(index).Resource.Texts() {
		if r := instance(blurred(v)); overlap(v, inside(x.resource)) && !slices.Contains(out, r) && r != "*" {
			out = append(out, r)
		}
	}
	return out
}

// join adds an exposure, or its action to one that differs in nothing else.
func join(out *[]Exposure, first int, e Exposure) {
	for i := first; i < len(*out); i++ {
		o := &(*out)[i]
		if o.Reach != e.Reach || !slices.EqualFunc(o.Statements, e.Statements, Statement.same) || !slices.EqualFunc(o.Conditions, e.Conditions, sameCondition) {
			continue
		}
		if !slices.Contains(o.Actions, e.Actions[0]) {
			o.Actions = append(o.Actions, e.Actions[0])
		}
		return
	}
	*out = append(*out, e)
}

func sameCondition(a, b Condition) bool {
	return a.Effect == b.Effect && a.Key == b.Key && a.Operator == b.Operator && slices.Equal(a.Values, b.Values) &&
		a.Resource == b.Resource && a.PolicyID == b.PolicyID && a.StatementIndex == b.StatementIndex
}

// folded writes all actions of the resource's service as "s3:*", and sorts others.
func (x *exposer) folded(actions []string) []string {
	slices.Sort(actions)
	prefix, _, _ := strings.Cut(actions[0], ":")
	if s := catalog.Lookup(prefix); s != nil && len(actions) > 1 && len(actions) == len(s.Actions) {
		return []string{prefix + ":*"}
	}
	return actions
}

// organizationKeys are the keys that tell of which organization a caller is.
var organizationKeys = []string{"aws:principalorgid", "aws:principalorgpaths"}

// onlyOrganization reports whether nobody of another organization gets in.
func (x *exposer) onlyOrganization(set *eval.Set, who *eval.Principal, t target, conditions []Condition) bool {
	if !slices.ContainsFunc(conditions, func(c Condition) bool { return slices.Contains(organizationKeys, strings.ToLower(c.Key)) }) {
		return false
	}
	ctx, err := eval.NewContext(map[string][]string{"aws:PrincipalOrgID": {"o-" + anything}, "aws:PrincipalOrgPaths": {"o-" + anything + "/r-x/"}}, []string{"*"})
	if err != nil {
		return false
	}
	call, err := eval.NewCall(who, t.action, t.resource, x.owner, ctx)
	if err != nil {
		return false
	}
	d := set.Decide(call)
	return d == eval.ImplicitDeny || d == eval.ExplicitDeny
}

// outsideReasons gives statements and conditions of the resource's side.
func (q *question) outsideReasons(r *eval.Result) ([]Statement, []Condition) {
	statements, conditions := []Statement{}, []Condition{}
	for i := range r.Statements {
		t := &r.Statements[i]
		if t.PolicyType == policy.KindIdentity {
			continue
		}
		s, d := q.traced(t, nil, nil)
		statements = append(statements, s)
		if r.Decision == eval.Unknown && t.Applies == "unknown" {
			conditions = append(conditions, conditionsOf(d, s.PolicyID, t.StatementIndex, deciding(t.MissingContext, r.MissingContext))...)
		}
	}
	return statements, conditions
}

// outside tells who outside the account the resource's policy lets do what the
// question asks.
func (q *question) outside(x Question) ([]Exposure, error) {
	if q.policy == nil || q.assumed != "" || q.owner != "" && q.owner != q.account.ID {
		return nil, nil
	}
	var out []Exposure
	x.Resource = q.resource
	e := exposer{account: q.account, policy: *q.policy, resource: q.policy.id, owner: q.account.ID, services: true}
	if err := e.examine(&x, &out); err != nil {
		return nil, fmt.Errorf("the policy of %s: %w", q.policy.id, err)
	}
	return out, nil
}

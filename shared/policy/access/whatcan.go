package access

import (
	"fmt"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

// Filter limits what [Account.WhatCan] answers. The zero Filter limits nothing.
type Filter struct {
	// Service is a service prefix, such as "s3".
	Service string `json:"service,omitempty"`
	// Resource is an ARN, or a pattern; only grants that reach it are told.
	Resource string `json:"resource,omitempty"`
}

// WhatCan is what a principal can do.
type WhatCan struct {
	PrincipalARN string          `json:"principal_arn"`
	Services     []ServiceAccess `json:"services"`
	// Roles are the roles of the account that the principal can assume, both sides
	// considered.
	Roles []Assumable `json:"roles"`
	// Unknown are the ARNs of policies that apply and that the snapshot lacks: they
	// may allow or deny more.
	Unknown []string `json:"unknown"`
}

// Assumable is a role that a principal can assume.
type Assumable struct {
	RoleARN    string      `json:"role_arn"`
	Conditions []Condition `json:"conditions"`
}

// ServiceAccess is what a principal can do in one service.
type ServiceAccess struct {
	Service string  `json:"service"`
	Name    string  `json:"name,omitempty"`
	Grants  []Grant `json:"grants"`
}

// Grant is what one statement allows, after everything that limits it.
type Grant struct {
	// Actions are those of the catalog, in AWS's spelling, and those that policies
	// name beside; all of a service are written "s3:*".
	Actions []string `json:"actions"`
	// Patterns are the values with wildcards that the statement names them by.
	Patterns []string `json:"patterns,omitempty"`
	// Resources are the patterns as written, all resources when there are none;
	// NotResources are those that the statement leaves out.
	Resources    []string `json:"resources,omitempty"`
	NotResources []string `json:"not_resources,omitempty"`
	// Conditions must all be met.
	Conditions []Condition `json:"conditions"`
	// Limits must each allow as well.
	Limits []Limit `json:"limits,omitempty"`
	// Except are the statements that take some of it away again.
	Except    []Scope   `json:"except,omitempty"`
	Statement Statement `json:"statement"`
}

// Limit is a permissions boundary, a level of SCPs, or the policy of a resource that
// must allow as well.
type Limit struct {
	// By says what limits: "permissions boundary", "SCPs at level 1", "resource policy".
	By string `json:"by"`
	// AnyOf are the statements of which one must allow. Empty when the policy is not known.
	AnyOf []Scope `json:"any_of,omitempty"`
}

// Scope is what a statement that limits is about.
type Scope struct {
	Resources    []string `json:"resources,omitempty"`
	NotResources []string `json:"not_resources,omitempty"`
	// Within is the resource whose policy it is of: it is about that, and what is in
	// it, only. Empty for policies of other kinds.
	Within     string      `json:"within,omitempty"`
	Conditions []Condition `json:"conditions"`
	Statement  Statement   `json:"statement"`
}

// WhatCan tells what a principal of the account can do, service by service: what
// its policies and those of resources allow, less what boundary, SCPs, RCPs and
// denies take away. name is an ARN or a name: see [Account.Principal].
func (a *Account) WhatCan(name string, f Filter) (WhatCan, error) {
	p, err := a.Principal(name)
	if err != nil {
		return WhatCan{}, err
	}
	service := strings.ToLower(f.Service)
	if service != "" && !catalog.Known(service) {
		return WhatCan{}, fmt.Errorf("the catalog of AWS services has no %q", f.Service)
	}
	r, err := a.rulesOf(p)
	if err != nil {
		return WhatCan{}, err
	}
	out := WhatCan{PrincipalARN: p.ARN, Services: []ServiceAccess{}, Roles: []Assumable{}, Unknown: p.Unresolved()}
	if out.Unknown == nil {
		out.Unknown = []string{}
	}
	e := &effective{account: a, principal: p, rules: r, filter: f}
	for _, prefix := range servicesOf(r.allow) {
		if service != "" && prefix != service {
			continue
		}
		if grants := e.service(prefix); len(grants) > 0 {
			out.Services = append(out.Services, ServiceAccess{Service: prefix, Name: catalog.ServiceName(prefix), Grants: grants})
		}
	}
	if service == "" || service == "sts" {
		if out.Roles, err = e.roles(); err != nil {
			return WhatCan{}, err
		}
	}
	return out, nil
}

// servicesOf lists the services that rules are about, the catalog's and those that
// policies name beside, sorted.
func servicesOf(list []*rule) []string {
	seen := map[string]bool{}
	for _, r := range list {
		if r.notAction || slices.ContainsFunc(r.actions, func(g textPattern) bool {
			service, _, ok := strings.Cut(g.text, ":")
			return !ok || strings.ContainsAny(service, "*?")
		}) {
			for _, prefix := range catalog.Prefixes() {
				seen[prefix] = true
			}
		}
		if r.notAction {
			continue
		}
		for _, g := range r.actions {
			if service, _, ok := strings.Cut(g.text, ":"); ok && !strings.ContainsAny(service, "*?") {
				seen[service] = true
			}
		}
	}
	out := make([]string, 0, len(seen))
	for prefix := range seen {
		out = append(out, prefix)
	}
	slices.Sort(out)
	return out
}

// effective works out what one principal can do.
type effective struct {
	account   *Account
	principal *Principal
	rules     *rules
	filter    Filter
}

// actionClass is a set of actions that the same rules are about.
type actionClass struct {
	actions []string // as AWS spells them
	rules   []*rule
}

// classesOf puts the actions of a service that rules are about into classes.
func classesOf(prefix string, list []*rule) []actionClass {
	about := slices.DeleteFunc(slices.Clone(list), func(r *rule) bool { return !r.inService(prefix) })
	var names []string
	if s := catalog.Lookup(prefix); s != nil {
		for i := range s.Actions {
			names = append(names, s.Prefix+":"+s.Actions[i].Name)
		}
	}
	known := map[string]bool{}
	for _, n := range names {
		known[strings.ToLower(n)] = true
	}
	for _, r := range about {
		for _, g := range r.actions {
			if !r.notAction && !g.wild() && strings.HasPrefix(g.text, prefix+":") && !known[g.text] {
				known[g.text] = true
				names = append(names, g.text)
			}
		}
	}
	at := map[string]int{}
	var out []actionClass
	key := make([]byte, len(about))
	for _, name := range names {
		lower := strings.ToLower(name)
		for i, r := range about {
			key[i] = '0'
			if r.coversAction(lower) {
				key[i] = '1'
			}
		}
		n, seen := at[string(key)]
		if !seen {
			n = len(out)
			at[string(key)] = n
			var c actionClass
			for i, r := range about {
				if key[i] == '1' {
					c.rules = append(c.rules, r)
				}
			}
			out = append(out, c)
		}
		out[n].actions = append(out[n].actions, name)
	}
	return out
}

// inService reports whether the rule can be about an action of the service.
func (o *outline) inService(prefix string) bool {
	if o.notAction {
		return true
	}
	for i := range o.actions {
		service, _, ok := strings.Cut(o.actions[i].text, ":")
		if !ok || service == prefix || strings.ContainsAny(service, "*?") {
			return true
		}
	}
	return false
}

// service gives the grants in one service.
func (e *effective) service(prefix string) []Grant {
	total := 0
	if s := catalog.Lookup(prefix); s != nil {
		total = len(s.Actions)
	}
	var out []Grant
	at := map[string]int{}
	for _, c := range classesOf(prefix, e.rules.all()) {
		for _, r := range c.rules {
			if r.deny || r.kind != policy.KindIdentity && r.kind != policy.KindResource {
				continue
			}
			g, ok := e.grant(r, &c, prefix)
			if !ok {
				continue
			}
			key := fmt.Sprintf("%p\x00%v\x00%v\x00%v", r, g.Resources, g.Limits, g.Except)
			n, seen := at[key]
			if !seen {
				n = len(out)
				at[key] = n
				out = append(out, g)
				continue
			}
			out[n].Actions = append(out[n].Actions, g.Actions...)
		}
	}
	for i := range out {
		slices.Sort(out[i].Actions)
		if total > 0 && len(out[i].Actions) >= total {
			out[i].Actions = []string{prefix + ":*"}
		}
	}
	return out
}

// grant is what an Allow gives for a class of actions, after everything that limits
// it; false when nothing is left.
func (e *effective) grant(r *rule, c *actionClass, prefix string) (Grant, bool) {
	g := Grant{Actions: slices.Clone(c.actions), Conditions: r.conditions(), Statement: r.statement()}
	if st := r.at.statement(r.index); !r.notAction {
		for _, v := range st.Action.Texts() {
			if policy.HasWildcard(v) && policy.MatchAction(v, c.actions[0]) {
				g.Patterns = append(g.Patterns, v)
			}
		}
	}
	reach := r.resources
	if r.notResource {
		g.NotResources = r.resources
		if reach = []string{"*"}; r.within != "" {
			reach = []string{r.within, inside(r.within)}
		}
	}
	if reach = e.filtered(prefix, reach); len(reach) == 0 {
		return g, false
	}
	reach, g.Except = e.denied(reach, c, prefix)
	if len(reach) == 0 {
		return g, false
	}
	layers := [][]*rule{}
	names := []string{}
	if e.rules.limited && !r.direct {
		layers, names = append(layers, e.rules.boundary), append(names, "permissions boundary")
	}
	for level, list := range e.rules.scps {
		layers, names = append(layers, list), append(names, fmt.Sprintf("SCPs at level %d", level))
	}
	for i, list := range layers {
		limit, left := limitOf(list, c, reach)
		if reach = left; len(reach) == 0 {
			return g, false
		}
		if len(limit) > 0 {
			g.Limits = append(g.Limits, Limit{names[i], limit})
		}
	}
	if !r.notResource || r.within != "" {
		g.Resources = reach
	}
	if r.kind == policy.KindIdentity {
		g.Limits = append(g.Limits, e.agreement(reach, g.Actions, prefix)...)
	}
	return g, true
}

// agreement names the policies of resources that must allow as well: of keys, of
// roles to assume, and of what belongs to other accounts.
func (e *effective) agreement(reach, actions []string, prefix string) []Limit {
	var out []Limit
	switch {
	case prefix == "kms":
		out = append(out, Limit{By: "key policy"})
	case slices.ContainsFunc(actions, assumes):
		out = append(out, Limit{By: "trust policy"})
	}
	var others []string
	for _, p := range reach {
		arn, _ := policy.ParseARN(p)
		if policy.IsAccountID(arn.Account) && arn.Account != e.account.ID && !slices.Contains(others, arn.Account) {
			others = append(others, arn.Account)
			out = append(out, Limit{By: "resource policy in account " + arn.Account})
		}
	}
	return out
}

// filtered keeps the patterns that are about resources of the service, and that reach
// the resource that is asked for.
func (e *effective) filtered(prefix string, reach []string) []string {
	var out []string
	for _, p := range reach {
		if fits(prefix, p) && (e.filter.Resource == "" || overlap(p, e.filter.Resource)) {
			out = append(out, p)
		}
	}
	return out
}

// denied takes away what denies take away for certain, and lists those that take
// away some.
func (e *effective) denied(reach []string, c *actionClass, prefix string) (left []string, except []Scope) {
	var denies []*rule
	for _, r := range c.rules {
		if r.deny && (r.kind != policy.KindRCP || rcpCovers(prefix)) {
			denies = append(denies, r)
		}
	}
	for _, pattern := range reach {
		gone := false
		for _, d := range denies {
			// An RCP reaches no resources of other organizations.
			if _, all := d.reaches(pattern); all && d.always() && (d.kind != policy.KindRCP || e.owns(pattern)) {
				gone = true
			}
		}
		if !gone {
			left = append(left, pattern)
		}
	}
	for _, d := range denies {
		if slices.ContainsFunc(left, func(p string) bool { some, _ := d.reaches(p); return some }) {
			except = append(except, d.scope())
		}
	}
	return left, except
}

// owns reports whether a pattern is about resources of this account only.
func (e *effective) owns(pattern string) bool {
	arn, _ := policy.ParseARN(pattern)
	return arn.Account == e.account.ID
}

// rcpCovers reports whether RCPs apply to the service's resources.
func rcpCovers(prefix string) bool {
	s := catalog.Lookup(prefix)
	return s != nil && s.RCPSupported
}

// scope is what the rule is about.
func (r *rule) scope() Scope {
	s := Scope{Conditions: r.conditions(), Statement: r.statement(), Within: r.within}
	if r.notResource {
		s.NotResources = r.resources
	} else {
		s.Resources = r.resources
	}
	return s
}

// limitOf gives the statements of which one must allow, unless one allows
// everything that is left; and what is left.
func limitOf(list []*rule, c *actionClass, reach []string) (limit []Scope, left []string) {
	whole := true
	for _, pattern := range reach {
		possible, certain := false, false
		for _, r := range list {
			if !slices.Contains(c.rules, r) {
				continue
			}
			some, all := r.reaches(pattern)
			possible = possible || some
			certain = certain || all && r.always()
		}
		if possible {
			left = append(left, pattern)
			whole = whole && certain
		}
	}
	if whole {
		return nil, left
	}
	for _, r := range list {
		if slices.Contains(c.rules, r) && slices.ContainsFunc(left, func(p string) bool { some, _ := r.reaches(p); return some }) {
			limit = append(limit, r.scope())
		}
	}
	return limit, left
}

// roles gives the roles of the account that the principal can assume.
func (e *effective) roles() ([]Assumable, error) {
	view := e.account.view("sts:assumerole")
	out := []Assumable{}
	for _, role := range e.account.principals {
		if role.trust == nil || e.filter.Resource != "" && !overlap(e.filter.Resource, role.ARN) {
			continue
		}
		q, err := view.ask(Question{Action: "sts:AssumeRole", Resource: role.ARN})
		if err != nil {
			return nil, err
		}
		v, err := q.decide(e.principal, true)
		if err != nil {
			return nil, err
		}
		if v.decision == eval.Allowed || v.decision == eval.Unknown {
			_, conditions := q.reasons(e.principal, &v.result)
			out = append(out, Assumable{role.ARN, conditions})
		}
	}
	return out, nil
}

// assumes reports whether an action is one that a role's trust policy governs.
func assumes(action string) bool {
	return slices.Contains(roleActions, strings.ToLower(action))
}

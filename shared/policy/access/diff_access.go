package access

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

// PrincipalChange is how the access of one principal changed.
type PrincipalChange struct {
	PrincipalARN string `json:"principal_arn"`
	// Gained is what it can do now, or can do under fewer conditions; Lost the other
	// way round; Changed is what it can do under other conditions.
	Gained  []ActionChange `json:"gained"`
	Lost    []ActionChange `json:"lost"`
	Changed []ActionChange `json:"changed"`
	// Unknown are policies that a snapshot lacks: the changes are without them.
	Unknown []string `json:"unknown,omitempty"`
}

// ActionChange is how access to a resource changed.
type ActionChange struct {
	// Actions are written "s3:*" where they are all of a service.
	Actions []string `json:"actions"`
	// Resource is the pattern of a policy, or a resource of the kind that the actions
	// work on where policies name none.
	Resource string `json:"resource"`
	// Example is a resource that the change was found on.
	Example string        `json:"example"`
	Before  eval.Decision `json:"before"`
	After   eval.Decision `json:"after"`
	// Conditions are those of the access there is: before, for what was lost.
	Conditions []Condition `json:"conditions"`
}

// comparison compares the access of principals in two snapshots.
type comparison struct {
	sides     [2]*Account
	resources map[string]bool // policies of resources that differ
	above     bool            // SCPs or RCPs differ
}

// compareAccess compares the access of every principal whose policies, or policies
// that apply to it, differ.
func compareAccess(before, after *Account, d *Diff) ([]PrincipalChange, error) {
	c := &comparison{sides: [2]*Account{before, after}, resources: map[string]bool{}, above: len(d.Organization) > 0}
	for _, list := range [][]string{d.Policies.Added, d.Policies.Removed, d.Policies.Changed} {
		for _, arn := range list {
			if before.resources[arn] != nil || after.resources[arn] != nil {
				c.resources[arn] = true
			}
		}
	}
	out := map[string]*PrincipalChange{}
	get := func(arn string) *PrincipalChange {
		if out[arn] == nil {
			out[arn] = &PrincipalChange{PrincipalARN: arn, Gained: []ActionChange{}, Lost: []ActionChange{}, Changed: []ActionChange{}}
		}
		return out[arn]
	}
	var arns []string
	for _, p := range before.principals {
		arns = append(arns, p.ARN)
	}
	for _, p := range after.principals {
		if before.byARN[p.ARN] == nil {
			arns = append(arns, p.ARN)
		}
	}
	for _, arn := range arns {
		pair := [2]*Principal{before.byARN[arn], after.byARN[arn]}
		if c.untouched(pair) {
			continue
		}
		list, err := c.principal(pair)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", arn, err)
		}
		for _, change := range list {
			get(arn).add(change)
		}
	}
	if err := c.roles(d, get); err != nil {
		return nil, err
	}
	changes := make([]PrincipalChange, 0, len(out))
	for arn, x := range out {
		for _, a := range c.sides {
			if p := a.byARN[arn]; p != nil {
				x.Unknown = append(x.Unknown, p.Unresolved()...)
			}
		}
		slices.Sort(x.Unknown)
		x.Unknown = slices.Compact(x.Unknown)
		for _, list := range [][]ActionChange{x.Gained, x.Lost, x.Changed} {
			slices.SortStableFunc(list, func(a, b ActionChange) int {
				return strings.Compare(a.Resource+"\x00"+a.Actions[0], b.Resource+"\x00"+b.Actions[0])
			})
		}
		changes = append(changes, *x)
	}
	slices.SortFunc(changes, func(a, b PrincipalChange) int { return strings.Compare(a.PrincipalARN, b.PrincipalARN) })
	return changes, nil
}

// rank orders decisions by how much they let through.
func rank(d eval.Decision) int {
	switch d {
	case eval.Allowed:
		return 2
	case eval.Unknown:
		return 1
	}
	return 0
}

// add puts a change where it belongs, joined to one that differs in the actions only.
func (x *PrincipalChange) add(change ActionChange) {
	list := &x.Changed
	switch r := rank(change.After) - rank(change.Before); {
	case r > 0:
		list = &x.Gained
	case r < 0:
		list = &x.Lost
	}
	for i := range *list {
		o := &(*list)[i]
		if o.Resource == change.Resource && o.Before == change.Before && o.After == change.After && slices.EqualFunc(o.Conditions, change.Conditions, sameCondition) {
			o.Actions = append(o.Actions, change.Actions...)
			slices.Sort(o.Actions)
			o.Actions = slices.Compact(o.Actions)
			return
		}
	}
	*list = append(*list, change)
}

// untouched tells quickly that nothing differs that applies to a principal.
func (c *comparison) untouched(pair [2]*Principal) bool {
	if c.above || pair[0] == nil || pair[1] == nil || !sameTags(pair[0], pair[1]) {
		return false
	}
	a, b := pair[0], pair[1]
	if a.sessionTags != b.sessionTags || (a.boundary == nil) != (b.boundary == nil) || a.boundary != nil && a.boundary.text != b.boundary.text {
		return false
	}
	if !slices.EqualFunc(a.identity, b.identity, func(x, y attached) bool { return x.text == y.text }) {
		return false
	}
	for arn := range c.resources {
		for i, side := range c.sides {
			if r := side.resources[arn]; r != nil && r.means(pair[i]) {
				return false
			}
		}
	}
	return true
}

// means reports whether a resource's policy may mean a principal: it denies something,
// or allows something to the principal or to everyone.
func (d *document) means(p *Principal) bool {
	return d.public || slices.Contains(d.names, p.ARN) || p.ID != "" && slices.Contains(d.names, p.ID) ||
		slices.ContainsFunc(d.outlines, func(o outline) bool { return o.deny })
}

// mark identifies a rule by what it says of the principal, so that equal ones of both
// sides can be told.
func (r *rule) mark() string {
	tree := r.at.parsed()
	st := r.at.statement(r.index)
	return fmt.Sprintf("%s\x00%d\x00%s\x00%s\x00%v\x00%v", r.kind, r.level, r.within, tree.Text(st.Span), r.applies, r.resources)
}

// principal compares what one principal can do, for the actions and resources that
// the rules which differ are about.
func (c *comparison) principal(pair [2]*Principal) ([]ActionChange, error) {
	var all, allows []*rule
	differing := map[string]*rule{}
	var seen [2]map[string]bool
	limits := [2]bool{}
	for i, p := range pair {
		seen[i] = map[string]bool{}
		if p == nil {
			continue
		}
		r, err := c.sides[i].rulesOf(p)
		if err != nil {
			return nil, err
		}
		limits[i] = r.limited
		allows = append(allows, r.allow...)
		for _, one := range r.all() {
			all = append(all, one)
			seen[i][one.mark()] = true
		}
	}
	changed := map[*rule]bool{}
	for _, r := range all {
		m := r.mark()
		// Where a boundary comes or goes, or a level of SCPs, what no rule says matters.
		if seen[0][m] != seen[1][m] || limits[0] != limits[1] || len(c.sides[0].scps.documents) != len(c.sides[1].scps.documents) {
			changed[r] = true
			differing[m] = r
		}
	}
	// Trust policies, which are not among the rules, may ask for tags.
	tags := pair[0] != nil && pair[1] != nil && !sameTags(pair[0], pair[1])
	if len(differing) == 0 && !tags {
		return nil, nil
	}
	var out []ActionChange
	for _, prefix := range servicesOf(allows) {
		if !slices.ContainsFunc(all, func(r *rule) bool { return changed[r] && r.inService(prefix) }) {
			continue
		}
		for _, class := range classesOf(prefix, all) {
			if !slices.ContainsFunc(class.rules, func(r *rule) bool { return changed[r] }) {
				continue
			}
			found, err := c.class(pair, &class, changed, prefix)
			if err != nil {
				return nil, err
			}
			out = append(out, found...)
		}
	}
	assuming, err := c.assuming(pair, changed, tags)
	return append(out, assuming...), err
}

// assuming compares which roles of the account a principal can assume, when rules
// about that differ, or its tags: both sides must allow it, so that each role is asked
// about.
func (c *comparison) assuming(pair [2]*Principal, changed map[*rule]bool, all bool) ([]ActionChange, error) {
	var about []*rule
	for r := range changed {
		if r.coversAction("sts:assumerole") {
			about = append(about, r)
		}
	}
	var out []ActionChange
	seen := map[string]bool{}
	for _, side := range c.sides {
		for _, role := range side.principals {
			if role.trust == nil || seen[role.ARN] || !all && !slices.ContainsFunc(about, func(r *rule) bool { some, _ := r.reaches(role.ARN); return some }) {
				continue
			}
			seen[role.ARN] = true
			change, differs, err := c.decide(pair, "sts:AssumeRole", role.ARN)
			if err != nil {
				return nil, err
			}
			if differs {
				out = append(out, change)
			}
		}
	}
	return out, nil
}

// sample is a resource to ask about, and the pattern that it stands for.
type sample struct{ pattern, resource string }

// samples are the resources that rules of a class tell apart.
func (c *comparison) samples(class *actionClass, changed map[*rule]bool, prefix string) []sample {
	a := c.sides[1]
	ordinary := a.ordinary(class.actions[0])
	var out []sample
	add := func(s sample) {
		if len(out) >= maxTried || !fits(prefix, s.resource) || slices.ContainsFunc(out, func(o sample) bool { return o.resource == s.resource }) {
			return
		}
		if slices.ContainsFunc(class.rules, func(r *rule) bool {
			if !changed[r] {
				return false
			}
			some, _ := r.reaches(s.resource)
			return some
		}) {
			out = append(out, s)
		}
	}
	add(sample{"*", ordinary})
	for _, r := range class.rules {
		for _, pattern := range r.resources {
			switch {
			case pattern == "*":
			case strings.Contains(pattern, "${"):
				add(sample{pattern, a.own(instance(blurred(pattern)))})
			default:
				add(sample{pattern, a.own(instance(pattern))})
			}
		}
		if r.within != "" {
			add(sample{r.within, r.within})
			add(sample{inside(r.within), instance(inside(r.within))})
		}
	}
	return out
}

// class compares the decisions on a class of actions.
func (c *comparison) class(pair [2]*Principal, class *actionClass, changed map[*rule]bool, prefix string) ([]ActionChange, error) {
	var out []ActionChange
	for _, s := range c.samples(class, changed, prefix) {
		change, differs, err := c.decide(pair, class.actions[0], s.resource)
		if err != nil {
			return nil, err
		}
		if !differs {
			continue
		}
		change.Actions, change.Resource = slices.Clone(class.actions), s.pattern
		if total := catalog.Lookup(prefix); total != nil && len(class.actions) == len(total.Actions) {
			change.Actions = []string{prefix + ":*"}
		}
		out = append(out, change)
	}
	return out, nil
}

// decide asks both sides about one action on one resource.
func (c *comparison) decide(pair [2]*Principal, action, resource string) (ActionChange, bool, error) {
	var found [2]outcome
	for i, p := range pair {
		found[i] = outcome{decision: eval.ImplicitDeny}
		if p == nil {
			continue
		}
		var err error
		if found[i], err = c.sides[i].may(p, Question{Action: action, Resource: resource}); err != nil {
			return ActionChange{}, false, err
		}
	}
	change := ActionChange{Actions: []string{action}, Resource: resource, Example: resource, Before: found[0].decision, After: found[1].decision, Conditions: found[1].conditions}
	differs := rank(change.Before) != rank(change.After)
	if rank(change.After) < rank(change.Before) && len(found[1].conditions) == 0 {
		change.Conditions = found[0].conditions
	}
	if !differs && change.After == eval.Unknown {
		differs = !slices.EqualFunc(found[0].conditions, found[1].conditions, func(a, b Condition) bool {
			a.PolicyID, b.PolicyID, a.StatementIndex, b.StatementIndex = "", "", 0, 0
			return sameCondition(a, b)
		})
	}
	if change.Conditions == nil {
		change.Conditions = []Condition{}
	}
	return change, differs, nil
}

// roles compares who can assume the roles whose trust policy differs.
func (c *comparison) roles(d *Diff, get func(string) *PrincipalChange) error {
	for _, arn := range slices.Concat(d.Principals.Added, d.Principals.Removed, d.Principals.Changed) {
		callers := map[string]bool{}
		for _, side := range c.sides {
			if role := side.byARN[arn]; role == nil || role.trust == nil {
				continue
			}
			answer, err := side.WhoCan(Question{Action: "sts:AssumeRole", Resource: arn})
			if err != nil {
				return err
			}
			for _, a := range answer.Allowed {
				callers[a.PrincipalARN] = true
			}
		}
		for _, caller := range slices.Sorted(maps.Keys(callers)) {
			pair := [2]*Principal{c.sides[0].byARN[caller], c.sides[1].byARN[caller]}
			change, differs, err := c.decide(pair, "sts:AssumeRole", arn)
			if err != nil {
				return err
			}
			if differs {
				get(caller).add(change)
			}
		}
	}
	return nil
}

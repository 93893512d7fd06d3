package compare

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/policy/glob"
)

// actionClass is a set of actions that no statement tells apart.
type actionClass struct {
	actions []string // some of them, in AWS's spelling, those that weigh most first
	ranks   []int    // of the actions
	active  set      // the statements that are about them
}

// add keeps an action among those of the class that weigh most.
func (class *actionClass) add(name string, rank int) {
	at, _ := slices.BinarySearch(class.ranks, rank+1) // behind those of the same rank
	if at == maxShown {
		return
	}
	class.actions, class.ranks = slices.Insert(class.actions, at, name), slices.Insert(class.ranks, at, rank)
	if len(class.actions) > maxShown {
		class.actions, class.ranks = class.actions[:maxShown], class.ranks[:maxShown]
	}
}

// maxShown is how many actions of a class are kept to choose one to show.
const maxShown = 12

// maxSignatures bounds the classes among the actions of one unknown service.
const maxSignatures = 256

// actionUniverse sorts actions into classes.
type actionUniverse struct {
	c        *comparison
	focus    *focus
	exact    map[string]set // statements by action name, in lower case
	globs    []actionGlob
	inverted set // statements with NotAction
	scratch  set
	classes  map[string]*actionClass
	order    []*actionClass
}

type actionGlob struct {
	text    string
	glob    *glob.Glob
	service string // the service it names; empty when wildcards stand in its prefix
	active  set
	hit     bool // some action matches it
}

// actionClasses gives the classes of actions that some Allow statement of side 0 is
// about. Those whose use needs another policy as well, that of a role or key, come last.
func (c *comparison) actionClasses(f *focus) []*actionClass {
	u := &actionUniverse{
		c: c, focus: f, exact: map[string]set{}, classes: map[string]*actionClass{}, inverted: newSet(len(c.statements)), scratch: newSet(len(c.statements)),
	}
	for _, st := range c.statements {
		u.addStatement(st)
	}
	if f != nil {
		u.addNamed(f.named)
	}
	services, wild := u.services()
	for _, service := range services {
		u.addService(service)
	}
	for _, name := range slices.Sorted(maps.Keys(u.exact)) {
		service, _, _ := strings.Cut(name, ":")
		if s := catalog.Lookup(service); s == nil || s.Action(name[len(service)+1:]) == nil {
			u.addAction(name, name, unknownRank)
		}
	}
	if wild {
		u.addOtherServices(services)
	}
	for i := range u.globs {
		if g := &u.globs[i]; !g.hit {
			u.addInstance(g)
		}
	}
	slices.SortStableFunc(u.order, func(a, b *actionClass) int { return a.ranks[0] - b.ranks[0] })
	return u.order
}

// levelRanks order actions by how much it matters to allow them.
var levelRanks = map[catalog.AccessLevel]int{
	catalog.PermissionsManagement: 0, catalog.Write: 1, catalog.Tagging: 3, catalog.Read: 4, catalog.List: 5,
}

const (
	unknownRank = 2 // of actions that the catalog does not know
	leaveRank   = 8 // added for actions that need the leave of another policy, that of a role or key
)

// rank orders the actions of a service by how well they show a difference.
func rank(service string, level catalog.AccessLevel) int {
	r, ok := levelRanks[level]
	if !ok {
		r = unknownRank
	}
	if service == "sts" || service == "kms" {
		r += leaveRank
	}
	return r
}

func (u *actionUniverse) addStatement(st *statement) {
	if st.view.NotAction() {
		u.inverted.add(st.id)
	}
	for _, text := range st.view.ActionPatterns() {
		if !strings.ContainsAny(text, "*?") {
			if u.exact[text] == nil {
				u.exact[text] = newSet(len(u.c.statements))
			}
			u.exact[text].add(st.id)
			continue
		}
		i := slices.IndexFunc(u.globs, func(g actionGlob) bool { return g.text == text })
		if i < 0 {
			service, _, ok := strings.Cut(text, ":")
			if !ok || strings.ContainsAny(service, "*?") {
				service = ""
			}
			i = len(u.globs)
			u.globs = append(u.globs, actionGlob{
				text: text, glob: glob.Parse(text), service: service, active: newSet(len(u.c.statements)),
			})
		}
		u.globs[i].active.add(st.id)
	}
}

// addNamed makes the actions that a question is about part of the universe.
func (u *actionUniverse) addNamed(patterns []string) {
	for _, text := range patterns {
		text = strings.ToLower(text)
		if !strings.ContainsAny(text, "*?") {
			if u.exact[text] == nil {
				u.exact[text] = newSet(len(u.c.statements))
			}
			continue
		}
		service, _, _ := strings.Cut(text, ":")
		if strings.ContainsAny(service, "*?") {
			service = ""
		}
		u.globs = append(u.globs, actionGlob{
			text: text, glob: glob.Parse(text), service: service, active: newSet(len(u.c.statements)),
		})
	}
}

// services lists the services that patterns name, sorted; wild tells that some
// statement reaches into others.
func (u *actionUniverse) services() (names []string, wild bool) {
	wild = !u.inverted.empty()
	for name := range u.exact {
		if service, _, ok := strings.Cut(name, ":"); ok {
			names = append(names, service)
		}
	}
	for _, g := range u.globs {
		if g.service != "" {
			names = append(names, g.service)
		} else {
			wild = true
		}
	}
	slices.Sort(names)
	return slices.Compact(names), wild
}

// addService adds the actions of a service.
func (u *actionUniverse) addService(service string) {
	if catalog.Lookup(service) == nil {
		u.addUnknownService(service)
		return
	}
	for _, a := range namesOf(service) {
		u.addAction(a.lower, a.name, a.rank)
	}
}

// addUnknownService adds, for a service that the catalog does not know, an action for
// every combination of patterns that some name matches.
func (u *actionUniverse) addUnknownService(service string) {
	patterns := []*glob.Glob{glob.Parse(service + ":?*")}
	for _, g := range u.globs {
		if g.service == service || g.service == "" && !g.glob.Any() {
			patterns = append(patterns, g.glob)
		}
	}
	list, done := glob.Signatures(patterns, maxSignatures, u.c.budget)
	if !done {
		u.c.giveUp("the action patterns of the service " + service + ", which is not in the catalog, overlap in too many ways")
	}
	for _, s := range list {
		if s.Matches[0] && !strings.ContainsAny(s.Text, "*?") {
			u.addAction(s.Text, s.Text, unknownRank)
		}
	}
}

// addOtherServices adds actions of services that no pattern names. One action stands
// for all of them, unless a pattern with wildcards in its prefix tells them apart.
func (u *actionUniverse) addOtherServices(named []string) {
	everywhere := slices.ContainsFunc(u.globs, func(g actionGlob) bool { return g.service == "" && !g.glob.Any() })
	for _, action := range []string{"ec2:DescribeInstances", "sqs:SendMessage", "dynamodb:GetItem", "sns:Publish"} {
		if service, _, _ := strings.Cut(action, ":"); !everywhere && !slices.Contains(named, service) {
			u.addAction(strings.ToLower(action), action, unknownRank)
			return
		}
	}
	for _, service := range catalog.Prefixes() {
		if slices.Contains(named, service) {
			continue
		}
		for _, a := range namesOf(service) {
			u.addAction(a.lower, a.name, a.rank)
			if !everywhere {
				return
			}
		}
	}
}

// addInstance adds an action for a pattern that no known action matches.
func (u *actionUniverse) addInstance(g *actionGlob) {
	text, found, _ := glob.Find([]*glob.Glob{g.glob, glob.Parse("?*:?*")}, nil, u.c.budget)
	if found && !strings.ContainsAny(text, "*?") {
		u.addAction(text, text, unknownRank)
	}
}

// addAction puts an action into its class.
func (u *actionUniverse) addAction(lower, name string, rank int) {
	if u.focus != nil && u.focus.actions != nil && !u.focus.actions(lower) {
		return
	}
	u.c.budget.Spend(1 + len(u.globs)/4)
	active := u.scratch
	clear(active)
	if exact := u.exact[lower]; exact != nil {
		active.merge(exact)
	}
	service, _, _ := strings.Cut(lower, ":")
	for i := range u.globs {
		g := &u.globs[i]
		if (g.service == "" || g.service == service) && g.glob.Match(lower) {
			g.hit = true
			active.merge(g.active)
		}
	}
	for i := range active {
		active[i] ^= u.inverted[i]
	}
	if !u.c.allowsOnSide0(active) {
		return
	}
	key := active.key()
	class := u.classes[key]
	if class == nil {
		class = &actionClass{active: active.clone()}
		u.classes[key] = class
		u.order = append(u.order, class)
	}
	class.add(name, rank)
}

// allowsOnSide0 tells whether an Allow statement of side 0 is in the set.
func (c *comparison) allowsOnSide0(active set) bool {
	return slices.ContainsFunc(c.statements, func(st *statement) bool {
		return st.side == 0 && !st.deny && active.has(st.id)
	})
}

// actionName is an action of the catalog in both spellings, with its rank.
type actionName struct {
	lower, name string
	rank        int
}

var serviceNames = catalog.Derived(func() *sync.Map { return new(sync.Map) }) // prefix → []actionName

// namesOf lists the actions of a service of the catalog.
func namesOf(service string) []actionName {
	kept := serviceNames()
	if list, ok := kept.Load(service); ok {
		return list.([]actionName) //nolint:forcetypeassert // nothing else is stored
	}
	s := catalog.Lookup(service)
	if s == nil {
		return nil
	}
	list := make([]actionName, len(s.Actions))
	for i := range s.Actions {
		name := s.Prefix + ":" + s.Actions[i].Name
		list[i] = actionName{strings.ToLower(name), name, rank(s.Prefix, s.Actions[i].Level)}
	}
	kept.Store(service, list)
	return list
}

package generate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

// LevelsRequest asks for all actions of access levels.
type LevelsRequest struct {
	// Levels are the access levels ("Understanding access level summaries within policy summaries").
	Levels []catalog.AccessLevel
	// Services are prefixes, such as "s3". A service that is named also gets its actions that take no resource. Services
	// without an ARN among ResourceARNs are allowed on everything.
	Services []string
	// ResourceARNs are what the actions may be done to: each gets the actions that act on its own type of resource, so a
	// bucket's ARN gives none on objects.
	ResourceARNs []string
}

// levelNames are the levels as requests write them.
var levelNames = map[string]catalog.AccessLevel{
	"list": catalog.List, "read": catalog.Read, "write": catalog.Write, "tagging": catalog.Tagging, "tag": catalog.Tagging,
	"permissions-management": catalog.PermissionsManagement, "permissions management": catalog.PermissionsManagement, "permissions": catalog.PermissionsManagement,
}

// levelVerbs name statements after their levels.
var levelVerbs = map[catalog.AccessLevel]string{
	catalog.List: "list", catalog.Read: "read", catalog.Write: "write", catalog.Tagging: "tag", catalog.PermissionsManagement: "permissions",
}

// ParseLevels reads access levels: list, read, write, tagging, permissions-management.
func ParseLevels(names []string) ([]catalog.AccessLevel, error) {
	var levels []catalog.AccessLevel
	for _, name := range names {
		level, ok := levelNames[strings.ToLower(strings.TrimSpace(name))]
		if !ok {
			return nil, fmt.Errorf("%q is no access level; they are list, read, write, tagging and permissions-management", name)
		}
		if !slices.Contains(levels, level) {
			levels = append(levels, level)
		}
	}
	return levels, nil
}

// FromLevels writes the policy that allows the actions of access levels on resources, with the actions that those depend
// on where their resources are known. The error is a *NotUnderstoodError when nothing is asked for or nothing fits, an
// ErrTooLong, or tells of an ARN that cannot be read.
func FromLevels(r LevelsRequest) (Result, error) {
	if len(r.ResourceARNs) > MaxARNs {
		return Result{}, fmt.Errorf("%w: %d ARNs were given, at most %d are read", ErrTooLong, len(r.ResourceARNs), MaxARNs)
	}
	if len(r.Services) > MaxClauses {
		return Result{}, fmt.Errorf("%w: %d services were named, at most %d are read", ErrTooLong, len(r.Services), MaxClauses)
	}
	given, err := readARNs(r.ResourceARNs)
	if err != nil {
		return Result{}, err
	}
	if len(r.Levels) == 0 || len(given)+len(r.Services) == 0 {
		return Result{}, &NotUnderstoodError{Problem: "Access levels need something to be on.", Hint: "Give at least one level (list, read, write, tagging, permissions-management), and a service or an ARN."}
	}
	l := &leveller{draft: newDraft(&sentence{}, given, ""), levels: r.Levels}
	for _, name := range r.Services {
		service := catalog.Lookup(strings.TrimSpace(name))
		if service == nil {
			return Result{}, &NotUnderstoodError{
				Problem: fmt.Sprintf("%q is no service prefix.", name), Suggestions: nearest(name, catalog.Prefixes(), 3), Unmatched: []string{name},
				Hint: "A prefix is what stands before the colon in an action, such as s3.",
			}
		}
		l.named = appendOnce(l.named, service.Prefix)
	}
	for _, prefix := range l.services() {
		l.service(catalog.Lookup(prefix))
	}
	return l.finish()
}

// leveller collects the actions of access levels.
type leveller struct {
	*draft
	levels []catalog.AccessLevel
	named  []string
	// loose are actions that take no resource, of services that were not named.
	loose []string
	// needy are actions that need others, whose resources are not known.
	needy []string
}

// services lists the prefixes that are named or that the ARNs belong to.
func (l *leveller) services() []string {
	out := slices.Clone(l.named)
	for _, a := range l.given {
		owners := []string{a.service}
		if !catalog.Known(a.service) {
			owners = catalog.Prefixes() // the few types whose ARNs carry another name than the prefix
		}
		for _, prefix := range owners {
			if typeName, _ := a.typeOf(prefix); typeName != "" {
				out = appendOnce(out, prefix)
			}
		}
	}
	return out
}

func (l *leveller) service(s *catalog.Service) {
	var arns []*arn
	for i := range l.given {
		if typeName, _ := l.given[i].typeOf(s.Prefix); typeName != "" {
			arns = append(arns, &l.given[i])
		}
	}
	named := slices.Contains(l.named, s.Prefix)
	for _, level := range l.levels {
		first := len(l.entries)
		for i := range s.Actions {
			a := &s.Actions[i]
			if a.Level != level {
				continue
			}
			switch {
			case len(a.Resources) == 0 && !named:
				l.loose = append(l.loose, s.Prefix+":"+a.Name)
			case len(a.Resources) == 0 || len(arns) == 0:
				l.allow(s, a, target{resources: []string{"*"}})
			default:
				l.allow(s, a, l.onARNs(s, a, arns))
			}
		}
		if added := l.entries[first:]; len(added) > 0 {
			l.tell(s, level, added)
		}
	}
	if named && len(arns) == 0 {
		l.assume("No ARN of " + fullName(s.Prefix) + " was given, so all its resources are covered.")
	}
}

func (l *leveller) allow(s *catalog.Service, a *catalog.Action, on target) {
	if len(on.resources) > 0 {
		l.addEntry(entry{
			effect: allow, action: s.Prefix + ":" + a.Name, resources: on.resources, service: s.Prefix, verb: levelVerbs[a.Level], typeName: on.typeName, types: on.types,
		})
	}
}

// onARNs gives an action the ARNs of the types it takes. Types that it cannot do without, and of which none was given, are
// covered where the ARNs are.
func (l *leveller) onARNs(s *catalog.Service, a *catalog.Action, arns []*arn) target {
	var out target
	in := scope{}
	for _, x := range arns {
		for _, typeName := range x.types(s.Prefix) {
			if _, ok := takes(a, typeName); ok {
				out.add(x.text, typeName)
				out.types = appendOnce(out.types, typeName)
				l.used[x.text] = true
				in.partition = x.partition
				in.regions, in.accounts = appendNamed(in.regions, x.region), appendNamed(in.accounts, x.account)
			}
		}
	}
	if len(out.resources) == 0 {
		return out
	}
	out.typeName = out.types[0]
	for _, r := range a.Resources {
		if !r.Required || oneOfRequired[s.Prefix] || slices.Contains(out.types, r.Name) || unusual[s.Prefix+" "+r.Name] {
			continue
		}
		l.addResources(&out, s.Prefix, r.Name, &binding{open: true}, in)
		l.assume(s.Prefix + ":" + a.Name + " also acts on the resource type " + r.Name + ", of which no ARN was given: all where the given ARNs are, are covered.")
	}
	return out
}

func appendNamed(list []string, s string) []string {
	if s == "" || s == "*" {
		return list
	}
	return appendOnce(list, s)
}

// types lists all resource types of a service that an ARN can be of.
func (a arn) types(service string) []string {
	var out []string
	patterns := patternsOf(service)
	for i := range patterns {
		if _, ok := patterns[i].match(a); ok {
			out = appendOnce(out, patterns[i].typeName)
		}
	}
	return out
}

// tell explains what a level gave.
func (l *leveller) tell(s *catalog.Service, level catalog.AccessLevel, added []entry) {
	var actions, resources []string
	for _, e := range added {
		actions = appendOnce(actions, e.action)
		for _, r := range e.resources {
			resources = appendOnce(resources, r)
		}
	}
	slices.Sort(actions)
	l.choices = append(l.choices, Choice{
		Phrase: strings.ToLower(string(level)) + " " + s.Prefix, Actions: actions,
		Decision: fmt.Sprintf("Allows the %s of %s with the access level %s on %s.", count(len(actions), "action"), fullName(s.Prefix), level, summary(resources)),
	})
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// finish adds dependent actions and writes the policy.
func (l *leveller) finish() (Result, error) {
	if len(l.entries) == 0 {
		return Result{}, &NotUnderstoodError{
			Problem: "No action of these access levels acts on what was given.", Unmatched: l.unmatched(),
			Hint: "Give ARNs of the type that is meant, such as arn:aws:s3:::my-bucket/* for objects, or name the service to include actions that take no resource.",
		}
	}
	l.addNeeds()
	if len(l.loose) > 0 {
		l.assume(fmt.Sprintf("%s of these levels cannot be limited to a resource and are left out (%s); name the service to include them.", count(len(l.loose), "action"), some(l.loose)))
	}
	if len(l.needy) > 0 {
		l.assume(fmt.Sprintf("Some actions need others, of other levels or on resources of which no ARN was given, which are left out: %s.", some(l.needy)))
	}
	r := l.result()
	if r.Parts != nil {
		// Too long for one policy: wildcards that match just the same actions today make it shorter.
		for i := range l.entries {
			l.entries[i].levels = true
		}
		r = l.result()
	}
	return r, nil
}

// addNeeds adds the actions that others depend on, where a given ARN tells on what.
func (l *leveller) addNeeds() {
	for i := 0; i < len(l.entries); i++ {
		e := l.entries[i]
		if e.dependent {
			continue
		}
		a := catalog.LookupAction(e.action)
		needs := slices.Clone(a.DependentActions)
		for _, r := range a.Resources {
			if slices.Contains(e.types, r.Name) {
				needs = append(needs, r.DependentActions...)
			}
		}
		slices.Sort(needs)
		for _, need := range slices.Compact(needs) {
			l.addNeed(e, need)
		}
	}
}

func (l *leveller) addNeed(e entry, need string) {
	action := catalog.LookupAction(need)
	prefix, _, _ := strings.Cut(need, ":")
	if action == nil || slices.ContainsFunc(l.entries, func(o entry) bool { return strings.EqualFold(o.action, need) && !o.dependent }) {
		return
	}
	bound := slices.ContainsFunc(l.given, func(x arn) bool {
		return slices.ContainsFunc(x.types(prefix), func(typeName string) bool { _, ok := takes(action, typeName); return ok })
	})
	// What was not asked for by its level is not given either, when it changes permissions or tags.
	if !bound || action.Level == catalog.PermissionsManagement || action.Level == catalog.Tagging {
		l.needy = append(l.needy, e.action+" needs "+need)
		return
	}
	e.levels = false
	l.addDependent(e, need, []*clause{{effect: allow}})
}

// some lists the first few.
func some(list []string) string {
	const few = 5
	if len(list) > few {
		return strings.Join(list[:few], ", ") + " and others"
	}
	return strings.Join(list, ", ")
}

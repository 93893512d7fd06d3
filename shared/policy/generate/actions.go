package generate

import (
	"slices"
	"strings"
	"unicode"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

// selection is what it takes to do a verb to a kind of thing.
type selection struct {
	// actions are "prefix:Name"; a wildcard stands for a family on purpose.
	actions []string
	// finders are those of actions that are only needed to find things whose name is not known.
	finders []string
	note    string
	// how tells where the set comes from, for explanations.
	how string
	// levels is set when the catalog's access levels decided: the set may be long and is then shortened.
	levels bool
}

func (s selection) empty() bool { return len(s.actions)+len(s.finders) == 0 }

// selectActions finds the actions for a verb and a thing. The verb's fallbacks are tried in turn.
func selectActions(t *thing, v verbUse) selection {
	if v.name == "full" {
		return selection{actions: []string{t.service + ":*"}, how: "every action of " + fullName(t.service)}
	}
	if found := fromFollowing(t, v); !found.empty() {
		return found
	}
	tried := map[string]bool{}
	for name := v.name; name != "" && !tried[name]; name = verbByName[name].then {
		tried[name] = true
		for _, choose := range []func(*thing, string) selection{fromRules, fromNames, fromLevels} {
			if found := choose(t, name); !found.empty() {
				return found
			}
		}
	}
	return selection{}
}

// fromRules looks in the curated tables.
func fromRules(t *thing, verbName string) selection {
	r, ok := findRule(t.service, t.kindName(verbName), verbName)
	if !ok {
		return selection{}
	}
	s := selection{note: r.note, how: "the well-known least set"}
	for _, name := range strings.Fields(r.actions) {
		finder := strings.HasSuffix(name, "?")
		if strings.HasSuffix(name, "!") && !t.hasNames() && !t.given {
			continue
		}
		name = strings.TrimRight(name, "?!")
		if !strings.Contains(name, ":") {
			name = t.service + ":" + name
		}
		if finder {
			s.finders = append(s.finders, name)
		} else {
			s.actions = append(s.actions, name)
		}
	}
	return s
}

// fromNames looks for actions that are called so: DeleteQueue for deleting a queue.
func fromNames(t *thing, verbName string) selection {
	service := catalog.Lookup(t.service)
	prefixes := strings.Fields(verbByName[verbName].prefixes)
	if service == nil || len(prefixes) == 0 {
		return selection{}
	}
	k := t.kind
	if k.name == "" {
		// Without a kind, the usual one; a service that has none gives all actions of the verb.
		primary, ok := primaryKind(t.service)
		if !ok {
			return allNamed(service, prefixes)
		}
		k = primary
	}
	nouns := nounsOf(k)
	var exact, begun []string
	for i := range service.Actions {
		name := service.Actions[i].Name
		for _, prefix := range prefixes {
			rest, ok := strings.CutPrefix(name, prefix)
			if !ok || rest == "" && prefix == name {
				if ok && slices.Contains(nouns, "") {
					exact = append(exact, t.service+":"+name)
				}
				continue
			}
			object := singularWords(rest)
			if slices.Contains(nouns, object) {
				exact = append(exact, t.service+":"+name)
			} else if slices.ContainsFunc(nouns, func(n string) bool { return n != "" && strings.HasPrefix(object, n+" ") }) && prefix != "Get" && prefix != "List" && prefix != "Describe" && prefix != "Put" && prefix != "Set" {
				begun = append(begun, t.service+":"+name)
			}
		}
	}
	if len(exact) > 0 {
		return selection{actions: oneNumber(exact, verbName), how: "the actions of that name"}
	}
	if verbName == "update" && len(begun) > 0 {
		return selection{actions: begun, how: "the actions whose names begin so"}
	}
	return selection{}
}

// oneNumber drops CreateSnapshots where there is CreateSnapshot: one at a time is the smaller permission. For reading,
// both are needed.
func oneNumber(actions []string, verbName string) []string {
	if slices.Contains([]string{"get", "view", "describe", "list"}, verbName) {
		return actions
	}
	return slices.DeleteFunc(slices.Clone(actions), func(a string) bool {
		return strings.HasSuffix(a, "s") && slices.Contains(actions, strings.TrimSuffix(a, "s"))
	})
}

// allNamed takes all actions of a service that begin with a verb.
func allNamed(service *catalog.Service, prefixes []string) selection {
	var s selection
	for i := range service.Actions {
		a := &service.Actions[i]
		if a.Level == catalog.PermissionsManagement {
			continue
		}
		if slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(a.Name, p) && !startsLower(a.Name[len(p):]) }) {
			s.actions = append(s.actions, service.Prefix+":"+a.Name)
		}
	}
	s.how, s.levels = "all actions of "+service.Name+" of that name", true
	return s
}

func startsLower(s string) bool { return s != "" && unicode.IsLower(rune(s[0])) }

// fromLevels takes the actions of an access level, limited to those that act on the kind.
func fromLevels(t *thing, verbName string) selection {
	levels := levelsOf[verbName]
	service := catalog.Lookup(t.service)
	if service == nil || levels == nil {
		return selection{}
	}
	var s selection
	for i := range service.Actions {
		a := &service.Actions[i]
		if !slices.Contains(levels, a.Level) || t.kind.name != "" && !actsOn(a, t.kind) {
			continue
		}
		if verbName == "tag" && (strings.HasPrefix(a.Name, "Un") || strings.Contains(a.Name, "Delete") || strings.Contains(a.Name, "Remove")) || verbName == "untag" && !strings.HasPrefix(a.Name, "Un") && !strings.Contains(a.Name, "Delete") && !strings.Contains(a.Name, "Remove") {
			continue
		}
		if len(a.Resources) == 0 && (a.Level == catalog.List || a.Level == catalog.Read) && t.kind.name != "" {
			s.finders = append(s.finders, t.service+":"+a.Name)
			continue
		}
		s.actions = append(s.actions, t.service+":"+a.Name)
	}
	s.how, s.levels = "the access levels of the AWS Service Authorization Reference", true
	return s
}

// levelsOf gives the access levels a general verb stands for. Permissions management is never included unasked.
var levelsOf = map[string][]catalog.AccessLevel{
	"read":      {catalog.Read, catalog.List},
	"list":      {catalog.List},
	"write":     {catalog.Write},
	"readwrite": {catalog.Read, catalog.List, catalog.Write},
	"manage":    {catalog.Read, catalog.List, catalog.Write, catalog.Tagging},
	"use":       {catalog.Read, catalog.List, catalog.Write},
	"tag":       {catalog.Tagging},
	"untag":     {catalog.Tagging},
}

// actsOn tells whether an action takes a kind of resource, or is named for it without taking any.
func actsOn(a *catalog.Action, k kind) bool {
	if len(a.Resources) > 0 {
		return slices.ContainsFunc(a.Resources, func(r catalog.ActionResource) bool {
			return r.Name == k.name || slices.Contains(k.types, r.Name)
		})
	}
	words := singularWords(a.Name)
	return slices.ContainsFunc(nounsOf(k), func(n string) bool { return n != "" && strings.HasSuffix(words, " "+n) })
}

// nounsOf are the words an action's name may use for a kind.
func nounsOf(k kind) []string {
	nouns := []string{singularWords(k.name)}
	for _, n := range k.nouns {
		nouns = append(nouns, key(n))
	}
	return nouns
}

// singularWords cuts a name at its capitals and hyphens into lower-case words, the last in the singular:
// "DBInstances" is "db instance".
func singularWords(name string) string {
	words := nameWords(name)
	for i := range words {
		words[i] = singular(words[i])
	}
	return strings.Join(words, " ")
}

func nameWords(name string) []string {
	var words []string
	start := 0
	runes := []rune(name)
	for i := 1; i <= len(runes); i++ {
		switch {
		case i == len(runes):
		case runes[i] == '-' || runes[i] == ' ' || runes[i] == '_' || runes[i] == '/':
		case unicode.IsUpper(runes[i]) && !unicode.IsUpper(runes[i-1]):
		case unicode.IsUpper(runes[i]) && i+1 < len(runes) && unicode.IsLower(runes[i+1]) && !(runes[i+1] == 's' && i+2 == len(runes)):
		default:
			continue
		}
		if w := strings.ToLower(strings.Trim(string(runes[start:i]), "- _/")); w != "" {
			words = append(words, w)
		}
		start = i
	}
	return words
}

// fromFollowing looks for an action whose name is the verb and the words after it, when those are more than the kind:
// "update function configuration" is lambda:UpdateFunctionConfiguration.
func fromFollowing(t *thing, v verbUse) selection {
	service := catalog.Lookup(t.service)
	if service == nil || len(v.following) == 0 {
		return selection{}
	}
	stem := v.name
	words := strings.Fields(stem)
	for _, w := range v.following {
		if m := known().meanings[w]; m != nil && m.class == noiseClass && len(words) == 1 {
			continue
		}
		words = append(words, singular(w))
	}
	kindWords := len(strings.Fields(singularWords(t.kind.name)))
	for n := len(words); n > max(2, 1+kindWords); n-- {
		if a := service.Action(strings.Join(words[:n], "")); a != nil {
			return selection{actions: []string{t.service + ":" + a.Name}, how: "the action of that name"}
		}
		plural := append(slices.Clone(words[:n-1]), plural(words[n-1]))
		if a := service.Action(strings.Join(plural, "")); a != nil {
			return selection{actions: []string{t.service + ":" + a.Name}, how: "the action of that name"}
		}
	}
	return selection{}
}

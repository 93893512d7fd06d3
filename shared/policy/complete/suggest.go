package complete

import (
	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

// KeySuggestion is a condition key that requests can carry.
type KeySuggestion struct {
	Name        string
	Type        string // of one value: String, ARN, Numeric, Bool, Date, IPAddress or Binary
	Multivalued bool   // a request can have several values: use a set operator
	Description string
	Global      bool // one of the keys that every service knows
	// Actions is how many of the actions asked for have the key; 0 for global keys
	// that no action lists.
	Actions int
}

// SuggestKeys lists the condition keys for requests of the actions, which may hold
// wildcards, on the resources, of which none means any: first the keys of all the
// actions, then those of some, then the global keys. unknown are the actions whose
// service does not exist or that stand for no action of it.
func SuggestKeys(actions, resources []string) (keys []KeySuggestion, unknown []string) {
	f := &statementFacts{}
	for _, text := range actions[:min(len(actions), maxActions)] {
		a := newAction(text)
		if !a.all && len(a.matches()) == 0 {
			unknown = append(unknown, text)
			continue
		}
		f.actions = append(f.actions, a)
	}
	for _, r := range resources[:min(len(resources), maxResources)] {
		f.resources = append(f.resources, r)
		f.all = f.all || r == "*"
	}
	f.all = f.all || len(f.resources) == 0
	uses, total := f.keyUses()
	seen := make(nameList, 0, len(uses)+len(globalKeys))
	add := func(key *catalog.ConditionKey, count int) {
		if !seen.add(key.Name) {
			return
		}
		keys = append(keys, KeySuggestion{
			Name: key.Name, Type: key.ElementType(), Multivalued: key.Multivalued(), Description: key.Description,
			Global: catalog.GlobalKey(key.Name) != nil, Actions: count,
		})
	}
	for _, all := range [...]bool{true, false} {
		for _, u := range uses {
			if (u.count == total) == all {
				add(u.key, u.count)
			}
		}
	}
	for i := range globalKeys {
		add(&globalKeys[i], 0)
	}
	return keys, unknown
}

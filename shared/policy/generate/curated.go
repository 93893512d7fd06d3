package generate

import (
	"slices"
	"strings"
)

// rule is a well-known least set: what it takes to do something with a kind of thing.
type rule struct {
	// kind is a kind's name, "" when only the service was named, "a in b" for a thing put into another.
	kind  string
	verbs string
	// actions are action names, or prefix:Name for actions of other services. A trailing "?" marks an action that is
	// left out when a resource is named, because it finds resources and cannot be limited to one; a trailing "!" marks
	// the opposite. A wildcard is for
	// families that AWS extends all the time.
	actions string
	// note is what the reader must know; it becomes an assumption.
	note string
}

// curated holds the rules of each service, in the files curated_*.go.
var curated = map[string][]rule{}

func init() {
	for _, table := range []map[string][]rule{storageRules, computeRules, messagingRules, securityRules, operationsRules, dataRules} {
		for service, rules := range table {
			curated[service] = append(curated[service], rules...)
		}
	}
}

// findRule finds the rule for a kind ("" for none) and a verb.
func findRule(service, kindName, verbName string) (rule, bool) {
	for _, r := range curated[service] {
		if r.kind == kindName && slices.Contains(strings.Fields(r.verbs), verbName) {
			return r, true
		}
	}
	return rule{}, false
}

package catalog

import (
	"maps"
	"slices"
	"strings"
)

// Accepted tells whether AWS accepts an action that its reference does not list: actions of services that were
// retired, of earlier snapshots, named by AWS's own managed policies, or known from elsewhere in AWS's documentation.
// A policy that names one is not wrong, though the action may do nothing any more. The action is "prefix:Name" in any
// case; a pattern with * or ? is accepted when it covers an accepted action. Actions in the catalog are not looked at:
// ask LookupAction first.
func Accepted(action string) bool { return AcceptedSource(action) != "" }

// AcceptedSource tells where an accepted action is known from, as a phrase such as "AWS managed policy
// AWSDeepLensServiceRolePolicy". It is empty for an action that is not accepted.
func AcceptedSource(action string) string {
	action = lower(action)
	list := acceptedActions()
	if source, ok := list.exact[action]; ok {
		return source
	}
	wild := strings.ContainsAny(action, "*?")
	for _, e := range list.entries {
		if e.wild && matchFold(e.action, action) || wild && matchFold(action, e.action) {
			return e.source
		}
	}
	return ""
}

// AcceptedPrefix tells whether a service prefix that is not in the catalog occurs among the accepted actions.
func AcceptedPrefix(prefix string) bool {
	return acceptedActions().prefixes[lower(prefix)]
}

// AcceptedActions lists the accepted actions that the snapshot in use was made with, each with where it is known from.
// The map is the caller's.
func AcceptedActions() map[string]string {
	list := map[string]string{}
	for line := range strings.Lines(open().read(acceptedEntry)) {
		if action, source, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t"); ok {
			list[action] = source
		}
	}
	return list
}

type acceptedEntries struct {
	entries  []accepted
	exact    map[string]string
	prefixes map[string]bool
}

type accepted struct {
	action, source string
	wild           bool
}

var acceptedActions = Derived(func() acceptedEntries {
	list := acceptedEntries{exact: map[string]string{}, prefixes: map[string]bool{}}
	add := func(action, source string) {
		action = lower(action)
		if _, ok := list.exact[action]; ok {
			return
		}
		prefix, _, _ := strings.Cut(action, ":")
		list.prefixes[prefix] = true
		list.exact[action] = source
		list.entries = append(list.entries, accepted{action, source, strings.ContainsAny(action, "*?")})
	}
	for _, u := range undocumented {
		for _, name := range u.actions {
			add(name, u.source)
		}
	}
	known := AcceptedActions()
	for _, action := range slices.Sorted(maps.Keys(known)) {
		add(action, known[action])
	}
	return list
})

// undocumented are actions of services that AWS closed before the earliest snapshot the generated list knows, so that
// old policies which still name them are not called wrong. The notices are on AWS's "Product Lifecycle" page and in the
// services' own guides.
var undocumented = []struct {
	source  string
	actions []string
}{
	{"retired service: Amazon Sumerian", []string{"sumerian:*"}},
	{"retired service: Amazon Macie Classic, replaced by macie2", []string{"macie:*"}},
	{"retired service: Amazon GameSparks", []string{"gamesparks:*"}},
	{"retired service: AWS IoT Things Graph", []string{"iotthingsgraph:*"}},
	{"retired service: Amazon Elastic Inference", []string{"elastic-inference:*"}},
	{"retired service: AWS Application Cost Profiler", []string{"application-cost-profiler:*"}},
	{"retired service: AWS DeepLens", []string{"deeplens:*"}},
	{"retired service: AWS IoT 1-Click", []string{"iot1click:*"}},
	{"retired service: AWS Mobile Hub", []string{"mobilehub:*"}},
	{"former prefix of Amazon WorkDocs", []string{"zocalo:*"}},
}

package catalog

import (
	"strings"
	"sync"
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

type acceptedEntries struct {
	entries  []accepted
	exact    map[string]string
	prefixes map[string]bool
}

type accepted struct {
	action, source string
	wild           bool
}

var acceptedActions = sync.OnceValue(func() acceptedEntries {
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
	// One line per action, written by gen: action, tab, source.
	for line := range strings.Lines(open().read(acceptedEntry)) {
		if action, source, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t"); ok {
			add(action, source)
		}
	}
	return list
})

// undocumented are actions that AWS evaluates or its documentation tells to use, though the Service Authorization
// Reference has no row for them.
var undocumented = []struct {
	source  string
	actions []string
}{}

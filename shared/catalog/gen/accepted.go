package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

// acceptedActions lists actions that the merged catalog lacks and AWS nevertheless accepts: those of the earlier
// snapshot, and those that AWS's own managed policies name. One line each: action, tab, where it is known from.
func acceptedActions(services []catalog.Service, earlier *reference, policies []managedPolicy) []byte {
	known := map[string][]string{}
	for _, s := range services {
		for _, a := range s.Actions {
			known[s.Prefix] = append(known[s.Prefix], strings.ToLower(a.Name))
		}
	}
	isKnown := func(prefix, name string) bool {
		return slices.ContainsFunc(known[prefix], func(k string) bool {
			// Action patterns have only the wildcards that path.Match shares with IAM.
			ok, err := path.Match(name, k)
			return err == nil && ok
		})
	}
	from := map[string]string{}
	for prefix, actions := range earlier.actions {
		for name, row := range actions {
			if !isKnown(prefix, name) {
				from[prefix+":"+row.Name] = "Service Authorization Reference of " + earlier.updated.UTC().Format("2006-01-02")
			}
		}
	}
	for _, p := range policies {
		for _, action := range namedActions(p.document) {
			prefix, name, ok := strings.Cut(action, ":")
			if ok && !isKnown(strings.ToLower(prefix), strings.ToLower(name)) && from[action] == "" {
				from[action] = "AWS managed policy " + p.name
			}
		}
	}
	var out bytes.Buffer
	for _, action := range slices.Sorted(maps.Keys(from)) {
		fmt.Fprintf(&out, "%s\t%s\n", action, from[action])
	}
	return out.Bytes()
}

// namedActions lists the actions of a policy document, which may be single strings or lists at each place.
func namedActions(document []byte) []string {
	var policy struct {
		Statement oneOrMany[struct{ Action, NotAction oneOrMany[string] }]
	}
	if json.Unmarshal(document, &policy) != nil {
		return nil
	}
	var actions []string
	for _, s := range policy.Statement {
		actions = append(append(actions, s.Action...), s.NotAction...)
	}
	return actions
}

type oneOrMany[T any] []T

func (l *oneOrMany[T]) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '[' {
		return json.Unmarshal(data, (*[]T)(l))
	}
	*l = make([]T, 1)
	return json.Unmarshal(data, &(*l)[0])
}

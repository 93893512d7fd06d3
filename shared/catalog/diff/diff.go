// Package diff tells what changed in AWS's vocabulary between two catalog snapshots: services, actions, resource types,
// condition keys and AWS managed policies, each change with what it means for policies that are in use.
package diff

import (
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog/snapshot"
)

// Impact is what a change means for policies that are in use.
type Impact string

const (
	// Breaking changes can take away what a policy grants, or make it ineffective or incomplete: a removed action, a
	// condition key that is no longer sent, one more action that an operation needs.
	Breaking Impact = "breaking"
	// Enhancement adds something that policies can name, or that wildcards in them now reach.
	Enhancement Impact = "enhancement"
	// Neutral changes concern people and tools, not decisions: a description, an access level.
	Neutral Impact = "neutral"
)

// Impacts lists them from the gravest on.
func Impacts() []Impact { return []Impact{Breaking, Enhancement, Neutral} }

// Kind is what changed.
type Kind string

// The kinds of things that change.
const (
	Service       Kind = "service"
	Action        Kind = "action"
	ResourceType  Kind = "resource_type"
	ConditionKey  Kind = "condition_key"
	ManagedPolicy Kind = "managed_policy"
)

// The ways in which things change.
const (
	Added   = "added"
	Removed = "removed"
	Changed = "changed"
)

// Change is one difference between two snapshots.
type Change struct {
	Kind Kind `json:"kind"`
	// Change is added, removed or changed.
	Change string `json:"change"`
	// Service is the prefix; empty for managed policies.
	Service string `json:"service,omitempty"`
	// Name is the action as "prefix:Name", the resource type as "prefix:type", the condition key or the policy's name; for
	// a service its prefix.
	Name string `json:"name"`
	// Field is the property that changed, such as access_level or condition_keys; empty for what was added or removed.
	Field string `json:"field,omitempty"`
	// Before and After are the property's values where it has one; Added and Removed the members of a list.
	Before  string   `json:"before,omitempty"`
	After   string   `json:"after,omitempty"`
	Added   []string `json:"added,omitempty"`
	Removed []string `json:"removed,omitempty"`

	Impact Impact `json:"impact"`
	// Detail is a sentence for people.
	Detail string `json:"detail"`
}

// Side names a snapshot that was compared.
type Side struct {
	Date    string   `json:"date"`
	Sources []string `json:"sources"`
}

// Counts is how many changes there are of each impact.
type Counts struct {
	Breaking    int `json:"breaking"`
	Enhancement int `json:"enhancement"`
	Neutral     int `json:"neutral"`
}

// Total is all of them together.
func (c Counts) Total() int { return c.Breaking + c.Enhancement + c.Neutral }

// Of is how many there are of one impact.
func (c Counts) Of(impact Impact) int {
	switch impact {
	case Breaking:
		return c.Breaking
	case Enhancement:
		return c.Enhancement
	}
	return c.Neutral
}

// Report is what Compare found. Changes are in order of service, with managed policies last; within a service the
// service itself comes first, then actions, resource types and condition keys, each by name.
type Report struct {
	Before  Side     `json:"before"`
	After   Side     `json:"after"`
	Counts  Counts   `json:"counts"`
	Changes []Change `json:"changes"`
}

// Compare lists what became different from before to after. When one of the snapshots has no managed policies at all,
// they are not compared: it was made from a source that does not tell of them.
func Compare(before, after *snapshot.Snapshot) *Report {
	r := &Report{Before: sideOf(before), After: sideOf(after), Changes: []Change{}}
	r.services(before.Services, after.Services)
	if len(before.ManagedPolicies) > 0 && len(after.ManagedPolicies) > 0 {
		r.managedPolicies(before.ManagedPolicies, after.ManagedPolicies)
	}
	return r
}

func sideOf(s *snapshot.Snapshot) Side {
	return Side{Date: s.Date, Sources: append([]string{}, s.Sources...)}
}

// Filter keeps the changes of these services (prefixes; managed policies have none) and impacts. An empty list keeps
// all.
func (r *Report) Filter(services []string, impacts []Impact) *Report {
	out := &Report{Before: r.Before, After: r.After, Changes: []Change{}}
	for _, c := range r.Changes {
		if len(services) > 0 && !slices.ContainsFunc(services, func(s string) bool { return strings.EqualFold(s, c.Service) }) {
			continue
		}
		if len(impacts) > 0 && !slices.Contains(impacts, c.Impact) {
			continue
		}
		out.add(c)
	}
	return out
}

func (r *Report) add(c Change) {
	switch c.Impact {
	case Breaking:
		r.Counts.Breaking++
	case Enhancement:
		r.Counts.Enhancement++
	case Neutral:
		r.Counts.Neutral++
	}
	r.Changes = append(r.Changes, c)
}

// match walks two lists that are sorted by name without regard to case, side by side; a side that lacks a name is nil.
func match[T any](before, after []T, name func(*T) string, visit func(before, after *T)) {
	for len(before) > 0 || len(after) > 0 {
		var order int
		switch {
		case len(before) == 0:
			order = 1
		case len(after) == 0:
			order = -1
		default:
			order = strings.Compare(strings.ToLower(name(&before[0])), strings.ToLower(name(&after[0])))
		}
		switch {
		case order < 0:
			visit(&before[0], nil)
			before = before[1:]
		case order > 0:
			visit(nil, &after[0])
			after = after[1:]
		default:
			visit(&before[0], &after[0])
			before, after = before[1:], after[1:]
		}
	}
}

// members compares two lists of names without regard to case.
func members(before, after []string) (added, removed []string) {
	has := func(list []string, name string) bool {
		return slices.ContainsFunc(list, func(x string) bool { return strings.EqualFold(x, name) })
	}
	for _, name := range after {
		if !has(before, name) {
			added = append(added, name)
		}
	}
	for _, name := range before {
		if !has(after, name) {
			removed = append(removed, name)
		}
	}
	return added, removed
}

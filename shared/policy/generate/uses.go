package generate

import (
	"cmp"
	"maps"
	"slices"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

// Seen tells how an action came into a policy made from CloudTrail.
type Seen string

// The ways.
const (
	// SeenUsed is an action that was called, or tried, and not denied.
	SeenUsed Seen = "used"
	// SeenDenied is an action that AWS denied every time, and that was asked for all the same.
	SeenDenied Seen = "denied"
	// NotObservable is an action of which CloudTrail has no events, but without which a call that was seen fails.
	NotObservable Seen = "not_observable"
)

// ActionUse is one action that CloudTrail has seen, or that follows from what it has seen.
type ActionUse struct {
	// Action is "prefix:Name".
	Action string              `json:"action"`
	Level  catalog.AccessLevel `json:"access_level"`
	Seen   Seen                `json:"seen"`
	// Events is how often it was called; 0 for what is not observable.
	Events int `json:"events"`
	// First and Last are the times of the first and last event, as CloudTrail writes them.
	First string `json:"first,omitempty"`
	Last  string `json:"last,omitempty"`
	// Operations are the API operations, where they are called otherwise than the action.
	Operations []string `json:"operations,omitempty"`
	// Resources are what the policy allows it on.
	Resources []string `json:"resources"`
}

// DeniedUse is a request that AWS denied.
type DeniedUse struct {
	Action    string `json:"action"`
	Resource  string `json:"resource,omitempty"`
	Principal string `json:"principal,omitempty"`
	// Message is what AWS said, of the last event.
	Message string `json:"message,omitempty"`
	Events  int    `json:"events"`
	// Granted is true when the policy allows it because that was asked for.
	Granted bool `json:"granted"`
}

// use collects the events of one action.
type use struct {
	action     string
	seen       Seen
	events     int
	first      string
	last       string
	operations []string
	// places are the ARNs by resource type; anywhere is set when an event did not tell the resource.
	places   map[string]map[string]bool
	anywhere bool
	// passedTo are the services that roles were passed to; for iam:PassRole.
	passedTo []string
}

func (u *use) add(found map[string][]string) {
	if len(found) == 0 {
		u.anywhere = true
		return
	}
	for typeName, arns := range found {
		if u.places == nil {
			u.places = map[string]map[string]bool{}
		}
		if u.places[typeName] == nil {
			u.places[typeName] = map[string]bool{}
		}
		for _, a := range arns {
			u.places[typeName][a] = true
		}
	}
}

// saw counts an event.
func (u *use) saw(seen Seen, at, operation string) {
	u.events++
	if u.first == "" || at != "" && at < u.first {
		u.first = at
	}
	u.last = max(u.last, at)
	if seen == SeenUsed || u.seen == "" {
		u.seen = seen
	}
	if operation != "" {
		u.operations = appendOnce(u.operations, operation)
	}
}

// types are the resource types that were seen, sorted.
func (u *use) types() []string { return slices.Sorted(maps.Keys(u.places)) }

// byAction sorts uses.
func byAction(uses map[string]*use) []*use {
	return slices.SortedFunc(maps.Values(uses), func(a, b *use) int { return cmp.Compare(a.action, b.action) })
}

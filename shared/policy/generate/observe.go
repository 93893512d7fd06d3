package generate

import (
	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/policy/generate/apicall"
	"github.com/iam-copilot/iam-copilot/shared/policy/generate/trail"
)

// Observation is one IAM action that an event is about.
type Observation struct {
	// Action is "prefix:Name" in the catalog's spelling.
	Action string
	// Resources are the ARNs that it was done to, by resource type, with wildcards for what the event does not tell.
	// Nothing narrower than "*" is certain when there are none.
	Resources map[string][]string
}

// Observe tells which IAM actions an event of CloudTrail is about, and what they were done to. An event with none is of
// a call that needs no permission (free), or that no action is known for.
func Observe(e *trail.Event) (seen []Observation, free bool) {
	needs, free := apicall.Needs(apicall.Prefix(e.Source), e.Name, e.Parameters)
	for _, n := range needs {
		seen = append(seen, Observation{n.Action, placesOf(e, n.Action, catalog.LookupAction(n.Action), n.Source)})
	}
	return seen, free
}

// Generalize shortens a list of ARNs of one resource type, when it is longer than ten, to patterns over the folders they
// are in; a list of things that are in no folder stays as it is up to a hundred, and becomes the kind beyond.
func Generalize(arns []string) []string { return generalize(arns) }

package generate

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// dataServices are services of which CloudTrail records the calls on content only where a trail is set up to ("Logging
// data events", AWS CloudTrail User Guide), with what those calls are on.
var dataServices = map[string]string{
	"s3": "objects", "lambda": "invocations of functions", "dynamodb": "items", "sqs": "messages", "sns": "published messages", "kinesis": "records",
	"bedrock": "agents and knowledge bases", "cognito-identity": "identities", "ssm": "managed nodes", "states": "activities", "sagemaker": "feature store and endpoints",
	"cloudwatch": "metrics", "logs": "log events", "timestream": "records", "qbusiness": "conversations", "rds-data": "statements", "s3express": "objects",
	"swf": "tasks", "iot": "messages", "appconfig": "configurations", "scn": "data", "xray": "traces",
}

// explain says what the events leave open.
func (t *Trail) explain(d *draft, denied []DeniedUse) {
	services := map[string]bool{}
	for action := range t.uses {
		prefix, _, _ := strings.Cut(action, ":")
		services[prefix] = true
	}
	var blind []string
	for _, prefix := range slices.Sorted(maps.Keys(services)) {
		if what := dataServices[prefix]; what != "" && !t.data[prefix] {
			blind = append(blind, prefix+" ("+what+")")
		}
	}
	if len(blind) > 0 {
		d.assume("There are no data events of " + strings.Join(blind, ", ") + " in these logs: calls on those cannot be observed here, and are allowed only as far as other events show them. Record data events, or add what is known to be needed.")
	}
	if n := len(t.principals); t.options.Principal == "" && n > 1 {
		d.assume(fmt.Sprintf("The policy covers the calls of %d principals together (%s); choose one to get its own.", n, some(slices.Sorted(maps.Keys(t.principals)))))
	}
	if len(denied) > 0 && !t.options.GrantDenied {
		d.assume(fmt.Sprintf("AWS denied %s, which the policy does not allow.", count(len(denied), "different request")))
	}
	if len(t.free) > 0 {
		d.assume("These calls need no permission: " + some(slices.Sorted(maps.Keys(t.free))) + ".")
	}
	for _, note := range t.notes {
		d.assume(note)
	}
	d.assume("What was not called in the time of the logs is not in the policy: tasks of the month's end, recovery and the like.")
}

// nothing tells why no policy came out.
func (t *Trail) nothing(denied []DeniedUse) error {
	e := &NotUnderstoodError{}
	switch {
	case len(t.principals) == 0:
		e.Problem = "The logs hold no calls by users or roles."
	case len(denied) > 0:
		e.Problem = fmt.Sprintf("AWS denied every request that counts (%s on %s).", denied[0].Action, orAll(denied[0].Resource))
		e.Hint = "Ask for denied requests to be granted, or explain the denial."
	case t.options.Principal != "":
		e.Problem = "The logs hold no calls by " + t.options.Principal + " that a permission decides."
		e.Hint = "They hold calls by " + some(slices.Sorted(maps.Keys(t.principals))) + "."
	default:
		e.Problem = "No permission decides the calls in the logs."
	}
	e.Unmatched = slices.Sorted(maps.Keys(t.unknown))
	return e
}

func orAll(resource string) string {
	if resource == "" {
		return "a resource that was not told"
	}
	return resource
}

// How many resources of one type an action lists before they are put together: at their folders, and, when there are very
// many, at their kind.
const (
	maxListed = 10
	maxNamed  = 100
)

// generalize shortens a long list of ARNs of one type to patterns over the folders they are in, such as those of a
// bucket's objects. Lists of things that are in no folder, such as roles, stay as they are unless they are very long.
func generalize(arns []string) []string {
	if len(arns) <= maxListed {
		return arns
	}
	for depth := 8; depth >= 0; depth-- {
		if depth == 0 && len(arns) <= maxNamed && !strings.Contains(arns[0], ":s3:::") {
			return arns // the first part of a resource is its kind, except for objects
		}
		seen := map[string]bool{}
		for _, a := range arns {
			seen[parent(a, depth)] = true
		}
		if len(seen) <= maxListed || depth == 0 {
			return slices.Sorted(maps.Keys(seen))
		}
	}
	return arns
}

// parent is the pattern of what lies beside an ARN: its resource cut after a number of separators.
func parent(a string, depth int) string {
	x, err := parseARN(a)
	if err != nil {
		return a
	}
	head := strings.TrimSuffix(a, x.resource)
	at := 0
	for n := 0; n <= depth; n++ {
		next := strings.IndexAny(x.resource[at:], "/:")
		if next < 0 && (n == 0 || n == 1 && x.service != "s3") {
			return a // "role/name" is in no folder: role is its kind
		}
		if next < 0 {
			return head + x.resource[:at] + "*"
		}
		at += next + 1
	}
	return head + x.resource[:at] + "*"
}

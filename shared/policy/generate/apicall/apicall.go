// Package apicall tells which IAM actions an API call of AWS is authorized by.
//
// Mostly that is the action of the operation's own name. Where it is not, the package has a table (operations.go) made
// from the pages "Required permissions for Amazon S3 API operations" (Amazon S3 User Guide), "Actions, resources, and
// condition keys for AWS services" (Service Authorization Reference), "Lambda resource access permissions" (AWS Lambda
// Developer Guide), "Amazon DynamoDB API permissions" and "IAM policies for PartiQL for DynamoDB" (Amazon DynamoDB
// Developer Guide), "AWS KMS permissions" (AWS KMS Developer Guide) and "Using resource-based and identity-based
// policies with Amazon SQS". Nothing is guessed: a call that neither the table nor the catalog knows gives no action.
package apicall

import (
	"regexp"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

// Need is one action that a call is authorized by.
type Need struct {
	// Action is "prefix:Name" in the catalog's spelling.
	Action string
	// Source is set when the action reads what a copy is made from, not what the call writes.
	Source bool
}

// Prefix is the prefix of a service's actions for the host name that CloudTrail gives as the event's source, such as
// "monitoring.amazonaws.com" for cloudwatch. It is empty for a source that no prefix is known for.
func Prefix(eventSource string) string {
	host := strings.ToLower(strings.TrimSpace(eventSource))
	name, _, _ := strings.Cut(host, ".amazonaws.")
	if p := prefixes[name]; p != "" {
		return p
	}
	if catalog.Known(name) {
		return name
	}
	return ""
}

// versioned is the API version that Lambda and CloudFront put behind the names of their operations in CloudTrail:
// "CreateFunction20150331", "UpdateFunctionCode20150331v2", "GetDistribution2020_05_31".
var versioned = regexp.MustCompile(`_?\d{4}_?\d{2}_?\d{2}(v\d+)?$`)

// Needs lists the actions that a call is authorized by. params are the request's parameters by name, as CloudTrail has
// them; nil when they are not known. free is true for calls that need no permission, such as sts:GetCallerIdentity.
// Nothing is returned for calls that are not known.
func Needs(service, operation string, params map[string]any) (needs []Need, free bool) {
	service = strings.ToLower(service)
	name := operation
	if service == "lambda" || service == "cloudfront" {
		name = versioned.ReplaceAllString(name, "")
	}
	if freeCalls[service+":"+name] {
		return nil, true
	}
	if special := byParameters[service+":"+name]; special != nil {
		if needs := spelled(special(params)); len(needs) > 0 {
			return needs, false
		}
	}
	if names := table[service][name]; names != "" {
		return spelled(needsOf(service, names)), false
	}
	if service == "apigateway" {
		return spelled(needsOf(service, methodOf(name))), false
	}
	return spelled([]Need{{Action: service + ":" + name}}), false
}

// needsOf reads a row of the table: actions separated by blanks, "<" before those on the source of a copy.
func needsOf(service, names string) []Need {
	var needs []Need
	for _, name := range strings.Fields(names) {
		name, source := strings.CutPrefix(name, "<")
		if !strings.Contains(name, ":") {
			name = service + ":" + name
		}
		needs = append(needs, Need{Action: name, Source: source})
	}
	return needs
}

// spelled gives the actions the catalog's spelling and drops those it does not know.
func spelled(needs []Need) []Need {
	var out []Need
	for _, n := range needs {
		if action := Canonical(n.Action); action != "" {
			out = append(out, Need{action, n.Source})
		}
	}
	return out
}

// Canonical is an action in the catalog's spelling, "" when the catalog does not have it.
func Canonical(action string) string {
	a := catalog.LookupAction(action)
	if a == nil {
		return ""
	}
	prefix, _, _ := strings.Cut(action, ":")
	return strings.ToLower(prefix) + ":" + a.Name
}

// methodOf is the HTTP method that stands as action for an operation of API Gateway's own interface, whose actions are
// named for methods ("Actions, resources, and condition keys for Amazon API Gateway Management").
func methodOf(operation string) string {
	for _, m := range []struct{ verb, method string }{
		{"Create", "POST"},
		{"Generate", "POST"},
		{"Import", "POST"},
		{"Get", "GET"},
		{"Export", "GET"},
		{"Update", "PATCH"},
		{"Put", "PUT"},
		{"Reimport", "PUT"},
		{"Tag", "PUT"},
		{"Delete", "DELETE"},
		{"Flush", "DELETE"},
		{"Reset", "DELETE"},
		{"Untag", "DELETE"},
		{"Test", "POST"},
	} {
		if strings.HasPrefix(operation, m.verb) {
			return m.method
		}
	}
	return ""
}

// Find lists the actions that an operation may stand for when the service is not known. Several mean that more than one
// service has an operation of that name.
func Find(operation string) []string {
	var found []string
	seen := map[string]bool{}
	add := func(needs []Need) {
		for _, n := range needs {
			if !seen[n.Action] {
				seen[n.Action] = true
				found = append(found, n.Action)
			}
		}
	}
	for _, service := range tableServices {
		if names := table[service][operation]; names != "" {
			add(spelled(needsOf(service, names)))
		}
	}
	for _, action := range catalog.WithName(operation) {
		add([]Need{{Action: action}})
	}
	return found
}

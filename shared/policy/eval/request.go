package eval

import (
	"fmt"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Request is a simulated request in JSON: what `policy simulate` reads, and the
// body of POST /policies/simulate.
type Request struct {
	// Principal is who asks: see [ParsePrincipal] for what it can be.
	Principal string `json:"principal"`
	// Action is one action, such as "s3:GetObject".
	Action string `json:"action"`
	// Resource is an ARN; "*" or empty for actions that work on no resource.
	Resource string `json:"resource,omitempty"`
	// Context holds the context keys whose values are known.
	Context map[string]Values `json:"context,omitempty"`
	// UnknownContext lists context keys that may or may not be present; "*" means
	// every key that is not in Context.
	UnknownContext []string `json:"unknown_context,omitempty"`
	// IdentityPolicies are those of the user or role: inline, managed, of groups.
	IdentityPolicies []Document `json:"identity_policies,omitempty"`
	// ResourcePolicy is the policy of the resource; when a role is to be assumed,
	// its trust policy.
	ResourcePolicy *Document `json:"resource_policy,omitempty"`
	// TrustPolicy is another name for ResourcePolicy when a role is to be assumed.
	TrustPolicy *Document `json:"trust_policy,omitempty"`
	// PermissionBoundary is the permissions boundary of the user or role.
	PermissionBoundary *Document `json:"permission_boundary,omitempty"`
	// SessionPolicies are those passed when the session was made.
	SessionPolicies []Document `json:"session_policies,omitempty"`
	// SCPs are the service control policies by level, from the organization's root
	// to the account.
	SCPs [][]Document `json:"scps,omitempty"`
	// RCPs are the resource control policies by level, likewise.
	RCPs [][]Document `json:"rcps,omitempty"`
	// ResourceAccount is the account that owns the resource, where its ARN does not
	// tell; the principal's account when nothing tells.
	ResourceAccount string `json:"resource_account,omitempty"`
	// ManagementAccount is the organization's management account, whose principals
	// SCPs, and whose resources RCPs, do not restrict.
	ManagementAccount string `json:"management_account,omitempty"`
}

// Answer is the outcome of a simulated request.
type Answer = Result

// aliases are other names under which fields of a request are accepted.
var aliases = map[string]string{"permissions_boundary": "permission_boundary"}

// annotations are members that people keep beside a request, such as the answer a
// test expects. They are ignored; so is any name that begins with "_", "$" or "x_".
var annotations = []string{
	"id", "name", "title", "description", "comment", "note", "source", "expect", "expected", "want",
}

// ParseRequest reads a request from JSON. A member it does not know is an error,
// because a misspelt policy list would change the answer without a word.
func ParseRequest(data []byte) (Request, error) {
	var r Request
	err := r.UnmarshalJSON(data)
	return r, err
}

// UnmarshalJSON reads a request: see [ParseRequest].
func (r *Request) UnmarshalJSON(data []byte) error {
	var members map[string]jsontext.Value
	if err := json.Unmarshal(data, &members); err != nil {
		return fmt.Errorf("the request is not a JSON object: %w", err)
	}
	*r = Request{}
	fields := r.fields()
	names := make([]string, 0, len(members))
	for name := range members {
		names = append(names, name)
	}
	slices.Sort(names)
	seen := make(map[string]bool)
	for _, name := range names {
		canonical := name
		if to, ok := aliases[name]; ok {
			canonical = to
		}
		target, ok := fields[canonical]
		switch {
		case !ok && isAnnotation(name):
			continue
		case !ok:
			return unknownMember(name, fields)
		case seen[canonical]:
			return fmt.Errorf("the request has both %s and %s, which mean the same", canonical, name)
		}
		seen[canonical] = true
		if members[name].Kind() == 'n' {
			continue // null: not given
		}
		if err := target(members[name]); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// fields maps the members of a request to what reads them.
func (r *Request) fields() map[string]func(jsontext.Value) error {
	return map[string]func(jsontext.Value) error{
		"principal":           into(&r.Principal),
		"action":              into(&r.Action),
		"resource":            into(&r.Resource),
		"context":             into(&r.Context),
		"unknown_context":     into(&r.UnknownContext),
		"identity_policies":   func(v jsontext.Value) error { return readDocuments(v, &r.IdentityPolicies) },
		"resource_policy":     func(v jsontext.Value) error { return readDocument(v, &r.ResourcePolicy) },
		"trust_policy":        func(v jsontext.Value) error { return readDocument(v, &r.TrustPolicy) },
		"permission_boundary": func(v jsontext.Value) error { return readDocument(v, &r.PermissionBoundary) },
		"session_policies":    func(v jsontext.Value) error { return readDocuments(v, &r.SessionPolicies) },
		"scps":                func(v jsontext.Value) error { return readLevels(v, &r.SCPs) },
		"rcps":                func(v jsontext.Value) error { return readLevels(v, &r.RCPs) },
		"resource_account":    into(&r.ResourceAccount),
		"management_account":  into(&r.ManagementAccount),
	}
}

func into[T any](target *T) func(jsontext.Value) error {
	return func(v jsontext.Value) error {
		if err := json.Unmarshal(v, target); err != nil {
			return fmt.Errorf("has the wrong type: %w", err)
		}
		return nil
	}
}

func isAnnotation(name string) bool {
	return slices.Contains(annotations, name) ||
		strings.HasPrefix(name, "_") || strings.HasPrefix(name, "$") || strings.HasPrefix(name, "x_")
}

func unknownMember(name string, fields map[string]func(jsontext.Value) error) error {
	known := make([]string, 0, len(fields))
	for field := range fields {
		if strings.EqualFold(strings.ReplaceAll(field, "_", ""), strings.ReplaceAll(strings.ReplaceAll(name, "_", ""), "-", "")) {
			return fmt.Errorf("the request has no member %q; did you mean %q?", name, field)
		}
		known = append(known, field)
	}
	slices.Sort(known)
	return fmt.Errorf("the request has no member %q; its members are %s", name, join(known, "and"))
}

// readDocuments reads a list of policies; one policy alone is a list of one.
func readDocuments(v jsontext.Value, to *[]Document) error {
	if v.Kind() != '[' {
		var one Document
		if err := json.Unmarshal(v, &one); err != nil {
			return err
		}
		if !one.blank() {
			*to = []Document{one}
		}
		return nil
	}
	return into(to)(v)
}

// readDocument reads one policy; blank text is none.
func readDocument(v jsontext.Value, to **Document) error {
	var one Document
	if err := json.Unmarshal(v, &one); err != nil {
		return err
	}
	if !one.blank() {
		*to = &one
	}
	return nil
}

// readLevels reads policies by level. A list of policies that is not divided into
// levels is one level.
func readLevels(v jsontext.Value, to *[][]Document) error {
	var items []jsontext.Value
	if err := json.Unmarshal(v, &items); err != nil {
		return fmt.Errorf("is not a list of levels, each a list of policies")
	}
	nested := 0
	for _, item := range items {
		if item.Kind() == '[' {
			nested++
		}
	}
	switch {
	case nested == len(items):
		return into(to)(v)
	case nested == 0:
		var level []Document
		if err := into(&level)(v); err != nil {
			return err
		}
		*to = [][]Document{level}
		return nil
	}
	return fmt.Errorf("mixes levels (lists of policies) with policies")
}

package access

import (
	"fmt"
	"strings"
)

// Method is how a step of an escalation works.
type Method string

// The methods.
const (
	MethodAssumeRole   Method = "assume_role"        // the role's trust policy lets the principal in
	MethodEditTrust    Method = "edit_trust"         // the principal writes the role's trust policy itself
	MethodCredentials  Method = "create_credentials" // the principal makes credentials for a user
	MethodPassRole     Method = "pass_role"          // the principal gives the role to a service that runs its code
	MethodExistingRole Method = "existing_role"      // the principal takes over something that has the role
	MethodGrant        Method = "grant"              // the principal gives permissions to itself or another
)

// Step is one step of an escalation.
type Step struct {
	// From is the ARN of who acts, To of the user or role that is gained; of a grant,
	// of the user or role that gets the permissions.
	From   string `json:"from"`
	To     string `json:"to"`
	Method Method `json:"method"`
	// Path is the identifier on pathfinding.cloud, such as "lambda-001".
	Path string `json:"path"`
	// Actions are the permissions it takes.
	Actions []string `json:"actions"`
	// Service is the service principal that the role is given to.
	Service string `json:"service,omitempty"`
	// Text says the step in words.
	Text string `json:"text"`
	// Conditions are what it hangs on; empty when on nothing.
	Conditions []Condition `json:"conditions"`
	// Assumes is what must exist besides, which the snapshot does not tell.
	Assumes string `json:"assumes,omitempty"`
}

// certain reports whether the step hangs on nothing.
func (s *Step) certain() bool { return len(s.Conditions) == 0 && s.Assumes == "" }

// shortName is how words name a principal: "user Alice", "role Ops".
func shortName(arn string) string {
	rest := arn[strings.LastIndexByte(arn, ':')+1:]
	kind, path, ok := strings.Cut(rest, "/")
	if !ok {
		return arn
	}
	return kind + " " + path[strings.LastIndexByte(path, '/')+1:]
}

// finish fills in the text of a step, and an empty list of conditions.
func (s *Step) finish(format string, args ...any) *Step {
	s.Text = fmt.Sprintf(format, args...)
	if s.Conditions == nil {
		s.Conditions = []Condition{}
	}
	return s
}

// Package trail reads what CloudTrail records: log files as CloudTrail delivers them, events one a line, answers of
// LookupEvents, plain or compressed, one file or a folder of them.
package trail

import (
	"encoding/json"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// Event is one API call ("CloudTrail record contents for management, data, and network activity events", AWS CloudTrail
// User Guide). Only what tells who did what is read.
type Event struct {
	// ID is the event's own; CloudTrail writes each event with one.
	ID string `json:"eventID"`
	// Time is when the call was made, RFC 3339 in UTC.
	Time string `json:"eventTime"`
	// Source is the service's host name: "s3.amazonaws.com".
	Source string `json:"eventSource"`
	// Name is the operation: "GetObject".
	Name   string `json:"eventName"`
	Region string `json:"awsRegion"`
	// Type is "AwsApiCall" for calls; services and sign-ins have others.
	Type string `json:"eventType"`
	// Category is "Management", "Data", "NetworkActivity" or "Insight"; empty in old events.
	Category     string `json:"eventCategory"`
	ErrorCode    string `json:"errorCode"`
	ErrorMessage string `json:"errorMessage"`
	// Account is the account whose log it is.
	Account   string     `json:"recipientAccountId"`
	Identity  Identity   `json:"userIdentity"`
	Resources []Resource `json:"resources"`
	// Parameters are the request's; nil when there are none.
	Parameters Parameters `json:"requestParameters"`
	ReadOnly   Flag       `json:"readOnly"`
	Management Flag       `json:"managementEvent"`
}

// Identity is who made a call ("CloudTrail userIdentity element").
type Identity struct {
	Type      string `json:"type"`
	ARN       string `json:"arn"`
	AccountID string `json:"accountId"`
	// InvokedBy is the service that made the call for the identity.
	InvokedBy string `json:"invokedBy"`
	Session   struct {
		Issuer struct {
			Type string `json:"type"`
			ARN  string `json:"arn"`
		} `json:"sessionIssuer"`
	} `json:"sessionContext"`
}

// Resource is what a call was about. Prefix is set instead of ARN when it was about all below it.
type Resource struct {
	ARN    string `json:"ARN"`
	Prefix string `json:"ARNPrefix"`
	Type   string `json:"type"`
	// AccountID is the account that owns it; empty where CloudTrail does not tell.
	AccountID string `json:"accountId"`
}

// Parameters are request parameters by name, of any JSON type.
type Parameters map[string]any

// UnmarshalJSON reads an object; anything else, which old events have, is none.
func (p *Parameters) UnmarshalJSON(text []byte) error {
	var object map[string]any
	if json.Unmarshal(text, &object) == nil {
		*p = object
	}
	return nil
}

// Flag is a Boolean that events write as true or as "true".
type Flag bool

// UnmarshalJSON reads either form.
func (f *Flag) UnmarshalJSON(text []byte) error {
	*f = strings.Trim(string(text), `"`) == "true"
	return nil
}

// IsCall tells whether the event is a call that somebody's permissions decided: not what a service does by itself, a
// sign-in, or an insight.
func (e *Event) IsCall() bool {
	switch e.Type {
	case "AwsServiceEvent", "AwsConsoleSignIn", "AwsConsoleAction", "AwsVpceEvent", "AwsCloudTrailInsight":
		return false
	}
	return e.Category != "Insight" && e.Category != "NetworkActivity" && e.Identity.Type != "AWSService"
}

// IsData tells whether it is a data event, which trails record only when they are set up to.
func (e *Event) IsData() bool { return e.Category == "Data" }

// Principal is the ARN of the user or role that made the call: the role of a session. It is empty for callers that the
// account does not have, such as services and other accounts' callers.
func (e *Event) Principal() string {
	if issuer := e.Identity.Session.Issuer; issuer.ARN != "" && e.Identity.Type != "FederatedUser" {
		return issuer.ARN
	}
	return e.Identity.ARN
}

// By tells whether a principal made the call: given by its ARN, with wildcards if wanted, a role by its own or by that of
// a session.
func (e *Event) By(principal string) bool {
	for _, own := range []string{e.Identity.ARN, e.Principal()} {
		if own != "" && policy.MatchResource(principal, own) {
			return true
		}
	}
	// arn:aws:sts::…:assumed-role/name/session names a role without its path.
	wanted, ok := policy.ParseARN(principal)
	if !ok || wanted.Service != "sts" || !strings.HasPrefix(wanted.Resource, "assumed-role/") || strings.Count(wanted.Resource, "/") != 1 {
		return false
	}
	own, ok := policy.ParseARN(e.Principal())
	return ok && own.Account == wanted.Account && strings.HasPrefix(own.Resource, "role/") && own.Resource[strings.LastIndex(own.Resource, "/"):] == wanted.Resource[len("assumed-role"):]
}

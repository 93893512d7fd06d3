package organizations

import (
	"encoding/json"
	"net/netip"

	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/generate/trail"
)

// event is a record of CloudTrail with what condition keys can be told from
// ("CloudTrail record contents", AWS CloudTrail User Guide).
type event struct {
	trail.Event
	told told `json:"-"`
}

// told is what trail.Event leaves out.
type told struct {
	SourceIP  string          `json:"sourceIPAddress"`
	UserAgent string          `json:"userAgent"`
	Endpoint  string          `json:"vpcEndpointId"`
	TLS       json.RawMessage `json:"tlsDetails"`
	Caller    struct {
		Session struct {
			Attributes struct {
				MFA string `json:"mfaAuthenticated"`
			} `json:"attributes"`
		} `json:"sessionContext"`
	} `json:"userIdentity"`
}

// UnmarshalJSON reads the record twice, because both parts have a userIdentity.
func (e *event) UnmarshalJSON(text []byte) error {
	if err := json.Unmarshal(text, &e.Event); err != nil {
		return err
	}
	return json.Unmarshal(text, &e.told)
}

// account is the caller's account.
func (e *event) account() string {
	if e.Identity.AccountID != "" {
		return e.Identity.AccountID
	}
	arn, _ := policy.ParseARN(e.Principal())
	return arn.Account
}

// circumstances are the condition keys that the record tells for sure. Every other
// key may have been there or not.
func (e *event) circumstances() map[string][]string {
	known := map[string][]string{"aws:PrincipalIsAWSService": {"false"}}
	set := func(key, value string) {
		if value != "" {
			known[key] = []string{value}
		}
	}
	set("aws:RequestedRegion", e.Region)
	set("aws:UserAgent", e.told.UserAgent)
	if _, err := netip.ParseAddr(e.told.SourceIP); err == nil && e.told.Endpoint == "" {
		set("aws:SourceIp", e.told.SourceIP) // a request by way of an endpoint has aws:VpcSourceIp instead
	}
	if e.told.Endpoint == "" {
		known["aws:SourceVpce"] = nil
	} else {
		set("aws:SourceVpce", e.told.Endpoint)
	}
	if len(e.told.TLS) > 0 && string(e.told.TLS) != "null" {
		set("aws:SecureTransport", "true")
	}
	set("aws:MultiFactorAuthPresent", e.told.Caller.Session.Attributes.MFA)
	if e.Identity.InvokedBy == "" {
		known["aws:CalledVia"] = nil
		set("aws:ViaAWSService", "false")
	} else {
		set("aws:ViaAWSService", "true")
	}
	return known
}

// resources are the ARNs that the call was certainly about.
func (e *event) resources() []string {
	var out []string
	for _, r := range e.Resources {
		if _, ok := policy.ParseARN(r.ARN); ok {
			out = append(out, r.ARN)
		}
	}
	return out
}

// given reads the events of a question: a list of records, a log file with Records,
// or an answer of LookupEvents.
func given(text json.RawMessage) ([]event, error) {
	var list []json.RawMessage
	if json.Unmarshal(text, &list) != nil {
		var file struct {
			Records []json.RawMessage
			Events  []struct{ CloudTrailEvent string }
		}
		if json.Unmarshal(text, &file) != nil || (file.Records == nil && file.Events == nil) {
			return nil, ErrEvents.Saying("The events must be a list of CloudTrail records, a log file with Records, or an answer of LookupEvents.").At("body.events", "holds no events of CloudTrail")
		}
		list = file.Records
		for _, e := range file.Events {
			list = append(list, json.RawMessage(e.CloudTrailEvent))
		}
	}
	out := make([]event, 0, len(list))
	for i, item := range list {
		var e event
		if err := json.Unmarshal(item, &e); err != nil || e.Name == "" || e.Source == "" {
			return nil, ErrEvents.Saying("The event at place %d has no eventName and eventSource, or cannot be read.", i+1).At("body.events", "holds something that is no event of CloudTrail")
		}
		out = append(out, e)
	}
	return out, nil
}

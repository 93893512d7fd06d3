package denial

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy/generate/apicall"
)

// maxDepth is how deeply messages may be wrapped in one another.
const maxDepth = 4

// readJSON reads a decoded authorization message, an event of CloudTrail, or an error in JSON that wraps a message.
func readJSON(text string, depth int) (Message, bool) {
	if depth > maxDepth || !strings.HasPrefix(text, "{") {
		return Message{}, false
	}
	var object map[string]json.RawMessage
	if json.Unmarshal([]byte(text), &object) != nil {
		return Message{}, false
	}
	if object["context"] != nil && (object["allowed"] != nil || object["explicitDeny"] != nil) {
		return readDecoded([]byte(text))
	}
	if object["eventName"] != nil && object["eventSource"] != nil {
		return readEvent([]byte(text), depth)
	}
	for _, name := range []string{"DecodedMessage", "decodedMessage", "Message", "message", "errorMessage", "Error", "error"} {
		raw := object[name]
		if raw == nil {
			continue
		}
		var inner string
		if json.Unmarshal(raw, &inner) != nil {
			inner = string(raw)
		}
		m, ok := read(strings.TrimSpace(inner), depth+1)
		if !ok {
			continue
		}
		var code string
		for _, name := range []string{"__type", "code", "Code"} {
			if m.Code == "" && json.Unmarshal(object[name], &code) == nil {
				m.Code = code[strings.LastIndex(code, "#")+1:]
			}
		}
		return m, true
	}
	return Message{}, false
}

// decoded is the shape of a decoded authorization message ("DecodeAuthorizationMessage").
type decoded struct {
	ExplicitDeny      bool `json:"explicitDeny"`
	MatchedStatements struct {
		Items []struct{ StatementID string }
	} `json:"matchedStatements"`
	Context struct {
		Principal  struct{ ARN, Name string } `json:"principal"`
		Action     string                     `json:"action"`
		Resource   string                     `json:"resource"`
		Conditions struct {
			Items []struct {
				Key    string `json:"key"`
				Values struct {
					Items []struct{ Value string } `json:"items"`
				} `json:"values"`
			} `json:"items"`
		} `json:"conditions"`
	} `json:"context"`
}

func readDecoded(text []byte) (Message, bool) {
	var d decoded
	if json.Unmarshal(text, &d) != nil || d.Context.Action == "" {
		return Message{}, false
	}
	m := Message{
		Principal: d.Context.Principal.ARN, Action: d.Context.Action, Resource: d.Context.Resource, Effect: Implicit,
		Code: "UnauthorizedOperation", Context: map[string][]string{},
	}
	if d.ExplicitDeny {
		m.Effect = Explicit
	}
	for _, s := range d.MatchedStatements.Items {
		if s.StatementID != "" {
			m.Statements = append(m.Statements, s.StatementID)
		}
	}
	for _, c := range d.Context.Conditions.Items {
		for _, v := range c.Values.Items {
			m.Context[c.Key] = append(m.Context[c.Key], v.Value)
		}
	}
	m.advise("A decoded message tells whether the denial is explicit, but not the type of the policy.")
	return m, true
}

// readEvent reads the denial that an event of CloudTrail records ("CloudTrail record contents").
func readEvent(text []byte, depth int) (Message, bool) {
	var e struct {
		UserIdentity struct {
			Type, ARN, InvokedBy string
		} `json:"userIdentity"`
		EventSource, EventName, ErrorCode, ErrorMessage string
		RequestParameters                               map[string]any
		Resources                                       []struct{ ARN string }
	}
	if json.Unmarshal(text, &e) != nil || !Denied(e.ErrorCode) {
		return Message{}, false
	}
	m, _ := read(e.ErrorMessage, depth+1)
	m.Code, m.Operation = e.ErrorCode, e.EventName
	if m.Principal == "" {
		m.Principal = e.UserIdentity.ARN
	}
	if m.Action == "" {
		needs, _ := apicall.Needs(apicall.Prefix(e.EventSource), e.EventName, e.RequestParameters)
		for _, n := range needs {
			m.Actions = append(m.Actions, n.Action)
		}
	}
	if m.Resource == "" {
		if i := slices.IndexFunc(e.Resources, func(r struct{ ARN string }) bool { return r.ARN != "" }); i >= 0 {
			m.Resource = e.Resources[i].ARN
		}
	}
	return m, true
}

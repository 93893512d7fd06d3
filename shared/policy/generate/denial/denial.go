// Package denial reads what AWS says when it denies a request: the sentence "User: … is not authorized to perform: …" in
// every form that AWS publishes, messages of services that write their own, the console's, the decoded form of an encoded
// authorization message, and errors as the SDKs and the command line print them.
//
// The forms are those of "Troubleshoot access denied error messages" (IAM User Guide; with the policy's ARN since the
// AWS Security Blog's "Enhanced access denied error messages with policy ARNs"), "Troubleshoot access denied (403
// Forbidden) errors in Amazon S3" (Amazon S3 User Guide), "Troubleshooting key access" (AWS KMS Developer Guide) and
// "DecodeAuthorizationMessage" (AWS STS API Reference).
package denial

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/generate/apicall"
)

// MaxMessage is the longest message that is read, in bytes.
const MaxMessage = 64 << 10

// Effect is how the request was denied.
type Effect string

// The effects. Unsaid is for messages that do not tell.
const (
	Unsaid   Effect = ""
	Explicit Effect = "explicit_deny" // a Deny statement matched
	Implicit Effect = "implicit_deny" // no Allow statement matched
)

// PolicyType is the type of policy that a message blames: one of the policy kinds, or VPCEndpoint; empty when the message
// does not tell.
type PolicyType string

// The policy types, as the messages distinguish them.
const (
	Identity    = PolicyType(policy.KindIdentity)
	Resource    = PolicyType(policy.KindResource)
	Trust       = PolicyType(policy.KindTrust)
	Boundary    = PolicyType(policy.KindBoundary)
	Session     = PolicyType(policy.KindSession)
	SCP         = PolicyType(policy.KindSCP)
	RCP         = PolicyType(policy.KindRCP)
	VPCEndpoint = PolicyType("vpc_endpoint")
)

// Name is what AWS calls the policy type in its messages.
func (t PolicyType) Name() string {
	for _, n := range policyNames {
		if n.policyType == t {
			return n.name
		}
	}
	return "policy"
}

// Message is what a denial says. Fields that it does not tell are empty.
type Message struct {
	// Principal is who was denied: an ARN, or "*" for an anonymous caller.
	Principal string
	// Action is the denied action in the catalog's spelling, as the message has it when the catalog does not know it.
	Action string
	// Actions are the candidates when only an operation is told that several services have.
	Actions []string
	// Operation is the API operation that was called, when the message names it.
	Operation string
	// Resource is the resource's ARN, or what stands in its place.
	Resource string
	Effect   Effect
	// PolicyType is the type of the policy that denies, or that lacks an Allow.
	PolicyType PolicyType
	// PolicyARN names that policy.
	PolicyARN string
	// Code is the error code: "AccessDenied", "UnauthorizedOperation".
	Code string
	// Encoded is an encoded authorization message, which only AWS can decode.
	Encoded string
	// Context is the request's context, from a decoded authorization message.
	Context map[string][]string
	// Statements are the ids of the statements that matched, from a decoded authorization message.
	Statements []string
	// Advice says, in sentences, what the message leaves open and how to learn it.
	Advice []string
}

// ErrTooLong is returned for a text beyond MaxMessage.
var ErrTooLong = errors.New("the message is too long")

// ErrNotADenial is returned for a text that does not say that AWS denied something.
var ErrNotADenial = errors.New(`this is not an access denied message of AWS: it should read "User: … is not authorized to perform: …", or be an error such as "An error occurred (AccessDenied) when calling the … operation"`)

// Parse reads a message, alone or within other text, such as a log line.
func Parse(text string) (Message, error) {
	text = strings.TrimSpace(text)
	if len(text) > MaxMessage {
		return Message{}, fmt.Errorf("%w: it has %d bytes, at most %d are read", ErrTooLong, len(text), MaxMessage)
	}
	m, ok := read(text, 0)
	if !ok {
		return Message{}, ErrNotADenial
	}
	m.settle()
	return m, nil
}

// read tries the forms, the richest first.
func read(text string, depth int) (Message, bool) {
	if m, ok := readJSON(text, depth); ok {
		return m, true
	}
	text = plain(text)
	var m Message
	service := m.readEnvelope(&text)
	said := slices.ContainsFunc(forms, func(form func(*Message, string) bool) bool { return form(&m, text) })
	m.readReason(text)
	if m.Action == "" {
		m.operationAction(service, text)
	}
	// Without a sentence, an error code that only stands for a denial is enough.
	return m, said || m.Encoded != "" || Denied(m.Code) && (m.Operation != "" || m.Action != "")
}

// settle spells the action as the catalog does and says what is left open.
func (m *Message) settle() {
	if action := apicall.Canonical(m.Action); action != "" {
		m.Action = action
	}
	m.Principal = principal(m.Principal)
	m.Resource = strings.Trim(m.Resource, `"'`)
	if m.Action == "" && len(m.Actions) == 1 {
		m.Action = m.Actions[0]
	}
	if m.Action != "" {
		m.Actions = nil
	}
	if m.PolicyType == Resource && strings.HasPrefix(m.Action, "sts:AssumeRole") {
		m.PolicyType = Trust
	}
	switch {
	case m.Action == "" && len(m.Actions) > 1:
		m.advise("The message does not name the service, and several have an operation " + m.Operation + ": say the action, such as " + m.Actions[0] + ".")
	case m.Action == "" && m.Encoded == "":
		m.advise("The message does not name the action. CloudTrail has it: look for the event with this time and principal.")
	}
	if m.Encoded != "" {
		m.advise("The encoded authorization failure message holds the principal, the action, the resource, the context and whether the denial is explicit. " +
			"Decode it with \"aws sts decode-authorization-message --encoded-message …\" (permission sts:DecodeAuthorizationMessage, in the account of the request), and explain what comes out.")
	}
	if m.Principal == "" {
		m.advise("The message does not name the principal: \"aws sts get-caller-identity\", run where the request was made, tells it.")
	}
	if m.Resource == "" && m.Action != "" && m.Encoded == "" {
		m.advise("The message does not name the resource.")
	}
	if m.Effect == Unsaid && m.Encoded == "" {
		m.advise("The message does not tell which type of policy denies. AWS says it only within one account or organization, and not for every service.")
	}
}

func (m *Message) advise(sentence string) { m.Advice = append(m.Advice, sentence) }

// principal is a caller's ARN as an evaluator takes it.
func principal(text string) string {
	text = strings.Trim(text, `"'.,;`)
	switch strings.ToLower(text) {
	case "anonymous", "anonymous user":
		return "*"
	}
	return text
}

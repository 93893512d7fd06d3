package generate

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

// MaxExamples is how many examples of each sort are checked.
const MaxExamples = 200

// Example is a request that a policy must allow, or must not.
type Example struct {
	// Name is how reports call it; "s3:GetObject on arn:aws:s3:::b/k" when it has none.
	Name string `json:"name,omitempty"`
	// Principal is who asks, as eval.ParsePrincipal takes it. Without one, a role in the account of the resource.
	Principal string `json:"principal,omitempty"`
	// Action is one action: "s3:GetObject".
	Action string `json:"action"`
	// Resource is an ARN; "*" or empty for actions that work on no resource.
	Resource string `json:"resource,omitempty"`
	// Context are the values of condition keys; a key that is not in it is absent from the request.
	Context map[string]eval.Values `json:"context,omitempty"`
}

// label is the example's name, or what it asks.
func (e Example) label() string {
	switch {
	case e.Name != "":
		return e.Name
	case e.Resource == "" || e.Resource == "*":
		return e.Action
	}
	return e.Action + " on " + e.Resource
}

// Unmet is an example that a policy does not meet.
type Unmet struct {
	Example Example
	// Must is "allow" or "deny".
	Must string
	// Decision is what the policy makes of the request.
	Decision eval.Decision
	// Problem says so in a sentence that names the example.
	Problem string
}

// ExamplesError tells of a generated policy that does not meet its examples.
type ExamplesError struct{ Unmet []Unmet }

// Error names every example that is not met.
func (e *ExamplesError) Error() string {
	var problems []string
	for _, u := range e.Unmet {
		problems = append(problems, u.Problem)
	}
	return strings.Join(problems, " ")
}

// ErrExample is returned for an example that cannot be read or asked.
var ErrExample = errors.New("an example cannot be read")

// CheckExamples asks the policy each example and tells which are not met, in order. Only this policy is asked, as the one
// identity-based policy of the principal: what resource policies, boundaries and organizations say is left out. A request
// that is neither surely allowed nor surely denied meets no example. The error is an ErrExample that names the example,
// or tells of a document that AWS would refuse.
func CheckExamples(document string, mustAllow, mustDeny []Example) ([]Unmet, error) {
	if len(mustAllow)+len(mustDeny) == 0 {
		return nil, nil
	}
	compiled, err := eval.Compile(policy.ParseString(document), policy.KindIdentity, "")
	if err != nil {
		return nil, err
	}
	set := &eval.Set{Identity: []*eval.Policy{compiled}}
	var unmet []Unmet
	for _, group := range []struct {
		must     string
		examples []Example
	}{{"allow", mustAllow}, {"deny", mustDeny}} {
		if len(group.examples) > MaxExamples {
			return nil, fmt.Errorf("%w: %d examples of what must be %s were given, at most %d are checked", ErrTooLong, len(group.examples), past[group.must], MaxExamples)
		}
		for _, e := range group.examples {
			decision, reason, err := ask(set, e)
			if err != nil {
				return nil, fmt.Errorf("%w: %s: %w", ErrExample, e.label(), err)
			}
			if (decision == eval.Allowed) == (group.must == "allow") && decision != eval.Unknown {
				continue
			}
			unmet = append(unmet, Unmet{
				Example: e, Must: group.must, Decision: decision,
				Problem: fmt.Sprintf("The example %q must be %s, but is %s: %s", e.label(), past[group.must], decisionWords[decision], reason),
			})
		}
	}
	return unmet, nil
}

var past = map[string]string{"allow": "allowed", "deny": "denied"}

var decisionWords = map[eval.Decision]string{
	eval.Allowed: "allowed", eval.ExplicitDeny: "denied explicitly", eval.ImplicitDeny: "not allowed", eval.Unknown: "undecided",
}

// ask decides an example by the identity stage alone, so that actions which also need a resource policy, such as those
// on KMS keys, can be examples too.
func ask(set *eval.Set, e Example) (eval.Decision, string, error) {
	principal := e.Principal
	if principal == "" {
		principal = eval.ExamplePrincipal(e.Resource)
	}
	who, err := eval.ParsePrincipal(principal)
	if err != nil {
		return "", "", err
	}
	known := make(map[string][]string, len(e.Context))
	for key, v := range e.Context {
		known[key] = v
	}
	ctx, err := eval.NewContext(known, nil)
	if err != nil {
		return "", "", err
	}
	call, err := eval.NewCall(who, e.Action, e.Resource, "", ctx)
	if err != nil {
		return "", "", err
	}
	for _, stage := range set.Explain(call).Stages {
		if stage.Stage == eval.StageIdentity {
			return stage.Outcome, stage.Reason, nil
		}
	}
	return "", "", fmt.Errorf("principal %q has no identity-based policies", principal)
}

// ParseExamples reads examples: a JSON list of objects ({"action", "resource", "context", "principal", "name"}) or of
// strings "action resource"; or text with one "action resource" a line, where lines that begin with # are comments.
func ParseExamples(text []byte) ([]Example, error) {
	text = bytes.TrimSpace(text)
	if len(text) > 0 && text[0] == '[' {
		return examplesFromJSON(text)
	}
	var out []Example
	scan := bufio.NewScanner(bytes.NewReader(text))
	for number := 1; scan.Scan(); number++ {
		line := strings.TrimSpace(scan.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		e, err := exampleFromText(line)
		if err != nil {
			return nil, fmt.Errorf("%w: line %d: %w", ErrExample, number, err)
		}
		out = append(out, e)
	}
	if err := scan.Err(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrExample, err)
	}
	return out, nil
}

func examplesFromJSON(text []byte) ([]Example, error) {
	var items []json.RawMessage
	if err := json.Unmarshal(text, &items); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrExample, err)
	}
	out := make([]Example, 0, len(items))
	for i, item := range items {
		var e Example
		var short string
		if json.Unmarshal(item, &short) == nil {
			var err error
			if e, err = exampleFromText(short); err != nil {
				return nil, fmt.Errorf("%w: [%d]: %w", ErrExample, i, err)
			}
		} else {
			decoder := json.NewDecoder(bytes.NewReader(item))
			decoder.DisallowUnknownFields()
			if err := decoder.Decode(&e); err != nil {
				return nil, fmt.Errorf("%w: [%d]: %w", ErrExample, i, err)
			}
		}
		if e.Action == "" {
			return nil, fmt.Errorf("%w: [%d] names no action", ErrExample, i)
		}
		out = append(out, e)
	}
	return out, nil
}

// exampleFromText reads "action resource"; the resource, which may hold blanks, may be left out.
func exampleFromText(line string) (Example, error) {
	action, resource, _ := strings.Cut(strings.TrimSpace(line), " ")
	if !strings.Contains(action, ":") {
		return Example{}, fmt.Errorf("%q should read \"service:Action arn\"", line)
	}
	return Example{Action: action, Resource: strings.TrimSpace(resource)}, nil
}

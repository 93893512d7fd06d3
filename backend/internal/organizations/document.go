package organizations

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
	"github.com/iam-copilot/iam-copilot/shared/policy/lint"
)

// kindOf is the kind of policy that the engine knows for a type; false for types
// that do not decide about permissions.
func kindOf(policyType string) (policy.Kind, bool) {
	switch policyType {
	case typeSCP:
		return policy.KindSCP, true
	case typeRCP:
		return policy.KindRCP, true
	}
	return "", false
}

// quotaOf is how many characters AWS takes of a document.
func quotaOf(kind policy.Kind) int {
	if q := policy.Quotas(kind); len(q) > 0 {
		return q[0].Characters
	}
	return 0
}

// written is a document as it is sent to AWS: without the white space between its
// parts, which would count ("Quotas and service limits for AWS Organizations", AWS
// Organizations User Guide). It is refused when AWS would refuse it.
func written(document json.RawMessage, kind policy.Kind) (string, error) {
	text := document
	var quoted string
	if json.Unmarshal(document, &quoted) == nil {
		text = json.RawMessage(quoted) // a document may come as a string that holds it
	}
	var out bytes.Buffer
	if err := json.Compact(&out, text); err != nil || out.Len() == 0 || out.Bytes()[0] != '{' {
		return "", ErrDocument.Saying("The policy document must be a JSON object.").At("body.document", "must be a policy document")
	}
	if _, err := eval.Compile(policy.Parse(out.Bytes()), kind, ""); err != nil {
		return "", ErrDocument.Saying("AWS would refuse the policy document: %s", fault.Sentence(err.Error())).At("body.document", err.Error())
	}
	if size, quota := len([]rune(out.String())), quotaOf(kind); quota > 0 && size > quota {
		return "", ErrTooLarge.Saying("The policy document has %d characters, and AWS takes %d.", size, quota).At("body.document", fmt.Sprintf("has %d characters, of at most %d", size, quota))
	}
	return out.String(), nil
}

// findings is what the linter says of a document.
func findings(text string, kind policy.Kind) []api.Finding {
	found := lint.Check([]byte(text), lint.Options{Kind: kind})
	out := make([]api.Finding, 0, len(found))
	for _, f := range found {
		one := api.Finding{
			Code: f.Code, Type: f.Type, Message: f.Message, Path: f.Path, LearnMore: f.LearnMore,
			Line: f.Span.Line, Column: f.Span.Column, Offset: f.Span.Offset, Length: f.Span.Length,
		}
		if f.Fix != nil {
			one.Fix = &api.FindingFix{Title: f.Fix.Title, Edits: make([]api.TextEdit, 0, len(f.Fix.Edits))}
			for _, e := range f.Fix.Edits {
				one.Fix.Edits = append(one.Fix.Edits, api.TextEdit(e))
			}
		}
		out = append(out, one)
	}
	return out
}

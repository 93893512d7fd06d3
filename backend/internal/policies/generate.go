package policies

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"strings"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/generate"
)

// Generate writes a policy from a sentence and checks what it wrote.
func (s *Service) Generate(ctx context.Context, sc access.Scope, in api.GeneratePolicyIn) (api.GeneratedPolicy, error) {
	body := in.Body
	result, err := generate.FromSentence(generate.Request{
		Description: body.Description, ResourceARNs: body.ResourceArns, PrincipalType: body.PrincipalType,
	})
	if err != nil {
		return api.GeneratedPolicy{}, notUnderstood(err)
	}
	text := []byte(result.Document)
	out := api.GeneratedPolicy{
		Policy: json.RawMessage(text), Document: result.Document, Origin: "offline",
		Choices: make([]api.PolicyChoice, 0, len(result.Explanations)), Assumptions: list(result.Assumptions), Unmatched: list(result.Unmatched),
		Principal: api.PolicyPrincipal(result.Principal),
		Findings:  findings(text, policy.KindIdentity, ""), Size: size(text, policy.KindIdentity, ""),
	}
	for _, c := range result.Explanations {
		out.Choices = append(out.Choices, api.PolicyChoice{Phrase: c.Phrase, Decision: c.Decision, Actions: list(c.Actions)})
	}
	return out, s.audit.Record(ctx, sc, audit.Entry{
		Action: "policies.generated", ResourceType: "policy",
		Details: map[string]string{
			"description": clip(body.Description), "origin": out.Origin,
			"statements": strconv.Itoa(len(result.Statements)), "findings": strconv.Itoa(len(out.Findings)),
		},
	})
}

// notUnderstood says what was wrong with the words, at the field they came in.
func notUnderstood(err error) error {
	var words *generate.NotUnderstoodError
	switch {
	case errors.As(err, &words):
		return ErrIntent.Saying("%s", words.Error()).At("body.description", words.Problem)
	case errors.Is(err, generate.ErrTooLong):
		return ErrIntent.Saying("The description may have %d bytes, and %d ARNs may be named.", generate.MaxDescription, generate.MaxARNs)
	default: // an ARN that cannot be read
		return ErrIntent.Saying("%s", sentence(err.Error())).At("body.resource_arns", err.Error())
	}
}

// sentence gives an error's text a capital and a full stop.
func sentence(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + strings.TrimSuffix(s[1:], ".") + "."
}

// clip keeps a description's beginning for the audit log.
func clip(s string) string {
	const most = 200
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// list is never null on the wire.
func list(items []string) []string {
	if items == nil {
		return []string{}
	}
	return items
}

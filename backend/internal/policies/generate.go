package policies

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"strings"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/generate"
)

// Who drafted a policy.
const (
	originOffline = "offline"
	originBedrock = "bedrock"
)

// Generate writes a policy from a sentence and checks what it wrote. Where a
// model is configured it drafts, and the built-in generator answers when its
// draft cannot be had or does not hold.
func (s *Service) Generate(ctx context.Context, sc access.Scope, in api.GeneratePolicyIn) (api.GeneratedPolicy, error) {
	body := in.Body
	w := wish{
		credentialID: in.CredentialID,
		request:      generate.Request{Description: body.Description, ResourceARNs: body.ResourceArns, PrincipalType: body.PrincipalType},
	}
	var err error
	if w.mustAllow, err = examples("body.must_allow", body.MustAllow); err != nil {
		return api.GeneratedPolicy{}, err
	}
	if w.mustDeny, err = examples("body.must_deny", body.MustDeny); err != nil {
		return api.GeneratedPolicy{}, err
	}
	result, unclear := generate.FromSentence(w.request)
	var words *generate.NotUnderstoodError
	switch {
	case unclear == nil:
		w.offline = &result
	case !errors.As(unclear, &words):
		return api.GeneratedPolicy{}, notUnderstood(unclear)
	}
	// Examples that cannot be asked at all are wrong whoever drafts.
	if _, err := generate.CheckExamples(generate.Print(anything), w.mustAllow, w.mustDeny); err != nil {
		return api.GeneratedPolicy{}, ErrExample.Saying("%s", fault.Sentence(err.Error()))
	}
	origin, notes := originOffline, []string{}
	draft, why, err := s.drafts.draft(ctx, sc, w)
	switch {
	case err != nil:
		return api.GeneratedPolicy{}, err
	case why != "":
		notes = append(notes, why+" The built-in generator answers.")
	case draft.result.Document != "":
		origin, notes, result = originBedrock, draft.notes, draft.result
	}
	if origin == originOffline && unclear != nil {
		return api.GeneratedPolicy{}, notUnderstood(unclear, why)
	}
	out, err := view(result, w)
	if err != nil {
		return api.GeneratedPolicy{}, err
	}
	out.Origin, out.Notes = origin, notes
	return out, s.audit.Record(ctx, sc, audit.Entry{
		Action: "policies.generated", ResourceType: "policy",
		Details: map[string]string{
			"description": clip(body.Description), "origin": out.Origin,
			"statements": strconv.Itoa(len(result.Statements)), "findings": strconv.Itoa(len(out.Findings)),
		},
	})
}

// anything is a policy that every example can be asked of.
var anything = []generate.Statement{{Sid: "All", Effect: "Allow", Action: []string{"*"}, Resource: []string{"*"}}}

// examples are those of a request as the engine takes them.
func examples(where string, in []api.PolicyExample) ([]generate.Example, error) {
	out := make([]generate.Example, 0, len(in))
	for i, e := range in {
		text, err := json.Marshal(e)
		if err != nil {
			return nil, err
		}
		var example generate.Example
		if err := json.Unmarshal(text, &example); err != nil {
			at := where + "[" + strconv.Itoa(i) + "]"
			return nil, ErrExample.Saying("%s", fault.Sentence(err.Error())).At(at, err.Error())
		}
		out = append(out, example)
	}
	return out, nil
}

// view is a policy as the interface shows it, tried with its examples.
func view(result generate.Result, w wish) (api.GeneratedPolicy, error) {
	text := []byte(result.Document)
	out := api.GeneratedPolicy{
		Policy: json.RawMessage(text), Document: result.Document,
		Choices: make([]api.PolicyChoice, 0, len(result.Explanations)), Assumptions: list(result.Assumptions), Unmatched: list(result.Unmatched),
		Principal: api.PolicyPrincipal(result.Principal), Parts: list(result.Parts),
		Findings: findings(text, policy.KindIdentity, ""), Size: size(text, policy.KindIdentity, ""), UnmetExamples: []api.UnmetExample{},
	}
	for _, c := range result.Explanations {
		out.Choices = append(out.Choices, api.PolicyChoice{Phrase: c.Phrase, Decision: c.Decision, Actions: list(c.Actions)})
	}
	unmet, err := generate.CheckExamples(result.Document, w.mustAllow, w.mustDeny)
	if err != nil {
		return api.GeneratedPolicy{}, ErrExample.Saying("%s", fault.Sentence(err.Error()))
	}
	for _, u := range unmet {
		one := api.UnmetExample{Must: u.Must, Decision: string(u.Decision), Problem: u.Problem, Example: api.PolicyExample{
			Name: u.Example.Name, Principal: u.Example.Principal, Action: u.Example.Action, Resource: u.Example.Resource,
		}}
		for key, values := range u.Example.Context {
			text, err := json.Marshal(values)
			if err != nil {
				return api.GeneratedPolicy{}, err
			}
			if one.Example.Context == nil {
				one.Example.Context = map[string]json.RawMessage{}
			}
			one.Example.Context[key] = text
		}
		out.UnmetExamples = append(out.UnmetExamples, one)
	}
	return out, nil
}

// notUnderstood says what was wrong with the words, at the field they came in,
// and what became of asking a model.
func notUnderstood(err error, asked ...string) error {
	var words *generate.NotUnderstoodError
	switch {
	case errors.As(err, &words):
		return ErrIntent.Saying("%s", strings.TrimSpace(words.Error()+" "+strings.Join(asked, " "))).At("body.description", words.Problem)
	case errors.Is(err, generate.ErrTooLong):
		return ErrIntent.Saying("The description may have %d bytes, and %d ARNs may be named.", generate.MaxDescription, generate.MaxARNs)
	default: // an ARN that cannot be read
		return ErrIntent.Saying("%s", fault.Sentence(err.Error())).At("body.resource_arns", err.Error())
	}
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

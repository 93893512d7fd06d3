package policies

import (
	"context"
	"encoding/json"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
	"github.com/iam-copilot/iam-copilot/shared/policy/explain"
	"github.com/iam-copilot/iam-copilot/shared/policy/generate/denial"
)

// ExplainDenial tells why AWS denied a request. Like Simulate it reads nothing
// and asks nobody, so it leaves no audit record.
func (s *Service) ExplainDenial(_ context.Context, _ access.Scope, in api.ExplainDenialIn) (api.DenialExplanation, error) {
	message, err := denial.Parse(in.Body.Message)
	if err != nil {
		return api.DenialExplanation{}, ErrDenial.Saying("%s", fault.Sentence(err.Error())).At("body.message", err.Error())
	}
	var given *eval.Request
	if in.Body.Request != nil {
		// The engine reads its request from JSON, in the shape of the body.
		text, err := json.Marshal(in.Body.Request)
		if err != nil {
			return api.DenialExplanation{}, err
		}
		request, err := eval.ParseRequest(text)
		if err != nil {
			return api.DenialExplanation{}, ErrRequest.Saying("%s", fault.Sentence(err.Error())).At("body.request", err.Error())
		}
		given = &request
	}
	x, err := explain.Denial(message, given)
	if err != nil {
		return api.DenialExplanation{}, ErrRequest.Saying("%s", fault.Sentence(err.Error())).At("body.request", err.Error())
	}
	return explanation(&x), nil
}

// explanation is the engine's explanation as the interface shows it.
func explanation(x *explain.Explanation) api.DenialExplanation {
	out := api.DenialExplanation{
		Principal: x.Principal, Action: x.Action, Resource: x.Resource, Summary: x.Summary,
		Effect: string(x.Effect), PolicyType: string(x.PolicyType), PolicyArn: x.PolicyARN, Statements: statements(x.Statements),
		Decision: string(x.Decision), MissingContext: list(x.MissingContext), Details: list(x.Details), Advice: list(x.Advice),
		Changes: make([]api.PolicyChange, 0, len(x.Changes)), Proved: x.Proved, Assumed: x.Assumed,
	}
	for i := range x.Changes {
		c := &x.Changes[i]
		out.Changes = append(out.Changes, api.PolicyChange{
			Kind: c.Kind, Title: c.Title, PolicyType: string(c.PolicyType), Level: c.Level, PolicyIndex: c.PolicyIndex, PolicyID: c.PolicyID,
			StatementIndex: c.StatementIndex, Sid: c.Sid, Statement: c.Statement, Before: c.Before, After: c.After, AlsoAllows: list(c.AlsoAllows),
		})
	}
	return out
}

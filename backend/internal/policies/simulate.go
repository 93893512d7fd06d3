package policies

import (
	"context"
	"encoding/json"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

// Simulate decides a request by the policies that come with it. By itself it
// reads nothing and asks nobody, so it leaves no audit record; asking AWS as
// well does.
func (s *Service) Simulate(ctx context.Context, sc access.Scope, in api.SimulateIn) (api.Simulation, error) {
	// The engine reads its request from JSON, in the shape of the body.
	body := in.Body
	body.Online = false // which is no part of the request
	text, err := json.Marshal(body)
	if err != nil {
		return api.Simulation{}, err
	}
	request, err := eval.ParseRequest(text)
	if err != nil {
		return api.Simulation{}, ErrRequest.Saying("%s", fault.Sentence(err.Error()))
	}
	answer, err := eval.Simulate(request)
	if err != nil {
		return api.Simulation{}, ErrRequest.Saying("%s", fault.Sentence(err.Error()))
	}
	out := api.Simulation{
		Decision: string(answer.Decision), Reason: answer.Reason, MissingContext: list(answer.MissingContext),
		Statements: statements(answer.Statements), Stages: make([]api.SimulationStage, 0, len(answer.Stages)),
	}
	for _, stage := range answer.Stages {
		out.Stages = append(out.Stages, api.SimulationStage{
			Stage: stage.Stage, Outcome: string(stage.Outcome), Reason: stage.Reason,
			Statements: statements(stage.Statements), MissingContext: stage.MissingContext,
		})
	}
	if in.Body.Online {
		out.Online, err = s.online.simulate(ctx, sc, in.CredentialID, body, request, out)
	}
	return out, err
}

func statements(in []eval.StatementTrace) []api.SimulationStatement {
	out := make([]api.SimulationStatement, 0, len(in))
	for _, s := range in {
		out = append(out, api.SimulationStatement{
			PolicyType: string(s.PolicyType), Level: s.Level, PolicyIndex: s.PolicyIndex, PolicyID: s.PolicyID,
			StatementIndex: s.StatementIndex, Sid: s.Sid, Effect: s.Effect, Applies: s.Applies,
			MissingContext: s.MissingContext, Names: s.Names,
		})
	}
	return out
}

package policies

import (
	"cmp"
	"context"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// evaluations reads all pages of a simulator's answer: all of them, or an error.
func evaluations[T any](
	ctx context.Context, more func() bool, next func(context.Context, ...func(*iam.Options)) (T, error), of func(T) []types.EvaluationResult,
) (out []types.EvaluationResult, err error) {
	for more() {
		page, err := next(ctx)
		if err != nil {
			return nil, err
		}
		out = append(out, of(page)...)
	}
	return out, nil
}

// add puts a simulator's decisions beside the engine's.
func (q simulation) add(out *api.OnlineSimulation, simulator string, decided []types.EvaluationResult, err error) {
	switch {
	case err != nil:
		out.Problems = append(out.Problems, refusedOnline(err))
		return
	case len(decided) == 0:
		out.Problems = append(out.Problems, "AWS's policy simulator answered without a decision.")
		return
	}
	for _, d := range decided {
		says, known := decisions[d.EvalDecision]
		if !known {
			out.Problems = append(out.Problems, "AWS's policy simulator answered with the decision \""+string(d.EvalDecision)+"\", which is none that it documents.")
			continue
		}
		one := api.OnlineDecision{
			Simulator: simulator, Action: cmp.Or(aws.ToString(d.EvalActionName), q.request.Action),
			Resource:    cmp.Or(aws.ToString(d.EvalResourceName), q.request.Resource, "*"),
			AWSDecision: says, Decision: q.ours.Decision, Agrees: says == q.ours.Decision,
			MissingContext: list(d.MissingContextValues), Explanation: []string{},
		}
		if d.OrganizationsDecisionDetail != nil {
			one.AllowedByOrganizations = &d.OrganizationsDecisionDetail.AllowedByOrganizations
		}
		if !one.Agrees {
			one.Explanation = q.explain(simulator, one)
		}
		out.Results = append(out.Results, one)
	}
}

// explain lists what is known to make the simulator decide otherwise than the engine:
// what it does not evaluate, and what it was not told ("IAM policy testing with the IAM
// policy simulator", IAM User Guide; "SimulateCustomPolicy", IAM API reference).
func (q simulation) explain(simulator string, d api.OnlineDecision) []string {
	var out []string
	add := func(when bool, says string) {
		if when {
			out = append(out, says)
		}
	}
	custom := simulator == customPolicy
	add(!custom, "AWS evaluated the policies that the principal has in the account now, with its permissions boundary, and not those of this request.")
	add(custom && len(q.request.SCPs) > 0, "The SCPs of the request were not sent: AWS's simulator takes none with policies that are given to it.")
	add(!custom && d.AllowedByOrganizations != nil && !*d.AllowedByOrganizations, "The SCPs of the account's organization do not allow it.")
	add(!custom && len(q.request.SCPs) > 0, "AWS's simulator evaluates the SCPs of the account's organization, and of those none that has a condition.")
	add(len(q.request.RCPs) > 0, "AWS's simulator evaluates no RCPs.")
	add(len(q.request.SessionPolicies) > 0, "The session policies were not sent: AWS's simulator takes none.")
	add(q.policies.resource != nil && !q.who.user, "The resource policy was not sent: AWS's simulator evaluates resource policies for IAM users only.")
	add(q.policies.resource == nil && q.otherAccount() != "", "The resource is of account "+q.otherAccount()+", whose own policy has to allow it as well; AWS's simulator asks for that only where a resource policy is given.")
	add(d.Decision == "unknown", "IAM Copilot leaves open what hangs on "+named(q.ours.MissingContext)+"; AWS takes context keys that it is not given for absent.")
	add(d.Decision != "unknown" && len(d.MissingContext) > 0, "AWS was not given "+named(d.MissingContext)+", and takes them for absent.")
	if len(out) == 0 {
		out = append(out, "No known limit of AWS's simulator explains the difference. Trust what AWS does, and compare the statements that decided.")
	}
	return out
}

// otherAccount is the account of the resource where it is not the principal's.
func (q simulation) otherAccount() string {
	account := q.request.ResourceAccount
	if parts := strings.SplitN(q.request.Resource, ":", 6); len(parts) == 6 && account == "" {
		account = parts[4]
	}
	if account == q.who.account || account == "*" || account == "aws" {
		return ""
	}
	return account
}

func named(names []string) string {
	if len(names) == 0 {
		return "context that the request leaves open"
	}
	return strings.Join(names, ", ")
}

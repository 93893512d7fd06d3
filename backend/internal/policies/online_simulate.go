package policies

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

// Which of AWS's simulators.
const (
	customPolicy    = "custom_policy"
	principalPolicy = "principal_policy"
)

// decisions are the engine's words for AWS's ("EvaluationResult", IAM API reference).
var decisions = map[types.PolicyEvaluationDecisionType]string{
	types.PolicyEvaluationDecisionTypeAllowed:      "allowed",
	types.PolicyEvaluationDecisionTypeExplicitDeny: "explicit_deny",
	types.PolicyEvaluationDecisionTypeImplicitDeny: "implicit_deny",
}

// simulate asks AWS's policy simulator the request: by its own policies, and, where its
// principal is of the credential's account, by those that the principal has there.
func (o *Online) simulate(ctx context.Context, sc access.Scope, credentialID int64, body api.SimulateRequest, request eval.Request, ours api.Simulation) (*api.OnlineSimulation, error) {
	out := &api.OnlineSimulation{Results: []api.OnlineDecision{}, Problems: []string{}}
	who := callerOf(request.Principal)
	if !who.simulated {
		out.Problems = append(out.Problems, "AWS's policy simulator takes users, roles and their sessions only, so it was not asked.")
		return out, nil
	}
	ctx, cancel := context.WithTimeout(ctx, onlineTime)
	defer cancel()
	key, problem, err := o.open(ctx, sc, credentialID, "iam:SimulateCustomPolicy")
	if err != nil || problem != "" {
		if problem != "" {
			out.Problems = append(out.Problems, problem)
		}
		return out, err
	}
	q := simulation{request: request, who: who, ours: ours}
	if q.policies, err = q.documents(body); err != nil {
		return nil, err
	}
	client := iam.NewFromConfig(o.gateway.Config(sc, key))
	custom := iam.NewSimulateCustomPolicyPaginator(client, q.custom())
	decided, err := evaluations(ctx, custom.HasMorePages, custom.NextPage, func(p *iam.SimulateCustomPolicyOutput) []types.EvaluationResult { return p.EvaluationResults })
	q.add(out, customPolicy, decided, err)
	switch {
	case who.entity == "":
	case key.AccountID == "":
		out.Problems = append(out.Problems, "The policies that the principal has were not simulated: the credential's account is not known. Verify the credential first.")
	case key.AccountID != who.account:
		out.Problems = append(out.Problems, "The policies that the principal has were not simulated: it is of account "+who.account+", the credential of "+key.AccountID+".")
	case sc.Allow(access.IAMRead) != nil:
		out.Problems = append(out.Problems, "The policies that the principal has were not simulated: your role in the workspace does not read the account.")
	default:
		if _, problem, err = o.open(ctx, sc, credentialID, "iam:SimulatePrincipalPolicy"); err != nil || problem != "" {
			if problem != "" {
				out.Problems = append(out.Problems, problem)
			}
			return out, err
		}
		attached := iam.NewSimulatePrincipalPolicyPaginator(client, q.principal())
		decided, err = evaluations(ctx, attached.HasMorePages, attached.NextPage, func(p *iam.SimulatePrincipalPolicyOutput) []types.EvaluationResult { return p.EvaluationResults })
		q.add(out, principalPolicy, decided, err)
	}
	return out, nil
}

// caller is what the simulator can know of who asks.
type caller struct {
	simulated bool
	entity    string // ARN of a user or role; empty for a session
	user      bool
	partition string
	account   string
}

// callerOf reads the principal of a request. Sessions are asked for without naming
// them: "You cannot specify the ARN of an assumed role" is the simulator's rule.
func callerOf(principal string) caller {
	parts := strings.SplitN(principal, ":", 6)
	if len(parts) != 6 || parts[0] != "arn" {
		return caller{}
	}
	out := caller{partition: parts[1], account: parts[4]}
	switch service, resource := parts[2], parts[5]; {
	case service == "iam" && strings.HasPrefix(resource, "user/"):
		out.simulated, out.user, out.entity = true, true, principal
	case service == "iam" && strings.HasPrefix(resource, "role/"):
		out.simulated, out.entity = true, principal
	case service == "sts" && strings.HasPrefix(resource, "assumed-role/"):
		out.simulated = true
	}
	return out
}

// simulation is a request for the simulators.
type simulation struct {
	request  eval.Request
	who      caller
	ours     api.Simulation
	policies sent
}

// sent are the documents of a request that the simulator takes.
type sent struct {
	identity           []string
	boundary, resource *string
}

// documents are those of the request as texts.
func (q simulation) documents(body api.SimulateRequest) (out sent, err error) {
	text := func(raw json.RawMessage) *string {
		if len(raw) == 0 || string(raw) == "null" {
			return nil
		}
		read, readErr := documentText(raw)
		if readErr != nil {
			err = readErr
		}
		return aws.String(string(read))
	}
	for _, raw := range body.IdentityPolicies {
		if p := text(raw); p != nil {
			out.identity = append(out.identity, *p)
		}
	}
	if len(out.identity) == 0 {
		// The simulator wants a policy. This one allows what needs no permission.
		out.identity = []string{`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:GetCallerIdentity","Resource":"*"}]}`}
	}
	out.boundary, out.resource = text(body.PermissionBoundary), text(body.ResourcePolicy)
	return out, err
}

func (q simulation) custom() *iam.SimulateCustomPolicyInput {
	in := &iam.SimulateCustomPolicyInput{
		ActionNames: []string{q.request.Action}, ResourceArns: q.resources(), PolicyInputList: q.policies.identity, ContextEntries: q.context(),
	}
	if q.policies.boundary != nil {
		in.PermissionsBoundaryPolicyInputList = []string{*q.policies.boundary}
	}
	if q.who.user && q.policies.resource != nil {
		in.ResourcePolicy, in.CallerArn, in.ResourceOwner = q.policies.resource, &q.who.entity, q.owner()
	}
	return in
}

func (q simulation) principal() *iam.SimulatePrincipalPolicyInput {
	in := &iam.SimulatePrincipalPolicyInput{
		PolicySourceArn: &q.who.entity, ActionNames: []string{q.request.Action}, ResourceArns: q.resources(), ContextEntries: q.context(),
	}
	if q.who.user && q.policies.resource != nil {
		in.ResourcePolicy, in.CallerArn, in.ResourceOwner = q.policies.resource, &q.who.entity, q.owner()
	}
	return in
}

// resources are those of the request; none stands for all, as AWS has it.
func (q simulation) resources() []string {
	if q.request.Resource == "" || q.request.Resource == "*" {
		return nil
	}
	return []string{q.request.Resource}
}

// owner is the account of a resource whose ARN does not tell.
func (q simulation) owner() *string {
	if q.request.ResourceAccount == "" {
		return nil
	}
	return aws.String("arn:" + q.who.partition + ":iam::" + q.request.ResourceAccount + ":root")
}

// kinds are the simulator's names for types of condition keys ("ContextEntry", IAM API
// reference); it has none for ARNs.
var kinds = map[string]types.ContextKeyTypeEnum{
	"Numeric": types.ContextKeyTypeEnumNumeric, "Bool": types.ContextKeyTypeEnumBoolean, "Date": types.ContextKeyTypeEnumDate,
	"IPAddress": types.ContextKeyTypeEnumIp, "Binary": types.ContextKeyTypeEnumBinary,
}

// context is that of the request, with the types that the catalog knows. A key without
// values is absent, which for AWS is one that is not sent.
func (q simulation) context() []types.ContextEntry {
	var out []types.ContextEntry
	for _, name := range slices.Sorted(maps.Keys(q.request.Context)) {
		values := q.request.Context[name]
		if len(values) == 0 {
			continue
		}
		kind, many := types.ContextKeyTypeEnumString, len(values) > 1
		if key := keyOf(q.request.Action, name); key != nil {
			many = many || key.Multivalued()
			if known, ok := kinds[key.ElementType()]; ok {
				kind = known
			}
		}
		if many {
			kind += "List"
		}
		out = append(out, types.ContextEntry{ContextKeyName: aws.String(name), ContextKeyType: kind, ContextKeyValues: values})
	}
	return out
}

func keyOf(action, name string) *catalog.ConditionKey {
	if key := catalog.GlobalKey(name); key != nil {
		return key
	}
	prefix, _, _ := strings.Cut(action, ":")
	if service := catalog.Lookup(prefix); service != nil {
		return service.ConditionKey(name)
	}
	return nil
}

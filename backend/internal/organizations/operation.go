package organizations

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	org "github.com/aws/aws-sdk-go-v2/service/organizations"
	"github.com/aws/aws-sdk-go-v2/service/organizations/types"

	"github.com/iam-copilot/iam-copilot/backend/internal/plans"
	"github.com/iam-copilot/iam-copilot/backend/internal/plans/calls"
)

// operations are the writes of the room.
func (s *Service) operations() []plans.Operation {
	in := calls.Service[*org.Client]{
		Prefix: "organizations", Explain: explain, Changed: s.kept.forget,
		Client: func(c aws.Config) *org.Client { return org.NewFromConfig(c) },
	}
	return []plans.Operation{
		calls.Operation(in, "CreatePolicy", (*org.Client).CreatePolicy, calls.Write[*org.Client, org.CreatePolicyInput, org.CreatePolicyOutput]{
			Outcome: func(_ *org.CreatePolicyInput, out *org.CreatePolicyOutput) plans.Outcome {
				id := aws.ToString(out.Policy.PolicySummary.Id)
				return plans.Outcome{Output: map[string]string{"PolicyId": id}, Note: "The policy's id is " + id + "."}
			},
			Happened: policyMade,
			Undo: func(in *org.CreatePolicyInput, _ calls.Before, output map[string]string) []calls.Call {
				id := output["PolicyId"]
				return []calls.Call{{Operation: "organizations:DeletePolicy", Input: &org.DeletePolicyInput{PolicyId: &id}, Before: in, Says: "Delete the policy " + *in.Name + "."}}
			},
		}),
		calls.Operation(in, "UpdatePolicy", (*org.Client).UpdatePolicy, calls.Write[*org.Client, org.UpdatePolicyInput, org.UpdatePolicyOutput]{
			Undo: func(in *org.UpdatePolicyInput, before calls.Before, _ map[string]string) []calls.Call {
				var was org.UpdatePolicyInput
				if !before.Into(&was) {
					return nil
				}
				return []calls.Call{{Operation: "organizations:UpdatePolicy", Input: &was, Before: in, Says: "Give the policy " + *in.PolicyId + " back what it was."}}
			},
		}),
		calls.Operation(in, "DeletePolicy", (*org.Client).DeletePolicy, calls.Write[*org.Client, org.DeletePolicyInput, org.DeletePolicyOutput]{
			Settled: func(err error) bool {
				var gone *types.PolicyNotFoundException
				return errors.As(err, &gone)
			},
			Undo: func(_ *org.DeletePolicyInput, before calls.Before, _ map[string]string) []calls.Call {
				var was org.CreatePolicyInput
				if !before.Into(&was) {
					return nil
				}
				return []calls.Call{{Operation: "organizations:CreatePolicy", Input: &was, Says: "Make the policy " + aws.ToString(was.Name) + " again, with another id and attached nowhere."}}
			},
		}),
		calls.Operation(in, "AttachPolicy", (*org.Client).AttachPolicy, calls.Write[*org.Client, org.AttachPolicyInput, org.AttachPolicyOutput]{
			Settled: func(err error) bool {
				var twice *types.DuplicatePolicyAttachmentException
				return errors.As(err, &twice)
			},
			Undo: func(in *org.AttachPolicyInput, _ calls.Before, _ map[string]string) []calls.Call {
				back := &org.DetachPolicyInput{PolicyId: in.PolicyId, TargetId: in.TargetId}
				return []calls.Call{{Operation: "organizations:DetachPolicy", Input: back, Says: "Detach the policy " + *in.PolicyId + " from " + *in.TargetId + "."}}
			},
		}),
		calls.Operation(in, "DetachPolicy", (*org.Client).DetachPolicy, calls.Write[*org.Client, org.DetachPolicyInput, org.DetachPolicyOutput]{
			Settled: func(err error) bool {
				var off *types.PolicyNotAttachedException
				return errors.As(err, &off)
			},
			Undo: func(in *org.DetachPolicyInput, _ calls.Before, _ map[string]string) []calls.Call {
				back := &org.AttachPolicyInput{PolicyId: in.PolicyId, TargetId: in.TargetId}
				return []calls.Call{{Operation: "organizations:AttachPolicy", Input: back, Says: "Attach the policy " + *in.PolicyId + " to " + *in.TargetId + "."}}
			},
		}),
	}
}

// policyMade looks for a policy by its name, which is unique among those of a type
// ("CreatePolicy", AWS Organizations API Reference: DuplicatePolicyException).
func policyMade(ctx context.Context, c *org.Client, in *org.CreatePolicyInput, _ time.Time) (bool, plans.Outcome, error) {
	listed, err := listPolicies(ctx, c, string(in.Type))
	if err != nil {
		return false, plans.Outcome{}, err
	}
	for i := range listed {
		if id := aws.ToString(listed[i].Id); aws.ToString(listed[i].Name) == aws.ToString(in.Name) {
			return true, plans.Outcome{Output: map[string]string{"PolicyId": id}, Note: "The policy's id is " + id + "."}, nil
		}
	}
	return false, plans.Outcome{}, nil
}

// The names of the room's readers.
const (
	readPolicy  = "organizations.policy"  // of an id: the policy with its document and targets
	readNames   = "organizations.names"   // of a type: the names of its policies
	readTargets = "organizations.targets" // of an id: the policies attached there, with their documents
)

// policyState is a policy as plans compare it.
type policyState struct {
	Arn         string   `json:"arn"`
	Name        string   `json:"name"`
	Description string   `json:"description"`
	Type        string   `json:"type"`
	AWSManaged  bool     `json:"aws_managed"`
	Content     string   `json:"content"`
	Targets     []string `json:"targets"`
}

// attachmentState is a policy at a target as plans compare it.
type attachmentState struct {
	Name    string `json:"name"`
	Content string `json:"content"`
}

// targetInput names a target and a type of policies.
type targetInput struct {
	Target string `json:"target"`
	Type   string `json:"type"`
}

// readers are what plans of the room are made from.
func readers() map[string]plans.Reader {
	return map[string]plans.Reader{
		readPolicy: func(ctx context.Context, config aws.Config, input json.RawMessage) (any, error) {
			var id string
			if err := json.Unmarshal(input, &id); err != nil {
				return nil, err
			}
			state, err := statePolicy(ctx, org.NewFromConfig(config), id)
			return state, explain(err)
		},
		readNames: func(ctx context.Context, config aws.Config, input json.RawMessage) (any, error) {
			var policyType string
			if err := json.Unmarshal(input, &policyType); err != nil {
				return nil, err
			}
			listed, err := listPolicies(ctx, org.NewFromConfig(config), policyType)
			names := make(map[string]string, len(listed))
			for i := range listed {
				names[aws.ToString(listed[i].Name)] = aws.ToString(listed[i].Id)
			}
			return names, explain(err)
		},
		readTargets: func(ctx context.Context, config aws.Config, input json.RawMessage) (any, error) {
			var in targetInput
			if err := json.Unmarshal(input, &in); err != nil {
				return nil, err
			}
			state, err := stateTarget(ctx, org.NewFromConfig(config), in)
			return state, explain(err)
		},
	}
}

func statePolicy(ctx context.Context, client *org.Client, id string) (policyState, error) {
	answer, err := client.DescribePolicy(ctx, &org.DescribePolicyInput{PolicyId: &id})
	if err != nil {
		return policyState{}, err
	}
	p := answer.Policy.PolicySummary
	targets, err := listTargets(ctx, client, id)
	return policyState{
		Arn: aws.ToString(p.Arn), Name: aws.ToString(p.Name), Description: aws.ToString(p.Description), Type: string(p.Type),
		AWSManaged: p.AwsManaged, Content: aws.ToString(answer.Policy.Content), Targets: targets,
	}, err
}

// stateTarget gives the policies of a type at a target, by id.
func stateTarget(ctx context.Context, client *org.Client, in targetInput) (map[string]attachmentState, error) {
	out := map[string]attachmentState{}
	listing := &org.ListPoliciesForTargetInput{TargetId: &in.Target, Filter: types.PolicyType(in.Type)}
	for p := org.NewListPoliciesForTargetPaginator(client, listing); p.HasMorePages(); {
		answer, err := p.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		for i := range answer.Policies {
			summary := &answer.Policies[i]
			described, err := client.DescribePolicy(ctx, &org.DescribePolicyInput{PolicyId: summary.Id})
			if err != nil {
				return nil, err
			}
			out[aws.ToString(summary.Id)] = attachmentState{aws.ToString(summary.Name), aws.ToString(described.Policy.Content)}
		}
	}
	return out, nil
}

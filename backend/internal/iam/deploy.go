package iam

import (
	"context"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// DeployPolicy plans to put a document of the workspace's library into the account:
// as a managed policy, new or in a new version, or inline on a user, group or role.
// The plan keeps the library's policy.
func (s *Service) DeployPolicy(ctx context.Context, sc access.Scope, credentialID, policyID int64, document string, in api.DeployPolicyRequest) (api.Plan, error) {
	on := api.OnAWS{CredentialID: credentialID}
	if in.As == "inline" {
		if in.PrincipalName == "" || in.PrincipalType == "" {
			return api.Plan{}, ErrInput.Saying("An inline policy is put on a user, group or role: say which.").At("body.principal_name", "principal_type and principal_name are needed")
		}
		named := api.InlinePolicyIn{IAMNamed: api.IAMNamed{OnAWS: on, Name: in.PrincipalName}, PolicyName: in.PolicyName}
		return s.planInline(ctx, sc, kind(in.PrincipalType), named, document, policyID)
	}
	p, err := s.begin(ctx, sc, credentialID, "Look for the policy "+in.PolicyName)
	if err != nil {
		return api.Plan{}, err
	}
	arn, err := ownPolicy(ctx, p.client, in.PolicyName)
	if err != nil {
		return api.Plan{}, refusal(err, ErrNoEntity)
	}
	if arn == "" {
		return s.planPolicy(ctx, sc, credentialID, newPolicy{in.PolicyName, in.Path, in.Description, document, nil, nil, policyID})
	}
	return s.planVersion(ctx, sc, api.CreateIAMPolicyVersionIn{
		IAMPolicyArn: api.IAMPolicyArn{OnAWS: on, PolicyArn: arn}, Body: api.CreateIAMPolicyVersionRequest{PruneOldest: in.PruneOldest},
	}, document, policyID)
}

package iam

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// ListPolicies gives a piece of the managed policies: the account's own, AWS's, or
// both.
func (s *Service) ListPolicies(ctx context.Context, sc access.Scope, in api.IAMPolicyListIn) (out api.IAMPolicyList, err error) {
	out.Items, out.NextCursor, err = list(ctx, s, sc, in.IAMPage, "iam:ListPolicies",
		func(c *iam.Client, marker, prefix *string, limit *int32) ([]api.IAMPolicy, *string, error) {
			answer, err := c.ListPolicies(ctx, &iam.ListPoliciesInput{
				Marker: marker, PathPrefix: prefix, MaxItems: limit, Scope: types.PolicyScopeType(in.Scope), OnlyAttached: in.OnlyAttached,
			})
			if err != nil {
				return nil, nil, err
			}
			items := make([]api.IAMPolicy, len(answer.Policies))
			for i := range answer.Policies {
				items[i] = policyOf(&answer.Policies[i])
			}
			return items, following(answer.IsTruncated, answer.Marker), nil
		})
	return out, err
}

func policyOf(p *types.Policy) api.IAMPolicy {
	return api.IAMPolicy{
		PolicyName: aws.ToString(p.PolicyName), PolicyID: aws.ToString(p.PolicyId), Arn: aws.ToString(p.Arn), Path: aws.ToString(p.Path),
		Description: aws.ToString(p.Description), DefaultVersionID: aws.ToString(p.DefaultVersionId), AttachmentCount: int(aws.ToInt32(p.AttachmentCount)),
		BoundaryCount: int(aws.ToInt32(p.PermissionsBoundaryUsageCount)), CreatedAt: stamp(p.CreateDate), UpdatedAt: stamp(p.UpdateDate),
	}
}

// GetPolicy gives one managed policy with the document in force, its versions and
// tags.
func (s *Service) GetPolicy(ctx context.Context, sc access.Scope, in api.IAMPolicyArn) (api.IAMPolicyDetail, error) {
	c, err := s.client(ctx, sc, in.CredentialID, "iam:GetPolicy")
	if err != nil {
		return api.IAMPolicyDetail{}, err
	}
	out, err := policyDetail(ctx, c, in.PolicyArn)
	if err != nil {
		return api.IAMPolicyDetail{}, refusal(err, ErrNoEntity)
	}
	return out, nil
}

func policyDetail(ctx context.Context, c *iam.Client, arn string) (out api.IAMPolicyDetail, err error) {
	answer, err := c.GetPolicy(ctx, &iam.GetPolicyInput{PolicyArn: &arn})
	if err != nil {
		return out, err
	}
	out.IAMPolicy = policyOf(answer.Policy)
	if out.Document, err = versionDocument(ctx, c, arn, out.DefaultVersionID); err != nil {
		return out, err
	}
	if out.Versions, err = policyVersions(ctx, c, arn); err != nil {
		return out, err
	}
	out.Tags, err = tagsNow(ctx, c, policyKind, arn)
	return out, err
}

// ListPolicyVersions gives every version of a managed policy, the newest first.
func (s *Service) ListPolicyVersions(ctx context.Context, sc access.Scope, in api.IAMPolicyArn) (out api.IAMPolicyVersionList, err error) {
	c, err := s.client(ctx, sc, in.CredentialID, "iam:ListPolicyVersions")
	if err != nil {
		return out, err
	}
	if out.Items, err = policyVersions(ctx, c, in.PolicyArn); err != nil {
		return out, refusal(err, ErrNoEntity)
	}
	return out, nil
}

// GetPolicyVersion gives one version of a managed policy.
func (s *Service) GetPolicyVersion(ctx context.Context, sc access.Scope, in api.IAMPolicyVersionIn) (out api.IAMPolicyDocument, err error) {
	c, err := s.client(ctx, sc, in.CredentialID, "iam:GetPolicyVersion")
	if err != nil {
		return out, err
	}
	document, err := versionDocument(ctx, c, in.PolicyArn, in.VersionID)
	if err != nil {
		return out, refusal(err, ErrNoEntity)
	}
	return api.IAMPolicyDocument{Name: in.PolicyArn, VersionID: in.VersionID, Document: document}, nil
}

// PolicyEntities gives whoever has a managed policy.
func (s *Service) PolicyEntities(ctx context.Context, sc access.Scope, in api.IAMPolicyArn) (out api.IAMPolicyEntities, err error) {
	c, err := s.client(ctx, sc, in.CredentialID, "iam:ListEntitiesForPolicy")
	if err != nil {
		return out, err
	}
	if out, err = entitiesOf(ctx, c, in.PolicyArn); err != nil {
		return out, refusal(err, ErrNoEntity)
	}
	return out, nil
}

// inlinePolicy gives an inline policy of somebody.
func (s *Service) inlinePolicy(kind kind) func(context.Context, access.Scope, api.InlinePolicyIn) (api.IAMPolicyDocument, error) {
	return func(ctx context.Context, sc access.Scope, in api.InlinePolicyIn) (out api.IAMPolicyDocument, err error) {
		c, err := s.client(ctx, sc, in.CredentialID, getInline[kind])
		if err != nil {
			return out, err
		}
		document, err := inlineDocument(ctx, c, kind, in.Name, in.PolicyName)
		if err != nil {
			return out, refusal(err, ErrNoEntity)
		}
		return api.IAMPolicyDocument{Name: in.PolicyName, Document: document}, nil
	}
}

// getInline are the operations that read an inline policy.
var getInline = map[kind]string{userKind: "iam:GetUserPolicy", groupKind: "iam:GetGroupPolicy", roleKind: "iam:GetRolePolicy"}

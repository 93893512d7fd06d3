package iam

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"

	"github.com/iam-copilot/iam-copilot/backend/internal/plans"
)

// policyWrites are the operations on managed policies and their versions.
func policyWrites() []plans.Operation {
	return []plans.Operation{
		operation("CreatePolicy", (*iam.Client).CreatePolicy, write[iam.CreatePolicyInput, iam.CreatePolicyOutput]{
			outcome: func(_ *iam.CreatePolicyInput, out *iam.CreatePolicyOutput) plans.Outcome {
				return plans.Outcome{Output: map[string]string{"PolicyArn": aws.ToString(out.Policy.Arn)}}
			},
			happened: func(ctx context.Context, c *iam.Client, in *iam.CreatePolicyInput, _ time.Time) (bool, plans.Outcome, error) {
				arn, err := ownPolicy(ctx, c, aws.ToString(in.PolicyName))
				return arn != "", plans.Outcome{Output: map[string]string{"PolicyArn": arn}}, err
			},
			undo: func(in *iam.CreatePolicyInput, _ before, output map[string]string) []call {
				arn := output["PolicyArn"]
				return []call{{"iam:DeletePolicy", &iam.DeletePolicyInput{PolicyArn: &arn}, in, "Delete the policy " + *in.PolicyName + "."}}
			},
		}),
		operation("DeletePolicy", (*iam.Client).DeletePolicy, write[iam.DeletePolicyInput, iam.DeletePolicyOutput]{
			settled: gone,
			undo: func(_ *iam.DeletePolicyInput, b before, _ map[string]string) []call {
				var was iam.CreatePolicyInput
				if !b.into(&was) {
					return nil
				}
				return []call{{"iam:CreatePolicy", &was, nil, "Make the policy " + aws.ToString(was.PolicyName) + " again, with version ids from v1 on."}}
			},
		}),
		operation("CreatePolicyVersion", (*iam.Client).CreatePolicyVersion, write[iam.CreatePolicyVersionInput, iam.CreatePolicyVersionOutput]{
			outcome: func(_ *iam.CreatePolicyVersionInput, out *iam.CreatePolicyVersionOutput) plans.Outcome {
				return plans.Outcome{Output: map[string]string{"VersionId": aws.ToString(out.PolicyVersion.VersionId)}}
			},
			happened: versionHappened,
			// before is the version that was in force.
			undo: func(in *iam.CreatePolicyVersionInput, b before, output map[string]string) []call {
				made := output["VersionId"]
				out := []call{{
					"iam:DeletePolicyVersion", &iam.DeletePolicyVersionInput{PolicyArn: in.PolicyArn, VersionId: &made},
					aws.ToString(in.PolicyDocument), "Delete the version " + made + " of " + *in.PolicyArn + ".",
				}}
				was, ok := b.text()
				if in.SetAsDefault && ok {
					out = append([]call{{
						"iam:SetDefaultPolicyVersion", &iam.SetDefaultPolicyVersionInput{PolicyArn: in.PolicyArn, VersionId: &was},
						made, "Put the version " + was + " of " + *in.PolicyArn + " in force again.",
					}}, out...)
				}
				return out
			},
		}),
		operation("DeletePolicyVersion", (*iam.Client).DeletePolicyVersion, write[iam.DeletePolicyVersionInput, iam.DeletePolicyVersionOutput]{
			settled: gone,
			undo: func(in *iam.DeletePolicyVersionInput, b before, _ map[string]string) []call {
				document, ok := b.text()
				if !ok {
					return nil
				}
				back := &iam.CreatePolicyVersionInput{PolicyArn: in.PolicyArn, PolicyDocument: &document}
				return []call{{"iam:CreatePolicyVersion", back, nil, "Store the document of the version " + *in.VersionId + " of " + *in.PolicyArn + " again, under another id."}}
			},
		}),
		operation("SetDefaultPolicyVersion", (*iam.Client).SetDefaultPolicyVersion, write[iam.SetDefaultPolicyVersionInput, iam.SetDefaultPolicyVersionOutput]{
			undo: func(in *iam.SetDefaultPolicyVersionInput, b before, _ map[string]string) []call {
				was, ok := b.text()
				if !ok {
					return nil
				}
				back := &iam.SetDefaultPolicyVersionInput{PolicyArn: in.PolicyArn, VersionId: &was}
				return []call{{"iam:SetDefaultPolicyVersion", back, *in.VersionId, "Put the version " + was + " of " + *in.PolicyArn + " in force again."}}
			},
		}),
	}
}

// versionHappened looks for a version with the document that was sent, made since.
func versionHappened(ctx context.Context, c *iam.Client, in *iam.CreatePolicyVersionInput, since time.Time) (bool, plans.Outcome, error) {
	versions, err := policyVersions(ctx, c, *in.PolicyArn)
	if err != nil {
		return false, plans.Outcome{}, err
	}
	for _, v := range versions {
		if v.IsDefault != in.SetAsDefault || v.CreatedAt.Before(since.Add(-clockSlack)) {
			continue
		}
		document, err := versionDocument(ctx, c, *in.PolicyArn, v.VersionID)
		if err != nil {
			return false, plans.Outcome{}, err
		}
		if document == aws.ToString(in.PolicyDocument) {
			return true, plans.Outcome{Output: map[string]string{"VersionId": v.VersionID}}, nil
		}
	}
	return false, plans.Outcome{}, nil
}

// attachmentWrites are the operations that attach managed policies and put inline
// ones. Sending them twice changes nothing.
func attachmentWrites() []plans.Operation {
	return []plans.Operation{
		operation("AttachUserPolicy", (*iam.Client).AttachUserPolicy, write[iam.AttachUserPolicyInput, iam.AttachUserPolicyOutput]{
			undo: func(in *iam.AttachUserPolicyInput, _ before, _ map[string]string) []call {
				return []call{detach(userKind, *in.UserName, *in.PolicyArn)}
			},
		}),
		operation("DetachUserPolicy", (*iam.Client).DetachUserPolicy, write[iam.DetachUserPolicyInput, iam.DetachUserPolicyOutput]{
			settled: gone,
			undo: func(in *iam.DetachUserPolicyInput, _ before, _ map[string]string) []call {
				return []call{attach(userKind, *in.UserName, *in.PolicyArn)}
			},
		}),
		operation("AttachGroupPolicy", (*iam.Client).AttachGroupPolicy, write[iam.AttachGroupPolicyInput, iam.AttachGroupPolicyOutput]{
			undo: func(in *iam.AttachGroupPolicyInput, _ before, _ map[string]string) []call {
				return []call{detach(groupKind, *in.GroupName, *in.PolicyArn)}
			},
		}),
		operation("DetachGroupPolicy", (*iam.Client).DetachGroupPolicy, write[iam.DetachGroupPolicyInput, iam.DetachGroupPolicyOutput]{
			settled: gone,
			undo: func(in *iam.DetachGroupPolicyInput, _ before, _ map[string]string) []call {
				return []call{attach(groupKind, *in.GroupName, *in.PolicyArn)}
			},
		}),
		operation("AttachRolePolicy", (*iam.Client).AttachRolePolicy, write[iam.AttachRolePolicyInput, iam.AttachRolePolicyOutput]{
			undo: func(in *iam.AttachRolePolicyInput, _ before, _ map[string]string) []call {
				return []call{detach(roleKind, *in.RoleName, *in.PolicyArn)}
			},
		}),
		operation("DetachRolePolicy", (*iam.Client).DetachRolePolicy, write[iam.DetachRolePolicyInput, iam.DetachRolePolicyOutput]{
			settled: gone,
			undo: func(in *iam.DetachRolePolicyInput, _ before, _ map[string]string) []call {
				return []call{attach(roleKind, *in.RoleName, *in.PolicyArn)}
			},
		}),
		operation("PutUserPolicy", (*iam.Client).PutUserPolicy, write[iam.PutUserPolicyInput, iam.PutUserPolicyOutput]{
			undo: func(in *iam.PutUserPolicyInput, b before, _ map[string]string) []call {
				return inlineBack(userKind, *in.UserName, *in.PolicyName, *in.PolicyDocument, b)
			},
		}),
		operation("DeleteUserPolicy", (*iam.Client).DeleteUserPolicy, write[iam.DeleteUserPolicyInput, iam.DeleteUserPolicyOutput]{
			settled: gone,
			undo: func(in *iam.DeleteUserPolicyInput, b before, _ map[string]string) []call {
				return inlineBack(userKind, *in.UserName, *in.PolicyName, "", b)
			},
		}),
		operation("PutGroupPolicy", (*iam.Client).PutGroupPolicy, write[iam.PutGroupPolicyInput, iam.PutGroupPolicyOutput]{
			undo: func(in *iam.PutGroupPolicyInput, b before, _ map[string]string) []call {
				return inlineBack(groupKind, *in.GroupName, *in.PolicyName, *in.PolicyDocument, b)
			},
		}),
		operation("DeleteGroupPolicy", (*iam.Client).DeleteGroupPolicy, write[iam.DeleteGroupPolicyInput, iam.DeleteGroupPolicyOutput]{
			settled: gone,
			undo: func(in *iam.DeleteGroupPolicyInput, b before, _ map[string]string) []call {
				return inlineBack(groupKind, *in.GroupName, *in.PolicyName, "", b)
			},
		}),
		operation("PutRolePolicy", (*iam.Client).PutRolePolicy, write[iam.PutRolePolicyInput, iam.PutRolePolicyOutput]{
			undo: func(in *iam.PutRolePolicyInput, b before, _ map[string]string) []call {
				return inlineBack(roleKind, *in.RoleName, *in.PolicyName, *in.PolicyDocument, b)
			},
		}),
		operation("DeleteRolePolicy", (*iam.Client).DeleteRolePolicy, write[iam.DeleteRolePolicyInput, iam.DeleteRolePolicyOutput]{
			settled: gone,
			undo: func(in *iam.DeleteRolePolicyInput, b before, _ map[string]string) []call {
				return inlineBack(roleKind, *in.RoleName, *in.PolicyName, "", b)
			},
		}),
	}
}

package iam

import (
	"context"
	"fmt"
	"maps"
	"net/url"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"
)

// decoded reads a document as IAM answers it: URL-encoded as RFC 3986 says
// ("GetPolicyVersion" and others, IAM API reference).
func decoded(document *string) (string, error) {
	text, err := url.PathUnescape(aws.ToString(document))
	if err != nil {
		return "", fmt.Errorf("iam: AWS's document cannot be read: %w", err)
	}
	return text, nil
}

// attachedTo lists the managed policies of somebody, all of them.
func attachedTo(ctx context.Context, c *iam.Client, kind kind, name string) (out []types.AttachedPolicy, err error) {
	switch kind {
	case userKind:
		for p := iam.NewListAttachedUserPoliciesPaginator(c, &iam.ListAttachedUserPoliciesInput{UserName: &name}); p.HasMorePages(); {
			answer, err := p.NextPage(ctx)
			if err != nil {
				return nil, err
			}
			out = append(out, answer.AttachedPolicies...)
		}
	case groupKind:
		for p := iam.NewListAttachedGroupPoliciesPaginator(c, &iam.ListAttachedGroupPoliciesInput{GroupName: &name}); p.HasMorePages(); {
			answer, err := p.NextPage(ctx)
			if err != nil {
				return nil, err
			}
			out = append(out, answer.AttachedPolicies...)
		}
	default:
		for p := iam.NewListAttachedRolePoliciesPaginator(c, &iam.ListAttachedRolePoliciesInput{RoleName: &name}); p.HasMorePages(); {
			answer, err := p.NextPage(ctx)
			if err != nil {
				return nil, err
			}
			out = append(out, answer.AttachedPolicies...)
		}
	}
	return out, nil
}

// inlineNames lists the names of the inline policies of somebody, all of them.
func inlineNames(ctx context.Context, c *iam.Client, kind kind, name string) (out []string, err error) {
	switch kind {
	case userKind:
		for p := iam.NewListUserPoliciesPaginator(c, &iam.ListUserPoliciesInput{UserName: &name}); p.HasMorePages(); {
			answer, err := p.NextPage(ctx)
			if err != nil {
				return nil, err
			}
			out = append(out, answer.PolicyNames...)
		}
	case groupKind:
		for p := iam.NewListGroupPoliciesPaginator(c, &iam.ListGroupPoliciesInput{GroupName: &name}); p.HasMorePages(); {
			answer, err := p.NextPage(ctx)
			if err != nil {
				return nil, err
			}
			out = append(out, answer.PolicyNames...)
		}
	default:
		for p := iam.NewListRolePoliciesPaginator(c, &iam.ListRolePoliciesInput{RoleName: &name}); p.HasMorePages(); {
			answer, err := p.NextPage(ctx)
			if err != nil {
				return nil, err
			}
			out = append(out, answer.PolicyNames...)
		}
	}
	return out, nil
}

// inlineDocument reads one inline policy.
func inlineDocument(ctx context.Context, c *iam.Client, kind kind, name, policy string) (string, error) {
	switch kind {
	case userKind:
		answer, err := c.GetUserPolicy(ctx, &iam.GetUserPolicyInput{UserName: &name, PolicyName: &policy})
		if err != nil {
			return "", err
		}
		return decoded(answer.PolicyDocument)
	case groupKind:
		answer, err := c.GetGroupPolicy(ctx, &iam.GetGroupPolicyInput{GroupName: &name, PolicyName: &policy})
		if err != nil {
			return "", err
		}
		return decoded(answer.PolicyDocument)
	default:
		answer, err := c.GetRolePolicy(ctx, &iam.GetRolePolicyInput{RoleName: &name, PolicyName: &policy})
		if err != nil {
			return "", err
		}
		return decoded(answer.PolicyDocument)
	}
}

// tagMap is tags as AWS gives them by their keys.
func tagMap(tags []types.Tag) map[string]string {
	out := make(map[string]string, len(tags))
	for _, t := range tags {
		out[aws.ToString(t.Key)] = aws.ToString(t.Value)
	}
	return out
}

// tagsNow reads the tags of a user, role or policy.
func tagsNow(ctx context.Context, c *iam.Client, kind kind, name string) (map[string]string, error) {
	out := map[string]string{}
	add := func(tags []types.Tag) { maps.Copy(out, tagMap(tags)) }
	switch kind {
	case userKind:
		for p := iam.NewListUserTagsPaginator(c, &iam.ListUserTagsInput{UserName: &name}); p.HasMorePages(); {
			answer, err := p.NextPage(ctx)
			if err != nil {
				return nil, err
			}
			add(answer.Tags)
		}
	case roleKind:
		for p := iam.NewListRoleTagsPaginator(c, &iam.ListRoleTagsInput{RoleName: &name}); p.HasMorePages(); {
			answer, err := p.NextPage(ctx)
			if err != nil {
				return nil, err
			}
			add(answer.Tags)
		}
	default:
		for p := iam.NewListPolicyTagsPaginator(c, &iam.ListPolicyTagsInput{PolicyArn: &name}); p.HasMorePages(); {
			answer, err := p.NextPage(ctx)
			if err != nil {
				return nil, err
			}
			add(answer.Tags)
		}
	}
	return out, nil
}

// groupsOf lists the groups of a user, all of them.
func groupsOf(ctx context.Context, c *iam.Client, user string) (out []string, err error) {
	for p := iam.NewListGroupsForUserPaginator(c, &iam.ListGroupsForUserInput{UserName: &user}); p.HasMorePages(); {
		answer, err := p.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		for i := range answer.Groups {
			out = append(out, aws.ToString(answer.Groups[i].GroupName))
		}
	}
	return out, nil
}

// profilesOf lists the instance profiles that carry a role, all of them.
func profilesOf(ctx context.Context, c *iam.Client, role string) (out []string, err error) {
	for p := iam.NewListInstanceProfilesForRolePaginator(c, &iam.ListInstanceProfilesForRoleInput{RoleName: &role}); p.HasMorePages(); {
		answer, err := p.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		for i := range answer.InstanceProfiles {
			out = append(out, aws.ToString(answer.InstanceProfiles[i].InstanceProfileName))
		}
	}
	return out, nil
}

// wholeGroup reads a group with all of its members.
func wholeGroup(ctx context.Context, c *iam.Client, name string) (group *types.Group, members []types.User, err error) {
	for p := iam.NewGetGroupPaginator(c, &iam.GetGroupInput{GroupName: &name}); p.HasMorePages(); {
		answer, err := p.NextPage(ctx)
		if err != nil {
			return nil, nil, err
		}
		group, members = answer.Group, append(members, answer.Users...)
	}
	return group, members, nil
}

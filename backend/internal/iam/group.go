package iam

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// ListGroups gives a piece of the account's groups, in AWS's order.
func (s *Service) ListGroups(ctx context.Context, sc access.Scope, in api.IAMPage) (out api.IAMGroupList, err error) {
	out.Items, out.NextCursor, err = list(ctx, s, sc, in, "iam:ListGroups",
		func(c *iam.Client, marker, prefix *string, limit *int32) ([]api.IAMGroup, *string, error) {
			answer, err := c.ListGroups(ctx, &iam.ListGroupsInput{Marker: marker, PathPrefix: prefix, MaxItems: limit})
			if err != nil {
				return nil, nil, err
			}
			items := make([]api.IAMGroup, len(answer.Groups))
			for i := range answer.Groups {
				items[i] = groupOf(&answer.Groups[i])
			}
			return items, following(answer.IsTruncated, answer.Marker), nil
		})
	return out, err
}

func groupOf(g *types.Group) api.IAMGroup {
	return api.IAMGroup{
		GroupName: aws.ToString(g.GroupName), GroupID: aws.ToString(g.GroupId), Arn: aws.ToString(g.Arn), Path: aws.ToString(g.Path), CreatedAt: stamp(g.CreateDate),
	}
}

// GetGroup gives one group with its members and policies. Every list is complete.
func (s *Service) GetGroup(ctx context.Context, sc access.Scope, in api.IAMNamed) (out api.IAMGroupDetail, err error) {
	c, err := s.client(ctx, sc, in.CredentialID, "iam:GetGroup")
	if err != nil {
		return out, err
	}
	group, members, err := wholeGroup(ctx, c, in.Name)
	if err != nil {
		return out, refusal(err, ErrNoEntity)
	}
	attached, err := attachedTo(ctx, c, groupKind, in.Name)
	if err != nil {
		return out, refusal(err, ErrNoEntity)
	}
	inline, err := inlineNames(ctx, c, groupKind, in.Name)
	if err != nil {
		return out, refusal(err, ErrNoEntity)
	}
	return api.IAMGroupDetail{
		IAMGroup: groupOf(group), Members: usersOf(members), AttachedPolicies: policiesAttached(attached), InlinePolicies: never(inline),
	}, nil
}

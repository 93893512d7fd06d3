package identitycenter

import (
	"context"
	"errors"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	store "github.com/aws/aws-sdk-go-v2/service/identitystore"
	"github.com/aws/aws-sdk-go-v2/service/identitystore/document"
	"github.com/aws/aws-sdk-go-v2/service/identitystore/types"

	"github.com/iam-copilot/iam-copilot/backend/internal/plans"
	"github.com/iam-copilot/iam-copilot/backend/internal/plans/calls"
)

var identityStore = calls.Service[*store.Client]{
	Prefix: "identitystore", Explain: explain, Client: func(c aws.Config) *store.Client { return store.NewFromConfig(c) },
}

// The SDK's inputs of these calls hold members of any kind, which plans cannot read
// back; these have the same members with AWS's names.
type (
	updateInput struct {
		IdentityStoreID string `json:"IdentityStoreId"`
		UserID          string `json:"UserId,omitempty"`
		GroupID         string `json:"GroupId,omitempty"`
		Operations      []attributeOperation
	}
	attributeOperation struct {
		AttributePath  string
		AttributeValue any `json:",omitempty"`
	}
	membershipInput struct {
		IdentityStoreID string `json:"IdentityStoreId"`
		GroupID         string `json:"GroupId"`
		MemberID        member `json:"MemberId"`
	}
	member struct {
		UserID string `json:"UserId"`
	}
)

func (in *updateInput) operations() []types.AttributeOperation {
	out := make([]types.AttributeOperation, 0, len(in.Operations))
	for _, o := range in.Operations {
		one := types.AttributeOperation{AttributePath: aws.String(o.AttributePath)}
		if o.AttributeValue != nil {
			one.AttributeValue = document.NewLazyDocument(o.AttributeValue)
		}
		out = append(out, one)
	}
	return out
}

func lost(err error) bool {
	var none *types.ResourceNotFoundException
	return errors.As(err, &none)
}

func twice(err error) bool {
	var there *types.ConflictException
	return errors.As(err, &there)
}

// updateBack takes an update back by the one before.
func updateBack(operation, says string) func(*updateInput, calls.Before, map[string]string) []calls.Call {
	return func(in *updateInput, before calls.Before, _ map[string]string) []calls.Call {
		var was updateInput
		if !before.Into(&was) {
			return nil
		}
		return []calls.Call{{Operation: operation, Input: &was, Before: in, Says: says}}
	}
}

// peopleOperations are the writes of the identity store.
func peopleOperations() []plans.Operation {
	return []plans.Operation{
		calls.Operation(identityStore, "CreateUser", (*store.Client).CreateUser, calls.Write[*store.Client, store.CreateUserInput, store.CreateUserOutput]{
			Outcome: func(_ *store.CreateUserInput, out *store.CreateUserOutput) plans.Outcome {
				return plans.Outcome{Output: map[string]string{"UserId": aws.ToString(out.UserId)}, Note: "The user's id is " + aws.ToString(out.UserId) + "."}
			},
			Happened: func(ctx context.Context, c *store.Client, in *store.CreateUserInput, _ time.Time) (bool, plans.Outcome, error) {
				answer, err := c.GetUserId(ctx, &store.GetUserIdInput{IdentityStoreId: in.IdentityStoreId, AlternateIdentifier: unique("userName", *in.UserName)})
				if lost(err) {
					return false, plans.Outcome{}, nil
				}
				if err != nil {
					return false, plans.Outcome{}, err
				}
				return true, plans.Outcome{Output: map[string]string{"UserId": aws.ToString(answer.UserId)}}, nil
			},
			Undo: func(in *store.CreateUserInput, _ calls.Before, output map[string]string) []calls.Call {
				id := output["UserId"]
				return one("identitystore:DeleteUser", &store.DeleteUserInput{IdentityStoreId: in.IdentityStoreId, UserId: &id}, "Delete the user "+*in.UserName+".")
			},
		}),
		calls.Operation(identityStore, "UpdateUser", func(c *store.Client, ctx context.Context, in *updateInput, options ...func(*store.Options)) (*store.UpdateUserOutput, error) {
			return c.UpdateUser(ctx, &store.UpdateUserInput{IdentityStoreId: &in.IdentityStoreID, UserId: &in.UserID, Operations: in.operations()}, options...)
		}, calls.Write[*store.Client, updateInput, store.UpdateUserOutput]{Undo: updateBack("identitystore:UpdateUser", "Give the user back what it was.")}),
		calls.Operation(identityStore, "DeleteUser", (*store.Client).DeleteUser, calls.Write[*store.Client, store.DeleteUserInput, store.DeleteUserOutput]{Settled: lost}),
		calls.Operation(identityStore, "CreateGroup", (*store.Client).CreateGroup, calls.Write[*store.Client, store.CreateGroupInput, store.CreateGroupOutput]{
			Outcome: func(_ *store.CreateGroupInput, out *store.CreateGroupOutput) plans.Outcome {
				return plans.Outcome{Output: map[string]string{"GroupId": aws.ToString(out.GroupId)}, Note: "The group's id is " + aws.ToString(out.GroupId) + "."}
			},
			Happened: func(ctx context.Context, c *store.Client, in *store.CreateGroupInput, _ time.Time) (bool, plans.Outcome, error) {
				answer, err := c.GetGroupId(ctx, &store.GetGroupIdInput{IdentityStoreId: in.IdentityStoreId, AlternateIdentifier: unique("displayName", *in.DisplayName)})
				if lost(err) {
					return false, plans.Outcome{}, nil
				}
				if err != nil {
					return false, plans.Outcome{}, err
				}
				return true, plans.Outcome{Output: map[string]string{"GroupId": aws.ToString(answer.GroupId)}}, nil
			},
			Undo: func(in *store.CreateGroupInput, _ calls.Before, output map[string]string) []calls.Call {
				id := output["GroupId"]
				return one("identitystore:DeleteGroup", &store.DeleteGroupInput{IdentityStoreId: in.IdentityStoreId, GroupId: &id}, "Delete the group "+*in.DisplayName+".")
			},
		}),
		calls.Operation(identityStore, "UpdateGroup", func(c *store.Client, ctx context.Context, in *updateInput, options ...func(*store.Options)) (*store.UpdateGroupOutput, error) {
			return c.UpdateGroup(ctx, &store.UpdateGroupInput{IdentityStoreId: &in.IdentityStoreID, GroupId: &in.GroupID, Operations: in.operations()}, options...)
		}, calls.Write[*store.Client, updateInput, store.UpdateGroupOutput]{Undo: updateBack("identitystore:UpdateGroup", "Give the group back what it was.")}),
		calls.Operation(identityStore, "DeleteGroup", (*store.Client).DeleteGroup, calls.Write[*store.Client, store.DeleteGroupInput, store.DeleteGroupOutput]{Settled: lost}),
		calls.Operation(identityStore, "CreateGroupMembership", func(c *store.Client, ctx context.Context, in *membershipInput, options ...func(*store.Options)) (*store.CreateGroupMembershipOutput, error) {
			return c.CreateGroupMembership(ctx, &store.CreateGroupMembershipInput{
				IdentityStoreId: &in.IdentityStoreID, GroupId: &in.GroupID, MemberId: &types.MemberIdMemberUserId{Value: in.MemberID.UserID},
			}, options...)
		}, calls.Write[*store.Client, membershipInput, store.CreateGroupMembershipOutput]{
			Settled: twice,
			Outcome: func(_ *membershipInput, out *store.CreateGroupMembershipOutput) plans.Outcome {
				return plans.Outcome{Output: map[string]string{"MembershipId": aws.ToString(out.MembershipId)}}
			},
			Undo: func(in *membershipInput, _ calls.Before, output map[string]string) []calls.Call {
				id := output["MembershipId"]
				return []calls.Call{{
					Operation: "identitystore:DeleteGroupMembership", Input: &store.DeleteGroupMembershipInput{IdentityStoreId: &in.IdentityStoreID, MembershipId: &id}, Before: in,
					Says: "Take the user " + in.MemberID.UserID + " out of the group again.",
				}}
			},
		}),
		calls.Operation(identityStore, "DeleteGroupMembership", (*store.Client).DeleteGroupMembership, calls.Write[*store.Client, store.DeleteGroupMembershipInput, store.DeleteGroupMembershipOutput]{
			Settled: lost,
			Undo: func(_ *store.DeleteGroupMembershipInput, before calls.Before, _ map[string]string) []calls.Call {
				var was membershipInput
				if !before.Into(&was) {
					return nil
				}
				return one("identitystore:CreateGroupMembership", &was, "Put the user "+was.MemberID.UserID+" into the group again.")
			},
		}),
	}
}

// unique finds somebody by a name that is unique ("GetUserId", Identity Store API
// Reference).
func unique(path, value string) types.AlternateIdentifier {
	return &types.AlternateIdentifierMemberUniqueAttribute{Value: types.UniqueAttribute{AttributePath: &path, AttributeValue: document.NewLazyDocument(value)}}
}

package iam

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// ListUsers gives a piece of the account's users, in AWS's order.
func (s *Service) ListUsers(ctx context.Context, sc access.Scope, in api.IAMUserListIn) (out api.IAMUserList, err error) {
	asked := api.IAMPage{OnAWS: api.OnAWS{CredentialID: in.CredentialID}, PathPrefix: in.PathPrefix, Limit: in.Limit, Cursor: in.Cursor}
	out.Items, out.NextCursor, err = list(ctx, s, sc, asked, "iam:ListUsers",
		func(c *iam.Client, marker, prefix *string, limit *int32) ([]api.IAMUser, *string, error) {
			answer, err := c.ListUsers(ctx, &iam.ListUsersInput{Marker: marker, PathPrefix: prefix, MaxItems: limit})
			if err != nil {
				return nil, nil, err
			}
			return usersOf(answer.Users), following(answer.IsTruncated, answer.Marker), nil
		})
	return out, err
}

func usersOf(users []types.User) []api.IAMUser {
	out := make([]api.IAMUser, len(users))
	for i := range users {
		out[i] = userOf(&users[i])
	}
	return out
}

// userOf is AWS's user as the interface shows it.
func userOf(u *types.User) api.IAMUser {
	return api.IAMUser{
		UserName: aws.ToString(u.UserName), UserID: aws.ToString(u.UserId), Arn: aws.ToString(u.Arn), Path: aws.ToString(u.Path),
		CreatedAt: stamp(u.CreateDate), PasswordLastUsed: db.UTC(u.PasswordLastUsed),
	}
}

// GetUser gives one user with what hangs on it. Every list is complete.
func (s *Service) GetUser(ctx context.Context, sc access.Scope, in api.IAMUserIn) (api.IAMUserDetail, error) {
	client, err := s.client(ctx, sc, in.CredentialID, "iam:GetUser")
	if err != nil {
		return api.IAMUserDetail{}, err
	}
	out, err := userDetail(ctx, client, in.UserName)
	if err != nil {
		return api.IAMUserDetail{}, refusal(err, ErrNoUser)
	}
	return out, nil
}

func userDetail(ctx context.Context, c *iam.Client, name string) (out api.IAMUserDetail, err error) {
	answer, err := c.GetUser(ctx, &iam.GetUserInput{UserName: &name})
	if err != nil {
		return out, err
	}
	out.IAMUser, out.PermissionsBoundaryArn = userOf(answer.User), boundaryOf(answer.User.PermissionsBoundary)
	if out.Tags, err = tagsNow(ctx, c, userKind, name); err != nil {
		return out, err
	}
	groups, err := groupsOf(ctx, c, name)
	if err != nil {
		return out, err
	}
	attached, err := attachedTo(ctx, c, userKind, name)
	if err != nil {
		return out, err
	}
	inline, err := inlineNames(ctx, c, userKind, name)
	if err != nil {
		return out, err
	}
	keys, err := keysOfUser(ctx, c, name)
	if err != nil {
		return out, err
	}
	devices, err := devicesOf(ctx, c, name)
	if err != nil {
		return out, err
	}
	var signIn principalState
	if err := signIn.credentials(ctx, c, name, partLogin); err != nil {
		return out, err
	}
	out.Groups, out.AttachedPolicies, out.InlinePolicies = never(groups), policiesAttached(attached), never(inline)
	out.AccessKeys, out.MFADevices, out.HasConsolePassword = keyViews(keys), deviceViews(devices), signIn.Login
	return out, nil
}

func policiesAttached(list []types.AttachedPolicy) []api.IAMAttachedPolicy {
	out := make([]api.IAMAttachedPolicy, len(list))
	for i, a := range list {
		out[i] = api.IAMAttachedPolicy{Name: aws.ToString(a.PolicyName), Arn: aws.ToString(a.PolicyArn)}
	}
	return out
}

func keyViews(keys []types.AccessKeyMetadata) []api.IAMAccessKey {
	out := make([]api.IAMAccessKey, len(keys))
	for i, k := range keys {
		out[i] = api.IAMAccessKey{AccessKeyID: aws.ToString(k.AccessKeyId), Status: string(k.Status), CreatedAt: stamp(k.CreateDate)}
	}
	return out
}

func deviceViews(devices []types.MFADevice) []api.IAMMFADevice {
	out := make([]api.IAMMFADevice, len(devices))
	for i, d := range devices {
		out[i] = api.IAMMFADevice{SerialNumber: aws.ToString(d.SerialNumber), EnabledAt: stamp(d.EnableDate)}
	}
	return out
}

// ListAccessKeys gives every access key of a user, with its last use.
func (s *Service) ListAccessKeys(ctx context.Context, sc access.Scope, in api.IAMNamed) (out api.IAMAccessKeyList, err error) {
	c, err := s.client(ctx, sc, in.CredentialID, "iam:ListAccessKeys")
	if err != nil {
		return out, err
	}
	keys, err := keysOfUser(ctx, c, in.Name)
	if err != nil {
		return out, refusal(err, ErrNoUser)
	}
	out.Items = make([]api.IAMAccessKeyDetail, 0, len(keys))
	for _, key := range keyViews(keys) {
		one := api.IAMAccessKeyDetail{IAMAccessKey: key}
		if one.LastUsedAt, one.LastUsedService, one.LastUsedRegion, err = lastUse(ctx, c, key.AccessKeyID); err != nil {
			return out, refusal(err, ErrNoUser)
		}
		out.Items = append(out.Items, one)
	}
	return out, nil
}

// lastUse tells when and for what a key was last used; AWS says "N/A" where there is
// nothing to tell ("AccessKeyLastUsed", IAM API reference).
func lastUse(ctx context.Context, c *iam.Client, id string) (at *time.Time, service, region string, err error) {
	answer, err := c.GetAccessKeyLastUsed(ctx, &iam.GetAccessKeyLastUsedInput{AccessKeyId: &id})
	if err != nil || answer.AccessKeyLastUsed == nil || answer.AccessKeyLastUsed.LastUsedDate == nil {
		return nil, "", "", err
	}
	used := answer.AccessKeyLastUsed
	return db.UTC(used.LastUsedDate), aws.ToString(used.ServiceName), aws.ToString(used.Region), nil
}

// ListMFADevices gives every MFA device of a user.
func (s *Service) ListMFADevices(ctx context.Context, sc access.Scope, in api.IAMNamed) (out api.IAMMFADeviceList, err error) {
	c, err := s.client(ctx, sc, in.CredentialID, "iam:ListMFADevices")
	if err != nil {
		return out, err
	}
	devices, err := devicesOf(ctx, c, in.Name)
	if err != nil {
		return out, refusal(err, ErrNoUser)
	}
	out.Items = deviceViews(devices)
	return out, nil
}

package accountaudit

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"github.com/iam-copilot/iam-copilot/shared/policy/posture"
)

// userByUser reads what the credential report would have told of users. Of the root
// user nothing can be read so.
func (r *reading) userByUser(ctx context.Context) error {
	var users []types.User
	for p := iam.NewListUsersPaginator(r.client, &iam.ListUsersInput{}); p.HasMorePages(); {
		page, err := p.NextPage(ctx)
		if err != nil {
			return err
		}
		users = append(users, page.Users...)
	}
	var read []posture.Credential
	for i := range users {
		if err := r.run.Report(ctx, 3, steps, fmt.Sprintf("Reading credentials of users, %d of %d", i+1, len(users))); err != nil {
			return err
		}
		c, err := r.user(ctx, &users[i])
		var gone *types.NoSuchEntityException
		if errors.As(err, &gone) { // deleted since
			continue
		}
		if err != nil {
			return err
		}
		read = append(read, c)
	}
	r.input.Users = read
	return nil
}

func (r *reading) user(ctx context.Context, u *types.User) (posture.Credential, error) {
	c := posture.Credential{
		User: aws.ToString(u.UserName), ARN: aws.ToString(u.Arn), Created: aws.ToTime(u.CreateDate).UTC(), PasswordUsed: aws.ToTime(u.PasswordLastUsed).UTC(),
	}
	profile, err := r.client.GetLoginProfile(ctx, &iam.GetLoginProfileInput{UserName: u.UserName})
	var none *types.NoSuchEntityException
	switch {
	case errors.As(err, &none):
	case err != nil:
		return c, err
	default:
		c.Password, c.PasswordChanged = true, aws.ToTime(profile.LoginProfile.CreateDate).UTC()
	}
	if c.MFA, err = r.hasMFA(ctx, c.User); err != nil {
		return c, err
	}
	for p := iam.NewListAccessKeysPaginator(r.client, &iam.ListAccessKeysInput{UserName: u.UserName}); p.HasMorePages(); {
		page, err := p.NextPage(ctx)
		if err != nil {
			return c, err
		}
		for _, k := range page.AccessKeyMetadata {
			used, err := r.client.GetAccessKeyLastUsed(ctx, &iam.GetAccessKeyLastUsedInput{AccessKeyId: k.AccessKeyId})
			if err != nil {
				return c, err
			}
			key := posture.Key{Name: aws.ToString(k.AccessKeyId), Active: k.Status == types.StatusTypeActive, Since: aws.ToTime(k.CreateDate).UTC()}
			if last := used.AccessKeyLastUsed; last != nil {
				key.Used, key.Service, key.Region = aws.ToTime(last.LastUsedDate).UTC(), aws.ToString(last.ServiceName), aws.ToString(last.Region)
			}
			c.Keys = append(c.Keys, key)
		}
	}
	return c, nil
}

package iam

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// GetUser gives one user with what hangs on it. Every list is complete.
func (s *Service) GetUser(ctx context.Context, sc access.Scope, in api.IAMUserIn) (api.IAMUserDetail, error) {
	client, err := s.client(ctx, sc, in.CredentialID, "iam:GetUser")
	if err != nil {
		return api.IAMUserDetail{}, err
	}
	name := aws.String(in.UserName)
	answer, err := client.GetUser(ctx, &iam.GetUserInput{UserName: name})
	if err != nil {
		return api.IAMUserDetail{}, noUser(err)
	}
	out := api.IAMUserDetail{
		IAMUser: userOf(answer.User), Tags: map[string]string{}, Groups: []string{}, AttachedPolicies: []api.IAMAttachedPolicy{},
		InlinePolicies: []string{}, AccessKeys: []api.IAMAccessKey{}, MFADevices: []api.IAMMFADevice{},
	}
	if b := answer.User.PermissionsBoundary; b != nil {
		out.PermissionsBoundaryArn = aws.ToString(b.PermissionsBoundaryArn)
	}
	for _, part := range []func(context.Context, *iam.Client, *string, *api.IAMUserDetail) error{
		tags, groups, attachedPolicies, inlinePolicies, accessKeys, mfaDevices, loginProfile,
	} {
		if err := part(ctx, client, name, &out); err != nil {
			return api.IAMUserDetail{}, noUser(err)
		}
	}
	return out, nil
}

func tags(ctx context.Context, client *iam.Client, name *string, out *api.IAMUserDetail) error {
	for p := iam.NewListUserTagsPaginator(client, &iam.ListUserTagsInput{UserName: name}); p.HasMorePages(); {
		answer, err := p.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, t := range answer.Tags {
			out.Tags[aws.ToString(t.Key)] = aws.ToString(t.Value)
		}
	}
	return nil
}

func groups(ctx context.Context, client *iam.Client, name *string, out *api.IAMUserDetail) error {
	for p := iam.NewListGroupsForUserPaginator(client, &iam.ListGroupsForUserInput{UserName: name}); p.HasMorePages(); {
		answer, err := p.NextPage(ctx)
		if err != nil {
			return err
		}
		for i := range answer.Groups {
			out.Groups = append(out.Groups, aws.ToString(answer.Groups[i].GroupName))
		}
	}
	return nil
}

func attachedPolicies(ctx context.Context, client *iam.Client, name *string, out *api.IAMUserDetail) error {
	for p := iam.NewListAttachedUserPoliciesPaginator(client, &iam.ListAttachedUserPoliciesInput{UserName: name}); p.HasMorePages(); {
		answer, err := p.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, a := range answer.AttachedPolicies {
			out.AttachedPolicies = append(out.AttachedPolicies, api.IAMAttachedPolicy{Name: aws.ToString(a.PolicyName), Arn: aws.ToString(a.PolicyArn)})
		}
	}
	return nil
}

func inlinePolicies(ctx context.Context, client *iam.Client, name *string, out *api.IAMUserDetail) error {
	for p := iam.NewListUserPoliciesPaginator(client, &iam.ListUserPoliciesInput{UserName: name}); p.HasMorePages(); {
		answer, err := p.NextPage(ctx)
		if err != nil {
			return err
		}
		out.InlinePolicies = append(out.InlinePolicies, answer.PolicyNames...)
	}
	return nil
}

func accessKeys(ctx context.Context, client *iam.Client, name *string, out *api.IAMUserDetail) error {
	for p := iam.NewListAccessKeysPaginator(client, &iam.ListAccessKeysInput{UserName: name}); p.HasMorePages(); {
		answer, err := p.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, k := range answer.AccessKeyMetadata {
			out.AccessKeys = append(out.AccessKeys, api.IAMAccessKey{
				AccessKeyID: aws.ToString(k.AccessKeyId), Status: string(k.Status), CreatedAt: aws.ToTime(k.CreateDate).UTC(),
			})
		}
	}
	return nil
}

func mfaDevices(ctx context.Context, client *iam.Client, name *string, out *api.IAMUserDetail) error {
	for p := iam.NewListMFADevicesPaginator(client, &iam.ListMFADevicesInput{UserName: name}); p.HasMorePages(); {
		answer, err := p.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, d := range answer.MFADevices {
			out.MFADevices = append(out.MFADevices, api.IAMMFADevice{SerialNumber: aws.ToString(d.SerialNumber), EnabledAt: aws.ToTime(d.EnableDate).UTC()})
		}
	}
	return nil
}

// loginProfile tells whether the user has a console password: AWS answers
// NoSuchEntity when there is none ("GetLoginProfile", IAM API reference).
func loginProfile(ctx context.Context, client *iam.Client, name *string, out *api.IAMUserDetail) error {
	_, err := client.GetLoginProfile(ctx, &iam.GetLoginProfileInput{UserName: name})
	var missing *types.NoSuchEntityException
	if errors.As(err, &missing) {
		return nil
	}
	out.HasConsolePassword = err == nil
	return err
}
